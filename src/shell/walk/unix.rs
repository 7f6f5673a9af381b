//! Folders that are held open: their files are opened by name alone.
//!
//! To look up a whole path for each file takes a tenth of a run over a large tree.

use super::EntryKind;
use rustix::fs::{AtFlags, CWD, Dir, DirEntry, FileType, Mode, OFlags, openat, statat};
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// A folder that is open.
pub struct Handle(Dir);

/// What was listed in a folder.
pub struct Listed {
    entry: DirEntry,
    kind: EntryKind,
}

impl Handle {
    /// Opens the folder at `path`, and lists it.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn list(path: &Path) -> io::Result<(Self, Vec<Listed>)> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut folder = Dir::new(openat(CWD, path, flags, Mode::empty())?)?;
        let mut entries = Vec::new();
        while let Some(entry) = folder.read() {
            let entry = entry?;
            if !matches!(entry.file_name().to_bytes(), b"." | b"..") {
                let kind = kind(&folder, &entry)?;
                entries.push(Listed { entry, kind });
            }
        }
        Ok((Handle(folder), entries))
    }

    /// Opens a file of the folder for reading.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn file(&self, listed: &Listed) -> io::Result<File> {
        // It was listed as a file. What it has become since is not followed, and not waited for.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(File::from(openat(self.0.fd()?, listed.entry.file_name(), flags, Mode::empty())?))
    }
}

impl Listed {
    /// Its name.
    pub fn name(&self) -> &OsStr {
        OsStr::from_bytes(self.entry.file_name().to_bytes())
    }

    /// What it is.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }
}

/// What an entry is. Some file systems do not tell that with its name, and are asked again.
fn kind(folder: &Dir, entry: &DirEntry) -> io::Result<EntryKind> {
    let told = match entry.file_type() {
        FileType::Unknown => {
            let stat = statat(folder.fd()?, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)?;
            FileType::from_raw_mode(stat.st_mode)
        }
        told => told,
    };
    Ok(match told {
        FileType::Directory => EntryKind::Folder,
        FileType::RegularFile => EntryKind::File,
        FileType::Symlink => EntryKind::Link,
        _ => EntryKind::Other,
    })
}
