//! The summary of `--check`: its findings, a row each, and the verdict.

use super::{SummaryText, counted, counts, failed, state};
use crate::render::findings::{findings, stands};
use crate::render::not_migrated::NotMigrated;
use crate::render::page::Detail;
use crate::render::paint::Ink;
use crate::render::report::Report;
use crate::render::table::Row;
use crate::render::tally::Tally;

/// How many are shown before the rest is only counted.
const SHOWN: usize = 100;

pub fn say(text: &mut SummaryText, report: &Report, tally: Tally) {
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
    let unnamed = report.unmigrated.iter().filter(|mention| mention.why == NotMigrated::Outside).count();
    if report.names_files && unnamed > 0 {
        let files = counted(unnamed, "other file");
        text.sentence(0, &format!("Not judged, because not in the given paths: {files} of the same packages on v2."));
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

fn nothing(text: &mut SummaryText, report: &Report) {
    match report.counters.searched {
        0 => text.line(Ink::Red, &counts::no_files(report)),
        _ => {
            text.line(Ink::Green, &counts::nothing(report));
            text.line(Ink::Green, "Nothing to do.");
        }
    }
}

/// Returns the line that says whether the check failed, and why.
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
