//! Finding the files that name Rupt, in one parallel pass.
//!
//! Every folder is entered but `node_modules`, a version control system's own, and what ignore
//! files leave out. Links are not followed: what they lead to inside the tree is seen anyway, and
//! what lies outside is not ours to write. A link that leads out, or back to a folder it lies in,
//! is a failure, because something that was asked for was not looked into; `--exclude` is the way
//! to say that it was not asked for. Links that lead nowhere (editors use them as locks) are
//! nothing.

use super::exclude::Exclude;
use super::interrupt;
use super::out::reason;
use super::paths::{self, shown};
use super::progress::Count;
use super::read::Buffer;
use crate::kind::Kind;
use crate::prefilter::Named;
use crate::render::report::Failure;
use ignore::{DirEntry, WalkBuilder, WalkState};
use rustc_hash::FxHashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

/// Whether ignore files count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IgnoreFiles {
    /// What they leave out is not looked into.
    Honoured,
    /// They are files like any other (`--no-ignore`).
    Disregarded,
}

/// What to search, and how.
pub struct Search<'a> {
    /// Files and folders, as they were given.
    pub roots: &'a [PathBuf],
    /// What is left out; searched all the same, to know whether it uses v2.
    pub exclude: &'a Exclude,
    /// Whether ignore files count.
    pub ignore_files: IgnoreFiles,
    /// How many threads walk.
    pub threads: usize,
    /// What is counted on the way.
    pub count: &'a Count,
}

/// A file that names Rupt.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The path as it was walked.
    pub path: PathBuf,
    /// The one path of the file, whatever link or `..` led to it.
    pub canonical: PathBuf,
    /// Its kind.
    pub kind: Kind,
    /// What it names.
    pub named: Named,
    /// All of it; the bytes, where they are no UTF-8.
    pub text: Result<String, FromUtf8Error>,
    /// Whether `--exclude` leaves it out.
    pub excluded: bool,
}

impl Candidate {
    /// All bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.text.as_ref().map_or_else(FromUtf8Error::as_bytes, String::as_bytes)
    }

    /// Whether the file uses Rupt, as sure as bytes can be.
    pub fn is_sure(&self) -> bool {
        self.named.is_sure() || (self.kind.is_page() && self.named.any(&[Named::COPY]))
    }
}

/// What a search found, sorted by path.
#[derive(Debug, Default)]
pub struct Found {
    /// The files that name Rupt.
    pub candidates: Vec<Candidate>,
    /// Every `package.json`, and what Deno has in its place where that names Rupt.
    pub manifests: Vec<PathBuf>,
    /// The files that name v3, and not v2.
    pub on_v3: Vec<PathBuf>,
    /// What could not be looked into.
    pub failures: Vec<Failure>,
}

/// Folders that are never entered.
const NEVER: [&str; 6] = ["node_modules", ".git", ".hg", ".svn", ".jj", ".yarn"];

impl Search<'_> {
    /// Searches.
    pub fn run(&self) -> Found {
        let found = Mutex::new(Found::default());
        let roots = self.existing(&found);
        let Some(builder) = self.walk(&roots) else { return finish(found) };
        let canonical: Vec<PathBuf> = roots.iter().filter_map(|root| fs::canonicalize(root).ok()).collect();
        builder.build_parallel().run(|| {
            let (buffer, folder) = (Buffer::new(), Folder::default());
            let mut visit = Visit { search: self, roots: &canonical, buffer, folder, found: &found };
            Box::new(move |entry| {
                if interrupt::requested() {
                    return WalkState::Quit;
                }
                visit.entry(entry);
                WalkState::Continue
            })
        });
        finish(found)
    }

    /// Every file under the roots of a kind that is `wanted`, sorted; none is opened.
    pub fn files(&self, wanted: impl Fn(Kind) -> bool + Sync) -> Vec<PathBuf> {
        let files = Mutex::new(Vec::new());
        let Some(builder) = self.walk(self.roots) else { return Vec::new() };
        builder.build_parallel().run(|| {
            Box::new(|entry| {
                let is_file = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_file());
                let is_wanted = |entry: &DirEntry| Kind::of(&entry.file_name().to_string_lossy()).is_some_and(&wanted);
                if let Some(entry) = entry.ok().filter(|entry| is_file(entry) && is_wanted(entry)) {
                    files.lock().unwrap_or_else(PoisonError::into_inner).push(entry.into_path());
                }
                WalkState::Continue
            })
        });
        let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.sort();
        files.dedup();
        files
    }

    /// The walk over `roots`, if there is any.
    fn walk(&self, roots: &[PathBuf]) -> Option<WalkBuilder> {
        let (first, rest) = roots.split_first()?;
        let mut builder = WalkBuilder::new(first);
        for root in rest {
            builder.add(root);
        }
        let honoured = self.ignore_files == IgnoreFiles::Honoured;
        builder.standard_filters(honoured).hidden(false).require_git(false).threads(self.threads);
        builder.filter_entry(|entry| entry.depth() == 0 || !is_never(entry));
        Some(builder)
    }

    /// The roots that are there; the others are failures.
    fn existing(&self, found: &Mutex<Found>) -> Vec<PathBuf> {
        let is_there = |root: &&PathBuf| match fs::metadata(root) {
            Ok(_) => true,
            Err(error) => {
                fail(found, Failure::new(shown(root), reason(&error)));
                false
            }
        };
        self.roots.iter().filter(is_there).cloned().collect()
    }
}

fn is_never(entry: &DirEntry) -> bool {
    NEVER.iter().any(|name| entry.file_name() == OsStr::new(name))
}

