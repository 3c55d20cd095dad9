//! Stories written out: clean copies in files of their own, with what is known of them and their pictures beside.
//!
//! In: a [`Story`] and where it came from. Out: a file in a folder, of a name that fits everywhere, whole or not at all; no file
//! that is there is ever written over. The writers of each shape are what the command line shows stories with, too.

mod beside;
mod epub;
mod file;
mod front;
pub(crate) mod html;
mod inline;
pub(crate) mod json;
pub(crate) mod markdown;
mod name;
pub(crate) mod plain;
mod points;
mod zip;

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::{
    layout::Options,
    library::{
        Catalog, Source, open,
        pictures::{self, Picture},
        state::Rulings,
    },
    story::Story,
};

/// What a story is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Markdown with YAML front matter.
    Markdown,
    /// A page of HTML.
    Html,
    /// Plain text at a measure.
    Text,
    /// A book of one chapter (EPUB 3).
    Epub,
    /// The JSON of `show --format json`.
    Json,
}

/// Shapes with the names they go by, their files' extension among them.
const SHAPES: &[(Shape, &str, &str)] = &[
    (Shape::Markdown, "markdown", "md"),
    (Shape::Html, "html", "html"),
    (Shape::Text, "text", "txt"),
    (Shape::Epub, "epub", "epub"),
    (Shape::Json, "json", "json"),
];

impl Shape {
    /// The names of all shapes.
    pub const NAMES: [&'static str; 5] = ["markdown", "html", "text", "epub", "json"];

    /// The shape of this name or extension, in any case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().trim_start_matches('.');
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let mut shapes = SHAPES.iter();
        shapes.find(|(_, a, b)| is(a) || is(b)).map(|(s, _, _)| *s)
    }

    fn extension(self) -> &'static str {
        let mut shapes = SHAPES.iter();
        shapes
            .find(|(s, _, _)| *s == self)
            .map_or("", |(_, _, e)| *e)
    }
}

/// Why a story could not be written.
#[derive(Debug)]
pub struct Failed {
    path: PathBuf,
    why: io::Error,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}",
            open::shown(&self.path),
            open::reason(&self.why)
        )
    }
}

impl std::error::Error for Failed {}

/// What was written of a story.
#[derive(Debug)]
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// How many pictures were put beside or into it.
    pub pictures: usize,
    /// How many that the story shows were not to be had: they are on the Web, or inside the file it was saved in.
    pub missing: usize,
}

/// A folder that stories are written to.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    shape: Shape,
    names: name::Names,
}

impl Folder {
    /// A folder, made where it is not there yet.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new(path: &Path, shape: Shape) -> Result<Self, Failed> {
        let failed = |why| Failed {
            path: path.to_owned(),
            why,
        };
        std::fs::create_dir_all(path).map_err(failed)?;
        Ok(Self {
            path: path.to_owned(),
            shape,
            names: name::Names::default(),
        })
    }

    /// Writes a story that stands in `source`.
    ///
    /// # Errors
    /// Where the folder cannot be written to. No half of a file stays.
    pub fn write(&mut self, story: &Story, source: &Source) -> Result<Written, Failed> {
        let failed = |path: &Path, why| Failed {
            path: path.to_owned(),
            why,
        };
        let stem = name::of(&story.article.meta.title);
        let claimed = self.names.claim(&self.path, &stem, self.shape.extension());
        let mut claimed = claimed.map_err(|why| failed(&self.path, why))?;
        let found = pictures::all(&story.article, &source.path);
        let missing = found.iter().filter(|p| p.is_none()).count();
        let pictures = found.len() - missing;
        let written = self.put(story, source, &found, &mut claimed);
        written.map_err(|why| failed(&claimed.path, why))?;
        Ok(Written {
            path: claimed.keep(),
            pictures,
            missing,
        })
    }

    /// Puts a story and its pictures into the file that was claimed for it.
    fn put(
        &self,
        story: &Story,
        source: &Source,
        found: &[Option<Picture>],
        file: &mut file::Claimed,
    ) -> io::Result<()> {
        let with = |names: &dyn Fn(usize, &Picture) -> String| {
            beside::renamed(&story.article, found, names)
        };
        let bytes = match self.shape {
            Shape::Epub => epub::write(&with(&epub::picture_name), found)?,
            Shape::Json => {
                let path = json::as_given(&source.path);
                let writer = json::Writer::of(story);
                let whole = writer.whole(
                    &path,
                    source.id(story.nth),
                    &Catalog::default(),
                    &Rulings::default(),
                );
                serde_json::to_vec(&whole)?
            }
            Shape::Text => text(story)?.into_bytes(),
            Shape::Markdown | Shape::Html => {
                let folder = beside::escaped(&file.beside(found)?);
                let article = with(&|n, p| format!("{folder}/{}", beside::name(p, n)));
                match self.shape {
                    Shape::Html => html::write(&article),
                    _ => front::write(&article.meta) + &markdown::body(&article),
                }
                .into_bytes()
            }
        };
        file.fill(&bytes)
    }
}

/// A story as plain text, its address below what stands above it.
fn text(story: &Story) -> io::Result<String> {
    let article = &story.article;
    let options = Options {
        measure: 72,
        ..Options::default()
    };
    let mut text = String::new();
    plain::write(article, &options, &mut |line| {
        text.push_str(line);
        text.push('\n');
        Ok(())
    })?;
    if !article.meta.url.is_empty() {
        for piece in ["\n", &article.meta.url, "\n"] {
            text.push_str(piece);
        }
    }
    Ok(text)
}
