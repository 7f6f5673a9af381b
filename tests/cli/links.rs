#![cfg(unix)]

use crate::tree::{MANIFEST, MOVES, STAYS, Tree};
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn a_link_loop_is_told_and_the_rest_is_done() {
    let tree = Tree::of(&[("src/a.js", MOVES)]);
    symlink("..", tree.at("src/loop")).expect("a link can be made");
    symlink("knot", tree.at("src/knot")).expect("a link can be made");
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.said("src/loop a link back to a folder"), "{}", ran.err);
    assert!(ran.err.contains("src/knot  too many"), "{}", ran.err);
    assert!(tree.read("src/a.js").contains("@ruptjs/client"));
}

#[test]
fn a_link_out_of_the_tree_is_told_and_not_followed() {
    let tree = Tree::of(&[("src/a.js", MOVES), ("out/b.js", MOVES), ("out/c.js", "x")]);
    symlink("../out", tree.at("src/out")).expect("a link can be made");
    symlink("../out/b.js", tree.at("src/b.js")).expect("a link can be made");
    symlink("../out/c.js", tree.at("src/c.js")).expect("a link can be made");
    let ran = tree.run(&["src"]);
    assert_eq!(ran.code, 2);
    assert!(ran.said("src/out a link to a folder outside the given paths"), "{}", ran.err);
    assert!(ran.said("src/b.js a link to a file outside the given paths"), "{}", ran.err);
    assert!(!ran.err.contains("src/c.js"), "it does not name Rupt: {}", ran.err);
    assert_eq!(tree.read("out/b.js"), MOVES);
    assert!(tree.read("src/a.js").contains("@ruptjs/client"));
}

#[test]
fn a_link_that_is_excluded_is_no_trouble() {
    let tree = Tree::of(&[("src/a.js", MOVES), ("out/b.js", "x")]);
    symlink("../out", tree.at("src/out")).expect("a link can be made");
    let ran = tree.run(&["src", "--exclude", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_link_within_the_tree_is_no_trouble_and_its_target_moves_once() {
    let tree = Tree::of(&[("lib/a.js", MOVES)]);
    symlink("../lib/a.js", tree.at("lib/b.js")).expect("a link can be made");
    symlink("lib", tree.at("same")).expect("a link can be made");
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.counts() == "Rupt v2 → v3: the one use moved.", "{}", ran.err);
}

#[test]
fn a_link_to_nowhere_is_nothing() {
    let tree = Tree::new();
    symlink("user@host.1234", tree.at(".#a.js")).expect("a link can be made");
    let ran = tree.run(&[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "No files to read in this folder. Is the path right?\n"));
}

#[test]
fn a_link_that_is_named_stays_a_link_and_its_target_is_written() {
    let tree = Tree::of(&[("lib/a.js", MOVES)]);
    symlink("lib/a.js", tree.at("b.js")).expect("a link can be made");
    let ran = tree.run(&["b.js"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::symlink_metadata(tree.at("b.js")).expect("the link is there").is_symlink());
    assert!(tree.read("lib/a.js").contains("@ruptjs/client"));
}

#[test]
fn a_pipe_with_the_name_of_a_script_is_told_and_not_opened() {
    let tree = Tree::new();
    let made = std::process::Command::new("mkfifo").arg(tree.at("a.js")).status().expect("mkfifo runs");
    assert!(made.success());
    let ran = tree.run(&[]);
    assert!(ran.code == 2 && ran.said("a.js neither a file nor a folder"), "{}", ran.err);
}

#[test]
fn what_is_not_looked_into_may_use_v2_and_keeps_it_in_the_manifest() {
    let both = MANIFEST.replace("\"rupt\"", "\"@ruptjs/client\": \"^3.0.0\",\n    \"rupt\"");
    let files = [("app/package.json", MANIFEST), ("app/src/a.js", MOVES), ("out/b.js", STAYS)];
    let tree = Tree::of(&files);
    symlink("../../out/b.js", tree.at("app/src/b.js")).expect("a link can be made");
    let ran = tree.run(&["app"]);
    assert_eq!((ran.code, tree.read("app/package.json")), (2, both.clone()), "{}", ran.err);

    let tree = Tree::of(&files);
    symlink("../out/b.js", tree.at("app/b.js")).expect("a link can be made");
    let ran = tree.run(&["app/src", "app/package.json"]);
    assert_eq!((ran.code, tree.read("app/package.json")), (2, both), "{}", ran.err);
    assert!(ran.said("app/b.js could not be read, and may use Rupt"), "{}", ran.err);
}
