//! Rendering notes and failures, each with the line of code that it is about.
//!
//! The line is cut around the place, so that a minified file of one line can be read, and control characters
//! in it are escaped. Values are never wrapped, so that they can be copied. The remarks after them are.

use super::escape;
use super::failure::Failure;
use super::faults::Faults;
use super::now::Now;
use super::page::{WIDTH, wrap};
use super::paint::Paint;
use super::report::{FileReport, Mode, Report};
use super::snippet::Snippet;
use super::source::SourceText;
use crate::edit::Span;
use crate::mapping::{self, Remarked};
use crate::note::{Level, Note};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};
use std::fmt::{self, Write};

/// The data that miette needs.
#[derive(Debug)]
struct Shown<'a> {
    message: String,
    help: Option<String>,
    severity: Severity,
    snippet: Option<&'a Snippet>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (start, length) = self.snippet?.label;
        Some(Box::new(std::iter::once(LabeledSpan::new(None, start, length))))
    }
}

/// Renders the notes of all files, by place.
pub fn all(report: &Report, paint: Paint) -> String {
    report.files.iter().map(|file| notes(file, report.mode, &report.faults, paint)).collect()
}

/// Renders all failures.
pub fn failures(failures: &[Failure], paint: Paint) -> String {
    failures.iter().map(|each| failure(each, paint)).collect()
}

/// Renders all notes of a file, by place. Each is rendered on its own, so that a panic in one hides no other.
pub fn notes(file: &FileReport, mode: Mode, faults: &Faults, paint: Paint) -> String {
    let now = Now::of(file, mode);
    file.notes.iter().filter_map(|note| faults.contain(&file.path, || one(&now, note, paint))).collect()
}

fn one(now: &Now, note: &Note, paint: Paint) -> String {
    let source = now.source();
    let snippet = Snippet::new(now.path(), source, now.span(note));
    show(&shown(source, &now.note(note), &snippet), paint)
}

fn shown<'a>(source: &SourceText, note: &Note, snippet: &'a Snippet) -> Shown<'a> {
    let mut help: Vec<String> = values(source, note).flat_map(|(key, text)| lines(&key, text)).collect();
    help.extend(note.entry.link.map(str::to_owned));
    let severity = match note.level {
        Level::Info => Severity::Advice,
        Level::Todo => Severity::Warning,
        Level::Manual => Severity::Error,
    };
    Shown {
        message: wrap(&format!("{}: {}", note.entry.id, note.entry.full()), WIDTH - 6).join("\n"),
        help: Some(help.join("\n")).filter(|help| !help.is_empty()),
        severity,
        snippet: Some(snippet),
    }
}

/// Returns the values of a note, each with its name, which includes the line if it is not that of the note.
pub fn values<'a>(source: &'a SourceText, note: &'a Note) -> impl Iterator<Item = (String, &'a str)> {
    let line = |at: Span| source.place(at.start as usize).line;
    let own = line(note.at);
    note.values.iter().map(move |value| {
        let elsewhere = value.at.map(line).filter(|line| *line != own);
        let remark = elsewhere.map_or(String::new(), |line| format!(" (line {line})"));
        (format!("{}{remark}", value.key), value.text.as_str())
    })
}

/// Returns `key: value`, and below it the remarks that do not fit on the line.
fn lines(key: &str, text: &str) -> Vec<String> {
    let Remarked { text: bare, remarks, condition } = Remarked::read(text);
    if remarks.is_empty() || pair(key, text).chars().count() <= WIDTH - 10 {
        return vec![pair(key, text)];
    }
    let condition = condition.map_or(String::new(), mapping::condition);
    let mut lines = vec![pair(key, &format!("{bare}{condition}"))];
    for remark in remarks {
        lines.extend(wrap(&format!("({})", remark.says), WIDTH - 12).iter().map(|line| format!("  {line}")));
    }
    lines
}

/// Returns `key: value`. The further lines of a value keep their own indentation.
pub fn pair(key: &str, text: &str) -> String {
    format!("{}: {}", escape::one_line(key), escape::lines(text))
}

/// Renders a failure, with its line of code if it has one.
pub fn failure(failure: &Failure, paint: Paint) -> String {
    let path = escape::one_line(&failure.path);
    let place = match &failure.snippet {
        Some(_) => String::new(),
        None => format!("{path}: "),
    };
    let shown = Shown {
        message: wrap(&format!("{place}{}", escape::one_line(&failure.message)), WIDTH - 6).join("\n"),
        help: failure.help.as_ref().map(|help| wrap(help, WIDTH - 10).join("\n")),
        severity: Severity::Error,
        snippet: failure.snippet.as_ref(),
    };
    show(&shown, paint)
}

fn show(shown: &Shown, paint: Paint) -> String {
    let theme = match paint {
        Paint::Plain => GraphicalTheme::unicode_nocolor(),
        Paint::Colour => GraphicalTheme::unicode(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(WIDTH)
        .with_context_lines(0)
        .with_wrap_lines(false)
        .without_syntax_highlighting();
    let mut text = String::new();
    if handler.render_report(&mut text, shown).is_err() {
        text = format!("  {}\n", shown.message);
    }
    let mut out = String::new();
    for line in text.lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::entry;
    use crate::render::report::Subject;

    fn file(source: &str, note: Note) -> FileReport {
        FileReport {
            path: "src/a.ts".into(),
            source: source.into(),
            edits: crate::edit::Edits::default(),
            subject: Subject::Script,
            notes: vec![note],
            pending: Vec::new(),
            uses: Vec::new(),
            unsafe_moves: 0,
        }
    }

    #[test]
    fn a_note_shows_its_line_its_values_and_its_link() {
        let source = "// é\n\tlink({ redirect_urls: {} });\n";
        let note = Note::new(entry!("redirect-urls"), Span::new(14, 27)).with("Logout URL", "\"https://x.com/a\"");
        let shown = notes(&file(source, note), Mode::Check, &Faults::default(), Paint::Plain);
        insta::assert_snapshot!(shown, @r#"
          ⚠ redirect-urls: set on the challenge config of your access policy
           ╭─[src/a.ts:2:9]
         2 │     link({ redirect_urls: {} });
           ·            ─────────────
           ╰────
          help: Logout URL: "https://x.com/a"
                https://app.rupt.dev/policies
        "#);
    }

    #[test]
    fn a_minified_line_is_cut_around_the_place() {
        let source = format!("{}Rupt.attach({{}});{}", "x;".repeat(9000), "y;".repeat(9000));
        let note = Note::new(entry!("value"), Span::new(18000, 18011));
        let shown = notes(&file(&source, note), Mode::Check, &Faults::default(), Paint::Plain);
        assert!(shown.contains("[src/a.ts:1:18001]"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= WIDTH), "{shown}");
        assert!(shown.contains("Rupt.attach"));
    }

    #[test]
    fn a_failure_without_a_place_begins_with_its_path() {
        let shown = failure(&Failure::new("no/such", "no such file or folder").help("check the path"), Paint::Plain);
        assert_eq!(shown, "  × no/such: no such file or folder\n  help: check the path\n\n");
    }
}
