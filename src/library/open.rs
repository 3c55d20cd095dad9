//! A path to bytes: regular files only, within [`Limits`], and whatever goes wrong as one line for a reader.
//!
//! Opening never waits: a FIFO without a writer, a terminal or a tape is refused before a byte is read.

use std::{
    fmt,
    fs::{File, Metadata, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Entry, ID_HEAD, ID_TAIL, StoryId,
    beside::{self, with_text},
    bundled, print_of,
    records::{self, Part},
};
use crate::{
    format::{self, Limits, Scope},
    story::{self, Extent, Story},
    text::Clean,
};

/// The bytes of a file, or of its beginning.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as given.
    pub path: Arc<Path>,
    /// The bytes; [`Source::length`] says whether these are all.
    pub bytes: Vec<u8>,
    /// Length of the whole file in bytes.
    pub length: u64,
    /// Where the bytes stand in the file, where they are one record of it.
    pub part: Option<Part>,
    print: u64,
}

impl Source {
    /// Bytes that came from somewhere else than a file of the disk, whole.
    #[must_use]
    pub fn new(path: &Path, bytes: Vec<u8>) -> Self {
        let length = bytes.len() as u64;
        Self {
            path: path.into(),
            print: print_of(length, &bytes, &bytes),
            length,
            part: None,
            bytes,
        }
    }

    /// Bytes of the same file.
    pub(super) fn part(&self, bytes: Vec<u8>, part: Option<Part>) -> Self {
        Self {
            path: self.path.clone(),
            bytes,
            part,
            ..*self
        }
    }

    /// File name for the detection of formats; empty for standard input (`-`).
    #[must_use]
    pub fn name(&self) -> String {
        name_of(&self.path)
    }

    /// Identity of story number `nth`.
    #[must_use]
    pub fn id(&self, nth: usize) -> StoryId {
        StoryId::new(self.print, nth)
    }

    /// Whether the bytes are all of the file, or of the record of it, that its stories stand in.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.part.is_some() || self.bytes.len() as u64 == self.length
    }
}

/// File name of a path for the detection of formats; empty for standard input (`-`).
#[must_use]
pub fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        return String::new();
    }
    let name = bundled::name_in(path).map(str::to_owned);
    name.unwrap_or_else(|| last_part(path))
}

fn last_part(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Why a path gave no bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenError {
    /// The path as given.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing is there (any more).
    Missing,
    /// A folder, where a file was wanted.
    Folder,
    /// A FIFO, socket or device.
    Special(&'static str),
    /// It may not be read, or the disk failed: what the system says.
    Unreadable(String),
    /// Not a byte in it.
    Empty,
    /// Longer than the limit, in bytes.
    TooLarge(u64),
    /// No text, but what this says: "a PNG picture, not text".
    Binary(&'static str),
    /// A PDF, with its title where that could be read.
    Pdf(Clean),
    /// Reading it ended in a fault of this program.
    Failed,
    /// The file has no story of this number.
    NoStory(usize),
    /// It was another file when its stories were listed.
    Changed,
    /// No story of this name comes with the program.
    NotBundled,
}

impl OpenError {
    /// `path` fails for this reason.
    #[must_use]
    pub fn new(path: &Path, why: Why) -> Self {
        Self {
            path: path.to_owned(),
            why,
        }
    }

    /// Whether a story may be missing from a list for this reason, though nobody named the file.
    #[must_use]
    pub fn matters(&self) -> bool {
        matches!(
            self.why,
            Why::Unreadable(_) | Why::TooLarge(_) | Why::Failed
        )
    }

    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Why::Missing,
            io::ErrorKind::IsADirectory => Why::Folder,
            _ => Why::Unreadable(reason(error)),
        };
        Self::new(path, why)
    }
}

/// What the system says of an error, in lower case and without its number: "permission denied".
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.to_lowercase()
}

/// A path as one clean line; what is not UTF-8 in it shows as U+FFFD.
#[must_use]
pub fn shown(path: &Path) -> Clean {
    Clean::line(&path.to_string_lossy())
}

