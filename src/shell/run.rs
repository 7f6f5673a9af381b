//! A whole run over files and folders.
//!
//! All outcomes are computed before anything is written, and everything that could be done is done
//! before anything is said to have failed.

use super::args::Args;
use super::compute::Work;
use super::discover::Search;
use super::exclude::Exclude;
use super::exit::Exit;
use super::out::{self, Out};
use super::progress::{Count, Progress};
use super::walk::IgnoreFiles;
use super::work::Migrate;
use super::{apply, guard, links, show};
use crate::render::called::Called;
use crate::render::notes;
use crate::render::report::{Mode, Report};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a run is given.
pub struct Run<'a> {
    /// The command line.
    pub args: &'a Args,
    /// The current folder, without links.
    pub here: &'a Path,
    /// What `--exclude` leaves out.
    pub exclude: &'a Exclude,
    /// Where things are printed.
    pub out: Out,
    /// The core.
    pub migrate: Migrate,
}

impl Run<'_> {
    /// Runs.
    pub fn run(&self) -> Exit {
        let count = Arc::new(Count::default());
        let progress = if self.args.quiet { Progress::none() } else { Progress::show(&count) };
        let mut work = match Work::compute(self, &count) {
            Ok(work) => work,
            Err(message) => {
                drop(progress);
                out::say(&format!("error: {message}\n"));
                return Exit::Failed;
            }
        };
        let links = links::of(self, &work);
        if self.mode() == Mode::Write {
            guard::check(self, &mut work);
            apply::write(&mut work, self.walkers(), &count);
        }
        drop(progress);
        let reported = show::Reported::new(self, work, links);
        let exit = match reported.print(self) {
            Err(exit) => exit,
            Ok(()) => self.exit(&reported.report),
        };
        let faults = reported.report.faults.failures();
        out::say(&notes::failures(&faults, self.out.talk.paint));
        let exit = if faults.is_empty() { exit } else { Exit::Failed };
        // The system takes all memory back at once.
        std::mem::forget(reported);
        exit
    }

    /// How this program was called. The script of the npm package says that it was by that.
    pub fn called(&self) -> Called {
        if std::env::var_os("RUPT_MIGRATE_NPX").is_some() { Called::ByNpx } else { Called::ByName }
    }

    /// What was asked for.
    pub fn mode(&self) -> Mode {
        match (self.args.dry_run, self.args.check) {
            (true, _) => Mode::DryRun,
            (_, true) => Mode::Check,
            _ => Mode::Write,
        }
    }

    /// How many threads migrate.
    pub fn threads(&self) -> usize {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        self.args.threads.map_or(cores, usize::from)
    }

    /// How many threads read: more than there are cores, since reading waits for the disk.
    pub fn walkers(&self) -> usize {
        match self.args.threads {
            Some(threads) => usize::from(threads),
            None => (4 * self.threads()).clamp(8, 32),
        }
    }

    /// A search over `roots` that leaves out `exclude`.
    pub fn search<'a>(&'a self, roots: &'a [PathBuf], exclude: &'a Exclude, count: &'a Count) -> Search<'a> {
        let ignore_files = if self.args.no_ignore { IgnoreFiles::Disregarded } else { IgnoreFiles::Honoured };
        Search { roots, exclude, ignore_files, threads: self.walkers(), count }
    }

    /// How the run ends, by what it came to.
    pub fn exit(&self, report: &Report) -> Exit {
        let saw_nothing = self.mode() == Mode::Check && report.counters.searched == 0;
        if saw_nothing || !report.failures.is_empty() {
            Exit::Failed
        } else if self.mode() == Mode::Check && report.has_work() {
            Exit::WorkLeft
        } else {
            Exit::Done
        }
    }
}
