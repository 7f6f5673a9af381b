//! Writing one file, wholly or not at all.
//!
//! The new text goes to a temporary file in the same folder, to the disk, and then takes the name
//! of the old one. Before that the bytes on the disk are compared with those that were read: what
//! was changed meanwhile is not overwritten. Paths have no links in them, so a link to a file stays
//! a link.

use super::out::reason;
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::Path;
use tempfile::Builder;

/// Why the file at `path` cannot be written, as far as can be told beforehand.
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

/// Whether whoever runs this may write to what is at `path`, as far as the system tells.
#[cfg(unix)]
fn is_allowed(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn is_allowed(_: &Path) -> bool {
    true
}

/// Replaces `old` by `new` in the file at `path`.
///
/// # Errors
/// What to tell the user; the file is then as it was.
pub fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let not_written = |error: io::Error| format!("could not be written: {}", reason(&error));
    let metadata = fs::metadata(path).map_err(not_written)?;
    let bytes = fs::read(path).map_err(not_written)?;
    if bytes != old.as_bytes() {
        return Err("the file changed while this ran; not overwritten".to_owned());
    }
    swap(path, new, &metadata).map_err(not_written)
}

fn swap(path: &Path, text: &str, metadata: &Metadata) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    let mut file = Builder::new().prefix(".rupt-migrate-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    // A new owner takes some bits of the mode away.
    keep_owner(file.path(), metadata);
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A new file belongs to who made it. Where that differs and may be mended, it is.
#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Metadata) {}

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
}
