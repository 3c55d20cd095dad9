//! The headline of a page, among all that it calls itself.

use super::{
    phrases::folded,
    pieces::{is_unspaced, words},
};

/// What a page calls itself.
#[derive(Debug, Default)]
pub(super) struct Named<'a> {
    /// In linked data, meta tags and microdata, in this order.
    pub(super) stated: Vec<&'a str>,
    /// The `title` element.
    pub(super) document: &'a str,
    /// Headings of the first level, in order; where there are none, of the second.
    pub(super) headings: Vec<&'a str>,
    /// The first heading of the first level; empty where there is none.
    pub(super) top: &'a str,
    /// The one heading of the first level where it stands right over the prose; empty where there is none.
    pub(super) over: &'a str,
    /// Name of the publication.
    pub(super) site: &'a str,
    /// Host of the address.
    pub(super) host: &'a str,
}

/// What parts the title of a page from the name of its publication.
const PARTING: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " › ", " · ", " • ", " ~ ", " / ", " // ", ": ",
];

impl Named<'_> {
    /// The headline, and the other titles that the page goes by.
    pub(super) fn choose(&self) -> (String, Vec<String>) {
        let stated: Vec<String> = self
            .stated
            .iter()
            .map(|t| line(t))
            .filter(|t| !t.is_empty())
            .collect();
        let title = self.headline(&stated);
        let mut others: Vec<String> = stated;
        others.push(line(self.document));
        let mut seen = vec![folded(&title)];
        others.retain(|t| {
            let fold = folded(t);
            let new = !t.is_empty() && !seen.contains(&fold);
            seen.push(fold);
            new
        });
        others.truncate(8);
        (title, others)
    }

    fn headline(&self, stated: &[String]) -> String {
        let heading = self.heading(stated);
        let bare: Vec<String> = stated.iter().map(|t| self.without_site(t)).collect();
        if let Some(heading) = heading {
            // A bar parts the headline from a section or a site, in a heading too.
            let heading = heading
                .split(" | ")
                .next()
                .map(str::trim)
                .filter(|h| h.chars().count() > 8)
                .unwrap_or(&heading)
                .to_owned();
            // The same words as stated elsewhere: as written there, without the page's typesetting.
            // So is a stated title before which the heading sets a date, a section, a count of replies.
            let fold = folded(&heading);
            let ends = |t: &&String| {
                let before = fold.strip_suffix(&folded(t)).map(str::trim);
                t.split_whitespace().count() > 2 && before.is_some_and(|b| !ARTICLES.contains(&b))
            };
            let document = self.without_site(&line(self.document));
            let same = bare
                .iter()
                .chain([&document])
                .find(|t| folded(t) == fold)
                .or_else(|| bare.iter().find(ends));
            // Set in capitals, as a program that types the title would not.
            let quiet = || {
                let mut quiet = bare.iter().chain([&document]).filter(|t| !is_loud(t));
                quiet.find(|t| is_loud(&heading) && likeness(&folded(t), &fold) >= QUIET)
            };
            return same.or_else(quiet).cloned().unwrap_or(heading);
        }
        let first = bare.into_iter().find(|t| !t.is_empty() && !self.is_site(t));
        first
            .or_else(|| Some(self.without_site(&line(self.document))).filter(|t| !t.is_empty()))
            .unwrap_or_else(|| line(self.top))
    }

    /// The heading that says what the page says elsewhere about itself.
    fn heading(&self, stated: &[String]) -> Option<String> {
        let document = line(self.document);
        let mut said: Vec<String> = stated.iter().map(|t| folded(t)).collect();
        // Where the title of the document holds what is stated, its other part is the name of the site.
        let whole = folded(&document);
        if !said
            .iter()
            .any(|t| whole != *t && whole.contains(t.as_str()))
        {
            said.push(whole);
        }
        // Of the second level only one that is the title itself: a section may be named much like the page.
        let least = if self.top.is_empty() { SAME } else { LIKE };
        if self.top.is_empty() {
            said.extend(stated.iter().map(|t| folded(&self.without_site(t))));
            said.push(folded(&self.without_site(&document)));
        }
        let fit = |heading: &str| -> f32 {
            let fold = folded(heading);
            let most = said.iter().map(|s| likeness(&fold, s));
            if self.is_site(heading) {
                0.0
            } else {
                most.fold(0.0, f32::max)
            }
        };
        let mut best: Option<(f32, String)> = None;
        for heading in self
            .headings
            .iter()
            .take(HEADINGS)
            .map(|h| line(h))
            .filter(|h| h.chars().count() > 2)
        {
            let fit = fit(&heading);
            if fit >= least && best.as_ref().is_none_or(|b| fit > b.0 + 0.05) {
                best = Some((fit, heading));
            }
        }
        best.map(|b| b.1)
            .or_else(|| self.only_heading(&said))
            .or_else(|| self.heading_over())
    }

    /// The heading that a reader sees over the text, whatever the page calls itself where only programs read it.
    fn heading_over(&self) -> Option<String> {
        let heading = line(self.over);
        let fits = (LEAST..=MOST).contains(&words(&heading));
        (fits && !self.is_site(&heading)).then_some(heading)
    }

    /// The one heading of the first level: the headline even where the page names itself in other words, as long as
    /// both speak of the same thing.
    fn only_heading(&self, said: &[String]) -> Option<String> {
        let mut own = self.headings.iter().map(|h| line(h));
        let mut own = own
            .by_ref()
            .filter(|h| h.chars().count() > 2 && !self.is_site(h));
        let heading = own.next()?;
        if own.next().is_some() {
            return None;
        }
        let fold = folded(&heading);
        let words = fold.split_whitespace().count();
        // Few words are alike by chance.
        let least = if words < 5 { 0.5 } else { 0.35 };
        let alike = |s: &&String| s.split_whitespace().count() > 2 && likeness(&fold, s) >= least;
        let fits = (2..=20).contains(&words) && !self.top.is_empty() && !self.is_site(&heading);
        (fits && said.iter().any(|s| alike(&s))).then_some(heading)
    }

    fn is_site(&self, title: &str) -> bool {
        if is_domain(title) {
            return true;
        }
        let fold = folded(title);
        let bare = |t: &str| folded(t).replace(' ', "");
        let title = bare(title);
        let mut host = self.host;
        // "www.paper.example" is called "paper", "paper.example", "www.paper".
        while let Some((_, rest)) = host.split_once('.') {
            let name = host.rsplit_once('.').map_or(host, |(name, _)| name);
            if !title.is_empty() && (title == bare(host) || title == bare(name)) {
                return true;
            }
            host = rest;
        }
        !self.site.is_empty() && fold == folded(self.site)
    }

    /// A title less the name of the publication before or behind it.
    fn without_site(&self, title: &str) -> String {
        let title = match title.split_once(' ') {
            Some((first, rest)) if is_domain(first) => {
                rest.trim_start_matches(['|', '-', '–', '—', ':', ' '])
            }
            _ => title,
        };
        let mut parts: Vec<&str> = vec![title];
        for mark in PARTING {
            if title.contains(mark) {
                let cut: Vec<&str> = title.split(mark).map(str::trim).collect();
                let named = |p: &&str| self.is_site(p);
                if cut.iter().any(named) {
                    let kept: Vec<&str> = cut.into_iter().filter(|p| !named(p)).collect();
                    return kept.join(mark);
                }
                if parts.len() == 1 && *mark != ": " {
                    parts = cut;
                }
            }
        }
        if parts.len() == 1
            && let Some(rest) = without_unspaced(title)
        {
            return rest.to_owned();
        }
        // A short last part is most likely a name; of the first part there must be enough left.
        let words = |p: &str| {
            if p.contains(is_unspaced) {
                words(p)
            } else {
                p.split_whitespace().count()
            }
        };
        match parts.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                let rest_words: usize = rest.iter().map(|p| words(p)).sum();
                let end = title.len().saturating_sub(last.len());
                let rest = title.get(..end).unwrap_or(title).trim_end();
                if rest_words >= 3 && words(last) <= 4 && rest_words > words(last) {
                    rest.trim_end_matches([
                        '|', '-', '–', '—', ':', '»', '›', '·', '•', '~', '/', ' ',
                    ])
                    .to_owned()
                } else {
                    title.to_owned()
                }
            }
            _ => title.to_owned(),
        }
    }
}

