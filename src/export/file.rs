//! A file written whole or not at all, under a name that nobody had.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::beside;
use crate::library::pictures::Picture;

/// A name that was free and is taken by an empty file. What is not [kept](Claimed::keep) goes again.
#[derive(Debug)]
pub(super) struct Claimed {
    /// The file.
    pub(super) path: PathBuf,
    folder: PathBuf,
    stem: String,
    /// The folder of pictures beside it, once it is made, and the files in it.
    made: Vec<PathBuf>,
    kept: bool,
}

impl Claimed {
    /// Claims a name in a folder.
    pub(super) fn new(folder: &Path, stem: &str, extension: &str) -> io::Result<Self> {
        let path = folder.join(format!("{stem}.{extension}"));
        // Fails where anything of the name is there, a link to nowhere included.
        create(&path)?;
        Ok(Self {
            path,
            folder: folder.to_owned(),
            stem: stem.to_owned(),
            made: Vec::new(),
            kept: false,
        })
    }

    /// Puts pictures into a folder beside the file; gives its name, empty where there are none.
    pub(super) fn beside(&mut self, pictures: &[Option<Picture>]) -> io::Result<String> {
        if pictures.iter().all(Option::is_none) {
            return Ok(String::new());
        }
        let mut name = format!("{}_pictures", self.stem);
        for n in 2.. {
            match fs::create_dir(self.folder.join(&name)) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                    name = format!("{}_pictures ({n})", self.stem);
                }
                made => {
                    made?;
                    break;
                }
            }
        }
        let folder = self.folder.join(&name);
        self.made.push(folder.clone());
        for (n, picture) in pictures.iter().enumerate() {
            if let Some(picture) = picture {
                let path = folder.join(beside::name(picture, n));
                self.made.push(path.clone());
                create(&path)?.write_all(&picture.bytes)?;
            }
        }
        Ok(name)
    }

    /// Fills the file: under another name first, so that nobody ever sees half of it.
    pub(super) fn fill(&self, bytes: &[u8]) -> io::Result<()> {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let beside = self.folder.join(format!(".{name}.part"));
        let fill = || {
            let mut file = create(&beside)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&beside, &self.path)
        };
        fill().inspect_err(|e| {
            if e.kind() != io::ErrorKind::AlreadyExists {
                drop(fs::remove_file(&beside));
            }
        })
    }

    /// The file stays.
    pub(super) fn keep(mut self) -> PathBuf {
        self.kept = true;
        std::mem::take(&mut self.path)
    }
}

impl Drop for Claimed {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        for made in self.made.iter().rev() {
            drop(fs::remove_file(made).or_else(|_| fs::remove_dir(made)));
        }
        drop(fs::remove_file(&self.path));
    }
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