struct Visit<'a> {
    search: &'a Search<'a>,
    roots: &'a [PathBuf],
    buffer: Buffer,
    folder: Folder,
    found: &'a Mutex<Found>,
}

/// The folder of the last file that was found: it is likely that of the next one, too.
#[derive(Default)]
struct Folder {
    walked: PathBuf,
    canonical: PathBuf,
}

impl Folder {
    /// The one path of a file in a folder that was walked, which is no link.
    fn canonical(&mut self, path: &Path) -> Option<PathBuf> {
        let (folder, name) = (path.parent()?, path.file_name()?);
        if self.walked != folder {
            *self = Folder { canonical: fs::canonicalize(folder).ok()?, walked: folder.to_owned() };
        }
        Some(self.canonical.join(name))
    }
}

impl Visit<'_> {
    fn entry(&mut self, entry: Result<DirEntry, ignore::Error>) {
        match entry {
            Ok(entry) => self.file(&entry),
            Err(error) => {
                let path = path_of(&error).unwrap_or_default();
                if !self.search.exclude.leaves_out(&path) {
                    let reason = error.io_error().map_or_else(|| error.to_string(), reason);
                    fail(self.found, Failure::new(shown(&path), reason));
                }
            }
        }
    }

    fn file(&mut self, entry: &DirEntry) {
        let Some(kind_of_entry) = entry.file_type() else { return };
        let is_link = kind_of_entry.is_symlink();
        if is_link && entry.depth() > 0 {
            return self.link(entry.path());
        }
        if kind_of_entry.is_dir() {
            return;
        }
        self.search.count.seen.fetch_add(1, Ordering::Relaxed);
        let Some(kind) = Kind::of(&entry.file_name().to_string_lossy()) else { return };
        let is_file = if is_link { entry.path().is_file() } else { kind_of_entry.is_file() };
        if is_file {
            self.search(entry, kind);
        }
    }

    fn search(&mut self, entry: &DirEntry, kind: Kind) {
        let path = entry.path();
        self.search.count.searched.fetch_add(1, Ordering::Relaxed);
        let excluded = self.search.exclude.leaves_out(path);
        let searched = match self.buffer.search(path, |named| is_wanted(kind, named)) {
            Ok(searched) => searched,
            Err(_) if excluded => return,
            Err(error) => return fail(self.found, Failure::new(shown(path), reason(&error))),
        };
        self.search.count.reads.fetch_add(searched.reads, Ordering::Relaxed);
        self.search.count.bytes.fetch_add(searched.length, Ordering::Relaxed);
        let named = searched.named;
        let candidate = searched.bytes.map(|bytes| {
            let in_folder = if entry.depth() > 0 { self.folder.canonical(path) } else { None };
            let canonical = in_folder.or_else(|| fs::canonicalize(path).ok()).unwrap_or_else(|| path.to_owned());
            Candidate { path: path.to_owned(), canonical, kind, named, text: String::from_utf8(bytes), excluded }
        });
        if candidate.is_none() && kind != Kind::Manifest && !named.any(&[Named::V3]) {
            return;
        }
        let mut found = lock(self.found);
        if matches!(kind, Kind::Manifest | Kind::Deno) {
            found.manifests.push(path.to_owned());
        } else if candidate.is_none() {
            found.on_v3.push(path.to_owned());
        }
        found.candidates.extend(candidate);
    }

    fn link(&mut self, path: &Path) {
        if self.search.exclude.leaves_out(path) {
            return;
        }
        let message = match fs::canonicalize(path) {
            Ok(target) => self.linked(path, &target),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => Some(reason(&error)),
        };
        if let Some(message) = message {
            let help = "give the target as a path of its own, or leave the link out with `--exclude`";
            fail(self.found, Failure::new(shown(path), message).help(help));
        }
    }

    /// What is wrong with a link from `path` to `target`, if anything is.
    fn linked(&mut self, path: &Path, target: &Path) -> Option<String> {
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
        let named = if inside || !target.is_file() {
            Named::default()
        } else {
            self.buffer.search(target, |_| false).ok()?.named
        };
        uses(named).then(|| "a link to a file outside the given paths that uses Rupt; not followed".to_owned())
    }
}

/// Whether a file of `kind` that names `named` is to be looked into.
pub fn is_wanted(kind: Kind, named: Named) -> bool {
    match kind {
        _ if kind.is_page() && named.any(&[Named::COPY]) => true,
        Kind::Script(_) | Kind::Document(_) => named.is_candidate(),
        Kind::Manifest | Kind::Deno => named.any(&[Named::SPECIFIER, Named::PERHAPS, Named::PACKAGE]),
        Kind::Catalog => true,
    }
}

fn finish(found: Mutex<Found>) -> Found {
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.candidates.sort_by(|a, b| paths::order(bytes(&a.path), bytes(&b.path)));
    let mut seen = FxHashSet::default();
    found.candidates.retain(|candidate| seen.insert(bytes(&candidate.canonical).to_owned()));
    found.manifests.sort();
    found.manifests.dedup();
    found.on_v3.sort();
    found.on_v3.dedup();
    paths::sort_failures(&mut found.failures);
    found.failures.dedup_by(|a, b| a.path == b.path && a.message == b.message);
    found
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn fail(found: &Mutex<Found>, failure: Failure) {
    lock(found).failures.push(failure);
}

fn lock(found: &Mutex<Found>) -> std::sync::MutexGuard<'_, Found> {
    found.lock().unwrap_or_else(PoisonError::into_inner)
}

fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child.clone()),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        _ => None,
    }
}
