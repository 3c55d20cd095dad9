//! Where a saved page came from, as the tool that saved it noted.

use super::dates;

/// Address and time of saving; empty where no tool noted them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// Address of the page.
    pub(super) url: String,
    /// When it was saved, RFC 3339.
    pub(super) saved: String,
}

impl Origin {
    /// Takes what a comment says: SingleFile's block of `key: value` lines, or the `saved from url=(0023)https://…`
    /// of browsers.
    pub(super) fn of_comment(&mut self, comment: &str) {
        let head = comment.get(..4096).unwrap_or(comment);
        if head.contains("SingleFile") {
            self.of_single_file(head);
        } else if let Some((_, after)) = head.split_once("saved from url=")
            && self.url.is_empty()
        {
            // The number in brackets is the length of the address.
            let url = after.split_once(')').map_or(after, |(_, url)| url);
            self.url = first_word(url);
        }
    }

    fn of_single_file(&mut self, comment: &str) {
        for line in comment.lines() {
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            match key.trim().to_ascii_lowercase().as_str() {
                "url" => self.url = first_word(value),
                "saved date" => self.saved = dates::of_script(value).unwrap_or_default(),
                _ => {}
            }
        }
    }
}

fn first_word(text: &str) -> String {
    text.split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saving_tools_are_understood() {
        for (comment, url, saved) in [
            (
                "\n Page saved with SingleFile \n url: https://a.example/b?c=d \n saved date: Mon Nov 23 2026 04:17:21 GMT+0100 (CET)\n",
                "https://a.example/b?c=d",
                "2026-11-23T04:17:21+01:00",
            ),
            (
                " Archive processed by SingleFile \n url: https://a.example/ ",
                "https://a.example/",
                "",
            ),
            (
                " saved from url=(0018)https://a.example/x ",
                "https://a.example/x",
                "",
            ),
            (" a comment: url: x ", "", ""),
        ] {
            let mut origin = Origin::default();
            origin.of_comment(comment);
            assert_eq!((&*origin.url, &*origin.saved), (url, saved), "{comment}");
        }
    }
}
