//! The thread pool that migrates scripts, each in isolation.
//!
//! A panic ends the migration of one file and is reported as a bug of this program. A stack overflow would
//! end the process, so every script runs on a stack of known size, which is large enough for the deepest
//! nesting of its length. A file is left alone if it is too large, if it nests too deep, or if there is no
//! memory for its stack.

use super::candidate::Candidate;
use super::depth::{self, Depth};
use super::progress::Count;
use crate::contain::contain;
use crate::kind::Kind;
use crate::migration::{Choice, Outcome};
use rayon::prelude::*;
use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};
use std::sync::atomic::Ordering;

/// The core: [`crate::migrate`], or a stand-in for it.
pub type Migrate = fn(&str, Kind, &Choice) -> Outcome;

/// How one script ended.
#[derive(Debug, Clone)]
pub enum ScriptEnd {
    /// The core returned this outcome.
    Outcome(Outcome),
    /// The core panicked, with this message.
    Panicked(String),
    /// The file is not UTF-8.
    NotText,
    /// The file was not read, for this reason.
    Refused(String),
}

/// Why a file was not processed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// The function panicked, with this message.
    Panicked(String),
    /// The file is not UTF-8.
    NotText,
    /// The file was not read, for this reason.
    Refused(String),
}

impl From<Stopped> for ScriptEnd {
    fn from(stopped: Stopped) -> ScriptEnd {
        match stopped {
            Stopped::Panicked(message) => ScriptEnd::Panicked(message),
            Stopped::NotText => ScriptEnd::NotText,
            Stopped::Refused(why) => ScriptEnd::Refused(why),
        }
    }
}

/// The size of a thread's stack, in bytes. The system provides memory only for the used part.
pub const STACK: usize = 256 << 20;

/// The maximum number of stack bytes for each byte of a file. The depth of a chain such as `a => a => a` grows
/// with its length.
const STACK_PER_BYTE: usize = 1280;

/// The largest file with programs that is read, in bytes. Migrating a program takes about two hundred times
/// its size in memory.
pub const LARGEST: usize = 2 << 20;

/// The length in bytes from which a file's density is checked. Below it, no program can take too much memory.
const LONG: usize = 512 << 10;

/// The largest file that is only read as text, in bytes.
const LARGEST_TEXT: usize = 8 << 20;

/// Starts this many threads, once for the whole process.
///
/// # Errors
/// If the system cannot start the threads.
pub fn start(threads: usize) -> Result<(), ThreadPoolBuildError> {
    ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build_global()
}

/// Migrates all `scripts`, in no particular order. The results have the order of `scripts`.
pub fn migrate_all(migrate: Migrate, scripts: &[(&Candidate, Choice)], count: &Count) -> Vec<ScriptEnd> {
    count.to_migrate.store(scripts.len(), Ordering::Relaxed);
    count.migrated.store(0, Ordering::Relaxed);
    let one = |(candidate, choice): &(&Candidate, Choice)| {
        let end = migrate_one(migrate, candidate.migrated_text(), candidate.kind, choice);
        count.migrated.fetch_add(1, Ordering::Relaxed);
        count.parsed.fetch_add(1, Ordering::Relaxed);
        if matches!(&end, ScriptEnd::Outcome(Outcome::Migrated(migration)) if !migration.edits.is_empty()) {
            count.proven.fetch_add(1, Ordering::Relaxed);
        }
        end
    };
    // The scope makes sure that even a single script runs on a thread of the pool, whose stack is large
    // enough. Each script is a job of its own, so that no thread is left with several long ones at the end.
    rayon::scope(|_| scripts.par_iter().with_max_len(1).map(one).collect())
}

/// Migrates one script, on a thread with a stack of [`STACK`]. `text` is `None` if the file is not UTF-8.
pub fn migrate_one(migrate: Migrate, text: Option<&str>, kind: Kind, choice: &Choice) -> ScriptEnd {
    run_contained(text, kind, |text| migrate(text, kind, choice)).map_or_else(ScriptEnd::from, ScriptEnd::Outcome)
}

/// Runs a function on the text of one file, with the same limits and isolation.
///
/// # Errors
/// The reason why the file was not processed.
pub fn run_contained<T: Send>(
    text: Option<&str>,
    kind: Kind,
    run: impl FnOnce(&str) -> T + Send,
) -> Result<T, Stopped> {
    let Some(text) = text else { return Err(Stopped::NotText) };
    if let Some(why) = too_much(text.as_bytes(), kind) {
        return Err(Stopped::Refused(why));
    }
    let one = || contain(|| run(text)).map_err(Stopped::Panicked);
    match text.len().saturating_mul(STACK_PER_BYTE) {
        ..=STACK => one(),
        _ if kind.is_only_read() => one(),
        needed => on_stack(needed, one).unwrap_or_else(|| {
            let why = format!("may need {} MB of stack, more than the system provides; left alone", needed >> 20);
            Err(Stopped::Refused(why))
        }),
    }
}