/// The program that opens a file with what the system has for it.
const VIEWER: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "start"
} else {
    "xdg-open"
};

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", shown(&self.path))?;
        match &self.why {
            Why::Missing => f.write_str("no such file or folder"),
            Why::Folder => f.write_str("is a folder, not a file"),
            Why::Special(what) => write!(f, "is {what}, not a file"),
            Why::Unreadable(what) => f.write_str(&Clean::line(what)),
            Why::Empty => f.write_str("is empty"),
            Why::TooLarge(limit) => write!(f, "larger than {}, the limit", Size(*limit)),
            Why::Binary(what) => f.write_str(what),
            Why::Pdf(title) if title.is_empty() => {
                write!(f, "a PDF, which is not read yet; {VIEWER} shows it")
            }
            Why::Pdf(title) => write!(
                f,
                "a PDF, which is not read yet: “{title}”; {VIEWER} shows it"
            ),
            Why::Failed => f.write_str("could not be understood: a fault of pullquote"),
            Why::NoStory(nth) => write!(f, "has no story number {nth}"),
            Why::Changed => f.write_str("has changed since it was listed"),
            Why::NotBundled => f.write_str("no such story comes with pullquote"),
        }
    }
}

impl std::error::Error for OpenError {}

/// A size in bytes, for people.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            b if b >= 1 << 20 => write!(f, "{} MiB", b >> 20),
            b if b >= 1 << 10 => write!(f, "{} KiB", b >> 10),
            b => write!(f, "{b} bytes"),
        }
    }
}

/// Reads a whole file.
///
/// # Errors
/// Where the path leads to no regular file, to one that cannot be read, is empty or exceeds [`Limits::bytes`].
pub fn read_file(path: &Path, limits: &Limits) -> Result<Source, OpenError> {
    read_some(path, limits, usize::MAX)
}

/// Reads the first `most` bytes of a file (never fewer than the 64 KiB that its identity needs) and learns its length:
/// enough for the first screens of a large one, at a cost that does not depend on its size.
///
/// # Errors
/// As for [`read_file`].
pub fn read_head(path: &Path, limits: &Limits, most: usize) -> Result<Source, OpenError> {
    let head = read_some(path, limits, most.max(ID_HEAD))?;
    if head.length > limits.bytes && records::format_of(&head, limits).is_none() {
        return Err(OpenError::new(path, Why::TooLarge(limits.bytes)));
    }
    Ok(head)
}

/// Reads the story of an entry, with what is found in it: from its own bytes alone where these are known.
///
/// # Errors
/// As for [`read_file`] and [`story()`].
pub fn entry(entry: &Entry, limits: &Limits) -> Result<Story, OpenError> {
    match entry.part {
        Some(part) => records::story(entry, part, limits),
        None => story(&read_file(&entry.path, limits)?, entry.nth, limits),
    }
}

/// Reads another extent of the story of an entry: `article` is the story as it was read. The story itself comes back where
/// there is no more of its page than that.
///
/// # Errors
/// As for [`entry()`].
pub fn extent(
    entry: &Entry,
    article: &Story,
    extent: Extent,
    limits: &Limits,
) -> Result<Story, OpenError> {
    let limits = Limits {
        scope: Scope::Whole,
        ..*limits
    };
    let page = self::entry(entry, &limits)?;
    let rest = page.rest(&article.article);
    Ok(match extent {
        _ if rest.article.blocks().is_empty() => article.clone(),
        Extent::Article => article.clone(),
        Extent::Page => Story { extent, ..page },
        Extent::Rest => rest,
    })
}

