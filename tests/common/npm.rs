//! Installing what a test needs from npm.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// Node loads modules from memory only with these.
#[allow(dead_code)]
pub const NODE_FLAGS: [&str; 2] = ["--no-warnings", "--experimental-vm-modules"];

/// The program without what only a debugger reads, which takes npm ten seconds to pack; as it is where there is no
/// `strip`. It is written into `folder`.
#[allow(dead_code)]
pub fn program(folder: &Path) -> PathBuf {
    let built = PathBuf::from(env!("CARGO_BIN_EXE_rupt-migrate"));
    let stripped = folder.join("rupt-migrate");
    let ran = Command::new("strip").arg("-o").args([&stripped, &built]).status();
    if ran.is_ok_and(|status| status.success()) { stripped } else { built }
}

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Installs the packages of the folder `name` below `tests/`, where they are missing or older than
/// its lock file. The folder.
pub fn installed(name: &str) -> PathBuf {
    let _guard = ONE_AT_A_TIME.lock().expect("no test panics here");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    let changed = |path: &str| fs::metadata(folder.join(path)).and_then(|data| data.modified()).ok();
    let done = changed("node_modules/.package-lock.json");
    if done.is_none() || done < changed("package-lock.json") {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let run = Command::new(npm)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(&folder)
            .output()
            .expect("the test needs Node and npm");
        assert!(run.status.success(), "npm ci failed:\n{}", String::from_utf8_lossy(&run.stderr));
    }
    folder
}
