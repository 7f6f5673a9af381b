//! Which files are not as in the last commit.
//!
//! `git status` would run the filters that settings name. Here the bytes on the disk are compared with
//! the object in git's list of files: first as they are, then with git's own conversions of line ends
//! and encodings. Where a filter is named for a file, only its bytes as they are count.

use super::safe::{Trouble, check_root, git, with_input};
use super::{Dirty, entries};
use crate::shell::paths::slashed;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::path::Path;

/// The name of a file, and the object that git's list has of it.
type TrackedFile<'a> = (&'a [u8], &'a [u8]);

/// What git's list has of a file.
struct Listed<'a> {
    /// A letter; `S` is `skip-worktree`, a small one `assume-unchanged`.
    flag: u8,
    mode: &'a [u8],
    object: &'a [u8],
    stage: &'a [u8],
}

/// Which of `files`, in the repository at `root`, are dirty. All of the repository is asked for: names
/// on a command line have a limit.
///
/// # Errors
/// Where git gives no answer.
pub fn dirty(root: &Path, files: &[&Path]) -> Result<Vec<Dirty>, Trouble> {
    check_root(root)?;
    let list = git(root, &["ls-files", "-s", "-v", "-z"])?;
    let listed: HashMap<&[u8], Listed> = entries(&list).filter_map(listed).collect();
    let staged = Staged::ask(root)?;
    let names: Vec<Vec<u8>> = files.iter().map(|file| slashed(file.strip_prefix(root).unwrap_or(file))).collect();
    let tracked = names.iter().filter_map(|name| Some((name.as_slice(), listed.get(name.as_slice())?.object)));
    let changed = changed(root, tracked.collect())?;
    let state = |name: &[u8]| match (listed.get(name), staged.has(name), changed.contains(name)) {
        (None, ..) => Some("is not tracked by git"),
        (Some(file), ..) if file.stage != b"0" => Some("is in a merge with conflicts"),
        (Some(file), ..) if !file.mode.starts_with(b"100") => Some("is no file in the last commit"),
        (_, true, true) => Some("has staged and other uncommitted changes"),
        (_, true, false) => Some("has staged changes"),
        (_, false, true) => Some("has uncommitted changes"),
        (Some(file), false, false) => is_hidden(file.flag).then_some("is hidden from git's status by a flag"),
    };
    let dirty = files.iter().zip(&names).filter_map(|(file, name)| Some((file.to_path_buf(), state(name)?)));
    Ok(dirty.collect())
}

/// Whether a file that git tracks in or below `folder` may not be as in its list, other than `files`. All
/// of that is in the repository at `root`. It may be so where git gives no answer, or would run a filter to
/// find out.
pub fn others_changed(root: &Path, folder: &Path, files: &[&Path]) -> bool {
    let names: HashSet<Vec<u8>> = files.iter().map(|file| slashed(file.strip_prefix(root).unwrap_or(file))).collect();
    let folder = match folder.strip_prefix(root).map(slashed) {
        Ok(name) if name.is_empty() => ".".to_owned(),
        Ok(name) => String::from_utf8_lossy(&name).into_owned(),
        Err(_) => return true,
    };
    let changed = || -> Result<bool, Trouble> {
        let list = git(root, &["ls-files", "-s", "-v", "-z", "--", &folder])?;
        let listed: Vec<(&[u8], Listed)> = entries(&list).filter_map(listed).collect();
        // Git is told to look away from what a flag hides, and takes it back all the same; what is no file
        // (a submodule) may be taken back with all that is in it.
        let is_plain = |file: &Listed| !is_hidden(file.flag) && file.mode.starts_with(b"100") && file.stage == b"0";
        if listed.len() < entries(&list).count() || !listed.iter().all(|(_, file)| is_plain(file)) {
            return Ok(true);
        }
        let tracked: Vec<TrackedFile> = listed.iter().map(|(name, file)| (*name, file.object)).collect();
        if !filtered(root, &tracked)?.is_empty() {
            return Ok(true);
        }
        let list = git(root, &["diff-files", "--name-only", "-z", "--ignore-submodules=all", "--", &folder])?;
        Ok(entries(&list).any(|name| !names.contains(name)))
    };
    changed().unwrap_or(true)
}

