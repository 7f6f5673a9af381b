//! The files that were written, and what happened in each.

use super::{SummaryText, counted};
use crate::kind::manifest::dependencies::ManifestChange;
use crate::migration::UseFate;
use crate::note::Level;
use crate::render::paint::Ink;
use crate::render::report::{FileReport, Mode, Report, Subject};
use crate::render::table::Row;

pub fn list(text: &mut SummaryText, report: &Report) {
    if report.mode != Mode::Write {
        return;
    }
    let written: Vec<Row> = report.files.iter().filter(|file| file.changes()).map(row).collect();
    text.section(Ink::Bold, &format!("Wrote {}", counted(written.len(), "file")), &written);
    let missing = |path: &String| Row { place: path.clone(), ..Row::default() };
    let missing: Vec<Row> = report.writes.not_written.iter().map(missing).collect();
    text.section(Ink::Red, "Not written", &missing);
}

fn row(file: &FileReport) -> Row {
    Row { place: file.path.clone(), text: happened(file), ..Row::default() }
}

/// Returns what happened in a file, in a few words.
pub fn happened(file: &FileReport) -> String {
    let moved = file.uses.iter().filter(|found| found.fate != UseFate::Left).count();
    let todos = file.notes.iter().filter(|note| note.level != Level::Info && !note.found && !note.silenced).count();
    match (file.subject, moved, todos) {
        (Subject::Manifest(ManifestChange::Replaced), ..) => "@ruptjs/client in place of rupt".to_owned(),
        (Subject::Manifest(ManifestChange::Added), ..) => "+ @ruptjs/client; rupt stays, it is still used".to_owned(),
        (Subject::Manifest(ManifestChange::Removed), ..) => "- rupt".to_owned(),
        (_, 0, 0) => "tidied".to_owned(),
        (_, moved, 0) => format!("{moved} moved"),
        (_, 0, todos) => counted(todos, "TODO"),
        (_, moved, todos) => format!("{moved} moved, {}", counted(todos, "TODO")),
    }
}
