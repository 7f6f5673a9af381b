//! A given folder, and the ignore rules of the folders in it.
//!
//! The walker asks about all entries of a folder on the thread that listed it, before it distributes them to
//! other threads. So each thread caches the last folder, and all threads share a cache of limited size.

use super::rules::{Everywhere, IgnoreRules, Selection};
use super::{EntryKind, EntryPlace, Fault, OnEntry, WalkEntry, Walked};
use crate::shell::folder::Folder;
use ignore::{DirEntry, WalkState};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// Folders that are never entered.
pub const NEVER: [&str; 5] = ["node_modules", ".git", ".hg", ".svn", ".jj"];

/// Yarn's folder. Only its patches of packages are entered.
pub const YARN: [&str; 2] = [".yarn", "patches"];

/// How many folders the shared cache holds. Compiled patterns take memory.
pub const MOST: usize = 1024;

/// A folder given on the command line.
pub struct GivenFolder {
    walked: PathBuf,
    canonical: PathBuf,
    everywhere: Arc<Everywhere>,
    /// The state of the folders that were entered.
    folders: RwLock<FxHashMap<OsString, FolderState>>,
}

/// The state of a folder.
#[derive(Clone, Default)]
struct FolderState {
    /// Whether this is Yarn's folder.
    is_yarn: bool,
    /// Whether `.ignore` excludes the folder and git does not.
    is_hidden: bool,
    rules: Option<Arc<IgnoreRules>>,
}

impl GivenFolder {
    /// A given folder: its path on the command line (`walked`) and without links (`canonical`).
    pub fn new(walked: &Path, canonical: PathBuf, everywhere: &Arc<Everywhere>) -> Self {
        let everywhere = Arc::clone(everywhere);
        GivenFolder { walked: walked.to_owned(), canonical, everywhere, folders: RwLock::default() }
    }

    /// The path without links.
    pub fn canonical(&self) -> &Path {
        &self.canonical
    }

    /// Passes an entry or a fault to `visit`. Returns whether the walk enters the entry.
    pub fn visit(&self, found: Walked, visit: OnEntry) -> WalkState {
        let entry = match found {
            Ok(entry) => entry,
            Err(error) => return self.fault(Fault::of(error), visit),
        };
        let path = entry.path();
        if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
            visit(Ok(WalkEntry { place: EntryPlace::In(self, path), kind: EntryKind::of(&entry) }));
            return WalkState::Continue;
        }
        // If the ignore rules of a folder cannot be read, it is not known which of its files are excluded.
        self.inside(path).map_or_else(|fault| self.fault(fault, visit), |_| WalkState::Continue)
    }

    fn fault(&self, Fault { path, error }: Fault, visit: OnEntry) -> WalkState {
        visit(Err(Fault { path: self.walked(&path), error }));
        WalkState::Skip
    }

    /// Returns `path`, which is without links, as it was walked.
    pub fn walked(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.canonical) {
            Ok(own) if own.as_os_str().is_empty() => self.walked.clone(),
            Ok(own) => self.walked.join(own),
            Err(_) => path.to_owned(),
        }
    }

    /// Whether the walk keeps an entry that it found in a folder.
    pub fn takes(&self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        self.selection(entry.path(), is_folder).map_or(true, |selection| selection != Selection::LeftOut)
    }

    /// Decides whether the entry at `path` is read, only looked at, or left out.
    ///
    /// # Errors
    /// If the ignore rules of its folder cannot be read.
    pub fn selection(&self, path: &Path, is_folder: bool) -> Result<Selection, Fault> {
        let Some(folder) = path.parent() else { return Ok(Selection::Taken) };
        if !LAST.with_borrow(|(known, _)| known == folder.as_os_str()) {
            let inside = self.inside(folder)?;
            LAST.set((folder.as_os_str().to_owned(), inside));
        }
        Ok(LAST.with_borrow(|(_, inside)| self.selection_in(inside, path, is_folder)))
    }

    fn selection_in(&self, inside: &FolderState, path: &Path, is_folder: bool) -> Selection {
        let name = path.file_name().unwrap_or_default();
        let is = |what: &str| name == what;
        let selection = match (inside.is_yarn, is_folder) {
            (true, _) if !is(YARN[1]) => Selection::LeftOut,
            (false, false) if is(YARN[0]) => Selection::LeftOut,
            (true, _) => Selection::Taken,
            (false, true) if is(YARN[0]) => Selection::Taken,
            (false, _) if NEVER.into_iter().any(is) => Selection::LeftOut,
            (false, _) => self.everywhere.selection(inside.rules.as_deref(), path, is_folder),
        };
        if selection == Selection::Taken && inside.is_hidden { Selection::Hidden } else { selection }
    }

    /// Returns the state of `folder`, from the cache if it is there.
    fn inside(&self, folder: &Path) -> Result<FolderState, Fault> {
        let known = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(inside) = known.get(folder.as_os_str()) {
            return Ok(inside.clone());
        }
        drop(known);
        let is_root = folder == self.canonical;
        let (above, is_hidden) = match folder.parent().filter(|_| !is_root) {
            Some(parent) => {
                let around = self.inside(parent)?;
                let is_hidden = self.selection_in(&around, folder, true) == Selection::Hidden;
                (around.rules, is_hidden)
            }
            None => (self.everywhere.above(folder)?, false),
        };
        let is_yarn = !is_root && folder.ends_with(YARN[0]);
        let handle = Folder::open(folder).map_err(|error| Fault { path: folder.to_owned(), error })?;
        let rules = self.everywhere.beneath(above, folder, |name| handle.has(name))?;
        // The files of this folder are opened next.
        OPEN.set(Some((folder.as_os_str().to_owned(), handle)));
        let inside = FolderState { is_yarn, is_hidden, rules };
        let mut known = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        Ok(known.entry(folder.as_os_str().to_owned()).or_insert(inside).clone())
    }
}

thread_local! {
    /// The folder that this thread asked for last; the next one is nearly always the same. Each walk has new
    /// threads.
    static LAST: RefCell<(OsString, FolderState)> = RefCell::default();
    /// The folder that this thread opened a file in last.
    static OPEN: RefCell<Option<(OsString, Folder)>> = const { RefCell::new(None) };
}

/// Opens the file at `path`, which is without links.
///
/// # Errors
/// The error of the system. A part of the path that has become a link is an error, too.
pub fn opened(path: &Path) -> io::Result<File> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::NotFound.into());
    };
    OPEN.with_borrow_mut(|open| {
        if let Some((known, handle)) = open
            && known == folder.as_os_str()
        {
            return handle.listed(name);
        }
        let handle = Folder::open(folder)?;
        let file = handle.listed(name);
        *open = Some((folder.as_os_str().to_owned(), handle));
        file
    })
}
