//! The report of `done`.

use super::super::candidate::Candidate;
use super::super::compute::Computed;
use super::super::paths::shown;
use super::super::request::Request;
use crate::done::{Done, Orphans, Wanted};
use crate::mapping::{Entry, IGNORE_MARK, Level};
use crate::note::{self, Note};
use crate::render::page::{Detail, TextPage};
use crate::render::report::Report;
use crate::render::summary::counted;
use crate::render::{escape, place};

/// What `done` found and did.
pub struct DoneReport {
    wanted: Wanted,
    /// The TODOs without their first line: the file and the place of each.
    orphans: Vec<(String, String)>,
    /// The places of marks that do not have the form of this program's TODOs.
    others: Vec<String>,
    /// The TODOs that are removed, in the order of the table.
    removed: Vec<&'static Entry>,
    /// The number of files that change.
    files: usize,
    /// The number of TODOs without their first line that are removed.
    lost: usize,
}

impl DoneReport {
    /// Creates an empty report.
    pub fn new(wanted: Wanted) -> Self {
        DoneReport { wanted, orphans: Vec::new(), others: Vec::new(), removed: Vec::new(), files: 0, lost: 0 }
    }

    /// Adds what was found in a file.
    pub fn take(&mut self, candidate: &Candidate, done: &Done) {
        let path = shown(&candidate.path);
        self.orphans.extend(done.orphans.iter().map(|span| (path.clone(), place_of(candidate, span.start))));
        self.others.extend(done.others.iter().map(|span| place_of(candidate, span.start)));
    }

    /// Counts what really changes.
    pub fn count(&mut self, computed: &Computed) {
        let mut removed: Vec<Note> = Vec::new();
        for (_, report) in computed.changes() {
            self.files += 1;
            removed.extend(report.notes.iter().cloned());
            self.lost += self.orphans.iter().filter(|(path, _)| *path == report.path).count();
        }
        note::sort_by_entry(&mut removed);
        self.removed = removed.iter().map(|note| note.entry).collect();
        if self.wanted.orphans == Orphans::Stay {
            self.lost = 0;
        }
    }

    /// Returns the text of the report. The last line says what was done.
    pub fn text(&self, request: &Request, report: &Report) -> String {
        let mut page = TextPage::new(Detail::Normal, request.out.talk.paint);
        report.remarks.iter().for_each(|remark| page.paragraph(0, remark));
        if !self.others.is_empty() {
            page.paragraph(0, "Not removed, because they do not have the form of this program's TODOs:");
            page.list(2, &self.others);
        }
        if self.wanted.orphans == Orphans::Stay && !self.orphans.is_empty() {
            page.paragraph(0, "Lines of TODOs whose first line was deleted; `--orphans` removes them, too:");
            page.list(2, &self.orphans.iter().map(|(_, place)| place.clone()).collect::<Vec<_>>());
        }
        let mut ids: Vec<&'static Entry> = self.removed.clone();
        ids.dedup();
        for entry in ids.iter().filter(|entry| entry.level == Level::Manual) {
            let id = entry.id;
            let text = format!(
                "`{id}` is about code that stays: while that code is there, the next run adds its TODO again. To silence it: `// {IGNORE_MARK} {id}`"
            );
            page.paragraph(0, &text);
        }
        if let Some(last) = self.last(request, report, &ids) {
            page.line(0, &last);
        }
        page.text().to_owned()
    }

    fn last(&self, request: &Request, report: &Report, ids: &[&Entry]) -> Option<String> {
        let verb = if request.args.dry_run { "Would remove" } else { "Removed" };
        let mut what = Vec::new();
        if !self.removed.is_empty() {
            let ids: Vec<&str> = ids.iter().map(|entry| entry.id).collect();
            what.push(format!("{} ({})", counted(self.removed.len(), "TODO"), ids.join(", ")));
        }
        if self.lost > 0 {
            what.push(format!("the lines of {} without a first line", counted(self.lost, "TODO")));
        }
        let paths: Vec<String> = request.args.paths.iter().map(|path| shown(path)).collect();
        match what.is_empty() {
            false => Some(format!("{verb} {} from {}.", what.join(" and "), counted(self.files, "file"))),
            true if report.failures.is_empty() => {
                Some(format!("No such TODO under {}", escape::one_line(&paths.join(", "))))
            }
            true => None,
        }
    }
}

/// Returns a place for the report, as path and line.
fn place_of(candidate: &Candidate, at: u32) -> String {
    let place = place::place(candidate.text(), at as usize);
    format!("{}:{}", shown(&candidate.path), place.line)
}
