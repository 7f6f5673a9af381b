use crate::tree::{MANIFEST, MOVES, Ran, Tree, command};

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
        "modified.js has uncommitted changes",
        "staged [1].js has staged changes",
        "untracked.js is not tracked",
        "ignored.js is not tracked",
    ] {
        assert!(ran.said(said), "{said} in {}", ran.err);
    }
    assert!(!ran.err.contains("clean.js"), "{}", ran.err);
    assert!(ran.err.contains("--allow-dirty") && ran.err.starts_with("Nothing written: "), "{}", ran.err);
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
        assert!(ran.said("a.js is hidden from git's status by a flag"), "{}", ran.err);
    }
}

#[test]
fn patterns_are_those_of_git() {
    let braces = b"# g\xe9n\xe9r\xe9\n*.{js,map}\n[{]x.js\ndist/\n";
    let tree = Tree::committed(&[("a.js", MOVES), ("dist/b.js", MOVES), ("{x.js", MOVES), ("c.{js,map}", MOVES)]);
    tree.write(".gitignore", braces);
    let ran = tree.run(&["-n"]);
    assert!(ran.counts().contains("The one use would move") && ran.out.contains("a/a.js"), "{}", ran.err);
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
fn without_a_repository_nothing_is_written_unless_that_is_asked_for() {
    for flag in ["--allow-no-vcs", "--allow-dirty"] {
        let tree = Tree::of(&[("a.js", MOVES)]);
        let ran = tree.run_bare_in("", &[]);
        assert_eq!((ran.code, ran.out.as_str(), tree.read("a.js").as_str()), (2, "", MOVES), "{}", ran.err);
        assert!(ran.said("a.js is in no git repository"), "{}", ran.err);
        assert!(ran.said("run again with --allow-no-vcs."), "{}", ran.err);
        assert_eq!(tree.run_bare_in("", &[flag]).code, 0);
        assert!(tree.read("a.js").contains("@ruptjs/client"));
    }
}

#[test]
fn to_write_outside_of_a_repository_is_not_to_write_over_uncommitted_work() {
    let tree = Tree::of(&[("plain/a.js", MOVES), ("repository/b.js", MOVES)]);
    tree.git_in("repository", &["init", "-q"]);
    let ran = tree.run_bare_in("", &["--allow-no-vcs"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.said("b.js is not tracked") && ran.err.contains("--allow-dirty"), "{}", ran.err);
    assert_eq!((tree.read("plain/a.js").as_str(), tree.read("repository/b.js").as_str()), (MOVES, MOVES));
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
    assert!(ran.said("git does not say which files"), "{}", ran.err);
    assert_eq!(tree.read("a.js"), MOVES);
}

/// Runs the command with these variables, which must refuse to write.
fn refused(tree: &Tree, variables: &[(&str, &str)], why: &str) {
    let before = tree.files();
    let output = command(&tree.root()).envs(variables.iter().copied()).output().expect("the command runs");
    let ran = Ran::new(output);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.said(why) && ran.said("run again with --allow-dirty."), "{}", ran.err);
    assert_eq!(tree.files(), before);
}

#[test]
fn without_git_nothing_is_written() {
    let tree = Tree::committed(&[("a.js", MOVES)]);
    refused(&tree, &[("PATH", "/nowhere")], "`git` is not installed");
}

#[test]
fn variables_do_not_send_git_to_another_repository() {
    let (tree, other) = (Tree::committed(&[("a.js", "x\n")]), Tree::committed(&[("a.js", MOVES)]));
    tree.write("a.js", MOVES);
    let (folder, files) = (other.at(".git"), other.root());
    let index = other.at(".git/index");
    let [folder, files, index] = [&folder, &files, &index].map(|path| path.to_str().expect("UTF-8"));
    refused(&tree, &[("GIT_DIR", folder), ("GIT_WORK_TREE", files)], "a.js has uncommitted changes");
    refused(&tree, &[("GIT_INDEX_FILE", index)], "a.js has uncommitted changes");
    let settings = [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "core.worktree"), ("GIT_CONFIG_VALUE_0", files)];
    refused(&tree, &settings, "a.js has uncommitted changes");
}

