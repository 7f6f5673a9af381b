//! Reports in the formats that other programs read: one file each.

mod github;
mod markdown;
mod text;
pub mod web;

use super::report::Report;
use web::Web;

/// A format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// What the terminal is told, without colours.
    Text,
    /// Annotations of a workflow on GitHub.
    Github,
    /// A comment for a pull request.
    Markdown,
}

/// What a format is made from.
pub struct Context<'r> {
    /// The report.
    pub report: &'r Report,
    /// For each of its files the path from the root of the repository, or from the current folder
    /// where there is none; `/` between the parts.
    pub paths: &'r [String],
    /// The same for each of its mentions.
    pub mentioned: &'r [String],
    /// The same for each of its failures; what is no file is as it was.
    pub failed: &'r [String],
    /// Where the repository can be read on the web.
    pub web: Option<&'r Web>,
}

impl Format {
    /// All formats, by name.
    pub const ALL: &'static [(&'static str, Format)] =
        &[("text", Format::Text), ("github", Format::Github), ("markdown", Format::Markdown)];

    /// The format called `name`.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(other, _)| *other == name).map(|(_, format)| *format)
    }

    /// The report in this format.
    pub fn render(self, context: &Context) -> String {
        match self {
            Format::Text => text::render(context),
            Format::Github => github::render(context),
            Format::Markdown => markdown::comment(context),
        }
    }

    /// What a step's summary is given next to this format, which has no room for it.
    pub fn step_summary(self, context: &Context) -> Option<String> {
        (self == Format::Github).then(|| markdown::step_summary(context))
    }
}
