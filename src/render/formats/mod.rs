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
pub mod serial;
mod text;
pub mod web;

pub use concise::is_concise;
pub use gitlab::{EMPTY as CODE_QUALITY_EMPTY, HEAD as CODE_QUALITY_HEAD};
pub use markdown::MARK as COMMENT_MARK;

use super::escape;
use super::report::{FileReport, Report};
use crate::mapping;
use crate::note::{Level, Note};
use web::{Origin, Web};

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

/// What a format is made from.
pub struct Context<'r> {
    /// The report.
    pub report: &'r Report,
    /// For each of its files the path from the root of the repository, or from the current folder
    /// where there is none; `/` between the parts.
    pub paths: &'r [String],
    /// The path of the current folder from the same root; empty where it is that root.
    pub here: &'r str,
    /// Where the repository can be read on the web.
    pub web: Option<&'r Web>,
    /// Which repository and commit the run is about, where a report says so.
    pub origin: &'r Origin,
    /// The exit code of the run, as far as it is known.
    pub exit: u8,
}

impl Context<'_> {
    /// A path as it is shown, from the root.
    pub fn from_root(&self, shown: &str) -> String {
        let mut names: Vec<&str> = Vec::new();
        let is_absolute = shown.starts_with('/') || shown.get(1..).is_some_and(|rest| rest.starts_with(":/"));
        let here = if is_absolute { "" } else { self.here };
        for name in here.split('/').chain(shown.split('/')) {
            match name {
                "" | "." => {}
                ".." if names.last().is_some_and(|last| *last != "..") => _ = names.pop(),
                _ => names.push(name),
            }
        }
        let slash = if shown.starts_with('/') { "/" } else { "" };
        format!("{slash}{}", names.join("/"))
    }
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
        let text = context.report.faults.whole(context, render);
        match self {
            Format::Text | Format::Markdown | Format::Concise => escape::without_commands(&text).into_owned(),
            Format::Github | Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => text,
        }
    }

    /// What a step's summary is given next to this format, which has no room for it.
    pub fn step_summary(self, context: &Context) -> Option<String> {
        let summary = || context.report.faults.whole(context, markdown::step_summary);
        (self == Format::Github).then(|| escape::without_commands(&summary()).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::report::Mode;

    #[test]
    fn what_is_shown_from_a_folder_has_a_path_from_the_root() {
        let report = Report::of_nothing(Mode::Check);
        let context =
            Context { report: &report, paths: &[], here: "apps/web", web: None, origin: Origin::UNKNOWN, exit: 0 };
        let paths = [
            ("src/a.ts", "apps/web/src/a.ts"),
            ("../lib/./b.ts", "apps/lib/b.ts"),
            ("../../../c.ts", "../c.ts"),
            ("/tmp/d.ts", "/tmp/d.ts"),
            ("C:/e.ts", "C:/e.ts"),
            (".", "apps/web"),
        ];
        paths.iter().for_each(|(shown, path)| assert_eq!(context.from_root(shown), *path));
    }
}
