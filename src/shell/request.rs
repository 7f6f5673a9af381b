//! The request for a run: the command line, and what follows from it alone.

use super::args::Args;
use super::discover::Search;
use super::exclude::Exclude;
use super::out::Out;
use super::pool::Migrate;
use super::progress::Count;
use super::walk::IgnoreFiles;
use crate::render::called::Called;
use crate::render::report::Mode;
use std::path::{Path, PathBuf};

/// The request for a run.
pub struct Request<'a> {
    /// The command line.
    pub args: &'a Args,
    /// The current folder, without links.
    pub here: &'a Path,
    /// What `--exclude` leaves out.
    pub exclude: &'a Exclude,
    /// How output and messages are printed.
    pub out: Out,
    /// The core.
    pub migrate: Migrate,
}

impl Request<'_> {
    /// Returns how this program was called. The script of the npm package sets a variable.
    pub fn called(&self) -> Called {
        if std::env::var_os("RUPT_MIGRATE_NPX").is_some() { Called::ByNpx } else { Called::ByName }
    }

    /// Returns what the run is to do.
    pub fn mode(&self) -> Mode {
        match (self.args.dry_run, self.args.check) {
            (true, _) => Mode::DryRun,
            (_, true) => Mode::Check,
            _ => Mode::Write,
        }
    }

    /// Returns the number of threads that migrate.
    pub fn threads(&self) -> usize {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        self.args.threads.map_or(cores, usize::from)
    }

    /// Returns the number of threads that read: more than there are cores, since reading waits for the disk.
    pub fn walkers(&self) -> usize {
        match self.args.threads {
            Some(threads) => usize::from(threads),
            None => (4 * self.threads()).clamp(8, 32),
        }
    }

    /// Returns a search over `roots` with the patterns `exclude`.
    pub fn search<'a>(&'a self, roots: &'a [PathBuf], exclude: &'a Exclude, count: &'a Count) -> Search<'a> {
        let ignore_files = if self.args.no_ignore { IgnoreFiles::Disregarded } else { IgnoreFiles::Honoured };
        Search { roots, exclude, ignore_files, threads: self.walkers(), count }
    }
}
