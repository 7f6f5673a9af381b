//! Which packages read `window.Rupt`, and which set it.
//!
//! v2 sets the global when it is imported or loaded by a `<script>`. A `<script>` of one application sets
//! nothing for another application in the same tree.

use super::candidate::Candidate;
use super::packages::Packages;
use super::pool::ScriptEnd;
use crate::migration::Outcome;
use crate::prefilter::Named;
use std::collections::HashSet;
use std::path::Path;

/// The packages that read the global and have no `<script>` that sets it.
#[derive(Debug, Default)]
pub struct Global {
    /// Their indexes. `None` stands for the files that belong to no package.
    readers: HashSet<Option<usize>>,
}

impl Global {
    /// Collects them from the outcomes of all files.
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

    /// Whether another file may read the global that the file at `path` sets by importing v2.
    pub fn is_read_for(&self, path: &Path, packages: &Packages) -> bool {
        let Some(own) = packages.nearest(path) else { return !self.readers.is_empty() };
        self.readers.iter().any(|reader| reader.is_none_or(|reader| packages.are_together(own, reader)))
    }
}

/// Whether a file that could not be parsed may read the global. If the file names the package, its other
/// mentions of the name count as the import.
fn names_global(named: Named) -> bool {
    named.any(&[Named::GLOBAL, Named::PERHAPS]) && !named.any(&[Named::SPECIFIER])
}
