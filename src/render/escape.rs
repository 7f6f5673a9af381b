//! Text of the user's, made safe to print.
//!
//! A file name or a line of code may hold terminal escapes, which would move the cursor or recolour
//! the report, and characters that reorder the text around them. They are shown as `\u{1b}`.

use std::borrow::Cow;

/// `text` on one line, with everything that is not plainly printed written as an escape.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    text.chars().for_each(|c| push(&mut out, c));
    Cow::Owned(out)
}

/// `text` with its line feeds and tabs, all else as [`one_line`]; a carriage return before a line
/// feed goes.
pub fn lines(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| is_plain(c) || c == '\n' || c == '\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\t' => out.push(c),
            _ => push(&mut out, c),
        }
    }
    Cow::Owned(out)
}

/// Appends `c`, escaped where it is not plainly printed.
pub fn push(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ if is_plain(c) => out.push(c),
        _ => out.extend(c.escape_unicode()),
    }
}

/// Whether `c` is plainly printed.
pub fn is_plain(c: char) -> bool {
    let reorders = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    !c.is_control() && !reorders && !breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_the_terminal_and_of_writing_direction_are_shown() {
        assert_eq!(one_line("a\u{1b}[31mb\u{202e}c\r\n"), "a\\u{1b}[31mb\\u{202e}c\\r\\n");
    }

    #[test]
    fn plain_text_of_any_language_is_left_alone() {
        assert!(matches!(one_line("größe 大小"), Cow::Borrowed(_)));
        assert_eq!(lines("a\r\n\tb\u{7}"), "a\n\tb\\u{7}");
    }
}
