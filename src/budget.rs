//! A limit on the work that one file may take.
//!
//! Work is counted, not timed, so that the result is the same on every machine: each node that is visited
//! counts, and each entry of a list that is read repeatedly. Ordinary code needs work in proportion to its
//! length. A file that needs many times more was made to do so, and is not changed.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// The work that may still be done on this thread.
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// The work that every file may take.
const ALWAYS: u64 = 200_000_000;

/// The work that a file may take for each of its bytes.
const PER_BYTE: u64 = 500;

/// The most new text that a file may get, in bytes. With more, a second run could not read the file.
pub const LONGEST_OUTPUT: usize = 8 << 20;

/// The payload of the unwinding that ends the work when the budget is spent.
struct Spent;

/// The error of work that exceeds the budget of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuch;

/// Returns the result of `work` on a file of `bytes` bytes.
///
/// # Errors
/// The work exceeded the budget. A panic in `work` is not caught.
pub fn within<T>(bytes: usize, work: impl FnOnce() -> T) -> Result<T, TooMuch> {
    within_units(ALWAYS + PER_BYTE * bytes as u64, work)
}

fn within_units<T>(units: u64, work: impl FnOnce() -> T) -> Result<T, TooMuch> {
    let around = LEFT.replace(units);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    LEFT.set(around);
    done.map_err(|panic| if panic.is::<Spent>() { TooMuch } else { panic::resume_unwind(panic) })
}

/// Counts work. One unit is about the cost of visiting a node. If the budget is exceeded, this function unwinds
/// to [`within`] and does not return.
pub fn spend(units: usize) {
    let left = LEFT.get();
    match left.checked_sub(units as u64) {
        Some(left) => LEFT.set(left),
        // This is not a panic of the program, so nothing is printed.
        None => panic::resume_unwind(Box::new(Spent)),
    }
}

/// Pairs of a file length in bytes and a number of bytes: a file that is longer may have at most one use of v2
/// for each so many bytes. Each use takes about three kilobytes of memory, so long files have the stricter limit.
const PER_USE: [(usize, usize); 2] = [(1 << 20, 64), (256 << 10, 40)];

/// Checks the number of uses of v2 in a file of `bytes` bytes. If there are more than in any real source, this
/// unwinds as [`spend`] does.
pub fn uses(count: usize, bytes: usize) {
    let least = PER_USE.iter().find(|(long, _)| bytes > *long).map_or(0, |(_, least)| *least);
    if count.saturating_mul(least) > bytes {
        spend(usize::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_ends_when_there_is_too_much_of_it() {
        assert_eq!(within_units(3, || (0..3).for_each(|_| spend(1))), Ok(()));
        assert_eq!(within_units(3, || (0..4).for_each(|_| spend(1))), Err(TooMuch));
        assert_eq!(within_units(3, || within_units(9, || spend(9))), Ok(Ok(())));
    }

    #[test]
    fn a_panic_is_no_lack_of_work() {
        let done = panic::catch_unwind(|| within_units(3, || panic::resume_unwind(Box::new("a bug"))));
        assert!(done.is_err());
    }

    #[test]
    fn a_long_file_of_nothing_but_uses_is_too_much() {
        let many = |count, bytes| within_units(1, || uses(count, bytes));
        assert_eq!(many(10_000, 200_000), Ok(()));
        assert_eq!((many(7_000, 300_000), many(8_000, 300_000)), (Ok(()), Err(TooMuch)));
        assert_eq!((many(30_000, 2_000_000), many(32_000, 2_000_000)), (Ok(()), Err(TooMuch)));
    }
}
