//! What git knows of the files that would change.
//!
//! A change to a file that git has in its last commit can be undone. Any other file is dirty:
//! modified, staged, or not tracked, be it new or ignored.

mod safe;
mod state;

pub use state::others_changed;

use super::paths::slashed;
use safe::{Trouble, check_root, git, path_of};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// A file that is not as in the last commit, and how.
pub type Dirty = (PathBuf, &'static str);

/// The answer of git.
#[derive(Debug, Default)]
pub struct Answer {
    /// The files that are not as in the last commit.
    pub dirty: Vec<Dirty>,
    /// Files that are in no repository.
    pub without_repository: Vec<PathBuf>,
    /// Why there is no answer for some files.
    pub refused: Option<String>,
}

/// The folder of the repository that `path` lies in.
pub fn repository(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// Asks git for `files`, which are absolute and without links.
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
            Err(Trouble::Missing) => answer.refused = Some("there is no `git` here".to_owned()),
            Err(Trouble::Refused(why)) => answer.refused = Some(why),
        }
    }
    answer.dirty.sort();
    answer
}

/// Whether git tracks the file at `path`, which is absolute and without links; so it is taken to do
/// where git gives no answer.
pub fn tracks(path: &Path) -> bool {
    let Some(root) = repository(path) else { return false };
    let name = path.strip_prefix(&root).unwrap_or(path);
    let list =
        check_root(&root).and_then(|()| git(&root, &["ls-files", "-z", "--cached", "--", &name.to_string_lossy()]));
    list.map_or(true, |list| !list.is_empty())
}

/// The address of the remote of the repository at `root`, and its last commit, where git says so.
pub fn origin(root: &Path) -> (Option<String>, Option<String>) {
    let ask = |args: &[&str]| {
        check_root(root).ok()?;
        Some(String::from_utf8_lossy(&git(root, args).ok()?).trim().to_owned())
    };
    (ask(&["ls-remote", "--get-url"]), ask(&["rev-parse", "--verify", "--quiet", "HEAD"]))
}

/// Files of a repository that a walk over it does not see; their paths are below its root.
#[derive(Debug, Default)]
pub struct UnseenFiles {
    /// Those that an ignore file leaves out.
    pub ignored: Vec<PathBuf>,
    /// Those that are not checked out and may name Rupt.
    pub absent: Vec<PathBuf>,
}

/// The files that git tracks in the repository at `root` and that a walk does not see; none where git
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
    // One question for all of them: only those that name Rupt are worth a question of their own.
    let naming =
        if absent.is_empty() { Vec::new() } else { list(&["grep", "--cached", "-a", "-l", "-z", "-F", "-e", "upt"]) };
    UnseenFiles {
        ignored: entries(&ignored).map(path_of).collect(),
        absent: entries(&naming).filter(|name| absent.contains(name)).map(path_of).collect(),
    }
}

/// What git has of each of `names`, which are below `root`, in the same order; none where it does not
/// have it here.
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

/// An entry of the list of files: a letter, a space, the path.
fn tracked_as(entry: &[u8]) -> Option<(&[u8], u8)> {
    Some((entry.get(2..)?, *entry.first()?))
}
