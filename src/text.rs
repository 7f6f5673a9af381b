//! Questions about text: lines, indentation, words, and the style that most of a file has.

use crate::edit::{Span, part};
use crate::prefilter::{self, Named};
use std::cell::{OnceCell, RefCell};
use std::collections::HashSet;
use std::ops::Range;

const BOM: char = '\u{feff}';

/// Returns the line ending that most lines of `source` have, or `\n` if there is none. A lone `\r` counts only
/// if there is no `\n`.
pub fn line_ending(source: &str) -> &'static str {
    LineIndex::once(source, |index| &index.ending, find_ending)
}

fn find_ending(source: &str) -> &'static str {
    let bytes = source.as_bytes();
    if memchr::memchr(b'\r', bytes).is_none() {
        return "\n";
    }
    let ends = memchr::memchr_iter(b'\n', bytes);
    let (all, crlf) =
        ends.fold((0, 0), |(all, crlf), at| (all + 1, crlf + usize::from(at > 0 && bytes[at - 1] == b'\r')));
    match all {
        0 => "\r",
        all if crlf > all - crlf => "\r\n",
        _ => "\n",
    }
}

/// The most columns that one step of indentation can have.
const DEEPEST_STEP: usize = 8;

/// Returns one step of indentation: a tab, or as many spaces as most lines are deeper than the line above. None
/// if no line is indented.
pub fn indent_unit(source: &str) -> Option<String> {
    LineIndex::once(source, |index| &index.step, find_step)
}

fn find_step(source: &str) -> Option<String> {
    // For each number of bytes, the number of lines that are indented by that much more than the line above.
    let mut steps = [0; DEEPEST_STEP + 1];
    let (mut tabs, mut spaces, mut before) = (0, 0, 0);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', source.as_bytes()).chain([source.len()]) {
        let line = source.as_bytes().get(start..end).unwrap_or_default();
        start = end + 1;
        let width = line.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if matches!(line.get(width), None | Some(b'*')) {
            continue;
        }
        if line[0] == b'\t' {
            tabs += 1;
            continue;
        }
        spaces += usize::from(width > 0);
        if let Some(count) = steps.get_mut(width.saturating_sub(before)) {
            *count += 1;
        }
        before = width;
    }
    if tabs > spaces {
        return Some("\t".to_owned());
    }
    let best = (2..=DEEPEST_STEP).rev().max_by_key(|step| steps[*step]);
    best.filter(|step| steps[*step] > 0).map(|step| " ".repeat(step))
}

fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

thread_local! {
    /// The line breaks of the text that this thread works on.
    static INDEX: RefCell<Option<LineIndex>> = const { RefCell::new(None) };
}

/// The line breaks of a text, each with its offset and the offset of the next line.
struct LineIndex {
    /// The address of the text, which outlives its index.
    text: *const [u8],
    breaks: Vec<(u32, u32)>,
    ending: OnceCell<&'static str>,
    step: OnceCell<Option<String>>,
    names: OnceCell<usize>,
}

/// Runs `work` with an index of the line breaks of `source`. Without an index, each question about a line
/// searches the text for the ends of that line, and a minified file is a single line.
pub fn indexed<T>(source: &str, work: impl FnOnce() -> T) -> T {
    /// Removes the index, even if the work ends in a panic.
    struct Before(Option<LineIndex>);
    impl Drop for Before {
        fn drop(&mut self) {
            INDEX.set(self.0.take());
        }
    }
    let _before = Before(INDEX.replace(Some(LineIndex::of(source))));
    work()
}

impl LineIndex {
    fn of(source: &str) -> Self {
        // U+2028 and U+2029 start with the byte 0xe2.
        let candidates = memchr::memchr3_iter(b'\n', b'\r', 0xe2, source.as_bytes());
        let breaks = candidates.filter_map(|at| {
            let c = source.get(at..)?.chars().next().filter(|c| breaks_line(*c))?;
            Some((at as u32, (at + c.len_utf8()) as u32))
        });
        LineIndex {
            text: source.as_bytes(),
            breaks: breaks.collect(),
            ending: OnceCell::new(),
            step: OnceCell::new(),
            names: OnceCell::new(),
        }
    }

    /// Returns the answer of the index of `source`. None if there is no index.
    fn ask<T>(source: &str, question: impl FnOnce(&LineIndex) -> T) -> Option<T> {
        INDEX.with_borrow(|index| {
            index.as_ref().filter(|index| std::ptr::eq(index.text, source.as_bytes())).map(question)
        })
    }

