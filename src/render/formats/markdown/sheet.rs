//! A text that may only get so long.
//!
//! What comes first is kept. Once something has no room nothing behind it is taken in, so that a
//! list is never shown with a gap; what was left out is counted and said at the end.

use super::code::fence;
use crate::edit::part;
use std::fmt::Write;

/// Room for what is said at the end, and for closing what is open.
const RESERVE: usize = 600;

/// A text with a limit.
pub struct LimitedText {
    text: String,
    room: usize,
    /// Headings that wait for an item below them.
    section: String,
    heading: String,
    left_out: usize,
}

impl LimitedText {
    /// An empty sheet for `limit` bytes.
    pub fn new(limit: usize) -> Self {
        LimitedText {
            text: String::new(),
            room: limit - RESERVE,
            section: String::new(),
            heading: String::new(),
            left_out: 0,
        }
    }

    /// A heading, which is shown once an item follows.
    pub fn section(&mut self, text: &str) {
        self.section = format!("\n### {text}\n");
        self.heading = "\n".to_owned();
    }

    /// What is said above some items of a section.
    pub fn heading(&mut self, text: &str) {
        self.heading = format!("\n{text}\n\n");
    }

    /// An item of a list.
    pub fn item(&mut self, text: &str) {
        let headings = format!("{}{}", std::mem::take(&mut self.section), std::mem::take(&mut self.heading));
        self.take(&format!("{headings}{text}"));
    }

    /// A paragraph, which is no item of a list.
    pub fn block(&mut self, text: &str) {
        self.section.clear();
        self.heading.clear();
        self.take(text);
    }

    /// What `fill` puts in, folded under `title`; nothing where it puts in nothing.
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

    /// Lines of code, as many of them as there is room for.
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

    /// The text, with what was left out.
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

    /// Takes `text` in, if it has room and nothing before it was left out.
    fn take(&mut self, text: &str) {
        if self.left_out == 0 && self.text.len() + text.len() <= self.room {
            self.text.push_str(text);
        } else {
            self.left_out += 1;
        }
    }
}
