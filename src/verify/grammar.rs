//! Proves that the output has no new directive, and no new `await` or `yield` that JavaScript engines
//! refuse. The parser accepts both.

use super::map::Map;
use super::side::Side;
use crate::edit::Span;
use rustc_hash::FxHashSet;

/// Proves that no kept string became a directive.
///
/// # Errors
/// The string that did.
pub fn no_new_directive(before: &Side, after: &Side, map: &Map) -> Result<(), String> {
    let start = |place: &Span| map.to_old(place.start);
    let is_new = |place: &Span| start(place).is_some_and(|old| !before.strings.iter().any(|were| were.start == old));
    match after.strings.iter().find(|place| is_new(place)) {
        Some(place) => Err(format!("the string at {place:?} is a directive now")),
        None => Ok(()),
    }
}

/// Proves that each `await` and `yield` is where the language allows it.
///
/// # Errors
/// One that is not, unless the input had it there, too.
pub fn waits_are_allowed(before: &Side, after: &Side, map: &Map) -> Result<(), String> {
    let were: FxHashSet<u32> = before.waits.iter().map(|place| place.start).collect();
    let mut new = after.waits.iter().filter(|place| map.to_old(place.start).is_none_or(|old| !were.contains(&old)));
    match new.next() {
        Some(place) => Err(format!("no `await` or `yield` can stand at {place:?}")),
        None => Ok(()),
    }
}
