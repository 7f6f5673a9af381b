//! The packages for npm. They are made, checked and run by the tests in `tests/npm/`, in Node; here the program is
//! built that they bring.

#[allow(dead_code)]
#[path = "common/npm.rs"]
mod npm;

use std::process::Command;

#[test]
fn the_packages_are_as_they_should_be() {
    let folder = tempfile::Builder::new().prefix("npm").tempdir().expect("a folder");
    let ran = Command::new("node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=2"])
        .args(["shim.test.mjs", "check.test.mjs", "publish.test.mjs"])
        .env("BINARY", npm::program(folder.path()))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/npm"))
        .output()
        .expect("the test needs Node");
    let said = [ran.stdout, ran.stderr].concat();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&said));
    println!("{}", String::from_utf8_lossy(&said));
}
