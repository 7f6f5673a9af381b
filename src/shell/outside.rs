//! Files outside of the given paths that belong to packages of the run.
//!
//! These files are read and never written. They lie in other folders of a package, or an ignore file excludes
//! them although git tracks them, or git tracks them and they are not checked out. The latter two are found
//! only with git and inside a repository.

use super::candidate::{Candidate, is_wanted};
use super::discover::{Discovered, Search};
use super::encoding;
use super::exclude::Exclude;
use super::git::{self, UnseenFiles};
use super::packages::Packages;
use super::paths::relative;
use super::progress::Count;
use super::request::Request;
use super::walk::IgnoreFiles;
use crate::kind::{Kind, paths};
use crate::prefilter::named;
use crate::render::not_migrated::NotMigrated;
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The files outside of the given paths.
#[derive(Debug, Clone, Default)]
pub struct Outside {
    /// The files that name Rupt, each with the reason why it is only read.
    pub candidates: Vec<Candidate>,
    /// The files that name v3 and not v2, without links.
    pub on_v3: Vec<PathBuf>,
    /// The files and folders that could not be read, without links.
    pub unread: Vec<PathBuf>,
    /// The files that render components on a server, without links.
    pub rendering: Vec<PathBuf>,
}

/// Finds the other files of two kinds of packages: those with given files that name Rupt, and those with a
/// given manifest that declares v2.
pub fn look(request: &Request, found: &Discovered, packages: &Packages) -> Outside {
    let mut owners: BTreeSet<usize> =
        found.candidates.iter().filter_map(|candidate| packages.owner(&candidate.canonical)).collect();
    let declares = packages.iter().filter(|(_, package)| package.given && !package.facts.v2_sections.is_empty());
    owners.extend(declares.map(|(index, _)| index));
    let looked = Looked { request, packages, owners, known: known(found) };
    let mut outside = looked.folders();
    let roots: BTreeSet<PathBuf> = looked
        .owners
        .iter()
        .filter_map(|owner| git::repository(&packages.get(*owner).folder.join("package.json")))
        .collect();
    for root in roots {
        let tracked = git::unseen(&root);
        looked.ignored(&root, &tracked, &mut outside);
        looked.not_checked_out(&root, &tracked, &mut outside);
    }
    outside
}

fn known(found: &Discovered) -> HashSet<&Path> {
    found.candidates.iter().map(|candidate| candidate.canonical.as_path()).collect()
}

struct Looked<'a> {
    request: &'a Request<'a>,
    packages: &'a Packages,
    owners: BTreeSet<usize>,
    known: HashSet<&'a Path>,
}

impl Looked<'_> {
    /// Whether the file belongs to one of these packages.
    fn is_owned(&self, path: &Path) -> bool {
        self.packages.owner(path).is_some_and(|owner| self.owners.contains(&owner))
    }

    fn search(&self, roots: &[PathBuf], ignore_files: IgnoreFiles) -> Discovered {
        let (exclude, count) = (Exclude::nothing(), Count::default());
        Search { ignore_files, ..self.request.search(roots, &exclude, &count) }.run()
    }

    /// Searches the folders of the packages that are not below the given paths.
    fn folders(&self) -> Outside {
        let roots: Vec<PathBuf> =
            self.request.args.paths.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        let folders = self.owners.iter().map(|owner| &self.packages.get(*owner).folder);
        let folders: Vec<PathBuf> =
            folders.filter(|folder| !roots.iter().any(|root| folder.starts_with(root))).cloned().collect();
        let mut outside = Outside::default();
        if !folders.is_empty() {
            let found =
                self.search(&folders, self.request.search(&[], &Exclude::nothing(), &Count::default()).ignore_files);
            self.take(found, NotMigrated::Outside, &mut outside);
        }
        outside
    }

    /// Searches the files that an ignore file excludes and git tracks.
    fn ignored(&self, root: &Path, tracked: &UnseenFiles, outside: &mut Outside) {
        let files = tracked.ignored.iter().map(|name| root.join(name));
        let files: Vec<PathBuf> = files.filter(|file| file.is_file() && self.is_owned(file)).collect();
        if !files.is_empty() {
            self.take(self.search(&files, IgnoreFiles::Disregarded), NotMigrated::Ignored, outside);
        }
    }

    fn take(&self, found: Discovered, why: NotMigrated, outside: &mut Outside) {
        let is_new = |candidate: &Candidate| !self.known.contains(candidate.canonical.as_path());
        for mut candidate in found.candidates {
            if is_new(&candidate) && self.is_owned(&candidate.canonical) {
                candidate.path = relative(self.request.here, &candidate.canonical);
                candidate.left_out = Some(why);
                outside.candidates.push(candidate);
            }
        }
        outside.on_v3.extend(found.on_v3.into_iter().filter(|path| self.is_owned(path)));
        outside.rendering.extend(found.rendering);
        outside.unread.extend(found.unread.into_iter().filter(|path| self.is_owned(path)));
    }

    /// Reads the files that git tracks and that are not checked out.
    fn not_checked_out(&self, root: &Path, tracked: &UnseenFiles, outside: &mut Outside) {
        let names = tracked.absent.iter().filter(|name| {
            let path = root.join(name);
            !path.exists() && self.is_owned(&path)
        });
        let names: Vec<&PathBuf> = names.collect();
        for (name, blob) in names.iter().zip(git::blobs(root, &names)) {
            let canonical = root.join(name);
            match blob {
                Some(bytes) => outside.candidates.extend(self.absent(canonical, bytes)),
                None => outside.unread.push(canonical),
            }
        }
    }

    fn absent(&self, canonical: PathBuf, bytes: Vec<u8>) -> Option<Candidate> {
        let by_path = paths::stands_for_v2(&canonical);
        let name = canonical.file_name()?.to_string_lossy().into_owned();
        let kind = Kind::of(&name).or_else(|| by_path.map(|_| Kind::other()))?;
        let text = encoding::decode(bytes);
        let named = match &text {
            Ok(text) => named(text.as_bytes()),
            Err(other) => named(other.decoded.as_bytes()),
        };
        let path = relative(self.request.here, &canonical);
        let left_out = Some(NotMigrated::NotCheckedOut);
        (is_wanted(kind, named) || by_path.is_some()).then_some(Candidate {
            path,
            canonical,
            kind,
            named,
            text,
            by_path,
            left_out,
        })
    }
}
