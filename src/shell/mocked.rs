//! Whether the code under test moves, for scripts that mock v2.
//!
//! A mock moves only if no script that stays on v2 is reachable by imports. Most files are never parsed,
//! so imports are found in the text: a string that is the path of a file counts as an import of it. An
//! import that cannot be resolved, and one that is computed, may reach any file. A script without tests
//! mocks v2 for all scripts that load it: its mocks move only if nothing in its package stays.

mod imports;
mod resolve;

use super::candidate::Candidate;
use super::discover::Discovered;
use super::held::Held;
use super::packages::Packages;
use super::pool::ScriptEnd;
use super::{regular, write};
use crate::migration::{Migration, Outcome};
use crate::prefilter::named;
use imports::imports;
use resolve::{Resolution, resolve};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The scripts of a run, for following their imports.
pub struct Scripts<'a> {
    found: &'a Discovered,
    packages: &'a Packages,
    /// The content of the scripts that name Rupt, by their path without links.
    texts: HashMap<&'a Path, &'a [u8]>,
    /// The scripts that stay on v2.
    staying: HashSet<&'a Path>,
    /// A cache of what each file imports.
    reached: RefCell<HashMap<PathBuf, Reachable>>,
}

/// What a file imports.
#[derive(Debug, Clone)]
enum Reachable {
    /// These files.
    Files(Rc<[PathBuf]>),
    /// Any file, possibly.
    Anything,
    /// The file itself uses v2 and is not migrated.
    V2,
}

impl<'a> Scripts<'a> {
    /// Takes the files `found` and how the migration of each script would end. Scripts of packages that are
    /// `held` stay on v2.
    pub fn new(
        found: &'a Discovered,
        packages: &'a Packages,
        held: &Held,
        ends: impl Iterator<Item = (&'a Candidate, &'a ScriptEnd)>,
    ) -> Self {
        let is_held = |candidate: &Candidate| held.holds(packages, &candidate.canonical);
        let staying = ends.filter(|(candidate, end)| stays(candidate, end) || has_code(end) && is_held(candidate));
        let staying = staying.map(|(candidate, _)| candidate.canonical.as_path()).collect();
        let texts =
            found.candidates.iter().map(|candidate| (candidate.canonical.as_path(), candidate.bytes())).collect();
        Scripts { found, packages, texts, staying, reached: RefCell::default() }
    }

    /// Whether all code that is tested with the mocks of `candidate` moves.
    pub fn mocked_code_moves(&self, candidate: &Candidate, migration: &Migration) -> bool {
        let start = candidate.canonical.as_path();
        if !migration.runs_tests && self.some_stay_in_package(start) {
            return false;
        }
        let mut seen: HashSet<PathBuf> = HashSet::from([start.to_owned()]);
        let mut next = vec![start.to_owned()];
        while let Some(path) = next.pop() {
            if path != start && self.staying.contains(path.as_path()) {
                return false;
            }
            match self.reach(&path) {
                Reachable::Files(files) => {
                    next.extend(files.iter().filter(|file| seen.insert((*file).clone())).cloned())
                }
                Reachable::Anything if !self.some_stay() => {}
                Reachable::Anything | Reachable::V2 => return false,
            }
        }
        true
    }

    /// Returns what the file at `path` imports.
    fn reach(&self, path: &Path) -> Reachable {
        if let Some(known) = self.reached.borrow().get(path) {
            return known.clone();
        }
        let reach = self.follow(path);
        self.reached.borrow_mut().insert(path.to_owned(), reach.clone());
        reach
    }

    fn follow(&self, path: &Path) -> Reachable {
        let read;
        let bytes = match self.texts.get(path) {
            Some(bytes) => bytes,
            // A file that is not a candidate is not migrated.
            None => match regular::read(path, u64::from(u32::MAX)) {
                Ok(bytes) if named(&bytes).is_sure() => return Reachable::V2,
                Ok(bytes) => {
                    read = bytes;
                    &read[..]
                }
                Err(_) => return Reachable::V2,
            },
        };
        let Ok(text) = std::str::from_utf8(bytes) else { return Reachable::Anything };
        let imports = imports(text);
        let mut files = Vec::new();
        for import in &imports.found {
            match resolve(import, path, self.packages) {
                Resolution::Files(found) => files.extend(found),
                Resolution::Elsewhere => {}
                Resolution::Unknown => return Reachable::Anything,
            }
        }
        if imports.is_partial { Reachable::Anything } else { Reachable::Files(files.into()) }
    }

    /// Whether any script stays or may stay on v2. Scripts outside of the given paths stay.
    fn some_stay(&self) -> bool {
        let is_outside =
            |(_, package): (usize, &super::packages::Package)| !package.given && !package.facts.v2_sections.is_empty();
        !self.staying.is_empty() || !self.found.unread.is_empty() || self.packages.iter().any(is_outside)
    }

    /// Whether any script in the package of the file at `path` stays or may stay on v2.
    fn some_stay_in_package(&self, path: &Path) -> bool {
        let Some(package) = self.packages.nearest(path).map(|index| self.packages.get(index)) else {
            return self.some_stay();
        };
        let is_inside = |other: &Path| other.starts_with(&package.folder);
        !package.given
            || self.staying.iter().any(|other| is_inside(other))
            || self.found.unread.iter().any(|other| is_inside(other) || package.folder.starts_with(other))
    }
}

/// Whether a script is still on v2 after the migration.
fn stays(candidate: &Candidate, end: &ScriptEnd) -> bool {
    match end {
        ScriptEnd::Outcome(Outcome::Clean) => false,
        ScriptEnd::Outcome(Outcome::Migrated(migration)) => {
            let is_kept = || candidate.left_out.is_some() || write::obstacle(&candidate.canonical).is_some();
            migration.keeps_code || has_code(end) && is_kept()
        }
        ScriptEnd::Outcome(Outcome::Unparsable { .. } | Outcome::Unproven { .. } | Outcome::TooMuch)
        | ScriptEnd::Panicked(_)
        | ScriptEnd::NotText
        | ScriptEnd::Refused(_) => candidate.is_sure(),
    }
}

/// Whether a script uses v2 in code, and not only in mocks.
fn has_code(end: &ScriptEnd) -> bool {
    matches!(end, ScriptEnd::Outcome(Outcome::Migrated(migration)) if migration.uses.len() > migration.mocks_left)
}
