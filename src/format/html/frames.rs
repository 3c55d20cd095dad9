//! Frames of other places in a page: videos, sound, posts. The frame itself is not in the saved file; what it would
//! show, and where that is, mostly stands in its address.

use super::page::{NodeIx, Page};

/// What a frame shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Its title as the page gives it, else what it is: "Video on YouTube".
    pub(super) title: String,
    /// The address of the page that shows the same to a reader.
    pub(super) url: String,
}

/// A place that frames come from.
struct Place {
    /// How the address of the frame begins, without the scheme and "www.".
    begins: &'static str,
    /// What it shows.
    what: &'static str,
    /// How the address of the page begins that the name in the frame's address follows; empty where the frame's own
    /// address is as good.
    page: &'static str,
}

const fn place(begins: &'static str, what: &'static str, page: &'static str) -> Place {
    Place { begins, what, page }
}

/// The places whose frames are a part of what is told, as against advertisements and counters. From their help pages on
/// embedding.
const PLACES: &[Place] = &[
    place("youtube.com/embed/videoseries", "Videos on YouTube", ""),
    place(
        "youtube.com/embed/",
        "Video on YouTube",
        "https://www.youtube.com/watch?v=",
    ),
    place(
        "youtube.com/v/",
        "Video on YouTube",
        "https://www.youtube.com/watch?v=",
    ),
    place(
        "youtube-nocookie.com/embed/",
        "Video on YouTube",
        "https://www.youtube.com/watch?v=",
    ),
    place(
        "player.vimeo.com/video/",
        "Video on Vimeo",
        "https://vimeo.com/",
    ),
    place(
        "dailymotion.com/embed/video/",
        "Video on Dailymotion",
        "https://www.dailymotion.com/video/",
    ),
    place(
        "embed.ted.com/talks/",
        "Talk at TED",
        "https://www.ted.com/talks/",
    ),
    place("tiktok.com/embed/", "Video on TikTok", ""),
    place("player.twitch.tv/", "Video on Twitch", ""),
    place(
        "archive.org/embed/",
        "Recording at the Internet Archive",
        "https://archive.org/details/",
    ),
    place("w.soundcloud.com/player", "Sound on SoundCloud", ""),
    place(
        "open.spotify.com/embed/",
        "Sound on Spotify",
        "https://open.spotify.com/",
    ),
    place(
        "embed.podcasts.apple.com/",
        "Podcast at Apple",
        "https://podcasts.apple.com/",
    ),
    place("bandcamp.com/EmbeddedPlayer", "Sound on Bandcamp", ""),
    place("platform.twitter.com/embed/", "Post on X", ""),
    place(
        "instagram.com/p/",
        "Post on Instagram",
        "https://www.instagram.com/p/",
    ),
    place(
        "instagram.com/reel/",
        "Video on Instagram",
        "https://www.instagram.com/reel/",
    ),
    place("facebook.com/plugins/post", "Post on Facebook", ""),
    place("facebook.com/plugins/video", "Video on Facebook", ""),
];

/// Classes of the quotations that stand for a post until a script makes it a frame.
const POSTS: &[&str] = &[
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "tiktok-embed",
    "bluesky-embed",
    "mastodon-embed",
    "reddit-embed-bq",
    "reddit-card",
    "text-post-media",
];

/// Titles that players give to every frame.
const EMPTY_TITLES: &[&str] = &[
    "video player",
    "embedded",
    "embed",
    "iframe",
    "twitter tweet",
    "x post",
    "player",
    "post",
    "video",
];

/// Whether a quotation is a post of another place.
pub(super) fn is_post(page: &Page, quotation: NodeIx) -> bool {
    let class = page.attribute_of(quotation, "class").unwrap_or_default();
    class.split_ascii_whitespace().any(|c| POSTS.contains(&c))
}

/// What the frame at `ix` shows; `None` where it is of no place that is known.
pub(super) fn read(page: &Page, ix: NodeIx) -> Option<Frame> {
    let value = |name: &str| page.attribute_of(ix, name).unwrap_or_default().trim();
    let sources = ["src", "data-src", "data-lazy-src", "data-original"];
    let (place, address) = sources.iter().find_map(|name| known(value(name)))?;
    let title = value("title");
    let lower = title.to_lowercase();
    let telling = title.contains(' ')
        && !EMPTY_TITLES
            .iter()
            .any(|t| lower == *t || lower.ends_with(t) && lower.split(' ').count() <= 3);
    Some(Frame {
        title: if telling {
            format!("{}: {title}", place.what)
        } else {
            place.what.to_owned()
        },
        url: match value("data-tweet-id") {
            "" => url(place, address),
            id => format!("https://x.com/i/status/{id}"),
        },
    })
}

/// The place of a frame's address, and the address without its scheme.
fn known(src: &str) -> Option<(&'static Place, &str)> {
    let rest = src.split_once("//").map_or(src, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let place = PLACES.iter().find(|p| rest.starts_with(p.begins))?;
    Some((place, rest))
}

/// The address of the page that shows what the frame does.
fn url(place: &Place, address: &str) -> String {
    let name = address.strip_prefix(place.begins).unwrap_or_default();
    let name = name.split(['?', '#', '&']).next().unwrap_or_default();
    let name = name.strip_suffix("/embed").unwrap_or(name);
    let name = name.trim_end_matches("/embed/").trim_end_matches('/');
    if place.page.is_empty() || name.is_empty() {
        format!("https://{address}")
    } else {
        format!("{}{name}", place.page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn frames_of_known_places_lead_to_their_pages() {
        for (markup, want) in [
            (
                "<iframe src='https://www.youtube.com/embed/a_B-1?rel=0' title='YouTube video player'>",
                Some(("Video on YouTube", "https://www.youtube.com/watch?v=a_B-1")),
            ),
            (
                "<iframe data-src='//player.vimeo.com/video/12' title='The ferry leaves'>",
                Some(("Video on Vimeo: The ferry leaves", "https://vimeo.com/12")),
            ),
            (
                "<iframe src=https://www.instagram.com/p/xyz/embed/>",
                Some(("Post on Instagram", "https://www.instagram.com/p/xyz")),
            ),
            (
                "<iframe src=https://platform.twitter.com/embed/Tweet.html data-tweet-id=5>",
                Some(("Post on X", "https://x.com/i/status/5")),
            ),
            (
                "<iframe src=https://w.soundcloud.com/player/?url=x>",
                Some((
                    "Sound on SoundCloud",
                    "https://w.soundcloud.com/player/?url=x",
                )),
            ),
            ("<iframe src=https://ads.example/youtube.com/embed/x>", None),
            ("<iframe>", None),
        ] {
            let page = Page::of(&Document::from(markup));
            let ix = page.all("iframe").next().unwrap();
            let frame = read(&page, ix);
            let got = frame.as_ref().map(|f| (&*f.title, &*f.url));
            assert_eq!(got, want, "{markup}");
        }
    }
}
