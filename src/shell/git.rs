//! What git knows about the files of a run.
//!
//! A change can be undone if the file is as in the last commit. Every other file is dirty: modified, staged
//! or untracked, whether new or ignored.

mod safe;
mod state;

pub use state::others_changed;

use super::paths::slashed;
use safe::{Trouble, check_root, git, path_of};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// A file that differs from the last commit, and a phrase that says how.
pub type Dirty = (PathBuf, &'static str);

/// What git said about a list of files.
#[derive(Debug, Default)]
pub struct Answer {
    /// The files that differ from the last commit.
    pub dirty: Vec<Dirty>,
    /// Files that are in no repository.
    pub without_repository: Vec<PathBuf>,
    /// Why there is no answer for some files.
    pub refused: Option<String>,
}

/// Returns the root of the repository that contains `path`, or `None`.
pub fn repository(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// Asks git about the state of `files`, which are absolute paths without links.
pub fn ask(files: &[&Path]) -> Answer {
    let mut answer = Answer::default();
    let mut by_repository: BTreeMap<PathBuf, Vec<&Path>> = BTreeMap::new();
    for file in files {
        match repository(file) {
            Some(root) => by_repository.entry(root).or_default().push(file),
            None => answer.without_repository.push(file.to_path_buf()),
        }
    }
    for (root, files) in &by_repository {
        match state::dirty(root, files) {
            Ok(dirty) => answer.dirty.extend(dirty),
            Err(Trouble::Missing) => answer.refused = Some("`git` is not installed".to_owned()),
            Err(Trouble::Refused(why)) => answer.refused = Some(why),
        }
    }
    answer.dirty.sort();
    answer
}

/// Whether git tracks the file at `path`, which is absolute and without links. If git gives no answer, the
/// file counts as tracked.
pub fn tracks(path: &Path) -> bool {
    let Some(root) = repository(path) else { return false };
    let name = path.strip_prefix(&root).unwrap_or(path);
    let list =
        check_root(&root).and_then(|()| git(&root, &["ls-files", "-z", "--cached", "--", &name.to_string_lossy()]));
    list.map_or(true, |list| !list.is_empty())
}

/// Returns the address of the remote and the last commit of the repository at `root`, each only if git knows
/// it.
pub fn origin(root: &Path) -> (Option<String>, Option<String>) {
    let ask = |args: &[&str]| {
        check_root(root).ok()?;
        Some(String::from_utf8_lossy(&git(root, args).ok()?).trim().to_owned())
    };
    (ask(&["ls-remote", "--get-url"]), ask(&["rev-parse", "--verify", "--quiet", "HEAD"]))
}

/// Tracked files of a repository that a walk does not find, relative to its root.
#[derive(Debug, Default)]
pub struct UnseenFiles {
    /// Files that an ignore file excludes.
    pub ignored: Vec<PathBuf>,
    /// Files that are not checked out and may name Rupt.
    pub absent: Vec<PathBuf>,
}

/// Returns the tracked files of the repository at `root` that a walk does not find. They are empty if git
/// gives no answer.
pub fn unseen(root: &Path) -> UnseenFiles {
    if check_root(root).is_err() {
        return UnseenFiles::default();
    }
    let list = |args: &[&str]| git(root, args).unwrap_or_default();
    let ignored = list(&["ls-files", "-z", "--cached", "--ignored", "--exclude-standard"]);
    let all = list(&["ls-files", "-z", "-t", "--cached"]);
    let absent = entries(&all).filter_map(tracked_as).filter(|(_, mark)| *mark == b'S').map(|(name, _)| name);
    let absent: HashSet<&[u8]> = absent.collect();
    // One call of git for all files. Each file that names Rupt costs another one.
    let naming =
        if absent.is_empty() { Vec::new() } else { list(&["grep", "--cached", "-a", "-l", "-z", "-F", "-e", "upt"]) };
    UnseenFiles {
        ignored: entries(&ignored).map(path_of).collect(),
        absent: entries(&naming).filter(|name| absent.contains(name)).map(path_of).collect(),
    }
}

/// Returns the staged content of each of `names`, which are relative to `root`, in the same order. It is
/// `None` for a file that this clone does not have.
pub fn blobs(root: &Path, names: &[&PathBuf]) -> Vec<Option<Vec<u8>>> {
    let one = |name: &&PathBuf| {
        let object = format!(":{}", String::from_utf8_lossy(&slashed(name)));
        git(root, &["cat-file", "blob", &object]).ok()
    };
    names.iter().map(one).collect()
}

fn entries(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|byte| *byte == 0).filter(|entry| !entry.is_empty())
}

/// Parses an entry of `git ls-files -t`: a letter, a space, the path.
fn tracked_as(entry: &[u8]) -> Option<(&[u8], u8)> {
    Some((entry.get(2..)?, *entry.first()?))
}
