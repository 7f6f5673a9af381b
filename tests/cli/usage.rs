use crate::tree::{MOVES, Tree};

#[test]
fn help_has_examples_and_exit_codes() {
    let ran = Tree::new().run(&["--help"]);
    assert_eq!(ran.code, 0);
    for part in ["Examples:", "git apply", "Exit codes:", "130  interrupted", "--stdin-filepath"] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
}

#[test]
fn an_unknown_flag_suggests_the_nearest() {
    let ran = Tree::new().run(&["--dry-rum"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--dry-run"), "{}", ran.err);
}

#[test]
fn a_value_that_looks_like_an_option_can_be_given() {
    let tree = Tree::of(&[("a.js", MOVES), ("-x", MOVES)]);
    for option in ["--exclude", "--worksheet", "-j"] {
        let ran = tree.run(&[option, "-x"]);
        assert_eq!(ran.code, 2);
        assert!(ran.said(&format!("to pass '-x' as the value of '{option}', use '{option}=-x'")), "{}", ran.err);
    }
    assert_eq!(tree.run(&["--check", "--exclude=-x", "."]).code, 1);
}

#[test]
fn flags_that_contradict_each_other_are_refused() {
    for args in [["--check", "--dry-run"], ["-q", "-v"]] {
        assert_eq!(Tree::new().run(&args).code, 2, "{args:?}");
    }
}

#[test]
fn a_path_that_does_not_exist_is_one_line_and_the_rest_is_done() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    let ran = tree.run(&["a.js", "no/such"]);
    assert_eq!(ran.code, 2);
    assert!(ran.said("no/such no such file or directory"), "{}", ran.err);
    assert!(tree.read("a.js").contains("@ruptjs/client"));
}

#[test]
fn a_glob_that_is_none_is_refused() {
    let ran = Tree::new().run(&["--exclude", "a{"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: `--exclude a{`"), "{}", ran.err);
}

#[test]
fn a_tree_without_rupt_gets_one_line() {
    let look_alikes = "interrupt(\"corrupt\"); import a from \"./rupt\"; // rupt, Ruptures\n";
    let tree =
        Tree::of(&[("a.js", look_alikes), ("b.ts", "let x: = 1"), ("package.json", "{ broken"), ("c.md", "\"rupt\"")]);
    let ran = tree.run(&["--check"]);
    assert!(ran.found_nothing() && ran.out.is_empty(), "{}", ran.err);
}

#[test]
fn a_migrated_tree_gets_one_line() {
    let manifest = "{ \"dependencies\": { \"rupt\": \"^2\" } }\n";
    let tree = Tree::committed(&[("src/a.js", MOVES), ("package.json", manifest)]);
    assert_eq!(tree.run(&[]).code, 0);
    assert_eq!(tree.read("package.json"), "{ \"dependencies\": { \"@ruptjs/client\": \"^3.0.0\" } }\n");
    for args in [&["--check"][..], &["--dry-run"], &[]] {
        let ran = tree.run(args);
        assert!(ran.found_nothing() && ran.out.is_empty(), "{}", ran.err);
    }
}

#[test]
fn an_empty_folder_gets_one_line_and_fails_a_check() {
    let said = "No files to read in this folder. Is the path right?\n";
    for (args, code) in [(&[][..], 0), (&["--check"][..], 2)] {
        let ran = Tree::new().run(args);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (code, "", said));
    }
}
