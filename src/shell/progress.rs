//! The progress line of a long run.
//!
//! The line is shown on standard error, if that is a terminal, after half a second. It is removed at the end.

use super::interrupt;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The counters of a run, which its threads update.
#[derive(Debug, Default)]
pub struct Count {
    /// Files that the walk found.
    pub seen: AtomicUsize,
    /// Files that were opened and searched.
    pub searched: AtomicUsize,
    /// Reads of these files.
    pub reads: AtomicUsize,
    /// Bytes that were read.
    pub bytes: AtomicUsize,
    /// Scripts that were parsed. A script counts each time.
    pub parsed: AtomicUsize,
    /// Outputs that were parsed to prove them.
    pub proven: AtomicUsize,
    /// Scripts that were migrated.
    pub migrated: AtomicUsize,
    /// Scripts to migrate; 0 until the number is known.
    pub to_migrate: AtomicUsize,
    /// Files that were written.
    pub written: AtomicUsize,
    /// Files to write; 0 until the number is known.
    pub to_write: AtomicUsize,
}

impl Count {
    fn line(&self) -> String {
        let get = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        match (get(&self.to_migrate), get(&self.to_write)) {
            (0, _) => format!("searching: {} files, {} searched", get(&self.seen), get(&self.searched)),
            (all, 0) => format!("migrating: {} of {all} files", get(&self.migrated)),
            (_, all) => format!("writing: {} of {all} files", get(&self.written)),
        }
    }
}

/// The progress line. It is removed when this value is dropped.
pub struct Progress {
    done: Arc<AtomicBool>,
    painter: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows `count` on standard error, if that is a terminal.
    pub fn show(count: &Arc<Count>) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let terminal = std::io::stderr().is_terminal();
        let painter = terminal.then(|| {
            let (count, done) = (Arc::clone(count), Arc::clone(&done));
            thread::spawn(move || paint(&count, &done))
        });
        Progress { done, painter }
    }

    /// No progress line.
    pub fn none() -> Self {
        Progress { done: Arc::new(AtomicBool::new(true)), painter: None }
    }
}

const FIRST: Duration = Duration::from_millis(500);
const EACH: Duration = Duration::from_millis(100);

fn paint(count: &Count, done: &AtomicBool) {
    let mut wait = FIRST;
    loop {
        thread::park_timeout(wait);
        if done.load(Ordering::Acquire) || interrupt::requested() {
            break;
        }
        let _ = write!(std::io::stderr(), "\r\u{1b}[K{}", count.line());
        wait = EACH;
    }
    if wait == EACH {
        let _ = write!(std::io::stderr(), "\r\u{1b}[K");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Release);
        if let Some(painter) = self.painter.take() {
            painter.thread().unpark();
            let _ = painter.join();
        }
    }
}
