//! Writing a report to its file. The write is atomic, follows no link, and replaces nothing but an earlier
//! report.
//!
//! A report quotes code, and its file name is often fixed while the source tree comes from somebody else. So
//! a link in the tree could redirect the report, and a file of that name could hold other data.

use super::folder::Folder;
use super::out::reason;
use super::temporary::{self, Temporary};
use super::{git, paths};
use crate::render::own::is_report;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many bytes of a file are read to recognise a report.
const LONGEST: u64 = 256 << 20;

/// Where reports may go.
pub struct Desk<'a> {
    /// The current folder, without links.
    pub here: &'a Path,
    /// The files that `--force-report` names: they may be overwritten whatever they hold.
    pub forced: &'a [PathBuf],
}

impl Desk<'_> {
    /// Checks that a report may be written to each of `files`, and that no two of them are the same file.
    ///
    /// # Errors
    /// The message about the first file that may not be written.
    pub fn check(&self, files: &[&Path]) -> Result<(), String> {
        let places: Vec<_> = files.iter().map(|file| self.place(file)).collect();
        for (index, file) in files.iter().enumerate() {
            if places[..index].iter().flatten().any(|other| places[index].as_ref() == Some(other)) {
                return Err(format!("two reports cannot go to {}", paths::text(file)));
            }
            self.obstacle(file).map_or(Ok(()), |why| Err(format!("{} {why}", paths::text(file))))?;
        }
        Ok(())
    }

    /// Writes `text` to `file`.
    ///
    /// # Errors
    /// The reason; the file is then unchanged.
    pub fn save(&self, file: &Path, text: &str) -> Result<(), String> {
        if let Some(why) = self.obstacle(file) {
            return Err(why);
        }
        let (folder, name) = self.place(file).ok_or_else(|| no_folder(file))?;
        write(&folder, &name, text).map_err(|error| reason(&error))
    }

    /// Returns the folder of `file`, without links, and the file's name.
    fn place(&self, file: &Path) -> Option<(PathBuf, std::ffi::OsString)> {
        let file = self.here.join(file);
        Some((file.parent()?.canonicalize().ok()?, file.file_name()?.to_owned()))
    }

    /// Returns the reason why `file` may not be written. A file that does not exist may be.
    fn obstacle(&self, file: &Path) -> Option<String> {
        if let Some(link) = self.link(file) {
            return Some(format!("is in {}, which is a link, not followed", paths::text(&link)));
        }
        let (folder, name) = self.place(file)?;
        let path = folder.join(&name);
        let metadata = fs::symlink_metadata(&path).ok()?;
        if metadata.is_symlink() {
            return Some("is a link, not followed".to_owned());
        }
        if !metadata.is_file() {
            return Some("is no regular file".to_owned());
        }
        if self
            .forced
            .iter()
            .any(|forced| self.place(forced).is_some_and(|place| place == (folder.clone(), name.clone())))
        {
            return None;
        }
        let why = match is_own(&folder, &name) {
            _ if git::tracks(&path) => "is tracked by git",
            Ok(true) => return None,
            Ok(false) => "was not written by rupt-migrate",
            Err(error) => return Some(format!("cannot be read: {}", reason(&error))),
        };
        Some(format!("{why}, so it is not overwritten; to overwrite it, pass `--force-report FILE`"))
    }

    /// Returns the first folder above `file` that is a link inside the current folder or a repository. Links
    /// elsewhere, which belong to the machine, are allowed.
    fn link(&self, file: &Path) -> Option<PathBuf> {
        let file = self.here.join(file);
        let is_in_tree = |folder: &Path| {
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            folder.starts_with(self.here) || git::repository(&folder.join("x")).is_some()
        };
        let is_link = |path: &&Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
        let mut above = file.ancestors().skip(1).filter(is_link);
        above.find(|path| path.parent().is_some_and(is_in_tree)).map(Path::to_owned)
    }
}

fn no_folder(file: &Path) -> String {
    let error = file.parent().map(fs::canonicalize).and_then(Result::err);
    reason(&error.unwrap_or_else(|| io::ErrorKind::NotFound.into()))
}

/// Whether a file is an earlier report or is empty.
fn is_own(folder: &Path, name: &OsStr) -> io::Result<bool> {
    let (file, metadata) = Folder::open(folder)?.file(name)?;
    let mut text = Vec::new();
    file.take(LONGEST).read_to_end(&mut text)?;
    Ok(metadata.len() == 0 || is_report(&text))
}

fn write(folder: &Path, name: &OsStr, text: &str) -> io::Result<()> {
    let folder = Folder::open(folder)?;
    temporary::clear(&folder);
    let before: Option<Metadata> = folder.file(name).ok().map(|(_, metadata)| metadata);
    Temporary::new(&folder, text.as_bytes(), 0o666, before.as_ref())?.rename(name)?;
    // Some file systems do not support this, and offer nothing else.
    let _ = folder.sync();
    Ok(())
}
