//! The packages for npm. They are made, checked, published, installed and run by the tests in `tests/npm/`, in Node;
//! here the program is built that they bring.

#[path = "common/npm.rs"]
mod npm;

use std::process::Command;

#[test]
fn package_managers_install_and_run_it() {
    let folder = tempfile::Builder::new().prefix("npm").tempdir().expect("a folder");
    let ran = Command::new("node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=2"])
        .args(["install.test.mjs", "shim.test.mjs", "check.test.mjs", "publish.test.mjs"])
        .env("BINARY", npm::program(folder.path()))
        .current_dir(npm::installed("npm"))
        .output()
        .expect("the test needs Node");
    let said = [ran.stdout, ran.stderr].concat();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&said));
    println!("{}", String::from_utf8_lossy(&said));
}
