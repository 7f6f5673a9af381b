//! What a report says of a run as a whole.

#[allow(dead_code)]
#[path = "cli/tree.rs"]
mod tree;

use serde_json::Value;
use tree::{BROKEN, MANIFEST, MOVES, Tree};

#[test]
fn json_says_what_was_run_on_and_how_the_run_ends() {
    let json = |tree: &Tree, arguments: &[&str], end: i32| -> Value {
        let ran = tree.run(&[&["--output-format", "json"], arguments].concat());
        let json: Value = serde_json::from_str(&ran.out).expect("the report is JSON");
        assert_eq!((ran.code, json["exit"].as_i64()), (end, Some(end.into())), "{arguments:?}: {}", ran.err);
        json
    };
    let tree = Tree::committed(&[("a.js", MOVES), ("package.json", MANIFEST)]);
    let folder = tree.root().display().to_string();
    assert_eq!(json(&tree, &["--check"], 1)["repository"], Value::from(folder));
    tree.git(&["remote", "add", "origin", "https://user:token@git.example.com/firm/shop.git"]);
    let head = tree.git(&["rev-parse", "HEAD"]);
    for (arguments, end) in [(&["--check", "."][..], 1), (&["--check", "--max-left", "9", "."], 0), (&["-n", "."], 0)] {
        let json = json(&tree, arguments, end);
        assert_eq!(json["repository"], "https://git.example.com/firm/shop");
        assert_eq!(json["commit"], head.trim());
    }
    tree.write("bad.js", BROKEN);
    assert_eq!(json(&tree, &["--check", "."], 2)["failures"][0]["path"], "bad.js");
    assert_eq!(json(&Tree::of(&[("a.js", MOVES)]), &["-n", "."], 0)["commit"], Value::Null);
}

#[test]
fn json_knows_of_a_report_that_could_not_be_written() {
    let tree = Tree::of(&[("a.js", "one();\n")]);
    let ran = tree::command(&tree.root())
        .args(["--check", "--output-format=json=r.json", "--output-format=github"])
        .env("GITHUB_STEP_SUMMARY", tree.at("no/such/folder"))
        .output()
        .expect("the command runs");
    assert_eq!(ran.status.code(), Some(2));
    let json: Value = serde_json::from_str(&tree.read("r.json")).expect("the report is JSON");
    assert_eq!(json["exit"], 2);
}
