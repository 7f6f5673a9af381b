//! Lines and columns.

use std::fmt;

/// A place in a file, as editors count: from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line; only `\n` ends one.
    pub line: usize,
    /// The character in the line; a byte order mark is none.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The place of the byte at `offset` in `source`; the end of the text for an offset behind it.
pub fn place(source: &str, offset: usize) -> Place {
    let offset = boundary(source, offset);
    let before = &source.as_bytes()[..offset];
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let text = &source[start..offset];
    let text = if start == 0 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
    Place { line, column: text.chars().count() + 1 }
}

/// The bytes of the line that `offset` stands in, without its end.
pub fn line_around(source: &str, offset: usize) -> std::ops::Range<usize> {
    let offset = boundary(source, offset);
    let bytes = source.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..offset]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &bytes[offset..]).map_or(bytes.len(), |at| offset + at);
    let start = if start == 0 && source.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(end) } else { start };
    let end = if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
    start..end
}

/// The nearest start of a character at or before `offset`.
pub fn boundary(source: &str, offset: usize) -> usize {
    let mut at = offset.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        assert_eq!(place("añb", 3), Place { line: 1, column: 3 });
        assert_eq!(place("a\r\nb c", 5), Place { line: 2, column: 3 });
        assert_eq!(place("ab", 99), Place { line: 1, column: 3 });
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(place("\u{feff}ab", 4), Place { line: 1, column: 2 });
        assert_eq!(line_around("\u{feff}ab\n", 4), 3..5);
    }

    #[test]
    fn a_line_ends_before_its_carriage_return() {
        assert_eq!(line_around("ab\r\ncd", 1), 0..2);
        assert_eq!(line_around("ab\r\ncd", 5), 4..6);
    }
}
