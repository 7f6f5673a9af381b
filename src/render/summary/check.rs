//! What `--check` finds: a line each, and whether that is too much.

use super::{Text, counted, counts, failed, state, todo};
use crate::mapping::{self, Entry, Owner};
use crate::migration::UseFate;
use crate::note::{Level, Note};
use crate::render::paint::Ink;
use crate::render::report::{Detail, FileReport, Report, Tally, Unread};
use crate::render::table::Row;

/// Something that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    place: String,
    entry: Option<&'static Entry>,
    what: String,
}

/// How many are shown before the rest is only counted.
const SHOWN: usize = 100;

/// Everything that makes `--check` fail, by place.
pub fn findings(report: &Report) -> Vec<Finding> {
    let mut all: Vec<Finding> = report.files.iter().flat_map(of_file).collect();
    let judged = report.mentions.iter().filter(|mention| !report.names_files || mention.why != Unread::Outside);
    all.extend(judged.map(|mention| Finding {
        place: format!("{}:{}", mention.path, mention.place.line),
        entry: None,
        what: format!("on v2, {}", super::stays::shortly(mention.why)),
    }));
    all.dedup();
    all
}

fn of_file(file: &FileReport) -> Vec<Finding> {
    let line = |offset: u32| file.source.place(offset as usize).line;
    let mut all: Vec<(usize, Finding)> = Vec::new();
    let mut add = |at: u32, entry: Option<&'static Entry>, what: String| {
        all.push((line(at), Finding { place: format!("{}:{}", file.path, line(at)), entry, what }));
    };
    for note in &file.notes {
        match note.level {
            Level::Manual if mapping::is_setting(note.entry) => {
                add(note.at.start, Some(note.entry), "names v2".to_owned())
            }
            Level::Manual => add(note.at.start, Some(note.entry), format!("on v2: {}", note.entry.gist())),
            Level::Todo if stands(file, note) => {
                add(note.at.start, Some(note.entry), format!("TODO ({})", Owner::of(note.entry).name()));
            }
            Level::Todo | Level::Info => {}
        }
    }
    let manual = file.notes.iter().any(|note| note.level == Level::Manual);
    for found in &file.uses {
        match found.fate {
            UseFate::Left if manual => {}
            UseFate::Left => add(found.at.start, None, format!("on v2: {}", found.what)),
            UseFate::Moved | UseFate::MovedWithTodo => {
                add(found.at.start, None, format!("can be moved: {}", found.what))
            }
        }
    }
    if file.changes() && all.is_empty() {
        all.push((0, Finding { place: file.path.clone(), entry: None, what: "would change".to_owned() }));
    }
    all.sort_by_key(|(line, _)| *line);
    all.into_iter().map(|(_, finding)| finding).collect()
}

/// Whether the TODO is there now, and not only once the file has changed.
fn stands(file: &FileReport, note: &Note) -> bool {
    todo::is_asked(note) && (note.found || !file.changes())
}

pub fn say(text: &mut Text, report: &Report, tally: Tally) {
    failed(text, report);
    super::left_alone::list(text, report);
    let rows = findings(report).into_iter().map(|finding| Row {
        place: finding.place,
        entry: finding.entry,
        text: finding.what,
        mark: "",
    });
    let rows: Vec<Row> = rows.collect();
    if !rows.is_empty() {
        text.gap();
        text.rows(&rows, SHOWN);
    }
    text.gap();
    let unnamed = report.mentions.iter().filter(|mention| mention.why == Unread::Outside).count();
    if report.names_files && unnamed > 0 {
        let files = counted(unnamed, "other file");
        text.sentence(0, &format!("Not judged, since they were not named: {files} of the same packages on v2."));
    }
    report.remarks.iter().for_each(|remark| text.warning(remark));
    let found = rows.len();
    if found == 0 && report.failures.is_empty() {
        nothing(text, report);
    } else {
        text.line(state(report, tally), &verdict(report, tally));
    }
    report.next.iter().take(1).for_each(|step| text.line(Ink::Bold, &format!("Next: {step}")));
    if text.detail == Detail::Full {
        text.gap();
        text.line(Ink::Dim, &super::end::numbers(report));
    }
}

fn nothing(text: &mut Text, report: &Report) {
    match report.counters.searched {
        0 => text.line(Ink::Red, &counts::no_files(report)),
        _ => {
            text.line(Ink::Green, &counts::nothing(report));
            text.line(Ink::Green, "Nothing to do.");
        }
    }
}

/// Whether the check failed, and for what.
pub fn verdict(report: &Report, tally: Tally) -> String {
    let all = findings(report);
    let changes = report.files.iter().filter(|file| file.changes()).count();
    let on_v2 = match (tally.found(), tally.all_moved()) {
        (0, _) => None,
        (found, 0) => Some(format!("{} on v2", counted(found, "use"))),
        (found, moved) => Some(format!("{} on v2 ({moved} can be moved)", counted(found, "use"))),
    };
    let some = |count: usize, what: &str| (count > 0).then(|| counted(count, what));
    let stand = report.files.iter().flat_map(|file| file.notes.iter().filter(|note| stands(file, note))).count();
    let parts = [
        some(report.failures.len(), "failure"),
        on_v2,
        some(stand, "TODO"),
        some(tally.settings, "setting"),
        some(changes, "file").map(|files| format!("{files} to change")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let parts = if parts.is_empty() { "nothing left".to_owned() } else { parts.join(", ") };
    let read = counted(report.counters.searched, "file");
    let allowed = match report.max_left {
        Some(most) => format!("; {} of at most {most}", counted(all.len(), "finding")),
        None => String::new(),
    };
    let verdict = if report.has_work() || !report.failures.is_empty() { "failed" } else { "passed" };
    format!("Check {verdict}: {parts}{allowed} ({read} read).")
}