/// Refuses what is no text at all.
///
/// # Errors
/// [`Why::Binary`] where the bytes are those of a picture, a program or the like, and no format claims them for what they are.
pub fn refuse_binary(source: &Source) -> Result<(), OpenError> {
    let head = source.bytes.get(..ID_HEAD).unwrap_or(&source.bytes);
    let Some(why) = format::refuse(head) else {
        return Ok(());
    };
    // Without its name: an extension makes no text of a picture.
    if head.starts_with(b"%PDF-") {
        let title = format::pdf_title(&source.bytes);
        return Err(OpenError::new(&source.path, Why::Pdf(title)));
    }
    if story::detect(head, "").name == PLAIN {
        return Err(OpenError::new(&source.path, Why::Binary(why)));
    }
    Ok(())
}

/// Name of the format of what no other format claims.
const PLAIN: &str = "text";

/// Reads the stories of a file, with what is found in them.
///
/// # Errors
/// Where the bytes are no text at all.
pub fn stories(source: &Source, limits: &Limits) -> Result<Vec<Story>, OpenError> {
    refuse_binary(source)?;
    guarded(&source.path, || {
        let stories = story::read(&source.bytes, &source.name(), limits).into_iter();
        stories
            .map(|story| with_text(story, source, limits, beside::annotated))
            .collect()
    })
}

/// Reads the stories of a file with nothing found in them: for who only wants the text.
///
/// # Errors
/// As for [`stories`].
pub fn bare_stories(source: &Source, limits: &Limits) -> Result<Vec<Story>, OpenError> {
    refuse_binary(source)?;
    guarded(&source.path, || {
        let name = source.name();
        let stories = story::bare(&source.bytes, &name, limits);
        stories
            .map(|story| with_text(story, source, limits, beside::bare))
            .collect()
    })
}

/// Reads story number `nth` of a file, with what is found in it.
///
/// # Errors
/// Where the bytes are no text at all, or there is no such story.
pub fn story(source: &Source, nth: usize, limits: &Limits) -> Result<Story, OpenError> {
    refuse_binary(source)?;
    let read = || {
        let story = story::read_one(&source.bytes, &source.name(), nth, limits)?;
        Some(with_text(story, source, limits, beside::annotated))
    };
    guarded(&source.path, read)?.ok_or_else(|| OpenError::new(&source.path, Why::NoStory(nth)))
}

/// Runs a reader of foreign bytes. Readers are written not to panic; should one do so all the same, only this file is
/// lost to the reader, not the session or the rest of a library.
pub(super) fn guarded<T>(path: &Path, read: impl FnOnce() -> T) -> Result<T, OpenError> {
    catch_unwind(AssertUnwindSafe(read))
        .ok()
        .ok_or_else(|| OpenError::new(path, Why::Failed))
}

fn read_some(path: &Path, limits: &Limits, most: usize) -> Result<Source, OpenError> {
    if let Some(name) = bundled::name_in(path) {
        let bytes = bundled::lookup(name).ok_or_else(|| OpenError::new(path, Why::NotBundled))?;
        return Ok(Source::new(path, bytes.to_vec()));
    }
    let failed = |error: io::Error| OpenError::io(path, &error);
    // Once by name, since the very opening of a device can do something; once more of what was then opened.
    refuse_special(path, &std::fs::metadata(path).map_err(failed)?)?;
    let mut file = open_at_once(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    refuse_special(path, &meta)?;
    let too_large = || OpenError::new(path, Why::TooLarge(limits.bytes));
    if most == usize::MAX && meta.len() > limits.bytes {
        return Err(too_large());
    }
    // The length is a hint: a file can grow or shrink while it is read, and those of /proc say 0.
    let take = limits.bytes.saturating_add(1).min(most as u64);
    let mut bytes = Vec::new();
    let room = usize::try_from(meta.len().min(take)).unwrap_or(0);
    bytes.reserve_exact(room.saturating_add(1));
    (&mut file)
        .take(take)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.is_empty() {
        return Err(OpenError::new(path, Why::Empty));
    }
    let read = bytes.len() as u64;
    if read > limits.bytes {
        return Err(too_large());
    }
    let cut = bytes.len() == most && meta.len() > read;
    let length = if cut { meta.len() } else { read };
    let print = if cut {
        let tail = read_tail(&mut file, length, ID_TAIL).map_err(failed)?;
        print_of(length, &bytes, &tail)
    } else {
        print_of(length, &bytes, &bytes)
    };
    Ok(Source {
        path: path.into(),
        bytes,
        length,
        part: None,
        print,
    })
}

/// The last bytes of a file, as many as `most`.
///
/// # Errors
/// As for [`read_file`].
pub fn read_end(path: &Path, most: usize) -> Result<Vec<u8>, OpenError> {
    let failed = |error: io::Error| OpenError::io(path, &error);
    let mut file = open_at_once(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    refuse_special(path, &meta)?;
    read_tail(&mut file, meta.len(), most).map_err(failed)
}

fn read_tail(file: &mut File, length: u64, most: usize) -> io::Result<Vec<u8>> {
    let mut tail = Vec::with_capacity(most);
    file.seek(SeekFrom::Start(length.saturating_sub(most as u64)))?;
    file.take(most as u64).read_to_end(&mut tail)?;
    Ok(tail)
}

/// Opens for reading without ever waiting for somebody at the other end.
pub(super) fn open_at_once(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0));
    }
    options.open(path)
}

