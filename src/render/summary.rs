//! The summary at the end of a run.
//!
//! What was found and what became of it, then what a person has to do, in the order to do it. The
//! notes above it say everything about each place; here the places stand together, by reason. The
//! last line always says found, moved, left and the next command, and is all there is where nothing
//! was found.

use super::alone;
use super::page::Page;
use super::paint::Paint;
use super::place::Place;
use super::reminders::reminders;
use super::report::{Detail, FileReport, Mode, Report, Subject, Tally, Unread};
use crate::kind::manifest::dependencies::Change;
use crate::mapping::{self, Entry};
use crate::note::Level;

/// The summary of `report`, ending with the one line that says it all.
pub fn summary(report: &Report, detail: Detail, paint: Paint) -> String {
    let notes = report.files.iter().map(|file| file.notes.len()).sum::<usize>();
    let mut page = Page::new(detail, paint).of_items(notes + report.mentions.len());
    let tally = report.tally();
    changes(&mut page, report, detail);
    alone::section(&mut page, report);
    left(&mut page, report);
    noted(&mut page, report, Level::Todo, "To do by hand");
    noted(&mut page, report, Level::Info, "Worth knowing");
    importers(&mut page, report);
    if tally.all_moved() > 0 {
        reminders(&mut page, tally);
    }
    next(&mut page, report);
    closing(&mut page, report, detail);
    page.gap();
    page.line(0, &last_line(report, tally));
    page.text().to_owned()
}

fn changes(page: &mut Page, report: &Report, detail: Detail) {
    let changed = |file: &&FileReport| file.changes() && file.subject == Subject::Script;
    let paths: Vec<String> = report.files.iter().filter(changed).map(|file| file.path.clone()).collect();
    if !paths.is_empty() && (report.mode == Mode::Check || detail == Detail::Full) {
        page.heading(if report.mode == Mode::Write { "Changed" } else { "Would change" });
        page.list(2, &paths);
    }
    if !report.writes.not_written.is_empty() {
        if !report.writes.written.is_empty() {
            page.heading("Written");
            page.list(2, &report.writes.written);
        }
        page.heading("Not written");
        page.list(2, &report.writes.not_written);
    }
    let manifests: Vec<String> = report.files.iter().filter_map(manifest).collect();
    if !manifests.is_empty() {
        page.heading("Manifests");
        page.list(2, &manifests);
    }
}

fn manifest(file: &FileReport) -> Option<String> {
    let Subject::Manifest(change) = file.subject else { return None };
    let what = match change {
        Change::Replaced => "`@ruptjs/client` instead of `rupt`",
        Change::Added => "`@ruptjs/client` next to `rupt`, which is still used",
        Change::Removed => "without `rupt`; `@ruptjs/client` is there already",
        Change::Unchanged => return None,
    };
    Some(format!("{}: {what}", file.path))
}

/// The places of one entry, in all files.
struct Group {
    entry: &'static Entry,
    places: Vec<String>,
}

/// The notes of `level`, by entry, in the order of the table.
fn groups(report: &Report, level: Level) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for file in &report.files {
        for note in file.notes.iter().filter(|note| note.level == level) {
            let place = at(&file.path, file.source.place(note.at.start as usize));
            match groups.iter_mut().find(|group| std::ptr::eq(group.entry, note.entry)) {
                Some(group) => group.places.push(place),
                None => groups.push(Group { entry: note.entry, places: vec![place] }),
            }
        }
    }
    groups.iter_mut().for_each(|group| group.places.dedup());
    groups.sort_by_key(|group| mapping::rank(group.entry));
    groups
}

fn at(path: &str, place: Place) -> String {
    format!("{path}:{place}")
}

fn noted(page: &mut Page, report: &Report, level: Level, heading: &str) {
    let groups = groups(report, level);
    if !groups.is_empty() {
        page.heading(heading);
        show(page, &groups);
    }
}

