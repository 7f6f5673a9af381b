//! Interruption by Ctrl-C and other signals.
//!
//! While nothing is written, the process ends at once. While files are written, it ends between two files, so
//! that the run can report what was written.

use super::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering};

static WRITING: AtomicBool = AtomicBool::new(false);
static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Listens for signals from now on.
pub fn listen() {
    outlive_limits();
    // If one of the signals is ignored, as `nohup` and shells do for background jobs, no handler is
    // installed. The ignored signal stays ignored, and the others end the process, which still leaves every
    // file whole.
    let _ = ctrlc::try_set_handler(|| {
        REQUESTED.store(true, Ordering::SeqCst);
        if !WRITING.load(Ordering::SeqCst) {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
    });
}

/// When a file reaches the size limit of the process (`ulimit -f`), the system sends a signal that ends the
/// process. With a handler, the write returns an error instead.
#[cfg(unix)]
fn outlive_limits() {
    let heard = std::sync::Arc::default();
    let _ = signal_hook::flag::register(signal_hook::consts::signal::SIGXFSZ, heard);
}

#[cfg(not(unix))]
fn outlive_limits() {}

/// Whether a signal asked the run to end.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// While this value exists, a signal does not end the process at once.
pub struct Writing(());

impl Writing {
    /// Starts to defer signals.
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
