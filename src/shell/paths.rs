//! Paths as they are shown, and as they stand in a patch.
//!
//! `git apply` takes paths from the root of the repository it is called in, wherever in it that
//! is, and from the current folder where there is no repository.

use super::git::repository;
use crate::render::report::Failure;
use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

/// Where the paths of patches begin.
#[derive(Debug, Clone)]
pub struct Base {
    here: PathBuf,
    root: Option<PathBuf>,
    /// The repositories of folders that are not in this one.
    others: RefCell<HashMap<PathBuf, Option<PathBuf>>>,
}

/// A path in a patch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatchPath {
    /// Its bytes, with `/` between the parts.
    pub bytes: Vec<u8>,
    /// Whether it begins neither at the repository nor at the current folder.
    pub foreign: bool,
}

impl Base {
    /// The base for the current folder `here`, which is without links.
    pub fn new(here: &Path) -> Self {
        Base { here: here.to_owned(), root: repository(&here.join("x")), others: RefCell::default() }
    }

    /// The root of the repository.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// The path of the file at `canonical`, as text; that of a foreign file begins at its own repository.
    pub fn text(&self, canonical: &Path) -> String {
        let path = self.path(canonical);
        let own = path.foreign.then(|| self.in_its_repository(canonical)).flatten();
        String::from_utf8_lossy(&own.unwrap_or(path.bytes)).into_owned()
    }

    /// The path of the file at `canonical`.
    pub fn path(&self, canonical: &Path) -> PatchPath {
        let own = [self.root.as_deref(), Some(self.here.as_path())];
        if let Some(relative) = own.into_iter().flatten().find_map(|base| canonical.strip_prefix(base).ok()) {
            return PatchPath { bytes: slashed(relative), foreign: false };
        }
        // From the root of the file system: no file of the current repository is called so.
        PatchPath { bytes: slashed(canonical), foreign: true }
    }

    fn in_its_repository(&self, canonical: &Path) -> Option<Vec<u8>> {
        let folder = canonical.parent().unwrap_or(canonical).to_owned();
        let mut others = self.others.borrow_mut();
        let root = others.entry(folder).or_insert_with(|| repository(canonical)).as_ref()?;
        canonical.strip_prefix(root).ok().map(slashed)
    }
}

/// The order of paths, part by part.
pub fn order(a: &[u8], b: &[u8]) -> Ordering {
    match a.iter().zip(b).find(|(one, other)| one != other) {
        Some((one, other)) => (*one != b'/', one).cmp(&(*other != b'/', other)),
        None => a.len().cmp(&b.len()),
    }
}

/// Puts failures in the order of their paths.
pub fn sort_failures(failures: &mut [Failure]) {
    failures.sort_by(|a, b| order(a.path.as_bytes(), b.path.as_bytes()));
}

/// A path as it is shown: without a leading `./`, and with `/` between its parts.
pub fn shown(path: &Path) -> String {
    let text = text(path.strip_prefix(".").unwrap_or(path));
    if text.is_empty() { ".".to_owned() } else { text }
}

/// A path as it was given, with `/` between its parts.
pub fn text(path: &Path) -> String {
    portable(&path.to_string_lossy(), MAIN_SEPARATOR)
}

/// A path as an argument of a program: any bytes of it on Unix, and without `\\?\` on Windows.
pub fn for_programs(path: &Path) -> Cow<'_, Path> {
    if MAIN_SEPARATOR == '/' { path.into() } else { PathBuf::from(text(path)).into() }
}

/// A path of a system with this separator, with `/` for it. On Windows a path without links begins with `\\?\`,
/// which people do not type and few programs take.
pub fn portable(path: &str, separator: char) -> String {
    if separator == '/' {
        return path.to_owned();
    }
    let share = path.strip_prefix(r"\\?\UNC\").map(|rest| format!("//{rest}"));
    share.unwrap_or_else(|| path.strip_prefix(r"\\?\").unwrap_or(path).to_owned()).replace(separator, "/")
}

/// The bytes of the names in `path`, with `/` between them.
pub fn slashed(path: &Path) -> Vec<u8> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.as_encoded_bytes()),
        _ => None,
    });
    names.collect::<Vec<_>>().join(&b'/')
}

/// `path` from `folder` on, with its `.` and `..` carried out.
pub fn resolve(folder: &Path, path: &str) -> PathBuf {
    let mut resolved = folder.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Normal(name) => resolved.push(name),
            Component::RootDir | Component::Prefix(_) => resolved = PathBuf::from(part.as_os_str()),
            Component::CurDir => {}
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_windows_are_shown_with_slashes() {
        for (path, shown) in [
            (r"src\a b.js", "src/a b.js"),
            (r"..\a.js", "../a.js"),
            (r"\\?\C:\work\a.js", "C:/work/a.js"),
            (r"\\?\UNC\host\share\a.js", "//host/share/a.js"),
        ] {
            assert_eq!(portable(path, '\\'), shown);
        }
        // On any other system that is a letter as any other.
        assert_eq!(portable(r"\\?\a\b.js", '/'), r"\\?\a\b.js");
    }
}
