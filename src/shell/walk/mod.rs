//! Everything under the given paths, folder by folder, on many threads.
//!
//! Folders of version control systems and of installed packages are never entered, links are not
//! followed, and what ignore files leave out is left out. A folder is listed once, and what it
//! holds is handed out in lots: one folder of many files keeps every thread busy, and one of many
//! folders does not have them all wait for their turn at once.

mod rules;
#[cfg(test)]
mod tests;

#[cfg(any(not(unix), test))]
mod portable;
#[cfg(not(unix))]
use portable as system;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as system;

use super::regular;
use rayon::{Scope, ThreadPoolBuildError, ThreadPoolBuilder};
pub use rules::IgnoreFiles;
use rules::{Everywhere, Fate, Rules};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use system::{Handle, Listed};

/// What to walk, and how.
pub struct Walk<'a> {
    /// Files and folders, as they were given.
    pub roots: &'a [PathBuf],
    /// Whether ignore files count.
    pub ignore_files: IgnoreFiles,
    /// How many threads walk.
    pub threads: usize,
}

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A link, whatever it leads to.
    Link,
    /// A device, a pipe, a socket.
    Other,
}

/// Something that is no folder.
pub struct Entry<'a> {
    place: Place<'a>,
    /// What it is; of a link that was given, what it leads to.
    pub kind: EntryKind,
    is_hidden: bool,
}

enum Place<'a> {
    Given(&'a Path),
    In(&'a Listing, &'a Listed),
}

/// What could not be looked into.
#[derive(Debug)]
pub struct Fault {
    /// Where, as it was walked.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

/// Folders that are never entered.
const NEVER: [&str; 6] = ["node_modules", ".git", ".hg", ".svn", ".jj", ".yarn"];

/// What is entered all the same: the patches that Yarn puts on packages.
const PATCHES: &str = ".yarn/patches";

/// How many entries of a folder are a task of their own.
const LOT: usize = 256;

impl Walk<'_> {
    /// Calls `visit` for everything, on several threads and in no order.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn run(&self, visit: &(dyn Fn(Result<Entry, Fault>) + Sync)) -> Result<(), ThreadPoolBuildError> {
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).build()?;
        let everywhere = match Everywhere::read(self.ignore_files) {
            Ok(everywhere) => everywhere,
            Err(fault) => {
                visit(Err(fault));
                return Ok(());
            }
        };
        let walker = Walker { everywhere, visit };
        pool.scope(|scope| self.roots.iter().for_each(|root| walker.root(root, scope)));
        Ok(())
    }
}

impl<'a> Entry<'a> {
    /// Its name.
    pub fn name(&self) -> &'a OsStr {
        match self.place {
            Place::Given(path) => path.file_name().unwrap_or_default(),
            Place::In(_, listed) => listed.name(),
        }
    }

    /// Whether it was given, and not found in a folder.
    pub fn is_given(&self) -> bool {
        matches!(self.place, Place::Given(_))
    }

    /// Whether `.ignore` leaves it out, and git does not: it is looked at, and never edited.
    pub fn is_hidden(&self) -> bool {
        self.is_hidden
    }

    /// Its path as it was walked.
    pub fn path(&self) -> PathBuf {
        match self.place {
            Place::Given(path) => path.to_owned(),
            Place::In(listing, listed) => listing.folder.walked.join(listed.name()),
        }
    }

    /// The one path of it, whatever link or `..` led here.
    pub fn canonical(&self) -> PathBuf {
        match self.place {
            Place::Given(path) => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
            Place::In(listing, listed) => listing.folder.canonical.join(listed.name()),
        }
    }

    /// The folder it is in.
    pub fn folder(&self) -> &'a Path {
        match self.place {
            Place::Given(path) => path.parent().unwrap_or(path),
            Place::In(listing, _) => &listing.folder.canonical,
        }
    }

    /// Opens it for reading.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn open(&self) -> io::Result<File> {
        match self.place {
            Place::Given(path) => regular::open(path),
            Place::In(listing, listed) => listing.handle.file(listed),
        }
    }
}

/// A folder to enter.
struct Folder {
    walked: PathBuf,
    canonical: PathBuf,
    /// Whether only `.ignore` leaves it out, where git has it.
    is_hidden: bool,
    /// What holds for it by the folders above it.
    rules: Option<Arc<Rules>>,
}

