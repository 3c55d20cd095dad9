//! Where the journals lie: one that this device writes, and those of other devices, which are only read.
//!
//! A folder that some program keeps the same on several devices (Syncthing, Nextcloud, git) can take them. Each device writes a file
//! of its own there, so that two of them never change the same file; whoever reads takes all of them together.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use xxhash_rust::xxh3::xxh3_64;

use super::journal::{FILE_NAME, replace};

/// Name of the file in the data folder that says which device this is.
const DEVICE: &str = "device";

/// The folders of the journals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journals {
    /// The data folder of this device; `None` to save nothing there.
    pub data: Option<PathBuf>,
    /// A folder that the reader's devices share; `None` for none.
    pub shared: Option<PathBuf>,
}

impl Journals {
    /// The journal that this device writes; `None` to save nothing.
    ///
    /// # Errors
    /// Where it cannot be told which device this is.
    pub(super) fn own(&self) -> io::Result<Option<PathBuf>> {
        let (Some(data), Some(shared)) = (&self.data, &self.shared) else {
            return Ok(self.data.as_ref().map(|dir| dir.join(FILE_NAME)));
        };
        let name = format!("state-{}.jsonl", device(data)?);
        Ok(Some(shared.join(name)))
    }

    /// What was kept before the folder was shared, to be the beginning of the journal there.
    pub(super) fn before(&self) -> Option<Vec<u8>> {
        let kept = self.data.as_ref()?.join(FILE_NAME);
        fs::read(kept).ok()
    }

    /// Every journal there is: of this device, of others, and copies that a program made where it could not decide.
    pub(super) fn all(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for folder in self.folders() {
            let Ok(files) = fs::read_dir(folder) else {
                continue;
            };
            found.extend(files.flatten().map(|f| f.path()).filter(|p| is_journal(p)));
        }
        found.sort();
        found.dedup();
        found
    }

    /// Length of all of them together, in bytes: another where somebody wrote to one.
    #[must_use]
    pub fn length(&self) -> u64 {
        let lengths = self.all().into_iter().filter_map(|p| fs::metadata(p).ok());
        lengths.map(|m| m.len()).sum()
    }

    /// The folders that journals are kept in.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        let folders = [&self.data, &self.shared];
        folders.into_iter().flatten().map(PathBuf::as_path)
    }
}

/// Whether a file is a journal, by its name.
#[must_use]
pub fn is_journal(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let rest = name
        .strip_prefix("state")
        .and_then(|n| n.strip_suffix(".jsonl"));
    rest.is_some_and(|r| r.is_empty() || r.starts_with('-'))
}

/// A name for this device that no other has: made once, kept in the data folder.
fn device(data: &Path) -> io::Result<String> {
    let path = data.join(DEVICE);
    let is_name = |n: &str| n.len() == 16 && n.bytes().all(|b| b.is_ascii_hexdigit());
    let known = fs::read_to_string(&path).unwrap_or_default();
    if is_name(known.trim()) {
        return Ok(known.trim().to_owned());
    }
    let name = format!("{:016x}", xxh3_64(&chance(data)));
    replace(&path, format!("{name}\n").as_bytes())?;
    // Two programs may have made one each: the one that is there now is the device's.
    let kept = fs::read_to_string(&path)?;
    Ok(kept.trim().to_owned())
}

/// Bytes that no other device has: of the system's random numbers, or where there are none of when and where the data folder was made.
fn chance(data: &Path) -> Vec<u8> {
    let random = fs::read("/proc/sys/kernel/random/uuid");
    random.unwrap_or_else(|_| {
        let meta = fs::metadata(data).map(|m| format!("{m:?}"));
        let id = std::process::id();
        format!("{id} {} {}", meta.unwrap_or_default(), data.display()).into_bytes()
    })
}
