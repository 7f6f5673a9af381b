//! Migrating scripts on several threads, each on its own.
//!
//! Threads have large stacks, because programs nest deeply and parsing recurses. A panic ends one
//! file, not the run: it is told as the bug that it is.

use super::discover::Candidate;
use super::progress::Count;
use crate::migration::{Outcome, Project};
use crate::syntax::Dialect;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::Ordering;

/// The core: [`crate::migrate`], or a stand-in for it.
pub type Migrate = fn(&str, Dialect, Project) -> Outcome;

/// How one script ended.
#[derive(Debug, Clone)]
pub enum End {
    /// The core's answer.
    Outcome(Outcome),
    /// The core panicked, with this message.
    Panicked(String),
    /// The file is not UTF-8.
    NotText,
}

const STACK: usize = 256 * 1024 * 1024;

/// A pool of `threads` threads.
///
/// # Errors
/// Where the system gives no more threads.
pub fn pool(threads: usize) -> Result<ThreadPool, ThreadPoolBuildError> {
    ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build()
}

/// Migrates each of `scripts`, in whatever order; the answers have the order of `scripts`.
pub fn migrate_all(
    pool: &ThreadPool,
    migrate: Migrate,
    scripts: &[(&Candidate, Dialect, Project)],
    count: &Count,
) -> Vec<End> {
    count.to_migrate.store(scripts.len(), Ordering::Relaxed);
    count.migrated.store(0, Ordering::Relaxed);
    let one = |(candidate, dialect, project): &(&Candidate, Dialect, Project)| {
        let end = work(migrate, &candidate.bytes, *dialect, *project);
        count.migrated.fetch_add(1, Ordering::Relaxed);
        end
    };
    pool.install(|| scripts.par_iter().map(one).collect())
}

/// Runs `work` on a thread of its own with a large stack; on this one where there is no other.
pub fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match pool(1) {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Migrates one script.
pub fn work(migrate: Migrate, bytes: &[u8], dialect: Dialect, project: Project) -> End {
    let Ok(text) = std::str::from_utf8(bytes) else { return End::NotText };
    match contain(|| migrate(text, dialect, project)) {
        Ok(outcome) => End::Outcome(outcome),
        Err(message) => End::Panicked(message),
    }
}

thread_local! {
    /// What a contained panic on this thread said; none where panics are not contained.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Lets contained panics be silent; all others are printed as ever.
pub fn silence_contained_panics() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let contained = SAID.with_borrow_mut(|said| match said {
            Some(said) => {
                *said = info.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
                true
            }
            None => false,
        });
        if !contained {
            print(info);
        }
    }));
}

fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    SAID.set(Some(String::new()));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    let said = SAID.take().unwrap_or_default();
    done.map_err(|_| said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragile(source: &str, _: Dialect, _: Project) -> Outcome {
        assert!(!source.contains("boom"), "a planner fell over");
        Outcome::Clean
    }

    #[test]
    fn a_panic_ends_one_file_only() {
        let end = work(fragile, b"boom", Dialect::JavaScript, Project::default());
        assert!(matches!(end, End::Panicked(_)));
        let end = work(fragile, b"fine", Dialect::JavaScript, Project::default());
        assert!(matches!(end, End::Outcome(Outcome::Clean)));
    }

    #[test]
    fn what_is_not_utf_8_is_not_text() {
        let end = work(fragile, b"caf\xe9", Dialect::JavaScript, Project::default());
        assert!(matches!(end, End::NotText));
    }
}
