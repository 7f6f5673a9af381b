//! Panics that end the work on one file, and not the run.
//!
//! A panic is a bug of this program. It is told with the file that it happened on; all other files are
//! done as if nothing had been.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// What a contained panic on this thread said; none where panics are not contained.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Lets contained panics be silent; all others are printed as ever.
pub fn silence() {
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

/// What `work` gives.
///
/// # Errors
/// What a panic in it said.
pub fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let around = SAID.replace(Some(String::new()));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    let said = SAID.replace(around).unwrap_or_default();
    done.map_err(|_| said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_contained_work_is_told_to_who_contains_it() {
        assert_eq!(contain(|| 1), Ok(1));
        let inner = contain(|| contain(|| panic!("inside")).is_err());
        assert_eq!(inner, Ok(true));
    }
}
