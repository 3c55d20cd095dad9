//! Files and folders to the files to read, one after the other.

use std::{
    cmp::Ordering,
    ffi::OsStr,
    fs::{self, DirEntry},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use super::{
    OpenError,
    open::{self, Why},
};

/// A file to read.
#[derive(Debug)]
pub enum Job {
    /// It was named, and is answered for whatever it is; with the number of the one story that is wanted.
    Named(PathBuf, Option<usize>),
    /// It lay in a folder.
    Met(PathBuf),
    /// A folder that could not be listed.
    Refused(OpenError),
}

/// The files of some roots, in order. A folder is listed when it is reached.
#[derive(Debug)]
pub struct Walk {
    /// What is still to be visited, the next last.
    stack: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Root(PathBuf),
    Folder(PathBuf),
    File(PathBuf),
}

impl Walk {
    /// The files of these roots, `FILE#N` for one story of a file among them.
    #[must_use]
    pub fn new(roots: &[PathBuf]) -> Self {
        let stack = roots.iter().rev().cloned().map(Step::Root).collect();
        Self { stack }
    }

    /// Puts what lies in a folder next in line.
    fn enter(&mut self, folder: &Path) -> Result<(), OpenError> {
        let failed =
            |error: std::io::Error| OpenError::new(folder, Why::Unreadable(open::reason(&error)));
        let listed: Vec<_> = fs::read_dir(folder).map_err(failed)?.flatten().collect();
        let mut met: Vec<_> = listed.iter().filter_map(|e| step(e, &listed)).collect();
        met.sort_by(|(a, _), (b, _)| natural(b, a));
        self.stack.extend(met.into_iter().map(|(_, step)| step));
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            let folder = match self.stack.pop()? {
                Step::File(path) => return Some(Job::Met(path)),
                Step::Root(path) if !path.is_dir() => {
                    let (path, nth) = numbered(path);
                    return Some(Job::Named(path, nth));
                }
                Step::Root(path) | Step::Folder(path) => path,
            };
            if let Err(error) = self.enter(&folder) {
                return Some(Job::Refused(error));
            }
        }
    }
}

/// The folders at or below some roots in which a file was put, renamed or taken away at `since` or later, in milliseconds since
/// 1970, and those of the roots that are files and were changed then; no folder below another of them.
#[must_use]
pub fn changed_folders(roots: &[PathBuf], since: u64) -> Vec<PathBuf> {
    let mut walk = Walk::new(roots);
    let mut found = Vec::new();
    while let Some(step) = walk.stack.pop() {
        let (Step::Root(path) | Step::Folder(path)) = step else {
            continue;
        };
        if changed(&path).is_some_and(|at| at >= since) {
            found.push(path);
        } else {
            drop(walk.enter(&path));
        }
    }
    found
}

/// When a file or the list of a folder was changed, in milliseconds since 1970.
fn changed(path: &Path) -> Option<u64> {
    let time = fs::metadata(path).ok()?.modified().ok()?;
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    u64::try_from(since.as_millis()).ok()
}

/// `FILE#N` taken apart; a file whose very name ends so stays whole.
fn numbered(path: PathBuf) -> (PathBuf, Option<usize>) {
    let apart = |path: &Path| {
        let (file, number) = path.to_str()?.rsplit_once('#')?;
        Some((PathBuf::from(file), number.parse().ok()?))
    };
    match apart(&path) {
        Some((file, nth)) if !path.exists() => (file, Some(nth)),
        _ => (path, None),
    }
}

/// What to do about an entry of a folder, under the name it is sorted by; `None` to pass it over.
fn step(entry: &DirEntry, siblings: &[DirEntry]) -> Option<(String, Step)> {
    let name = entry.file_name().to_string_lossy().into_owned();
    if name.starts_with('.') || name.ends_with('~') {
        return None;
    }
    let kind = entry.file_type().ok()?;
    if kind.is_dir() {
        let keep = !is_parts_of_a_page(&name, siblings) && !is_of_an_export(&name, siblings);
        return keep.then(|| (name, Step::Folder(entry.path())));
    }
    let is_file = kind.is_file() || kind.is_symlink() && entry.path().is_file();
    let keep = is_file && !is_no_story(&name);
    keep.then(|| (name, Step::File(entry.path())))
}

/// Whether a folder holds the pictures, styles and frames of a page that a browser saved beside it.
fn is_parts_of_a_page(name: &str, siblings: &[DirEntry]) -> bool {
    let Some(stem) = name.strip_suffix("_files") else {
        return false;
    };
    let pages = [format!("{stem}.html"), format!("{stem}.htm")];
    let is_page = |e: &DirEntry| pages.iter().any(|p| e.file_name() == OsStr::new(p));
    siblings.iter().any(is_page)
}

