//! The words of code by the grammars of Sublime Text, as syntect reads them.

use crate::theme::Role;
use std::{ops::Range, sync::OnceLock};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// Longest line that is looked at, in bytes; from a longer one on code is plain.
const LONGEST: usize = 2000;

/// Names of languages that the grammars have by another one, or a near relation.
const ALIASES: &[(&str, &str)] = &[
    ("c++", "cpp"),
    ("console", "sh"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("jsx", "js"),
    ("kotlin", "java"),
    ("node", "js"),
    ("shell", "sh"),
    ("ts", "js"),
    ("tsx", "js"),
    ("typescript", "js"),
    ("zsh", "sh"),
];

/// Names that say that it is no code.
const PLAIN: &[&str] = &["", "none", "output", "plain", "plaintext", "text", "txt"];

/// Scopes of the grammars and the role of words in them; the first that holds the word, from the innermost out.
const SCOPES: &[(&str, Option<Role>)] = &[
    ("comment", Some(Role::CodeComment)),
    ("string", Some(Role::CodeString)),
    ("constant", Some(Role::CodeNumber)),
    ("keyword.operator", None),
    ("keyword", Some(Role::CodeKeyword)),
    ("storage", Some(Role::CodeKeyword)),
];

/// Whether a name may be that of a language; which there are is only known once the grammars are loaded.
pub(super) fn knows(language: &str) -> bool {
    !PLAIN.contains(&language)
}

/// The grammars, unpacked when the first code is seen.
fn grammars() -> &'static SyntaxSet {
    static SET: OnceLock<SyntaxSet> = OnceLock::new();
    SET.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// [`SCOPES`] as numbers.
fn scopes() -> &'static [(Scope, Option<Role>)] {
    static TABLE: OnceLock<Vec<(Scope, Option<Role>)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let numbered = |(name, role): &(&str, Option<Role>)| Some((Scope::new(name).ok()?, *role));
        SCOPES.iter().filter_map(numbered).collect()
    })
}

/// Gives the words of code that have a role, in order, by their bytes in it. Ends early where the grammar fails.
pub(super) fn read(code: &str, language: &str, each: &mut dyn FnMut(Range<usize>, Role)) {
    let alias = ALIASES.iter().find(|(name, _)| *name == language);
    let name = alias.map_or(language, |(_, known)| known);
    let Some(syntax) = grammars().find_syntax_by_token(name) else {
        return;
    };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut from = 0;
    for line in code.split_inclusive('\n') {
        if line.len() > LONGEST {
            return;
        }
        // The grammars are made for lines that end.
        let ended = format!("{}\n", line.trim_end_matches('\n'));
        let Ok(ops) = state.parse_line(&ended, grammars()) else {
            return;
        };
        let mut at = 0;
        let mut give = |upto: usize, stack: &ScopeStack| {
            let end = upto.min(line.len());
            if let Some(role) = role(stack).filter(|_| at < end) {
                each(from + at..from + end, role);
            }
            at = end.max(at);
        };
        for (place, op) in ops {
            give(place, &stack);
            if stack.apply(&op).is_err() {
                return;
            }
        }
        give(line.len(), &stack);
        from += line.len();
    }
}

/// The role of words that stand in these scopes.
fn role(stack: &ScopeStack) -> Option<Role> {
    let of = |scope: &Scope| scopes().iter().find(|(s, _)| s.is_prefix_of(*scope));
    stack.as_slice().iter().rev().find_map(of)?.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words with a role, each after the first letter of it.
    fn marked(code: &str, language: &str) -> String {
        let mut out = Vec::new();
        read(code, language, &mut |at, role| {
            let name = role.name().trim_start_matches("code-");
            let letter = name.chars().next().unwrap();
            out.push(format!("{letter}:{}", code.get(at).unwrap().trim()));
        });
        out.retain(|w| w.len() > 2);
        out.join(" ")
    }

    #[test]
    fn words_of_code_have_their_roles() {
        for (code, language, want) in [
            ("let a = 12; // so\n", "rust", "k:let n:12 c:// c:so"),
            ("x = \"a\" # so", "python", "s:\" s:a s:\" c:# c:so"),
            ("if (1) {}", "typescript", "k:if n:1"),
            ("if (1) {}", "no-such-language", ""),
        ] {
            assert_eq!(marked(code, language), want, "{code}");
        }
    }
}
