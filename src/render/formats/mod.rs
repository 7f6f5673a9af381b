//! Reports in the formats that other programs read: one file each.

mod concise;
mod diagnostics;
mod fingerprint;
mod github;
mod gitlab;
mod json;
mod markdown;
mod rdjson;
mod sarif;
mod text;

pub use concise::is_concise;
pub use gitlab::{EMPTY as CODE_QUALITY_EMPTY, HEAD as CODE_QUALITY_HEAD};
pub use markdown::MARK as COMMENT_MARK;
pub use text::HEAD as TEXT_HEAD;

use super::context::Context;
use super::escape;
use super::report::FileReport;
use crate::mapping;
use crate::note::{Level, Note};

/// A format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// What the terminal is told, without colours.
    Text,
    /// Annotations of a workflow on GitHub.
    Github,
    /// A comment for a pull request.
    Markdown,
    /// All there is to know, for programs; `docs/report.schema.json` describes it.
    Json,
    /// What code scanning reads, in version 2.1.0.
    Sarif,
    /// What GitLab reads as a report of code quality.
    Gitlab,
    /// What reviewdog reads.
    Rdjson,
    /// One line for each finding, for editors.
    Concise,
}

/// The notes of `level`, each with its file and the file's path, in the order of the table, then of the
/// files.
fn noted<'r>(context: &Context<'r>, level: Level) -> Vec<(&'r FileReport, &'r String, &'r Note)> {
    let files = context.report.files.iter().zip(context.paths);
    let all = files.flat_map(|(file, path)| file.notes.iter().map(move |note| (file, path, note)));
    let mut all: Vec<_> = all.filter(|(_, _, note)| note.level == level).collect();
    all.sort_by_key(|(_, _, note)| mapping::rank(note.entry));
    all
}

impl Format {
    /// All formats, by name.
    pub const ALL: &'static [(&'static str, Format)] = &[
        ("text", Format::Text),
        ("json", Format::Json),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("rdjson", Format::Rdjson),
        ("markdown", Format::Markdown),
        ("concise", Format::Concise),
    ];

    /// The format called `name`.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(other, _)| *other == name).map(|(_, format)| *format)
    }

    /// The report in this format.
    pub fn render(self, context: &Context) -> String {
        let render = match self {
            Format::Text => text::render,
            Format::Github => github::render,
            Format::Markdown => markdown::comment,
            Format::Json => json::render,
            Format::Sarif => sarif::render,
            Format::Gitlab => gitlab::render,
            Format::Rdjson => rdjson::render,
            Format::Concise => concise::render,
        };
        let text = context.render(render);
        match self {
            Format::Text | Format::Markdown | Format::Concise => escape::without_commands(&text).into_owned(),
            Format::Github | Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => text,
        }
    }

    /// What a step's summary is given next to this format, which has no room for it.
    pub fn step_summary(self, context: &Context) -> Option<String> {
        let summary = || context.render(markdown::step_summary);
        (self == Format::Github).then(|| escape::without_commands(&summary()).into_owned())
    }
}
