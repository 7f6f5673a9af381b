//! The tasks, by who does them.

use super::{LISTED, SummaryText};
use crate::mapping::{self, Owner};
use crate::note::{Level, Note};
use crate::render::findings::is_asked;
use crate::render::now::Now;
use crate::render::paint::Ink;
use crate::render::report::Report;
use crate::render::table::Row;

/// Returns the tasks, a row each.
pub fn asked(report: &Report) -> Vec<Row> {
    rows(report, is_asked)
}

/// Lists the rows of `asked`, by who does them.
pub fn list(text: &mut SummaryText, report: &Report, asked: &[Row]) {
    text.gap();
    for owner in Owner::ALL {
        let rows: Vec<Row> = asked.iter().filter(|row| owner_of(row) == Some(owner)).cloned().collect();
        if !rows.is_empty() {
            let values = report.worksheet.as_ref().filter(|_| owner == Owner::Dashboard);
            let values = values.map_or(String::new(), |worksheet| format!(" (step by step: {worksheet})"));
            text.line(Ink::Bold, &format!("To do: {}{values}", owner.name()));
            text.rows(&rows, LISTED);
        }
    }
}

/// Returns who does the task of a row.
pub fn owner_of(row: &Row) -> Option<Owner> {
    row.entry.map(Owner::of)
}

/// Returns the notes that are `chosen`, a row each, in the order of the table.
pub fn rows(report: &Report, chosen: impl Fn(&Note) -> bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for file in report.files.iter().filter(|file| file.notes.iter().any(&chosen)) {
        let now = Now::of(file, report.mode);
        let row = |note: &Note| Row {
            place: format!("{}:{}", file.path, now.line(note)),
            entry: Some(note.entry),
            text: shortly(note),
            mark: "",
        };
        rows.extend(file.notes.iter().filter(|note| chosen(note)).map(row));
    }
    rows.sort_by_key(|row| row.entry.map(mapping::rank));
    rows.dedup();
    rows
}

/// Returns what to set or what to do, in a few words.
fn shortly(note: &Note) -> String {
    let keys: Vec<&str> = note.values.iter().map(|value| value.key.as_str()).collect();
    match &note.values[..] {
        [value] if Owner::of(note.entry) == Owner::Code => format!("{} ({})", step(note), value.text),
        _ if Owner::of(note.entry) == Owner::Code || note.level == Level::Info => step(note),
        [] => step(note),
        [value] => value.text.clone(),
        _ => keys.join(", "),
    }
}

fn step(note: &Note) -> String {
    note.entry.next_step().unwrap_or(note.entry.gist()).to_owned()
}
