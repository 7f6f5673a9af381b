//! How much work one file may take.
//!
//! Work is counted, not timed: nodes that are visited, and entries of lists that are read again and
//! again. So the answer is the same on every machine. What ordinary code needs grows with its length;
//! a file that needs many times that was made for it, and is left alone.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// How much work may still be done on this thread.
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// The work that every file may take.
const ALWAYS: u64 = 200_000_000;

/// The work that a file may take for each of its bytes.
const PER_BYTE: u64 = 500;

/// How much new text a file may be given, in bytes: more than a file may be long, so that no second run could
/// read it.
pub const LONGEST_OUTPUT: usize = 8 << 20;

/// What ends the work when there is no more of it to be had.
struct Spent;

/// More work than a file of its length may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuch;

/// What `work` on a file of so many bytes gives.
///
/// # Errors
/// Where it took too much; a panic stays one.
pub fn within<T>(bytes: usize, work: impl FnOnce() -> T) -> Result<T, TooMuch> {
    within_units(ALWAYS + PER_BYTE * bytes as u64, work)
}

fn within_units<T>(units: u64, work: impl FnOnce() -> T) -> Result<T, TooMuch> {
    let around = LEFT.replace(units);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    LEFT.set(around);
    done.map_err(|panic| if panic.is::<Spent>() { TooMuch } else { panic::resume_unwind(panic) })
}

/// Takes note of work, of which one unit is about as much as visiting a node. Where there was too much
/// of it, this does not return, but ends what [`within`] was given.
pub fn spend(units: usize) {
    let left = LEFT.get();
    match left.checked_sub(units as u64) {
        Some(left) => LEFT.set(left),
        // No panic of the program, so nothing is printed.
        None => panic::resume_unwind(Box::new(Spent)),
    }
}

/// From how many bytes on a file of nothing but uses of v2 is refused, and how long each of them is at least
/// in one that is not: each takes some three kilobytes of memory, and the longer a file is, the less is left
/// for them.
const PER_USE: [(usize, usize); 2] = [(1 << 20, 64), (256 << 10, 40)];

/// Takes note of so many uses of v2 in a file of so many bytes. Where no source has as many, this does not
/// return, as [`spend`].
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
