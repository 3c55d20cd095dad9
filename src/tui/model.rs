//! All that the screen shows, and the one function that changes it.

use super::{
    abilities,
    areas::Areas,
    changes::Changes,
    command::{Argument, Command, Scope},
    effect::Effect,
    input::{Heard, is_dark},
    keymap::{Key, Keymap, Meaning},
    msg::Msg,
    pane::{self, Library, Names, Others, Popup, Prompt, Reader, Stories, Voices, aids},
    pictures::Sight,
    themes,
};
use crate::{
    config::Config,
    layout::Options,
    library::{
        Catalog, Entry, StoryId,
        state::{Progress, Rulings, State},
    },
    story::Story,
    text::Clean,
    theme::{Depth, Role, Theme},
};
use crossterm::event::{Event, KeyEvent};
use ratatui::layout::Rect;
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

/// What several panes need.
#[derive(Debug)]
pub struct Shared {
    /// The stories there are.
    pub(super) catalog: Arc<Catalog>,
    /// Whether titles can be looked up in it at once.
    pub(super) indexed: bool,
    /// More stories are being looked for.
    pub(super) scanning: bool,
    /// Files among those given that are not read here but can be opened outside: PDFs.
    pub(super) unread: Vec<PathBuf>,
    /// What the reader did with them.
    pub(super) state: State,
    /// The settings.
    pub(super) config: Config,
    /// How things look.
    pub(super) theme: Theme,
    /// The colours of the terminal.
    pub(super) depth: Depth,
    /// The terminal shows light ink on dark paper, as far as known.
    pub(super) dark: bool,
    /// Where the panes stand.
    pub(super) areas: Areas,
    /// What the status line says besides the place.
    pub(super) message: Option<Message>,
    /// How stories are set.
    pub(super) options: Options,
    /// What pictures are made for.
    pub(super) sight: Sight,
    /// Milliseconds since the epoch, given by the shell with each message.
    pub(super) now: u64,
}

impl Shared {
    /// What the reader did with a story; an export that listed it may know more.
    pub(super) fn progress(&self, id: StoryId) -> Progress {
        let known = self.catalog.entry(id).and_then(|e| e.shelf.as_deref());
        self.state.of(id).or(known)
    }
}

/// A message in the status line; the next key takes it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// One line.
    pub(super) text: Clean,
    /// [`Role::Message`] or [`Role::Error`].
    pub(super) role: Role,
}

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The story list.
    #[default]
    List,
    /// The reader.
    Reader,
}

/// A stop on the way through the stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The story.
    pub(super) id: StoryId,
    /// The place in it: a byte, and the blank rows on show above it.
    pub(super) place: (u32, u32),
}

/// The stops behind and ahead.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The last one left is the last here.
    pub(super) back: Vec<Stop>,
    /// The next one is the last here.
    pub(super) forward: Vec<Stop>,
}

/// Keys typed so far.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The beginning of a binding.
    pub(super) keys: Vec<Key>,
    /// The number before it.
    pub(super) count: Option<usize>,
}

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quit {
    /// The reader wanted it.
    Wanted,
    /// By a signal of this number.
    Signal(i32),
}

/// Everything on the screen.
#[derive(Debug)]
pub struct Model {
    pub(super) shared: Shared,
    pub(super) stories: Stories,
    /// The list of a library, in the place of that of given files.
    pub(super) library: Option<Box<Library>>,
    /// Stories that were opened from it.
    pub(super) met: HashMap<StoryId, Arc<Entry>>,
    /// What the library's stories are called by, once that was asked for.
    pub(super) names: Names,
    pub(super) reader: Reader,
    pub(super) voices: Voices,
    pub(super) popup: Option<Popup>,
    pub(super) prompt: Option<Prompt>,
    pub(super) focus: Focus,
    pub(super) zen: bool,
    /// One story was given: the list stays away until it is asked for.
    pub(super) alone: bool,
    pub(super) history: History,
    pub(super) others: Others,
    pub(super) changes: Changes,
    pub(super) typed: Typed,
    /// The terminal takes the addresses of links (OSC 8).
    pub(super) hyperlinks: bool,
    /// Made at the first key, after the first frame; at once where the settings have keys that may be wrong.
    keymap: OnceLock<Keymap>,
    pub(super) quit: Option<Quit>,
}

/// What a model begins with.
#[derive(Debug)]
pub struct Begin {
    /// The stories known so far.
    pub catalog: Catalog,
    /// What the reader did before.
    pub state: State,
    /// The settings.
    pub config: Config,
    /// What was odd about settings and state.
    pub warnings: Vec<Clean>,
    /// The terminal's colours.
    pub depth: Depth,
    /// Light ink on dark paper, as far as known.
    pub dark: bool,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Milliseconds since the epoch.
    pub now: u64,
}

/// How stories are set by the settings.
fn options_of(config: &Config) -> Options {
    Options {
        measure: config.measure,
        justify: config.justify,
        hyphens: config.hyphens,
        gap: config.gap,
        bidi: config.bidi,
        edge: config.edge,
        wide: config.wide,
        widths: config.widths.unwrap_or_default(),
        ..Options::default()
    }
}

