use crate::tree::{MANIFEST, MOVES, STAYS, Tree, git};
use std::io::Write;
use std::process::Stdio;

const FILES: &[(&str, &str)] = &[
    ("package.json", MANIFEST),
    ("src/plain.js", MOVES),
    ("src/sp ace/a file.ts", MOVES),
    ("src/größe/\u{1f600} \"q\".ts", MOVES),
    ("src/stays.js", STAYS),
];

fn tree() -> Tree {
    let tree = Tree::of(FILES);
    tree.write("src/crlf.js", MOVES.replace('\n', "\r\n"));
    tree.write("src/bom.js", format!("\u{feff}{MOVES}"));
    tree.write("src/no-newline.js", MOVES.trim_end());
    tree.write("src/lone-cr.js", MOVES.replace("\n\n", "\r\n/* a\rb */\n"));
    tree
}

/// Applies `patch` with git's defaults.
fn apply(tree: &Tree, folder: &str, patch: &str) {
    let mut child =
        git(&tree.at(folder)).arg("apply").stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("git runs");
    child.stdin.take().expect("it is piped").write_all(patch.as_bytes()).expect("git reads");
    let output = child.wait_with_output().expect("git ends");
    assert!(output.status.success(), "{}\n{patch}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_patch_gives_byte_for_byte_what_a_run_writes() {
    let (applied, written) = (tree(), tree());
    let before = applied.files();
    let ran = applied.run(&["--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(applied.files(), before, "a dry run writes nothing");
    assert_eq!(written.run(&[]).code, 0);
    assert_ne!(written.files(), before);
    apply(&applied, "", &ran.out);
    assert_eq!(applied.files(), written.files());
}

#[test]
fn in_a_repository_the_paths_begin_at_its_root() {
    let (applied, written) = (tree(), tree());
    for tree in [&applied, &written] {
        tree.git(&["init", "-q"]);
        tree.commit();
    }
    let ran = applied.run_in("src", &["-n", "."]);
    assert!(ran.out.contains("--- a/src/plain.js\n"), "{}", ran.out);
    apply(&applied, "src", &ran.out);
    written.run_in("src", &["."]);
    assert_eq!(applied.files(), written.files());
}

#[test]
fn without_a_repository_they_begin_here() {
    let tree = tree();
    let ran = tree.run_in("src", &["-n", "../src/plain.js"]);
    assert!(ran.out.contains("--- a/plain.js\n"), "{}", ran.out);
}

#[test]
fn the_patch_is_what_git_shows_for_the_same_change() {
    let tree = tree();
    tree.git(&["init", "-q"]);
    tree.commit();
    let patch = tree.run(&["-n"]).out;
    tree.run(&[]);
    let shown = tree.git(&["diff", "--no-renames"]);
    let heads = |text: &str| -> Vec<String> {
        let is_head = |line: &&str| ["diff ", "--- ", "+++ "].iter().any(|start| line.starts_with(start));
        let mut heads: Vec<String> = text.lines().filter(is_head).map(str::to_owned).collect();
        heads.sort();
        heads
    };
    assert_eq!(heads(&patch), heads(&shown));
}

#[test]
fn a_foreign_file_has_the_path_of_its_own_repository() {
    let (here, other) = (Tree::new(), Tree::committed(&[("src/a.js", MOVES)]));
    let path = other.at("src/a.js");
    let ran = here.run(&["-n", path.to_str().expect("the path is UTF-8")]);
    assert!(ran.out.contains("--- a/src/a.js\n"), "{}", ran.out);
    assert!(ran.err.contains("outside the current folder"), "{}", ran.err);
}
