//! Formulas as text: MathML and the little TeX that stands for it, to a line of Unicode.
//!
//! What a line can say it says: "x² + 1", "a/(b + c)", "√2", "∑ᵢ". What it cannot stays as it is written; nothing is left out.

use super::page::{NodeIx, Page};

/// Most nodes of a formula that are read; of a larger one the words are given as they stand.
const MOST: usize = 2000;

/// Longest formula that is read, in bytes, and how deep it may be nested: each level copies what stands in it.
const LONGEST: usize = 16 << 10;
const DEEPEST: usize = 40;

/// An element of a formula that is still open.
struct Open<'a> {
    tag: &'a str,
    end: NodeIx,
    parts: Vec<String>,
}

/// The formula of a `math` element.
pub(super) fn text(page: &Page, math: NodeIx) -> String {
    let size = page.inside(math).len();
    let alt = page.attribute_of(math, "alttext").unwrap_or_default();
    let plain = || match alt {
        "" => spaced(page.text(math)),
        alt => tex(alt),
    };
    if size == 0 || size > MOST || page.span(math).len() > LONGEST {
        return plain();
    }
    let mut open = vec![Open {
        tag: "math",
        end: page.end_of(math),
        parts: Vec::new(),
    }];
    for ix in page.inside(math) {
        close(&mut open, ix);
        if page.is_text(ix) {
            let word = page.text(ix).trim();
            if let Some(top) = open.last_mut().filter(|_| !word.is_empty()) {
                top.parts.push(word.to_owned());
            }
        } else if open.len() > DEEPEST {
            return plain();
        } else {
            open.push(Open {
                tag: page.tag(ix),
                end: page.end_of(ix),
                parts: Vec::new(),
            });
        }
    }
    close(&mut open, page.end_of(math));
    let said = open.pop().map(|o| o.parts.concat()).unwrap_or_default();
    let said = spaced(&said);
    if said.is_empty() { tex(alt) } else { said }
}

/// Words with one space between them.
fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ends the elements that end before node `ix`, but for the outermost.
fn close(open: &mut Vec<Open<'_>>, ix: NodeIx) {
    while open.len() > 1
        && let Some(done) = open.pop_if(|o| o.end <= ix)
    {
        if let Some(around) = open.last_mut() {
            around.parts.push(set(done.tag, &done.parts));
        }
    }
}

/// What an element says of its parts.
fn set(tag: &str, parts: &[String]) -> String {
    let part = |n: usize| parts.get(n).map_or("", String::as_str);
    match tag {
        "annotation" | "annotation-xml" => String::new(),
        "semantics" => part(0).to_owned(),
        "mo" => operator(&parts.concat()),
        "mfrac" => format!("{}/{}", grouped(part(0)), grouped(part(1))),
        "msup" | "mover" => format!("{}{}", grouped(part(0)), raised(part(1))),
        "msub" | "munder" => format!("{}{}", part(0), lowered(part(1))),
        "msubsup" | "munderover" => {
            format!("{}{}{}", part(0), lowered(part(1)), raised(part(2)))
        }
        "msqrt" => format!("√{}", grouped(&parts.concat())),
        "mroot" => format!(
            "{}√{}",
            raised(part(1)).trim_start_matches('^'),
            grouped(part(0))
        ),
        "mtd" => format!("{} ", parts.concat().trim()),
        "mtr" => format!("{}; ", parts.concat().trim()),
        "mtable" => parts.concat().trim_end_matches([';', ' ']).to_owned(),
        _ => parts.concat(),
    }
}

/// An operator with the space that typesetters give it; the invisible ones are left out.
fn operator(sign: &str) -> String {
    match sign {
        "\u{2061}" | "\u{2062}" | "\u{2063}" | "\u{2064}" => String::new(),
        "," | ";" => format!("{sign} "),
        _ if sign.chars().all(|c| RELATIONS.contains(c)) => format!(" {sign} "),
        _ => sign.to_owned(),
    }
}

/// Operators with space around them.
const RELATIONS: &str = "=+−-<>≤≥≠≈≡∼→⇒↔⇔∈∉⊂⊆∪∩×±∧∨≪≫∝:";

/// Brackets around what is more than one word.
fn grouped(words: &str) -> String {
    let words = words.trim();
    let whole = words.starts_with('(') && words.ends_with(')') && words.matches('(').count() == 1;
    if whole
        || words
            .chars()
            .all(|c| c.is_alphanumeric() || ".′∞".contains(c))
    {
        words.to_owned()
    } else {
        format!("({words})")
    }
}