/// What parts a title from the name of its publication in scripts that set no space around it.
const CLOSE: &[&str] = &["_", "｜", "|", "--", "－"];

/// Most letters of the name of a publication or a section.
const NAME: usize = 10;

/// A title in a script without spaces less the names behind it: "猫为什么打呼噜_动物_日报". `None` where there are none.
fn without_unspaced(title: &str) -> Option<&str> {
    let mark = CLOSE.iter().find(|mark| title.contains(**mark))?;
    let letters = |p: &str| p.chars().filter(|c| is_unspaced(*c)).count();
    let mut left = title;
    while let Some((rest, name)) = left.rsplit_once(mark) {
        let named = name.chars().count() <= NAME && letters(name) * 2 > name.chars().count();
        if !named || letters(rest) < 2 * NAME.min(letters(name) * 2) {
            break;
        }
        left = rest.trim_end();
    }
    (left.len() < title.len()).then_some(left)
}

/// Words that begin a headline and are left out where it is stated in short.
const ARTICLES: &[&str] = &[
    "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el",
    "los", "las", "il", "lo", "gli", "o", "os", "as", "de", "het", "een",
];

/// Fewest and most words of a headline that nothing else of the page speaks of: in fewer, a part may be headed.
const LEAST: usize = 7;
const MOST: usize = 25;

