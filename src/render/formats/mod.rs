//! Reports in the formats that other programs read: one file each.

mod text;

use super::report::Report;

/// A format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// What the terminal is told, without colours.
    Text,
}

/// What a format is made from.
pub struct Context<'r> {
    /// The report.
    pub report: &'r Report,
    /// For each of its files the path from the root of the repository, or from the current folder
    /// where there is none; `/` between the parts.
    pub paths: &'r [String],
}

impl Format {
    /// All formats, by name.
    pub const ALL: &'static [(&'static str, Format)] = &[("text", Format::Text)];

    /// The format called `name`.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(other, _)| *other == name).map(|(_, format)| *format)
    }

    /// The report in this format.
    pub fn render(self, context: &Context) -> String {
        match self {
            Format::Text => text::render(context),
        }
    }
}
