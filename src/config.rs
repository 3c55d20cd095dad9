//! The settings file to a [`Config`], and where the program's folders are.
//!
//! Nothing here stops the program: a file that is not there gives the defaults, a setting that is unknown or out of range a
//! warning that names its line.

mod places;
mod terminals;
mod watch;

pub use places::Places;
pub use terminals::Terminals;
pub use watch::Watch;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use crate::{
    layout::{Bidi, Edge, Wide},
    text::{Clean, Widths},
};

/// Name of the settings file in the configuration folder.
pub const FILE_NAME: &str = "settings.toml";

/// Name of the folder of the reader's own themes, beside it.
const THEMES: &str = "themes";
/// More theme files than this are not read.
const MOST_THEMES: usize = 100;

/// The settings with their defaults and what they mean, as a file.
pub const SAMPLE: &str = include_str!("../assets/settings.toml");

/// What the reader has set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Name of the theme, or `auto` to follow the terminal's background.
    pub theme: String,
    /// Widest line of a story, in cells.
    pub measure: u16,
    /// Spread the words of a line to the full measure.
    pub justify: bool,
    /// Hyphenate.
    pub hyphens: bool,
    /// Blank lines between paragraphs; with none, paragraphs begin with an indent.
    pub gap: u16,
    /// Who puts text that reads from right to left in order.
    pub bidi: Bidi,
    /// Where the lines of running text end.
    pub edge: Edge,
    /// What becomes of code and tables that are wider than the measure.
    pub wide: Wide,
    /// How wide the terminal draws what terminals disagree about; `None`: it is asked.
    pub widths: Option<Widths>,
    /// How pictures are shown.
    pub pictures: Pictures,
    /// Who takes what is copied: "auto", "terminal", or a program with its arguments, separated by spaces.
    pub clipboard: String,
    /// The program that opens files and addresses outside: "auto" for the system's, or one with its arguments, separated by
    /// spaces.
    pub opener: String,
    /// Widest list of stories, in cells.
    pub list_width: u16,
    /// Take mouse events.
    pub mouse: bool,
    /// Folder that the reader's devices share, for what they did; empty for none.
    pub sync: String,
    /// The reader's own themes: name and text of each file in the folder of themes.
    pub themes: Vec<(String, String)>,
    /// Keys by the name of their command; they replace its default keys.
    pub keys: BTreeMap<String, Vec<String>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: "auto".to_owned(),
            measure: 68,
            justify: false,
            hyphens: true,
            gap: 1,
            bidi: Bidi::Logical,
            edge: Edge::Flush,
            wide: Wide::Scroll,
            widths: None,
            pictures: Pictures::Auto,
            clipboard: "auto".to_owned(),
            opener: "auto".to_owned(),
            list_width: 40,
            mouse: true,
            sync: String::new(),
            themes: Vec::new(),
            keys: BTreeMap::new(),
        }
    }
}

/// A setting: its name, what takes its value or says what would have been right, and what shows it.
struct Setting {
    name: &'static str,
    set: fn(&mut Config, &DeValue<'_>) -> Result<(), &'static str>,
    show: fn(&Config) -> String,
}

/// The value of a setting that leaves the choice to the program.
const AUTO: &str = "auto";

/// Every setting, in the order of the sample file.
const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        set: |c, v| text(&mut c.theme, v),
        show: |c| quoted(&c.theme),
    },
    Setting {
        name: "measure",
        set: |c, v| number(&mut c.measure, v, 20, 200, "a number from 20 to 200"),
        show: |c| c.measure.to_string(),
    },
    Setting {
        name: "justify",
        set: |c, v| flag(&mut c.justify, v),
        show: |c| c.justify.to_string(),
    },
    Setting {
        name: "hyphens",
        set: |c, v| flag(&mut c.hyphens, v),
        show: |c| c.hyphens.to_string(),
    },
    Setting {
        name: "gap",
        set: |c, v| number(&mut c.gap, v, 0, 3, "a number from 0 to 3"),
        show: |c| c.gap.to_string(),
    },
    Setting {
        name: "bidi",
        set: |c, v| one_of(&mut c.bidi, v, BIDI, "\"logical\" or \"visual\""),
        show: |c| quoted(name_of(c.bidi, BIDI)),
    },
    Setting {
        name: "hanging",
        set: |c, v| {
            let mut hanging = false;
            flag(&mut hanging, v)?;
            c.edge = if hanging { Edge::Hanging } else { Edge::Flush };
            Ok(())
        },
        show: |c| (c.edge == Edge::Hanging).to_string(),
    },
    Setting {
        name: "wide",
        set: |c, v| one_of(&mut c.wide, v, WIDE, "\"scroll\" or \"wrap\""),
        show: |c| quoted(name_of(c.wide, WIDE)),
    },
    Setting {
        name: "widths",
        set: |c, v| {
            let wanted = "\"auto\", or names of kinds of text";
            let names = v.as_str().ok_or(wanted)?;
            c.widths = if names == AUTO {
                None
            } else {
                Some(Widths::named(names).ok_or(wanted)?)
            };
            Ok(())
        },
        show: |c| quoted(&c.widths.map_or(AUTO.to_owned(), Widths::names)),
    },
    Setting {
        name: "pictures",
        set: |c, v| {
            one_of(
                &mut c.pictures,
                v,
                PICTURES,
                "\"auto\", \"off\", \"blocks\", \"sixel\", \"iterm\" or \"kitty\"",
            )
        },
        show: |c| quoted(name_of(c.pictures, PICTURES)),
    },
    Setting {
        name: "clipboard",
        set: |c, v| text(&mut c.clipboard, v),
        show: |c| quoted(&c.clipboard),
    },
    Setting {
        name: "opener",
        set: |c, v| text(&mut c.opener, v),
        show: |c| quoted(&c.opener),
    },
    Setting {
        name: "list_width",
        set: |c, v| number(&mut c.list_width, v, 16, 80, "a number from 16 to 80"),
        show: |c| c.list_width.to_string(),
    },
    Setting {
        name: "mouse",
        set: |c, v| flag(&mut c.mouse, v),
        show: |c| c.mouse.to_string(),
    },
    Setting {
        name: "sync",
        set: |c, v| text(&mut c.sync, v),
        show: |c| quoted(&c.sync),
    },
];

