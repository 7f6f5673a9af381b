//! The name of this program in the commands that the user is to type.

use std::fmt;

/// How this program was called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Called {
    /// By its name.
    #[default]
    ByName,
    /// By the script of the npm package, so probably with `npx`: without it, the shell may not find the
    /// program.
    ByNpx,
}

impl fmt::Display for Called {
    fn fmt(&self, text: &mut fmt::Formatter) -> fmt::Result {
        text.write_str(match self {
            Called::ByName => "rupt-migrate",
            Called::ByNpx => "npx rupt-migrate",
        })
    }
}