    /// Returns the result of `find` for `source`. For a text with an index, it is computed only once.
    fn once<T: Clone>(source: &str, cell: fn(&LineIndex) -> &OnceCell<T>, find: fn(&str) -> T) -> T {
        let known = LineIndex::ask(source, |index| cell(index).get_or_init(|| find(source)).clone());
        known.unwrap_or_else(|| find(source))
    }
}

/// Returns how often `source` names the v2 package, or something that may be a setting of v2.
pub fn names(source: &str) -> usize {
    LineIndex::once(source, |index| &index.names, count_names)
}

fn count_names(source: &str) -> usize {
    let is_name = |named: Named| named.any(&[Named::SPECIFIER, Named::SETTING, Named::MENTION]);
    prefilter::hits(source.as_bytes()).filter(|(_, named)| is_name(*named)).count()
}

/// Returns the byte offset at which the line of `at` starts, after a BOM.
pub fn line_start(source: &str, at: u32) -> u32 {
    let indexed = LineIndex::ask(source, |LineIndex { breaks, .. }| {
        let above = breaks.partition_point(|(_, next)| *next <= at).checked_sub(1);
        above.map(|above| breaks[above].1)
    });
    let found = indexed.unwrap_or_else(|| {
        let before = part(source, 0..at as usize);
        let (index, c) = before.char_indices().rev().find(|(_, c)| breaks_line(*c))?;
        Some((index + c.len_utf8()) as u32)
    });
    match found {
        Some(start) => start,
        None if source.starts_with(BOM) => (BOM.len_utf8() as u32).min(at),
        None => 0,
    }
}

/// Returns the byte offset at which the line of `at` ends, before its line break.
pub fn line_end(source: &str, at: u32) -> u32 {
    let indexed = LineIndex::ask(source, |LineIndex { breaks, .. }| {
        let below = breaks.partition_point(|(start, _)| *start < at);
        breaks.get(below).map(|(start, _)| *start)
    });
    let found = indexed.unwrap_or_else(|| {
        let after = part(source, at as usize..source.len());
        after.find(breaks_line).map(|index| at + index as u32)
    });
    found.unwrap_or(source.len() as u32)
}

/// Returns the byte offset at which the next line starts, or the length of the file if there is none.
pub fn next_line(source: &str, at: u32) -> u32 {
    let end = line_end(source, at) as usize;
    let rest = part(source, end..source.len());
    let width = if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
    (end + width) as u32
}

/// Returns the white space at the start of the line of the byte offset `at`.
pub fn indent_at(source: &str, at: u32) -> &str {
    let line = part(source, line_start(source, at) as usize..line_end(source, at) as usize);
    part(line, 0..line.len() - line.trim_start().len())
}

/// Whether there is only white space before the byte offset `at` on its line.
pub fn is_first_on_line(source: &str, at: u32) -> bool {
    is_blank(part(source, line_start(source, at) as usize..at as usize))
}

/// Whether there is only white space after the byte offset `at` on its line.
pub fn is_last_on_line(source: &str, at: u32) -> bool {
    is_blank(part(source, at as usize..line_end(source, at) as usize))
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Returns `at`, moved forward over spaces and tabs.
pub fn skip_blanks(source: &str, at: u32) -> u32 {
    let rest = part(source, at as usize..source.len());
    at + (rest.len() - rest.trim_start_matches([' ', '\t']).len()) as u32
}

/// Returns `at`, moved back over spaces and tabs.
pub fn back_over_blanks(source: &str, at: u32) -> u32 {
    part(source, 0..at as usize).trim_end_matches([' ', '\t']).len() as u32
}

/// Returns the 1-based line and column of the byte offset `at`. Columns count characters.
pub fn place(source: &str, at: u32) -> (usize, usize) {
    let at = (at as usize).min(source.len());
    let before = part(source, 0..at);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = part(before, start..before.len()).chars().filter(|c| *c != BOM).count() + 1;
    (line, column)
}

/// Returns the span of the whole lines that `span` touches, with the last line break.
pub fn whole_lines(source: &str, span: Span) -> Span {
    Span::new(line_start(source, span.start), next_line(source, span.end))
}

/// Returns the first of `candidates` that is not taken, or the last one with a number appended.
pub fn fresh_name(candidates: &[&str], is_taken: impl Fn(&str) -> bool) -> String {
    if let Some(free) = candidates.iter().find(|name| !is_taken(name)) {
        return (*free).to_owned();
    }
    let stem = candidates.last().copied().unwrap_or("rupt");
    numbered(stem, 2, is_taken)
}

/// Returns `stem` with the first number from `number` on that makes a name that is not taken.
pub fn numbered(stem: &str, mut number: usize, is_taken: impl Fn(&str) -> bool) -> String {
    while is_taken(&format!("{stem}{number}")) {
        number += 1;
    }
    format!("{stem}{number}")
}

/// The text of comments, for finding out which code they quote.
pub struct Quotes<'t> {
    text: &'t str,
    /// Its lines, each as it is, without the name of a value, and without the slashes. A set, because most
    /// quotes are whole lines.
    lines: HashSet<&'t str>,
}