/// Letters and their small forms above and below the line, as far as Unicode has them.
const SMALL: &[(char, char, char)] = &[
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('−', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
    ('i', 'ⁱ', 'ᵢ'),
    ('j', 'ʲ', 'ⱼ'),
    ('k', 'ᵏ', 'ₖ'),
    ('m', 'ᵐ', 'ₘ'),
    ('n', 'ⁿ', 'ₙ'),
    ('o', 'ᵒ', 'ₒ'),
    ('p', 'ᵖ', 'ₚ'),
    ('t', 'ᵗ', 'ₜ'),
    ('x', 'ˣ', 'ₓ'),
    ('′', '′', '′'),
];

/// Whether what stands above the line is a number, or some with commas between: "8", "-1", "3, 4".
pub(super) fn is_number(words: &str) -> bool {
    /// Longest such text, in bytes.
    const LONG: usize = 16;
    let fits = |c: char| c.is_ascii_digit() || c.is_whitespace() || ",+-−".contains(c);
    words.len() <= LONG && words.chars().all(fits) && words.contains(|c: char| c.is_ascii_digit())
}

/// A number in the small digits above the line.
pub(super) fn exponent(number: &str) -> String {
    let small = |c| SMALL.iter().find(|s| s.0 == c).map_or(c, |s| s.1);
    number.chars().map(small).collect()
}

fn raised(words: &str) -> String {
    small(words, '^', |s| s.1)
}

fn lowered(words: &str) -> String {
    small(words, '_', |s| s.2)
}

/// Words in small letters where there are some for all of them, else behind a sign.
fn small(words: &str, sign: char, form: fn(&(char, char, char)) -> char) -> String {
    let bare = words.chars().filter(|c| !c.is_whitespace());
    let set: Option<String> = bare
        .map(|c| SMALL.iter().find(|s| s.0 == c).map(form))
        .collect();
    match set {
        Some(set) => set,
        None if words.chars().nth(1).is_none() => format!("{sign}{words}"),
        None => match grouped(words) {
            group if group.starts_with('(') => format!("{sign}{group}"),
            bare => format!("{sign}({bare})"),
        },
    }
}

/// Commands of TeX and their signs.
const COMMANDS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", " × "),
    ("cdot", " · "),
    ("pm", " ± "),
    ("leq", " ≤ "),
    ("le", " ≤ "),
    ("geq", " ≥ "),
    ("ge", " ≥ "),
    ("neq", " ≠ "),
    ("ne", " ≠ "),
    ("approx", " ≈ "),
    ("equiv", " ≡ "),
    ("sim", " ∼ "),
    ("to", " → "),
    ("rightarrow", " → "),
    ("Rightarrow", " ⇒ "),
    ("in", " ∈ "),
    ("subset", " ⊂ "),
    ("cup", " ∪ "),
    ("cap", " ∩ "),
    ("infty", "∞"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "⋯"),
    ("degree", "°"),
    ("circ", "°"),
    ("quad", " "),
    ("left", ""),
    ("right", ""),
    ("displaystyle", ""),
    ("textstyle", ""),
    ("mathrm", ""),
    ("text", ""),
    ("mathbf", ""),
    ("operatorname", ""),
    (",", " "),
    (";", " "),
    (" ", " "),
    ("!", ""),
    ("%", "%"),
    ("{", "{"),
    ("}", "}"),
];

/// TeX as text; where it holds a command that is not known, as it is written.
pub(in crate::format) fn tex(source: &str) -> String {
    let bare = source.trim().trim_matches('$').trim();
    let mut reader = Tex {
        rest: bare,
        groups: vec![Group::default()],
    };
    let known = bare.len() <= LONGEST && reader.read();
    let said = reader
        .groups
        .pop()
        .filter(|_| known && reader.groups.is_empty());
    match said {
        Some(group) => spaced(&group.words),
        None => source.trim().to_owned(),
    }
}

/// What the group to come is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Use {
    #[default]
    Plain,
    Raised,
    Lowered,
    Root,
    Over,
    Under,
}

/// A group of TeX that is open.
#[derive(Debug, Default)]
struct Group {
    words: String,
    /// What this group is for.
    own: Use,
    /// What the next part is for.
    next: Use,
}

/// TeX that is being read.
struct Tex<'a> {
    rest: &'a str,
    groups: Vec<Group>,
}

