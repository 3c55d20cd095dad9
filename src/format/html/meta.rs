//! What a page says about its article, from all its sources, each fact from the most trustworthy one.

use super::{
    super::title,
    address, bylines, dates,
    facts::Facts,
    hints::{AROUND, Hints},
    jsonld,
    origin::Origin,
    page::{NodeIx, Page},
    phrases::folded,
    pieces::{Piece, Pieces},
    shown, tags, titles,
};
use crate::{
    article::{BlockKind, Meta},
    text::Clean,
};

/// Most tags of an article.
const MOST_TAGS: usize = 24;

/// The page's sources of facts, the best first.
struct Sources {
    linked: Facts,
    tags: Facts,
    items: Facts,
}

/// Reads the facts of a page. `name` is the file's, for a title where the page has none.
pub(super) fn read(page: &Page, pieces: &Pieces, origin: &Origin, name: &str) -> Meta {
    let scripts: Vec<&str> = page.all("script").map(|ix| page.source(ix)).collect();
    let sources = Sources {
        linked: jsonld::read(&scripts).unwrap_or_default(),
        tags: tags::read(page),
        items: tags::microdata(page),
    };
    let url = sources.url(page, origin);
    let site = sources.site(&url);
    let lang = sources.lang(page);
    let (title, aliases) = sources.titles(page, pieces, &site, &url);
    let title = if title.is_empty() {
        title::of_name(name)
    } else {
        title
    };
    let headline = headline(page, pieces, &title);
    let published = sources.published(page, pieces, headline, &url, &lang);
    let published = Some(published).filter(|date| !date.is_empty());
    let published = published.or_else(|| shown::of_issue(&title, &lang));
    Meta {
        title: Clean::line(&text(&title)),
        aliases: aliases.iter().map(|t| Clean::line(&text(t))).collect(),
        byline: Clean::line(&bylines::lowered(without_site(
            &sources.byline(page, pieces, headline, &site, &lang),
            &site,
            address::host(&url),
            &title,
        ))),
        excerpt: Clean::line(&text(&sources.pick(|f| &f.excerpt))),
        modified: Clean::line(
            &dates::of_value(&sources.pick(|f| &f.modified), &lang).unwrap_or_default(),
        ),
        saved: Clean::line(&origin.saved),
        published: Clean::line(&published.unwrap_or_default()),
        tags: sources.keywords(),
        lead_image: Clean::line(&address::join(&url, &sources.pick(|f| &f.image))),
        site: Clean::line(&site),
        lang: Clean::line(&lang),
        url: Clean::line(&url),
        ..Meta::default()
    }
}

/// A byline without the publication behind the names; empty where it only repeats the headline.
fn without_site(byline: &str, site: &str, host: &str, title: &str) -> String {
    if folded(byline) == folded(title) {
        return String::new();
    }
    let bare = |name: &str| folded(name).replacen(" the ", " ", 1);
    // "The Daily Paper" of dailypaper.example.
    let is_of = |name: &str| {
        let name = name.replace(' ', "");
        name.len() > 5 && host.split('.').any(|label| label == name)
    };
    match byline.rsplit_once(", ") {
        Some((names, last)) if bare(last) == bare(site) || is_of(&bare(last)) => names.to_owned(),
        _ => match byline.len().checked_sub(site.len()) {
            // "Ann Lee The Daily".
            Some(at) if site.contains(' ') && byline.get(at..) == Some(site) => {
                let name = byline.get(..at).unwrap_or_default().trim_end();
                if name.contains(' ') {
                    name.to_owned()
                } else {
                    byline.to_owned()
                }
            }
            _ => byline.to_owned(),
        },
    }
}

/// Most words of the name of a publication before its slogan.
const NAME: usize = 4;

/// Fewest words of a slogan.
const SLOGAN: usize = 3;

/// The name of a publication without what it says of itself: "Daily Paper - News from all the world".
fn without_slogan(site: &str) -> &str {
    let parts = [" - ", " – ", " — ", " | ", " · "].iter();
    let mut cut = parts.filter_map(|mark| site.split_once(mark));
    let words = |t: &str| t.split_whitespace().count();
    let named = cut.find(|(name, rest)| (1..=NAME).contains(&words(name)) && words(rest) >= SLOGAN);
    named.map_or(site, |(name, _)| name.trim())
}