impl Model {
    /// A model that shows the list.
    #[must_use]
    pub fn new(begin: Begin) -> Self {
        let Begin {
            catalog,
            state,
            config,
            mut warnings,
            depth,
            dark,
            size,
            now,
        } = begin;
        let keymap = OnceLock::new();
        if !config.keys.is_empty() {
            let (map, odd) = Keymap::new(pane::TABLES, &config.keys);
            warnings.extend(odd.iter().map(|w| Clean::line(w)));
            keymap.get_or_init(|| map);
        }
        let (theme, odd) = themes::pick(&config, &config.theme, dark, depth);
        warnings.extend(odd.iter().map(|w| Clean::line(w)));
        let mut model = Self {
            shared: Shared {
                options: options_of(&config),
                catalog: Arc::new(catalog),
                indexed: false,
                scanning: false,
                unread: Vec::new(),
                state,
                config,
                theme,
                depth,
                dark,
                areas: Areas::default(),
                message: None,
                sight: Sight::default(),
                now,
            },
            stories: Stories::default(),
            library: None,
            met: HashMap::new(),
            names: Names::default(),
            reader: Reader::default(),
            voices: Voices::default(),
            popup: None,
            prompt: None,
            focus: Focus::List,
            zen: false,
            alone: false,
            hyperlinks: false,
            history: History::default(),
            others: Others::default(),
            changes: Changes::default(),
            typed: Typed::default(),
            keymap,
            quit: None,
        };
        if let Some(first) = warnings.first() {
            model.say_error(first);
        }
        model.resize(size.0, size.1);
        model.stories.refresh(&model.shared);
        model
    }

    /// Tells whoever has opened the stories that come with the program how to go on, until the first key. Who has chosen
    /// keys of their own knows.
    pub fn welcome(&mut self) {
        if self.shared.message.is_none() && self.shared.config.keys.is_empty() {
            self.say("Press ? for the keys, q to leave. Your own: pullquote FOLDER");
        }
    }