/// Returns the reason if a file is too large, too dense or too deep to be migrated.
fn too_much(bytes: &[u8], kind: Kind) -> Option<String> {
    let largest = if kind.is_only_read() { LARGEST_TEXT } else { LARGEST };
    if bytes.len() > largest {
        let (size, largest) = (bytes.len() as f64 / 1e6, largest >> 20);
        return Some(format!("too large: {size:.1} MB (the limit is {largest} MiB); left alone"));
    }
    if !kind.is_only_read() && is_dense(bytes) {
        return Some("has too many statements or values for its length; left alone".to_owned());
    }
    let Depth { brackets, chain } = if kind.is_only_read() { Depth::default() } else { depth::of(bytes) };
    if brackets > depth::DEEPEST {
        return Some(format!("nested more than {} levels deep; left alone", depth::DEEPEST));
    }
    (chain > depth::LONGEST)
        .then(|| format!("has a chain of more than {} operators in one statement; left alone", depth::LONGEST))
}

/// Whether more than a fifth of a long text is `;` and `,`, which end statements and values. In written and
/// in minified code it is about a tenth. Each statement and value takes memory, however short it is.
fn is_dense(bytes: &[u8]) -> bool {
    bytes.len() > LONG && 5 * memchr::memchr2_iter(b';', b',', bytes).count() > bytes.len()
}

/// Runs `job` on a thread with a stack of `size` bytes. Returns `None` if the system cannot start it.
pub fn on_stack<T: Send>(size: usize, job: impl FnOnce() -> T + Send) -> Option<T> {
    let pool = ThreadPoolBuilder::new().num_threads(1).stack_size(size).build().ok()?;
    Some(pool.install(job))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Dialect;

    fn fragile(source: &str, _: Kind, _: &Choice) -> Outcome {
        assert!(!source.contains("boom"), "the core fell over");
        Outcome::Clean
    }

    #[test]
    fn a_panic_ends_one_file_only() {
        let end = migrate_one(fragile, Some("boom"), Kind::Script(Dialect::JavaScript), &Choice::default());
        assert!(matches!(end, ScriptEnd::Panicked(_)));
        let end = migrate_one(fragile, Some("fine"), Kind::Script(Dialect::JavaScript), &Choice::default());
        assert!(matches!(end, ScriptEnd::Outcome(Outcome::Clean)));
    }

    const SCRIPT: Kind = Kind::Script(Dialect::JavaScript);

    #[test]
    fn what_nests_beyond_reason_is_refused() {
        let deep = format!("{}{}", "(".repeat(depth::DEEPEST + 1), ")".repeat(depth::DEEPEST + 1));
        assert!(matches!(migrate_one(fragile, Some(&deep), SCRIPT, &Choice::default()), ScriptEnd::Refused(_)));
        let chain = "x = ".to_owned() + &"!".repeat(depth::LONGEST + 1);
        assert!(matches!(migrate_one(fragile, Some(&chain), SCRIPT, &Choice::default()), ScriptEnd::Refused(_)));
        let wide = "f(a, [b]);".repeat(depth::DEEPEST);
        assert!(matches!(
            migrate_one(fragile, Some(&wide), SCRIPT, &Choice::default()),
            ScriptEnd::Outcome(Outcome::Clean)
        ));
    }

    #[test]
    fn what_is_larger_than_any_source_is_refused() {
        let large = "x;".repeat(LARGEST / 2 + 1);
        assert!(matches!(migrate_one(fragile, Some(&large), SCRIPT, &Choice::default()), ScriptEnd::Refused(_)));
        assert!(matches!(migrate_one(fragile, Some(&large), Kind::other(), &Choice::default()), ScriptEnd::Outcome(_)));
    }

    fn dive(source: &str, _: Kind, _: &Choice) -> Outcome {
        fn down(depth: usize) -> usize {
            let room = std::hint::black_box([depth; 64]);
            if depth == 0 { room[0] } else { down(depth - 1) + room[1] }
        }
        assert!(down(std::hint::black_box(source.len() * STACK_PER_BYTE / 2048)) > 0);
        Outcome::Clean
    }

    #[test]
    fn a_long_file_has_a_stack_for_its_longest_chain() {
        let long = "x = xxxxxxxxxxxx;\n".repeat(60_000);
        let end = migrate_one(dive, Some(&long), SCRIPT, &Choice::default());
        assert!(matches!(end, ScriptEnd::Outcome(Outcome::Clean)));
    }

    #[test]
    fn a_stack_that_cannot_be_had_is_not_replaced_by_a_smaller_one() {
        assert_eq!(on_stack(usize::MAX / 4, || 1), None);
    }

    #[test]
    fn what_is_not_utf_8_is_not_text() {
        let end = migrate_one(fragile, None, Kind::Script(Dialect::JavaScript), &Choice::default());
        assert!(matches!(end, ScriptEnd::NotText));
    }
}
