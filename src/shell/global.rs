//! Who reads `window.Rupt`, and who puts it there, package by package.
//!
//! v2 puts it there when it is imported, and so does its `<script>`. The script of one application gives
//! nothing to another, though both stand in one tree.

use super::discover::Candidate;
use super::packages::Packages;
use super::work::End;
use crate::migration::Outcome;
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
    pub fn read<'a>(ends: impl Iterator<Item = (&'a Candidate, &'a End)>, packages: &Packages) -> Self {
        let (mut readers, mut provided) = (HashSet::new(), HashSet::new());
        for (candidate, end) in ends {
            let End::Outcome(Outcome::Migrated(migration)) = end else { continue };
            let package = packages.nearest(&candidate.canonical);
            readers.extend(migration.reads_global.then_some(package));
            provided.extend(migration.loads_script().then_some(package));
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
