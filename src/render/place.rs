//! Lines and columns.

pub use crate::edit::{boundary, part};
use std::fmt;

/// A place in a file as editors count: from 1, with columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line. Only `\n` ends a line.
    pub line: usize,
    /// The character in the line. A byte order mark does not count.
    pub column: usize,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Returns the place of the byte at `offset` in `source`. An offset after the end gives the end.
pub fn place(source: &str, offset: usize) -> LineColumn {
    let offset = boundary(source, offset);
    let before = &source.as_bytes()[..offset];
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let text = part(source, start..offset);
    let text = if start == 0 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
    LineColumn { line, column: text.chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        assert_eq!(place("añb", 3), LineColumn { line: 1, column: 3 });
        assert_eq!(place("a\r\nb c", 5), LineColumn { line: 2, column: 3 });
        assert_eq!(place("ab", 99), LineColumn { line: 1, column: 3 });
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(place("\u{feff}ab", 4), LineColumn { line: 1, column: 2 });
    }
}