#[test]
fn a_repository_that_git_looks_for_elsewhere_is_refused() {
    let tree = Tree::committed(&[("sub/a.js", "x\n")]);
    tree.write("sub/a.js", MOVES);
    std::fs::create_dir(tree.at("sub/.git")).expect("a folder can be made");
    refused(&tree, &[], "git does not say which files");
    let (tree, other) = (Tree::committed(&[("a.js", "x\n")]), Tree::of(&[("a.js", MOVES)]));
    tree.write("a.js", MOVES);
    tree.git(&["config", "core.worktree", other.root().to_str().expect("UTF-8")]);
    refused(&tree, &[], "git does not say which files");
}

#[cfg(unix)]
#[test]
fn no_program_that_a_repository_names_is_run() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let outside = Tree::new();
    let mark = outside.at("RAN").display().to_string();
    let program = format!("touch '{mark}'; cat; false");
    let tree = Tree::committed(&[("a.js", MOVES), ("gone/b.js", MOVES), ("package.json", MANIFEST)]);
    tree.git(&["remote", "add", "origin", "https://github.com/o/r"]);
    for name in ["post-index-change", "fsmonitor-watchman", "query-watchman"] {
        tree.write(&format!(".git/hooks/{name}"), format!("#!/bin/sh\n{program}\n"));
        set_permissions(tree.at(&format!(".git/hooks/{name}")), Permissions::from_mode(0o755)).expect("made to run");
    }
    for (key, value) in [
        ("core.fsmonitor", program.as_str()),
        ("filter.x.clean", &program),
        ("filter.x.process", &program),
        ("filter.x.required", "true"),
        ("diff.x.textconv", &program),
        ("diff.x.command", &program),
        ("diff.external", &program),
        ("core.pager", &program),
        ("core.sshCommand", &program),
    ] {
        tree.git(&["config", key, value]);
    }
    tree.write(".git/info/attributes", "* filter=x diff=x\n");
    tree.write(".gitignore", "gone\n");
    // Its time no longer says that it is the same.
    tree.write("a.js", MOVES);
    let mark = std::path::Path::new(&mark);
    for format in ["text", "json", "sarif", "github", "gitlab", "rdjson", "markdown", "concise"] {
        tree.run(&["--check", "--output-format", format]);
        assert!(!mark.exists(), "--check --output-format {format}");
    }
    let ran = tree.run_bare_in("", &["a.js"]);
    assert!(!mark.exists(), "a run that writes");
    assert_eq!(ran.code, 0, "{}", ran.err);
    tree.write("a.js", format!("{MOVES}// mine\n"));
    let ran = tree.run_bare_in("", &["a.js"]);
    assert!(ran.said("a.js has uncommitted changes") && !mark.exists(), "{}", ran.err);
}

#[test]
fn line_ends_that_git_converts_are_no_change() {
    let tree = Tree::committed(&[("a.js", MOVES), (".gitattributes", "*.js text eol=crlf\n")]);
    std::fs::remove_file(tree.at("a.js")).expect("it is there");
    tree.git(&["checkout", "a.js"]);
    assert!(tree.read("a.js").contains("\r\n"));
    assert_eq!(tree.run_bare_in("", &[]).code, 0);
    tree.git(&["checkout", "a.js"]);
    tree.write("a.js", format!("{}// mine\r\n", tree.read("a.js")));
    assert_eq!(tree.run_bare_in("", &[]).code, 2);
}

#[test]
fn a_name_is_never_a_pattern_or_an_option() {
    for name in ["-P.js", "a*.js", ":(top)b.js", "\"q\".js", "sp ace.js", "\u{e9}.js"] {
        let tree = Tree::committed(&[(name, "x\n"), ("aa.js", "x\n")]);
        tree.write(name, MOVES);
        let ran = tree.run_bare_in("", &[]);
        assert!(ran.code == 2 && ran.err.contains("has uncommitted changes"), "{name}: {}", ran.err);
        tree.commit();
        let ran = tree.run_bare_in("", &[]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    }
}

#[test]
fn a_repository_without_a_commit_has_nothing_to_go_back_to() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    tree.git(&["init", "-q"]);
    tree.git(&["add", "a.js"]);
    refused(&tree, &[], "a.js has staged changes");
}
