//! What an element's name, role, class and visibility say about what it holds.

use super::page::{NodeIx, Page};
use std::{borrow::Cow, sync::LazyLock};

/// A set of hints. Each piece of a page carries those of all elements around it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

impl std::fmt::Debug for Hints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named = NAMES.iter().filter(|(h, _)| self.any(*h)).map(|n| n.1);
        f.debug_set().entries(named).finish()
    }
}

impl Hints {
    pub(super) const NONE: Self = Self(0);
    /// Menus, breadcrumbs, page numbers.
    pub(super) const NAV: Self = Self(1);
    /// Beside the article: sidebars, complementary boxes.
    pub(super) const ASIDE: Self = Self(1 << 1);
    /// Foot of the page or of the article.
    pub(super) const FOOTER: Self = Self(1 << 2);
    /// Head of the page or of the article.
    pub(super) const HEADER: Self = Self(1 << 3);
    /// What readers wrote.
    pub(super) const COMMENTS: Self = Self(1 << 4);
    /// A figure with its caption.
    pub(super) const FIGURE: Self = Self(1 << 5);
    /// Fields to fill in.
    pub(super) const FORM: Self = Self(1 << 6);
    /// Not shown by a browser.
    pub(super) const HIDDEN: Self = Self(1 << 7);
    /// Other stories.
    pub(super) const RELATED: Self = Self(1 << 8);
    /// Buttons to share, follow, like.
    pub(super) const SHARE: Self = Self(1 << 9);
    /// Newsletters, subscriptions, advertisements.
    pub(super) const PROMO: Self = Self(1 << 10);
    /// About the author.
    pub(super) const AUTHOR: Self = Self(1 << 11);
    /// Who wrote it.
    pub(super) const BYLINE: Self = Self(1 << 12);
    /// When it was written.
    pub(super) const DATE: Self = Self(1 << 13);
    /// Caption of a picture.
    pub(super) const CAPTION: Self = Self(1 << 14);
    /// Who made a picture.
    pub(super) const CREDIT: Self = Self(1 << 15);
    /// Tags and categories.
    pub(super) const TAGS: Self = Self(1 << 16);
    /// A quotation from the article itself, set large.
    pub(super) const PULLQUOTE: Self = Self(1 << 17);
    /// A table of data.
    pub(super) const TABLE: Self = Self(1 << 18);
    /// For speech programs, or an alternative that browsers with scripts do not show.
    pub(super) const ASSISTIVE: Self = Self(1 << 19);
    /// The sentence under the headline that says what it is about.
    pub(super) const STANDFIRST: Self = Self(1 << 20);

