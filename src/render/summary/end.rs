//! The last lines: the next steps.

use super::{SummaryText, counts, state, todo};
use crate::mapping::{self, Owner};
use crate::note::Level;
use crate::render::findings::is_asked;
use crate::render::page::Detail;
use crate::render::paint::Ink;
use crate::render::report::{Mode, Report};
use crate::render::table::Row;
use crate::render::tally::Tally;

pub fn say(text: &mut SummaryText, report: &Report, tally: Tally, asked: &[Row]) {
    match (report.mode, tally.found()) {
        (Mode::DryRun, 1..) => {
            let said = counts::moved(report, tally);
            text.line(state(report, tally), &format!("Nothing was written. {}", capital(&said)));
        }
        (_, 0) => nothing(text, report, tally),
        _ => {}
    }
    for (index, step) in report.next.iter().enumerate() {
        let head = if index == 0 { "Next:" } else { "then:" };
        text.line(Ink::Bold, &format!("{head} {step}"));
    }
    let is_named = asked.iter().any(|row| todo::owner_of(row) == Some(Owner::Dashboard));
    if let Some(worksheet) = report.worksheet.as_ref().filter(|_| !is_named) {
        text.line(Ink::Bold, &format!("then: set the dashboard, step by step: {worksheet}"));
    }
    let undo = report.undo.as_ref().map(|undo| format!("Undo: {undo}"));
    let why = explained(report).map(|id| format!("Why: {} explain {id}", report.called));
    let hidden = Some(hidden(report)).filter(|count| *count > 0 && text.detail == Detail::Normal);
    let more = hidden.map(|count| format!("More: -v ({})", super::counted(count, "note")));
    let all: Vec<String> = [undo, why, more].into_iter().flatten().collect();
    let one = all.join("   ");
    let fits = one.chars().count() <= text.screen.room();
    let lines = if fits { vec![one] } else { all };
    lines.iter().filter(|line| !line.is_empty()).for_each(|line| text.line(Ink::Dim, line));
    if text.detail == Detail::Full {
        text.gap();
        text.line(Ink::Dim, &numbers(report));
    }
}

fn nothing(text: &mut SummaryText, report: &Report, tally: Tally) {
    let changed = report.files.iter().filter(|file| file.changes()).count();
    match (report.counters.searched, report.failures.is_empty()) {
        (0, true) => return text.line(Ink::Yellow, &counts::no_files(report)),
        (0, false) => return,
        _ => {}
    }
    text.line(state(report, tally), &counts::nothing(report));
    if changed + tally.todos + tally.settings + report.failures.len() == 0 {
        text.line(Ink::Green, "Nothing to do.");
    }
}

/// Returns the id of the note to explain first: one about code that stays, or else one that asks for work.
fn explained(report: &Report) -> Option<&'static str> {
    let notes = || report.files.iter().flat_map(|file| &file.notes);
    let stays = notes().find(|note| note.level == Level::Manual);
    let asked = || notes().filter(|note| is_asked(note));
    let first = || asked().min_by_key(|note| (Owner::of(note.entry), mapping::rank(note.entry)));
    stays.or_else(first).map(|note| note.entry.id)
}

/// Returns how many notes are not shown.
fn hidden(report: &Report) -> usize {
    report.files.iter().flat_map(|file| &file.notes).filter(|note| note.level == Level::Info).count()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

pub fn numbers(report: &Report) -> String {
    let c = report.counters;
    let numbers = [c.seen, c.searched, c.reads, c.bytes, c.named, c.parsed, c.proven, c.changed, c.written];
    let names = ["seen", "searched", "reads", "bytes", "name Rupt", "parsed", "proven", "changed", "written"];
    let parts = numbers.iter().zip(names).map(|(number, name)| format!("{number} {name}"));
    format!("Files: {}", parts.collect::<Vec<_>>().join(", "))
}
