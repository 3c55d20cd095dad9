//! A table of weights read by the compiler: its text goes in, constants come out. When the program runs there is nothing
//! left to read.
#![expect(
    clippy::indexing_slicing,
    reason = "tables are filled by the compiler, where a place that is not there fails the build"
)]

use super::{Template, Trait};

/// Templates and their weights.
#[derive(Debug)]
pub(in crate::annotate) struct Table<const TEMPLATES: usize, const WEIGHTS: usize> {
    pub(in crate::annotate) templates: [Template; TEMPLATES],
    pub(in crate::annotate) weights: [i16; WEIGHTS],
}

/// What a line is by its first byte.
const fn is_heading(byte: u8) -> bool {
    byte == b'['
}

const fn is_note(byte: u8) -> bool {
    matches!(byte, b'#' | b'\n')
}

/// Where the line ends that byte `n` is in.
const fn end_of_line(text: &[u8], n: usize) -> usize {
    let mut end = n;
    while end < text.len() && text[end] != b'\n' {
        end += 1;
    }
    end
}

/// Where the word ends that byte `n` is in.
const fn end_of_word(text: &[u8], n: usize, end: usize) -> usize {
    let mut n = n;
    while n < end && !matches!(text[n], b' ' | b']') {
        n += 1;
    }
    n
}

/// How many templates a text has.
pub(in crate::annotate) const fn templates(text: &str) -> usize {
    let text = text.as_bytes();
    let (mut n, mut count) = (0, 0);
    while n < text.len() {
        count += is_heading(text[n]) as usize;
        n = end_of_line(text, n) + 1;
    }
    count
}

/// How many weights a text has.
pub(in crate::annotate) const fn weights(text: &str) -> usize {
    let text = text.as_bytes();
    let (mut n, mut count) = (0, 0);
    while n < text.len() {
        let lists = !is_heading(text[n]) && !is_note(text[n]);
        let end = end_of_line(text, n);
        while n < end {
            count += (lists && text[n] == b' ') as usize;
            n += 1;
        }
        n = end + 1;
    }
    count
}

/// Number of the trait whose name is the bytes `from..to`. A name that no trait has fails the build.
const fn number(schema: &[Trait], text: &[u8], from: usize, to: usize) -> usize {
    let mut n = 0;
    loop {
        let name = schema[n].0.as_bytes();
        let mut k = 0;
        while k < name.len() && from + k < to && name[k] == text[from + k] {
            k += 1;
        }
        if k == name.len() && from + k == to {
            return n;
        }
        n += 1;
    }
}

/// The weight that the bytes `from..to` spell.
const fn weight(text: &[u8], from: usize, to: usize) -> i16 {
    let negative = text[from] == b'-';
    let mut n = from + negative as usize;
    let mut value: i16 = 0;
    while n < to {
        assert!(text[n].is_ascii_digit(), "a weight is a whole number");
        value = value * 10 + (text[n] - b'0') as i16;
        n += 1;
    }
    if negative { -value } else { value }
}

/// The template of the heading `from..to`, whose weights begin at `base`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "some tens of traits of some tens of values"
)]
const fn template(schema: &[Trait], text: &[u8], from: usize, to: usize, base: usize) -> Template {
    let mut template = Template {
        traits: [0; 3],
        strides: [0; 3],
        base: base as u32,
    };
    let (mut n, mut count) = (from, 0);
    while n < to {
        let end = end_of_word(text, n, to);
        let trait_number = number(schema, text, n, end);
        template.traits[count] = trait_number as u8;
        let mut before = 0;
        while before < count {
            template.strides[before] *= schema[trait_number].1.len() as u16;
            before += 1;
        }
        template.strides[count] = 1;
        count += 1;
        n = end + 1;
    }
    template
}

impl<const TEMPLATES: usize, const WEIGHTS: usize> Table<TEMPLATES, WEIGHTS> {
    /// Reads a text.
    pub(in crate::annotate) const fn of(schema: &[Trait], text: &str) -> Self {
        let text = text.as_bytes();
        let none = Template {
            traits: [0; 3],
            strides: [0; 3],
            base: 0,
        };
        let mut table = Self {
            templates: [none; TEMPLATES],
            weights: [0; WEIGHTS],
        };
        let (mut n, mut count, mut filled) = (0, 0, 0);
        while n < text.len() {
            let end = end_of_line(text, n);
            if is_heading(text[n]) {
                table.templates[count] = template(schema, text, n + 1, end - 1, filled);
                count += 1;
            } else if !is_note(text[n]) {
                n = end_of_word(text, n, end) + 1;
                while n < end {
                    let to = end_of_word(text, n, end);
                    table.weights[filled] = weight(text, n, to);
                    filled += 1;
                    n = to + 1;
                }
            }
            n = end + 1;
        }
        table
    }
}
