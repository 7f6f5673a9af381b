//! The report as GitLab's code quality report.
//!
//! GitLab compares the report of a merge request with that of its target branch by fingerprints, and shows
//! findings with equal fingerprints once. So a fingerprint depends on the code and not on the line, and no
//! two in a report are equal. Paths are relative to the root of the repository.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::diagnostics::{self, Diagnostic, Severity};
use super::fingerprint::Fingerprints;
use crate::note::Level;
use crate::render::context::Context;
use crate::render::serial;
use serde::Serialize;

/// The first bytes of a report that is not empty.
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
    /// The name of this program. GitLab ignores it, and this program recognises its reports by it.
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
