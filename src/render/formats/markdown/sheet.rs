//! A text with a maximum length.
//!
//! The text is filled from the start. Once an item does not fit, no later item is added, so that a list never
//! has a gap. The items that were left out are counted, and the end of the text says how many there are.

use super::code::fence;
use crate::edit::part;
use std::fmt::Write;

/// Bytes reserved for the end of the text, and for closing what is open.
const RESERVE: usize = 600;

/// A text with a maximum length.
pub struct LimitedText {
    text: String,
    room: usize,
    /// A heading that is added with the first item below it.
    section: String,
    heading: String,
    left_out: usize,
}

impl LimitedText {
    /// Creates an empty text for `limit` bytes.
    pub fn new(limit: usize) -> Self {
        LimitedText {
            text: String::new(),
            room: limit - RESERVE,
            section: String::new(),
            heading: String::new(),
            left_out: 0,
        }
    }

    /// Adds a heading, which is shown once an item follows.
    pub fn section(&mut self, text: &str) {
        self.section = format!("\n### {text}\n");
        self.heading = "\n".to_owned();
    }

    /// Adds a heading of some items of a section.
    pub fn heading(&mut self, text: &str) {
        self.heading = format!("\n{text}\n\n");
    }

    /// Adds an item of a list.
    pub fn item(&mut self, text: &str) {
        let headings = format!("{}{}", std::mem::take(&mut self.section), std::mem::take(&mut self.heading));
        self.take(&format!("{headings}{text}"));
    }

    /// Adds a paragraph.
    pub fn block(&mut self, text: &str) {
        self.section.clear();
        self.heading.clear();
        self.take(text);
    }

    /// Adds the text of `fill`, folded under `title`, unless it is empty.
    pub fn folded(&mut self, title: &str, fill: impl FnOnce(&mut LimitedText)) {
        self.section.clear();
        self.heading = "\n".to_owned();
        let before = self.text.len();
        let _ = write!(self.text, "\n<details>\n<summary>{title}</summary>\n");
        let start = self.text.len();
        fill(self);
        match self.text.len() == start {
            true => self.text.truncate(before),
            false => self.text.push_str("\n</details>\n"),
        }
    }

    /// Adds as many lines of code as fit.
    pub fn code(&mut self, language: &str, code: &str) {
        let fence = fence(code);
        let room = self.room.saturating_sub(self.text.len() + 2 * fence.len());
        let end = match code.len() <= room {
            true => code.len(),
            false => code.as_bytes()[..room].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1),
        };
        if end > 0 {
            let _ = write!(self.text, "\n{fence}{language}\n{}{fence}\n", part(code, ..end));
        }
        let (shown, all) = (part(code, ..end).lines().count(), code.lines().count());
        if shown < all {
            let _ = write!(self.text, "\nCut to fit: {shown} of {all} lines are shown.\n");
        }
    }

    /// Returns the text, with the number of items that were left out.
    pub fn finish(mut self) -> String {
        if self.left_out > 0 {
            let _ = write!(
                self.text,
                "\n**Cut to fit**: {} more entries are left out. `rupt-migrate --check -v .` lists all.\n",
                self.left_out
            );
        }
        self.text
    }

    /// Adds `text` if it fits and nothing before it was left out.
    fn take(&mut self, text: &str) {
        if self.left_out == 0 && self.text.len() + text.len() <= self.room {
            self.text.push_str(text);
        } else {
            self.left_out += 1;
        }
    }
}
