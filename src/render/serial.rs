//! Writing data as JSON.

use crate::edit::part;
use crate::render::escape;
use serde::Serialize;
use std::fmt::Write;

/// Returns `data` as JSON, indented by two spaces for each level. Characters that are not plainly printable,
/// which occur only in strings, are escaped.
pub fn text(data: &impl Serialize) -> String {
    // Only keys that are not strings could make this fail, and there are none.
    let plain = serde_json::to_string_pretty(data).unwrap_or_default();
    let mut text = String::with_capacity(plain.len() + 1);
    for (at, c) in plain.char_indices() {
        // No line begins with text of the user, but a CI system may look for its mark anywhere in a line.
        let is_mark = c == '#' && part(&plain, at..).starts_with("##") && escape::is_mark(part(&plain, at..));
        if c == '\n' || (escape::is_plain(c) && !is_mark) {
            text.push(c);
        } else {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| _ = write!(text, "\\u{unit:04x}"));
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_a_cursor_is_printed_and_all_of_it_is_read_back() {
        let hostile = "##[error]::\u{1b}[31m\u{9b}\u{202e}\u{2028}\u{feff}\u{7f}\"\\\n\r\u{0}%0A é😀";
        let text = text(&[hostile]);
        assert!(text.chars().all(|c| c == '\n' || escape::is_plain(c)), "{text:?}");
        assert!(!text.contains("##["), "{text:?}");
        assert_eq!(text.lines().count(), 3);
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).expect("JSON"), [hostile]);
    }
}
