//! The loop, its threads, and how the program begins and ends.

mod ears;
mod first;
mod ruler;

pub(super) use ruler::{FIRST_ROW, Fence};

use super::{
    abilities, clipboard,
    effect::Effect,
    input::Heard,
    librarian::{self, Question},
    model::{Begin, Model, Quit},
    msg::Msg,
    pane,
    terminal::Terminal,
    voice::Voice,
    watch,
    worker::{self, Services},
};
use crate::{
    config::{self, Config, Places, Terminals},
    format::Limits,
    library::{
        Catalog, Source,
        state::{Journal, State},
    },
    text::{self, Clean},
    theme::Depth,
};
use crossterm::event::Event;
use ratatui::{buffer::Buffer, layout::Rect};
use ruler::Ruler;
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP},
    iterator::Signals,
    low_level,
};
use std::{
    io,
    path::PathBuf,
    process::ExitCode,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Threads that read, look for stories and build the index; saving has a thread of its own.
const WORKERS: usize = 2;

/// A SIGCONT that comes so soon after our own stop ended is the one that ended it.
const JUST_NOW: Duration = Duration::from_secs(1);

/// What the program was asked to do.
#[derive(Debug)]
pub struct Start {
    /// Files and folders as given, `-` among them for `piped`; none for the stories that come with the program.
    pub paths: Vec<PathBuf>,
    /// Standard input, where it is to be read.
    pub piped: Option<Source>,
    /// Whether colours are wanted.
    pub colour: bool,
    /// Where the reader's state is kept.
    pub places: Places,
    /// The settings.
    pub config: Config,
    /// What was odd about the settings.
    pub warnings: Vec<Clean>,
}

/// Shows the reader until it ends.
///
/// # Errors
/// What kept it from beginning, or brought it down, in one line.
pub fn run(start: Start) -> Result<ExitCode, Clean> {
    let limits = Limits::default();
    let given = first::given(&start, &limits)?;
    let bare = start.piped.is_none() && start.paths.is_empty();
    let librarian = bare.then(|| librarian::library(&start.places)).flatten();
    // Of a library the catalog shows what the reader did; the journal is read after the first frame.
    let journals = librarian::journals(&start.places);
    let (state, odd) = match librarian {
        Some(_) => (State::default(), Vec::new()),
        None => State::load_all(&journals),
    };
    let themes = start.places.config.as_deref().map(config::theme_folder);
    let services = Arc::new(Services {
        limits,
        cancel: AtomicBool::new(false),
        data: start.places.data.clone(),
        voice: Voice::default(),
        journal: Mutex::new(Journal::of(&journals)),
        piped: start.piped,
        themes,
        cache: start.places.cache,
        web: Mutex::default(),
        librarian,
    });
    let abilities = abilities::abilities(&start.config);
    text::measure_by(start.config.widths.unwrap_or_default());
    let roots = Some(start.paths).filter(|_| given.is_empty());
    let roots = roots.unwrap_or_default();
    let known = given.iter().map(|(entry, _)| entry.clone());
    let own = !given.is_empty() || !roots.is_empty() || services.librarian.is_some();
    let catalog = if own {
        Catalog::new(known)
    } else {
        first::bundled(&services)
    };
    let mut model = Model::new(Begin {
        catalog,
        state,
        config: start.config,
        warnings: start.warnings.into_iter().chain(odd).collect(),
        depth: depth(start.colour),
        dark: abilities::dark(),
        size: Terminal::size(),
        now: now(),
    });
    if !own {
        model.welcome();
    }
    if abilities.modern {
        take_more(&mut model, depth(start.colour));
    }
    let effects = first::effects(&mut model, &services, roots, given);
    on_screen(model, effects, services, abilities)
}

/// Has a model make use of what all but the oldest terminals can do.
fn take_more(model: &mut Model, depth: Depth) {
    model.take_hyperlinks();
    let way = abilities::pictures(model.config(), depth, None);
    model.look(Some(way), Terminal::cell());
}

/// The colours that the terminal has and the reader wants.
fn depth(colour: bool) -> Depth {
    if colour {
        abilities::depth()
    } else {
        Depth::Mono
    }
}

/// Milliseconds since the epoch.
fn now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Takes the terminal, runs the loop, and gives the terminal back whatever happens.
fn on_screen(
    model: Model,
    effects: Vec<Effect>,
    services: Arc<Services>,
    abilities: super::terminal::Abilities,
) -> Result<ExitCode, Clean> {
    // Whoever panics, nothing is written over the screen; what happened is said at the end.
    let place = Arc::new(Mutex::new(String::new()));
    let noted = place.clone();
    std::panic::set_hook(Box::new(move |panic| {
        if let (Some(at), Ok(mut place)) = (panic.location(), noted.lock()) {
            *place = format!(" ({}:{})", at.file(), at.line());
        }
    }));
    let unusable = |e: io::Error| Clean::line(&format!("the terminal cannot be used: {e}"));
    // From here on a signal ends the program by way of the loop: before the terminal is changed, so that none finds
    // it changed and leaves it so.
    let signals =
        Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT]).map_err(unusable)?;
    let terminal = Terminal::take(abilities).map_err(unusable)?;
    let guarded = std::panic::AssertUnwindSafe(|| {
        Shell::new(model, terminal, services).run(effects, signals)
    });
    let ended = std::panic::catch_unwind(guarded);
    drop(std::panic::take_hook());
    match ended {
        Ok(Ok(Quit::Wanted)) => Ok(ExitCode::SUCCESS),
        Ok(Ok(Quit::Signal(number))) => Ok(ExitCode::from(u8::try_from(128 + number).unwrap_or(1))),
        // The terminal is gone: there is nobody to tell.
        Ok(Err(_)) => Ok(ExitCode::FAILURE),
        Err(_) => Err(Clean::line(&format!(
            "something went wrong inside the reader, and it had to end; what was saved is safe{}",
            place.lock().map(|p| p.clone()).unwrap_or_default()
        ))),
    }
}