fn show(page: &mut Page, groups: &[Group]) {
    for group in groups {
        page.paragraph(2, &format!("{}: {}", group.entry.id, group.entry.gist()));
        page.list(4, &group.places);
    }
}

fn left(page: &mut Page, report: &Report) {
    // What is in the way of a package was listed with it.
    let listed = alone::places(report);
    let rest = |mut places: Vec<String>| {
        places.retain(|place| !listed.contains(place));
        places
    };
    let mut groups = groups(report, Level::Manual);
    groups.iter_mut().for_each(|group| group.places = rest(std::mem::take(&mut group.places)));
    groups.retain(|group| !group.places.is_empty());
    let mentions = report.mentions.iter().map(|mention| at(&mention.path, mention.place));
    if !groups.is_empty() || !rest(mentions.collect()).is_empty() {
        page.heading("Left on v2, and why");
        show(page, &groups);
    }
    for why in Unread::ALL {
        let mentions = report.mentions.iter().filter(|mention| mention.why == why);
        let places = rest(mentions.map(|mention| at(&mention.path, mention.place)).collect());
        if !places.is_empty() {
            page.paragraph(2, unread(why));
            page.list(4, &places);
        }
    }
    if let Some(offer) = offer(report) {
        page.paragraph(2, &offer);
    }
    if let Some(warning) = side_by_side(report) {
        page.gap();
        page.paragraph(0, &warning);
    }
}

/// What `--unsafe` would do about what is left.
pub fn offer(report: &Report) -> Option<String> {
    let more = report.unsafe_moves();
    let these = if report.left_alone.is_empty() { "these" } else { "what is in the way" };
    (more > 0).then(|| format!("`--unsafe` would move {more} of {these}, at some risk to behaviour."))
}

/// What is said where both SDKs are in use.
pub fn side_by_side(report: &Report) -> Option<String> {
    let when = if report.mode == Mode::Write { "now" } else { "then" };
    let warning = match report.left_alone.is_empty() {
        true => format!("Both SDKs {when} run side by side. {}", mapping::SIDE_BY_SIDE.says),
        false => format!("Some packages are {when} moved, and others are not. {}", mapping::SAME_PEOPLE.says),
    };
    report.is_mixed().then_some(warning)
}

/// Why files of v2 were not migrated.
pub fn unread(why: Unread) -> &'static str {
    match why {
        Unread::Excluded => "excluded: these files use Rupt v2, and `--exclude` leaves them out",
        Unread::Outside => "not in the given paths: these files of the same package use Rupt v2",
        Unread::Ignored => "ignored, but tracked by git: these files use Rupt v2, and are not edited",
        Unread::NotCheckedOut => "not checked out: git tracks these files, and they use Rupt v2",
    }
}

fn importers(page: &mut Page, report: &Report) {
    if report.importers.is_empty() {
        return;
    }
    page.heading("Who gets Rupt from your own modules");
    page.paragraph(0, "These modules export Rupt, or a function that calls it. Check who imports them.");
    let shown = page.shown(report.importers.len());
    for importers in &report.importers[..shown] {
        page.line(2, &importers.module);
        page.list(4, &importers.files);
    }
    page.rest(2, report.importers.len() - shown);
}

fn next(page: &mut Page, report: &Report) {
    if report.next.is_empty() {
        return;
    }
    page.heading("Next");
    for (index, step) in report.next.iter().enumerate() {
        page.line(2, &format!("{}. {step}", index + 1));
    }
}

/// What is to be said of the run itself.
fn closing(page: &mut Page, report: &Report, detail: Detail) {
    if !report.remarks.is_empty() {
        page.gap();
        report.remarks.iter().for_each(|remark| page.paragraph(0, remark));
    }
    if detail == Detail::Full {
        let c = report.counters;
        let numbers = [c.seen, c.searched, c.reads, c.bytes, c.named, c.parsed, c.proven, c.changed, c.written];
        let names = ["seen", "searched", "reads", "bytes", "name Rupt", "parsed", "proven", "changed", "written"];
        let parts = numbers.iter().zip(names).map(|(number, name)| format!("{number} {name}"));
        page.gap();
        page.line(0, &format!("Files: {}", parts.collect::<Vec<_>>().join(", ")));
    }
}

