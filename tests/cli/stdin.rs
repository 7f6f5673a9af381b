use crate::tree::{BROKEN, MANIFEST, MOVES, Ran, STAYS, Tree, command};
use std::io::Write;
use std::process::Stdio;

pub fn pipe(tree: &Tree, path: &str, input: &[u8]) -> Ran {
    pipe_with(tree, &["--stdin-filepath", path], input)
}

pub fn pipe_with(tree: &Tree, args: &[&str], input: &[u8]) -> Ran {
    let mut child = command(&tree.root())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    child.stdin.take().expect("it is piped").write_all(input).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn the_migrated_text_is_what_a_run_would_write() {
    let tree = Tree::of(&[("a.ts", MOVES)]);
    let ran = pipe(&tree, "a.ts", MOVES.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(tree.read("a.ts"), MOVES);
    tree.run(&["a.ts"]);
    assert_eq!(ran.out, tree.read("a.ts"));
}

#[test]
fn text_without_work_is_repeated() {
    for (path, text) in [("a.js", "x\n"), ("a.js", ""), ("package.json", MANIFEST), ("a.md", MOVES)] {
        let ran = pipe(&Tree::new(), path, text.as_bytes());
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, text, ""), "{path}");
    }
}

#[test]
fn what_stays_is_said_on_standard_error() {
    let ran = pipe(&Tree::new(), "src/a.js", STAYS.as_bytes());
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("[src/a.js:5:"), "{}", ran.err);
}

#[test]
fn text_that_does_not_parse_is_repeated_and_fails() {
    let ran = pipe(&Tree::new(), "a.ts", BROKEN.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (2, BROKEN));
    assert!(ran.err.contains("[a.ts:2:"), "{}", ran.err);
}

#[test]
fn bytes_that_are_not_utf_8_are_repeated_and_fail() {
    let tree = Tree::new();
    let mut child = command(&tree.root())
        .args(["--stdin-filepath", "a.js"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let input = [b"// caf\xe9\n", MOVES.as_bytes()].concat();
    child.stdin.take().expect("it is piped").write_all(&input).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stdout), (Some(2), input));
}

#[test]
fn notes_are_chosen_as_in_a_run() {
    let input = "import Rupt from \"rupt\";\nRupt.attach({ client_id: \"cid\", account: 1, email: e, tolerance: \"strict\" });\n";
    let ran = pipe_with(&Tree::new(), &["--stdin-filepath", "a.js", "--only", "numeric-account"], input.as_bytes());
    assert!(ran.out.contains("rupt.evaluate.access") && !ran.out.contains("TODO"), "{}", ran.out);
    assert!(ran.err.contains("numeric-account: ") && !ran.err.contains("⚠ tolerance"), "{}", ran.err);
}

#[test]
fn a_mock_stays_where_nothing_is_known_of_other_files() {
    let mock = "vi.mock(\"rupt\", () => ({ default: { attach: vi.fn() } }));\nit(\"opens\", open);\n";
    let ran = pipe_with(&Tree::new(), &["--unsafe", "--stdin-filepath", "a.test.js"], mock.as_bytes());
    assert!(ran.out.contains("\nvi.mock(\"rupt\""), "{}", ran.out);
}
