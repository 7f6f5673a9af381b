use crate::tree::{MANIFEST, MOVES, Ran, Tree, command};

#[test]
fn ignore_files_hold_with_and_without_a_repository() {
    let files =
        [(".gitignore", "dist/\n"), ("dist/a.js", MOVES), ("src/.gitignore", "gen.js\n"), ("src/gen.js", MOVES)];
    for tree in [Tree::of(&files), Tree::committed(&files)] {
        let ran = tree.run(&["-n"]);
        assert!(ran.found_nothing(), "{}", ran.err);
        let ran = tree.run(&["-n", "--no-ignore"]);
        assert!(ran.out.contains("b/dist/a.js") && ran.out.contains("b/src/gen.js"), "{}", ran.out);
    }
}

#[test]
fn git_has_an_ignore_file_for_the_whole_machine() {
    let tree = Tree::of(&[
        ("home/.gitconfig", "[core]\n\texcludesFile = ~/mine\n"),
        ("home/mine", "*.gen.js\nkept.js\n"),
        ("app/.gitignore", "!kept.js\n"),
        ("app/a.gen.js", MOVES),
        ("app/kept.js", MOVES),
    ]);
    let mut command = command(&tree.at("app"));
    let ran = Ran::new(command.env("HOME", tree.at("home")).arg("-n").output().expect("the command runs"));
    assert!(ran.out.contains("b/app/kept.js") || ran.out.contains("b/kept.js"), "{}", ran.out);
    assert!(!ran.out.contains("a.gen.js"), "{}", ran.out);
}

#[test]
fn a_path_that_is_given_must_be_there() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    for args in [&["-n", "a.js", "gone"][..], &["-n", "a.js", "gone", "--exclude", "gone"]] {
        let ran = tree.run(args);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.said("gone no such file or directory"), "{}", ran.err);
    }
}

#[test]
fn a_file_that_is_named_is_always_taken() {
    let tree = Tree::of(&[(".gitignore", "dist/\n"), ("dist/a.js", MOVES), ("node_modules/x/b.js", MOVES)]);
    let ran = tree.run(&["dist/a.js", "node_modules/x/b.js"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(tree.read("dist/a.js").contains("@ruptjs/client"));
    assert!(tree.read("node_modules/x/b.js").contains("@ruptjs/client"));
}

#[test]
fn node_modules_is_never_entered() {
    let tree = Tree::of(&[
        ("node_modules/rupt/a.js", MOVES),
        ("packages/a/node_modules/b.js", MOVES),
        (".git/hook.js", MOVES),
    ]);
    let ran = tree.run(&["--no-ignore", "-n"]);
    assert!(ran.err.starts_with("No files to read"), "{}", ran.err);
}

#[test]
fn the_patches_of_yarn_are_all_that_is_looked_into_of_it() {
    let patch = "+import \"rupt\";\n";
    let tree = Tree::of(&[
        (".gitignore", ".yarn/*\n!.yarn/patches\n"),
        (".yarn/patches/rupt-npm-2.0.0.patch", patch),
        (".yarn/cache/a.js", MOVES),
        (".yarn/b.js", MOVES),
        ("app/.yarn", MOVES),
    ]);
    for args in [&["--check"][..], &["--check", "--no-ignore"]] {
        let ran = tree.run(args);
        assert!(ran.code == 1 && ran.said(".yarn/patches/rupt-npm-2.0.0.patch"), "{}", ran.err);
        assert!(!ran.said("cache") && !ran.said("b.js") && !ran.said("app"), "{}", ran.err);
    }
    assert!(tree.run(&["-n", "--no-ignore", ".yarn"]).out.contains("b/.yarn/b.js"));
}

#[test]
fn a_folder_may_be_called_like_standard_input() {
    let tree = Tree::of(&[("-/a.js", MOVES)]);
    let ran = tree.run(&["-n", "-"]);
    assert!(ran.code == 0 && ran.out.contains("b/-/a.js"), "{}{}", ran.out, ran.err);
}

#[test]
fn hidden_folders_hold_code_as_well() {
    let tree = Tree::of(&[(".storybook/preview.ts", MOVES)]);
    assert!(tree.run(&["-n"]).out.contains("b/.storybook/preview.ts"));
}

#[test]
fn what_is_excluded_is_a_use_that_is_left() {
    let tree = Tree::of(&[
        ("src/a.js", MOVES),
        ("legacy/b.js", MOVES),
        ("legacy/c.js", "// import \"rupt\"\n"),
        ("package.json", MANIFEST),
    ]);
    let ran = tree.run(&["--exclude", "legacy"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(tree.read("legacy/b.js"), MOVES);
    assert!(ran.err.contains("legacy/b.js:3 ") && !ran.err.contains("legacy/c.js"), "{}", ran.err);
    let manifest = tree.read("package.json");
    assert!(manifest.contains("\"rupt\"") && manifest.contains("\"@ruptjs/client\""), "{manifest}");
}

#[test]
fn a_file_given_twice_is_migrated_once() {
    let tree = Tree::of(&[("src/a.js", MOVES)]);
    let ran = tree.run(&[".", "src", "./src/../src/a.js"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.counts() == "Rupt v2 → v3: the one use moved.", "{}", ran.err);
}

#[test]
fn kinds_that_are_not_read_are_uses_that_are_left() {
    let mdx = "import Rupt from \"rupt\";\n\n# Hello\n";
    let html = "<script src=\"https://cdn.rupt.dev/js/rupt.js\"></script>\n";
    let tree = Tree::of(&[("a.js", MOVES), ("page.mdx", mdx), ("index.html", html), ("package.json", MANIFEST)]);
    let ran = tree.run(&[]);
    assert!(ran.err.contains("page.mdx:1 ") && ran.err.contains("index.html:1 "), "{}", ran.err);
    assert!(ran.counts().contains("2 stay on v2"), "{}", ran.err);
    assert!(tree.read("package.json").contains("\"rupt\""));
    assert_eq!(tree.run(&["--check"]).code, 1);
}

#[test]
fn a_file_whose_name_tells_nothing_is_a_use_that_is_left() {
    let command = "#!/usr/bin/env node\nconst Rupt = require(\"rupt\");\nRupt.attach({ client_id: \"c\" });\n";
    let files = [("src/a.js", MOVES), ("bin/cli", command), ("guard.gts", MOVES), ("package.json", MANIFEST)];
    let tree = Tree::of(&files);
    tree.write("LICENSE", "Protected by Rupt (Rupt). See 'rupt', window.Rupt or Rupt.attach() for more.\n");
    tree.write("Makefile", "check:\n\t! grep -rn \"Rupt.attach\" src\n");
    tree.write("package-lock.json", "{ \"packages\": { \"node_modules/rupt\": {} } }\n");
    let ran = tree.run(&["src", "bin", "guard.gts", "package.json", "package-lock.json", "LICENSE", "Makefile"]);
    assert!(ran.err.contains("bin/cli:2 ") && ran.err.contains("guard.gts:1 "), "{}", ran.err);
    assert!(!["LICENSE:", "Makefile:", "lock.json:"].iter().any(|name| ran.err.contains(name)), "{}", ran.err);
    assert!(tree.read("package.json").contains("\"rupt\"") && !tree.read("src/a.js").contains("\"rupt\""));
}

#[test]
fn prose_that_names_rupt_is_none() {
    let tree = Tree::of(&[("about.html", "<p>Protected by Rupt. See rupt.dev</p>\n"), ("a.mdx", "We use Rupt.\n")]);
    assert!(tree.run(&[]).found_nothing());
}
