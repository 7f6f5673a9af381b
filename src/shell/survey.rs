//! The outcomes of all scripts of a run, put together.
//!
//! The outcomes become reports of files, and they tell which package still uses v2. A file that could not be
//! changed counts with what it used before.

use super::candidate::Candidate;
use super::discover::Discovered;
use super::packages::Packages;
use super::paths::shown;
use super::pool::ScriptEnd;
use crate::contain::contain;
use crate::edit::{Edits, Span};
use crate::kind::manifest::dependencies::Uses;
use crate::mapping::{ADDRESSES, V2_PACKAGE, is_setting};
use crate::migration::{InUse, Migration, Outcome, Use, UseFate};
use crate::note::{Level, Note};
use crate::prefilter::{Named, places};
use crate::render::failure::{BUG, Failure};
use crate::render::not_migrated::NotMigrated;
use crate::render::place::place;
use crate::render::report::{FileReport, Subject, UnmigratedFile};
use crate::render::snippet::Snippet;
use crate::todo;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A script that the report has something to say about.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The report about the file, with its edits.
    pub report: FileReport,
    /// The path without links.
    pub canonical: PathBuf,
    /// The package that the script gets Rupt from.
    owner: Option<usize>,
    before: Uses,
    after: Uses,
}

impl Planned {
    /// Whether the script changes and uses v3 afterwards. Adding TODOs alone does not count.
    pub fn gets_v3(&self) -> bool {
        self.report.changes() && self.after.v3
    }

    /// Reverts the change: the file stays as it is.
    pub fn undo(&mut self) {
        self.report.edits = Edits::default();
        let notes = std::mem::take(&mut self.report.notes);
        // A TODO that is written together with an import counts as found, although it is not in the file yet.
        let is_there = |note: &Note| todo::stands_in(&self.report.source, note.entry);
        let stands = |note: &Note| note.level == Level::Manual || note.found && is_there(note);
        let (stands, undone) = notes.into_iter().partition(stands);
        self.report.notes = stands;
        self.report.pending.extend::<Vec<Note>>(undone);
        self.report.uses.iter_mut().for_each(|found| found.fate = UseFate::Left);
        self.after = self.before;
    }
}

/// The scripts of a run, and everything else that names v2.
#[derive(Debug, Default)]
pub struct Survey {
    /// The scripts to report, by path. Those with settings come last.
    pub scripts: Vec<Planned>,
    /// Files that name v2 and were not migrated.
    pub unmigrated: Vec<UnmigratedFile>,
    /// The failures.
    pub failures: Vec<Failure>,
    /// The scripts that export v2, without links.
    pub exporters: Vec<PathBuf>,
    /// Whether something could not be read.
    pub is_partial: bool,
    /// The uses in all other files, by package.
    others: Vec<(usize, Uses)>,
    all_others: Uses,
}

impl Survey {
    /// Builds the survey from the files `found` and the outcomes of their scripts, which are in the same
    /// order.
    pub fn new(found: &mut Discovered, ends: Vec<(usize, ScriptEnd)>, packages: &Packages) -> Self {
        let mut survey = Survey { failures: std::mem::take(&mut found.failures), ..Survey::default() };
        survey.count_v3(found.on_v3.iter(), packages);
        survey.count_unread(found.unread.iter(), packages);
        for (index, end) in ends {
            survey.take(&mut found.candidates[index], end, packages);
        }
        survey
    }

    /// Adds the outcome of a file. A panic here affects this file only.
    pub fn take(&mut self, candidate: &mut Candidate, end: ScriptEnd, packages: &Packages) {
        let (path, owner) = (shown(&candidate.path), packages.owner(&candidate.canonical));
        let done = contain(|| match candidate.left_out {
            Some(why) => self.mention(candidate, Some(&end), why, packages),
            None => self.script(candidate, end, packages),
        });
        if let Err(said) = done {
            self.failures.push(Failure::new(path, format!("left alone: {said}")).help(BUG));
            self.count(owner, Uses { v2: true, v3: false });
        }
    }

    /// Returns which SDKs the files of each package use, before and after the migration, by the package's
    /// index.
    pub fn uses(&self) -> BTreeMap<usize, (Uses, Uses)> {
        let scripts = self.scripts.iter().filter_map(|script| Some((script.owner?, script.before, script.after)));
        let others = self.others.iter().map(|(owner, uses)| (*owner, *uses, *uses));
        let mut all: BTreeMap<usize, (Uses, Uses)> = BTreeMap::new();
        for (owner, before, after) in scripts.chain(others) {
            let (all_before, all_after) = all.entry(owner).or_default();
            all_before.join(before);
            all_after.join(after);
        }
        all
    }

    /// Reverts the changes of the scripts for which `is_held` is true, from index `first` on.
    pub fn hold(&mut self, first: usize, is_held: impl Fn(&Path) -> bool) {
        let scripts = self.scripts[first..].iter_mut();
        scripts.filter(|script| script.report.changes() && is_held(&script.canonical)).for_each(Planned::undo);
    }

