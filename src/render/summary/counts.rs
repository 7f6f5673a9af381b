//! Lines with counts.

use super::Report;
use crate::render::report::Mode;
use crate::render::tally::Tally;

/// How many of the given paths are named.
const NAMED: usize = 3;

/// Returns the line that says how many uses were found, moved and left.
pub fn verdict(report: &Report, tally: Tally) -> String {
    let failed = match report.failures.len() {
        0 => String::new(),
        count => format!(", {count} failed"),
    };
    let said = if tally.found() == 0 { found_nothing(report, tally) } else { found(report, tally) };
    format!("{said}{failed}.")
}

fn found(report: &Report, tally: Tally) -> String {
    let moved = match report.mode {
        Mode::Write => format!("{} moved", tally.all_moved()),
        Mode::DryRun | Mode::Check => format!("{} would move", tally.all_moved()),
    };
    let todos = match tally.moved_with_todo {
        0 => String::new(),
        count => format!(" ({count} with TODOs)"),
    };
    let (uses, files) = (counted(tally.found(), "use"), counted(tally.files, "file"));
    let settings = match tally.settings {
        0 => String::new(),
        count => format!(", and {} to do by hand", counted(count, "setting")),
    };
    let alone = match report.left_alone.len() {
        0 => String::new(),
        count => format!(", {} left alone", counted(count, "package")),
    };
    format!("Found {uses} of Rupt v2 in {files}: {moved}{todos}, {} left{settings}{alone}", tally.left)
}

/// Without uses, there can still be an unused import, a manifest or a TODO.
fn found_nothing(report: &Report, tally: Tally) -> String {
    let changed = report.files.iter().filter(|file| file.changes()).count();
    let what = match (changed, report.mode) {
        (0, _) => "nothing to move".to_owned(),
        (_, Mode::Write) => format!("{} tidied", counted(changed, "file")),
        (_, Mode::DryRun | Mode::Check) => format!("{} to tidy", counted(changed, "file")),
    };
    let todos = match tally.todos {
        0 => String::new(),
        count => format!(", {} to do by hand", counted(count, "TODO")),
    };
    // Nothing is known about what could not be read.
    let (known, nothing) = match report.failures.is_empty() {
        true => ("", ", nothing left"),
        false => (" in what could be read", ""),
    };
    let left = match tally.settings {
        0 => nothing.to_owned(),
        count => format!(", {} left", counted(count, "setting")),
    };
    format!("Found no use of Rupt v2{known}: {what}{left}{todos}")
}

/// Returns `count` and `what`, in the plural if needed.
pub fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// Returns what became of the uses of v2: the first line after a run that wrote, the last one after a dry
/// run.
pub fn moved(report: &Report, tally: Tally) -> String {
    let (written, found) = (report.mode == Mode::Write, tally.found());
    let (moved, stay) = match (written, tally.left) {
        (true, 1) => ("moved", "stays"),
        (true, _) => ("moved", "stay"),
        (false, _) => ("would move", "would stay"),
    };
    let what = match (tally.all_moved(), tally.left) {
        (1, 0) => format!("the one use {moved}"),
        (_, 0) => format!("all {found} uses {moved}"),
        (some, left) => format!("{some} of {} {moved}, {left} {stay} on v2", counted(found, "use")),
    };
    let failed = match report.failures.len() {
        0 => String::new(),
        count => format!(", {count} failed"),
    };
    format!("{what}{failed}.")
}

/// Returns the line for a run that found no use of v2.
pub fn nothing(report: &Report) -> String {
    let files = counted(report.counters.searched, "file");
    if !report.failures.is_empty() {
        return format!("No Rupt v2 in what could be read: {files}{}.", under(report));
    }
    format!("No Rupt v2 in {files}{} (ignored files and node_modules left out).", under(report))
}

/// Returns the line for a run that read no file.
pub fn no_files(report: &Report) -> String {
    format!("No files to read{}. Is the path right?", under(report))
}

fn under(report: &Report) -> String {
    let roots: Vec<&str> = report.roots.iter().map(String::as_str).filter(|root| *root != ".").collect();
    match roots[..] {
        [] => " in this folder".to_owned(),
        _ if roots.len() > NAMED => format!(" under {} paths", roots.len()),
        _ => format!(" under {}", roots.join(", ")),
    }
}
