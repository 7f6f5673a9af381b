//! Collecting the findings of a run for the worksheet.
//!
//! The values come from all notes: those about calls that moved, about calls that are still on v2, and about
//! TODOs of earlier runs. Each value belongs to the clients of its note. The table says which note belongs to
//! which setting.

use super::build::Findings;
use super::data::*;
use super::finding::{COMMENT, FindingKind, NoteInFile, SheetFinding};
use super::value;
use crate::edit::Span;
use crate::mapping::{self, FILES, NOT_READ, Setting, WORKSHEET};
use crate::migration::{Use, UseFate};
use crate::note::Note;
use crate::render::context::Context;
use crate::render::report::Report;
use crate::render::runbook;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A run, and its findings so far.
struct Collection<'c, 'r> {
    context: &'c Context<'r>,
    findings: Findings,
}

/// Returns the findings of a run.
pub fn findings(context: &Context) -> Findings {
    let report = context.report;
    let known: HashSet<&str> = report.files.iter().map(|file| file.path.as_str()).collect();
    let failed = report.failures.iter().filter(|failure| !known.contains(failure.path.as_str()));
    let failed: BTreeSet<Failed> = failed
        .map(|failure| Failed { path: context.from_root(&failure.path), message: failure.message.clone() })
        .collect();
    let repository = Repository {
        address: context.origin.address.clone(),
        commit: context.origin.commit.clone(),
        rewritten: !report.writes.written.is_empty(),
        failed: failed.into_iter().collect(),
    };
    let calls = report.files.iter().flat_map(|file| &file.uses).filter(|found| found.what == "attach");
    let clients = calls.filter_map(|found| found.client.clone()).collect();
    let findings = Findings { repositories: vec![repository], clients, points: points(report), all: BTreeSet::new() };
    let mut collection = Collection { context, findings };
    collection.notes();
    collection.unread();
    collection.findings
}

/// Returns the points of each step that apply. There are none for a tree without Rupt.
fn points(report: &Report) -> BTreeMap<String, BTreeSet<String>> {
    if !runbook::is_due(report) && report.tally().found() == 0 {
        return BTreeMap::new();
    }
    let tree = runbook::TreeFacts::of(report);
    let step = |step| tree.points(step).map(|point| point.text.says.to_owned()).collect();
    mapping::steps().map(|one| (one.id.to_owned(), step(one))).collect()
}