    /// Counts the uses in a file that is not migrated, and reports the file if it uses v2. For a script,
    /// `end` is how its migration would end.
    pub fn mention(&mut self, candidate: &Candidate, end: Option<&ScriptEnd>, why: NotMigrated, packages: &Packages) {
        let named = || places(candidate.text().as_bytes()).next();
        let at = match end {
            _ if candidate.by_path.is_some() => Some(0),
            Some(ScriptEnd::Outcome(Outcome::Clean)) => None,
            Some(ScriptEnd::Outcome(Outcome::Migrated(migration))) => {
                let setting = || migration.notes.iter().find(|note| names_v2(note)).map(|note| note.at);
                migration.uses.first().map(|found| found.at).or_else(setting).map(|at| at.start as usize)
            }
            Some(_) if candidate.is_sure() => named(),
            _ => None,
        };
        if let Some(at) = at {
            let place = place(candidate.text(), at);
            self.unmigrated.push(UnmigratedFile { path: shown(&candidate.path), place, why });
            let needs_v2 = match end {
                Some(ScriptEnd::Outcome(Outcome::Migrated(migration))) => {
                    migration.needs_v2() || migration.uses.is_empty() || candidate.named.any(&[Named::SPECIFIER])
                }
                _ => true,
            };
            self.count(packages.owner(&candidate.canonical), Uses { v2: needs_v2, v3: candidate.names_v3() });
        } else if candidate.names_v3() {
            self.count(packages.owner(&candidate.canonical), Uses { v2: false, v3: true });
        }
    }

    /// Counts files that use only v3. Their paths are without links.
    pub fn count_v3<'a>(&mut self, paths: impl Iterator<Item = &'a PathBuf>, packages: &Packages) {
        for path in paths {
            self.count(packages.owner(path), Uses { v2: false, v3: true });
        }
    }

    /// Counts files and folders that could not be read, whose paths are without links. They may use v2,
    /// before and after the migration.
    pub fn count_unread<'a>(&mut self, paths: impl Iterator<Item = &'a PathBuf>, packages: &Packages) {
        for path in paths {
            self.is_partial = true;
            self.count(packages.owner(path), Uses { v2: true, v3: false });
        }
    }

    /// Returns the files that use v2 after the migration and have no package above them that declares it,
    /// without links.
    pub fn strays(&self) -> impl Iterator<Item = &Path> {
        let strays = self.scripts.iter().filter(|script| script.owner.is_none() && script.after.v2);
        strays.map(|script| script.canonical.as_path())
    }

    /// Whether any file uses v3 after the migration.
    pub fn uses_v3(&self) -> bool {
        self.all_others.v3 || self.scripts.iter().any(|script| script.after.v3)
    }

    /// Returns which SDKs are in use after the migration where the settings at `path` apply: in their package
    /// and in those below it. Settings outside of all packages apply to all of them.
    pub fn in_use(&self, path: &Path, packages: &Packages) -> InUse {
        let Some(owner) = packages.owner(path) else {
            return self.in_use_anywhere();
        };
        let folder = path.parent().unwrap_or(path);
        let mut used = Uses::default();
        for (index, (_, after)) in self.uses() {
            if index == owner || packages.get(index).folder.starts_with(folder) {
                used.join(after);
            }
        }
        in_use(used.v2, used.v3)
    }

    fn in_use_anywhere(&self) -> InUse {
        let v2 = self.all_others.v2 || !self.unmigrated.is_empty();
        in_use(v2 || self.scripts.iter().any(|script| script.after.v2), self.uses_v3())
    }

    /// Counts the uses in a script with settings before the settings are migrated.
    pub fn expect(&mut self, candidate: &Candidate, migration: &Migration, packages: &Packages) {
        self.count(packages.owner(&candidate.canonical), used(candidate, migration));
    }

    /// Counts the uses in a script with settings that is left alone.
    pub fn expect_as_it_is(&mut self, candidate: &Candidate, migration: &Migration, packages: &Packages) {
        self.count(packages.owner(&candidate.canonical), used_before(candidate, migration));
    }

    fn count(&mut self, owner: Option<usize>, uses: Uses) {
        self.all_others.join(uses);
        self.others.extend(owner.map(|owner| (owner, uses)));
    }

    /// Adds the outcome of a script.
    fn script(&mut self, candidate: &mut Candidate, end: ScriptEnd, packages: &Packages) {
        let owner = packages.owner(&candidate.canonical);
        match told_by_path(candidate, end) {
            ScriptEnd::Outcome(Outcome::Migrated(migration)) => self.migrated(candidate, migration, owner),
            ScriptEnd::Outcome(Outcome::Clean) => {
                self.count(owner, Uses { v2: false, v3: candidate.names_v3() });
            }
            failed => {
                if let Some(failure) = failure(candidate, failed) {
                    self.failures.push(failure);
                    let needs_v2 = candidate.named.any(&[Named::SPECIFIER, Named::MENTION]);
                    self.count(owner, Uses { v2: needs_v2, v3: candidate.names_v3() });
                }
            }
        }
    }

    fn migrated(&mut self, candidate: &mut Candidate, migration: Migration, owner: Option<usize>) {
        let after = used(candidate, &migration);
        let before = used_before(candidate, &migration);
        if migration.exports_v2 {
            self.exporters.push(candidate.canonical.clone());
        }
        let report = FileReport {
            path: shown(&candidate.path),
            source: match std::mem::replace(&mut candidate.text, Ok(String::new())) {
                Ok(text) => text.into(),
                Err(other) => other.decoded.into(),
            },
            edits: migration.edits,
            subject: Subject::Script,
            notes: migration.notes,
            pending: migration.pending,
            uses: migration.uses,
            unsafe_moves: migration.unsafe_moves,
        };
        self.scripts.push(Planned { report, canonical: candidate.canonical.clone(), owner, before, after });
    }
}

