//! Quotes for other programs: bibliographies with the stories as their works (BibTeX, CSL-JSON), and annotations of
//! places in them (W3C Web Annotation). Written as the stories come.

use std::io;

use super::Found;
use crate::{
    cli::Output,
    export::json::Writer,
    library::cite::{
        Cited,
        annotation::{Annotation, CONTEXT},
        bibtex::{self, Keys},
        csl::Item,
    },
};

/// A list of works or of places in them.
pub(super) struct Works {
    form: Form,
    keys: Keys,
    /// Something was written.
    begun: bool,
}

enum Form {
    Bibtex,
    Csl,
    Annotation,
}

impl Works {
    fn new(form: Form) -> Self {
        Self {
            form,
            keys: Keys::default(),
            begun: false,
        }
    }

    pub(super) fn bibtex() -> Self {
        Self::new(Form::Bibtex)
    }

    pub(super) fn csl() -> Self {
        Self::new(Form::Csl)
    }

    pub(super) fn annotation() -> Self {
        Self::new(Form::Annotation)
    }

    pub(super) fn begin(&self, out: &mut Output) -> io::Result<()> {
        match self.form {
            Form::Bibtex => Ok(()),
            Form::Csl => out.line("["),
            Form::Annotation => out.line(&format!(
                "{{\"@context\":\"{CONTEXT}\",\"type\":\"AnnotationPage\",\"items\":["
            )),
        }
    }

    pub(super) fn end(&self, out: &mut Output) -> io::Result<()> {
        match self.form {
            Form::Bibtex => Ok(()),
            Form::Csl => out.line("]"),
            Form::Annotation => out.line("]}"),
        }
    }

    pub(super) fn story(&mut self, found: &Found<'_>, out: &mut Output) -> io::Result<()> {
        if found.quotes.is_empty() {
            return Ok(());
        }
        let article = &found.story.article;
        let mut meta = article.meta.clone();
        meta.title.clone_from(&found.entry.title);
        let quotes = found.quotes.iter();
        match self.form {
            Form::Bibtex => {
                let quotes: Vec<_> = quotes.map(|(q, _)| Cited::new(q, article)).collect();
                let key = self.keys.of(&meta);
                self.part("\n", out)?;
                out.text(&bibtex::entry(&key, &meta, &quotes))
            }
            Form::Csl => {
                let quotes: Vec<_> = quotes.map(|(q, _)| Cited::new(q, article)).collect();
                let key = self.keys.of(&meta);
                self.part(",\n", out)?;
                out.json(&Item::new(&key, &meta, &quotes))
            }
            Form::Annotation => {
                let writer = Writer::of(found.story);
                let file = (&*found.entry.path, found.story.nth);
                for (quote, _) in quotes {
                    self.part(",\n", out)?;
                    let points = writer.points(quote);
                    out.json(&Annotation::new(quote, article, points, file))?;
                }
                Ok(())
            }
        }
    }

    /// What stands between two of them.
    fn part(&mut self, between: &str, out: &mut Output) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            out.text(between)?;
        }
        Ok(())
    }
}
