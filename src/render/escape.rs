//! Escaping text of the user so that it is safe to print.
//!
//! A file name or a line of code may contain terminal escapes, which would move the cursor or recolour the
//! report, and characters that are invisible or reorder the text around them. They are shown as `\u{1b}` in
//! every format. A line of the log may also be a command to the CI system that runs this program.

use crate::edit::part;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// Returns `text` on one line, with all characters escaped that are not plainly printable.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    text.chars().for_each(|c| push(&mut out, c));
    Cow::Owned(out)
}

/// Returns `text` escaped like [`one_line`], but keeps line feeds and tabs. A carriage return before a line
/// feed is removed.
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

/// Appends `c`, escaped if it is not plainly printable.
pub fn push(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ if is_plain(c) => out.push(c),
        _ => out.extend(c.escape_unicode()),
    }
}

/// Whether `c` is plainly printable.
pub fn is_plain(c: char) -> bool {
    !c.is_control() && !INVISIBLE.iter().any(|range| range.contains(&c))
}

/// The characters that are invisible or reorder the text around them: Unicode's
/// `Default_Ignorable_Code_Point`, which includes the marks of writing direction, and the line separators.
/// <https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt>
const INVISIBLE: [RangeInclusive<char>; 18] = [
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{fff0}'..='\u{fffb}',
    '\u{13430}'..='\u{1343f}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0000}'..='\u{e0fff}',
];

/// Returns `text` of several lines, in which no line is a command to a CI system.
///
/// GitHub takes a line for a command if it begins with `::`, after any blanks. It also takes `##[` and `##vso[`
/// anywhere in a line for one, as Azure does, and TeamCity takes `##teamcity[`. The first character of each is
/// escaped.
pub fn without_commands(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let start = line.len() - line.trim_start().len();
        let (blanks, rest) = line.split_at(start);
        out.push_str(blanks);
        match rest.strip_prefix("::") {
            Some(rest) => {
                out.extend(':'.escape_unicode());
                out.push(':');
                out.push_str(&without_marks(rest));
            }
            None => out.push_str(&without_marks(rest)),
        }
    }
    Cow::Owned(out)
}

/// Returns `text` with `##` escaped before a bracket, or before a word and a bracket. This is for text that
/// is not at the start of a line.
pub fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    while let Some(at) = part(text, done..).find("##").map(|at| done + at) {
        out.push_str(part(text, done..at));
        match is_mark(part(text, at..)) {
            true => out.extend('#'.escape_unicode()),
            false => out.push('#'),
        }
        done = at + 1;
    }
    out.push_str(part(text, done..));
    out
}

/// Whether a text that begins with `##` is a command to a CI system.
pub fn is_mark(text: &str) -> bool {
    let word = part(text, 2..).trim_start_matches(|c: char| c.is_ascii_alphabetic());
    word.starts_with('[')
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

    #[test]
    fn what_is_not_seen_is_shown() {
        for c in
            ['\u{ad}', '\u{200b}', '\u{200d}', '\u{2060}', '\u{2028}', '\u{fe0f}', '\u{e0041}', '\u{9b}', '\u{3164}']
        {
            assert_eq!(one_line(&c.to_string()), c.escape_unicode().to_string());
        }
    }

    #[test]
    fn no_line_is_a_command() {
        let same = ["a ::b::", "a::b", "## Heading", "#[derive]", "a # b", "### [a]", "##"];
        same.iter().for_each(|text| assert_eq!(without_commands(text), *text));
        for (text, safe) in [
            ("a\n ::error::b\n", "a\n \\u{3a}:error::b\n"),
            ("\u{a0}\u{3000}::a", "\u{a0}\u{3000}\\u{3a}:a"),
            ("a ##[error]b", "a \\u{23}#[error]b"),
            ("###[a]", "#\\u{23}#[a]"),
            ("::##vso[a]", "\\u{3a}:\\u{23}#vso[a]"),
            ("##teamcity[a]", "\\u{23}#teamcity[a]"),
        ] {
            assert_eq!(without_commands(text), safe);
            assert_eq!(without_commands(safe), safe, "twice is once");
        }
    }
}