/// Text that may hold markup or character references a second time, as the meta tags of careless sites do.
pub(super) fn text(value: &str) -> String {
    if !value.contains('&') && !value.contains('<') {
        return value.to_owned();
    }
    let mut once = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        once.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        let read = reference.and_then(|(name, tail)| Some((character(name)?, tail)));
        let (c, tail) = read.unwrap_or(('&', after));
        once.push(c);
        rest = tail;
    }
    once.push_str(rest);
    without_tags(&once)
}

/// The character that a reference names, by number or by one of the names that occur in titles.
fn character(name: &str) -> Option<char> {
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("lt", '<'),
        ("gt", '>'),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
    ];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    NAMED.iter().find(|n| n.0 == name).map(|n| n.1)
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, piece) in text.split('<').enumerate() {
        match piece.split_once('>') {
            _ if n == 0 => out.push_str(piece),
            Some((tag, rest)) if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                out.push_str(rest);
            }
            _ => {
                out.push('<');
                out.push_str(piece);
            }
        }
    }
    out
}

impl Sources {
    fn all(&self) -> [&Facts; 3] {
        [&self.linked, &self.tags, &self.items]
    }

    fn pick(&self, of: impl Fn(&Facts) -> &String) -> String {
        let found = self.all().into_iter().map(of).find(|v| !v.is_empty());
        found.cloned().unwrap_or_default()
    }

    /// The address: as the saving tool noted it, else as the page gives it.
    fn url(&self, page: &Page, origin: &Origin) -> String {
        let stated = [&self.tags.url, &self.linked.url];
        let own = stated.into_iter().map(|u| address::join(&origin.url, u));
        [origin.url.clone()]
            .into_iter()
            .chain(own)
            .chain(reader_address(page))
            .map(|u| address::without_archive(&u).to_owned())
            .find(|u| address::is_web(u))
            .unwrap_or_default()
    }

    fn site(&self, url: &str) -> String {
        let stated = [&self.tags.site, &self.linked.site];
        let found = stated
            .into_iter()
            .find(|s| !s.is_empty() && !s.contains("://"));
        found.map_or_else(
            || address::host(url).to_owned(),
            |s| without_slogan(text(s).trim()).to_owned(),
        )
    }

    fn lang(&self, page: &Page) -> String {
        let root = page.all("html").find_map(|ix| {
            page.attribute_of(ix, "lang")
                .or_else(|| page.attribute_of(ix, "xml:lang"))
        });
        let body = || {
            page.all("body")
                .find_map(|ix| page.attribute_of(ix, "lang"))
        };
        let stated = root.or_else(body).map(str::to_owned).into_iter();
        stated
            .chain([self.tags.lang.clone(), self.linked.lang.clone()])
            .map(|l| l.trim().replace('_', "-"))
            .find(|l| is_language(l))
            .unwrap_or_default()
    }

    fn titles(&self, page: &Page, pieces: &Pieces, site: &str, url: &str) -> (String, Vec<String>) {
        let document = page.all("title").next().map_or("", |ix| page.source(ix));
        let over = heading_over(page, pieces).unwrap_or_default();
        let tops: Vec<String> = page.all("h1").map(|ix| heading(page, pieces, ix)).collect();
        let mut headings: Vec<&str> = tops.iter().map(String::as_str).collect();
        let top = headings.iter().find(|h| !h.trim().is_empty()).copied();
        if headings.iter().all(|h| h.trim().is_empty()) {
            headings = page.all("h2").map(|ix| page.text(ix)).take(12).collect();
        }
        let stated: Vec<String> = self
            .all()
            .iter()
            .flat_map(|f| f.titles.iter())
            .map(|t| text(t))
            .collect();
        titles::Named {
            stated: stated.iter().map(String::as_str).collect(),
            document,
            headings,
            top: top.unwrap_or_default(),
            over: &over,
            site,
            host: address::host(url),
        }
        .choose()
    }

