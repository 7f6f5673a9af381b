//! The screen that text is shown on.

use super::paint::Paint;

/// The maximum width of the lines of a sentence, in characters.
const READABLE: usize = 100;

/// The width of a line without a limit, as in a file.
const ENDLESS: usize = 120;

/// The minimum width.
const NARROWEST: usize = 40;

/// A terminal, a file or a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Whether it shows colours.
    pub paint: Paint,
    /// The width of a line in characters, or `None` if it has no limit.
    pub width: Option<usize>,
    /// Whether it supports links (OSC 8).
    pub links: bool,
}

impl Screen {
    /// A file.
    pub const PLAIN: Screen = Screen { paint: Paint::Plain, width: None, links: false };

    /// Returns the width of a line of a table.
    pub fn room(self) -> usize {
        self.width.unwrap_or(ENDLESS).max(NARROWEST)
    }

    /// Returns the width of the lines of a sentence.
    pub fn readable(self) -> usize {
        self.width.unwrap_or(super::page::WIDTH).clamp(NARROWEST, READABLE)
    }

    /// Returns `text` as a link to `address`, if the screen supports links.
    pub fn link(self, text: &str, address: Option<&str>) -> String {
        match address {
            Some(address) if self.links => format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
            _ => text.to_owned(),
        }
    }
}
