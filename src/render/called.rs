//! What this program is called where it says what to type.

use std::fmt;

/// How this program was called, as its reader would type it again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Called {
    /// By its name.
    #[default]
    ByName,
    /// By the script of the npm package, so perhaps by `npx`, without which a shell would not find it.
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
