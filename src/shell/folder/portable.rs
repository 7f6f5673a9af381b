//! Folders by their paths, with what every system has.

use super::regular;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A folder.
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at `path`, which is absolute and without links.
    ///
    /// # Errors
    /// Whatever the system says; a part that is a link now is an error, too.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path.canonicalize()? == path {
            Ok(Folder(path.to_owned()))
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    /// Opens a regular file of the folder for reading, and no link.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn file(&self, name: &OsStr) -> io::Result<(File, Metadata)> {
        let path = self.0.join(name);
        regular(fs::symlink_metadata(&path)?)?;
        let file = File::open(path)?;
        let metadata = regular(file.metadata()?)?;
        Ok((file, metadata))
    }

    /// Opens what was listed as a regular file of the folder for reading.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn listed(&self, name: &OsStr) -> io::Result<File> {
        File::open(self.0.join(name))
    }

    /// Whether there is anything of this name in the folder.
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

    /// Makes a file that was not there, for writing.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn create(&self, name: &OsStr, _: u32) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(self.0.join(name))
    }

    /// Gives a file of the folder another name in it; what had that name is gone.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    /// Removes a file of the folder.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    /// The names in the folder.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.0)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    /// No system but Unix asks for this.
    ///
    /// # Errors
    /// None.
    pub fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Gives `file` the permissions of another.
///
/// # Errors
/// Whatever the system says.
pub fn keep(file: &File, metadata: &Metadata) -> io::Result<()> {
    file.set_permissions(metadata.permissions())
}

/// Nobody can tell here whether another process uses a file: it is taken to do so.
pub fn take(_: &File) -> bool {
    false
}
