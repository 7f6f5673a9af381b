//! Paths as a patch names them.
//!
//! `git apply` reads the paths of a patch relative to the root of the repository that it is called in, from
//! any folder of it. Where there is no repository, it reads them relative to the current folder.

use super::git::repository;
use super::paths::slashed;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The folder that the paths of a patch are relative to.
#[derive(Debug, Clone)]
pub struct PatchBase {
    here: PathBuf,
    root: Option<PathBuf>,
    /// A cache of the repositories of folders outside of the current one.
    others: RefCell<HashMap<PathBuf, Option<PathBuf>>>,
}

/// A path in a patch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatchPath {
    /// Its bytes, with `/` between the parts.
    pub bytes: Vec<u8>,
    /// Whether the file lies outside of both the repository and the current folder.
    pub foreign: bool,
}

impl PatchBase {
    /// The base for the current folder `here`, which is without links.
    pub fn new(here: &Path) -> Self {
        PatchBase { here: here.to_owned(), root: repository(&here.join("x")), others: RefCell::default() }
    }

    /// The root of the repository around the current folder.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Returns the path of the file at `canonical` as text. The path of a foreign file is relative to its own
    /// repository.
    pub fn text(&self, canonical: &Path) -> String {
        let path = self.path(canonical);
        let own = path.foreign.then(|| self.in_its_repository(canonical)).flatten();
        String::from_utf8_lossy(&own.unwrap_or(path.bytes)).into_owned()
    }

    /// Returns the path of the file at `canonical` in a patch.
    pub fn path(&self, canonical: &Path) -> PatchPath {
        let own = [self.root.as_deref(), Some(self.here.as_path())];
        if let Some(relative) = own.into_iter().flatten().find_map(|base| canonical.strip_prefix(base).ok()) {
            return PatchPath { bytes: slashed(relative), foreign: false };
        }
        // An absolute path, which no file of the current repository has.
        PatchPath { bytes: slashed(canonical), foreign: true }
    }

    fn in_its_repository(&self, canonical: &Path) -> Option<Vec<u8>> {
        let folder = canonical.parent().unwrap_or(canonical).to_owned();
        let mut others = self.others.borrow_mut();
        let root = others.entry(folder).or_insert_with(|| repository(canonical)).as_ref()?;
        canonical.strip_prefix(root).ok().map(slashed)
    }
}