fn text(to: &mut String, value: &DeValue<'_>) -> Result<(), &'static str> {
    value.as_str().ok_or("a text in quotes")?.clone_into(to);
    Ok(())
}

fn flag(to: &mut bool, value: &DeValue<'_>) -> Result<(), &'static str> {
    *to = value.as_bool().ok_or("true or false")?;
    Ok(())
}

/// How pictures in the text are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// As well as the terminal can.
    #[default]
    Auto,
    /// Not at all.
    Off,
    /// In coloured half cells, which every terminal has.
    Blocks,
    /// As sixels.
    Sixel,
    /// As files of iTerm2.
    Iterm,
    /// By kitty's placeholders.
    Kitty,
}

/// The values of `pictures`.
const PICTURES: &[(&str, Pictures)] = &[
    ("auto", Pictures::Auto),
    ("off", Pictures::Off),
    ("blocks", Pictures::Blocks),
    ("sixel", Pictures::Sixel),
    ("iterm", Pictures::Iterm),
    ("kitty", Pictures::Kitty),
];

/// The values of `bidi`.
const BIDI: &[(&str, Bidi)] = &[("logical", Bidi::Logical), ("visual", Bidi::Visual)];

/// The values of `wide`.
const WIDE: &[(&str, Wide)] = &[("scroll", Wide::Scroll), ("wrap", Wide::Wrap)];

/// Takes a value by its name.
fn one_of<T: Copy>(
    to: &mut T,
    value: &DeValue<'_>,
    names: &[(&str, T)],
    wanted: &'static str,
) -> Result<(), &'static str> {
    let name = value.as_str().ok_or(wanted)?;
    let found = names.iter().find(|(n, _)| *n == name);
    *to = found.map(|(_, value)| *value).ok_or(wanted)?;
    Ok(())
}

