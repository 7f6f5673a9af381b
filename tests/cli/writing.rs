use crate::tree::{MOVES, Ran, Tree, command};
use std::process::Stdio;

#[cfg(unix)]
#[test]
fn the_mode_of_a_file_stays() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::of(&[("a.js", &format!("#!/usr/bin/env node\n{MOVES}"))]);
    set_permissions(tree.at("a.js"), Permissions::from_mode(0o4750)).expect("the mode can be set");
    assert_eq!(tree.run(&[]).code, 0);
    assert!(tree.read("a.js").starts_with("#!/usr/bin/env node\n"));
    assert_eq!(metadata(tree.at("a.js")).expect("it is there").permissions().mode() & 0o7777, 0o4750);
}

#[test]
fn nothing_but_the_files_is_left_behind() {
    let tree = Tree::of(&[("src/a.js", MOVES), ("src/b.js", "x\n")]);
    tree.run(&[]);
    let names: Vec<String> = tree.files().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["src/a.js", "src/b.js"]);
}

#[test]
fn files_without_work_keep_their_time() {
    let tree = Tree::of(&[("a.js", MOVES), ("b.js", "import \"./rupt\";\n")]);
    let time = || std::fs::metadata(tree.at("b.js")).and_then(|meta| meta.modified()).expect("times are known");
    let before = time();
    tree.run(&[]);
    assert_eq!(time(), before);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_so_large_is_as_it_was() {
    let long = format!("{MOVES}{}", "// A long file.\n".repeat(100));
    let tree = Tree::of(&[("a.js", long.as_str()), ("b.js", MOVES)]);
    // In blocks of 512 bytes; some shells have larger ones.
    for (blocks, moves) in [(0, 0), (2, 1)] {
        let script = format!("ulimit -f {blocks}; exec \"$0\" --allow-no-vcs -q .");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_rupt-migrate")]).current_dir(tree.root());
        let ran = Ran::new(shell.stdin(Stdio::null()).output().expect("a shell runs"));
        assert!(ran.code == 2 && ran.said("a.js could not be written: "), "{blocks}: {} {}", ran.code, ran.err);
        let is_moved = |name: &str| tree.read(name).contains("@ruptjs/client");
        assert_eq!((is_moved("a.js"), usize::from(is_moved("b.js"))), (false, moves), "{blocks}");
        assert_eq!(tree.files().len(), 2, "no temporary file is left");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_file_half_written() {
    let names: Vec<String> = (0..400).map(|n| format!("f{n}.js")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), MOVES)).collect();
    let (whole, tree) = (Tree::of(&files[..1]), Tree::of(&files));
    whole.run(&[]);
    let after = whole.read("f0.js");
    let mut child = command(&tree.root())
        .arg("--allow-no-vcs")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    while !names.iter().any(|name| tree.read(name) != MOVES) {
        assert!(child.try_wait().expect("it can be asked").is_none_or(|status| status.success()));
    }
    let id = child.id().to_string();
    std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
    let ran = Ran::new(child.wait_with_output().expect("it ends"));
    assert!(matches!(ran.code, 0 | 130), "{}", ran.code);
    let texts = tree.files();
    if texts.iter().any(|(_, text)| *text == MOVES.as_bytes()) {
        assert!(ran.next() == "rupt-migrate .", "{}", ran.err);
    }
    assert_eq!(texts.len(), files.len(), "no temporary file is left");
    assert!(texts.iter().all(|(_, text)| *text == MOVES.as_bytes() || *text == after.as_bytes()));
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_left_is_removed_by_the_next_and_nothing_else() {
    let left = "src/.rupt-migrate-00000001-00000002-00000003.tmp";
    let mine = "src/.rupt-migrate-notes.tmp";
    let tree = Tree::of(&[("src/a.js", MOVES), (left, "half"), (mine, "mine")]);
    for mode in ["--check", "--dry-run"] {
        tree.run(&[mode]);
        assert!(tree.at(left).exists(), "{mode} writes nothing");
    }
    assert_eq!(tree.run(&[]).code, 0);
    assert!(!tree.at(left).exists() && tree.at(mine).exists());
}
