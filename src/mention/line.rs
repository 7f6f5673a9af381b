//! The line that a name is on.
//!
//! What a name is depends on what is in front of it on its line, and a line may be all of a file. So what
//! is asked of a line is found out once for all names on it.

use super::first_command;
use std::cell::RefCell;

/// The lines of a text, of which the last one that was asked about is known.
pub struct Lines<'t> {
    /// The text.
    pub text: &'t str,
    known: RefCell<KnownLine>,
}

/// A line, by bytes of the text.
#[derive(Clone, Copy, Default)]
struct KnownLine {
    start: usize,
    /// Where its `\n` is, or the end of the text.
    end: usize,
    /// Whether the line is known at all.
    is_known: bool,
    /// Where the first command of a package manager ends.
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

    /// What is in front of the byte `at` on its line.
    pub fn before(&self, at: usize) -> &'t str {
        self.part(self.around(at).start, at)
    }

    /// What is on the line of the byte `at`, from there on.
    pub fn from(&self, at: usize) -> &'t str {
        self.part(at, self.around(at).end)
    }

    /// Whether a command of a package manager is in front of the byte `at` on its line.
    pub fn has_command(&self, at: usize) -> bool {
        self.around(at).command.is_some_and(|end| end <= at)
    }
}
