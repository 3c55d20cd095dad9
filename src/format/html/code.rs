//! The language of code in a page, which the class of an element by it names for the program that colours it.

use super::page::{NodeIx, Page};

/// How classes that name a language begin: Prism, highlight.js, GitHub, SyntaxHighlighter.
const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "sourceCode-"];

/// Whose class may say it: the element itself, what stands in it, what stands around it.
const NEAR: usize = 2;

/// The language of the code in `pre`; empty where nothing says it.
pub(super) fn language(page: &Page, pre: NodeIx) -> &str {
    let inside = page.inside(pre).take(NEAR);
    let around = page.ancestors(pre).take(NEAR);
    let elements = std::iter::once(pre).chain(inside).chain(around);
    elements
        .filter(|n| !page.is_text(*n))
        .find_map(|n| stated(page, n))
        .unwrap_or_default()
}

fn stated(page: &Page, ix: NodeIx) -> Option<&str> {
    let attribute = |name| page.attribute_of(ix, name);
    if let Some(name) = attribute("data-lang").or_else(|| attribute("data-language")) {
        return Some(name.trim());
    }
    let class = attribute("class")?;
    let mut names = class.split_ascii_whitespace();
    let named = |class| PREFIXES.iter().find_map(|p| str::strip_prefix(class, p));
    names.clone().find_map(named).or_else(|| {
        // SyntaxHighlighter writes "brush: js".
        names.find(|c| c.starts_with("brush:"))?;
        names.next().map(|n| n.trim_end_matches(';'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn a_class_near_the_code_names_its_language() {
        for (markup, want) in [
            (
                "<pre><code class='hljs language-Rust'>x</code></pre>",
                "Rust",
            ),
            ("<pre class='lang-py'>x</pre>", "py"),
            (
                "<div class='highlight highlight-source-js'><pre>x</pre></div>",
                "js",
            ),
            ("<pre class='brush: sql; gutter: false'>x</pre>", "sql"),
            ("<pre data-lang=go>x</pre>", "go"),
            ("<pre class='code wide'>x</pre>", ""),
        ] {
            let page = Page::of(&Document::from(markup));
            let pre = page.all("pre").next().unwrap();
            assert_eq!(language(&page, pre), want, "{markup}");
        }
    }
}