fn refuse_special(path: &Path, meta: &Metadata) -> Result<(), OpenError> {
    if meta.is_file() {
        return Ok(());
    }
    let why = if meta.is_dir() {
        Why::Folder
    } else {
        Why::Special(kind_of(meta))
    };
    Err(OpenError::new(path, why))
}

#[cfg(unix)]
fn kind_of(meta: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = meta.file_type();
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind_of(_: &Metadata) -> &'static str {
    "a device"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn message(path: &Path, limits: &Limits) -> String {
        let name = path.to_string_lossy().into_owned();
        let error = read_file(path, limits).unwrap_err().to_string();
        error.strip_prefix(&name).unwrap().to_owned()
    }

    #[test]
    fn each_refusal_names_its_reason() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("empty"), "").unwrap();
        fs::write(at("long"), "12345").unwrap();
        let small = Limits {
            bytes: 4,
            ..Limits::default()
        };
        let default = Limits::default();
        assert_eq!(message(&at("none"), &default), ": no such file or folder");
        assert_eq!(message(dir.path(), &default), ": is a folder, not a file");
        assert_eq!(message(&at("empty"), &default), ": is empty");
        assert_eq!(
            message(&at("long"), &small),
            ": larger than 4 bytes, the limit"
        );
        assert_eq!(
            OpenError::new(Path::new("x"), Why::TooLarge(default.bytes)).to_string(),
            "x: larger than 512 MiB, the limit"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_refused_and_never_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &path,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
        assert_eq!(
            message(&path, &Limits::default()),
            ": is a pipe, not a file"
        );
        assert_eq!(
            message(Path::new("/dev/null"), &Limits::default()),
            ": is a device, not a file"
        );
    }

    #[test]
    fn a_story_keeps_its_identity_when_its_file_moves() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a"), dir.path().join("b.txt"));
        // Longer than the head and the tail together: the middle is not looked at.
        let mut text = "x".repeat(200_000);
        fs::write(&a, &text).unwrap();
        let whole = read_file(&a, &Limits::default()).unwrap();
        let head = read_head(&a, &Limits::default(), 0).unwrap();
        assert_eq!((head.bytes.len(), head.length), (64 << 10, 200_000));
        assert!(whole.is_whole() && !head.is_whole());
        assert_eq!(whole.id(0), head.id(0));
        assert_ne!(whole.id(0), whole.id(1));
        fs::rename(&a, &b).unwrap();
        assert_eq!(
            read_file(&b, &Limits::default()).unwrap().id(3),
            whole.id(3)
        );
        text.pop();
        text.push('y');
        fs::write(&b, &text).unwrap();
        assert_ne!(
            read_file(&b, &Limits::default()).unwrap().id(0),
            whole.id(0)
        );
    }
}
