//! What must hold for the reports of any bytes at all.

use crate::kinds::NAMES;
use rupt_migrate::edit::{Edits, Span};
use rupt_migrate::kind::Kind;
use rupt_migrate::migrate;
use rupt_migrate::migration::{Choice, Migration, Moves, Outcome};
use rupt_migrate::render::context::Context;
use rupt_migrate::render::diff::{FileChange, PatchReader, patch};
use rupt_migrate::render::failure::Failure;
use rupt_migrate::render::formats::ReportFormat;
use rupt_migrate::render::notes;
use rupt_migrate::render::page::Detail;
use rupt_migrate::render::paint::Paint;
use rupt_migrate::render::report::{FileReport, Mode, Report, Sdks, Subject};
use rupt_migrate::render::screen::Screen;
use rupt_migrate::render::snippet::Snippet;
use rupt_migrate::render::summary::{quiet, summary};
use rupt_migrate::render::web::Origin;
use rupt_migrate::render::worksheet::Form;

/// Migrates `data`, whose first byte chooses the kind of file, and makes every report of it; the last
/// bytes choose a place that a failure is about, inside of a character or not.
///
/// # Panics
/// Where a report cannot be made.
pub fn shown(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else { return };
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let kind = Kind::of(NAMES[usize::from(choice % 16)]).expect("a file that is migrated");
    let moves = if choice & 16 != 0 { Moves::Unsafe } else { Moves::Safe };
    let mode = if choice & 32 != 0 { Mode::Write } else { Mode::Check };
    let at = bytes.iter().rev().take(4).fold(0usize, |at, byte| at * 256 + usize::from(*byte)) % (bytes.len() + 2);
    let mut failure = Failure::new("a.js", "not parsed");
    failure.snippet = Some(Snippet::new("a.js", &source.into(), Span::new(at as u32, at as u32 + 1)));
    let migration = match migrate(source, kind, &Choice { moves, ..Choice::default() }) {
        Outcome::Migrated(migration) => migration,
        Outcome::Unparsable { at, .. } => {
            failure.snippet = Some(Snippet::new("a.js", &source.into(), Span::new(at, at + 1)));
            Migration::default()
        }
        Outcome::Clean | Outcome::Unproven { .. } | Outcome::TooMuch => {
            Migration { edits: Edits::default(), ..Migration::default() }
        }
    };
    let file = FileReport {
        path: "src/a.js".to_owned(),
        source: source.into(),
        edits: migration.edits,
        subject: Subject::Script,
        notes: migration.notes,
        pending: migration.pending,
        uses: migration.uses,
        unsafe_moves: migration.unsafe_moves,
    };
    every_report(file, failure, mode);
}

fn every_report(file: FileReport, failure: Failure, mode: Mode) {
    if let Some(new) = file.applied() {
        let change = FileChange { path: b"src/a.js", old: &file.source, new: &new.text, kept: &new.kept };
        assert!(!patch(change, PatchReader::Program(Paint::Colour)).is_empty());
    }
    let report = Report { files: vec![file], failures: vec![failure], sdks: Sdks::Both, ..Report::of_nothing(mode) };
    let paths = ["src/a.js".to_owned()];
    let context = Context { report: &report, paths: &paths, here: "", web: None, origin: Origin::UNKNOWN, exit: 0 };
    notes::all(&report, Paint::Colour);
    notes::failures(&report.failures, Paint::Plain);
    let narrow = Screen { paint: Paint::Colour, width: Some(40), links: true };
    for (detail, screen) in [(Detail::Full, Screen::PLAIN), (Detail::Normal, narrow)] {
        assert!(!summary(&report, detail, screen).is_empty());
    }
    quiet(&report, Screen::PLAIN);
    for (_, format) in ReportFormat::ALL {
        assert!(!format.render(&context).is_empty());
        format.step_summary(&context);
    }
    for form in [Form::Markdown, Form::Html, Form::Json] {
        assert!(!form.render(&context).is_empty());
    }
    let faults: Vec<String> = report.faults.failures().into_iter().map(|fault| fault.message).collect();
    assert!(faults.is_empty(), "{faults:?}");
}
