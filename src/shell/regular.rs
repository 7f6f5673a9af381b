//! Opening and reading files by their paths, where only a regular file is meant.
//!
//! A manifest, a file of settings or of ignore rules may be a link to a device, or a pipe that nobody
//! writes to: these have no end, or no beginning. Links are followed, as package managers do.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// How large a file of ignore rules may be, in bytes.
pub const RULES: u64 = 1 << 20;

/// How large a manifest or another file of settings may be, in bytes.
pub const SETTINGS: u64 = 16 << 20;

/// Opens the regular file at `path` for reading.
///
/// # Errors
/// Whatever the system says, and where it is no regular file.
pub fn open(path: &Path) -> io::Result<File> {
    let mut file = at_once(OpenOptions::new().read(true)).open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("neither a file nor a folder"));
    }
    // Files that the system makes up while they are read, such as those of `/proc`, have no length.
    if metadata.len() == 0 && file.read(&mut [0])? > 0 {
        return Err(io::Error::other("not a file on a disk"));
    }
    Ok(file)
}

/// All of the regular file at `path`, of at most `limit` bytes.
///
/// # Errors
/// Whatever the system says, and where it is no regular file or larger.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other(format!("larger than {} MB, so not read", limit >> 20)));
    }
    Ok(bytes)
}

/// The same as text.
///
/// # Errors
/// As for [`read`], and where it is not UTF-8.
pub fn text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"))
}

/// A pipe that nobody writes to is not waited for.
#[cfg(unix)]
fn at_once(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0))
}

#[cfg(not(unix))]
fn at_once(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_not_read() {
        for path in ["/dev/zero", "/dev/null", "/proc/self/pagemap", "/proc/self/status", "/proc"] {
            assert!(open(Path::new(path)).is_err(), "{path}");
        }
        let place = tempfile::tempdir().expect("a folder for the test");
        let pipe = place.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
        assert!(open(&pipe).is_err());
    }

    #[test]
    fn a_file_has_a_limit() {
        let place = tempfile::tempdir().expect("a folder for the test");
        let path = place.path().join("a");
        std::fs::write(&path, "12345").expect("the folder can be written");
        assert_eq!(text(&path, 5).expect("it fits"), "12345");
        assert!(read(&path, 4).is_err());
        std::fs::write(&path, "").expect("the folder can be written");
        assert_eq!(text(&path, 5).expect("it fits"), "");
    }
}
