//! What text is shown on.

use super::paint::Paint;

/// How wide the lines of a sentence are at most.
const READABLE: usize = 100;

/// How wide a line is where there is no end of it, as in a file.
const ENDLESS: usize = 120;

/// The narrowest that anything is set for.
const NARROWEST: usize = 40;

/// A terminal, a file or a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Whether it shows colours.
    pub paint: Paint,
    /// How many characters a line has; none where that has no end.
    pub width: Option<usize>,
    /// Whether it takes links (OSC 8).
    pub links: bool,
}

impl Screen {
    /// A file.
    pub const PLAIN: Screen = Screen { paint: Paint::Plain, width: None, links: false };

    /// How wide a line of a table may be.
    pub fn room(self) -> usize {
        self.width.unwrap_or(ENDLESS).max(NARROWEST)
    }

    /// How wide the lines of a sentence are.
    pub fn readable(self) -> usize {
        self.width.unwrap_or(super::page::WIDTH).clamp(NARROWEST, READABLE)
    }

    /// `text`, leading to `address` where that can be shown.
    pub fn link(self, text: &str, address: Option<&str>) -> String {
        match address {
            Some(address) if self.links => format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
            _ => text.to_owned(),
        }
    }
}
