//! The exit codes of the program, all in one place.

use crate::render::report::{Mode, Report};
use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything asked for was done.
    Done,
    /// `--check` found something to do.
    WorkLeft,
    /// Something failed; everything else was done.
    Failed,
    /// Interrupted by the user.
    Interrupted,
}

impl Exit {
    /// Returns how the run of this report ends.
    pub fn of(report: &Report) -> Self {
        let saw_nothing = report.mode == Mode::Check && report.counters.searched == 0;
        if saw_nothing || !report.failures.is_empty() {
            Exit::Failed
        } else if report.mode == Mode::Check && report.has_work() {
            Exit::WorkLeft
        } else {
            Exit::Done
        }
    }

    /// Returns the exit code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::WorkLeft => 1,
            Exit::Failed => 2,
            Exit::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}
