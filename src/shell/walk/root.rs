//! A given folder, and what holds in the folders in it.
//!
//! The walker asks about each entry of a folder right after it listed it, on one thread, and hands the
//! entries to other threads only then. So each thread remembers the last folder, and all together some.

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

/// A folder of which nothing is entered but the patches that Yarn puts on packages.
pub const YARN: [&str; 2] = [".yarn", "patches"];

/// Of how many folders is remembered what holds in them: patterns take memory.
pub const MOST: usize = 1024;

/// A folder that was given.
pub struct GivenFolder {
    walked: PathBuf,
    canonical: PathBuf,
    everywhere: Arc<Everywhere>,
    /// What holds in the folders that were entered.
    folders: RwLock<FxHashMap<OsString, FolderState>>,
}

/// What holds in a folder.
#[derive(Clone, Default)]
struct FolderState {
    /// Whether it is Yarn's.
    is_yarn: bool,
    /// Whether only `.ignore` leaves it out, where git has it.
    is_hidden: bool,
    rules: Option<Arc<IgnoreRules>>,
}

impl GivenFolder {
    /// The folder that was given as `walked`.
    pub fn new(walked: &Path, canonical: PathBuf, everywhere: &Arc<Everywhere>) -> Self {
        let everywhere = Arc::clone(everywhere);
        GivenFolder { walked: walked.to_owned(), canonical, everywhere, folders: RwLock::default() }
    }

    /// Its path without links.
    pub fn canonical(&self) -> &Path {
        &self.canonical
    }

    /// Shows what was found in it, and says whether the walk goes on there.
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
        // Without its rules nobody knows what of the folder is meant.
        self.inside(path).map_or_else(|fault| self.fault(fault, visit), |_| WalkState::Continue)
    }

    fn fault(&self, Fault { path, error }: Fault, visit: OnEntry) -> WalkState {
        visit(Err(Fault { path: self.walked(&path), error }));
        WalkState::Skip
    }

    /// The path as it was walked of what is at `path`.
    pub fn walked(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.canonical) {
            Ok(own) if own.as_os_str().is_empty() => self.walked.clone(),
            Ok(own) => self.walked.join(own),
            Err(_) => path.to_owned(),
        }
    }

    /// Whether what was found in a folder is looked into.
    pub fn takes(&self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        self.selection(entry.path(), is_folder).map_or(true, |selection| selection != Selection::LeftOut)
    }

    /// What becomes of what is at `path`, which was found in a folder.
    ///
    /// # Errors
    /// Where the rules of the folder cannot be read.
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

    /// What holds in `folder`.
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
        // Its files are next.
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
    /// The folder that the thread last asked for: the next one is nearly always the same. The walker has
    /// threads of its own for each walk.
    static LAST: RefCell<(OsString, FolderState)> = RefCell::default();
    /// The same for the folder that it last opened a file in.
    static OPEN: RefCell<Option<(OsString, Folder)>> = const { RefCell::new(None) };
}

/// Opens the file at `path`, which is without links.
///
/// # Errors
/// Whatever the system says; a part of the path that is a link now is an error, too.
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
