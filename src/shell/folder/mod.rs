//! A folder that is held open, and operations on the files in it by name.
//!
//! The system resolves a path each time it is used, and a part of it may have become a link in between. An
//! open folder stays the same folder.

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

/// Returns the metadata of an open file.
///
/// # Errors
/// If the file is not regular: a device, a pipe or a socket may have no end.
fn regular(metadata: Metadata) -> io::Result<Metadata> {
    if metadata.is_file() { Ok(metadata) } else { Err(io::Error::other("not a regular file")) }
}
