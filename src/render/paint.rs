//! Colours, or none.

/// Whether text is coloured for a terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paint {
    /// Plain text.
    #[default]
    Plain,
    /// Text with the terminal's colours.
    Colour,
}

/// A way to set text apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Headings.
    Bold,
    /// What is less important.
    Dim,
    /// What is gone, or failed.
    Red,
    /// What is new, or done.
    Green,
    /// The words that are gone in a line; reversed, as colour alone says nothing.
    Gone,
    /// The words that are new in a line.
    Fresh,
    /// What asks for attention.
    Yellow,
    /// Places.
    Cyan,
}

impl Paint {
    /// `text` in `ink`.
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
