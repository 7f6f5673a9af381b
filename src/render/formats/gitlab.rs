//! A report of code quality, as GitLab reads it.
//!
//! GitLab compares the report of a merge request with that of its target by the fingerprints, and shows
//! findings with the same one once. So a fingerprint goes by the code, never by the line, and comes once.
//! Paths begin at the root of the repository.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::diagnostics::{self, Diagnostic, Severity};
use super::fingerprint::Fingerprints;
use crate::note::Level;
use crate::render::context::Context;
use crate::render::serial;
use serde::Serialize;

/// What a report begins with, unless it is empty.
pub const HEAD: &str = "[\n  {\n    \"engine_name\": \"rupt-migrate\",";

/// A report without findings.
pub const EMPTY: &str = "[]\n";

pub fn render(context: &Context) -> String {
    let mut prints = Fingerprints::default();
    let all: Vec<Finding> = diagnostics::all(context).into_iter().map(|one| Finding::of(one, &mut prints)).collect();
    serial::text(&all)
}

#[derive(Serialize)]
struct Finding {
    /// GitLab has no use for it; it tells whose report this is.
    engine_name: &'static str,
    check_name: &'static str,
    description: String,
    severity: &'static str,
    fingerprint: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

impl Finding {
    fn of(one: Diagnostic, prints: &mut Fingerprints) -> Self {
        Finding {
            engine_name: env!("CARGO_PKG_NAME"),
            check_name: one.id,
            severity: match one.severity {
                Severity::Failed => "blocker",
                Severity::Note(Level::Manual) => "major",
                Severity::Note(Level::Todo) => "minor",
                Severity::Note(Level::Info) => "info",
            },
            fingerprint: prints.next(one.id, &one.from_root, &one.code),
            description: one.text,
            location: Location { path: one.from_root, lines: Lines { begin: one.place.map_or(1, |place| place.line) } },
        }
    }
}
