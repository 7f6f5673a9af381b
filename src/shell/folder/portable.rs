//! Folders by their paths, for systems without folder handles.

use super::regular;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A folder.
pub struct Folder(PathBuf);

impl Folder {
    /// Opens the folder at `path`, which is absolute and without links.
    ///
    /// # Errors
    /// The error of the system. A part that has become a link is an error, too.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path.canonicalize()? == path {
            Ok(Folder(path.to_owned()))
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    /// Opens a regular file of the folder for reading. A link is an error.
    ///
    /// # Errors
    /// The error of the system.
    pub fn file(&self, name: &OsStr) -> io::Result<(File, Metadata)> {
        let path = self.0.join(name);
        regular(fs::symlink_metadata(&path)?)?;
        let file = File::open(path)?;
        let metadata = regular(file.metadata()?)?;
        Ok((file, metadata))
    }

    /// Opens for reading what was listed as a regular file of the folder.
    ///
    /// # Errors
    /// The error of the system.
    pub fn listed(&self, name: &OsStr) -> io::Result<File> {
        File::open(self.0.join(name))
    }

    /// Whether the folder has an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        fs::symlink_metadata(self.0.join(name)).is_ok()
    }

    /// Whether `name` is still the file that has this metadata.
    pub fn is_still(&self, name: &OsStr, metadata: &Metadata) -> bool {
        let now = fs::symlink_metadata(self.0.join(name));
        now.is_ok_and(|now| {
            now.is_file() && now.len() == metadata.len() && now.modified().ok() == metadata.modified().ok()
        })
    }

    /// Creates a new file for writing.
    ///
    /// # Errors
    /// The error of the system.
    pub fn create(&self, name: &OsStr, _: u32) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(self.0.join(name))
    }

    /// Renames a file of the folder and replaces any file of the new name.
    ///
    /// # Errors
    /// The error of the system.
    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    /// Removes a file of the folder.
    ///
    /// # Errors
    /// The error of the system.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    /// Returns the names of the entries.
    ///
    /// # Errors
    /// The error of the system.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.0)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    /// Does nothing: only Unix needs this.
    ///
    /// # Errors
    /// None.
    pub fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Sets the permissions of `file` to those of another file.
///
/// # Errors
/// The error of the system.
pub fn keep(file: &File, metadata: &Metadata) -> io::Result<()> {
    file.set_permissions(metadata.permissions())
}

/// Returns `false`: this system cannot tell whether another process uses a file, so it counts as used.
pub fn take(_: &File) -> bool {
    false
}
