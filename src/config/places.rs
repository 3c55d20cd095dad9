//! Where settings, data and caches are kept.
//!
//! Who sets the variables of the XDG base directories means them, on macOS too, and a program of the terminal that has
//! a folder in `~/.config` is to use it; else each platform's own custom, as the crate `directories` knows it.

use super::Config;
use directories::BaseDirs;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// The folders of the program. `None` where there is no home to put them in: everything works then, but nothing is saved.
/// None of them need exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Of the settings file and the reader's themes.
    pub config: Option<PathBuf>,
    /// Of the reader's own data: progress, stars.
    pub data: Option<PathBuf>,
    /// Of logs and what may be lost.
    pub state: Option<PathBuf>,
    /// Of what can be computed again.
    pub cache: Option<PathBuf>,
    /// Of the journals that the reader's devices share, where the settings name one.
    pub shared: Option<PathBuf>,
}

/// Where the platform keeps settings, data, state and caches.
fn custom(dirs: &BaseDirs) -> [PathBuf; 4] {
    let terminal = dirs.home_dir().join(".config");
    let config = if terminal.join(NAME).is_dir() {
        terminal
    } else {
        dirs.config_dir().to_owned()
    };
    let state = dirs.state_dir().unwrap_or(dirs.data_local_dir());
    [
        config,
        dirs.data_dir().to_owned(),
        state.to_owned(),
        dirs.cache_dir().to_owned(),
    ]
}

/// Name of the program's folder in each of them.
const NAME: &str = "pullquote";

impl Places {
    /// The places by the environment of the process. A `library_dir`, else the variable `PULLQUOTE_HOME`, puts all of them under
    /// one folder.
    #[must_use]
    pub fn find(library_dir: Option<&Path>) -> Self {
        // A home that is not there is not ours to make.
        let dirs = BaseDirs::new().filter(|d| d.home_dir().is_dir());
        Self::by(
            library_dir,
            &|name| std::env::var_os(name),
            dirs.map(|d| custom(&d)),
        )
    }

    /// `custom` is where the platform keeps settings, data, state and caches.
    fn by(
        library_dir: Option<&Path>,
        env: &dyn Fn(&str) -> Option<OsString>,
        custom: Option<[PathBuf; 4]>,
    ) -> Self {
        let set = |name: &str| env(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let own = library_dir
            .map(Path::to_owned)
            .or_else(|| set("PULLQUOTE_HOME"));
        if let Some(own) = own {
            let own = std::path::absolute(&own).unwrap_or(own);
            let below = |name: &str| Some(own.join(name));
            return Self {
                config: below("config"),
                data: below("data"),
                state: below("state"),
                cache: below("cache"),
                shared: None,
            };
        }
        // The XDG specification: a relative path in one of its variables is to be ignored.
        let absolute = |name: &str| set(name).filter(|p| p.is_absolute());
        let variables = [
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
        ];
        let custom = custom.map_or([const { None }; 4], |dirs| dirs.map(Some));
        let mut bases = variables.iter().zip(custom);
        let mut next = || {
            bases
                .next()
                .and_then(|(variable, custom)| absolute(variable).or(custom))
        };
        let [config, data, state, cache] = [next(), next(), next(), next()];
        let ours = |base: Option<PathBuf>| base.map(|b| b.join(NAME));
        Self {
            config: ours(config),
            data: ours(data),
            state: ours(state),
            cache: ours(cache),
            shared: None,
        }
    }

    /// The places with those that the settings name. `~` stands for the home folder.
    #[must_use]
    pub fn with(mut self, config: &Config) -> Self {
        let folder = config.sync.as_str();
        let home = || BaseDirs::new().map(|d| d.home_dir().to_owned());
        self.shared = match folder.strip_prefix("~/") {
            Some(below) => home().map(|h| h.join(below)),
            None if folder.is_empty() => None,
            None => Some(PathBuf::from(folder)),
        };
        self
    }

    /// Each place with its name.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<&Path>); 4] {
        [
            ("config", self.config.as_deref()),
            ("data", self.data.as_deref()),
            ("state", self.state.as_deref()),
            ("cache", self.cache.as_deref()),
        ]
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn places(own: Option<&str>, env: &[(&str, &str)]) -> [Option<String>; 4] {
        let value = |name: &str| {
            let found = env.iter().find(|(n, _)| *n == name);
            found.map(|(_, v)| OsString::from(v))
        };
        let custom = value("HOME").map(|home| {
            [".config", ".local/share", ".local/state", ".cache"].map(|n| Path::new(&home).join(n))
        });
        let found = Places::by(own.map(Path::new), &value, custom);
        found
            .named()
            .map(|(_, p)| p.map(|p| p.to_string_lossy().into_owned()))
    }

    #[test]
    fn variables_win_unless_they_are_empty_or_relative() {
        let some = |s: &str| Some(s.to_owned());
        let env = [
            ("HOME", "/home/ann"),
            ("XDG_CONFIG_HOME", "/etc/ann"),
            ("XDG_DATA_HOME", ""),
            ("XDG_STATE_HOME", "relative"),
        ];
        let want = [
            some("/etc/ann/pullquote"),
            some("/home/ann/.local/share/pullquote"),
            some("/home/ann/.local/state/pullquote"),
            some("/home/ann/.cache/pullquote"),
        ];
        assert_eq!(places(None, &env), want);
        assert_eq!(places(None, &[]), [None, None, None, None]);
        let under =
            |dir: &str| ["config", "data", "state", "cache"].map(|n| Some(format!("{dir}/{n}")));
        assert_eq!(places(None, &[("PULLQUOTE_HOME", "/a")]), under("/a"));
        assert_eq!(places(Some("/b"), &[("PULLQUOTE_HOME", "/a")]), under("/b"));
    }
}
