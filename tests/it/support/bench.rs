//! The reader without a terminal and without threads: keys go in, a drawn screen comes out.

use super::{keys, library, picture};
use crossterm::event::{Event, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use pullquote::{
    config::Config,
    format::Limits,
    library::{
        Catalog,
        state::{Journal, State},
    },
    theme::{Depth, Role, Theme},
    tui::{
        Heard,
        effect::Effect,
        model::{Begin, Model},
        msg::Msg,
        worker::{self, Services},
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{
    collections::VecDeque,
    fs,
    path::PathBuf,
    sync::{Mutex, atomic::AtomicBool},
};

/// What a bench begins with.
pub(crate) struct Setup {
    /// Names of files and their text; none for the stories that come with the program.
    pub(crate) files: Vec<(String, String)>,
    /// Columns and rows.
    pub(crate) size: (u16, u16),
    /// The settings file.
    pub(crate) settings: String,
    /// The terminal's colours.
    pub(crate) depth: Depth,
}

impl Default for Setup {
    fn default() -> Self {
        let file = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Self {
            files: library::FILES.iter().map(file).collect(),
            size: (80, 24),
            settings: String::new(),
            depth: Depth::True,
        }
    }
}

/// The model at work, with all that it asked the world for.
pub(crate) struct Bench {
    pub(crate) model: Model,
    services: Services,
    /// Milliseconds since the epoch; they pass only when a test says so.
    pub(crate) now: u64,
    /// What was handed to the clipboard.
    pub(crate) copied: Vec<String>,
    /// The times that the model wants to be told of.
    pub(crate) waits: Vec<u64>,
    /// Addresses handed to the browser.
    pub(crate) browsed: Vec<String>,
    /// How often the screen was to be drawn anew, and the program to stop.
    pub(crate) redraws: usize,
    pub(crate) stops: usize,
    /// What was asked for since the last frame.
    late: Vec<Effect>,
    depth: Depth,
    folder: tempfile::TempDir,
}

/// 2026-01-01, noon.
const NOW: u64 = 1_767_268_800_000;

impl Bench {
    /// The library of [`library::FILES`] on a screen of this size.
    pub(crate) fn new(width: u16, height: u16) -> Self {
        Self::with(&Setup {
            size: (width, height),
            ..Setup::default()
        })
    }

    pub(crate) fn with(setup: &Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stories = folder.path().join("stories");
        fs::create_dir(&stories).unwrap();
        for (name, text) in &setup.files {
            fs::write(stories.join(name), text).unwrap();
        }
        let (config, odd) = Config::parse(&setup.settings, "settings");
        let data = folder.path().join("data");
        let (state, _) = State::load(Some(&data));
        let model = Model::new(Begin {
            catalog: Catalog::default(),
            state,
            config,
            warnings: odd,
            depth: setup.depth,
            dark: true,
            size: setup.size,
            now: NOW,
        });
        let mut bench = Self {
            model,
            services: Services {
                limits: Limits::default(),
                cancel: AtomicBool::new(false),
                journal: Mutex::new(Journal::new(Some(data))),
                piped: None,
                themes: None,
                cache: None,
                web: Mutex::default(),
                data: None,
                voice: pullquote::tui::voice::Voice::default(),
                librarian: None,
            },
            now: NOW,
            copied: Vec::new(),
            waits: Vec::new(),
            browsed: Vec::new(),
            redraws: 0,
            stops: 0,
            late: Vec::new(),
            depth: setup.depth,
            folder,
        };
        let roots = if setup.files.is_empty() {
            pullquote::library::bundled_paths()
        } else {
            vec![stories]
        };
        bench.perform(vec![Effect::Scan(roots)]);
        bench
    }

    /// Looks for the stories that are there now.
    pub(crate) fn scan(&mut self) {
        let roots = vec![self.folder.path().join("stories")];
        self.perform(vec![Effect::Scan(roots)]);
    }

    /// The file of this name.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("stories").join(name)
    }

    /// What was saved so far, as a program started next would know it.
    pub(crate) fn saved(&self) -> State {
        State::load(Some(&self.folder.path().join("data"))).0
    }

    /// Types keys, one frame each.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for event in keys::events(keys) {
            self.key(event);
        }
        self
    }

    pub(crate) fn key(&mut self, event: KeyEvent) {
        self.event(Event::Key(event));
    }

    /// Types keys that all come before the next frame.
    pub(crate) fn burst(&mut self, keys: &str) -> &mut Self {
        let events = keys::events(keys).into_iter().map(Event::Key);
        self.events(events);
        self
    }

    pub(crate) fn click(&mut self, x: u16, y: u16) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), x, y)
    }

    pub(crate) fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        self.event(Event::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
        self
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.event(Event::Resize(width, height));
        self
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.event(Event::Paste(text.to_owned()));
        self
    }

    fn event(&mut self, event: Event) {
        self.events([event]);
    }

    /// What the loop of the program does with events that come together.
    pub(crate) fn events(&mut self, events: impl IntoIterator<Item = Event>) {
        self.model.at(self.now);
        let mut effects = std::mem::take(&mut self.late);
        for event in events {
            effects.extend(self.model.update(Msg::Heard(Heard::Event(event))));
        }
        effects.extend(self.model.settle());
        self.perform(effects);
    }

    /// An event that is followed by more before anything is settled or drawn.
    pub(crate) fn unsettled(&mut self, event: Event) {
        self.model.at(self.now);
        let effects = self.model.update(Msg::Heard(Heard::Event(event)));
        self.late.extend(effects);
    }

    /// A message that is no event.
    pub(crate) fn msg(&mut self, msg: Msg) {
        let mut effects = self.model.update(msg);
        effects.extend(self.model.settle());
        self.perform(effects);
    }

    /// Performs effects, and those of the messages that they bring, until nothing is left to do.
    fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            match effect {
                Effect::Copy(text) => self.copied.push(text),
                Effect::Wait { until, .. } => self.waits.push(until),
                Effect::Browse { what, .. } => self.browsed.push(what),
                Effect::Redraw => self.redraws += 1,
                Effect::Suspend => self.stops += 1,
                effect => {
                    let mut messages = Vec::new();
                    worker::perform(effect, &self.services, &mut |msg| messages.push(msg));
                    for msg in messages {
                        waiting.extend(self.model.update(msg));
                        waiting.extend(self.model.settle());
                    }
                }
            }
        }
    }

    /// What comes of an effect, told to nobody.
    pub(crate) fn alone(&self, effect: Effect) -> Vec<Msg> {
        let mut messages = Vec::new();
        worker::perform(effect, &self.services, &mut |msg| messages.push(msg));
        messages
    }

    /// The screen as it is drawn now.
    pub(crate) fn buffer(&self) -> Buffer {
        let mut buf = Buffer::empty(self.model.screen());
        self.model.view(&mut buf);
        buf
    }

    /// The rows of the screen.
    pub(crate) fn rows(&self) -> Vec<String> {
        picture::rows(&self.buffer())
    }

    /// The last row: messages, the title, the prompt.
    pub(crate) fn status(&self) -> String {
        self.rows().pop().unwrap()
    }

    /// The rows of the screen as one text.
    pub(crate) fn screen(&self) -> String {
        self.rows().join("\n")
    }

    /// Column and row of the first cell of these words, which stand in one row.
    pub(crate) fn find(&self, words: &str) -> (u16, u16) {
        for (y, row) in self.rows().iter().enumerate() {
            if let Some(byte) = row.find(words) {
                let x = pullquote::text::width(&row[..byte]);
                return (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
            }
        }
        panic!("{words:?} is not on the screen:\n{}", self.screen());
    }

    /// Symbols and styles of the screen, for snapshots.
    pub(crate) fn picture(&self) -> String {
        let name = if self.depth == Depth::Mono {
            "mono"
        } else {
            "dark"
        };
        let theme = Theme::builtin(name).unwrap().at(self.depth);
        picture::picture(&self.buffer(), plain(&theme))
    }
}

/// Ordinary text as a buffer holds it.
fn plain(theme: &Theme) -> ratatui::style::Style {
    let mut buf = Buffer::empty(Rect::new(0, 0, 1, 1));
    buf.set_style(buf.area, theme.style(Role::Body));
    buf[(0, 0)].style()
}

/// Fails unless the words are on the screen; shows the screen then.
#[track_caller]
pub(crate) fn assert_shows(bench: &Bench, words: &str) {
    let screen = bench.screen();
    assert!(screen.contains(words), "no {words:?} on\n{screen}");
}

/// Fails if the words are on the screen.
#[track_caller]
pub(crate) fn assert_hides(bench: &Bench, words: &str) {
    let screen = bench.screen();
    assert!(!screen.contains(words), "{words:?} on\n{screen}");
}
