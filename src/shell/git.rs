//! What git knows of the files that would change.
//!
//! A change to a file that git has in its last commit can be undone. Any other file is dirty:
//! modified, staged, untracked, or ignored, which is untracked by intent.

use super::discover::reason;
use std::collections::BTreeMap;
use std::ffi::OsStr;
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

/// How many files are asked for at once: a command line is not endless.
const AT_ONCE: usize = 400;

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
        for files in files.chunks(AT_ONCE) {
            match status(root, files) {
                Ok(Status::Lists(lists)) => answer.dirty.extend(entries(root, &lists)),
                Ok(Status::Refused(why)) => answer.refused = Some(why),
                Err(error) if error.kind() == io::ErrorKind::NotFound => answer.without_git = true,
                Err(error) => answer.refused = Some(reason(&error)),
            }
        }
    }
    answer.dirty.sort();
    answer
}

enum Status {
    Lists(Vec<u8>),
    Refused(String),
}

fn status(root: &Path, files: &[&Path]) -> io::Result<Status> {
    let relative = files.iter().map(|file| file.strip_prefix(root).unwrap_or(file));
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        // A name like `[id].tsx` is a name, and looking must not write to the repository.
        .args(["--literal-pathspecs", "--no-optional-locks", "status", "--porcelain=v1", "-z"])
        .args(["--untracked-files=all", "--ignored=traditional", "--no-renames", "--"])
        .args(relative)
        .output()?;
    if output.status.success() {
        return Ok(Status::Lists(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Ok(Status::Refused(said.lines().next().unwrap_or("it gave no reason").to_owned()))
}

fn entries<'a>(root: &'a Path, lists: &'a [u8]) -> impl Iterator<Item = (PathBuf, &'static str)> + 'a {
    lists.split(|byte| *byte == 0).filter_map(move |entry| {
        let (state, path) = (entry.get(..2)?, entry.get(3..)?);
        let how = match state {
            b"??" => "untracked",
            b"!!" => "ignored by git, so not in it",
            [b' ', _] => "modified",
            [_, b' '] => "staged",
            _ => "staged and modified",
        };
        Some((root.join(path_from(path)?), how))
    })
}

#[cfg(unix)]
fn path_from(bytes: &[u8]) -> Option<&OsStr> {
    Some(std::os::unix::ffi::OsStrExt::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_from(bytes: &[u8]) -> Option<&OsStr> {
    std::str::from_utf8(bytes).ok().map(OsStr::new)
}
