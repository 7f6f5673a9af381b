//! A change of a file as replacements of parts of the old text.
//!
//! A program that does not read patches replaces each part by its new text, and gets the text that the run
//! writes. The parts are the lines that differ, without the words that they share at both ends. Code that
//! moves is deleted in one part and inserted in another.

use crate::edit::{Span, part};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// A part of the old text, and its new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The span that is replaced; empty for an insertion.
    pub at: Span,
    /// The new text; empty for a deletion.
    pub text: String,
}

/// Returns the replacements that turn `old` into `new`, by place. No two of them touch.
pub fn replacements(old: &str, new: &str) -> Vec<Replacement> {
    let lines = |text| -> (Vec<&str>, Vec<usize>) {
        let lines = super::lines::lines(text);
        let ends = lines.iter().scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        });
        let starts = std::iter::once(0).chain(ends).collect();
        (lines, starts)
    };
    let (old_lines, old_starts) = lines(old);
    let (new_lines, new_starts) = lines(new);
    let ops = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
    let changed = ops.iter().filter(|op| op.tag() != DiffTag::Equal);
    let parts = changed.map(|op| {
        let (olds, news) = (op.old_range(), op.new_range());
        let was = old_starts[olds.start]..old_starts[olds.end];
        trimmed(old, was, part(new, new_starts[news.start]..new_starts[news.end]))
    });
    parts.collect()
}

/// Returns the replacement of `old` at `was` by `text`, without the words that both begin and end with.
fn trimmed(old: &str, was: Range<usize>, text: &str) -> Replacement {
    let (start, end) = (was.start, was.end);
    let old = part(old, was);
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let length = |pair: (char, char)| pair.0.len_utf8();
    let head: usize = old.chars().zip(text.chars()).take_while(same).map(length).sum();
    let head = part(old, ..head).trim_end_matches(|c: char| !c.is_whitespace()).len();
    let (old, text) = (part(old, head..), part(text, head..));
    let tail: usize = old.chars().rev().zip(text.chars().rev()).take_while(same).map(length).sum();
    let tail = part(old, old.len() - tail..).trim_start_matches(|c: char| !c.is_whitespace()).len();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Replacement {
        at: Span::new(offset(start + head), offset(end - tail)),
        text: part(text, ..text.len() - tail).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<(u32, u32, String)> {
        let all = replacements(old, new);
        all.iter().map(|one| (one.at.start, one.at.end, one.text.clone())).collect()
    }

    #[test]
    fn words_that_both_texts_share_are_no_part_of_a_replacement() {
        assert_eq!(shown("a\nx béc y\nd\n", "a\nx bèc y\nd\n"), [(4, 8, "bèc".to_owned())]);
        assert_eq!(shown("a a\n", "a a a\n"), [(2, 3, "a a".to_owned())]);
        assert_eq!(shown("a\nb\n", "b\n"), [(0, 2, String::new())]);
        assert_eq!(shown("a", "b\na"), [(0, 0, "b\n".to_owned())]);
        assert_eq!(shown("a\n", "a\n"), []);
    }
}
