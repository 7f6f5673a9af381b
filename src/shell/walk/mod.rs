//! Everything under the given paths, by the parallel walker of the `ignore` crate.
//!
//! The crate lists folders and hands out what is in them to threads. What ignore files say is asked
//! here ([`rules`]), with the crate's patterns: its walker opens ignore files by their names, whatever
//! they lead to and however large they are, waits for a pipe, ends a file at the first byte that is not
//! UTF-8, and takes braces for alternatives, which git does not.
//!
//! A given folder is walked by its path without links, and no link in it is followed: a file is opened in
//! its folder, which is opened without following any.

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
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::thread;

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
    /// A link, whatever it leads to.
    Link,
    /// A device, a pipe, a socket.
    Other,
}

/// Something that is no folder.
pub struct WalkEntry<'a> {
    place: EntryPlace<'a>,
    /// What it is; of a link that was given, what it leads to.
    pub kind: EntryKind,
}

enum EntryPlace<'a> {
    Given(&'a Path),
    /// The folder that was given, and the path of the entry without links.
    In(&'a GivenFolder, &'a Path),
}

/// What could not be looked into.
#[derive(Debug)]
pub struct Fault {
    /// Where, as it was walked.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

/// Who is shown what was found.
type OnEntry<'a> = &'a (dyn Fn(Result<WalkEntry, Fault>) + Sync);

impl Walk<'_> {
    /// Calls `visit` for everything, on several threads and in no order.
    ///
    /// # Errors
    /// Where the system gives no threads.
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

/// What the walker gives.
type Walked = Result<DirEntry, ignore::Error>;

impl EntryKind {
    fn of(entry: &DirEntry) -> Self {
        // The walker takes `-` for standard input, which has no type; a file of this name has one.
        let found = entry.file_type().or_else(|| Some(fs::metadata(entry.path()).ok()?.file_type()));
        match found {
            Some(kind) if kind.is_file() => EntryKind::File,
            Some(kind) if kind.is_symlink() => EntryKind::Link,
            _ => EntryKind::Other,
        }
    }
}

impl<'a> WalkEntry<'a> {
    /// Its name.
    pub fn name(&self) -> &'a OsStr {
        self.at().file_name().unwrap_or_default()
    }

    /// Whether it was given, and not found in a folder.
    pub fn is_given(&self) -> bool {
        matches!(self.place, EntryPlace::Given(_))
    }

    /// Whether `.ignore` leaves it out, and git does not: it is looked at, and never edited.
    pub fn is_hidden(&self) -> bool {
        match self.place {
            EntryPlace::Given(_) => false,
            EntryPlace::In(root, path) => {
                root.selection(path, false).is_ok_and(|selection| selection == Selection::Hidden)
            }
        }
    }

    /// Its path as it was walked.
    pub fn path(&self) -> PathBuf {
        match self.place {
            EntryPlace::Given(path) => path.to_owned(),
            EntryPlace::In(root, path) => root.walked(path),
        }
    }

    /// The one path of it, whatever link or `..` led here.
    pub fn canonical(&self) -> PathBuf {
        match self.place {
            EntryPlace::Given(path) => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
            EntryPlace::In(_, path) => path.to_owned(),
        }
    }

    /// The folder it is in.
    pub fn folder(&self) -> &'a Path {
        self.at().parent().unwrap_or(self.at())
    }

    /// Opens it for reading.
    ///
    /// # Errors
    /// Whatever the system says.
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

/// Makes sure that there are so many threads. Where the walker gets less than it asks for, it panics,
/// or waits for ever.
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
