//! The line that a name is on.
//!
//! What a name means depends on the text in front of it on its line, and a whole file may be one line.
//! The facts of a line are therefore computed once for all names on it.

use super::first_command;
use std::cell::RefCell;

/// The lines of a text. The facts of the last line that was asked about are kept.
pub struct Lines<'t> {
    /// The text.
    pub text: &'t str,
    known: RefCell<KnownLine>,
}

/// The facts of a line, as byte offsets of the text.
#[derive(Clone, Copy, Default)]
struct KnownLine {
    start: usize,
    /// The offset of its `
    ///
    /// `, or of the end of the text.
    end: usize,
    /// Whether the facts are known.
    is_known: bool,
    /// The offset at which the first command of a package manager ends.
    command: Option<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    pub fn of(text: &'t str) -> Self {
        Lines { text, known: RefCell::default() }
    }

    fn around(&self, at: usize) -> KnownLine {
        let known = *self.known.borrow();
        if known.is_known && known.start <= at && at <= known.end {
            return known;
        }
        let bytes = self.text.as_bytes();
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        let command = first_command(self.part(start, end)).map(|at| start + at);
        let line = KnownLine { start, end, is_known: true, command };
        self.known.replace(line);
        line
    }

    fn part(&self, start: usize, end: usize) -> &'t str {
        crate::edit::part(self.text, start..end)
    }

    /// The text in front of the byte offset `at` on its line.
    pub fn before(&self, at: usize) -> &'t str {
        self.part(self.around(at).start, at)
    }

    /// The text from the byte offset `at` to the end of its line.
    pub fn from(&self, at: usize) -> &'t str {
        self.part(at, self.around(at).end)
    }

    /// Whether a command of a package manager is in front of the byte offset `at` on its line.
    pub fn has_command(&self, at: usize) -> bool {
        self.around(at).command.is_some_and(|end| end <= at)
    }
}