/// The model with its terminal and its threads.
struct Shell {
    model: Model,
    terminal: Terminal,
    buffer: Buffer,
    inbox: Receiver<Msg>,
    sender: Sender<Msg>,
    jobs: Option<Sender<Effect>>,
    saves: Option<Sender<Effect>>,
    questions: Option<Sender<Effect>>,
    passages: Option<Sender<Effect>>,
    links: Option<Sender<Effect>>,
    saver: Option<JoinHandle<()>>,
    services: Arc<Services>,
    redraw: bool,
    /// The terminal answers questions, and is to be measured once it matters.
    unmeasured: Option<Fence>,
    /// When the terminal was taken again after we had stopped ourselves.
    resumed: Option<Instant>,
}

impl Shell {
    fn new(model: Model, terminal: Terminal, services: Arc<Services>) -> Self {
        let (sender, inbox) = mpsc::channel();
        Self {
            model,
            terminal,
            buffer: Buffer::empty(Rect::ZERO),
            inbox,
            sender,
            jobs: None,
            saves: None,
            questions: None,
            passages: None,
            links: None,
            saver: None,
            services,
            redraw: false,
            unmeasured: None,
            resumed: None,
        }
    }

    fn run(&mut self, effects: Vec<Effect>, signals: Signals) -> io::Result<Quit> {
        self.draw()?;
        self.start_threads(signals)?;
        // In this order: a terminal that tells its colours only is known as such by its first answer.
        self.terminal.ask_version();
        self.terminal.ask_background();
        self.terminal.flush()?;
        self.perform(effects)?;
        self.perform(vec![Effect::LoadPace])?;
        while self.model.quit().is_none() {
            let Ok(msg) = self.inbox.recv() else { break };
            let mut changed = msg.shows();
            let mut effects = self.take_in(msg);
            while self.model.quit().is_none()
                && let Ok(msg) = self.inbox.try_recv()
            {
                changed |= msg.shows();
                effects.extend(self.take_in(msg));
            }
            if self.model.quit().is_none() {
                effects.extend(self.model.settle());
                self.perform(effects)?;
                if changed {
                    self.draw()?;
                }
            } else {
                self.perform(effects)?;
            }
        }
        self.finish();
        Ok(self.model.quit().unwrap_or(Quit::Wanted))
    }

    fn take_in(&mut self, msg: Msg) -> Vec<Effect> {
        self.model.at(now());
        // What was drawn by other widths stands elsewhere than was thought.
        self.redraw |= matches!(msg, Msg::Heard(Heard::Widths(_)));
        match msg {
            Msg::Heard(Heard::Event(Event::Resize(..))) => self.model.look(None, Terminal::cell()),
            Msg::Heard(Heard::Unmeasured(fence)) => self.unmeasured = Some(fence),
            Msg::Heard(Heard::Widths(widths)) => text::measure_by(widths),
            _ => {}
        }
        self.model.update(msg)
    }

    /// Draws the model in one write.
    fn draw(&mut self) -> io::Result<()> {
        let screen = self.model.screen();
        if self.buffer.area != screen {
            self.buffer = Buffer::empty(screen);
        }
        if std::mem::take(&mut self.redraw) {
            self.terminal.forget();
        }
        self.model.view(&mut self.buffer);
        if (self.terminal.has_wide() || ruler::is_eastern(abilities::variable))
            && let Some(fence) = self.unmeasured.take()
        {
            self.terminal.ask_widths(fence);
        }
        let scroll = self.model.scrolled();
        self.terminal.draw(&mut self.buffer, scroll)
    }