/// Whether a folder holds the texts or the notes of the stories that an export of Omnivore lists beside it; they are read with
/// the list.
fn is_of_an_export(name: &str, siblings: &[DirEntry]) -> bool {
    let is_list = |e: &DirEntry| {
        let name = e.file_name();
        let name = name.to_string_lossy();
        name.starts_with("metadata_") && name.ends_with(".json")
    };
    matches!(name, "content" | "highlights") && siblings.iter().any(is_list)
}

/// Extensions of files that hold no story, whatever their bytes look like: parts of saved pages, code, data of programs.
const NO_STORY: &[&str] = &[
    "aac", "avi", "avif", "bak", "bib", "bin", "bmp", "c", "class", "conf", "cpp", "css", "db",
    "dll", "exe", "flac", "gif", "h", "heic", "ico", "ini", "jar", "java", "jpeg", "jpg", "js",
    "lock", "log", "m4a", "map", "mjs", "mkv", "mov", "mp3", "mp4", "o", "ogg", "opus", "otf",
    "part", "pdf", "png", "psd", "py", "rs", "sh", "so", "sqlite", "svg", "swo", "swp", "tif",
    "tiff", "tmp", "toml", "torrent", "ts", "ttf", "wasm", "wav", "webm", "webp", "woff", "woff2",
    "yaml", "yml",
];

fn is_no_story(name: &str) -> bool {
    let Some((_, extension)) = name.rsplit_once('.') else {
        return false;
    };
    let extension = extension.to_ascii_lowercase();
    NO_STORY.binary_search(&extension.as_str()).is_ok()
}

/// Order of names as people count: runs of digits by their value, letters without regard to case; ties by code point.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while !left.is_empty() && !right.is_empty() {
        let ((run_a, rest_a), (run_b, rest_b)) = (run(left), run(right));
        let order = match (digits(run_a), digits(run_b)) {
            (Some(m), Some(n)) => m.len().cmp(&n.len()).then_with(|| m.cmp(n)),
            _ => run_a.to_lowercase().cmp(&run_b.to_lowercase()),
        };
        if order.is_ne() {
            return order;
        }
        (left, right) = (rest_a, rest_b);
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// The digits or the other characters that a name begins with, and the rest of it.
fn run(name: &str) -> (&str, &str) {
    let digit = name.starts_with(|c: char| c.is_ascii_digit());
    let end = name.find(|c: char| c.is_ascii_digit() != digit);
    name.split_at(end.unwrap_or(name.len()))
}

/// A run of digits without leading zeros.
fn digits(run: &str) -> Option<&str> {
    let numeric = run.starts_with(|c: char| c.is_ascii_digit());
    numeric.then(|| run.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_count() {
        let sorted = [
            "1 a", "2 a", "10 a", "A1", "a02", "a2b", "a10", "a10b", "b", "É", "ü",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, sorted);
    }

    #[test]
    fn folders_that_changed_lately_are_told_from_the_others() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().to_owned();
        let below = root.join("a/b");
        fs::create_dir_all(&below).unwrap();
        fs::create_dir(root.join(".hidden")).unwrap();
        let old = UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        let age = |path: &Path| fs::File::open(path).unwrap().set_modified(old).unwrap();
        let roots = std::slice::from_ref(&root);
        assert_eq!(changed_folders(roots, 1_000_000_000), [root.as_path()]);
        age(&root);
        age(&root.join("a"));
        assert_eq!(changed_folders(roots, 1_000_000_001), [below.as_path()]);
        assert_eq!(changed_folders(roots, 1_000_000_000), [root.as_path()]);
        age(&below);
        assert_eq!(changed_folders(roots, 1_000_000_001), [] as [PathBuf; 0]);
        let file = root.join("a/b/c.md");
        fs::write(&file, "# C").unwrap();
        assert_eq!(changed_folders(roots, 1_000_000_001), [below.as_path()]);
        assert_eq!(
            changed_folders(std::slice::from_ref(&file), 1_000_000_001),
            [file.as_path()]
        );
    }

    #[test]
    fn the_texts_of_an_export_are_left_to_its_list() {
        let dir = tempfile::tempdir().unwrap();
        let names = |root: &Path| -> Vec<String> {
            let jobs = Walk::new(&[root.to_owned()]);
            let name = |job| match job {
                Job::Met(path) => path.file_name()?.to_str().map(str::to_owned),
                _ => None,
            };
            jobs.filter_map(name).collect()
        };
        fs::create_dir(dir.path().join("content")).unwrap();
        fs::write(dir.path().join("content/one.html"), "<p>One</p>").unwrap();
        assert_eq!(names(dir.path()), ["one.html"]);
        fs::write(dir.path().join("metadata_0_to_1.json"), "[]").unwrap();
        assert_eq!(names(dir.path()), ["metadata_0_to_1.json"]);
    }

    #[test]
    fn the_table_of_extensions_is_sorted() {
        assert!(NO_STORY.is_sorted());
        assert!(is_no_story("a.PNG") && !is_no_story("a.txt") && !is_no_story("png"));
    }
}
