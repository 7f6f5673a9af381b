//! The report with one line for each finding: `path:line:column id text`.
//!
//! The format is for editors and `grep`. Paths are relative to the current folder, as in the output of a
//! compiler. Line ends in names and code are escaped. Nothing else is printed, so without findings the report
//! is empty.

use super::diagnostics::{self, is_id};
use crate::edit::part;
use crate::render::context::Context;
use crate::render::escape;
use crate::render::place::LineColumn;
use std::fmt::Write;

pub fn render(context: &Context) -> String {
    let mut out = String::new();
    for one in diagnostics::all(context) {
        let place = one.place.unwrap_or(LineColumn { line: 1, column: 1 });
        let _ = writeln!(out, "{}:{place} {} {}", escape::one_line(one.path), one.id, escape::one_line(&one.gist));
    }
    out
}

/// Whether `text` is a report of this format with at least one line.
pub fn is_concise(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && lines.all(is_line)
}

fn is_line(line: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let ends_with_place = |text: &str| {
        let mut parts = text.rsplitn(3, ':');
        parts.next().is_some_and(is_number)
            && parts.next().is_some_and(is_number)
            && parts.next().is_some_and(|path| !path.is_empty())
    };
    // A path may contain spaces.
    line.match_indices(' ').any(|(at, _)| {
        let id = part(line, at + 1..).split(' ').next().unwrap_or_default();
        is_id(id) && ends_with_place(part(line, ..at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_of_findings_are_known_again() {
        for text in ["a.js:1:2 contact x\n", "a b:3/c.js:10:2 file-changes x\n\nb:1:1 failed y\n\n"] {
            assert!(is_concise(text), "{text}");
        }
        for text in ["", "\n", "a.js:1:2 other x\n", "a.js:1 contact x\n", ":1:2 contact x\n", "a:1:2 contact x\nb\n"] {
            assert!(!is_concise(text), "{text}");
        }
    }
}
