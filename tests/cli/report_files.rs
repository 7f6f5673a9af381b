//! Where reports go, and what they never overwrite.

use crate::tree::{MANIFEST, MOVES, Tree, git};
use std::fs;

/// The arguments for each report and worksheet in `file`.
fn reports(file: &str) -> Vec<Vec<String>> {
    let formats = ["text", "json", "sarif", "github", "gitlab", "rdjson", "markdown", "concise"];
    let mut all: Vec<Vec<String>> =
        formats.iter().map(|format| vec!["--output-format".to_owned(), format!("{format}={file}")]).collect();
    if file.ends_with(".md") || file.ends_with(".json") {
        all.push(vec!["--worksheet".to_owned(), file.to_owned()]);
    }
    all
}

fn check(tree: &Tree, report: &[String], more: &[&str]) -> crate::tree::Ran {
    let report = report.iter().map(String::as_str);
    tree.run(&[&["--check", "-q"], &report.collect::<Vec<_>>()[..], more].concat())
}

#[cfg(unix)]
#[test]
fn no_report_follows_a_link_of_the_tree() {
    use std::os::unix::fs::symlink;
    let home = Tree::of(&[("profile", "mine\n"), ("folder/report.md", "mine\n")]);
    let tree = Tree::of(&[("a.js", MOVES)]);
    symlink(home.at("profile"), tree.at("report.md")).expect("a link can be made");
    symlink(home.at("new"), tree.at("new.md")).expect("a link can be made");
    symlink(home.at("folder"), tree.at("out")).expect("a link can be made");
    tree.git(&["init", "-q"]);
    tree.commit();
    let before = home.files();
    for file in ["report.md", "new.md", "out/report.md", "out/other.md"] {
        for report in reports(file) {
            for force in [&[][..], &["--force-report", file]] {
                let ran = check(&tree, &report, force);
                assert!(ran.code == 2 && ran.said("a link, not followed"), "{report:?}: {}", ran.err);
            }
        }
    }
    assert_eq!(home.files(), before);
}

#[cfg(unix)]
#[test]
fn no_report_goes_into_a_pipe_or_a_device() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    assert!(std::process::Command::new("mkfifo").arg(tree.at("pipe.md")).status().expect("mkfifo runs").success());
    for file in ["pipe.md", "/dev/null"] {
        let ran = check(&tree, &reports(file)[0], &["--force-report", file]);
        assert!(ran.code == 2 && ran.said("is no regular file"), "{}", ran.err);
    }
}

#[test]
fn no_report_overwrites_what_is_none() {
    let files = [("a.js", MOVES), ("package.json", MANIFEST), ("README.md", "# Mine\n"), ("src/b.js", MOVES)];
    for tree in [Tree::of(&files), Tree::committed(&files)] {
        let before = tree.files();
        for report in ["a.js", "package.json", "README.md", "src/../README.md"].iter().flat_map(|file| reports(file)) {
            let ran = check(&tree, &report, &[]);
            assert!(ran.code == 2 && ran.said("`--force-report FILE`"), "{report:?}: {}", ran.err);
            assert_eq!(tree.files(), before, "{report:?}");
        }
    }
}

#[test]
fn an_earlier_report_is_overwritten_unless_git_has_it() {
    for (index, report) in reports("report.json").into_iter().chain(reports("report.md")).enumerate() {
        let file = if index < 9 { "report.json" } else { "report.md" };
        let tree = Tree::committed(&[("a.js", MOVES)]);
        tree.write(file, "");
        assert_eq!(check(&tree, &report, &[]).code, 1, "{report:?} over an empty file");
        let first = tree.read(file);
        assert!(!first.is_empty());
        tree.write(file, format!("{first}\n\n"));
        assert_eq!(check(&tree, &report, &[]).code, 1, "{report:?} over an earlier one");
        assert!(!tree.read(file).ends_with("\n\n"), "{report:?}");
        tree.commit();
        let ran = check(&tree, &report, &[]);
        assert!(ran.code == 2 && ran.said("is tracked by git"), "{report:?}: {}", ran.err);
        assert_eq!(check(&tree, &report, &["--force-report", file]).code, 1);
    }
}

#[test]
fn a_report_may_be_told_to_overwrite_one_file_only() {
    let tree = Tree::committed(&[("a.js", MOVES), ("one.md", "1\n"), ("two.md", "2\n")]);
    let both = ["--output-format", "markdown=one.md", "--worksheet", "two.md"];
    let ran = tree.run(&[&["--check", "--force-report", "one.md"][..], &both].concat());
    assert_eq!((ran.code, tree.read("one.md").as_str()), (2, "1\n"), "{}", ran.err);
    let ran = tree.run(&[&["--check", "--force-report", "one.md", "--force-report", "./two.md"][..], &both].concat());
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(tree.read("one.md").starts_with("<!-- rupt-migrate -->") && tree.read("two.md").starts_with("# Worksheet"));
}

#[test]
fn two_reports_do_not_go_to_one_file() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    for other in ["r.md", "./r.md"] {
        let ran = tree.run(&["--output-format", "markdown=r.md", "--worksheet", other]);
        assert!(ran.code == 2 && ran.err.contains("two reports cannot go to"), "{}", ran.err);
        assert_eq!(tree.read("a.js"), MOVES);
    }
}

#[cfg(unix)]
#[test]
fn a_report_is_whole_or_as_it_was() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let tree = Tree::of(&[("a.js", MOVES)]);
    let args = ["--check", "--output-format", "json=r.json"];
    tree.run(&args);
    fs::set_permissions(tree.at("r.json"), fs::Permissions::from_mode(0o640)).expect("the mode can be set");
    let before = fs::metadata(tree.at("r.json")).expect("it is there");
    tree.run(&args);
    let after = fs::metadata(tree.at("r.json")).expect("it is there");
    assert_ne!(before.ino(), after.ino(), "another file took the name");
    assert_eq!(after.mode() & 0o777, 0o640);
    assert_eq!(tree.files().len(), 2);
}

#[test]
fn git_that_cannot_tell_protects_what_is_there() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    let args = ["--check", "--output-format", "json=r.json"];
    tree.run(&args);
    tree.write(".git", "gitdir: nowhere\n");
    assert!(!git(&tree.root()).arg("status").output().expect("git runs").status.success());
    let ran = tree.run(&args);
    assert!(ran.code == 2 && ran.said("is tracked by git"), "{}", ran.err);
}

#[test]
fn what_an_earlier_report_quotes_is_no_use_of_v2() {
    let tree = Tree::committed(&[("a.js", MOVES), ("package.json", MANIFEST)]);
    for report in reports("report.json").into_iter().chain(reports("report.md")) {
        tree.git(&["checkout", "-q", "."]);
        assert_eq!(check(&tree, &report, &[]).code, 1, "{report:?}");
        let ran = tree.run(&[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!tree.read("package.json").contains("\"rupt\""), "{report:?}: {}", ran.err);
        assert_eq!(tree.run(&["--check"]).code, 0, "{report:?}");
    }
}