    /// Takes in what happened; gives what is to be done. [`Model::settle`] follows before anything is drawn.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Heard(Heard::Event(event)) => self.event(event),
            Msg::Heard(Heard::Background(colour)) => self.background(is_dark(colour)),
            Msg::Heard(Heard::Version(name)) => {
                self.deepen(abilities::deepened(self.shared.depth, &name));
                let shared = &self.shared;
                let way = abilities::pictures(&shared.config, shared.depth, Some(&name));
                self.look(Some(way), None);
                Vec::new()
            }
            Msg::Heard(Heard::Widths(widths)) => {
                self.shared.options.widths = widths;
                self.arrange();
                Vec::new()
            }
            Msg::Closed => self.end(Quit::Wanted),
            Msg::End(signal) => self.end(Quit::Signal(signal)),
            Msg::Stop => vec![Effect::Suspend],
            Msg::Continued => vec![Effect::Resume],
            Msg::Scanned(entries) => self.scanned(entries),
            Msg::ScanDone(errors) => self.scan_done(&errors),
            Msg::Indexed(catalog) => self.indexed(&catalog),
            Msg::Opened { id, result } => pane::opened(self, id, result),
            Msg::Linked(id, links, catalog, rulings) => {
                let known = self.is_last_word(&rulings);
                pane::linked(self, id, &links, &catalog, known)
            }
            Msg::Web(news) => pane::news(self, news),
            Msg::Library(answer) => pane::answered(self, answer),
            Msg::Pictures(news) => pane::pictured(self, news),
            Msg::Coloured(found) => pane::coloured(self, found),
            Msg::Peeked(id, story) => pane::peeked(self, id, &story),
            Msg::Themes(themes) => self.themes_saved(themes),
            Msg::Waited(until) => aids::waited(self, until),
            Msg::Spoken(sentence) => aids::spoken(self, sentence),
            Msg::Pace(pace) => {
                self.reader.aids.pace = pace;
                Vec::new()
            }
            Msg::Extended(id, result) => pane::extended(self, id, result),
            Msg::Exported(path) => pane::exported(self, &path),
            Msg::Gathered(news) => pane::gathered(self, news),
            Msg::Told(told) => pane::told(self, told),
            // The shell asks a terminal that is not measured.
            Msg::Saved(Ok(())) | Msg::Heard(Heard::Unmeasured(_)) => Vec::new(),
            Msg::Saved(Err(what)) | Msg::Failed(what) => {
                self.reader.aids.aloud = None;
                self.say_error(&what);
                Vec::new()
            }
        }
    }

    /// Whether the reader has said nothing of links since.
    pub(super) fn is_last_word(&self, rulings: &Arc<Rulings>) -> bool {
        Arc::ptr_eq(rulings, self.shared.state.rulings())
    }

    /// Makes all ready to be drawn, once after all that happened together: lines broken, links looked up, places kept.
    pub fn settle(&mut self) -> Vec<Effect> {
        pane::settle(self)
    }

    fn event(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) => self.key(key),
            Event::Mouse(mouse) => pane::mouse(self, mouse),
            Event::Paste(text) => {
                if let Some(prompt) = &mut self.prompt {
                    prompt.paste(&text);
                }
                pane::prompt_changed(self)
            }
            Event::Resize(width, height) => {
                self.resize(width, height);
                // Even where the size is what it was: a terminal that was small in between has lost cells.
                vec![Effect::Redraw]
            }
            // Somebody who looks elsewhere may have gone from day to night there.
            Event::FocusGained => vec![Effect::AskBackground],
            Event::FocusLost => Vec::new(),
        }
    }

    fn key(&mut self, event: KeyEvent) -> Vec<Effect> {
        self.shared.message = None;
        self.reader.eager = None;
        if self.prompt.is_some() {
            return pane::prompt_key(self, event);
        }
        if let Some(Popup::Hints(_)) = self.popup {
            return pane::hint_key(self, event);
        }
        let Some(key) = Key::of(event) else {
            return Vec::new();
        };
        if self.typed.keys.is_empty()
            && let Some(digit) = key.digit()
            && (digit > 0 || self.typed.count.is_some())
        {
            let count = self.typed.count.unwrap_or(0);
            self.typed.count = Some((count * 10 + digit).min(1_000_000));
            return Vec::new();
        }
        self.typed.keys.push(key);
        match self.keymap().meaning(self.scopes(), &self.typed.keys) {
            Meaning::Beginning => Vec::new(),
            Meaning::Nothing => {
                let typed = std::mem::take(&mut self.typed);
                pane::unbound(self, &typed.keys);
                Vec::new()
            }
            Meaning::Command(command) => {
                let typed = std::mem::take(&mut self.typed);
                let argument = Argument {
                    count: typed.count,
                    words: String::new(),
                };
                self.run(command, &argument)
            }
        }
    }

    /// What keys mean.
    pub(super) fn keymap(&self) -> &Keymap {
        self.keymap
            .get_or_init(|| Keymap::new(pane::TABLES, &self.shared.config.keys).0)
    }

    /// Runs a command.
    pub(super) fn run(&mut self, command: &Command, argument: &Argument) -> Vec<Effect> {
        (command.run)(self, argument)
    }

    /// Where keys are looked up, in turn.
    pub(super) fn scopes(&self) -> &'static [Scope] {
        match (&self.popup, self.focus) {
            (Some(Popup::Map(_)), _) => &[Scope::Map, Scope::Popup, Scope::Any],
            (Some(_), _) => &[Scope::Popup, Scope::Any],
            (None, Focus::List) if self.on_side() => &[Scope::Side, Scope::Any],
            (None, Focus::List) if self.library.is_some() => {
                &[Scope::Library, Scope::List, Scope::Web, Scope::Any]
            }
            (None, Focus::List) => &[Scope::List, Scope::Web, Scope::Any],
            (None, Focus::Reader) => &[Scope::Reader, Scope::Web, Scope::Any],
        }
    }

    fn background(&mut self, dark: bool) -> Vec<Effect> {
        self.shared.dark = dark;
        if self.shared.config.theme == "auto" && self.shared.theme.dark != dark {
            self.own_theme();
        }
        Vec::new()
    }

    /// Ends the program, with the place kept.
    pub(super) fn end(&mut self, how: Quit) -> Vec<Effect> {
        self.quit = Some(how);
        pane::keep_place(self)
    }

    /// Says something in the status line.
    pub(super) fn say(&mut self, text: &str) {
        self.shared.message = Some(Message {
            text: Clean::line(text),
            role: Role::Message,
        });
    }

    /// Says in the status line that something went wrong.
    pub(super) fn say_error(&mut self, text: &str) {
        self.shared.message = Some(Message {
            text: Clean::line(text),
            role: Role::Error,
        });
    }

    /// Shows the one story that was given.
    pub(super) fn show(&mut self, story: Story) -> Vec<Effect> {
        let Some(entry) = self.shared.catalog.entries().first().cloned() else {
            return Vec::new();
        };
        let partial = story.partial;
        let mut effects = pane::begin(self, &entry, Arc::new(story));
        if partial {
            effects.push(Effect::Open(entry));
        }
        effects
    }

    /// The size of the screen.
    #[must_use]
    pub fn screen(&self) -> Rect {
        self.shared.areas.screen
    }

    /// How far the rows of the reader moved up since this was asked last, where it spans the screen.
    pub fn scrolled(&mut self) -> Option<(Rect, i32)> {
        let by = self.reader.moved.replace(0)?;
        let area = self.shared.areas.reader;
        let fits = by != 0
            && self.reader.columns <= 1
            && !self.reader.aids.focus
            && area.width == self.shared.areas.screen.width;
        fits.then_some((area, by))
    }

    /// How the program ends, once it does.
    #[must_use]
    pub fn quit(&self) -> Option<Quit> {
        self.quit
    }

    /// The terminal takes the addresses of links with their words.
    pub fn take_hyperlinks(&mut self) {
        self.hyperlinks = true;
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.shared.config
    }

    /// The time for what follows, in milliseconds since the epoch.
    pub fn at(&mut self, now: u64) {
        self.shared.now = now;
    }
}