impl<'t> Quotes<'t> {
    /// Indexes the lines of `text`.
    pub fn of(text: &'t str) -> Self {
        let value = |line: &'t str| line.split_once(": ").map_or(line, |(_, value)| value);
        let parts = |line: &'t str| [line, value(line), line.trim_start_matches(['/', ' '])];
        Quotes { text, lines: text.lines().flat_map(parts).map(str::trim).collect() }
    }

    /// Whether the text contains `line`.
    pub fn holds(&self, line: &str) -> bool {
        self.lines.contains(line) || self.text.contains(line)
    }
}

/// Whether `place` is not part of a longer name. Only ASCII characters count as parts of a name.
pub fn is_word(bytes: &[u8], place: Range<usize>) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
    !bytes[..place.start].last().is_some_and(is_part) && !bytes.get(place.end).is_some_and(is_part)
}

/// Returns the offsets of the backslashes that may spell a letter of a name, or split the name: `\u0070`,
/// `\x70`, `\160`, `\p`, the end of a line.
pub fn escaped_letters(bytes: &[u8]) -> impl Iterator<Item = usize> {
    const CONTROLS: &[u8] = b"bfnrtv";
    let is_letter = |next: &u8| match next {
        b'_' | b'$' | b'\r' | b'\n' => true,
        next => !next.is_ascii() || next.is_ascii_alphanumeric() && !CONTROLS.contains(next),
    };
    memchr::memchr_iter(b'\\', bytes).filter(move |at| bytes.get(at + 1).is_some_and(is_letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_edges_behind_a_bom_and_with_crlf() {
        let source = "\u{feff}a\r\n  b\r\n";
        assert_eq!(line_start(source, 3), 3);
        assert!(is_first_on_line(source, 3));
        assert_eq!(next_line(source, 3), 6);
        assert_eq!(indent_at(source, 8), "  ");
        assert_eq!(place(source, 8), (2, 3));
    }

    #[test]
    fn an_index_finds_what_a_search_finds() {
        let source = "\u{feff}a\r\n\u{2028}é\u{2029}\r…b\n\n";
        let all = |source: &str| -> Vec<(u32, u32)> {
            let places = (0..=source.len()).filter(|at| source.is_char_boundary(*at)).map(|at| at as u32);
            places.map(|at| (line_start(source, at), line_end(source, at))).collect()
        };
        assert_eq!(indexed(source, || all(source)), all(source));
    }

    #[test]
    fn the_line_ending_is_that_of_most_lines() {
        assert_eq!(line_ending("a"), "\n");
        assert_eq!(line_ending("a\r\nb\r\nc\n"), "\r\n");
        assert_eq!(line_ending("a\r\nb\nc\r"), "\n");
        assert_eq!(line_ending("a\rb\r"), "\r");
    }

    #[test]
    fn the_indent_unit_is_the_step_most_lines_take() {
        assert_eq!(indent_unit("a {\n    b {\n        c\n    }\n}\n").as_deref(), Some("    "));
        assert_eq!(indent_unit("a {\n\tb\n}\n").as_deref(), Some("\t"));
        assert_eq!(indent_unit("a\n"), None);
    }

    #[test]
    fn a_fresh_name_is_numbered_when_all_candidates_are_taken() {
        let taken = ["rupt", "ruptClient", "ruptClient2"];
        let name = fresh_name(&["rupt", "ruptClient"], |name| taken.contains(&name));
        assert_eq!(name, "ruptClient3");
    }
}