    /// Both sets.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The first without the second.
    pub(super) const fn less(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the two have one in common.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Every hint by its name.
const NAMES: &[(Hints, &str)] = &[
    (Hints::NAV, "nav"),
    (Hints::ASIDE, "aside"),
    (Hints::FOOTER, "footer"),
    (Hints::HEADER, "header"),
    (Hints::COMMENTS, "comments"),
    (Hints::FIGURE, "figure"),
    (Hints::FORM, "form"),
    (Hints::HIDDEN, "hidden"),
    (Hints::RELATED, "related"),
    (Hints::SHARE, "share"),
    (Hints::PROMO, "promo"),
    (Hints::AUTHOR, "author"),
    (Hints::BYLINE, "byline"),
    (Hints::DATE, "date"),
    (Hints::CAPTION, "caption"),
    (Hints::CREDIT, "credit"),
    (Hints::TAGS, "tags"),
    (Hints::PULLQUOTE, "pullquote"),
    (Hints::TABLE, "table"),
    (Hints::ASSISTIVE, "assistive"),
    (Hints::STANDFIRST, "standfirst"),
];

/// Where no prose of an article stands.
pub(super) const AROUND: Hints = Hints::NAV
    .with(Hints::ASIDE)
    .with(Hints::FOOTER)
    .with(Hints::COMMENTS)
    .with(Hints::FORM)
    .with(Hints::HIDDEN)
    .with(Hints::RELATED)
    .with(Hints::SHARE)
    .with(Hints::PROMO)
    .with(Hints::AUTHOR)
    .with(Hints::TAGS)
    .with(Hints::ASSISTIVE);

/// Hints that only a small element can give: a page may say "has-comments" in the class of its body.
const OF_SMALL: Hints = Hints::CAPTION
    .with(Hints::CREDIT)
    .with(Hints::BYLINE)
    .with(Hints::DATE)
    .with(Hints::PULLQUOTE)
    .with(Hints::STANDFIRST)
    .with(Hints::AUTHOR);

/// Longest text of an element that [`OF_SMALL`] hints are believed of, in bytes.
const SMALL: usize = 800;

/// Longest text of an element that can be a row of buttons or tags, in bytes.
const ROW: usize = 2000;

const BY_TAG: &[(&str, Hints)] = &[
    ("nav", Hints::NAV),
    ("menu", Hints::NAV),
    ("aside", Hints::ASIDE),
    ("footer", Hints::FOOTER),
    ("header", Hints::HEADER),
    ("figure", Hints::FIGURE),
    ("form", Hints::FORM),
    ("fieldset", Hints::FORM),
    ("dialog", Hints::PROMO),
    ("figcaption", Hints::CAPTION),
    ("caption", Hints::CAPTION),
    ("time", Hints::DATE),
];

const BY_ROLE: &[(&str, Hints)] = &[
    ("navigation", Hints::NAV),
    ("menu", Hints::NAV),
    ("menubar", Hints::NAV),
    ("complementary", Hints::ASIDE),
    ("contentinfo", Hints::FOOTER),
    ("search", Hints::FORM),
    ("dialog", Hints::PROMO),
    ("alertdialog", Hints::PROMO),
];

/// Words in a class or an id.
const BY_WORD: &[(&str, Hints)] = &[
    ("nav", Hints::NAV),
    ("navbar", Hints::NAV),
    ("navigation", Hints::NAV),
    ("menu", Hints::NAV),
    ("breadcrumb", Hints::NAV),
    ("breadcrumbs", Hints::NAV),
    ("pagination", Hints::NAV),
    ("pager", Hints::NAV),
    ("toolbar", Hints::NAV),
    ("sidebar", Hints::ASIDE),
    ("rail", Hints::ASIDE),
    ("footer", Hints::FOOTER),
    ("colophon", Hints::FOOTER),
    ("comment", Hints::COMMENTS),
    ("comments", Hints::COMMENTS),
    ("commentlist", Hints::COMMENTS),
    ("disqus", Hints::COMMENTS),
    ("respond", Hints::COMMENTS),
    ("related", Hints::RELATED),
    ("recommended", Hints::RELATED),
    ("recommendations", Hints::RELATED),
    ("recirc", Hints::RELATED),
    ("readmore", Hints::RELATED),
    ("trending", Hints::RELATED),
    ("outbrain", Hints::RELATED),
    ("taboola", Hints::RELATED),
    ("share", Hints::SHARE),
    ("sharing", Hints::SHARE),
    ("sharedaddy", Hints::SHARE),
    ("social", Hints::SHARE),
    ("addthis", Hints::SHARE),
    ("addtoany", Hints::SHARE),
    ("newsletter", Hints::PROMO),
    ("subscribe", Hints::PROMO),
    ("subscription", Hints::PROMO),
    ("signup", Hints::PROMO),
    ("optin", Hints::PROMO),
    ("promo", Hints::PROMO),
    ("paywall", Hints::PROMO),
    ("advert", Hints::PROMO),
    ("advertisement", Hints::PROMO),
    ("ad", Hints::PROMO),
    ("ads", Hints::PROMO),
    ("adsbygoogle", Hints::PROMO),
    ("sponsor", Hints::PROMO),
    ("sponsored", Hints::PROMO),
    ("cookie", Hints::PROMO),
    ("consent", Hints::PROMO),
    ("gdpr", Hints::PROMO),
    ("modal", Hints::PROMO),
    ("popup", Hints::PROMO),
    ("bio", Hints::AUTHOR),
    ("authorbox", Hints::AUTHOR),
    ("byline", Hints::BYLINE),
    ("bylines", Hints::BYLINE),
    ("author", Hints::BYLINE),
    ("authors", Hints::BYLINE),
    ("authorname", Hints::BYLINE),
    ("writer", Hints::BYLINE),
    ("submitted", Hints::BYLINE),
    ("date", Hints::DATE),
    ("dateline", Hints::DATE),
    ("datetime", Hints::DATE),
    ("timestamp", Hints::DATE),
    ("published", Hints::DATE),
    ("pubdate", Hints::DATE),
    ("caption", Hints::CAPTION),
    ("credit", Hints::CREDIT),
    ("credits", Hints::CREDIT),
    ("copyright", Hints::CREDIT),
    ("tags", Hints::TAGS),
    ("tagcloud", Hints::TAGS),
    ("categories", Hints::TAGS),
    ("keywords", Hints::TAGS),
    ("pullquote", Hints::PULLQUOTE),
    ("standfirst", Hints::STANDFIRST),
    ("subtitle", Hints::STANDFIRST),
];

/// Two words of a class that stand together.
const BY_PAIR: &[(&str, &str, Hints)] = &[
    ("read", "more", Hints::RELATED),
    ("more", "stories", Hints::RELATED),
    ("also", "read", Hints::RELATED),
    ("author", "bio", Hints::AUTHOR),
    ("author", "box", Hints::AUTHOR),
    ("author", "info", Hints::AUTHOR),
    ("about", "author", Hints::AUTHOR),
    ("pull", "quote", Hints::PULLQUOTE),
    // Firefox puts the author here.
    ("reader", "credits", Hints::BYLINE),
    ("post", "tags", Hints::TAGS),
    ("tag", "list", Hints::TAGS),
    ("recent", "posts", Hints::RELATED),
    ("latest", "posts", Hints::RELATED),
    ("more", "posts", Hints::RELATED),
    ("popular", "posts", Hints::RELATED),
];

/// Whole names of classes that hide text from the eye.
const ASSISTIVE: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader-only",
    "element-invisible",
    "print-only",
    "assistive-text",
    "a11y-hidden",
    "hide-text",
];

/// What the Wayback Machine sets above its copies.
const ARCHIVE: &[&str] = &["wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato"];

/// Whether a page is a copy of the Wayback Machine, as its toolbar tells.
pub(super) fn is_copy(page: &Page) -> bool {
    let toolbar = |ix| {
        page.attribute_of(ix, "id")
            .is_some_and(|id| ARCHIVE.contains(&id))
    };
    page.all("div").any(toolbar)
}

/// The hints of one element. Only its tag and role count where it is not `small` beside the article: a container may
/// name in its class what it also holds.
pub(super) fn of(page: &Page, ix: NodeIx, small: bool) -> Hints {
    let tag = page.tag(ix);
    let mut hints = BY_TAG
        .iter()
        .find(|(t, _)| *t == tag)
        .map_or(Hints::NONE, |h| h.1);
    if matches!(tag, "body" | "html" | "main" | "article") {
        return hints;
    }
    let length = page.span(ix).len();
    let mut is_body = false;
    for (name, value) in page.attributes(ix) {
        hints = hints.with(match name {
            "class" if small => of_class(value, length),
            "id" if ARCHIVE.contains(&value) => Hints::HIDDEN,
            "id" if small && !is_slug(tag, value) => of_class(value, length),
            "role" => BY_ROLE
                .iter()
                .find(|r| r.0 == value)
                .map_or(Hints::NONE, |r| r.1),
            "hidden" if small && !is_streamed(page, ix) && !folds(page, ix) => Hints::HIDDEN,
            "aria-hidden" if small && value == "true" && !folds(page, ix) => Hints::HIDDEN,
            "style" if small && is_invisible(value) && !folds(page, ix) => Hints::HIDDEN,
            "itemprop" if value.contains("articleBody") => {
                is_body = true;
                Hints::NONE
            }
            "itemprop" | "rel" if value.contains("author") && length < SMALL => Hints::BYLINE,
            "itemprop" if value.contains("datePublished") && length < SMALL => Hints::DATE,
            _ => Hints::NONE,
        });
    }
    if is_body {
        // The article itself, whatever else its class says: "related paywall".
        hints = hints.less(AROUND.less(Hints::HIDDEN));
    }
    if hints.any(Hints::PULLQUOTE) {
        // It stands beside the text, and is of it.
        hints = hints.less(Hints::ASIDE);
    }
    hints
}

/// Whether an id is made from the words of a heading, for links to lead to: "h-what-is-a-newsletter".
fn is_slug(tag: &str, id: &str) -> bool {
    let heading = matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    heading || words(id).nth(SLUG).is_some()
}

/// Most words of an id that names what an element is.
const SLUG: usize = 4;

/// Whether an element is a part of the page that came late and waits for React to put it in its place.
fn is_streamed(page: &Page, ix: NodeIx) -> bool {
    page.attribute_of(ix, "id")
        .is_some_and(|id| id.starts_with("S:"))
}

/// Shortest text of what a button opens, in bytes: of less, it is a menu or a hint.
const OPENED: usize = 200;

/// How many nodes before an element are looked at for the button that opens it.
const BUTTON: u32 = 24;

/// Whether an element is folded up and a button before it opens it: a reader of the page could read it.
fn folds(page: &Page, ix: NodeIx) -> bool {
    let from = ix.saturating_sub(BUTTON).max(page.parent(ix) + 1);
    let opens = |n: NodeIx| page.attribute_of(n, "aria-expanded").is_some();
    page.span(ix).len() >= OPENED && (from..ix).any(opens)
}

fn is_invisible(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// A word, the one before it, empty where that does not matter, and what it means.
type Meant = (&'static str, &'static str, Hints);

/// [`BY_WORD`] and [`BY_PAIR`] by the first letter of the word: every class of a page is looked up word by word.
static WORDS: LazyLock<[Vec<Meant>; 32]> = LazyLock::new(|| {
    let mut words = [const { Vec::new() }; 32];
    for (word, hint) in BY_WORD {
        if let Some(near) = words.get_mut(slot(word)) {
            near.push((*word, "", *hint));
        }
    }
    for (before, word, hint) in BY_PAIR {
        if let Some(near) = words.get_mut(slot(word)) {
            near.push((*word, *before, *hint));
        }
    }
    words
});

/// The hints of a word behind another, in lower case.
fn of_word<'a>(before: &'a str, word: &'a str) -> impl Iterator<Item = Hints> + 'a {
    let near = WORDS.get(slot(word)).map_or(&[][..], Vec::as_slice);
    let meant = near
        .iter()
        .filter(move |(w, b, _)| *w == word && (b.is_empty() || *b == before));
    meant.map(|(.., hint)| *hint)
}

/// Where in [`WORDS`] a word stands.
fn slot(word: &str) -> usize {
    usize::from(word.bytes().next().unwrap_or_default() & 31)
}

fn of_class(value: &str, length: usize) -> Hints {
    let mut hints = Hints::NONE;
    if length < SMALL
        && value
            .split_ascii_whitespace()
            .any(|c| ASSISTIVE.contains(&c))
    {
        hints = Hints::ASSISTIVE;
    }
    let mut last = Cow::Borrowed("");
    for word in words(value).take(60) {
        for hint in of_word(&last, &word) {
            if length < longest(hint) {
                hints = hints.with(hint);
            }
        }
        last = word;
    }
    hints
}

/// Longest text of an element that a hint of its class is believed of, in bytes.
fn longest(hint: Hints) -> usize {
    if hint.any(OF_SMALL) {
        SMALL
    } else if hint.any(Hints::SHARE.with(Hints::TAGS)) {
        ROW
    } else {
        usize::MAX
    }
}

/// The words of a class in lower case: parted by other characters than letters, and by capitals inside.
fn words(value: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = value;
    std::iter::from_fn(move || {
        // Most are in small letters of ASCII.
        let gap = rest
            .bytes()
            .position(|b| !b.is_ascii() || b.is_ascii_alphabetic());
        rest = rest.get(gap?..)?;
        let plain = rest.bytes().take_while(u8::is_ascii_lowercase).count();
        let (word, after) = rest.split_at_checked(plain)?;
        if !word.is_empty() && after.bytes().next().is_none_or(|b| b.is_ascii()) {
            rest = after;
            return Some(Cow::Borrowed(word));
        }
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        let mut small = false;
        let ends = |c: char| {
            let capital = std::mem::replace(&mut small, c.is_lowercase()) && c.is_uppercase();
            capital || !c.is_alphabetic()
        };
        let end = rest.find(ends).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        rest = after;
        (!word.is_empty()).then(|| Cow::Owned(word.to_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_of_an_article_is_no_furniture() {
        for (html, hint) in [
            (
                "<div class='story-right paywall related' itemprop='articleBody'>x</div>",
                Hints::NONE,
            ),
            (
                "<div itemprop='articleBody' class='related' style='display:none'>x</div>",
                Hints::HIDDEN,
            ),
            ("<div class='story-right related'>x</div>", Hints::RELATED),
        ] {
            let page = Page::of(&dom_query::Document::from(html));
            let div = page.all("div").next().unwrap_or_default();
            assert_eq!(of(&page, div, true), hint, "{html}");
        }
    }

    #[test]
    fn classes_are_read_by_word() {
        for (class, hint) in [
            ("article__byline-box", Hints::BYLINE),
            ("imageCaption", Hints::CAPTION),
            ("c-Share", Hints::SHARE),
            ("sr-only", Hints::ASSISTIVE),
            ("header load read", Hints::NONE),
            ("shadow", Hints::NONE),
        ] {
            assert_eq!(of_class(class, 10), hint, "{class}");
        }
    }
}