/// The name of a value.
fn name_of<T: Copy + PartialEq>(value: T, names: &[(&'static str, T)]) -> &'static str {
    let found = names.iter().find(|(_, v)| *v == value);
    found.map_or("", |(name, _)| name)
}

fn number(
    to: &mut u16,
    value: &DeValue<'_>,
    least: u16,
    most: u16,
    wanted: &'static str,
) -> Result<(), &'static str> {
    let integer = value.as_integer().ok_or(wanted)?;
    let digits = integer.as_str().replace('_', "");
    let parsed = u16::from_str_radix(&digits, integer.radix()).ok();
    *to = parsed
        .filter(|n| (least..=most).contains(n))
        .ok_or(wanted)?;
    Ok(())
}

impl Config {
    /// Reads the settings in the configuration folder `dir`, and gives a warning for each line that is not understood.
    #[must_use]
    pub fn load(dir: Option<&Path>) -> (Self, Vec<Clean>) {
        let Some(path) = dir.map(|d| d.join(FILE_NAME)) else {
            return (Self::default(), Vec::new());
        };
        let shown = Clean::line(&path.to_string_lossy());
        let (mut config, mut warnings) = match read(&path) {
            Ok(bytes) => Self::parse(&String::from_utf8_lossy(&bytes), &shown),
            Err(e) if is_absent(&e) => (Self::default(), Vec::new()),
            Err(e) => (Self::default(), vec![Clean::line(&format!("{shown}: {e}"))]),
        };
        let (themes, odd) = themes(&path.with_file_name(THEMES));
        config.themes = themes;
        warnings.extend(odd);
        (config, warnings)
    }

    /// Reads settings from text; `name` is what warnings call it.
    #[must_use]
    pub fn parse(text: &str, name: &str) -> (Self, Vec<Clean>) {
        let (document, errors) = DeTable::parse_recoverable(text);
        let line = |byte: usize| 1 + text.bytes().take(byte).filter(|b| *b == b'\n').count();
        let warn = |byte: usize, what: &str| Clean::line(&format!("{name}:{}: {what}", line(byte)));
        let broken = errors.iter().map(|e| {
            let at = e.span().map_or(0, |s| s.start);
            warn(at, e.message())
        });
        let mut warnings: Vec<_> = broken.collect();
        let mut config = Self::default();
        for (key, value) in document.get_ref() {
            let (key, at) = (key.get_ref(), key.span().start);
            let wrong = if key == "keys" {
                config.keys(value.get_ref()).err()
            } else {
                config.set(key, value.get_ref()).err()
            };
            warnings.extend(wrong.map(|what| warn(at, &what)));
        }
        (config, warnings)
    }

    fn set(&mut self, key: &str, value: &DeValue<'_>) -> Result<(), String> {
        let known = SETTINGS.iter().find(|s| s.name == key);
        let setting = known.ok_or_else(|| format!("no setting is named {key}"))?;
        (setting.set)(self, value).map_err(|wanted| format!("{key} must be {wanted}"))
    }

    fn keys(&mut self, value: &DeValue<'_>) -> Result<(), String> {
        let table = value.as_table().ok_or("keys must be a table")?;
        let mut wrong = Ok(());
        for (command, keys) in table {
            let command = command.get_ref().to_string();
            match texts(keys.get_ref()) {
                Some(keys) => {
                    self.keys.insert(command, keys);
                }
                None => wrong = Err(format!("keys of {command} must be a list of texts")),
            }
        }
        wrong
    }

    /// The settings as a file that [`Config::parse`] reads back.
    #[must_use]
    pub fn show(&self) -> String {
        let mut lines: Vec<_> = SETTINGS
            .iter()
            .map(|s| format!("{} = {}\n", s.name, (s.show)(self)))
            .collect();
        if !self.keys.is_empty() {
            lines.push("\n[keys]\n".to_owned());
        }
        for (command, keys) in &self.keys {
            let keys: Vec<_> = keys.iter().map(|k| quoted(k)).collect();
            lines.push(format!("{} = [{}]\n", quoted(command), keys.join(", ")));
        }
        lines.concat()
    }
}

/// One text or a list of them.
fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    if let Some(one) = value.as_str() {
        return Some(vec![one.to_owned()]);
    }
    let list = value.as_array()?.iter();
    list.map(|v| v.get_ref().as_str().map(str::to_owned))
        .collect()
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Longest settings file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let meta = fs::metadata(path)?;
    if !meta.is_file() || meta.len() > LONGEST {
        return Err(io::Error::other("is no settings file"));
    }
    fs::read(path)
}

/// The folder of the reader's own themes, in the configuration folder `dir`.
#[must_use]
pub fn theme_folder(dir: &Path) -> PathBuf {
    dir.join(THEMES)
}

/// Name and text of every theme file in a folder, by name; and what could not be read.
#[must_use]
pub fn themes(dir: &Path) -> (Vec<(String, String)>, Vec<Clean>) {
    let mut warnings = Vec::new();
    let Ok(folder) = fs::read_dir(dir) else {
        return (Vec::new(), warnings);
    };
    let files = folder.flatten().map(|entry| entry.path());
    let themes = files.filter(|p| p.extension().is_some_and(|e| e == "toml"));
    let mut found = Vec::new();
    for path in themes.take(MOST_THEMES) {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match read(&path) {
            Ok(bytes) => found.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            Err(e) => warnings.push(Clean::line(&format!("{}: {e}", path.to_string_lossy()))),
        }
    }
    found.sort();
    (found, warnings)
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_holds_every_setting_at_its_default() {
        let (config, warnings) = Config::parse(SAMPLE, "sample");
        assert_eq!((config, warnings), (Config::default(), Vec::new()));
        for setting in SETTINGS {
            let line = format!(
                "\n{} = {}\n",
                setting.name,
                (setting.show)(&Config::default())
            );
            assert!(SAMPLE.contains(&line), "{line}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_rest_is_kept() {
        let text = "measure = 300\njustify = true\ncolour = 1\nhyphens = \"no\"\nmouse = fals\n[keys]\nquit = \"x\"\nback = [1]\n";
        let (config, warnings) = Config::parse(text, "s");
        let mut warnings: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        warnings.sort();
        assert_eq!(warnings.len(), 5, "{warnings:?}");
        assert_eq!(warnings[0], "s:1: measure must be a number from 20 to 200");
        assert_eq!(warnings[1], "s:3: no setting is named colour");
        assert_eq!(warnings[2], "s:4: hyphens must be true or false");
        assert!(warnings[3].starts_with("s:5: "), "{warnings:?}");
        assert_eq!(warnings[4], "s:6: keys of back must be a list of texts");
        assert!(config.justify && config.measure == 68);
        assert_eq!(config.keys["quit"], ["x"]);
    }

    #[test]
    fn what_is_shown_is_read_back() {
        let mut config = Config {
            theme: "a \"b\" \\".into(),
            measure: 40,
            ..Config::default()
        };
        config
            .keys
            .insert("quote-next".into(), vec!["n".into(), "]q".into()]);
        assert_eq!(Config::parse(&config.show(), "s"), (config, Vec::new()));
    }
}