/// Whether a note is about a setting that names the package.
fn names_v2(note: &Note) -> bool {
    note.level == Level::Manual && is_setting(note.entry) && !ADDRESSES.contains(&note.entry.id)
}

fn in_use(v2: bool, v3: bool) -> InUse {
    match (v2, v3) {
        (true, true) => InUse::Both,
        (true, false) => InUse::V2,
        (false, true) => InUse::V3,
        (false, false) => InUse::Unknown,
    }
}

/// Adds what the path of a script tells to its outcome.
fn told_by_path(candidate: &Candidate, end: ScriptEnd) -> ScriptEnd {
    let Some(entry) = candidate.by_path else { return end };
    let start = Span::at(0);
    let known = Migration {
        notes: vec![Note::new(entry, start)],
        uses: vec![Use::left(start, V2_PACKAGE)],
        ..Migration::default()
    };
    match end {
        // Only the path of a patch counts.
        ScriptEnd::Outcome(Outcome::Migrated(migration)) if entry.id != "manifest-patch" => {
            ScriptEnd::Outcome(Outcome::Migrated(known.with([migration])))
        }
        ScriptEnd::Outcome(Outcome::Migrated(_)) | ScriptEnd::Outcome(Outcome::Clean) | ScriptEnd::NotText => {
            ScriptEnd::Outcome(Outcome::Migrated(known))
        }
        failed => failed,
    }
}

/// Returns which SDKs a script uses after its migration. Code that an earlier run moved is recognised by its
/// name.
fn used(candidate: &Candidate, migration: &Migration) -> Uses {
    let names_v3 = candidate.names_v3() && !only_settings(migration);
    Uses { v2: migration.needs_v2(), v3: migration.imports_v3 || names_v3 }
}

/// Returns which SDKs a script uses before its migration.
fn used_before(candidate: &Candidate, migration: &Migration) -> Uses {
    match only_settings(migration) {
        true => used(candidate, migration),
        false => Uses { v2: candidate.named.any(&[Named::SPECIFIER]), v3: candidate.names_v3() },
    }
}

/// Whether a script names Rupt only in settings.
fn only_settings(migration: &Migration) -> bool {
    migration.has_settings && migration.uses.is_empty() && !migration.drops_v2
}

/// Returns the failure of a script that was left alone, or `None` if it is not sure that the script uses
/// Rupt.
fn failure(candidate: &Candidate, end: ScriptEnd) -> Option<Failure> {
    let path = shown(&candidate.path);
    match end {
        ScriptEnd::Outcome(Outcome::Unparsable { at, message }) if candidate.is_sure() => {
            let snippet = Snippet::new(&path, &candidate.text().into(), Span::new(at, at.saturating_add(1)));
            let mut failure = Failure::new(path, format!("not parsed, so left alone: {message}"));
            failure.snippet = Some(snippet);
            Some(failure.help("mend the syntax, then run again"))
        }
        ScriptEnd::Outcome(Outcome::Unproven { reason }) => {
            Some(Failure::new(path, format!("left alone, because the change could not be proven: {reason}")).help(BUG))
        }
        ScriptEnd::Panicked(said) => {
            Some(Failure::new(path, format!("left alone, because the migration failed: {said}")).help(BUG))
        }
        ScriptEnd::Outcome(Outcome::TooMuch) if candidate.is_sure() => {
            let message = "left alone: analysing it takes too long for a file of this length";
            Some(Failure::new(path, message).help("split it, or take generated code out of it"))
        }
        ScriptEnd::Refused(why) if candidate.is_sure() => Some(Failure::new(path, why)),
        ScriptEnd::NotText if candidate.is_sure() => {
            Some(Failure::new(path, "not UTF-8, so left alone").help("save it as UTF-8, then run again"))
        }
        _ => None,
    }
}
