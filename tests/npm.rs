//! The packages for npm. They are made, checked and run by the tests in `tests/npm/`, in Node; here the program is
//! built that they bring.

use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// The program without what only a debugger reads; as it is where there is no `strip`.
fn program(folder: &TempDir) -> PathBuf {
    let built = PathBuf::from(env!("CARGO_BIN_EXE_rupt-migrate"));
    let stripped = folder.path().join("rupt-migrate");
    let ran = Command::new("strip").arg("-o").args([&stripped, &built]).status();
    if ran.is_ok_and(|status| status.success()) { stripped } else { built }
}

#[test]
fn the_packages_are_as_they_should_be() {
    let folder = tempfile::Builder::new().prefix("npm").tempdir().expect("a folder");
    let ran = Command::new("node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=2"])
        .args(["shim.test.mjs", "check.test.mjs"])
        .env("BINARY", program(&folder))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/npm"))
        .output()
        .expect("the test needs Node");
    let said = [ran.stdout, ran.stderr].concat();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&said));
    println!("{}", String::from_utf8_lossy(&said));
}
