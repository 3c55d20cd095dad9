//! What the terminal sends, told apart: keys, clicks, pastes, and its own answers to our questions.
//!
//! The event library has no parser for OSC and DCS replies: it reports their bytes as typed keys, beginning with
//! Alt-`]`, Alt-`P`, Alt-`_`. [`Filter`] takes such bursts out again, whenever they come, so that an answer over a
//! slow line is never typed into the program.

use super::shell::Fence;
use crate::text::Widths;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::time::{Duration, Instant};

/// Longest pause inside one reply. Typing after a lone Alt-`]` is slower, or loses one burst.
const PAUSE: Duration = Duration::from_millis(150);
/// Longest reply that is kept; a longer one is dropped all the same.
const LONGEST: usize = 4096;

/// What is left of the events.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A key, click, paste or resize.
    Event(Event),
    /// The terminal's background: red, green, blue.
    Background([u8; 3]),
    /// Name and version of the terminal, as it says them itself (XTVERSION).
    Version(String),
    /// The terminal answers questions, and is to be measured; up to an answer of this kind.
    Unmeasured(Fence),
    /// How wide the terminal draws.
    Widths(Widths),
}

/// Takes replies of the terminal out of the stream of events.
#[derive(Debug, Default)]
pub(super) struct Filter {
    reply: Option<String>,
    last: Option<Instant>,
}

impl Filter {
    /// What `event`, read at `now`, means: nothing while a reply is under way.
    pub(super) fn hear(&mut self, event: Event, now: Instant) -> Option<Heard> {
        let pause = self
            .last
            .is_some_and(|last| now.duration_since(last) > PAUSE);
        self.last = Some(now);
        if pause {
            self.reply = None;
        }
        let Event::Key(key) = &event else {
            return Some(Heard::Event(event));
        };
        if key.kind == KeyEventKind::Release {
            return None;
        }
        if self.reply.is_some() {
            return self.go_on(*key);
        }
        if key.modifiers.contains(KeyModifiers::ALT)
            && matches!(key.code, KeyCode::Char(']' | 'P' | '_' | '^' | 'X'))
        {
            self.reply = Some(String::new());
            return None;
        }
        Some(Heard::Event(event))
    }

    fn go_on(&mut self, key: KeyEvent) -> Option<Heard> {
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('\\') if alt => self.end(),
            KeyCode::Char('g') if control => self.end(),
            KeyCode::Char(c) => {
                if let Some(reply) = &mut self.reply
                    && reply.len() < LONGEST
                {
                    reply.push(c);
                }
                None
            }
            _ => {
                self.reply = None;
                Some(Heard::Event(Event::Key(key)))
            }
        }
    }

    fn end(&mut self) -> Option<Heard> {
        let reply = self.reply.take()?;
        let version = || {
            reply
                .strip_prefix(">|")
                .map(|v| Heard::Version(v.to_owned()))
        };
        background(&reply).map(Heard::Background).or_else(version)
    }
}

/// The colour in an answer to OSC 11: `11;rgb:RRRR/GGGG/BBBB`, of one to four hexadecimal digits a channel.
fn background(reply: &str) -> Option<[u8; 3]> {
    let colour = reply
        .strip_prefix("11;rgb:")
        .or_else(|| reply.strip_prefix("11;rgba:"))?;
    let mut channels = colour.split('/').map(|c| {
        let digits = c.get(..c.len().min(4)).filter(|d| !d.is_empty())?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        let most = (1_u32 << (4 * digits.len())) - 1;
        u8::try_from(value * 255 / most).ok()
    });
    Some([channels.next()??, channels.next()??, channels.next()??])
}

/// Whether a background is dark: its relative luminance by ITU-R BT.709 is below a half.
#[must_use]
pub(super) fn is_dark([r, g, b]: [u8; 3]) -> bool {
    u32::from(r) * 2126 + u32::from(g) * 7152 + u32::from(b) * 722 < 10_000 * 128
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(code), modifiers))
    }

    fn hear(filter: &mut Filter, keys: &str, now: Instant) -> Vec<Heard> {
        keys.chars()
            .filter_map(|c| filter.hear(key(c, KeyModifiers::NONE), now))
            .collect()
    }

    #[test]
    fn an_answer_is_not_typed() {
        let mut filter = Filter::default();
        let now = Instant::now();
        assert_eq!(filter.hear(key(']', KeyModifiers::ALT), now), None);
        assert_eq!(hear(&mut filter, "11;rgb:1414/1717/1cff", now), []);
        let end = filter.hear(key('\\', KeyModifiers::ALT), now);
        assert_eq!(end, Some(Heard::Background([0x14, 0x17, 0x1c])));
        assert_eq!(hear(&mut filter, "j", now).len(), 1);
    }

    #[test]
    fn a_terminal_says_who_it_is() {
        let mut filter = Filter::default();
        let now = Instant::now();
        assert_eq!(filter.hear(key('P', KeyModifiers::ALT), now), None);
        assert_eq!(hear(&mut filter, ">|kitty(0.36.4)", now), []);
        let end = filter.hear(key('\\', KeyModifiers::ALT), now);
        assert_eq!(end, Some(Heard::Version("kitty(0.36.4)".to_owned())));
    }

    #[test]
    fn an_answer_that_never_ends_holds_no_key_for_long() {
        let mut filter = Filter::default();
        let now = Instant::now();
        filter.hear(key('P', KeyModifiers::ALT), now);
        assert_eq!(hear(&mut filter, "garbage", now), []);
        let later = now + PAUSE * 2;
        assert_eq!(hear(&mut filter, "q", later).len(), 1);
    }

    #[test]
    fn colours_of_any_depth() {
        for (reply, colour) in [
            ("11;rgb:ffff/ffff/ffff", Some([255, 255, 255])),
            ("11;rgb:ff/80/0", Some([255, 128, 0])),
            ("11;rgba:0000/0000/0000/ffff", Some([0, 0, 0])),
            ("11;rgb:ff", None),
            ("11;rgb:é/1/2", None),
            ("10;rgb:ff/ff/ff", None),
        ] {
            assert_eq!(background(reply), colour, "{reply}");
        }
        assert!(is_dark([0x14, 0x17, 0x1c]) && !is_dark([0xfb, 0xfa, 0xf6]));
    }
}
