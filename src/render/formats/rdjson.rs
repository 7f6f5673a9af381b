//! The report in the Reviewdog Diagnostic Format, `rdjson`.
//!
//! Paths are relative to the current folder, and columns count bytes, as the format requires. Each part of a
//! change is a finding of its own with that part as its suggestion, because reviewdog posts one suggestion
//! with each comment, and only for its lines. Notes have no suggestions, since a part may belong to several
//! notes. <https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto>

use super::diagnostics::{self, Diagnostic, DiagnosticEdit, LineRange, Severity};
use crate::note::Level;
use crate::render::context::Context;
use crate::render::serial;
use serde::Serialize;

pub fn render(context: &Context) -> String {
    serial::text(&Report {
        source: Source { name: env!("CARGO_PKG_NAME"), url: address(env!("CARGO_PKG_REPOSITORY")) },
        diagnostics: diagnostics::all(context).into_iter().flat_map(Finding::of).collect(),
    })
}

/// The address of this program, if it has one.
fn address(repository: &'static str) -> Option<&'static str> {
    Some(repository).filter(|address| !address.is_empty())
}

#[derive(Serialize)]
struct Report<'r> {
    source: Source,
    diagnostics: Vec<Finding<'r>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'static str>,
}

#[derive(Serialize)]
struct Finding<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'static str>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Part>,
}

/// A part of a file, or a line of it if the text of the file is not available.
#[derive(Serialize)]
#[serde(untagged)]
enum Part {
    Bytes(LineRange),
    Line { start: Line },
}

#[derive(Serialize)]
struct Line {
    line: usize,
}

#[derive(Serialize)]
struct Suggestion {
    range: LineRange,
    text: String,
}

impl<'r> Finding<'r> {
    /// Returns one finding, or one for each part of a change.
    fn of(mut one: Diagnostic<'r>) -> Vec<Self> {
        let edits = std::mem::take(&mut one.edits);
        if edits.is_empty() {
            return vec![Self::plain(&one)];
        }
        let message = match edits.len() {
            1 => one.text.clone(),
            parts => format!("{}; this is one of {parts} parts, which run only together", one.text),
        };
        let part = |DiagnosticEdit { range, text }: DiagnosticEdit| Finding {
            message: message.clone(),
            location: Location { path: one.path, range: Some(Part::Bytes(range)) },
            suggestions: vec![Suggestion { range, text }],
            ..Self::plain(&one)
        };
        edits.into_iter().map(part).collect()
    }

    fn plain(one: &Diagnostic<'r>) -> Self {
        let values = one.values.trim_end_matches('\n');
        let line = one.place.map(|place| Part::Line { start: Line { line: place.line } });
        Finding {
            message: if values.is_empty() { one.text.clone() } else { format!("{}\n\n{values}", one.text) },
            location: Location { path: one.path, range: one.range.map(Part::Bytes).or(line) },
            severity: match one.severity {
                Severity::Failed | Severity::Note(Level::Manual) => "ERROR",
                Severity::Note(Level::Todo) => "WARNING",
                Severity::Note(Level::Info) => "INFO",
            },
            code: Code { value: one.id, url: one.link },
            suggestions: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_is_invented() {
        assert_eq!(address(""), None);
        assert_eq!(address("https://git.example.com/a/b"), Some("https://git.example.com/a/b"));
    }
}
