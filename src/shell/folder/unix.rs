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

/// A folder on the way needs no right to be listed, where the system can say that.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
const ON_THE_WAY: OFlags = OFlags::PATH;
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd")))]
const ON_THE_WAY: OFlags = OFlags::RDONLY;

const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);

/// A pipe that nobody writes to would have it wait.
const FILE: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// The folder at `path`, where the system can be told to follow no link on the way.
#[cfg(target_os = "linux")]
fn in_one_step(path: &Path) -> Option<io::Result<OwnedFd>> {
    use rustix::fs::{ResolveFlags, openat2};
    use rustix::io::Errno;
    match openat2(CWD, path, ON_THE_WAY | FOLDER, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
        // Older systems do not know the question, and some containers forbid it.
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
    /// Whatever the system says; a part that is a link now is an error, too.
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

    /// Opens a regular file of the folder for reading, and no link.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn file(&self, name: &OsStr) -> io::Result<(File, Metadata)> {
        let file = self.listed(name)?;
        let metadata = regular(file.metadata()?)?;
        Ok((file, metadata))
    }

    /// Opens what was listed as a regular file of the folder for reading. What it has become since is not
    /// followed, and not waited for.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn listed(&self, name: &OsStr) -> io::Result<File> {
        Ok(File::from(openat(&self.0, name, FILE, Mode::empty())?))
    }

    /// Whether there is anything of this name in the folder.
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

    /// Makes a file that was not there, with the permissions `mode`, for writing.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn create(&self, name: &OsStr, mode: u32) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        #[allow(clippy::useless_conversion)]
        let mode = Mode::from_raw_mode(mode.try_into().unwrap_or(0o600));
        Ok(File::from(openat(&self.0, name, flags, mode)?))
    }

    /// Gives a file of the folder another name in it; what had that name is gone.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(renameat(&self.0, from, &self.0, to)?)
    }

    /// Removes a file of the folder.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// The names in the folder.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::new(self.readable()?)? {
            names.push(OsStr::from_bytes(entry?.file_name().to_bytes()).to_owned());
        }
        Ok(names)
    }

    /// Has the names in the folder written to the disk.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn sync(&self) -> io::Result<()> {
        Ok(fsync(self.readable()?)?)
    }

    fn readable(&self) -> io::Result<OwnedFd> {
        Ok(openat(&self.0, ".", OFlags::RDONLY | FOLDER, Mode::empty())?)
    }
}

/// Gives `file` the owner, the group and the mode of another.
///
/// # Errors
/// Whatever the system says of the mode.
pub fn keep(file: &File, metadata: &Metadata) -> io::Result<()> {
    // Where the owner differs and may be mended, it is. A new owner takes some bits of the mode away.
    let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
    file.set_permissions(metadata.permissions())
}

/// Marks `file` as in use until it is closed, which the end of the process does, too; whether nobody
/// else had.
pub fn take(file: &File) -> bool {
    flock(file, FlockOperation::NonBlockingLockExclusive).is_ok()
}
