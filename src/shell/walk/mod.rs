//! Walks everything under the given paths, with the parallel walker of the `ignore` crate.
//!
//! The crate lists folders and distributes their entries to threads. Ignore files are read here ([`rules`]),
//! with the crate's patterns. The crate's own walker opens an ignore file whatever it is and however large,
//! waits for a pipe, stops reading at the first byte that is not UTF-8, and reads braces as alternatives,
//! which git does not.
//!
//! A given folder is walked by its path without links, and no link in it is followed: a file is opened
//! relative to its folder, which is itself opened without following links.

mod root;
mod rules;
#[cfg(test)]
mod tests;

use super::regular;
use ignore::{DirEntry, WalkBuilder, WalkState};
use root::GivenFolder;
pub use rules::IgnoreFiles;
use rules::{Everywhere, Selection};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::{io, thread};

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
    /// A file.
    File,
    /// A link, whatever its target.
    Link,
    /// A device, a pipe or a socket.
    Other,
}

/// An entry that is not a folder.
pub struct WalkEntry<'a> {
    place: EntryPlace<'a>,
    /// The kind of the entry. For a link that was given on the command line, this is the kind of its target.
    pub kind: EntryKind,
}

enum EntryPlace<'a> {
    Given(&'a Path),
    /// The given folder above the entry, and the entry's path without links.
    In(&'a GivenFolder, &'a Path),
}

/// A file or folder that could not be read.
#[derive(Debug)]
pub struct Fault {
    /// The path as it was walked.
    pub path: PathBuf,
    /// The reason.
    pub error: io::Error,
}

/// The callback for each entry and each fault.
type OnEntry<'a> = &'a (dyn Fn(Result<WalkEntry, Fault>) + Sync);

impl Walk<'_> {
    /// Calls `visit` for every entry, on several threads and in no particular order.
    ///
    /// # Errors
    /// If the system cannot start the threads.
    pub fn run(&self, visit: OnEntry) -> io::Result<()> {
        spare(self.threads)?;
        let everywhere = match Everywhere::read(self.ignore_files) {
            Ok(everywhere) => Arc::new(everywhere),
            Err(fault) => {
                visit(Err(fault));
                return Ok(());
            }
        };
        let (mut folders, mut files) = (Vec::new(), WalkBuilder::empty());
        for path in self.roots {
            match fs::metadata(path).and_then(|metadata| Ok(metadata.is_dir().then_some(fs::canonicalize(path)?))) {
                Ok(Some(canonical)) => folders.push((path, canonical)),
                Ok(None) => _ = files.add(path),
                Err(error) => visit(Err(Fault { path: path.clone(), error })),
            }
        }
        self.each(&mut files, &|found| {
            match found {
                Ok(entry) => {
                    visit(Ok(WalkEntry { place: EntryPlace::Given(entry.path()), kind: EntryKind::of(&entry) }))
                }
                Err(error) => visit(Err(Fault::of(error))),
            }
            WalkState::Continue
        });
        for (walked, canonical) in folders {
            let root = Arc::new(GivenFolder::new(walked, canonical, &everywhere));
            let filter = Arc::clone(&root);
            let mut builder = WalkBuilder::new(root.canonical());
            builder.filter_entry(move |entry| filter.takes(entry));
            self.each(&mut builder, &|found| root.visit(found, visit));
        }
        Ok(())
    }

    fn each(&self, builder: &mut WalkBuilder, visit: &(dyn Fn(Walked) -> WalkState + Sync)) {
        builder.standard_filters(false).threads(self.threads);
        builder.build_parallel().run(|| Box::new(visit));
    }
}

/// An item of the crate's walker.
type Walked = Result<DirEntry, ignore::Error>;

impl EntryKind {
    fn of(entry: &DirEntry) -> Self {
        // The walker reads the name `-` as standard input, which has no type. A file of that name has one.
        let found = entry.file_type().or_else(|| Some(fs::metadata(entry.path()).ok()?.file_type()));
        match found {
            Some(kind) if kind.is_file() => EntryKind::File,
            Some(kind) if kind.is_symlink() => EntryKind::Link,
            _ => EntryKind::Other,
        }
    }
}

impl<'a> WalkEntry<'a> {
    /// The file name.
    pub fn name(&self) -> &'a OsStr {
        self.at().file_name().unwrap_or_default()
    }

    /// Whether the entry was given on the command line, and not found in a folder.
    pub fn is_given(&self) -> bool {
        matches!(self.place, EntryPlace::Given(_))
    }

    /// Whether `.ignore` excludes the file and git does not. Such a file is read and never edited.
    pub fn is_hidden(&self) -> bool {
        match self.place {
            EntryPlace::Given(_) => false,
            EntryPlace::In(root, path) => {
                root.selection(path, false).is_ok_and(|selection| selection == Selection::Hidden)
            }
        }
    }

    /// The path as it was walked.
    pub fn path(&self) -> PathBuf {
        match self.place {
            EntryPlace::Given(path) => path.to_owned(),
            EntryPlace::In(root, path) => root.walked(path),
        }
    }

    /// The canonical path, without links and `..`.
    pub fn canonical(&self) -> PathBuf {
        match self.place {
            EntryPlace::Given(path) => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
            EntryPlace::In(_, path) => path.to_owned(),
        }
    }

    /// The folder that contains the entry.
    pub fn folder(&self) -> &'a Path {
        self.at().parent().unwrap_or(self.at())
    }

    /// Opens it for reading.
    ///
    /// # Errors
    /// The error of the system.
    pub fn open(&self) -> io::Result<File> {
        match self.place {
            EntryPlace::Given(path) => regular::open(path),
            EntryPlace::In(_, path) => root::opened(path),
        }
    }

    fn at(&self) -> &'a Path {
        let (EntryPlace::Given(path) | EntryPlace::In(_, path)) = self.place;
        path
    }
}

impl Fault {
    fn of(error: ignore::Error) -> Self {
        match error {
            ignore::Error::WithPath { path, err } => Fault { path, ..Fault::of(*err) },
            ignore::Error::WithDepth { err, .. } => Fault::of(*err),
            ignore::Error::Io(error) => Fault { path: PathBuf::new(), error },
            other => Fault { path: PathBuf::new(), error: io::Error::other(other) },
        }
    }
}

/// Checks that the system can start this many threads. The walker panics or blocks for ever if it gets fewer
/// than it asks for.
fn spare(threads: usize) -> io::Result<()> {
    let gate = RwLock::new(());
    thread::scope(|scope| {
        let closed = gate.write();
        let wait = || drop(gate.read());
        let all: io::Result<Vec<_>> = (0..threads).map(|_| thread::Builder::new().spawn_scoped(scope, wait)).collect();
        drop(closed);
        all.map(drop)
    })
}