impl<'r> Collection<'_, 'r> {
    fn place(&self, path: &str, (line, column): (usize, usize), on_v2: bool) -> SheetPlace {
        let uncommitted = self.context.web.is_some_and(|web| web.line(path, line).is_none());
        SheetPlace { repository: 0, path: path.to_owned(), line, column, on_v2, uncommitted }
    }

    fn place_of(&self, said: NoteInFile, at: Span) -> SheetPlace {
        let place = said.file.source.place(at.start as usize);
        self.place(said.path, (place.line, place.column), said.on_v2)
    }

    fn add(&mut self, item: (&str, &str), clients: &[Client], what: &FindingKind, place: &SheetPlace) {
        let clients = clients.iter().cloned().map(Some);
        let clients: Vec<Option<Client>> = if clients.len() == 0 { vec![None] } else { clients.collect() };
        self.findings.all.extend(clients.into_iter().map(|client| SheetFinding {
            item: (item.0.to_owned(), item.1.to_owned()),
            client,
            what: what.clone(),
            place: place.clone(),
        }));
    }

    fn notes(&mut self) {
        let mut by_id: HashMap<&str, Vec<NoteInFile>> = HashMap::new();
        for said in said(self.context) {
            by_id.entry(said.note.entry.id).or_default().push(said);
        }
        let own = |id: &str| by_id.get(id).map_or(&[][..], Vec::as_slice);
        for part in WORKSHEET {
            for setting in part.settings {
                own(setting.id).iter().for_each(|said| self.setting((part.id, setting), part.settings, *said));
                self.without((part.id, setting), part.settings);
            }
            for id in part.entries {
                own(id).iter().for_each(|said| self.entry((part.id, id), *said));
            }
        }
    }

    fn setting(&mut self, (part, setting): (&str, &Setting), siblings: &[Setting], said: NoteInFile<'r>) {
        // A value whose key names no setting may belong to any setting of its note.
        let foreign = |key: &str| !setting.has(key) && siblings.iter().any(|other| other.has(key));
        for (key, worth, at) in value::values(said).into_iter().filter(|(key, ..)| !foreign(key)) {
            let key = if setting.has(key) { setting.keys[0] } else { key };
            let what = FindingKind::Value(key.to_owned(), worth);
            self.add((part, setting.name), &said.note.clients, &what, &self.place_of(said, at));
        }
    }

    fn entry(&mut self, item: (&str, &str), said: NoteInFile<'r>) {
        if said.note.values.is_empty() {
            self.add(item, &said.note.clients, &FindingKind::Bare, &self.place_of(said, said.note.at));
        }
        for (key, worth, at) in value::values(said) {
            let what = FindingKind::Value(key.to_owned(), worth);
            self.add(item, &said.note.clients, &what, &self.place_of(said, at));
        }
    }

    /// Adds the calls that moved and gave a setting no value. A file is skipped if it has a value outside of
    /// all calls, since that may belong to any of them.
    fn without(&mut self, (part, setting): (&str, &Setting), siblings: &[Setting]) {
        for (file, path) in self.context.report.files.iter().zip(self.context.paths) {
            let is_call = |found: &&Use| found.what == "attach" && found.fate != UseFate::Left;
            let calls: Vec<&Use> = file.uses.iter().filter(is_call).collect();
            let with: Vec<Span> =
                file.notes.iter().filter(|note| may_give(setting, siblings, note)).map(|note| note.at).collect();
            let has = |call: &Use| with.iter().any(|note| call.at.contains(*note));
            if !with.iter().all(|note| calls.iter().any(|call| call.at.contains(*note))) {
                continue;
            }
            for call in calls.into_iter().filter(|call| !has(call)) {
                let place = file.source.place(call.at.start as usize);
                let place = self.place(path, (place.line, place.column), false);
                let clients: Vec<Client> = call.client.iter().cloned().collect();
                self.add((part, setting.name), &clients, &FindingKind::None, &place);
            }
        }
    }

    /// Adds the files that name v2 and were not migrated or could not be parsed.
    fn unread(&mut self) {
        let report = self.context.report;
        let mentions = report.unmigrated.iter().map(|mention| (&mention.path, mention.place));
        let failures = report.failures.iter();
        let failures = failures.filter_map(|failure| Some((&failure.path, failure.snippet.as_ref()?.place)));
        for (path, at) in mentions.chain(failures) {
            let place = self.place(&self.context.from_root(path), (at.line, at.column), true);
            self.add((NOT_READ, FILES), &[], &FindingKind::Bare, &place);
        }
    }
}

/// Returns all notes, including those about calls that are still on v2.
fn said<'r>(context: &Context<'r>) -> Vec<NoteInFile<'r>> {
    let files = context.report.files.iter().zip(context.paths);
    let all = files.flat_map(|(file, path)| {
        let notes = file.notes.iter().map(move |note| NoteInFile { note, file, path, on_v2: false });
        let pending = file.pending.iter().map(move |note| NoteInFile { note, file, path, on_v2: true });
        notes.chain(pending)
    });
    all.collect()
}

/// Whether a note gives `setting` a value, or something that may contain one.
fn may_give(setting: &Setting, siblings: &[Setting], note: &Note) -> bool {
    if note.entry.id != setting.id {
        return false;
    }
    let quoted = value::quoted(&note.values);
    let mut values = note.values.iter().enumerate();
    values.any(|(index, value)| {
        let is_other = siblings.iter().any(|other| other.has(&value.key)) || value.key == COMMENT;
        setting.has(&value.key) || !is_other && !value::is_explanation(&note.values, &quoted, index)
    })
}
