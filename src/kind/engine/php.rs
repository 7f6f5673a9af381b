//! The length of PHP code, and the comments in it.
//!
//! `?>` ends the code, also in a line comment, but not in a string or in `/* … */`
//! (<https://www.php.net/manual/en/language.basic-syntax.comments.php>).

use crate::edit::part;
/// The length of the code at the start of `text`, its marks included. It may last to the end of the
/// text.
pub fn length(text: &str) -> usize {
    PhpTokens::of(text).last().map_or(text.len(), |token| token.end)
}

/// The offsets at which each comment in it starts and ends.
pub fn comments(text: &str) -> impl Iterator<Item = (usize, usize)> {
    PhpTokens::of(text).filter(|token| token.is_comment).map(|token| (token.start, token.end))
}

struct PhpToken {
    start: usize,
    end: usize,
    is_comment: bool,
}

/// The tokens of PHP code, as far as they are needed to find its end.
struct PhpTokens<'s> {
    text: &'s str,
    at: usize,
    is_closed: bool,
}

impl<'s> PhpTokens<'s> {
    fn of(text: &'s str) -> Self {
        PhpTokens { text, at: "<?".len(), is_closed: false }
    }
}

impl Iterator for PhpTokens<'_> {
    type Item = PhpToken;

    fn next(&mut self) -> Option<PhpToken> {
        if self.is_closed {
            return None;
        }
        let start = self.at;
        let rest = part(self.text, start..);
        let first = rest.chars().next()?;
        let (length, is_comment) = match first {
            '?' if rest.starts_with("?>") => {
                self.is_closed = true;
                (2, false)
            }
            '/' if rest.starts_with("/*") => (rest.find("*/").map_or(rest.len(), |end| end + 2), true),
            '/' if rest.starts_with("//") => (line(rest), true),
            '#' if !rest.starts_with("#[") => (line(rest), true),
            '"' | '\'' | '`' => (quoted(rest, first), false),
            '<' if rest.starts_with("<<<") => (document(rest), false),
            _ => (first.len_utf8(), false),
        };
        self.at += length;
        Some(PhpToken { start, end: self.at, is_comment })
    }
}

/// The length of a line comment.
fn line(text: &str) -> usize {
    let ends = ["\n", "\r", "?>"];
    ends.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len())
}

/// The length of a quoted string. A quote that is not closed is a single character.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    1
}

/// The length of a heredoc: `<<<END … END`.
fn document(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let head = part(text, 3..).trim_start_matches([' ', '\t', '"', '\'']);
    let name = part(head, ..head.find(|c| !is_word(c)).unwrap_or(head.len()));
    if name.is_empty() {
        return 3;
    }
    let mut at = text.len() - head.len();
    for (index, line) in part(text, at..).split_inclusive('\n').enumerate() {
        let indent = line.len() - line.trim_start().len();
        let is_end = part(line, indent..).strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_word));
        if index > 0 && is_end {
            return at + indent + name.len();
        }
        at += line.len();
    }
    3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_where_php_ends_it() {
        for code in [
            "<?php a(); ?>",
            "<?= '?>' ?>",
            "<? /* ?> */ ?>",
            "<?php // ' ?>",
            "<?php # it's ?>",
            "<?php <<<END\n it's ?>\n  END; ?>",
            "<?php <<<'A'\nA\n?>",
            "<?php #[B('?>')] ?>",
            "<?php it's ?>",
        ] {
            assert_eq!(length(&format!("{code}<p>it is</p>")), code.len(), "{code}");
        }
        assert_eq!(length("<?php a"), 7);
    }

    #[test]
    fn comments_are_found() {
        let source = "<?php /* a */ b('// c'); // d\ne(); # f ?>";
        let found: Vec<&str> = comments(source).map(|(start, end)| &source[start..end]).collect();
        assert_eq!(found, ["/* a */", "// d", "# f "]);
    }
}
