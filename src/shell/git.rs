//! What git knows of the files that would change.
//!
//! A change to a file that git has in its last commit can be undone. Any other file is dirty:
//! modified, staged, or not tracked, be it new or ignored.

use super::out::reason;
use super::paths::slashed;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The answer of git.
#[derive(Debug, Default)]
pub struct Answer {
    /// The files that are not as in the last commit, each with how.
    pub dirty: Vec<(PathBuf, &'static str)>,
    /// Files that are in no repository.
    pub without_repository: Vec<PathBuf>,
    /// What git said where it gave no answer.
    pub refused: Option<String>,
    /// Whether there is no git to ask.
    pub without_git: bool,
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
        match dirty(root, files) {
            Ok(Said::Yes(dirty)) => answer.dirty.extend(dirty),
            Ok(Said::No(why)) => answer.refused = Some(why),
            Err(error) if error.kind() == io::ErrorKind::NotFound => answer.without_git = true,
            Err(error) => answer.refused = Some(reason(&error)),
        }
    }
    answer.dirty.sort();
    answer
}

/// The address of the remote of the repository at `root`, and its last commit; none where git
/// gives no answer.
pub fn origin(root: &Path) -> Option<(String, String)> {
    let ask = |args: &[&str]| match git(root, args) {
        Ok(Said::Yes(answer)) => Some(String::from_utf8_lossy(&answer).trim().to_owned()),
        _ => None,
    };
    Some((ask(&["ls-remote", "--get-url"])?, ask(&["rev-parse", "--verify", "HEAD"])?))
}

/// Files of a repository that a walk over it does not see; their paths are below its root.
#[derive(Debug, Default)]
pub struct Tracked {
    /// Those that an ignore file leaves out.
    pub ignored: Vec<PathBuf>,
    /// Those that are not checked out and may name Rupt.
    pub absent: Vec<PathBuf>,
}

/// The files that git tracks in the repository at `root` and that a walk does not see; none where git
/// gives no answer.
pub fn unseen(root: &Path) -> Tracked {
    let list = |args: &[&str]| match git(root, args) {
        Ok(Said::Yes(list)) => list,
        _ => Vec::new(),
    };
    let ignored = list(&["ls-files", "-z", "--cached", "--ignored", "--exclude-standard"]);
    let all = list(&["ls-files", "-z", "-t", "--cached"]);
    let absent = entries(&all).filter_map(tracked_as).filter(|(_, mark)| *mark == b'S').map(|(name, _)| name);
    let absent: HashSet<&[u8]> = absent.collect();
    // One question for all of them: only those that name Rupt are worth a question of their own.
    let naming =
        if absent.is_empty() { Vec::new() } else { list(&["grep", "--cached", "-a", "-l", "-z", "-F", "-e", "upt"]) };
    Tracked {
        ignored: entries(&ignored).map(path_of).collect(),
        absent: entries(&naming).filter(|name| absent.contains(name)).map(path_of).collect(),
    }
}

fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// What git has of each of `names`, which are below `root`, in the same order; none where it does not
/// have it here.
pub fn blobs(root: &Path, names: &[&PathBuf]) -> Vec<Option<Vec<u8>>> {
    let one = |name: &&PathBuf| {
        let object = format!(":{}", String::from_utf8_lossy(&slashed(name)));
        match git(root, &["cat-file", "blob", &object]) {
            Ok(Said::Yes(bytes)) => Some(bytes),
            _ => None,
        }
    };
    names.iter().map(one).collect()
}

/// What git said.
enum Said<T> {
    /// The answer.
    Yes(T),
    /// Why there is none.
    No(String),
}

/// Which of `files` are dirty. All of the repository is asked for, in two questions: names on a
/// command line have a limit, and patterns in them a meaning.
fn dirty(root: &Path, files: &[&Path]) -> io::Result<Said<Vec<(PathBuf, &'static str)>>> {
    let status = ["status", "--porcelain=v1", "-z", "--untracked-files=no", "--ignore-submodules=all", "--no-renames"];
    let (status, tracked) = match (git(root, &status)?, git(root, &["ls-files", "-v", "-z"])?) {
        (Said::Yes(status), Said::Yes(tracked)) => (status, tracked),
        (Said::No(why), _) | (_, Said::No(why)) => return Ok(Said::No(why)),
    };
    let tracked: HashMap<&[u8], u8> = entries(&tracked).filter_map(tracked_as).collect();
    let changed: HashMap<&[u8], &'static str> = entries(&status).filter_map(change).collect();
    let state = |file: &&&Path| {
        let name = slashed(file.strip_prefix(root).unwrap_or(file));
        let unseen = match tracked.get(name.as_slice()) {
            None => Some("is not tracked by git"),
            // Of these the status says nothing.
            Some(mark) if *mark == b'S' || mark.is_ascii_lowercase() => Some("is hidden from git's status by a flag"),
            Some(_) => None,
        };
        Some((file.to_path_buf(), changed.get(name.as_slice()).copied().or(unseen)?))
    };
    Ok(Said::Yes(files.iter().filter_map(|file| state(&file)).collect()))
}

fn git(root: &Path, args: &[&str]) -> io::Result<Said<Vec<u8>>> {
    // Looking must not write to the repository.
    let mut command = Command::new("git");
    command.arg("-C").arg(root).arg("--no-optional-locks").args(args);
    // What a partial clone does not have is not fetched.
    let output = command.env("GIT_NO_LAZY_FETCH", "1").output()?;
    if output.status.success() {
        return Ok(Said::Yes(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Ok(Said::No(said.lines().next().unwrap_or("it gave no reason").to_owned()))
}

fn entries(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|byte| *byte == 0).filter(|entry| !entry.is_empty())
}

/// An entry of the list of files: a letter, a space, the path. `S` is `skip-worktree`, a small letter
/// `assume-unchanged`.
fn tracked_as(entry: &[u8]) -> Option<(&[u8], u8)> {
    Some((entry.get(2..)?, *entry.first()?))
}

/// An entry of the status: two letters, a space, the path.
fn change(entry: &[u8]) -> Option<(&[u8], &'static str)> {
    let (state, path) = (entry.get(..2)?, entry.get(3..)?);
    let how = match state {
        [b' ', _] => "has uncommitted changes",
        [_, b' '] => "has staged changes",
        _ => "has staged and other uncommitted changes",
    };
    Some((path, how))
}
