//! Finding the files that name Rupt, in one parallel pass.
//!
//! Links are not followed: a target inside the tree is found anyway, and a target outside must not be
//! written. A link that leads out of the tree, or back to a folder above it, is a failure, because a part of
//! the given paths was not read. `--exclude` leaves such a link out. A link to a file that does not exist is
//! ignored, since editors use such links as locks.

use super::candidate::{Candidate, is_wanted};
use super::exclude::Exclude;
use super::out::reason;
use super::paths::{self, shown};
use super::progress::Count;
use super::read::{self, Criteria};
use super::walk::{EntryKind, Fault, IgnoreFiles, Walk, WalkEntry};
use super::{advice, encoding, regular};
use crate::kind::{Kind, paths as paths_of_v2};
use crate::prefilter::Named;
use crate::render::failure::Failure;
use crate::render::not_migrated::NotMigrated;
use crate::render::own;
use crate::syntax::Dialect;
use crate::{mapping, rendering};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::{fs, io};

/// What to search, and how.
pub struct Search<'a> {
    /// Files and folders, as they were given.
    pub roots: &'a [PathBuf],
    /// The files that `--exclude` leaves out. They are searched too, because their uses of v2 count.
    pub exclude: &'a Exclude,
    /// Whether ignore files apply.
    pub ignore_files: IgnoreFiles,
    /// How many threads walk.
    pub threads: usize,
    /// The counters to update.
    pub count: &'a Count,
}

/// The result of a search, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Discovered {
    /// The files that name Rupt.
    pub candidates: Vec<Candidate>,
    /// All manifests of npm and Deno, without links.
    pub manifests: Vec<PathBuf>,
    /// The files that name v3 and not v2, without links.
    pub on_v3: Vec<PathBuf>,
    /// The files that render components on a server, without links.
    pub rendering: Vec<PathBuf>,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// The paths that could not be read, without links, including excluded ones. They may use Rupt.
    pub unread: Vec<PathBuf>,
}

impl Search<'_> {
    /// Runs the search.
    pub fn run(&self) -> Discovered {
        let found = Mutex::new(Discovered::default());
        let roots = self.roots.iter().filter_map(|root| fs::canonicalize(root).ok()).collect();
        let visit = Visitor { search: self, roots, found: &found };
        if let Err(error) = self.walk(&|entry| visit.visit(entry)) {
            fail(&found, Failure::new(String::new(), format!("no threads: {error}")));
        }
        finish(found)
    }

    /// Returns all files under the roots whose kind is `wanted`, sorted. No file is opened.
    pub fn files(&self, wanted: impl Fn(Kind) -> bool + Sync) -> Vec<PathBuf> {
        let files = Mutex::new(Vec::new());
        // If there are no threads, the run has already failed.
        let _ = self.walk(&|entry| {
            if let Some(entry) = entry.ok().filter(|entry| entry.kind == EntryKind::File)
                && Kind::of(&entry.name().to_string_lossy()).is_some_and(&wanted)
            {
                files.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path());
            }
        });
        let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.sort();
        files.dedup();
        files
    }

    fn walk(&self, visit: &(dyn Fn(Result<WalkEntry, Fault>) + Sync)) -> io::Result<()> {
        Walk { roots: self.roots, ignore_files: self.ignore_files, threads: self.threads }.run(visit)
    }
}

struct Visitor<'a> {
    search: &'a Search<'a>,
    /// The roots without links.
    roots: Vec<PathBuf>,
    found: &'a Mutex<Discovered>,
}

