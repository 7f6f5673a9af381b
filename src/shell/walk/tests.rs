use super::root::{MOST, NEVER, YARN, opened};
use super::*;
use ignore::WalkBuilder;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Mutex;
use tempfile::TempDir;

const NAMES: [&str; 7] = ["a", "b", "c.js", "d.ts", ".e", "build", "node_modules"];
const PATTERNS: [&str; 18] = [
    "a", "/a", "a/", "*.js", "!c.js", "b/c.js", "**/d.ts", "b/**", "!b/", "!a", "# a", "", "/build", "c.*", "a/b", "*",
    "!*/", "[",
];
const IGNORE_FILES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];

/// A file: the folders that it lies in, and its name, or the patterns of an ignore file.
#[derive(Debug, Clone)]
enum Planted {
    File(Vec<&'static str>),
    Ignore(Vec<&'static str>, &'static str, Vec<&'static str>),
}

fn planted() -> impl Strategy<Value = Planted> {
    let names = |most| prop::collection::vec(prop::sample::select(&NAMES[..]), 0..most);
    let patterns = prop::collection::vec(prop::sample::select(&PATTERNS[..]), 1..4);
    prop_oneof![
        4 => names(5).prop_map(Planted::File),
        1 => (names(3), prop::sample::select(&IGNORE_FILES[..]), patterns)
            .prop_map(|(folder, file, lines)| Planted::Ignore(folder, file, lines)),
    ]
}

fn plant(root: &Path, all: &[Planted]) {
    let write = |path: PathBuf, text: &str| {
        // What lies in a file, or is a folder, cannot be made; the next one can.
        let _ = fs::create_dir_all(path.parent().expect("a folder"));
        let _ = fs::write(path, text);
    };
    for one in all {
        match one {
            Planted::File(names) => write(root.join(names.iter().collect::<PathBuf>()).join("x.js"), ""),
            Planted::Ignore(folder, file, lines) => {
                write(root.join(folder.iter().collect::<PathBuf>()).join(file), &lines.join("\n"));
            }
        }
    }
}

fn walked(roots: &[PathBuf], ignore_files: IgnoreFiles, threads: usize) -> BTreeSet<PathBuf> {
    let found = Mutex::new(BTreeSet::new());
    let walk = Walk { roots, ignore_files, threads };
    walk.run(&|entry| {
        let entry = entry.expect("all can be read");
        if entry.is_hidden() {
            return;
        }
        let path = entry.path();
        assert!(found.lock().expect("no panic").insert(path.clone()), "{} is visited twice", path.display());
    })
    .expect("there are threads");
    found.into_inner().expect("no panic")
}

/// What the walk of the crate finds whose patterns are used here.
fn expected(root: &Path, honoured: bool, in_git: bool) -> BTreeSet<PathBuf> {
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(honoured).hidden(false).require_git(in_git);
    builder.filter_entry(|entry| {
        entry.depth() == 0 || !NEVER.iter().chain(&YARN[..1]).any(|never| entry.file_name() == *never)
    });
    let entries = builder.build().map(|entry| entry.expect("all can be read"));
    entries
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .map(|entry| entry.into_path())
        .collect()
}

fn tree(all: &[Planted], in_git: bool) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    plant(folder.path(), all);
    if in_git {
        fs::create_dir_all(folder.path().join(".git")).expect("the folder can be written");
    }
    folder
}

fn has_repository(all: &[Planted]) -> bool {
    all.iter().any(|one| matches!(one, Planted::Ignore(_, file, _) if file.starts_with(".git/")))
}

proptest! {
    #[test]
    fn it_finds_what_the_peer_finds(
        all in prop::collection::vec(planted(), 1..24),
        honoured: bool,
        roots in prop::collection::vec(prop::sample::select(&[".", "a", "b", "a/..", "./a/b", "build", "a/x.js"][..]), 1..2),
        in_git: bool,
    ) {
        // Without a repository around it, the peer does not end git's files at one inside.
        let in_git = in_git || has_repository(&all);
        let folder = tree(&all, in_git);
        let ignore_files = if honoured { IgnoreFiles::Honoured } else { IgnoreFiles::Disregarded };
        for root in roots.iter().map(|root| folder.path().join(root)).filter(|root| root.exists()) {
            let found = walked(std::slice::from_ref(&root), ignore_files, 3);
            prop_assert_eq!(found, expected(&root, honoured, in_git), "{}", root.display());
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_given_and_is_no_file_is_something_else() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("a.js");
    let _socket = std::os::unix::net::UnixListener::bind(&path).expect("the folder can be written");
    let roots = [path];
    let walk = Walk { roots: &roots, ignore_files: IgnoreFiles::Honoured, threads: 1 };
    let seen = Mutex::new(Vec::new());
    walk.run(&|entry| seen.lock().expect("no panic").push(entry.expect("it is there").kind))
        .expect("there are threads");
    assert_eq!(seen.into_inner().expect("no panic"), [EntryKind::Other]);
}

#[test]
fn git_files_hold_up_to_their_repository() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let at = |path: &str| folder.path().join(path);
    for path in ["app/.git", "app/src/deep/folder", "app/copy/.jj"] {
        fs::create_dir_all(at(path)).expect("the folder can be written");
    }
    for (path, text) in [
        (".gitignore", "*"),
        (".ignore", "skipped.js"),
        ("app/.gitignore", "left.js"),
        ("app/src/x.js", ""),
        ("app/src/left.js", ""),
        ("app/src/skipped.js", ""),
        ("app/src/deep/folder/left.js", ""),
        ("app/copy/left.js", ""),
    ] {
        fs::write(at(path), text).expect("the folder can be written");
    }
    assert!(walked(&[at("app/src/deep/folder")], IgnoreFiles::Honoured, 1).is_empty());
    let js: Vec<_> =
        walked(&[at("app")], IgnoreFiles::Honoured, 2).into_iter().filter(|path| path.extension().is_some()).collect();
    assert_eq!(js, [at("app/copy/left.js"), at("app/src/x.js")]);
}

#[test]
fn copies_of_a_work_tree_and_submodules_have_their_own_exclude() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let at = |path: &str| folder.path().join(path);
    for path in ["main/.git/info", "main/.git/worktrees/copy", "main/.git/modules/sub/info", "copy", "main/sub"] {
        fs::create_dir_all(at(path)).expect("the folder can be written");
    }
    for (path, text) in [
        ("main/.git/info/exclude", "a.js"),
        ("main/.git/worktrees/copy/commondir", "../..\n"),
        ("main/.git/modules/sub/info/exclude", "b.js"),
        ("copy/.git", &format!("gitdir: {}\n", at("main/.git/worktrees/copy").display())),
        ("main/sub/.git", "gitdir: ../.git/modules/sub\n"),
    ] {
        fs::write(at(path), text).expect("the folder can be written");
    }
    for path in ["copy/a.js", "copy/b.js", "main/sub/a.js", "main/sub/b.js"] {
        fs::write(at(path), "").expect("the folder can be written");
    }
    assert_eq!(walked(&[at("copy")], IgnoreFiles::Honoured, 1), BTreeSet::from([at("copy/b.js")]));
    assert_eq!(walked(&[at("main")], IgnoreFiles::Honoured, 1), BTreeSet::from([at("main/sub/a.js")]));
}

#[test]
fn a_folder_of_many_files_is_visited_whole_and_each_can_be_opened() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for index in 0..600 + 1 {
        fs::write(folder.path().join(format!("{index}.js")), index.to_string()).expect("the folder can be written");
    }
    let texts = Mutex::new(BTreeSet::new());
    let roots = [folder.path().to_owned()];
    let walk = Walk { roots: &roots, ignore_files: IgnoreFiles::Honoured, threads: 4 };
    walk.run(&|entry| {
        let entry = entry.expect("all can be read");
        let text = io::read_to_string(entry.open().expect("it can be opened")).expect("it can be read");
        assert_eq!(entry.name().to_str(), Some(format!("{text}.js").as_str()));
        assert_eq!(fs::read_to_string(entry.path()).expect("it can be read"), text);
        assert_eq!(fs::read_to_string(entry.canonical()).expect("it can be read"), text);
        texts.lock().expect("no panic").insert(text);
    })
    .expect("there are threads");
    assert_eq!(texts.into_inner().expect("no panic").len(), 600 + 1);
}

