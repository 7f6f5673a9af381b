//! A folder that is held open, and what is done in it by name alone.
//!
//! A path is looked up anew each time it is used, and a part of it may have become a link in between.
//! A folder that is held open stays the same one.

#[cfg(not(unix))]
mod portable;
#[cfg(not(unix))]
use portable as system;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as system;

pub use system::{Folder, keep, take};

use std::fs::Metadata;
use std::io;

/// The metadata of something that was opened for its bytes.
///
/// # Errors
/// Where it is no regular file: a device, a pipe or a socket may have no end.
fn regular(metadata: Metadata) -> io::Result<Metadata> {
    if metadata.is_file() { Ok(metadata) } else { Err(io::Error::other("not a regular file")) }
}
