//! What site generators put into Markdown: shortcodes of Hugo, `{{< figure src="a.jpg" >}}`, and tags of Liquid,
//! `{% highlight c %}`. Those whose meaning is known are given as the Markdown for it; of the others the words between them stay.

use std::borrow::Cow;

/// How a call begins and ends.
const SIGNS: &[(&str, &str)] = &[("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// Longest call, in bytes.
const LONGEST: usize = 2000;

/// What is shown where something is embedded: its address, `*` being the words of the call, `/` between them.
const EMBEDDED: &[(&str, &str)] = &[
    ("youtube", "https://www.youtube.com/watch?v=*"),
    ("vimeo", "https://vimeo.com/*"),
    ("instagram", "https://www.instagram.com/p/*"),
    ("gist", "https://gist.github.com/*"),
];

/// The text with its calls spelt out; it is copied only where there are any.
pub(super) fn spelt_out(text: &str) -> Cow<'_, str> {
    if !SIGNS.iter().any(|(begin, _)| text.contains(begin)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut fence, mut from, mut at) = (None, 0, 0);
    for line in text.split_inclusive('\n') {
        let mark = line.trim_start().get(..3);
        let mark = mark.filter(|mark| matches!(*mark, "```" | "~~~"));
        let begins = fence.is_none() && mark.is_some();
        if begins {
            prose(text.get(from..at).unwrap_or_default(), &mut out);
            (fence, from) = (mark, at);
        }
        at += line.len();
        if !begins && fence.is_some() && mark == fence {
            code(text.get(from..at).unwrap_or_default(), &mut out);
            (fence, from) = (None, at);
        }
    }
    let rest = text.get(from..).unwrap_or_default();
    if fence.is_some() {
        code(rest, &mut out);
    } else {
        prose(rest, &mut out);
    }
    Cow::Owned(out)
}

/// Adds code, the calls that it speaks of as they are written.
fn code(text: &str, out: &mut String) {
    let bare = |text: String, (begin, end): &(&str, &str)| {
        let text = text.replace(&format!("{begin}/*"), begin);
        text.replace(&format!("*/{end}"), end)
    };
    out.push_str(&SIGNS.iter().fold(text.to_owned(), bare));
}

/// Adds what stands between fences.
fn prose(text: &str, out: &mut String) {
    let mut rest = text;
    // Marks of code on the line so far.
    let mut ticks = 0;
    while let Some(at) = memchr::memchr(b'{', rest.as_bytes()) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let line = before.rsplit_once('\n');
        let own = line.map_or(before, |(_, line)| line);
        ticks = if line.is_some() { 0 } else { ticks };
        ticks += own.bytes().filter(|b| *b == b'`').count();
        // In a span of code a call is spoken of.
        let found = if ticks % 2 == 0 { call(from) } else { None };
        let (meaning, length) = found.unwrap_or(("{".to_owned(), 1));
        out.push_str(&meaning);
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// What the call means that `text` begins with, and its length.
fn call(text: &str) -> Option<(String, usize)> {
    let (begin, end) = SIGNS.iter().find(|(begin, _)| text.starts_with(begin))?;
    let near = text.get(begin.len()..text.floor_char_boundary(LONGEST))?;
    let length = memchr::memmem::find(near.as_bytes(), end.as_bytes())?;
    let inner = near.get(..length)?;
    let length = begin.len() + length + end.len();
    // So that one can be spoken of, the manual of Hugo says.
    if let Some(spoken) = inner.strip_prefix("/*") {
        let spoken = spoken.trim_end().strip_suffix("*/")?;
        return Some((format!("{begin}{spoken}{end}"), length));
    }
    let words = words(inner.trim_matches(['-', ' ', '\n', '\t', '/']));
    let closes = inner.trim_start().starts_with('/');
    let (name, given) = words.split_first()?;
    Some((meaning(&name.value, closes, given), length))
}

/// A word of a call, with its name where it has one: `src="a.jpg"`.
struct Word {
    name: String,
    value: String,
}

/// The words of a call, those in quotes together.
fn words(call: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut name, mut value) = (String::new(), String::new());
    let (mut quote, mut given) = (None, false);
    for c in call.chars().chain([' ']) {
        match quote {
            Some(q) if q == c => quote = None,
            None if matches!(c, '"' | '`') && value.is_empty() => (quote, given) = (Some(c), true),
            None if c == '=' && name.is_empty() && !value.is_empty() => {
                name = std::mem::take(&mut value);
            }
            None if c.is_whitespace() => {
                if given || !value.is_empty() {
                    let (name, value) = (std::mem::take(&mut name), std::mem::take(&mut value));
                    words.push(Word { name, value });
                }
                given = false;
            }
            Some(_) | None => value.push(c),
        }
    }
    words
}

/// The Markdown that a call of this name stands for; nothing where that is not known.
fn meaning(name: &str, closes: bool, given: &[Word]) -> String {
    let named = |names: &[&str]| {
        let mut all = given.iter().filter(|w| names.contains(&w.name.as_str()));
        all.next().map_or("", |w| w.value.as_str())
    };
    let bare: Vec<&str> = given
        .iter()
        .filter(|w| w.name.is_empty())
        .map(|w| w.value.as_str())
        .collect();
    let first = bare.first().copied().unwrap_or_default();
    if let Some((_, address)) = EMBEDDED.iter().find(|(known, _)| *known == name) {
        let id = if bare.is_empty() {
            named(&["id"]).to_owned()
        } else {
            bare.join("/")
        };
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_/.".contains(c);
        let fits = !id.is_empty() && id.chars().all(fits);
        return if fits {
            format!("<{}>", address.replace('*', &id))
        } else {
            String::new()
        };
    }
    match name {
        "highlight" if closes => "```".to_owned(),
        "highlight" => format!("```{first}"),
        "endhighlight" => "```".to_owned(),
        "ref" | "relref" | "link" | "post_url" if !closes => {
            let path = named(&["path"]);
            if path.is_empty() { first } else { path }.to_owned()
        }
        "figure" | "image" | "img" if !closes => {
            let src = named(&["src", "link"]);
            let src = if src.is_empty() { first } else { src };
            let caption = [named(&["title"]), named(&["caption"]), named(&["attr"])];
            let caption: Vec<&str> = caption.into_iter().filter(|c| !c.is_empty()).collect();
            let (alt, caption) = (escaped(named(&["alt"])), escaped(&caption.join(". ")));
            if src.is_empty() {
                return String::new();
            }
            format!("![{alt}](<{src}> \"{caption}\")")
        }
        _ => String::new(),
    }
}

/// Words without what would end them in Markdown.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '"' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_spelt_out() {
        for (text, spelt) in [
            (
                "{{< figure src=\"a.jpg\" alt=\"The [old] lamp\" caption=\"At night\" >}}",
                "![The \\[old\\] lamp](<a.jpg> \"At night\")",
            ),
            ("{{<figure\n  src=`a b.jpg`\n>}}", "![](<a b.jpg> \"\")"),
            (
                "{{< youtube w7Ft2ymGmfc >}}",
                "<https://www.youtube.com/watch?v=w7Ft2ymGmfc>",
            ),
            (
                "{{< gist ann 12ab >}}",
                "<https://gist.github.com/ann/12ab>",
            ),
            ("{{< vimeo \"a b\" >}}", ""),
            ("[us]({{< relref \"about.md\" >}})", "[us](about.md)"),
            (
                "{{< highlight go >}}\nx\n{{< /highlight >}}",
                "```go\nx\n```",
            ),
            (
                "{% highlight ruby linenos %}\nx\n{% endhighlight %}",
                "```ruby\nx\n```",
            ),
            (
                "{{% notice tip %}}Mind the step.{{% /notice %}}",
                "Mind the step.",
            ),
            ("{%- include nav.html -%}Words", "Words"),
            ("{{</* figure */>}}", "{{< figure >}}"),
            ("a `{{< ref >}}` b", "a `{{< ref >}}` b"),
            (
                "```\n{{< ref >}}\n```\n{% x %}b",
                "```\n{{< ref >}}\n```\nb",
            ),
            ("```\n{{</* x */>}}\n```", "```\n{{< x >}}\n```"),
            ("~~~\n{% x %}\n```\n", "~~~\n{% x %}\n```\n"),
            ("{{< never closed", "{{< never closed"),
            ("{{ page.title }} {a}", "{{ page.title }} {a}"),
            ("{{<>}}", "{{<>}}"),
        ] {
            assert_eq!(spelt_out(text), spelt, "{text}");
        }
    }
}