#[cfg(unix)]
#[test]
fn no_link_on_the_way_to_a_file_is_followed() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let at = |path: &str| folder.path().canonicalize().expect("it is there").join(path);
    fs::create_dir_all(at("a/b")).expect("the folder can be written");
    fs::write(at("a/b/x.js"), "x").expect("the folder can be written");
    assert!(opened(&at("a/b/x.js")).is_ok());
    for (link, target, path) in [("c", "a", "c/b/x.js"), ("a/d", "b", "a/d/x.js"), ("a/b/y.js", "x.js", "a/b/y.js")] {
        std::os::unix::fs::symlink(target, at(link)).expect("a link can be made");
        assert!(opened(&at(path)).is_err() && regular::within(&at(path), 9).is_err(), "{path}");
    }
}

#[test]
fn what_holds_in_a_folder_is_the_same_when_it_was_forgotten() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join(".ignore"), "left").expect("the folder can be written");
    let names = |index: usize| ["left", "kept"].map(|name| folder.path().join(index.to_string()).join(name));
    for path in (0..MOST + 9).flat_map(names) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be written");
        fs::write(path, "").expect("the folder can be written");
    }
    let found = walked(&[folder.path().to_owned()], IgnoreFiles::Honoured, 2);
    assert_eq!(found.len(), MOST + 9 + 1, "each `kept`, and `.ignore`");
}
