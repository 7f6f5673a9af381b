//! Colours of text for a terminal.

/// Whether text is coloured for a terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paint {
    /// Plain text.
    #[default]
    Plain,
    /// Text with the terminal's colours.
    Colour,
}

/// A style of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Headings.
    Bold,
    /// Text that is less important.
    Dim,
    /// Lines that were removed, and failures.
    Red,
    /// Lines that were added, and success.
    Green,
    /// The words that were removed from a line. They are reversed, because all of the line has the same
    /// colour.
    Gone,
    /// The words that were added to a line.
    Fresh,
    /// Warnings.
    Yellow,
    /// Places.
    Cyan,
}

impl Paint {
    /// Returns `text` in `ink`.
    pub fn ink(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Bold => "1",
            Ink::Dim => "2",
            Ink::Red => "31",
            Ink::Green => "32",
            Ink::Gone => "31;7",
            Ink::Fresh => "32;7",
            Ink::Yellow => "33",
            Ink::Cyan => "36",
        };
        match self {
            Paint::Plain => text.to_owned(),
            Paint::Colour => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}
