#[cfg(unix)]
use crate::tree::hearing_command;
use crate::tree::{BROKEN, MANIFEST, MOVES, Ran, STAYS, Tree, command};
use std::io::Read;
use std::process::Stdio;

#[test]
fn the_diff_is_standard_output_and_all_else_standard_error() {
    let tree = Tree::of(&[("a.js", MOVES), ("b.js", STAYS)]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("diff --git a/a.js b/a.js\n"), "{}", ran.out);
    assert!(!ran.out.contains("Rupt v2 → v3"));
    assert!(ran.counts() == "Rupt v2 → v3: 1 of 2 uses moved, 1 stays on v2.", "{}", ran.err);
    assert!(ran.err.contains("  b.js:5  response-read"), "{}", ran.err);
    assert!(ran.err.contains("Both SDKs now run side by side"), "{}", ran.err);
}

#[test]
fn a_check_lists_what_there_is_to_do_and_writes_nothing() {
    let tree = Tree::of(&[("a.js", MOVES), ("package.json", MANIFEST)]);
    let before = tree.files();
    let ran = tree.run(&["--check"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.said("a.js:3 can be moved: attach"), "{}", ran.err);
    assert!(ran.said("package.json would change"), "{}", ran.err);
    assert_eq!(tree.files(), before);
}

#[test]
fn what_is_on_v2_fails_a_check() {
    let tree = Tree::of(&[("b.js", STAYS)]);
    tree.run(&[]);
    let ran = tree.run(&["--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.counts().contains("1 use on v2"), "{}", ran.err);
}

#[test]
fn quiet_says_only_what_failed() {
    let tree = Tree::of(&[("a.js", MOVES), ("b.js", BROKEN)]);
    let ran = tree.run(&["-q"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("b.js:2:") && !ran.err.contains("Found"), "{}", ran.err);
    let tree = Tree::of(&[("a.js", MOVES)]);
    assert!(tree.run(&["-q", "-n"]).out.contains("+import"));
    let ran = tree.run(&["-q"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
}

#[test]
fn colour_is_for_terminals_unless_it_is_asked_for() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    let coloured = |ran: &Ran| (ran.out.contains("\u{1b}["), ran.err.contains("\u{1b}["));
    assert_eq!(coloured(&tree.run(&["-n"])), (false, false));
    assert_eq!(coloured(&tree.run(&["-n", "--color", "always"])), (true, true));
    let never = command(&tree.root()).args(["-n", "--color", "never"]).env("CLICOLOR_FORCE", "1").output();
    assert_eq!(coloured(&Ran::new(never.expect("the command runs"))), (false, false));
}

#[test]
fn the_order_does_not_depend_on_the_threads() {
    let names: Vec<String> = (0..60).map(|n| format!("src/d{}/f{n}.js", n % 7)).collect();
    let files: Vec<(&str, &str)> =
        names.iter().map(|name| (name.as_str(), if name.len() % 2 == 0 { MOVES } else { STAYS })).collect();
    let tree = Tree::of(&files);
    let one = tree.run(&["-n", "-j", "1"]);
    for threads in ["2", "16"] {
        let ran = tree.run(&["-n", "-j", threads]);
        assert_eq!((ran.out, ran.err), (one.out.clone(), one.err.clone()), "{threads}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let names: Vec<String> = (0..300).map(|n| format!("f{n}.js")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), MOVES)).collect();
    let tree = Tree::of(&files);
    let mut child = command(&tree.root())
        .arg("-n")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut err).expect("what is printed is UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert!(!err.contains("panicked") && !err.contains("error"), "{err}");
}

#[cfg(unix)]
#[test]
fn escapes_in_names_and_code_are_shown() {
    let tree = Tree::of(&[("a\u{1b}[2Jb.js", STAYS)]);
    tree.write("c.js", STAYS.replace("const res", "const /*\u{1b}[31m*/ res"));
    let ran = tree.run(&["-n"]);
    assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
    assert!(ran.err.contains("a\\u{1b}[2Jb.js:3 "), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_130() {
    let tree = Tree::new();
    let mut child = hearing_command(&tree.root())
        .args(["--stdin-filepath", "a.js"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command runs");
    let _open = child.stdin.take();
    // The handler stands once standard input is waited for; signals before that end it as well.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let id = child.id().to_string();
    let killed = std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
    assert!(killed.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn of_a_large_tree_the_terminal_is_told_the_gist_and_a_file_everything() {
    let tree = Tree::new();
    (0..300).for_each(|n| tree.write(&format!("src/f{n}.js"), if n % 2 == 0 { STAYS } else { MOVES }));
    let ran = tree.run(&["-n", "-j", "1", "--output-format", "text=all.txt"]);
    assert!(ran.err.lines().count() < 24, "{}", ran.err);
    assert!(ran.err.lines().all(|line| line.chars().count() <= 120), "{}", ran.err);
    assert!(ran.err.contains("  … 138 more (all: -v)\n"), "{}", ran.err);
    let all = tree.read("all.txt");
    assert_eq!(all.matches("response-read: not moved").count(), 150);
    assert_eq!(tree.run(&["-n", "-v", "-j", "4"]).err.matches("response-read: not moved").count(), 150);
    assert_eq!(tree.run(&["-n", "-j", "4"]).err, ran.err);
}

#[test]
fn a_secret_is_shortened_wherever_code_is_shown() {
    let call = "Rupt.attach({ client_id: \"cid\", account: user.id, email: \"e\", secret: \"supersecretvalue\" });";
    let tree = Tree::of(&[("a.js", &format!("import Rupt from \"rupt\";\n\n{call}\n"))]);
    let ran = tree.run(&["--check", "-v"]);
    assert!(ran.code == 1 && ran.err.contains("secret: \"su…\""), "{}", ran.err);
    for format in ["text", "json", "sarif", "github", "gitlab", "rdjson", "markdown", "concise"] {
        let ran = tree.run(&["--check", "--output-format", format]);
        let added = ran.out.lines().filter(|line| !line.starts_with("-Rupt.attach") && !line.contains("deletedRegion"));
        assert!(!added.collect::<String>().contains("supersecret"), "{format}: {}", ran.out);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_the_patch_cannot_be_printed_the_rest_is_said_all_the_same() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
    let mut command = crate::tree::command(&tree.root());
    let output =
        command.args(["--allow-no-vcs", "--worksheet", "sheet.md"]).stdout(full).output().expect("the command runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("standard output cannot be written") && said.contains("the one use moved"), "{said}");
    assert!(tree.at("sheet.md").exists());
}

#[test]
fn a_path_that_is_a_word_of_the_command_line_is_told_so_that_it_can_be_typed() {
    let tree = Tree::of(&[("explain/a.js", MOVES), ("-x/a.js", MOVES)]);
    let ran = tree.run(&["-n", "--", "explain", "-x"]);
    assert!(ran.next() == "rupt-migrate ./explain ./-x", "{}", ran.err);
}
