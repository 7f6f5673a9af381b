//! Finding the files that differ from the last commit.
//!
//! `git status` would run the filters that the configuration names. Instead, the bytes on the disk are
//! compared with the object in git's index: first unchanged, then with git's own conversions of line ends and
//! encodings. If the configuration names a filter for a file, only its unchanged bytes are compared.

use super::safe::{Trouble, check_root, git, with_input};
use super::{Dirty, entries};
use crate::shell::paths::slashed;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::path::Path;

/// The name of a file, and its object in the index.
type TrackedFile<'a> = (&'a [u8], &'a [u8]);

/// The entry of a file in the index.
struct Listed<'a> {
    /// A letter: `S` means `skip-worktree`, a lower-case one `assume-unchanged`.
    flag: u8,
    mode: &'a [u8],
    object: &'a [u8],
    stage: &'a [u8],
}

/// Returns which of `files`, in the repository at `root`, are dirty. Git lists the whole repository, because
/// the length of a command line is limited.
///
/// # Errors
/// If git gives no answer.
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

/// Whether a tracked file below `folder`, other than `files`, may differ from the index of the repository at
/// `root`. This is also true if git gives no answer or would have to run a filter.
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
        // Git reports no change of a file with such a flag, and yet `git restore` overwrites it. A submodule,
        // which is not a file, may be restored with everything in it.
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

/// Parses an entry of the index: `H 100644 OBJECT 0`, a tab, the path.
fn listed(entry: &[u8]) -> Option<(&[u8], Listed<'_>)> {
    let tab = entry.iter().position(|byte| *byte == b'\t')?;
    let (facts, name) = (&entry[..tab], &entry[tab + 1..]);
    let facts: Vec<&[u8]> = facts.split(|byte| *byte == b' ').collect();
    match facts[..] {
        [[flag], mode, object, stage] => Some((name, Listed { flag: *flag, mode, object, stage })),
        _ => None,
    }
}

/// The files whose entry in the index differs from the last commit.
enum Staged {
    /// All files: there is no commit.
    All,
    /// The files with these names.
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

/// Returns the names of the files whose bytes differ from their object.
fn changed<'a>(root: &Path, files: Vec<TrackedFile<'a>>) -> Result<HashSet<&'a [u8]>, Trouble> {
    let others = differing(root, files, &["--no-filters"])?;
    let filtered = filtered(root, &others)?;
    let (filtered, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|(name, _)| filtered.contains(*name));
    let others = differing(root, others, &[])?;
    Ok(filtered.into_iter().chain(others).map(|(name, _)| name).collect())
}

/// Returns those of `files` whose object, as git computes it, differs from the index.
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

/// Returns the names of those of `files` that have a filter.
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

/// Quotes a path for a line of git's input.
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
