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
fn a_patch_of_files_of_another_repository_is_refused() {
    let files = [("src/a.js", MOVES)];
    let (here, other) = (Tree::committed(&files), Tree::committed(&files));
    let path = other.root();
    let path = path.to_str().expect("the path is UTF-8");
    let ran = here.run(&["-n", path]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(ran.err.contains("outside of the current folder"), "{}", ran.err);
    // A run that writes shows what it did, under names that fit nothing here.
    let ran = here.run(&[path]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains(&format!("--- a{path}/src/a.js\n")), "{}", ran.out);
    assert_eq!(here.read("src/a.js"), MOVES);
}

#[test]
fn a_patch_that_is_no_terminal_s_has_no_colours() {
    let tree = Tree::committed(&[("a.js", MOVES)]);
    let mut command = crate::tree::command(&tree.root());
    let output = command.args(["-n", "-q"]).env("CLICOLOR_FORCE", "1").output().expect("the command runs");
    apply(&tree, "", &String::from_utf8_lossy(&output.stdout));
    assert!(tree.read("a.js").contains("@ruptjs/client"));
}

#[test]
fn a_patch_with_lines_that_look_like_commands_applies() {
    let text = format!("/*\n::stop-commands::x\n   ::error::y\n*/\n{MOVES}/*\n::add-mask::z\n*/\n");
    let (applied, written) = (Tree::committed(&[("a.js", &text)]), Tree::committed(&[("a.js", &text)]));
    let patch = applied.run(&["-n"]).out;
    assert!(patch.lines().all(|line| !line.trim_start().starts_with("::")), "{patch}");
    apply(&applied, "", &patch);
    written.run(&[]);
    assert_eq!(applied.files(), written.files());
}
