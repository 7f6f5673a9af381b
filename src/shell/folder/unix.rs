//! Folders as handles.

use super::regular;
use rustix::fs::{AtFlags, CWD, Dir, FlockOperation, Mode, OFlags, flock, fsync, openat, renameat, statat, unlinkat};
use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::{Component, Path};

/// A folder.
pub struct Folder(OwnedFd);

/// The flags for opening the folders of a path. Where the system supports it, no permission to list them is
/// needed.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
const ON_THE_WAY: OFlags = OFlags::PATH;
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd")))]
const ON_THE_WAY: OFlags = OFlags::RDONLY;

const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);

/// The flags for opening a file. A pipe without a writer must not block.
const FILE: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// Opens the folder at `path` in one step, if the system can be told to follow no link on the way.
#[cfg(target_os = "linux")]
fn in_one_step(path: &Path) -> Option<io::Result<OwnedFd>> {
    use rustix::fs::{ResolveFlags, openat2};
    use rustix::io::Errno;
    match openat2(CWD, path, ON_THE_WAY | FOLDER, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
        // Older systems do not have this call, and some containers forbid it.
        Err(Errno::NOSYS | Errno::PERM | Errno::INVAL) => None,
        Err(Errno::LOOP) => Some(Err(Errno::NOTDIR.into())),
        answer => Some(answer.map_err(io::Error::from)),
    }
}

#[cfg(not(target_os = "linux"))]
fn in_one_step(_: &Path) -> Option<io::Result<OwnedFd>> {
    None
}

impl Folder {
    /// Opens the folder at `path`, which is absolute and without links.
    ///
    /// # Errors
    /// The error of the system. A part that has become a link is an error, too.
    pub fn open(path: &Path) -> io::Result<Self> {
        if let Some(folder) = in_one_step(path) {
            return Ok(Folder(folder?));
        }
        let mut folder = openat(CWD, "/", ON_THE_WAY | FOLDER, Mode::empty())?;
        for part in path.components() {
            match part {
                Component::RootDir => {}
                Component::Normal(name) => {
                    folder = openat(&folder, name, ON_THE_WAY | FOLDER | OFlags::NOFOLLOW, Mode::empty())?;
                }
                Component::Prefix(_) | Component::CurDir | Component::ParentDir => {
                    return Err(io::ErrorKind::InvalidInput.into());
                }
            }
        }
        Ok(Folder(folder))
    }

    /// Opens a regular file of the folder for reading. A link is an error.
    ///
    /// # Errors
    /// The error of the system.
    pub fn file(&self, name: &OsStr) -> io::Result<(File, Metadata)> {
        let file = self.listed(name)?;
        let metadata = regular(file.metadata()?)?;
        Ok((file, metadata))
    }

    /// Opens for reading what was listed as a regular file of the folder. If it has become a link or a pipe
    /// since, it is not followed and does not block.
    ///
    /// # Errors
    /// The error of the system.
    pub fn listed(&self, name: &OsStr) -> io::Result<File> {
        Ok(File::from(openat(&self.0, name, FILE, Mode::empty())?))
    }

    /// Whether the folder has an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW).is_ok()
    }

    /// Whether `name` is still the file that has this metadata.
    pub fn is_still(&self, name: &OsStr, metadata: &Metadata) -> bool {
        statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW).is_ok_and(|stat| {
            let ctime = (i128::from(stat.st_ctime), i128::from(stat.st_ctime_nsec));
            let known = (i128::from(metadata.ctime()), i128::from(metadata.ctime_nsec()));
            (i128::from(stat.st_dev), i128::from(stat.st_ino))
                == (i128::from(metadata.dev()), i128::from(metadata.ino()))
                && ctime == known
        })
    }

    /// Creates a new file for writing, with the permissions `mode`.
    ///
    /// # Errors
    /// The error of the system.
    pub fn create(&self, name: &OsStr, mode: u32) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        #[allow(clippy::useless_conversion)]
        let mode = Mode::from_raw_mode(mode.try_into().unwrap_or(0o600));
        Ok(File::from(openat(&self.0, name, flags, mode)?))
    }

    /// Renames a file of the folder and replaces any file of the new name.
    ///
    /// # Errors
    /// The error of the system.
    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(renameat(&self.0, from, &self.0, to)?)
    }

    /// Removes a file of the folder.
    ///
    /// # Errors
    /// The error of the system.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Returns the names of the entries.
    ///
    /// # Errors
    /// The error of the system.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::new(self.readable()?)? {
            names.push(OsStr::from_bytes(entry?.file_name().to_bytes()).to_owned());
        }
        Ok(names)
    }

    /// Syncs the names of the folder to the disk.
    ///
    /// # Errors
    /// The error of the system.
    pub fn sync(&self) -> io::Result<()> {
        Ok(fsync(self.readable()?)?)
    }

    fn readable(&self) -> io::Result<OwnedFd> {
        Ok(openat(&self.0, ".", OFlags::RDONLY | FOLDER, Mode::empty())?)
    }
}

/// Sets the owner, the group and the mode of `file` to those of another file.
///
/// # Errors
/// The error of the system about the mode.
pub fn keep(file: &File, metadata: &Metadata) -> io::Result<()> {
    // The owner is set first, if it differs and the system allows it: changing it clears some bits of the
    // mode.
    let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
    file.set_permissions(metadata.permissions())
}

/// Locks `file` until it is closed, at the latest by the end of the process. Returns whether no other process
/// had locked it.
pub fn take(file: &File) -> bool {
    flock(file, FlockOperation::NonBlockingLockExclusive).is_ok()
}
