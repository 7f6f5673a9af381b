//! What names v2 in any kind of text file: it is edited, reported, or prose, and never silent.

use crate::tree::Tree;

/// The kinds of text files: a path and its text a line, those that are reported before those that are
/// prose.
const KINDS: &str = include_str!("kinds.txt");

const MOVES: &str =
    "import Rupt from \"rupt\";\n\nvoid Rupt.attach({ client_id: \"cid\", account: \"a\", email: \"b@c.d\" });\n";

const MANIFEST: &str = "{ \"name\": \"app\", \"dependencies\": { \"rupt\": \"^2.24.1\" } }\n";

/// The path and the text of each kind under the heading.
fn kinds(heading: &str) -> Vec<(&'static str, String)> {
    let lines = KINDS.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.starts_with("# =="));
    let kind = |line: &'static str| {
        let (path, text) = line.split_once('\t').expect("a path, a tab, a text");
        (path, format!("{}\n", text.replace("\\n", "\n").replace("\\t", "\t")))
    };
    lines.map(kind).collect()
}

/// A tree with a package for each kind, whose own code moves.
fn planted(kinds: &[(&str, String)]) -> Tree {
    let tree = Tree::new();
    for (index, (path, text)) in kinds.iter().enumerate() {
        tree.write(&format!("k{index}/package.json"), MANIFEST);
        tree.write(&format!("k{index}/guard.mjs"), MOVES);
        tree.write(&format!("k{index}/{path}"), text);
    }
    tree
}

/// Whether a text names the package itself, and not only v2's script or its global.
fn names_package(text: &str) -> bool {
    text.replace("cdn.rupt.dev/js/rupt.js", "").contains("rupt")
        && !text.contains("unpkg.com")
        && !text.contains("jsdelivr")
}

#[test]
fn every_kind_of_text_that_names_v2_is_reported_and_keeps_the_dependency() {
    let kinds = kinds("# == reported");
    assert!(kinds.len() >= 300, "only {} kinds", kinds.len());
    let tree = planted(&kinds);
    let ran = tree.run(&["--output-format", "json"]);
    let mut wrong = Vec::new();
    for (index, (path, text)) in kinds.iter().enumerate() {
        if !ran.out.contains(&format!("\"k{index}/{path}\"")) {
            wrong.push(format!("silent: {path}: {text}"));
        }
        if names_package(text) && !tree.read(&format!("k{index}/package.json")).contains("\"rupt\"") {
            wrong.push(format!("dependency gone: {path}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}\n{}", wrong.len(), wrong.join(""), ran.err);
    assert_eq!(tree.run(&["--check"]).code, 1);
}

#[test]
fn prose_is_silent_and_keeps_nothing() {
    let kinds = kinds("# == prose");
    let tree = planted(&kinds);
    let ran = tree.run(&["--output-format", "json"]);
    let mut wrong = Vec::new();
    for (index, (path, text)) in kinds.iter().enumerate() {
        if ran.out.contains(&format!("\"k{index}/{path}\"")) {
            wrong.push(format!("reported: {path}: {text}"));
        }
        if tree.read(&format!("k{index}/package.json")).contains("\"rupt\"") {
            wrong.push(format!("dependency kept: {path}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}\n{}", wrong.len(), wrong.join(""), ran.err);
    assert_eq!(tree.run(&["--check"]).code, 0, "{}", tree.run(&["--check"]).err);
}
