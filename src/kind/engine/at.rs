//! What `@` means in a template, and how a literal one is written.
//!
//! Razor takes it as code unless it is part of an e-mail address, and reads `@@` as a literal `@`
//! (<https://learn.microsoft.com/aspnet/core/mvc/views/razor>). Blade takes it as a directive if one has
//! the name after it, and projects may define directives of any name
//! (<https://laravel.com/docs/blade#custom-directives>).

use crate::edit::part;
/// What `@` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Nothing.
    Text,
    /// A directive of Blade.
    Blade,
    /// Code of Razor.
    Razor,
}

/// Names after an `@` that are not directives of Blade: the scope of v3's package, and tags of JSDoc.
const NO_DIRECTIVES: [&str; 4] = ["ruptjs", "param", "returns", "type"];

impl At {
    /// The length of what the `@` at `at` starts, and whether the template writes something there.
    pub fn length(self, source: &str, at: usize) -> (usize, bool) {
        let rest = part(source, at..);
        let is_behind_word = part(source, ..at).ends_with(is_word);
        match self {
            At::Text => (1, false),
            At::Blade => {
                let name = part(rest, 1..).split(|c| !is_word(c)).next().unwrap_or_default();
                let is_escape = rest.starts_with("@@");
                let is_directive = !is_behind_word && !name.is_empty() && !NO_DIRECTIVES.contains(&name);
                (if is_escape { 2 } else { 1 }, is_escape || is_directive)
            }
            At::Razor if rest.starts_with("@@") => (2, false),
            At::Razor if self.is_comment(rest) => (rest.find("*@").map_or(rest.len(), |end| end + 2), true),
            At::Razor => (1, !(is_behind_word && part(rest, 1..).starts_with(is_word))),
        }
    }

    /// Whether `text` starts with a comment.
    pub fn is_comment(self, text: &str) -> bool {
        self == At::Razor && text.starts_with("@*")
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_at_sign_is_what_its_engine_makes_of_it() {
        let is_written = |at: At, source: &str| at.length(source, source.find('@').expect("it is there")).1;
        for (source, blade, razor) in [
            ("@if (a)", true, true),
            ("\"@acme/ui\"", true, true),
            ("\"@ruptjs/client\"", false, true),
            ("\"@@ruptjs/client\"", true, false),
            ("a@b.c", false, false),
            ("a @b", true, true),
            ("@(a)", false, true),
            ("@* a *@", false, true),
        ] {
            let found = [At::Text, At::Blade, At::Razor].map(|at| is_written(at, source));
            assert_eq!(found, [false, blade, razor], "{source}");
        }
    }
}
