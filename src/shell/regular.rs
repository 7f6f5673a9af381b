//! Opening and reading regular files by their paths.
//!
//! A manifest, a settings file or an ignore file may be a link to a device, which has no end, or a pipe,
//! which may block for ever. Links to manifests are followed inside their tree only: the author of a tree
//! must not choose other files of the machine.

use super::folder::Folder;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// The largest ignore file that is read, in bytes. Parsed, it takes up to two hundred times its size.
pub const RULES: u64 = 256 << 10;

/// The largest manifest that is read, in bytes. Parsed, it takes up to ninety times its size.
pub const SETTINGS: u64 = 1 << 20;

/// Opens the regular file at `path` for reading.
///
/// # Errors
/// The error of the system, or an error if the file is not regular.
pub fn open(path: &Path) -> io::Result<File> {
    on_disk(at_once(OpenOptions::new().read(true)).open(path)?)
}

fn on_disk(mut file: File) -> io::Result<File> {
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("neither a file nor a folder"));
    }
    // Files that the system generates while they are read, such as those of `/proc`, report a length of 0.
    if metadata.len() == 0 && file.read(&mut [0])? > 0 {
        return Err(io::Error::other("not a file on a disk"));
    }
    Ok(file)
}

/// Reads the regular file at `path`, of at most `limit` bytes.
///
/// # Errors
/// The error of the system, or an error if the file is not regular or is larger.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    whole(open(path)?, limit)
}

/// Reads a file of the tree, whose path is without links. If a part of the path has become a link, it is not
/// followed.
///
/// # Errors
/// As for [`read`].
pub fn within(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::NotFound.into());
    };
    let (file, _) = Folder::open(folder)?.file(name)?;
    whole(on_disk(file)?, limit)
}

fn whole(file: File, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(limit));
    }
    Ok(bytes)
}

/// The error for a file of more than `limit` bytes.
pub fn too_large(limit: u64) -> io::Error {
    let limit = if limit < 1 << 20 { format!("{} KiB", limit >> 10) } else { format!("{} MiB", limit >> 20) };
    io::Error::other(format!("larger than {limit}, so not read"))
}

/// Reads the manifest or settings file at `path`, of at most `limit` bytes, as text.
///
/// # Errors
/// As for [`read`]. A file that is not UTF-8 is an error, and so is a link out of the repository or, outside
/// of a repository, out of its folder.
pub fn text(path: &Path, limit: u64) -> io::Result<String> {
    stays_in_tree(path)?;
    String::from_utf8(read(path, limit)?).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"))
}

fn stays_in_tree(path: &Path) -> io::Result<()> {
    let (true, Some(folder)) = (path.is_symlink(), path.parent()) else { return Ok(()) };
    let folder = fs::canonicalize(folder)?;
    let tree = folder.ancestors().find(|up| up.join(".git").exists()).unwrap_or(&folder);
    match fs::canonicalize(path)?.starts_with(tree) {
        true => Ok(()),
        false => Err(io::Error::other("a link out of the tree; not followed")),
    }
}

/// Opening a pipe that has no writer does not block.
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
    fn a_manifest_may_be_a_link_within_its_tree() {
        let place = tempfile::tempdir().expect("a folder for the test");
        let at = |name: &str| place.path().join(name);
        for folder in ["tree/.git", "tree/web", "alone"] {
            fs::create_dir_all(at(folder)).expect("the folder can be written");
        }
        for file in ["outside.json", "tree/base.json", "alone/base.json"] {
            fs::write(at(file), "{}").expect("the folder can be written");
        }
        let link = |target: &str, name: &str| {
            std::os::unix::fs::symlink(target, at(name)).expect("the folder can be written");
            text(&at(name), 9).is_ok()
        };
        assert!(link("../base.json", "tree/web/package.json"));
        assert!(!link("../../outside.json", "tree/web/deno.json"));
        assert!(link("base.json", "alone/package.json"));
        assert!(!link("../outside.json", "alone/deno.json"));
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