    fn byline(
        &self,
        page: &Page,
        pieces: &Pieces,
        headline: usize,
        site: &str,
        lang: &str,
    ) -> String {
        let stated = self.all().into_iter().map(|f| {
            let names: Vec<String> = f.authors.iter().map(|a| text(a)).collect();
            bylines::joined(&names, lang)
        });
        let stated = stated
            .into_iter()
            .find(|line| !line.is_empty())
            .unwrap_or_default();
        let account = bylines::is_account(&stated);
        let house = |name: &str| {
            let (stated, name) = (folded(&stated), folded(name));
            stated == name || stated.strip_suffix("staff ") == Some(&name)
        };
        let of_site = !stated.is_empty() && (house(site) || house(&self.linked.site));
        let given = !stated.contains(' ');
        if !stated.is_empty() && !account && !of_site && !given {
            return stated;
        }
        // The page may show the name of the account's owner, or of a person where it states the publication.
        let Some(seen) = bylines::visible(page, pieces, headline, lang) else {
            return stated;
        };
        let visible = bylines::joined(&[seen.name], lang);
        let better = match () {
            () if of_site => seen.told,
            () if account => visible.contains(' '),
            // "Ann" of the program that made the page, "Ann Lee" of who wrote it.
            () => folded(&visible).starts_with(&folded(&stated)),
        };
        if better && !visible.is_empty() || stated.is_empty() {
            visible
        } else {
            stated
        }
    }

    fn published(
        &self,
        page: &Page,
        pieces: &Pieces,
        headline: usize,
        url: &str,
        lang: &str,
    ) -> String {
        let stated = self
            .all()
            .into_iter()
            .map(|f| dates::of_value(&f.published, lang));
        let mut stated = stated.flatten().next();
        // In words the date of a program is that of its last run.
        let in_words = self.linked.published.starts_with(char::is_alphabetic);
        let near = || shown::near_headline(page, pieces, headline, lang);
        if let Some(shown) = near().filter(|_| in_words) {
            stated = Some(shown);
        }
        stated
            .or_else(|| shown::of_time(page, lang))
            .or_else(|| shown::of_class(page, lang))
            .or_else(|| dates::in_address(url))
            .or_else(near)
            .or_else(|| shown::marked(page, pieces, lang))
            .or_else(|| shown::dateline(page, pieces, headline, lang))
            .or_else(|| shown::of_foot(page, lang))
            .or_else(|| dates::of_value(&self.pick(|f| &f.modified), lang))
            .or_else(|| shown::posted(page, pieces, lang))
            .unwrap_or_default()
    }

    fn keywords(&self) -> Vec<Clean> {
        let mut tags: Vec<Clean> = Vec::new();
        for tag in self
            .all()
            .iter()
            .flat_map(|f| f.tags.iter())
            .flat_map(|t| t.split(','))
        {
            let tag = Clean::line(&text(tag));
            let known = tags.iter().any(|t| t.eq_ignore_ascii_case(&tag));
            if !tag.is_empty() && tag.chars().count() < 60 && !known && tags.len() < MOST_TAGS {
                tags.push(tag);
            }
        }
        tags
    }
}

/// The words of a heading, with its line breaks as spaces.
fn heading(page: &Page, pieces: &Pieces, ix: NodeIx) -> String {
    let at = pieces.list.partition_point(|p| p.node < ix);
    let piece = pieces.list.get(at).filter(|p| p.node == ix);
    let whole = |p: &&Piece| {
        let next = pieces.list.get(at + 1);
        next.is_none_or(|n| n.node >= page.end_of(ix)) && matches!(p.kind, BlockKind::Heading(_))
    };
    let line = piece.filter(whole).map_or_else(
        || page.text(ix).to_owned(),
        |p| line_of(page, pieces, p.runs.clone()),
    );
    // A line of its own in it may say when.
    let parts = line.trim().split_once('\n');
    let dated = parts.filter(|(first, rest)| first.contains(' ') && dates::is_mentioned(rest));
    dated.map_or_else(|| line.clone(), |(first, _)| first.to_owned())
}

/// How many pieces stand at most between a headline and the prose under it.
const NEAR: usize = 10;