fn is_hidden(flag: u8) -> bool {
    flag == b'S' || flag.is_ascii_lowercase()
}

/// An entry of the list: `H 100644 OBJECT 0`, a tab, the path.
fn listed(entry: &[u8]) -> Option<(&[u8], Listed<'_>)> {
    let tab = entry.iter().position(|byte| *byte == b'\t')?;
    let (facts, name) = (&entry[..tab], &entry[tab + 1..]);
    let facts: Vec<&[u8]> = facts.split(|byte| *byte == b' ').collect();
    match facts[..] {
        [[flag], mode, object, stage] => Some((name, Listed { flag: *flag, mode, object, stage })),
        _ => None,
    }
}

/// The files whose entry in the list is not that of the last commit.
enum Staged {
    /// There is no commit.
    All,
    /// These names.
    Some(HashSet<Vec<u8>>),
}

impl Staged {
    fn ask(root: &Path) -> Result<Self, Trouble> {
        match git(root, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) {
            Ok(_) => {}
            Err(Trouble::Refused(_)) => return Ok(Staged::All),
            Err(trouble) => return Err(trouble),
        }
        let question = ["diff-index", "--cached", "--name-only", "-z", "--no-renames", "--no-ext-diff"];
        let names = git(root, &[&question[..], &["--ignore-submodules=all", "HEAD", "--"]].concat())?;
        Ok(Staged::Some(entries(&names).map(<[u8]>::to_owned).collect()))
    }

    fn has(&self, name: &[u8]) -> bool {
        match self {
            Staged::All => true,
            Staged::Some(names) => names.contains(name),
        }
    }
}

/// The names of the files whose bytes are not those of their object.
fn changed<'a>(root: &Path, files: Vec<TrackedFile<'a>>) -> Result<HashSet<&'a [u8]>, Trouble> {
    let others = differing(root, files, &["--no-filters"])?;
    let filtered = filtered(root, &others)?;
    let (filtered, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|(name, _)| filtered.contains(*name));
    let others = differing(root, others, &[])?;
    Ok(filtered.into_iter().chain(others).map(|(name, _)| name).collect())
}

/// Those of `files` of which git makes another object.
fn differing<'a>(root: &Path, files: Vec<TrackedFile<'a>>, how: &[&str]) -> Result<Vec<TrackedFile<'a>>, Trouble> {
    if files.is_empty() {
        return Ok(files);
    }
    let names: String = files.iter().map(|(name, _)| quoted(name) + "\n").collect();
    let objects = with_input(root, &[&["hash-object", "--stdin-paths"], how].concat(), names.as_bytes())?;
    let objects: Vec<&[u8]> = objects.split(|byte| *byte == b'\n').collect();
    let has_changed = |index: usize, object: &[u8]| objects.get(index).is_none_or(|now| *now != object);
    let all = files.into_iter().enumerate();
    Ok(all.filter(|(index, (_, object))| has_changed(*index, object)).map(|(_, file)| file).collect())
}

/// The names of `files` that a filter is named for.
fn filtered(root: &Path, files: &[TrackedFile]) -> Result<HashSet<Vec<u8>>, Trouble> {
    let names: Vec<u8> = files.iter().flat_map(|(name, _)| name.iter().copied().chain([0])).collect();
    if names.is_empty() {
        return Ok(HashSet::new());
    }
    let said = with_input(root, &["check-attr", "-z", "--stdin", "filter"], &names)?;
    let fields: Vec<&[u8]> = said.split(|byte| *byte == 0).collect();
    let none: [&[u8]; 2] = [b"unspecified", b"unset"];
    let named = fields.chunks_exact(3).filter(|field| !none.contains(&field[2]));
    Ok(named.map(|field| field[0].to_owned()).collect())
}

/// A path as git reads it on a line.
fn quoted(name: &[u8]) -> String {
    let mut out = String::from("\"");
    for byte in name {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(*byte)]),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => _ = write!(out, "\\{byte:03o}"),
        }
    }
    out.push('"');
    out
}
