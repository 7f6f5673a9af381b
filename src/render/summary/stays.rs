//! What stays on v2, and why.

use super::SummaryText;
use crate::mapping;
use crate::note::{Level, Note};
use crate::render::left_alone::InTheWay;
use crate::render::now::Now;
use crate::render::paint::Ink;
use crate::render::report::{Mode, Report};
use crate::render::table::Row;
use std::collections::HashSet;

pub fn list(text: &mut SummaryText, report: &Report) {
    // What keeps a package on v2 was already listed with it.
    let listed = places_in_the_way(report);
    let mut rows = Vec::new();
    let stays = |note: &&Note| note.level == Level::Manual;
    for file in report.files.iter().filter(|file| file.notes.iter().any(|note| stays(&note))) {
        let now = Now::of(file, report.mode);
        for note in file.notes.iter().filter(stays) {
            let place = file.source.place(note.at.start as usize);
            if !listed.contains(&format!("{}:{place}", file.path)) {
                rows.push(Row {
                    place: format!("{}:{}", file.path, now.line(note)),
                    entry: Some(note.entry),
                    text: note.entry.gist().to_owned(),
                    mark: if note.falls_with_unsafe { "(--unsafe)" } else { "" },
                });
            }
        }
    }
    for mention in &report.unmigrated {
        if !listed.contains(&format!("{}:{}", mention.path, mention.place)) {
            let place = format!("{}:{}", mention.path, mention.place.line);
            rows.push(Row { place, text: mention.why.short().to_owned(), ..Row::default() });
        }
    }
    rows.dedup();
    let heading = if report.mode == Mode::Write { "Stays on v2" } else { "Would stay on v2" };
    text.section(Ink::Yellow, heading, &rows);
}

/// Returns the places that keep any package on v2.
fn places_in_the_way(report: &Report) -> HashSet<String> {
    report.left_alone.iter().flat_map(|package| &package.in_the_way).map(InTheWay::at).collect()
}

/// Returns the sentence about what `--unsafe` would move.
pub fn offer(report: &Report) -> Option<String> {
    let more = report.unsafe_moves();
    let these = if report.left_alone.is_empty() { "these" } else { "what is in the way" };
    (more > 0).then(|| format!("`--unsafe` would move {more} of {these}, at some risk to behaviour."))
}

/// Returns the warning that both SDKs are in use.
pub fn side_by_side(report: &Report) -> Option<String> {
    let when = if report.mode == Mode::Write { "now" } else { "then" };
    let warning = match report.left_alone.is_empty() {
        true => format!("Both SDKs {when} run side by side. {}", mapping::SIDE_BY_SIDE.says),
        false => format!("Some packages are {when} moved, and others are not. {}", mapping::SAME_PEOPLE.says),
    };
    report.is_mixed().then_some(warning)
}

/// Returns the same warning in one line.
pub fn both(report: &Report) -> Option<String> {
    let when = if report.mode == Mode::Write { "now" } else { "then" };
    let what = match report.left_alone.is_empty() {
        true => format!("Both SDKs {when} run side by side"),
        false => format!("Some packages are {when} moved, and others are not"),
    };
    report.is_mixed().then(|| format!("{what}: finish the rest before you deploy."))
}
