//! Migrating scripts on several threads, each on its own.
//!
//! A panic ends one file, not the run: it is told as the bug that it is. A stack that overflows
//! would end the run, so stacks are large, as large as the longest chain of a long file may need,
//! and a file that nests beyond all reason is left alone, like one that is larger than any source.

use super::discover::Candidate;
use super::progress::Count;
use crate::kind::Kind;
use crate::migration::{Outcome, Project};
use rayon::prelude::*;
use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::Ordering;

/// The core: [`crate::migrate`], or a stand-in for it.
pub type Migrate = fn(&str, Kind, Project) -> Outcome;

/// How one script ended.
#[derive(Debug, Clone)]
pub enum End {
    /// The core's answer.
    Outcome(Outcome),
    /// The core panicked, with this message.
    Panicked(String),
    /// The file is not UTF-8.
    NotText,
    /// The file was not read, for this reason.
    Refused(String),
}

/// The stack of a thread. It is address space, taken only as far as it is used.
pub const STACK: usize = 256 << 20;

/// How much stack each byte of a file may need: a long chain (`a + b + c`, `else if`) is as deep as
/// it is long.
const STACK_PER_BYTE: usize = 1280;

/// How deep brackets may nest.
const DEEPEST: usize = 5_000;

/// The size of the largest script that is read, in bytes. Understanding a script takes some two
/// hundred times its size in memory.
const LARGEST: usize = 8 << 20;

/// Starts the threads that compute: so many, once for the whole process.
///
/// # Errors
/// Where the system gives no more threads.
pub fn start(threads: usize) -> Result<(), ThreadPoolBuildError> {
    ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build_global()
}

/// Migrates each of `scripts`, in whatever order; the answers have the order of `scripts`.
pub fn migrate_all(migrate: Migrate, scripts: &[(&Candidate, Project)], count: &Count) -> Vec<End> {
    count.to_migrate.store(scripts.len(), Ordering::Relaxed);
    count.migrated.store(0, Ordering::Relaxed);
    let one = |(candidate, project): &(&Candidate, Project)| {
        let end = work(migrate, candidate.migrated_text(), candidate.kind, *project);
        count.migrated.fetch_add(1, Ordering::Relaxed);
        count.parsed.fetch_add(1, Ordering::Relaxed);
        if matches!(&end, End::Outcome(Outcome::Migrated(migration)) if !migration.edits.is_empty()) {
            count.proven.fetch_add(1, Ordering::Relaxed);
        }
        end
    };
    // Each on its own: where some are long, no thread is left with several at the end.
    scripts.par_iter().with_max_len(1).map(one).collect()
}

/// Migrates one script, on a thread of the pool; none is what is no text.
pub fn work(migrate: Migrate, text: Option<&str>, kind: Kind, project: Project) -> End {
    let Some(text) = text else { return End::NotText };
    let bytes = text.as_bytes();
    if bytes.len() > LARGEST {
        return End::Refused(format!("of {} MB, larger than any source; left alone", bytes.len() / 1_000_000));
    }
    if depth(bytes) > DEEPEST {
        return End::Refused(format!("nested more than {DEEPEST} levels deep; left alone"));
    }
    let one = || match contain(|| migrate(text, kind, project)) {
        Ok(outcome) => End::Outcome(outcome),
        Err(message) => End::Panicked(message),
    };
    match bytes.len().saturating_mul(STACK_PER_BYTE) {
        ..=STACK => one(),
        needed => on_stack(needed, one),
    }
}

/// Runs `work` on a thread with a stack of `size` bytes, or as many of them as there are.
pub fn on_stack<T: Send>(size: usize, work: impl FnOnce() -> T + Send) -> T {
    let sizes = std::iter::successors(Some(size), |size| Some(size / 2)).take_while(|size| *size >= STACK);
    let pools = sizes.filter_map(|size| ThreadPoolBuilder::new().num_threads(1).stack_size(size).build().ok());
    match pools.into_iter().next() {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// How deep the brackets in `bytes` nest, at most; those in strings and comments count as well. Of
/// few brackets, how many there are.
fn depth(bytes: &[u8]) -> usize {
    // Nearly no file has so many that it needs a closer look.
    let all: usize = b"([{".iter().map(|bracket| memchr::memchr_iter(*bracket, bytes).count()).sum();
    if all <= DEEPEST {
        return all;
    }
    let mut deepest = 0;
    let mut depth: usize = 0;
    for byte in bytes {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
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
    use crate::syntax::Dialect;

    fn fragile(source: &str, _: Kind, _: Project) -> Outcome {
        assert!(!source.contains("boom"), "a planner fell over");
        Outcome::Clean
    }

    #[test]
    fn a_panic_ends_one_file_only() {
        let end = work(fragile, Some("boom"), Kind::Script(Dialect::JavaScript), Project::default());
        assert!(matches!(end, End::Panicked(_)));
        let end = work(fragile, Some("fine"), Kind::Script(Dialect::JavaScript), Project::default());
        assert!(matches!(end, End::Outcome(Outcome::Clean)));
    }

    #[test]
    fn what_nests_beyond_reason_is_refused() {
        let deep = format!("{}{}", "(".repeat(DEEPEST + 1), ")".repeat(DEEPEST + 1));
        let end = work(fragile, Some(&deep), Kind::Script(Dialect::JavaScript), Project::default());
        assert!(matches!(end, End::Refused(_)));
        let wide = "f(a, [b]);".repeat(DEEPEST);
        let end = work(fragile, Some(&wide), Kind::Script(Dialect::JavaScript), Project::default());
        assert!(matches!(end, End::Outcome(Outcome::Clean)));
    }

    #[test]
    fn a_long_file_has_a_stack_for_its_longest_chain() {
        fn dive(_: &str, _: Kind, _: Project) -> Outcome {
            fn down(depth: usize) -> usize {
                let room = std::hint::black_box([depth; 64]);
                if depth == 0 { room[0] } else { down(depth - 1) + room[1] }
            }
            assert!(down(std::hint::black_box(600_000)) > 0);
            Outcome::Clean
        }
        let long = "x;".repeat(500_000);
        let end = work(dive, Some(&long), Kind::Script(Dialect::JavaScript), Project::default());
        assert!(matches!(end, End::Outcome(Outcome::Clean)));
    }

    #[test]
    fn what_is_not_utf_8_is_not_text() {
        let end = work(fragile, None, Kind::Script(Dialect::JavaScript), Project::default());
        assert!(matches!(end, End::NotText));
    }
}
