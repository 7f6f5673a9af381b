//! A whole run over files and folders.
//!
//! All outcomes are computed before anything is written. Failures are reported after everything else is done.

use super::compute::{Computed, RunInput};
use super::exit::Exit;
use super::held::Held;
use super::progress::{Count, Progress};
use super::request::Request;
use super::{apply, guard, links, out, show, whole};
use crate::render::notes;
use crate::render::report::Mode;
use std::sync::Arc;

/// Runs a request. Returns how the program ends.
pub fn run(request: &Request) -> Exit {
    let count = Arc::new(Count::default());
    let progress = if request.args.quiet { Progress::none() } else { Progress::show(&count) };
    let mut computed = match compute(request, &count) {
        Ok(computed) => computed,
        Err(message) => {
            drop(progress);
            return out::usage(&message);
        }
    };
    let links = links::of(request, &computed);
    if request.mode() == Mode::Write {
        guard::check(request, &mut computed);
        apply::write(&mut computed, request.walkers(), &count);
    }
    drop(progress);
    let reported = show::Reported::new(request, computed, links);
    let exit = match reported.print(request) {
        Err(exit) => exit,
        Ok(()) => Exit::of(&reported.report),
    };
    let faults = reported.report.faults.failures();
    out::say(&notes::failures(&faults, request.out.talk.paint));
    let exit = if faults.is_empty() { exit } else { Exit::Failed };
    // The system frees all memory at once when the process ends.
    std::mem::forget(reported);
    exit
}

/// Computes everything that is to be written and reported.
///
/// # Errors
/// The message for the user, if the system cannot start the threads.
fn compute(request: &Request, count: &Count) -> Result<Computed, String> {
    let read = RunInput::new(request, count)?;
    match request.args.whole {
        true => Ok(whole::compute(read, request, count)),
        false => Ok(read.judge(request, Held::default(), count)),
    }
}