    /// Hands out what is to be done.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Copy(text) => {
                    self.terminal.copy(&text);
                    self.terminal.flush()?;
                    let (setting, inbox) =
                        (self.model.config().clipboard.clone(), self.sender.clone());
                    // A thread of its own: some programs stay until something else is copied.
                    spawn("clipboard", move || {
                        if let Err(why) = clipboard::hand(&setting, &text) {
                            drop(inbox.send(Msg::Failed(why)));
                        }
                    })?;
                }
                Effect::AskBackground => {
                    self.terminal.ask_background();
                    self.terminal.flush()?;
                }
                Effect::Redraw => self.redraw = true,
                Effect::Suspend => self.suspend()?,
                Effect::Resume => self.resume()?,
                Effect::Wait { until, wait } => {
                    let inbox = self.sender.clone();
                    spawn("clock", move || {
                        thread::sleep(Duration::from_millis(wait));
                        drop(inbox.send(Msg::Waited(until)));
                    })?;
                }
                Effect::Hush => self.services.voice.hush(),
                effect @ (Effect::Save(_)
                | Effect::Many(_)
                | Effect::SavePace(_)
                | Effect::Library(
                    Question::Keep(..) | Question::Rename(..) | Question::Hide(_),
                )) => {
                    drop(self.saves.as_ref().map(|s| s.send(effect)));
                }
                Effect::Library(question) if !librarian::is_long(&question) => {
                    self.services.expect(&question);
                    let desk = match question {
                        // These read files, and all titles: the list does not wait for them.
                        Question::Passages(..) => &self.passages,
                        Question::Link(..) | Question::Offer(..) => &self.links,
                        _ => &self.questions,
                    };
                    let effect = Effect::Library(question);
                    drop(desk.as_ref().map(|q| q.send(effect)));
                }
                effect => drop(self.jobs.as_ref().map(|j| j.send(effect))),
            }
        }
        Ok(())
    }

    /// Gives the terminal back, stops, and takes it again once continued.
    fn suspend(&mut self) -> io::Result<()> {
        self.terminal.lend();
        // SIGTSTP would be dropped where nobody watches the process group.
        low_level::raise(signal_hook::consts::SIGSTOP)?;
        self.resumed = Some(Instant::now());
        self.take_again()
    }

    /// Takes the terminal again where somebody else had stopped the program.
    fn resume(&mut self) -> io::Result<()> {
        if self.resumed.take().is_some_and(|r| r.elapsed() < JUST_NOW) {
            return Ok(());
        }
        self.terminal.lend();
        self.take_again()
    }

    fn take_again(&mut self) -> io::Result<()> {
        self.terminal.take_again()?;
        // What a terminal was told of pictures may be gone with the screen that was lent.
        self.model.forget_pictures();
        let (width, height) = Terminal::size();
        let resize = Event::Resize(width, height);
        let mut effects = self.model.update(Msg::Heard(Heard::Event(resize)));
        effects.extend(self.model.settle());
        self.perform(effects)
    }

    fn start_threads(&mut self, signals: Signals) -> io::Result<()> {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..WORKERS {
            let (queue, services, inbox) =
                (queue.clone(), self.services.clone(), self.sender.clone());
            spawn("worker", move || worker::work(&queue, &services, &inbox))?;
        }
        self.jobs = Some(jobs);
        let (saves, saver) = self.desk("saver")?;
        (self.saves, self.saver) = (Some(saves), Some(saver));
        let mut roots = pane::roots(&self.model);
        if let Some(librarian) = &self.services.librarian {
            roots = librarian.roots();
            let (journals, inbox) = (librarian.journals().clone(), self.sender.clone());
            let length = journals.length();
            spawn("journals", move || {
                watch::journals(&journals, length, &inbox);
            })?;
            self.questions = Some(self.desk("librarian")?.0);
            self.passages = Some(self.desk("passages")?.0);
            self.links = Some(self.desk("links")?.0);
        }
        if !roots.is_empty() {
            let inbox = self.sender.clone();
            let since = now();
            let library = self.services.librarian.as_ref();
            let data = library.and_then(|l| l.journals().data.clone());
            spawn("watch", move || {
                watch::watch(&roots, data.as_deref(), since, &inbox);
            })?;
        }
        let inbox = self.sender.clone();
        let size = self.model.screen().as_size().into();
        let known = Terminals::of(self.services.cache.as_deref());
        let unset = self.model.config().widths.is_none();
        let ruler = unset.then(|| Ruler::new(known));
        spawn("input", move || ears::hear(&inbox, size, ruler))?;
        if let Some(folder) = self.services.themes.clone().filter(|f| f.is_dir()) {
            let inbox = self.sender.clone();
            spawn("themes", move || ears::follow_themes(&folder, &inbox))?;
        }
        let inbox = self.sender.clone();
        spawn("signals", move || ears::watch(signals, &inbox))?;
        Ok(())
    }

    /// A thread with a queue of its own.
    fn desk(&self, name: &str) -> io::Result<(Sender<Effect>, JoinHandle<()>)> {
        let (sender, queue) = mpsc::channel();
        let (services, inbox) = (self.services.clone(), self.sender.clone());
        let work = move || worker::work(&Mutex::new(queue), &services, &inbox);
        Ok((sender, spawn(name, work)?))
    }

    /// Waits for what is being saved; everything else may be left.
    fn finish(&mut self) {
        self.terminal.lend();
        self.services.voice.hush();
        self.services.cancel.store(true, Ordering::Relaxed);
        if let Some(librarian) = &self.services.librarian {
            librarian.stop();
        }
        self.saves = None;
        if let Some(saver) = self.saver.take() {
            drop(saver.join());
        }
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name(name.to_owned()).spawn(body)
}
