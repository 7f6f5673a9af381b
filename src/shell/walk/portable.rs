//! Folders by their paths, with what every system has.

use super::EntryKind;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A folder.
pub struct Handle(PathBuf);

/// What was listed in a folder.
pub struct Listed {
    name: OsString,
    kind: EntryKind,
}

impl Handle {
    /// Lists the folder at `path`.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn list(path: &Path) -> io::Result<(Self, Vec<Listed>)> {
        let entries = fs::read_dir(path)?.map(|entry| {
            let entry = entry?;
            let kind = match entry.file_type()? {
                kind if kind.is_dir() => EntryKind::Folder,
                kind if kind.is_file() => EntryKind::File,
                kind if kind.is_symlink() => EntryKind::Link,
                _ => EntryKind::Other,
            };
            Ok(Listed { name: entry.file_name(), kind })
        });
        Ok((Handle(path.to_owned()), entries.collect::<io::Result<_>>()?))
    }

    /// Opens a file of the folder for reading.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn file(&self, listed: &Listed) -> io::Result<File> {
        File::open(self.0.join(&listed.name))
    }
}

impl Listed {
    /// Its name.
    pub fn name(&self) -> &OsStr {
        &self.name
    }

    /// What it is.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }
}
