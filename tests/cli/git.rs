use crate::tree::{MANIFEST, MOVES, Tree};

#[test]
fn clean_files_are_written_whatever_else_is_dirty() {
    let tree = Tree::committed(&[("src/a.js", MOVES), ("other.js", "x\n")]);
    tree.write("other.js", "y\n");
    tree.write("new.js", "z\n");
    assert_eq!(tree.run(&[]).code, 0);
    assert!(tree.read("src/a.js").contains("@ruptjs/client"));
}

#[test]
fn dirty_files_stop_the_whole_run_before_the_first_write() {
    let tree = Tree::committed(&[
        ("clean.js", MOVES),
        ("modified.js", "x\n"),
        ("staged [1].js", "x\n"),
        ("package.json", MANIFEST),
        (".gitignore", "ignored.js\n"),
    ]);
    tree.write("modified.js", MOVES);
    tree.write("staged [1].js", MOVES);
    tree.git(&["add", "staged [1].js"]);
    tree.write("untracked.js", MOVES);
    tree.write("ignored.js", MOVES);
    let before = tree.files();
    let ran = tree.run(&[".", "ignored.js"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    for said in [
        "modified.js: has uncommitted changes",
        "staged [1].js: has staged changes",
        "untracked.js: is not tracked",
        "ignored.js: is not tracked",
    ] {
        assert!(ran.err.contains(said), "{said} in {}", ran.err);
    }
    assert!(!ran.err.contains("clean.js: "), "{}", ran.err);
    assert!(ran.err.contains("--allow-dirty") && ran.err.contains("Nothing was written"), "{}", ran.err);
    assert_eq!(tree.files(), before);

    assert_eq!(tree.run(&["--allow-dirty"]).code, 0);
    assert!(tree.read("untracked.js").contains("@ruptjs/client"));
    assert!(!tree.read("ignored.js").contains("@ruptjs/client"));
}

#[test]
fn a_file_that_git_is_told_not_to_look_at_is_dirty() {
    for flag in ["--skip-worktree", "--assume-unchanged"] {
        let tree = Tree::committed(&[("a.js", MOVES)]);
        tree.git(&["update-index", flag, "a.js"]);
        let ran = tree.run(&[]);
        assert_eq!((ran.code, tree.read("a.js").as_str()), (2, MOVES), "{}", ran.err);
        assert!(ran.err.contains("a.js: is hidden from git's status by a flag"), "{}", ran.err);
    }
}

#[test]
fn patterns_are_those_of_git() {
    let braces = b"# g\xe9n\xe9r\xe9\n*.{js,map}\n[{]x.js\ndist/\n";
    let tree = Tree::committed(&[("a.js", MOVES), ("dist/b.js", MOVES), ("{x.js", MOVES), ("c.{js,map}", MOVES)]);
    tree.write(".gitignore", braces);
    let ran = tree.run(&["-n"]);
    assert!(ran.last().contains("in 1 file:") && ran.out.contains("a/a.js"), "{}", ran.err);
}

#[test]
fn the_ignore_file_of_the_machine_is_that_of_each_repository() {
    let tree = Tree::committed(&[("dist/a.js", MOVES), ("sub/dist/b.js", MOVES)]);
    let home = Tree::of(&[("git/ignore", "/dist\n")]);
    for (folder, path) in [("", "."), ("sub", ".."), ("sub", ".")] {
        let mut command = crate::tree::command(&tree.at(folder));
        command.args(["-n", path]).env("XDG_CONFIG_HOME", home.root()).env("HOME", home.root());
        let output = command.output().expect("the command runs");
        let patch = String::from_utf8_lossy(&output.stdout);
        assert!(patch.contains("sub/dist/b.js") && !patch.contains("b/dist/a.js"), "{folder} {path}: {patch}");
    }
}

#[test]
fn a_dry_run_and_a_check_look_at_dirty_files_too() {
    let tree = Tree::committed(&[("a.js", "x\n")]);
    tree.write("a.js", MOVES);
    assert_eq!(tree.run(&["-n"]).code, 0);
    assert_eq!(tree.run(&["--check"]).code, 1);
}

#[test]
fn without_a_repository_it_goes_on_and_says_so() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("Not in a git repository"), "{}", ran.err);
}

#[test]
fn a_repository_in_the_repository_is_asked_itself() {
    let tree = Tree::committed(&[("a.js", MOVES)]);
    tree.write("inner/b.js", MOVES);
    tree.git_in("inner", &["init", "-q"]);
    tree.git_in("inner", &["add", "-A"]);
    tree.git_in("inner", &["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x"]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(tree.read("inner/b.js").contains("@ruptjs/client"));
}

#[test]
fn git_that_gives_no_answer_stops_the_run() {
    let tree = Tree::of(&[("a.js", MOVES), (".git", "gitdir: nowhere\n")]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("git: did not say which files"), "{}", ran.err);
    assert_eq!(tree.read("a.js"), MOVES);
}