impl Tex<'_> {
    /// Reads to the end; whether everything was known.
    fn read(&mut self) -> bool {
        while let Some(c) = self.rest.chars().next() {
            self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
            let known = match c {
                '{' => self.begin(),
                '}' => self.end(),
                '^' => self.expect(Use::Raised),
                '_' => self.expect(Use::Lowered),
                '\\' => self.command(),
                '&' | '#' => false,
                '=' | '+' | '-' | '<' | '>' => self.part(&format!(" {c} ")),
                c if c.is_whitespace() || c == '~' => true,
                c => self.part(c.encode_utf8(&mut [0; 4])),
            };
            if !known {
                return false;
            }
        }
        true
    }

    fn expect(&mut self, what: Use) -> bool {
        let top = self.groups.last_mut();
        top.is_some_and(|g| std::mem::replace(&mut g.next, what) == Use::Plain)
    }

    fn begin(&mut self) -> bool {
        if self.groups.len() > DEEPEST {
            return false;
        }
        let own = self.groups.last_mut().map(|g| std::mem::take(&mut g.next));
        self.groups.push(Group {
            own: own.unwrap_or_default(),
            ..Group::default()
        });
        true
    }

    fn end(&mut self) -> bool {
        let Some(group) = self.groups.pop() else {
            return false;
        };
        if let Some(around) = self.groups.last_mut() {
            around.next = group.own;
        }
        group.next == Use::Plain && self.part(&group.words)
    }

    /// Adds what is one letter or one group.
    fn part(&mut self, words: &str) -> bool {
        let Some(group) = self.groups.last_mut() else {
            return false;
        };
        let (set, next) = match std::mem::take(&mut group.next) {
            Use::Plain => (words.to_owned(), Use::Plain),
            Use::Raised => (raised(words.trim()), Use::Plain),
            Use::Lowered => (lowered(words.trim()), Use::Plain),
            Use::Root => (format!("√{}", grouped(words)), Use::Plain),
            Use::Over => (format!("{}/", grouped(words)), Use::Under),
            Use::Under => (grouped(words), Use::Plain),
        };
        group.words.push_str(&set);
        group.next = next;
        true
    }

    fn command(&mut self) -> bool {
        let letters = self.rest.find(|c: char| !c.is_ascii_alphabetic());
        let end = match letters.unwrap_or(self.rest.len()) {
            0 => self.rest.chars().next().map_or(0, char::len_utf8),
            end => end,
        };
        let (name, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        match name {
            "frac" | "dfrac" | "tfrac" => self.expect(Use::Over),
            "sqrt" => !rest.starts_with('[') && self.expect(Use::Root),
            name => match COMMANDS.iter().find(|(n, _)| *n == name) {
                Some((_, "")) => true,
                Some((_, sign)) => self.part(sign),
                None => false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn mathml_is_a_line() {
        for (markup, want) in [
            (
                "<mi>A</mi><mo>=</mo><mi>π</mi><msup><mi>r</mi><mn>2</mn></msup>",
                "A = πr²",
            ),
            (
                "<mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>",
                "1/(a + b)",
            ),
            (
                "<msqrt><mi>x</mi></msqrt><mo>&#x2062;</mo><msub><mi>y</mi><mi>i</mi></msub>",
                "√xyᵢ",
            ),
            (
                "<semantics><mi>q</mi><annotation encoding='application/x-tex'>q</annotation></semantics>",
                "q",
            ),
            (
                "<msup><mi>e</mi><mrow><mi>a</mi><mo>/</mo><mi>b</mi></mrow></msup>",
                "e^(a/b)",
            ),
            ("", "E = mc²"),
        ] {
            let page = Page::of(&Document::from(format!(
                "<math alttext='E=mc^2'>{markup}</math>"
            )));
            let math = page.all("math").next().unwrap();
            assert_eq!(text(&page, math), want, "{markup}");
        }
    }

    #[test]
    fn tex_is_a_line_where_it_is_known() {
        for (source, want) in [
            ("{\\displaystyle E=mc^{2}}", "E = mc²"),
            ("\\frac{a}{b+c}", "a/(b + c)"),
            ("\\sqrt{2} \\leq x_i", "√2 ≤ xᵢ"),
            ("e^{i\\pi}", "e^(iπ)"),
            (
                "\\begin{matrix} a & b \\end{matrix}",
                "\\begin{matrix} a & b \\end{matrix}",
            ),
            ("a}b", "a}b"),
            ("{{{", "{{{"),
            (&"{".repeat(99), &"{".repeat(99)),
        ] {
            assert_eq!(tex(source), want, "{source}");
        }
    }
}