impl Visitor<'_> {
    fn visit(&self, entry: Result<WalkEntry, Fault>) {
        match entry {
            Ok(entry) if entry.kind == EntryKind::Link => self.link(&entry.path()),
            Ok(entry) => self.file(&entry),
            Err(fault) => self.fail(&fault.path, &fault.error),
        }
    }

    fn file(&self, entry: &WalkEntry) {
        self.search.count.seen.fetch_add(1, Ordering::Relaxed);
        let name = entry.name().to_string_lossy();
        match (entry.kind, entry.is_given()) {
            (EntryKind::File, _) => {
                let by_path = paths_of_v2::may_stand_for_v2(entry.folder(), &name)
                    .then(|| paths_of_v2::stands_for_v2(&entry.canonical()))
                    .flatten();
                let kind = Kind::of(&name).or_else(|| by_path.map(|_| Kind::other()));
                if let Some(kind) = kind {
                    self.search(entry, &name, kind, by_path);
                }
            }
            (_, true) => self.fail(&entry.path(), &not_regular()),
            // Only a name of a source file makes this a failure. Other pipes and sockets are ignored.
            (_, false) if Kind::of(&name).is_some() => self.fail(&entry.path(), &not_regular()),
            (_, false) => {}
        }
    }

    fn search(&self, entry: &WalkEntry, name: &str, kind: Kind, by_path: Option<&'static mapping::Entry>) {
        let count = self.search.count;
        count.searched.fetch_add(1, Ordering::Relaxed);
        let renders = |head: &[u8]| can_render(kind) && rendering::is_named(name, head);
        let criteria = Criteria { is_kept: is_wanted, kind };
        let searched = match entry.open().and_then(|file| read::search(file, renders, criteria)) {
            Ok(searched) => searched,
            Err(error) => return self.fail(&entry.path(), &error),
        };
        count.reads.fetch_add(searched.reads, Ordering::Relaxed);
        count.bytes.fetch_add(searched.length, Ordering::Relaxed);
        let named = searched.named;
        // An earlier report quotes code and loads nothing.
        let bytes = searched.bytes.filter(|bytes| !(kind.is_only_read() && own::is_report(bytes)));
        // If the path alone tells something, no text is needed.
        let bytes = bytes.or_else(|| by_path.map(|_| Vec::new()));
        if searched.is_seen {
            lock(self.found).rendering.push(entry.canonical());
        }
        let is_manifest = matches!(kind, Kind::Manifest | Kind::Deno);
        if bytes.is_none() && !is_manifest && !named.any(&[Named::V3]) {
            return;
        }
        let canonical = entry.canonical();
        let candidate = bytes.map(|bytes| {
            let (path, canonical) = (entry.path(), canonical.clone());
            let left_out = match self.search.exclude.leaves_out(&path) {
                true => Some(NotMigrated::Excluded),
                false => entry.is_hidden().then_some(NotMigrated::Ignored),
            };
            Candidate { path, canonical, kind, named, text: encoding::decode(bytes), by_path, left_out }
        });
        let mut found = lock(self.found);
        if is_manifest {
            found.manifests.push(canonical);
        } else if candidate.is_none() {
            found.on_v3.push(canonical);
        }
        found.candidates.extend(candidate);
    }

    fn link(&self, path: &Path) {
        if self.search.exclude.leaves_out(path) {
            return;
        }
        let message = match fs::canonicalize(path) {
            Ok(target) => self.linked(path, &target),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => Some(reason(&error)),
        };
        if let Some(message) = message {
            unread(self.found, path);
            let help = "give the target as a path of its own, or leave the link out with `--exclude`";
            fail(self.found, Failure::new(shown(path), message).help(help));
        }
    }

    /// Returns the message about a link from `path` to `target`, or `None` if nothing is wrong with it.
    fn linked(&self, path: &Path, target: &Path) -> Option<String> {
        let inside = self.roots.iter().any(|root| target.starts_with(root));
        if target.is_dir() {
            let home = path.parent().and_then(|parent| fs::canonicalize(parent).ok());
            return if home.is_some_and(|home| home.starts_with(target)) {
                Some("a link back to a folder that it lies in; not followed".to_owned())
            } else if inside {
                None
            } else {
                Some("a link to a folder outside the given paths; not followed".to_owned())
            };
        }
        let kind = Kind::of(&path.file_name()?.to_string_lossy())?;
        let uses =
            |named: Named| is_wanted(kind, named) && (named.is_sure() || matches!(kind, Kind::Manifest | Kind::Deno));
        if inside {
            return None;
        }
        let criteria = Criteria { is_kept: |_, _| false, kind };
        let named = match regular::open(target).and_then(|file| read::search(file, |_| false, criteria)) {
            Ok(searched) => searched.named,
            Err(error) => return Some(format!("a link whose target cannot be read: {}", reason(&error))),
        };
        uses(named).then(|| "a link to a file outside the given paths that uses Rupt; not followed".to_owned())
    }

    fn fail(&self, path: &Path, error: &io::Error) {
        let is_given = self.search.roots.iter().any(|root| root == path);
        // The file was removed during the search. Editors and builds do this.
        if !is_given && error.kind() == io::ErrorKind::NotFound {
            return;
        }
        unread(self.found, path);
        if is_given || !self.search.exclude.leaves_out(path) {
            let failure = Failure::new(shown(path), reason(error));
            let advice = advice::about_word(&shown(path)).filter(|_| is_given);
            fail(self.found, advice.into_iter().fold(failure, Failure::help));
        }
    }
}

fn not_regular() -> io::Error {
    io::Error::other("neither a file nor a folder")
}

/// Whether a file of `kind` can render components on a server, or lead to one that does.
fn can_render(kind: Kind) -> bool {
    !kind.is_page() && !matches!(kind, Kind::Catalog | Kind::Script(Dialect::Declarations))
}

fn finish(found: Mutex<Discovered>) -> Discovered {
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.candidates.sort_by(|a, b| paths::order(bytes(&a.path), bytes(&b.path)));
    let mut seen = FxHashSet::default();
    found.candidates.retain(|candidate| seen.insert(bytes(&candidate.canonical).to_owned()));
    found.manifests.sort();
    found.manifests.dedup();
    found.on_v3.sort();
    found.on_v3.dedup();
    found.unread.sort();
    paths::sort_failures(&mut found.failures);
    found.failures.dedup_by(|a, b| a.path == b.path && a.message == b.message);
    found
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn fail(found: &Mutex<Discovered>, failure: Failure) {
    lock(found).failures.push(failure);
}

/// Records a path that could not be read.
fn unread(found: &Mutex<Discovered>, path: &Path) {
    let folder = path.parent().and_then(|parent| fs::canonicalize(parent).ok());
    if let (Some(folder), Some(name)) = (folder, path.file_name()) {
        lock(found).unread.push(folder.join(name));
    }
}

fn lock(found: &Mutex<Discovered>) -> std::sync::MutexGuard<'_, Discovered> {
    found.lock().unwrap_or_else(PoisonError::into_inner)
}
