//! The packages that `--whole` left alone.

use super::report::{InTheWay, LeftAlone, Report};
use std::collections::HashSet;

/// What stands above them.
pub const LEFT_ALONE: &str = "Left alone, as `--whole` asks";

/// What can be done about them.
pub const CLEAR_THE_WAY: &str = "Nothing was changed in these packages. Clear what is in the way and run this again, \
    or run it without `--whole` to move the rest of them now, next to v2.";

/// A package, as it is called.
pub fn package(left_alone: &LeftAlone) -> &str {
    left_alone.folder.as_deref().unwrap_or("files in no package")
}

/// The places that are in the way of any of them.
pub fn places(report: &Report) -> HashSet<String> {
    report.left_alone.iter().flat_map(|package| &package.in_the_way).map(InTheWay::at).collect()
}