/// A folder that was entered, and what is to be visited in it.
struct Listing {
    folder: Folder,
    handle: Handle,
    entries: Vec<Listed>,
    /// Of each entry, whether only `.ignore` leaves it out.
    hidden: Vec<bool>,
}

impl Folder {
    fn inner(&self, name: &OsStr) -> Folder {
        Folder {
            walked: self.walked.join(name),
            canonical: self.canonical.join(name),
            is_hidden: self.is_hidden,
            rules: self.rules.clone(),
        }
    }
}

struct Walker<'a> {
    everywhere: Everywhere,
    visit: &'a (dyn Fn(Result<Entry, Fault>) + Sync),
}

impl Walker<'_> {
    fn root<'s>(&'s self, path: &'s Path, scope: &Scope<'s>) {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => match fs::canonicalize(path) {
                Ok(canonical) => {
                    let rules = match self.everywhere.above(&canonical) {
                        Ok(rules) => rules,
                        Err(fault) => return (self.visit)(Err(fault)),
                    };
                    let folder = Folder { walked: path.to_owned(), canonical, is_hidden: false, rules };
                    scope.spawn(move |scope| self.folder(folder, scope));
                }
                Err(error) => self.fault(path, error),
            },
            Ok(metadata) => {
                let kind = if metadata.is_file() { EntryKind::File } else { EntryKind::Other };
                (self.visit)(Ok(Entry { place: Place::Given(path), kind, is_hidden: false }));
            }
            Err(error) => self.fault(path, error),
        }
    }

    fn folder<'s>(&'s self, mut folder: Folder, scope: &Scope<'s>) {
        let (handle, mut entries) = match Handle::list(&folder.walked) {
            Ok(listed) => listed,
            Err(error) => return self.fault(&folder.walked, error),
        };
        let has = |name: &str| entries.iter().any(|entry| entry.name() == OsStr::new(name));
        let has_packages = has(".yarn");
        // Without its rules nobody knows what of the folder is meant.
        folder.rules = match self.everywhere.beneath(folder.rules, &folder.canonical, has) {
            Ok(rules) => rules,
            Err(Fault { path, error }) => {
                let path = path.strip_prefix(&folder.canonical).map_or(path.clone(), |own| folder.walked.join(own));
                return self.fault(&path, error);
            }
        };
        let mut path = folder.canonical.clone();
        let mut hidden = Vec::new();
        entries.retain(|entry| {
            path.push(entry.name());
            let fate = self.everywhere.fate(folder.rules.as_deref(), &path, entry.kind() == EntryKind::Folder);
            path.pop();
            let is_taken = fate != Fate::LeftOut && !NEVER.iter().any(|never| entry.name() == OsStr::new(never));
            hidden.extend(is_taken.then_some(fate == Fate::Hidden));
            is_taken
        });
        let patches = folder.canonical.join(PATCHES);
        if has_packages && patches.is_dir() {
            let inner = folder.inner(OsStr::new(PATCHES));
            scope.spawn(move |scope| self.folder(inner, scope));
        }
        let listing = Arc::new(Listing { folder, handle, entries, hidden });
        for start in (LOT..listing.entries.len()).step_by(LOT) {
            let listing = Arc::clone(&listing);
            scope.spawn(move |scope| self.lot(&listing, start..start + LOT, scope));
        }
        self.lot(&listing, 0..LOT, scope);
    }

    fn lot<'s>(&'s self, listing: &Listing, lot: Range<usize>, scope: &Scope<'s>) {
        let end = lot.end.min(listing.entries.len());
        for index in lot.start..end {
            let listed = &listing.entries[index];
            if listed.kind() == EntryKind::Folder {
                let mut folder = listing.folder.inner(listed.name());
                folder.is_hidden |= listing.hidden[index];
                scope.spawn(move |scope| self.folder(folder, scope));
            } else {
                let is_hidden = listing.folder.is_hidden || listing.hidden[index];
                (self.visit)(Ok(Entry { place: Place::In(listing, listed), kind: listed.kind(), is_hidden }));
            }
        }
    }

    fn fault(&self, path: &Path, error: io::Error) {
        (self.visit)(Err(Fault { path: path.to_owned(), error }));
    }
}
