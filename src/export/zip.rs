//! A ZIP archive written in memory: members deflated, the first one stored where a format asks for that (PKWARE APPNOTE 4.3).

use std::io::{self, Write};

use flate2::{Compression, Crc, write::DeflateEncoder};

/// The archive so far.
#[derive(Debug, Default)]
pub(super) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// 1980-01-01, the earliest date there is: the same story gives the same bytes.
const DATE: u16 = 0x21;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

impl Zip {
    /// Adds a member, deflated.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content)?;
        self.member(name, content, 8, &encoder.finish()?)
    }

    /// Adds a member as it is.
    pub(super) fn store(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.member(name, content, 0, content)
    }

    fn member(&mut self, name: &str, content: &[u8], method: u16, packed: &[u8]) -> io::Result<()> {
        let mut crc = Crc::new();
        crc.update(content);
        let at = size(self.bytes.len())?;
        let mut about = Vec::new();
        for field in [20, UTF8, method, 0, DATE] {
            about.extend_from_slice(&u16::to_le_bytes(field));
        }
        for field in [crc.sum(), size(packed.len())?, size(content.len())?] {
            about.extend_from_slice(&field.to_le_bytes());
        }
        let length = u16::try_from(name.len()).map_err(io::Error::other)?;
        about.extend_from_slice(&length.to_le_bytes());
        about.extend_from_slice(&[0, 0]);
        self.bytes.extend_from_slice(b"PK\x03\x04");
        self.bytes.extend_from_slice(&about);
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(packed);
        self.directory.extend_from_slice(b"PK\x01\x02\x14\0");
        self.directory.extend_from_slice(&about);
        // No comment, disk 0, no attributes.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&at.to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        self.count = self
            .count
            .checked_add(1)
            .ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(())
    }

    /// The archive.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        let (at, length) = (size(self.bytes.len())?, size(self.directory.len())?);
        self.bytes.append(&mut self.directory);
        self.bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend_from_slice(&self.count.to_le_bytes());
        self.bytes.extend_from_slice(&self.count.to_le_bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&at.to_le_bytes());
        self.bytes.extend_from_slice(&[0, 0]);
        Ok(self.bytes)
    }
}

fn size(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|e| io::Error::new(io::ErrorKind::FileTooLarge, e))
}
