//! Packed bytes unpacked, in memory and within [`Limits`]: size and ratio are counted while it is done.

use std::io::Read;

use super::{Input, Limits, Parsed, Probe, Warning, detect};
use crate::decode;

/// Bytes that are unpacked whatever their ratio.
const SMALL: u64 = 4 << 20;
/// Bytes unpacked of one byte packed, at most. Prose and markup come to 3 to 30; deflate can reach 1032.
const RATIO: u64 = 120;

/// Why bytes could not be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// They would become too many.
    Bomb,
    /// They are damaged from the start, or packed in an unknown way.
    Damaged,
}

impl Refused {
    /// In words: "`what` was left out: …".
    pub(super) fn warning(self, what: &str) -> Warning {
        let why = match self {
            Self::Bomb => "unpacked it would be too large",
            Self::Damaged => "it is damaged or packed in an unknown way",
        };
        Warning::of_file(&format!("{what} was left out: {why}"))
    }
}

/// How many bytes may still be unpacked from one file.
#[derive(Debug)]
pub(super) struct Budget {
    left: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            left: limits.expanded,
        }
    }

    /// Limits for what was unpacked, should it hold packed parts itself.
    pub(super) fn limits(&self, limits: &Limits) -> Limits {
        Limits {
            expanded: self.left,
            ..*limits
        }
    }

    /// Everything that `from` gives, which stands packed in `packed` bytes; what comes before a fault is kept.
    pub(super) fn unpack(&mut self, from: impl Read, packed: usize) -> Result<Vec<u8>, Refused> {
        let most = SMALL
            .max(RATIO.saturating_mul(packed as u64))
            .min(self.left);
        let mut bytes = Vec::new();
        let read = from.take(most.saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            return Err(Refused::Bomb);
        }
        self.left = self.left.saturating_sub(bytes.len() as u64);
        match read {
            Err(_) if bytes.is_empty() => Err(Refused::Damaged),
            _ => Ok(bytes),
        }
    }
}

/// The stories of a file that stood packed in another: read by the format that its content tells. `None` where that is itself
/// a packed one, or none at all and `named` does not vouch for text.
pub(super) fn member(bytes: &[u8], name: &str, limits: &Limits) -> Option<Parsed> {
    let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    let decoded = decode::view(head, None);
    let probe = Probe {
        head,
        text: &decoded.text,
        name,
    };
    let format = detect(&probe);
    let packed = PACKED.contains(&format.name);
    let vouched = format.name != "text" || format.extensions.contains(&probe.extension().as_str());
    if packed || !vouched || format.name == "text" && decode::is_binary(head) {
        return None;
    }
    Some((format.read)(Input { bytes, name }, limits))
}

/// Formats that are not looked into when they stand in one of them.
const PACKED: &[&str] = &["zip", "gzip", "warc"];

/// Adds the stories of a part of a file, with what was odd about it.
pub(super) fn add(all: &mut Parsed, part: Parsed, limits: &Limits) {
    let before = all.articles.len();
    let alone = part.articles.len() == 1;
    let room = limits.articles.saturating_sub(before);
    all.articles.extend(part.articles.into_iter().take(room));
    all.warnings
        .extend(part.warnings.into_iter().map(|warning| {
            Warning {
                article: warning
                    .article
                    .map(|n| n + before)
                    .or(alone.then_some(before)),
                ..warning
            }
        }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_ratio_are_bounded() {
        let limits = Limits {
            expanded: 10 << 20,
            ..Limits::default()
        };
        let mut budget = Budget::new(&limits);
        let zeros = |count: u64| std::io::repeat(b' ').take(count);
        assert_eq!(budget.unpack(zeros(100), 1).map(|b| b.len()), Ok(100));
        assert_eq!(budget.unpack(zeros(5 << 20), 1000), Err(Refused::Bomb));
        assert_eq!(
            budget.unpack(zeros(5 << 20), 1 << 20).map(|b| b.len()),
            Ok(5 << 20)
        );
        assert_eq!(budget.unpack(zeros(6 << 20), 1 << 20), Err(Refused::Bomb));
        assert_eq!(budget.left, (5 << 20) - 100);
    }
}
