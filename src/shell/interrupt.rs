//! Ctrl-C, and being told to end.
//!
//! While nothing is written, the process ends at once: there is nothing to undo. While files are
//! written, it ends between two of them, so that none is half-written and what was done is told.

use super::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering};

static WRITING: AtomicBool = AtomicBool::new(false);
static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Listens for signals from now on.
pub fn listen() {
    outlive_limits();
    // Where one of the signals is ignored, as `nohup` and shells have it for what runs in the background,
    // none is listened to: the ignored one stays ignored, and the others end the process, which leaves
    // every file whole.
    let _ = ctrlc::try_set_handler(|| {
        REQUESTED.store(true, Ordering::SeqCst);
        if !WRITING.load(Ordering::SeqCst) {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
    });
}

/// Where a file reaches the size that a process may write (`ulimit -f`), the system sends a signal that
/// ends the process. Where it is heard, the write is an error like any other.
#[cfg(unix)]
fn outlive_limits() {
    let heard = std::sync::Arc::default();
    let _ = signal_hook::flag::register(signal_hook::consts::signal::SIGXFSZ, heard);
}

#[cfg(not(unix))]
fn outlive_limits() {}

/// Whether the run should end.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// Lets a signal only be noted while this value lives.
pub struct Writing(());

impl Writing {
    /// From now on.
    pub fn start() -> Self {
        WRITING.store(true, Ordering::SeqCst);
        Writing(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        WRITING.store(false, Ordering::SeqCst);
    }
}