/// How alike a heading of the first level and what the page says elsewhere are at least.
const LIKE: f32 = 0.6;

/// How alike a title in capitals and one in small letters are that say the same.
const QUIET: f32 = 0.8;

/// The same of two that say the same.
const SAME: f32 = 0.97;

/// Ends of the names of sites.
const DOMAINS: &[&str] = &[
    "com", "org", "de", "fr", "uk", "it", "es", "nl", "pl", "ru", "cz", "se", "dk", "no", "fi",
    "gov", "edu", "eu", "info", "br", "jp", "kr", "cn", "in", "au", "ca", "ch", "at", "be", "pt",
    "gr", "hu", "ro", "ua", "tr",
];

/// Whether a title is the name of a site on the network: "paper.example.com".
fn is_domain(title: &str) -> bool {
    let title = title.trim().to_ascii_lowercase();
    let end = title.rsplit_once('.').filter(|(name, _)| name.len() > 2);
    end.is_some_and(|(_, end)| DOMAINS.contains(&end)) && !title.contains(char::is_whitespace)
}

/// Whether a title is set in capitals, as far as its script has them.
fn is_loud(title: &str) -> bool {
    let upper = title.chars().filter(|c| c.is_uppercase()).count();
    upper > 7 && !title.chars().any(char::is_lowercase)
}

/// Most words of a title.
const LONGEST: usize = 80;

/// Most headings that are looked at for the headline.
const HEADINGS: usize = 40;

/// One line, white space folded, cut where it is longer than any title.
fn line(text: &str) -> String {
    text.split_whitespace()
        .take(LONGEST)
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end_matches(['¶', '\u{f0c1}'])
        .trim_end()
        .to_owned()
}

