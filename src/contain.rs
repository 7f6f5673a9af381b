//! Containing panics: a panic ends the work on one file, and not the run.
//!
//! A panic is a bug of this program. It is reported with the file that caused it, and all other files are
//! processed as usual.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// The message of the panic that was contained on this thread; none while panics are not contained.
    static MESSAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Stops contained panics from being printed. All other panics are printed as usual.
pub fn silence() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let contained = MESSAGE.with_borrow_mut(|message| match message {
            Some(message) => {
                *message = info.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
                true
            }
            None => false,
        });
        if !contained {
            print(info);
        }
    }));
}

/// Returns the result of `work`.
///
/// # Errors
/// `work` panicked: the message of the panic.
pub fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let around = MESSAGE.replace(Some(String::new()));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    let message = MESSAGE.replace(around).unwrap_or_default();
    done.map_err(|_| message)
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
