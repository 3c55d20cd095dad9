//! Theme files: TOML to what a theme says, with the line of every word for messages.

use std::{collections::BTreeMap, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    BUILTIN, Role, ThemeError,
    spec::{self, Palette},
};
use crate::text::Clean;

/// What a theme file says, its colours read and its styles still in words, so that a palette laid over a base also
/// changes the base's styles.
#[derive(Clone, Debug, Default)]
pub(super) struct File {
    pub(super) dark: bool,
    pub(super) initial: bool,
    pub(super) palette: Palette,
    pub(super) roles: BTreeMap<Role, Words>,
    pub(super) speakers: Vec<Words>,
    pub(super) warnings: Vec<Clean>,
}

/// A style in words, and its line in the file from 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) line: usize,
}

/// A value of the file and the name of the theme, for messages.
struct Reader<'a> {
    theme: &'a str,
    text: &'a str,
}

/// Reads a theme file over its base.
///
/// # Errors
/// The first thing that makes no sense.
pub(super) fn read(theme: &str, text: &str) -> Result<File, ThemeError> {
    let reader = Reader { theme, text };
    let table = DeTable::parse(text).map_err(|e| reader.broken(&e))?;
    let table = table.get_ref();
    let mut file = reader.base(table)?;
    for (key, value) in table {
        let name: &str = key.get_ref();
        match name {
            "base" => {}
            "dark" => file.dark = reader.flag(name, value)?,
            "initial" => file.initial = reader.flag(name, value)?,
            "palette" => reader.palette(reader.table(name, value)?, &mut file)?,
            "roles" => reader.roles(reader.table(name, value)?, &mut file)?,
            "speakers" => file.speakers = reader.speakers(name, value)?,
            _ => reader.unknown(key, &mut file),
        }
    }
    Ok(file)
}

impl Reader<'_> {
    /// What the theme's base says; nothing where it names none. A base has no base of its own.
    fn base(&self, table: &DeTable<'_>) -> Result<File, ThemeError> {
        let Some(value) = table.get("base") else {
            return Ok(File::default());
        };
        let name = self.string("base", value)?;
        let Some((_, text)) = BUILTIN.iter().find(|(n, _)| *n == name && n != &self.theme) else {
            let message = format!("no built-in theme is named {name:?}");
            return Err(self.error("base", value.span(), &message));
        };
        let mut file = read(name, text)?;
        let words = file.roles.values_mut().chain(&mut file.speakers);
        words.for_each(|w| w.line = 0);
        Ok(file)
    }

    fn palette(&self, table: &DeTable<'_>, file: &mut File) -> Result<(), ThemeError> {
        for (key, value) in table {
            let name: &str = key.get_ref();
            if spec::is_taken(name) {
                return Err(self.error(name, key.span(), "the name has a meaning already"));
            }
            let colour = spec::colour(self.string(name, value)?, &Palette::new())
                .map_err(|m| self.error(name, value.span(), &m))?;
            file.palette.insert(name.to_owned(), colour);
        }
        Ok(())
    }

    fn roles(&self, table: &DeTable<'_>, file: &mut File) -> Result<(), ThemeError> {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match Role::named(name) {
                Some(role) => drop(file.roles.insert(role, self.words(name, value)?)),
                None => self.unknown(key, file),
            }
        }
        Ok(())
    }

    fn speakers(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<Words>, ThemeError> {
        let list = value
            .get_ref()
            .as_array()
            .filter(|l| !l.is_empty())
            .ok_or_else(|| self.error(key, value.span(), "a list of styles is due here"))?;
        list.iter().map(|v| self.words(key, v)).collect()
    }

    fn words(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Words, ThemeError> {
        Ok(Words {
            text: self.string(key, value)?.to_owned(),
            line: self.line(value.span()),
        })
    }

    fn string<'v>(
        &self,
        key: &str,
        value: &'v Spanned<DeValue<'_>>,
    ) -> Result<&'v str, ThemeError> {
        let string = value.get_ref().as_str();
        string.ok_or_else(|| self.error(key, value.span(), "words in quotation marks are due here"))
    }

    fn flag(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<bool, ThemeError> {
        let flag = value.get_ref().as_bool();
        flag.ok_or_else(|| self.error(key, value.span(), "true or false is due here"))
    }

    fn table<'v, 't>(
        &self,
        key: &str,
        value: &'v Spanned<DeValue<'t>>,
    ) -> Result<&'v DeTable<'t>, ThemeError> {
        let table = value.get_ref().as_table();
        table.ok_or_else(|| self.error(key, value.span(), "a table is due here"))
    }

    /// A key that means nothing is passed over with a word about it.
    fn unknown(&self, key: &Spanned<impl AsRef<str>>, file: &mut File) {
        let line = self.line(key.span());
        let name = key.get_ref().as_ref();
        file.warnings.push(Clean::line(&format!(
            "theme {}, line {line}: unknown key {name:?}",
            self.theme
        )));
    }

    fn broken(&self, error: &toml::de::Error) -> ThemeError {
        self.error("", error.span().unwrap_or_default(), error.message())
    }

    fn error(&self, key: &str, at: Range<usize>, message: &str) -> ThemeError {
        ThemeError::new(self.theme, key, self.line(at), message)
    }

    /// The line of a place in the file, from 1.
    fn line(&self, at: Range<usize>) -> usize {
        let before = self.text.bytes().take(at.start);
        before.filter(|b| *b == b'\n').count() + 1
    }
}