/// How much of the words of two folded titles they have in common: 1 where one holds the other and is not much shorter.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    if a.trim().is_empty() || b.trim().is_empty() {
        return 0.0;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if long.contains(short)
        && (short.len() * 3 > long.len() || short.split_whitespace().count() >= 4)
    {
        return 0.9 + 0.1 * ratio(short.len(), long.len());
    }
    let words: Vec<&str> = short.split_whitespace().collect();
    let held = words
        .iter()
        .filter(|w| long.split_whitespace().any(|x| x == **w))
        .count();
    let all = words.len().max(long.split_whitespace().count());
    ratio(held, words.len()).min(0.3 + ratio(held, all))
}

#[expect(clippy::cast_precision_loss, reason = "lengths of titles")]
fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        part as f32 / whole as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The title of a page by its document title, what it states, its headings, and its site.
    fn title(document: &str, stated: &[&str], headings: &[&str], site: &str) -> String {
        let named = Named {
            stated: stated.to_vec(),
            document,
            top: headings.first().copied().unwrap_or_default(),
            over: "",
            headings: headings.to_vec(),
            site,
            host: "",
        };
        named.choose().0
    }

    #[test]
    fn a_title_is_freed_of_its_site() {
        let long = "Cats purr loudly at night";
        for (document, site, want) in [
            ("Cats purr loudly at night | The Daily", "The Daily", long),
            ("Cats purr loudly at night - Some Paper", "", long),
            ("The Daily: Cats purr", "The Daily", "Cats purr"),
            ("War - and peace", "", "War - and peace"),
            (
                "为什么我们家里的猫在夜里打呼噜打得这么响_动物_日报",
                "",
                "为什么我们家里的猫在夜里打呼噜打得这么响",
            ),
            ("猫-狗大战", "", "猫-狗大战"),
        ] {
            assert_eq!(title(document, &[], &[], site), want, "{document}");
        }
    }

    #[test]
    fn a_heading_over_the_prose_is_the_headline() {
        for (over, want) in [
            (
                "The strange power of the cat that purrs",
                "The strange power of the cat that purrs",
            ),
            ("Cats", "13 ways to be kind to your pet"),
            ("", "13 ways to be kind to your pet"),
        ] {
            let named = Named {
                stated: vec!["13 ways to be kind to your pet"],
                headings: vec![over],
                top: over,
                over,
                ..Named::default()
            };
            assert_eq!(named.choose().0, want, "{over}");
        }
    }

    #[test]
    fn the_headline_is_what_a_reader_sees() {
        for (stated, headings, want) in [
            (
                &["Why cats purr"][..],
                &["Daily", "Why do cats purr?", "Dogs bark"][..],
                "Why do cats purr?",
            ),
            (
                &["Cats purr"],
                &["Cats purr, and why"],
                "Cats purr, and why",
            ),
            (&["Cats ‘purr’"], &["Cats 'purr'"], "Cats ‘purr’"),
            (&["Cats purr"], &["CATS PURR"], "Cats purr"),
            (
                &["Why your cats purr loudly"],
                &["The ten reasons of dogs to bark loudly"],
                "Why your cats purr loudly",
            ),
            (
                &["Using light to keep your cats healthy"],
                &["How light keeps cats healthy"],
                "How light keeps cats healthy",
            ),
            (&[], &["Only this"], "Only this"),
            (
                &["Best cats of 2026: a guide"],
                &["BEST CATS IN 2026: A GUIDE"],
                "Best cats of 2026: a guide",
            ),
            (&["Cats purr | Cats.com"], &[], "Cats purr"),
            (&["Cats purr"], &["cats.com"], "Cats purr"),
            (
                &["Best lamps of 2026"],
                &["The best lamps of 2026"],
                "The best lamps of 2026",
            ),
            (
                &["15 best lamps with pros and cons (2026)"],
                &["Daily", "15 lamps (2026) when the sun is not the right one"],
                "15 lamps (2026) when the sun is not the right one",
            ),
        ] {
            let got = title("", stated, headings, "Daily");
            assert_eq!(got, want, "{stated:?} {headings:?}");
        }
    }
}
