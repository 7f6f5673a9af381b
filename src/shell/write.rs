//! Writing one file atomically.
//!
//! The new text is written and synced to a temporary file in the same folder, which is then renamed to the
//! name of the old one. Right before the rename, the bytes on the disk are compared with those that were
//! read, so that no change made meanwhile is lost.
//!
//! Paths are without links, so a link to a file stays a link. The folder is opened part by part and held
//! open, so a part that becomes a link during the run cannot redirect the write.

use super::folder::Folder;
use super::out::reason;
use super::temporary::Temporary;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Returns the reason why the file at `path` cannot be written, as far as it is known in advance.
pub fn obstacle(path: &Path) -> Option<String> {
    let readonly = |path: &Path| fs::metadata(path).map(|metadata| metadata.permissions().readonly());
    match readonly(path) {
        Ok(false) => {}
        Ok(true) => return Some("the file is read-only; not changed".to_owned()),
        Err(error) => return Some(format!("{}; not changed", reason(&error))),
    }
    match readonly(path.parent()?) {
        Ok(true) => return Some("the folder is read-only; the file was not changed".to_owned()),
        _ if !is_allowed(path) || !is_allowed(path.parent()?) => {}
        _ => return None,
    }
    Some("permission denied; not changed".to_owned())
}

/// Whether the system allows the user to write to `path`.
#[cfg(unix)]
fn is_allowed(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn is_allowed(_: &Path) -> bool {
    true
}

/// Replaces the content of the file at `path`, which is absolute and without links. It must be `old`, and
/// becomes `new`.
///
/// # Errors
/// The message for the user. The file is then unchanged.
pub fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let not_written = |error: io::Error| format!("could not be written: {}", reason(&error));
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err("is not a file; not written".to_owned());
    };
    let folder = Folder::open(parent).map_err(not_written)?;
    let (_, metadata) = folder.file(name).map_err(not_written)?;
    let temporary = Temporary::new(&folder, new.as_bytes(), 0o600, Some(&metadata)).map_err(not_written)?;
    // This is the last check: a save by another program before it is not overwritten.
    if !holds(&folder, name, old.as_bytes()).map_err(not_written)? {
        return Err("the file changed while this ran; not overwritten".to_owned());
    }
    temporary.rename(name).map_err(not_written)
}

/// Whether the content of the file is `text`.
fn holds(folder: &Folder, name: &OsStr, text: &[u8]) -> io::Result<bool> {
    let (file, metadata) = folder.file(name)?;
    let mut bytes = Vec::with_capacity(text.len() + 1);
    file.take(text.len() as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes == text && folder.is_still(name, &metadata))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_is_told() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let error = replace(&folder.path().join("a.js"), "old", "new").expect_err("there is no such file");
        assert!(error.starts_with("could not be written: no such file"), "{error}");
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_refused() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("a.js");
        fs::write(&path, "new work").expect("the folder can be written");
        assert!(replace(&path, "old", "ours").is_err());
        assert_eq!(fs::read_to_string(&path).expect("the file is there"), "new work");
        assert!(replace(&path, "new work", "ours").is_ok());
        assert_eq!(fs::read_to_string(&path).expect("the file is there"), "ours");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 1);
    }

    /// A file in a folder of its own.
    fn place(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().canonicalize().expect("it is there").join("a.js");
        fs::write(&path, text).expect("the folder can be written");
        (folder, path)
    }

    #[test]
    fn a_save_while_the_new_text_is_on_its_way_is_not_lost() {
        let (folder, path) = place("old");
        let is_on_its_way = || fs::read_dir(folder.path()).expect("the folder is there").count() > 1;
        let new = "x".repeat(32 << 20);
        let result = std::thread::scope(|scope| {
            let save = scope.spawn(|| {
                while !is_on_its_way() {}
                fs::write(&path, "a newer save").expect("the folder can be written");
            });
            let result = replace(&path, "old", &new);
            save.join().expect("it saves");
            result
        });
        assert_eq!(fs::read_to_string(&path).expect("the file is there"), "a newer save");
        assert!(result.is_err_and(|why| why.contains("not overwritten")));
        assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_has_become_a_link_is_not_followed() {
        use std::os::unix::fs::symlink;
        let ((_outside, target), (inside, path)) = (place("old"), place("old"));
        let root = inside.path().canonicalize().expect("it is there");
        symlink(target.parent().expect("a folder"), root.join("folder")).expect("a link can be made");
        assert!(replace(&root.join("folder/a.js"), "old", "new").is_err());
        fs::remove_file(&path).expect("it is there");
        symlink(&target, &path).expect("a link can be made");
        assert!(replace(&path, "old", "new").is_err());
        assert_eq!(fs::read_to_string(&target).expect("the file is there"), "old");
        assert_eq!(fs::read_dir(target.parent().expect("a folder")).expect("the folder is there").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
        let (_folder, path) = place("old");
        fs::remove_file(&path).expect("it is there");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo runs").success());
        assert!(replace(&path, "old", "new").is_err_and(|why| why.contains("not a regular file")));
    }
}
