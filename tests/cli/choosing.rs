use crate::tree::{MANIFEST, STAYS, Tree};

const CALL: &str = "import Rupt from \"rupt\";\n\nRupt.attach({ client_id: \"cid\", account: user.id, email: user.email, tolerance: \"strict\", domain: \"r.example.com\" });\n";

#[test]
fn what_is_skipped_gets_no_todo_and_no_line_and_is_counted() {
    let tree = Tree::of(&[("a.js", CALL)]);
    let ran = tree.run(&["--skip", "tolerance"]);
    let text = tree.read("a.js");
    assert!(text.contains("rupt.evaluate.access({ user: user.id, email: user.email })"), "{text}");
    assert!(!text.contains("tolerance") && text.contains("TODO(rupt-migrate) domain:"), "{text}");
    assert!(!ran.err.contains("  tolerance  "), "{}", ran.err);
    assert!(ran.err.contains("Hidden by `--only` or `--skip`: 1 of tolerance.\n"), "{}", ran.err);
    assert!(ran.err.contains("this passes: rupt-migrate --check --skip tolerance .\n"), "{}", ran.err);
}

#[test]
fn only_what_is_chosen_is_told() {
    let tree = Tree::of(&[("a.js", CALL)]);
    let ran = tree.run(&["--only", "tolerance,groups", "--only", "detach"]);
    let text = tree.read("a.js");
    assert!(text.contains("TODO(rupt-migrate) tolerance:") && !text.contains("domain"), "{text}");
    assert!(ran.err.contains("Hidden by `--only` or `--skip`: 1 of domain.\n"), "{}", ran.err);
    let tree = Tree::of(&[("a.js", CALL)]);
    let ran = tree.run(&["--only", "tolerance", "--skip", "tolerance"]);
    assert!(!tree.read("a.js").contains("TODO"), "{}", ran.err);
    assert!(ran.err.contains("Hidden by `--only` or `--skip`: 1 of tolerance, 1 of domain.\n"), "{}", ran.err);
    assert!(ran.counts() == "Rupt v2 → v3: the one use moved.", "{}", ran.err);
}

#[test]
fn the_edits_are_the_same_whatever_is_chosen() {
    let code = |args: &[&str]| {
        let tree = Tree::of(&[("a.js", CALL), ("b.js", STAYS), ("package.json", MANIFEST)]);
        assert_eq!(tree.run(args).code, 0, "{args:?}");
        let lines =
            |path: &str| tree.read(path).lines().filter(|line| !line.trim().starts_with("//")).collect::<String>();
        ["a.js", "b.js", "package.json"].map(lines)
    };
    assert_eq!(code(&["--only", "detach"]), code(&[]));
    assert_eq!(code(&["--skip", "response-read,tolerance"]), code(&[]));
}

#[test]
fn a_check_passes_over_what_is_not_chosen_but_not_over_v2() {
    let tree = Tree::of(&[("a.js", CALL)]);
    tree.run(&[]);
    assert_eq!(tree.run(&["--check"]).code, 1);
    assert_eq!(tree.run(&["--check", "--skip", "tolerance"]).code, 1);
    assert_eq!(tree.run(&["--check", "--skip", "tolerance,domain"]).code, 0);
    let tree = Tree::of(&[("b.js", STAYS)]);
    let ran = tree.run(&["--check", "--skip", "response-read"]);
    assert!(ran.code == 1 && ran.counts().contains("1 use on v2"), "{}", ran.err);
}

#[test]
fn a_todo_that_stands_is_not_touched_by_choosing() {
    let tree = Tree::of(&[("a.js", CALL), ("b.js", STAYS)]);
    tree.run(&[]);
    let before = (tree.read("a.js"), tree.read("b.js"));
    let ran = tree.run(&["--skip", "response-read,tolerance,domain"]);
    assert!(!ran.err.contains("response-read: "), "{}", ran.err);
    assert_eq!((tree.read("a.js"), tree.read("b.js")), before);
}

#[test]
fn notes_of_manifests_can_be_chosen_as_well() {
    let tree = Tree::of(&[("package.json", "{ \"dependencies\": { \"old\": \"npm:rupt@^2\" } }\n")]);
    assert!(tree.run(&["--check"]).said(" manifest-alias on v2: "));
    let ran = tree.run(&["--check", "--skip", "manifest-alias"]);
    assert!(!ran.said(" manifest-alias on v2: "), "{}", ran.err);
    // What is left counts, told or not.
    assert_eq!(ran.code, 1, "{}", ran.err);
}

#[test]
fn a_wrong_id_is_an_error_that_suggests_the_nearest() {
    let tree = Tree::of(&[("a.js", CALL)]);
    for flag in ["--only", "--skip"] {
        let ran = tree.run(&[flag, "domain,tolerence"]);
        assert_eq!(ran.code, 2);
        assert_eq!(ran.err, "error: no note is called `tolerence`; did you mean `tolerance`?\n");
        assert_eq!(tree.read("a.js"), CALL);
    }
}
