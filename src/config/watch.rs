//! Word of a folder whose files change: blocking, so that waiting costs nothing.

use std::path::Path;

/// A folder that is watched.
#[derive(Debug)]
pub struct Watch {
    #[cfg(target_os = "linux")]
    told: rustix::fd::OwnedFd,
}

impl Watch {
    /// Watches the files of a folder. `None` where there is no such folder, or the system tells nobody of changes.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn new(dir: &Path) -> Option<Self> {
        use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
        let told = inotify::init(CreateFlags::CLOEXEC).ok()?;
        // A file is saved when its writer is done with it, or when it takes the place of the one before.
        let saved = WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO | WatchFlags::DELETE;
        inotify::add_watch(&told, dir, saved).ok()?;
        Some(Self { told })
    }

    /// Watches nothing: no other system is asked.
    #[cfg(not(target_os = "linux"))]
    #[must_use]
    pub fn new(_: &Path) -> Option<Self> {
        None
    }

    /// Waits until a file was saved or taken away; whether there may be more to come.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn wait(&self) -> bool {
        use std::mem::MaybeUninit;
        let mut space = [MaybeUninit::uninit(); 4096];
        rustix::fs::inotify::Reader::new(&self.told, &mut space)
            .next()
            .is_ok()
    }

    /// There is nothing to wait for.
    #[cfg(not(target_os = "linux"))]
    #[must_use]
    pub fn wait(&self) -> bool {
        false
    }
}
