//! Temporary files: new text is written to one in the same folder, which then gets its name in one step.
//!
//! A run that is killed leaves its temporary file. The next run that writes in the folder removes it: the
//! name shows that it is such a file, and its lock is free once the run that made it has ended.

use super::folder::{self, Folder};
use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

const START: &str = ".rupt-migrate-";
const END: &str = ".tmp";

/// How many names are tried.
const TRIES: usize = 16;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A temporary file. It is removed when dropped, unless it was renamed.
pub struct Temporary<'f> {
    folder: &'f Folder,
    name: OsString,
    file: File,
    is_named: bool,
}

impl<'f> Temporary<'f> {
    /// Creates a file that holds `text` and is synced to the disk. Its permissions are those of `like`, or
    /// else `mode` less the user's umask.
    ///
    /// # Errors
    /// The error of the system.
    pub fn new(folder: &'f Folder, text: &[u8], mode: u32, like: Option<&Metadata>) -> io::Result<Self> {
        let (name, file) = create(folder, mode)?;
        let mut temporary = Temporary { folder, name, file, is_named: false };
        folder::take(&temporary.file);
        temporary.file.write_all(text)?;
        if let Some(metadata) = like {
            folder::keep(&temporary.file, metadata)?;
        }
        temporary.file.sync_all()?;
        Ok(temporary)
    }

    /// Renames the file to `to` and replaces any file of that name.
    ///
    /// # Errors
    /// The error of the system.
    pub fn rename(mut self, to: &OsStr) -> io::Result<()> {
        self.folder.rename(&self.name, to)?;
        self.is_named = true;
        Ok(())
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if !self.is_named {
            // If this fails, the next run removes the file.
            let _ = self.folder.remove(&self.name);
        }
    }
}

fn create(folder: &Folder, mode: u32) -> io::Result<(OsString, File)> {
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for _ in 0..TRIES {
        let name = new_name();
        match folder.create(&name, mode) {
            Ok(file) => return Ok((name, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

fn new_name() -> OsString {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos());
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{START}{:08x}-{time:08x}-{count:08x}{END}", std::process::id()).into()
}

/// Whether this is the name of a temporary file of this program.
fn is_ours(name: &OsStr) -> bool {
    let middle = name.to_str().and_then(|name| name.strip_prefix(START)?.strip_suffix(END));
    middle.is_some_and(|middle| {
        let parts: Vec<&str> = middle.split('-').collect();
        let is_number = |part: &&str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        parts.len() == 3 && parts.iter().all(is_number)
    })
}

/// Removes the temporary files of runs that were killed.
pub fn clear(folder: &Folder) {
    for name in folder.names().unwrap_or_default().iter().filter(|name| is_ours(name)) {
        // A file that cannot be opened or removed stays. It does no harm.
        if folder.file(name).is_ok_and(|(file, _)| folder::take(&file)) {
            let _ = folder.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_names_of_this_program_are_cleared() {
        assert!(is_ours(&new_name()));
        for name in [".rupt-migrate-notes.tmp", ".rupt-migrate-00000000-00000000.tmp", "a.tmp", ".rupt-migrate-"] {
            assert!(!is_ours(OsStr::new(name)), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_a_run_still_holds_is_not_cleared() {
        let place = tempfile::tempdir().expect("a folder for the test");
        let path = place.path().canonicalize().expect("it is there");
        let folder = Folder::open(&path).expect("it is there");
        let names = || fs::read_dir(&path).expect("it is there").count();
        let held = Temporary::new(&folder, b"a", 0o600, None).expect("the folder can be written");
        fs::write(path.join(new_name()), "left").expect("the folder can be written");
        fs::write(path.join("mine"), "mine").expect("the folder can be written");
        clear(&folder);
        assert_eq!(names(), 2);
        drop(held);
        assert_eq!(names(), 1);
    }
}
