//! The text of a file that is reported on, with an index of its lines.
//!
//! There can be thousands of notes about one file, and a minified file is a single line. So places are not
//! found by counting from the start of the file or of the line, but with an index that is built once.

use super::place::{LineColumn, boundary};
use super::redact::Secrets;
use std::ops::{Deref, Range};
use std::sync::OnceLock;

/// A text with an index for finding lines and places.
#[derive(Debug, Clone, Default)]
pub struct SourceText {
    text: String,
    index: OnceLock<LineIndex>,
    secrets: OnceLock<Secrets>,
}

#[derive(Debug, Clone)]
struct LineIndex {
    /// The offset of each line.
    lines: Vec<usize>,
    /// The number of characters before each multiple of [`STEP`] bytes.
    characters: Vec<usize>,
}

/// The number of bytes between two counts of characters.
const STEP: usize = 1024;

const BOM: char = '\u{feff}';

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !(0x80..0xc0).contains(*byte)).count()
}

impl LineIndex {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1)).collect();
        let counts = bytes.chunks(STEP).scan(0, |before, chunk| {
            *before += characters(chunk);
            Some(*before)
        });
        LineIndex { lines, characters: std::iter::once(0).chain(counts).collect() }
    }
}

impl SourceText {
    fn index(&self) -> &LineIndex {
        self.index.get_or_init(|| LineIndex::of(&self.text))
    }

    /// Returns the strings of secrets in the text.
    pub fn secrets(&self) -> &Secrets {
        self.secrets.get_or_init(|| Secrets::of(&self.text))
    }

    /// Returns how many characters start before the byte at `offset`.
    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.index().characters[step] + characters(&self.text.as_bytes()[step * STEP..offset])
    }

    /// Returns the line of the byte at `offset`, counted from 0, and the offset of its start.
    fn line(&self, offset: usize) -> (usize, usize) {
        let lines = &self.index().lines;
        let line = lines.partition_point(|start| *start <= offset) - 1;
        (line, lines[line])
    }

    /// Returns the place of the byte at `offset`. An offset after the end gives the end.
    pub fn place(&self, offset: usize) -> LineColumn {
        let offset = boundary(self, offset);
        let (line, start) = self.line(offset);
        let mark = usize::from(start == 0 && offset > 0 && self.text.starts_with(BOM));
        let before = match offset - start {
            ..STEP => characters(&self.text.as_bytes()[start..offset]),
            _ => self.characters_before(offset) - self.characters_before(start),
        };
        LineColumn { line: line + 1, column: before - mark + 1 }
    }

    /// Returns how many bytes of its line precede the byte at `offset`. A byte order mark counts.
    pub fn bytes_before(&self, offset: usize) -> usize {
        let offset = boundary(self, offset);
        offset - self.line(offset).1
    }

    /// Returns the byte range of the line of the byte at `offset`, without its line end.
    pub fn line_around(&self, offset: usize) -> Range<usize> {
        let offset = boundary(self, offset);
        let (line, start) = self.line(offset);
        let end = self.index().lines.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let start = if start == 0 && self.text.starts_with(BOM) { BOM.len_utf8().min(end) } else { start };
        let end = if end > start && self.text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
        start..end
    }
}

impl Deref for SourceText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<String> for SourceText {
    fn from(text: String) -> Self {
        SourceText { text, ..SourceText::default() }
    }
}

impl From<&str> for SourceText {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> LineColumn {
        SourceText::from(text).place(offset)
    }

    #[test]
    fn columns_count_characters_from_one() {
        assert_eq!(place("añb", 3), LineColumn { line: 1, column: 3 });
        assert_eq!(place("a\r\nb c", 5), LineColumn { line: 2, column: 3 });
        assert_eq!(place("ab", 99), LineColumn { line: 1, column: 3 });
        assert_eq!(place("", 0), LineColumn { line: 1, column: 1 });
        assert_eq!(place("a；b", 2), LineColumn { line: 1, column: 2 });
    }

    #[test]
    fn places_far_into_a_long_line_are_those_that_counting_finds() {
        let text = format!("a\n{}\nb", "xé；".repeat(2000));
        let source = SourceText::from(text.as_str());
        for (at, _) in text.char_indices().step_by(7) {
            assert_eq!(source.place(at), super::super::place::place(&text, at), "{at}");
        }
    }

    #[test]
    fn bytes_count_from_the_start_of_the_line() {
        let source = SourceText::from("\u{feff}ab\r\né；c");
        for (at, before) in [(0, 0), (3, 3), (7, 0), (9, 2), (12, 5), (99, 6)] {
            assert_eq!(source.bytes_before(at), before, "{at}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(place("\u{feff}ab", 4), LineColumn { line: 1, column: 2 });
        assert_eq!(SourceText::from("\u{feff}ab\n").line_around(4), 3..5);
    }

    #[test]
    fn a_line_ends_before_its_carriage_return() {
        assert_eq!(SourceText::from("ab\r\ncd").line_around(1), 0..2);
        assert_eq!(SourceText::from("ab\r\ncd").line_around(5), 4..6);
    }
}