/// The one heading of the first level, where the prose begins right under it.
fn heading_over(page: &Page, pieces: &Pieces) -> Option<String> {
    let around = AROUND.with(Hints::CAPTION);
    let top = |p: &Piece| p.kind == BlockKind::Heading(1) && !p.hints.any(Hints::HIDDEN);
    let mut tops = pieces.list.iter().enumerate().filter(|(_, p)| top(p));
    let (at, piece) = tops
        .next()
        .filter(|(_, p)| p.linked == 0 && !p.hints.any(around))?;
    let told = |p: &Piece| p.is_prose() && !p.hints.any(around);
    // Below prose it heads a section.
    if tops.next().is_some() || pieces.list.iter().take(at).any(told) {
        return None;
    }
    let under = pieces.list.iter().skip(at + 1).take(NEAR);
    let mut under = under.take_while(|p| !matches!(p.kind, BlockKind::Heading(_)));
    let prose = under.find(|p| told(p));
    prose.map(|_| line_of(page, pieces, piece.runs.clone()))
}

/// The number of the piece that is the headline: the first heading like the title, of whatever level, else the first of the
/// first level, else the first piece.
fn headline(page: &Page, pieces: &Pieces, title: &str) -> usize {
    let title = folded(title);
    let like = |p: &Piece| {
        let heading = matches!(p.kind, BlockKind::Heading(_)) && !p.hints.any(Hints::HIDDEN);
        heading && titles::likeness(&folded(&line_of(page, pieces, p.runs.clone())), &title) > 0.9
    };
    let top = |p: &Piece| matches!(p.kind, BlockKind::Heading(1));
    let all = || pieces.list.iter();
    all()
        .position(like)
        .or_else(|| all().position(top))
        .unwrap_or(0)
}

fn is_language(tag: &str) -> bool {
    let main = tag.split('-').next().unwrap_or_default();
    (2..=3).contains(&main.len())
        && tag.len() < 20
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// The address that Firefox puts above a page in its reader view.
fn reader_address(page: &Page) -> Option<String> {
    let link = page.all("a").find(|ix| {
        page.attribute_of(*ix, "class")
            .is_some_and(|c| c.contains("reader-domain"))
    })?;
    page.attribute_of(link, "href").map(str::to_owned)
}

/// The words of a range of runs.
pub(super) fn line_of(page: &Page, pieces: &Pieces, runs: std::ops::Range<usize>) -> String {
    let mut line = String::new();
    for run in pieces.runs.get(runs).unwrap_or_default() {
        line.push_str(run.shown(page));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_freed_of_the_publication() {
        for (byline, names) in [
            ("Ann Lee, Daily Paper", "Ann Lee"),
            ("Ann Lee, The Daily Paper", "Ann Lee"),
            ("Ann Lee, The Evening Paper", "Ann Lee"),
            ("Ann Lee, Bo Ek", "Ann Lee, Bo Ek"),
            ("Ann Lee Daily Paper", "Ann Lee"),
            ("Daily Paper", "Daily Paper"),
            ("Cats purr", ""),
        ] {
            let host = "news.eveningpaper.example";
            assert_eq!(
                without_site(byline, "Daily Paper", host, "Cats purr"),
                names,
                "{byline}"
            );
        }
    }

    #[test]
    fn a_publication_is_called_by_its_name() {
        for (site, name) in [
            ("Daily Paper - News from all the world", "Daily Paper"),
            ("Cats – the blog of cats", "Cats"),
            ("Daily Paper | News", "Daily Paper | News"),
            ("Daily-Paper", "Daily-Paper"),
        ] {
            assert_eq!(without_slogan(site), name);
        }
    }

    #[test]
    fn careless_titles_are_read_once_more() {
        for (value, title) in [
            ("Cats &amp; dogs", "Cats & dogs"),
            ("Cats &#038; dogs &#x2019;", "Cats & dogs ’"),
            ("<i>Cats</i> < dogs", "Cats < dogs"),
            ("AT&T; R&D &unknown;", "AT&T; R&D &unknown;"),
        ] {
            assert_eq!(text(value), title, "{value}");
        }
        assert_eq!(title::of_name("/a/b/My_story.v2.html"), "My story.v2");
    }
}
