//! Who reads `window.Rupt`, and who puts it there, package by package.
//!
//! v2 puts it there when it is imported, and so does its `<script>`. The script of one application gives
//! nothing to another, though both stand in one tree.

use super::candidate::Candidate;
use super::packages::Packages;
use super::pool::ScriptEnd;
use crate::migration::Outcome;
use crate::prefilter::Named;
use std::collections::HashSet;
use std::path::Path;

/// Who reads the global and has no script that provides it.
#[derive(Debug, Default)]
pub struct Global {
    /// Their packages; none for a file that is in no package.
    readers: HashSet<Option<usize>>,
}

impl Global {
    /// Reads it from how the migration of all files would end.
    pub fn read<'a>(ends: impl Iterator<Item = (&'a Candidate, &'a ScriptEnd)>, packages: &Packages) -> Self {
        let (mut readers, mut provided) = (HashSet::new(), HashSet::new());
        for (candidate, end) in ends {
            let package = packages.nearest(&candidate.canonical);
            let (reads, provides) = match end {
                ScriptEnd::Outcome(Outcome::Clean) => (false, false),
                ScriptEnd::Outcome(Outcome::Migrated(migration)) => (migration.reads_global, migration.loads_script()),
                _ => (names_global(candidate.named), false),
            };
            readers.extend(reads.then_some(package));
            provided.extend(provides.then_some(package));
        }
        readers.retain(|package| !provided.contains(package));
        Global { readers }
    }

    /// Whether somebody may read what the file at `path` puts there by importing v2.
    pub fn is_read_for(&self, path: &Path, packages: &Packages) -> bool {
        let Some(own) = packages.nearest(path) else { return !self.readers.is_empty() };
        self.readers.iter().any(|reader| reader.is_none_or(|reader| packages.are_together(own, reader)))
    }
}

/// Whether a file that could not be understood may read the global. Where it names the package, the name is
/// what it imports.
fn names_global(named: Named) -> bool {
    named.any(&[Named::GLOBAL, Named::PERHAPS]) && !named.any(&[Named::SPECIFIER])
}
