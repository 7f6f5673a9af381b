//! The findings of a run, for formats that are lists of findings.
//!
//! Each note is a finding, and so is each file that would change, each file that names v2 and was not
//! migrated, and each failure. Places are those in the files as they are after the run.

use crate::edit::Span;
use crate::mapping::{ENTRIES, GUIDE, MANIFEST_ENTRIES};
use crate::note::{Level, Note};
use crate::render::changes::{Replacement, replacements};
use crate::render::context::Context;
use crate::render::failure::Failure;
use crate::render::now::Now;
use crate::render::place::LineColumn;
use crate::render::report::{FileReport, Mode, UnmigratedFile};
use crate::render::source::SourceText;
use serde::Serialize;

/// The id of a finding about a file that would change.
pub const CHANGE: &str = "file-changes";

/// The text of such a finding.
pub const CHANGE_TEXT: &str = "rupt-migrate has changes for this file";

/// The id of a finding about a file that names v2 and was not migrated.
pub const UNREAD: &str = "file-not-migrated";

/// The id of a failure.
const FAILED: &str = "failed";

/// Whether `text` is the id of a finding.
pub fn is_id(text: &str) -> bool {
    let mut entries = ENTRIES.iter().chain(MANIFEST_ENTRIES);
    [CHANGE, UNREAD, FAILED].contains(&text) || entries.any(|entry| entry.id == text)
}

/// How severe a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// A failure.
    Failed,
    /// The level of a note.
    Note(Level),
}

/// A finding.
#[derive(Debug)]
pub struct Diagnostic<'r> {
    /// The id of the note, or of a finding about a whole file.
    pub id: &'static str,
    /// How severe it is.
    pub severity: Severity,
    /// The path relative to the current folder.
    pub path: &'r str,
    /// The path relative to the root of the repository.
    pub from_root: String,
    /// The place, or `None` for a whole file.
    pub place: Option<LineColumn>,
    /// The range with columns in bytes, if the text of the file is available.
    pub range: Option<LineRange>,
    /// The text in one sentence.
    pub gist: String,
    /// The whole text.
    pub text: String,
    /// The values of a note, as a list in Markdown.
    pub values: String,
    /// The page to read.
    pub link: Option<&'static str>,
    /// The code that the finding is about, as it was read, with secrets shortened.
    pub code: String,
    /// The parts of the change, if the finding is about one.
    pub edits: Vec<DiagnosticEdit>,
}

/// A part of a change. The code does not run without the other parts.
#[derive(Debug)]
pub struct DiagnosticEdit {
    /// What is replaced.
    pub range: LineRange,
    /// The new text.
    pub text: String,
}

/// A range of a text; its end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LineRange {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// A place in a text, with line and column counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The line. Only a line feed ends a line.
    pub line: usize,
    /// The byte in the line, in UTF-8. A byte order mark counts as part of the line.
    pub column: usize,
}

impl LineRange {
    fn of(source: &SourceText, at: Span) -> Self {
        let position = |offset: u32| Position {
            line: source.place(offset as usize).line,
            column: source.bytes_before(offset as usize) + 1,
        };
        LineRange { start: position(at.start), end: position(at.end) }
    }
}

/// Returns all findings: those about files by path and place, then files that were not migrated, then
/// failures.
pub fn all<'r>(context: &Context<'r>) -> Vec<Diagnostic<'r>> {
    let report = context.report;
    let files = context.paths.iter().zip(&report.files).flat_map(|(path, file)| of_file(report.mode, path, file));
    let mentions = report.unmigrated.iter().map(|mention| of_mention(context, mention));
    let failures = report.failures.iter().map(|failure| of_failure(context, failure));
    files.chain(mentions).chain(failures).collect()
}

fn of_file<'r>(mode: Mode, path: &str, file: &'r FileReport) -> Vec<Diagnostic<'r>> {
    let now = Now::of(file, mode);
    // A change that was written is not a finding.
    let change = if mode == Mode::Write { None } else { of_change(path, file) };
    let notes = file.notes.iter().map(|note| of_note(&now, path, file, note));
    let mut all: Vec<Diagnostic> = change.into_iter().chain(notes).collect();
    all.sort_by_key(|one| one.place);
    all
}

fn of_note<'r>(now: &Now, path: &str, file: &'r FileReport, note: &Note) -> Diagnostic<'r> {
    let (source, shown) = (now.source(), now.note(note));
    Diagnostic {
        severity: Severity::Note(note.level),
        place: Some(source.place(shown.at.start as usize)),
        range: Some(LineRange::of(source, shown.at)),
        gist: note.entry.text.to_owned(),
        text: note.entry.full(),
        values: super::markdown::values(source, &shown),
        link: note.entry.link,
        code: file.source.secrets().shorten(&file.source, note.at),
        ..Diagnostic::new(note.entry.id, &file.path, path.to_owned())
    }
}

fn of_change<'r>(path: &str, file: &'r FileReport) -> Option<Diagnostic<'r>> {
    let new = file.applied()?;
    let parts = replacements(&file.source, &new.text);
    let first = parts.first()?.at;
    let edit = |part: Replacement| DiagnosticEdit { range: LineRange::of(&file.source, part.at), text: part.text };
    Some(Diagnostic {
        severity: Severity::Note(Level::Todo),
        place: Some(file.source.place(first.start as usize)),
        range: Some(LineRange::of(&file.source, first)),
        edits: parts.into_iter().map(edit).collect(),
        link: Some(GUIDE),
        ..Diagnostic::new(CHANGE, &file.path, path.to_owned()).saying(CHANGE_TEXT)
    })
}

fn of_mention<'r>(context: &Context, mention: &'r UnmigratedFile) -> Diagnostic<'r> {
    Diagnostic {
        severity: Severity::Note(Level::Manual),
        place: Some(mention.place),
        link: Some(GUIDE),
        ..Diagnostic::new(UNREAD, &mention.path, context.from_root(&mention.path)).saying(mention.why.about_all())
    }
}

fn of_failure<'r>(context: &Context, failure: &'r Failure) -> Diagnostic<'r> {
    let help = failure.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    Diagnostic {
        place: failure.snippet.as_ref().map(|snippet| snippet.place),
        ..Diagnostic::new(FAILED, &failure.path, context.from_root(&failure.path))
            .saying(&format!("{}{help}", failure.message))
    }
}

impl<'r> Diagnostic<'r> {
    fn new(id: &'static str, path: &'r str, from_root: String) -> Self {
        Diagnostic {
            id,
            severity: Severity::Failed,
            path,
            from_root,
            place: None,
            range: None,
            gist: String::new(),
            text: String::new(),
            values: String::new(),
            link: None,
            code: String::new(),
            edits: Vec::new(),
        }
    }

    fn saying(self, text: &str) -> Self {
        Diagnostic { gist: text.to_owned(), text: text.to_owned(), ..self }
    }
}
