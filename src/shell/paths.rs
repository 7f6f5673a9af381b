//! Paths: how they are shown, compared, resolved, and made relative. Nothing here reads the disk.

use crate::render::failure::Failure;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

/// Compares two paths part by part.
pub fn order(a: &[u8], b: &[u8]) -> Ordering {
    match a.iter().zip(b).find(|(one, other)| one != other) {
        Some((one, other)) => (*one != b'/', one).cmp(&(*other != b'/', other)),
        None => a.len().cmp(&b.len()),
    }
}

/// Sorts failures by their paths.
pub fn sort_failures(failures: &mut [Failure]) {
    failures.sort_by(|a, b| order(a.path.as_bytes(), b.path.as_bytes()));
}

/// Returns the path as reports show it: without a leading `./`, and with `/` between its parts.
pub fn shown(path: &Path) -> String {
    let text = text(path.strip_prefix(".").unwrap_or(path));
    if text.is_empty() { ".".to_owned() } else { text }
}

/// Returns the path as it was given, with `/` between its parts.
pub fn text(path: &Path) -> String {
    portable(&path.to_string_lossy(), MAIN_SEPARATOR)
}

/// Returns the path as an argument of a program: unchanged on Unix, and without `\\?\` on Windows.
pub fn for_programs(path: &Path) -> Cow<'_, Path> {
    if MAIN_SEPARATOR == '/' { path.into() } else { PathBuf::from(text(path)).into() }
}

/// Replaces the system's separator by `/`. On Windows, this also removes the `\\?\` that canonical paths
/// begin with, which people do not type and few programs accept.
pub fn portable(path: &str, separator: char) -> String {
    if separator == '/' {
        return path.to_owned();
    }
    let share = path.strip_prefix(r"\\?\UNC\").map(|rest| format!("//{rest}"));
    share.unwrap_or_else(|| path.strip_prefix(r"\\?\").unwrap_or(path).to_owned()).replace(separator, "/")
}

/// Returns the bytes of the names in `path`, with `/` between them.
pub fn slashed(path: &Path) -> Vec<u8> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.as_encoded_bytes()),
        _ => None,
    });
    names.collect::<Vec<_>>().join(&b'/')
}

/// Joins `path` to `folder` and resolves its `.` and `..`.
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

/// Returns the path of `folder` relative to `here`. Both are absolute and without links.
pub fn relative(here: &Path, folder: &Path) -> PathBuf {
    let common = here.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(common).map(|_| Component::ParentDir);
    up.chain(folder.components().skip(common)).collect()
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
        // On other systems, `\` is an ordinary character.
        assert_eq!(portable(r"\\?\a\b.js", '/'), r"\\?\a\b.js");
    }
}
