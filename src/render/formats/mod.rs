//! The formats of the report, one file each.

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
pub enum ReportFormat {
    /// The report of the terminal without colours.
    Text,
    /// Annotations of a workflow on GitHub.
    Github,
    /// A comment for a pull request.
    Markdown,
    /// The complete data, for programs; `docs/report.schema.json` describes it.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// A code quality report of GitLab.
    Gitlab,
    /// The format of reviewdog.
    Rdjson,
    /// One line for each finding, for editors.
    Concise,
}

/// Returns the notes of `level`, each with its file and the file's path, in the order of the table and then
/// of the files.
fn noted<'r>(context: &Context<'r>, level: Level) -> Vec<(&'r FileReport, &'r String, &'r Note)> {
    let files = context.report.files.iter().zip(context.paths);
    let all = files.flat_map(|(file, path)| file.notes.iter().map(move |note| (file, path, note)));
    let mut all: Vec<_> = all.filter(|(_, _, note)| note.level == level).collect();
    all.sort_by_key(|(_, _, note)| mapping::rank(note.entry));
    all
}

impl ReportFormat {
    /// All formats, by name.
    pub const ALL: &'static [(&'static str, ReportFormat)] = &[
        ("text", ReportFormat::Text),
        ("json", ReportFormat::Json),
        ("sarif", ReportFormat::Sarif),
        ("github", ReportFormat::Github),
        ("gitlab", ReportFormat::Gitlab),
        ("rdjson", ReportFormat::Rdjson),
        ("markdown", ReportFormat::Markdown),
        ("concise", ReportFormat::Concise),
    ];

    /// Returns the format called `name`.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(other, _)| *other == name).map(|(_, format)| *format)
    }

    /// Renders the report in this format.
    pub fn render(self, context: &Context) -> String {
        let render = match self {
            ReportFormat::Text => text::render,
            ReportFormat::Github => github::render,
            ReportFormat::Markdown => markdown::comment,
            ReportFormat::Json => json::render,
            ReportFormat::Sarif => sarif::render,
            ReportFormat::Gitlab => gitlab::render,
            ReportFormat::Rdjson => rdjson::render,
            ReportFormat::Concise => concise::render,
        };
        let text = context.render(render);
        match self {
            ReportFormat::Text | ReportFormat::Markdown | ReportFormat::Concise => {
                escape::without_commands(&text).into_owned()
            }
            ReportFormat::Github
            | ReportFormat::Json
            | ReportFormat::Sarif
            | ReportFormat::Gitlab
            | ReportFormat::Rdjson => text,
        }
    }

    /// Renders the summary of the step, if this format has one beside it.
    pub fn step_summary(self, context: &Context) -> Option<String> {
        let summary = || context.render(markdown::step_summary);
        (self == ReportFormat::Github).then(|| escape::without_commands(&summary()).into_owned())
    }
}