/// Found, moved, left, and what to type next.
fn last_line(report: &Report, tally: Tally) -> String {
    let next = report.next.first().map(|step| format!(" Next: {step}")).unwrap_or_default();
    format!("{}{next}", verdict(report, tally))
}

/// Found, moved, left.
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

/// There may still be an import that nothing uses, a manifest, a TODO.
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
    // Of what could not be read nobody knows.
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

/// `what`, so many times.
pub fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edits, Span};
    use crate::mapping::entry;
    use crate::migration::{Use, UseFate};
    use crate::note::Note;
    use crate::render::report::{Importers, Mention};

    fn report(files: Vec<FileReport>) -> Report {
        Report { files, ..Report::of_nothing(Mode::Write) }
    }

    fn left_file() -> FileReport {
        FileReport {
            path: "src/a.ts".into(),
            source: "a\nRupt.attach()\n".into(),
            edits: Edits::default(),
            subject: Subject::Script,
            notes: vec![Note::new(entry("response-read"), Span::new(2, 6))],
            pending: Vec::new(),
            uses: vec![Use { at: Span::new(2, 6), what: "attach".into(), fate: UseFate::Left }],
            unsafe_moves: 1,
        }
    }

    #[test]
    fn where_nothing_was_found_there_is_one_line() {
        let said = summary(&report(Vec::new()), Detail::Normal, Paint::Plain);
        assert_eq!(said, "Found no use of Rupt v2: nothing to move, nothing left.\n");
    }

    #[test]
    fn what_is_left_is_listed_by_reason() {
        let mut report = report(vec![left_file()]);
        report.mentions.push(Mention {
            path: "App.vue".into(),
            place: Place { line: 1, column: 2 },
            why: Unread::Excluded,
        });
        report.next.push("npm install".into());
        insta::assert_snapshot!(summary(&report, Detail::Normal, Paint::Plain), @"
        Left on v2, and why
          response-read: v2's response is read, and v3 documents
          `{ evaluation_id, redirect }` in its place
            src/a.ts:2:1
          excluded: these files use Rupt v2, and `--exclude` leaves them out
            App.vue:1:2
          `--unsafe` would move 1 of these, at some risk to behaviour.

        Next
          1. npm install

        Found 2 uses of Rupt v2 in 2 files: 0 moved, 2 left. Next: npm install
        ");
    }

    #[test]
    fn modules_are_cut_and_counted_as_places_are() {
        let importers = |n| Importers { module: format!("m{n}.ts"), files: vec![format!("f{n}.ts")] };
        let report = Report { importers: (0..20).map(importers).collect(), ..report(Vec::new()) };
        let said = summary(&report, Detail::Normal, Paint::Plain);
        assert!(said.contains("    f11.ts\n  and 8 more (-v lists all)\n") && !said.contains("m12.ts"), "{said}");
        assert!(summary(&report, Detail::Full, Paint::Plain).contains("m19.ts"));
    }

    #[test]
    fn the_dashboard_is_spoken_of_only_where_something_moved() {
        let mut file = left_file();
        assert!(!summary(&report(vec![file.clone()]), Detail::Normal, Paint::Plain).contains("policy"));
        file.uses[0].fate = UseFate::MovedWithTodo;
        let said = summary(&report(vec![file]), Detail::Normal, Paint::Plain);
        assert!(said.contains("`evaluate.access` never challenges") && said.contains("1 moved (1 with TODOs), 0 left"));
        assert!(said.lines().all(|line| line.chars().count() <= super::super::page::WIDTH), "{said}");
    }
}
