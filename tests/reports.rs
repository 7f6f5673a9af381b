//! What goes to a pull request: annotations and comments.

mod common;
#[allow(dead_code)]
#[path = "cli/tree.rs"]
mod tree;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rupt_migrate::mapping::{ENTRIES, MANIFEST_ENTRIES};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use tree::{BROKEN, MOVES, Ran, STAYS, Tree, command};

const LIMIT: usize = 65_536;
const REMOTE: &str = "https://name:password@github.com/firm/shop.git";

/// The sample project, committed, with a remote.
fn storefront() -> Tree {
    let tree = Tree::new();
    let before = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/projects/storefront/before");
    for entry in walkdir::WalkDir::new(&before) {
        let entry = entry.expect("the project can be read");
        let name = entry.path().strip_prefix(&before).expect("below the folder");
        if entry.file_type().is_file() {
            tree.write(&name.to_string_lossy(), fs::read(entry.path()).expect("read"));
        }
    }
    hosted(tree)
}

fn hosted(tree: Tree) -> Tree {
    tree.git(&["init", "-q"]);
    tree.git(&["remote", "add", "origin", REMOTE]);
    tree.commit();
    tree
}

/// The first fixture with each note.
fn every_kind_of_note() -> Tree {
    let tree = Tree::of(&[("broken.js", BROKEN)]);
    let mut seen = HashSet::new();
    for fixture in common::fixtures() {
        let notes = fs::read_to_string(fixture.folder.join("notes.snap")).unwrap_or_default();
        let ids = notes.lines().filter(|line| !line.starts_with([' ', 'u'])).filter_map(|line| line.split(' ').nth(2));
        let new: Vec<&str> = ids.filter(|id| seen.insert((*id).to_owned())).collect();
        if !new.is_empty() {
            tree.write(&format!("{}/input.{}", fixture.name, fixture.extension), &fixture.input);
        }
    }
    hosted(tree)
}

fn report(tree: &Tree, format: &str) -> String {
    let ran = tree.run(&["--check", "--output-format", format]);
    let commit = tree.git(&["rev-parse", "HEAD"]);
    ran.out.replace(commit.trim(), "COMMIT")
}

/// A run as GitHub makes one, and the summary of its step.
fn step(tree: &Tree, arguments: &[&str]) -> (Ran, String) {
    let summary = tempfile::NamedTempFile::new().expect("a file");
    fs::write(summary.path(), "before").expect("written");
    let mut command = command(&tree.root());
    let ran = command.args(arguments).env("GITHUB_STEP_SUMMARY", summary.path()).output().expect("the command runs");
    (Ran::new(ran), fs::read_to_string(summary.path()).expect("read"))
}

fn parsed(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS)
}

/// What of `text` is read as Markdown: all but code.
fn outside_of_code(text: &str) -> String {
    let mut in_block = false;
    let mut out = String::new();
    for event in parsed(text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_block = true,
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(text) if !in_block => out.push_str(&text),
            Event::Html(text) | Event::InlineHtml(text) => out.push_str(&text),
            _ => {}
        }
    }
    out
}

#[test]
fn the_storefront_as_annotations_and_as_a_comment() {
    let tree = storefront();
    insta::assert_snapshot!("storefront_github", report(&tree, "github"));
    insta::assert_snapshot!("storefront_markdown", report(&tree, "markdown"));
}

#[test]
fn every_kind_of_note_as_annotations_and_as_a_comment() {
    let tree = every_kind_of_note();
    insta::assert_snapshot!("every_kind_github", report(&tree, "github"));
    insta::assert_snapshot!("every_kind_markdown", report(&tree, "markdown"));
}

#[test]
fn ten_of_each_are_annotated_and_the_rest_is_in_the_summary() {
    let tree = every_kind_of_note();
    let (ran, summary) = step(&tree, &["--check", "--output-format", "github"]);
    for command in ["::error ", "::warning "] {
        assert_eq!(ran.out.lines().filter(|line| line.starts_with(command)).count(), 10, "{command}");
    }
    assert!(ran.out.starts_with("::error file=broken.js,line=2,"), "{}", ran.out);
    let last = ran.out.lines().last().unwrap_or_default();
    assert!(last.starts_with("::notice ") && last.contains(" more errors and "), "{last}");
    assert!(summary.starts_with("before\n<!-- rupt-migrate -->\n"), "{summary}");
    assert!(!summary.contains("Cut to fit") && summary.len() > LIMIT);
    let (_, other) = step(&tree, &["--check", "--output-format", "markdown"]);
    assert_eq!(other, "before", "only annotations have no room");
}

#[test]
fn a_summary_that_cannot_be_written_is_an_error() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    let mut command = command(&tree.root());
    let output = command.args(["-n", "--output-format", "github"]).env("GITHUB_STEP_SUMMARY", "no/such/file").output();
    let ran = Ran::new(output.expect("the command runs"));
    assert!(ran.code == 2 && ran.err.contains("cannot be written to no/such/file"), "{}", ran.err);
}

#[test]
fn a_file_that_would_only_change_is_annotated_too() {
    let tree = Tree::of(&[("src/a.js", MOVES), ("b.js", "x\n")]);
    let ran = tree.run(&["--check", "--output-format", "github"]);
    assert!(
        ran.out.starts_with("::warning file=src/a.js,line=3,col=7,title=rupt-migrate::this file would"),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    assert_eq!(tree.run(&["--output-format", "github"]).out.lines().count(), 1);
}

#[test]
fn a_comment_has_its_mark_and_fits() {
    let tree = Tree::new();
    for index in 0..600 {
        tree.write(&format!("src/{index}.js"), STAYS);
    }
    for index in 0..300 {
        tree.write(&format!("moves/{index}.js"), MOVES);
    }
    let comment = hosted(tree).run(&["--check", "--output-format", "markdown"]).out;
    assert!(comment.starts_with("<!-- rupt-migrate -->\n"));
    assert!((LIMIT - 1000..=LIMIT).contains(&comment.len()), "{}", comment.len());
    let shown = comment.matches("- [ ] [`src/").count();
    let said = comment.rsplit("**Cut to fit**: ").next().and_then(|said| said.split(' ').next()?.parse::<usize>().ok());
    assert!(shown > 300 && said.is_some_and(|left_out| left_out >= 600 - shown), "{shown} {said:?}");
    assert!(outside_of_code(&comment).contains("Cut to fit"), "it is said outside of what is cut");
}

#[test]
fn a_change_that_is_cut_is_closed() {
    let tree = Tree::new();
    for index in 0..400 {
        tree.write(&format!("moves/{index}.js"), MOVES);
    }
    let comment = hosted(tree).run(&["--check", "--output-format", "markdown"]).out;
    assert!((LIMIT - 1000..=LIMIT).contains(&comment.len()), "{}", comment.len());
    let said = outside_of_code(&comment);
    assert!(said.contains("lines are shown") && said.trim_end().ends_with("</details>"), "{said}");
}

#[test]
fn only_what_the_last_commit_holds_is_linked() {
    let tree = Tree::of(&[("src/a.js", STAYS), ("src/b.js", STAYS)]);
    let tree = hosted(tree);
    tree.write("src/b.js", format!("\n{STAYS}"));
    tree.write("src/new.js", STAYS);
    for arguments in [&["--check"][..], &["--allow-dirty"]] {
        let ran = tree.run_in("src", &[arguments, &["--output-format", "markdown", "."]].concat());
        assert!(ran.out.contains("[`src/a.js:3`](https://github.com/firm/shop/blob/"), "{}", ran.out);
        assert!(ran.out.contains("- [ ] `src/b.js:4`") && ran.out.contains("- [ ] `src/new.js:3`"), "{}", ran.out);
        assert!(!ran.out.contains("password"), "{}", ran.out);
    }
}

#[test]
fn without_a_known_remote_nothing_is_linked() {
    let tree = Tree::committed(&[("a.js", STAYS)]);
    assert!(tree.run(&["-n", "--output-format", "markdown"]).out.contains("- [ ] `a.js:3`\n"));
}

#[test]
fn a_written_file_is_linked_as_it_was() {
    let tree = hosted(Tree::of(&[("a.js", STAYS)]));
    let before = tree.git(&["rev-parse", "HEAD"]);
    let ran = tree.run(&["--output-format", "markdown"]);
    assert!(ran.out.contains(&format!("blob/{}/a.js#L3)", before.trim())), "{}", ran.out);
}

#[test]
fn the_order_does_not_depend_on_the_threads() {
    let tree = every_kind_of_note();
    for format in ["github", "markdown"] {
        let run = |threads| tree.run(&["-n", "-j", threads, "--output-format", format]).out;
        assert_eq!(run("1"), run("7"));
    }
}

/// Text that would do harm wherever it is not code.
const HOSTILE: &str = "HOSTILE\u{1b}[2J%0A`</details>``` @HOSTILE <img src=x> [HOSTILE](x) | <!-- -->";

fn hostile() -> Tree {
    let option = |value: &str| {
        format!("import Rupt from \"rupt\";\n\nRupt.attach({{ client_id: \"c\", account: 1, {value} }});\n")
    };
    let lines = HOSTILE.replace(' ', "\n```\n- [ ] HOSTILE\n::error::HOSTILE\n</details>\n");
    let tree = Tree::of(&[
        ("a.js", &option(&format!("redirect_urls: {{ logout_url: \"{HOSTILE}\" }}"))),
        ("b.js", &option(&format!("on_challenge() {{ /* {lines} */ go(); return true; }}"))),
        ("c.js", &option(&format!("\"{HOSTILE}\": 1"))),
        ("d.js", &format!("import Rupt from \"rupt\";\nconst x = ; // {lines}\n")),
    ]);
    if cfg!(unix) {
        let name = format!("{}/e,f:g\n::error::HOSTILE.js", HOSTILE.replace(['/', '%'], "%25"));
        tree.write(&name, STAYS);
        tree.write(&name.replace(".js", ".mdx"), STAYS);
        tree.write(&name.replace("e,f", "broken"), BROKEN);
    }
    hosted(tree)
}

#[test]
fn hostile_text_is_nothing_but_code_in_a_comment() {
    for comment in [report(&hostile(), "markdown"), step(&hostile(), &["-n", "--output-format", "github"]).1] {
        assert!(comment.matches("HOSTILE").count() > 30 && !comment.contains('\u{1b}'), "{comment}");
        let said = outside_of_code(&comment);
        assert!(!said.contains("HOSTILE") && !said.contains("<img"), "{said}\n----\n{comment}");
        assert!(said.trim_end().ends_with("</details>"), "{said}");
        let tasks = parsed(&comment).filter(|event| matches!(event, Event::TaskListMarker(_))).count();
        assert_eq!(
            tasks,
            comment.lines().filter(|line| line.starts_with("- [ ] ") && !line.contains("] HOSTILE")).count()
        );
    }
}

#[test]
fn what_the_table_says_is_plain_outside_of_code() {
    for entry in ENTRIES.iter().chain(MANIFEST_ENTRIES) {
        let said = outside_of_code(&entry.full());
        assert!(!said.contains(['@', '<', '#', '*', '_']), "{}: {said}", entry.id);
    }
}

#[test]
fn hostile_text_is_one_annotation() {
    let report = report(&hostile(), "github");
    assert!(!report.contains('\u{1b}') && report.contains("Logout URL: \"HOSTILE\\u{1b}[2J%250A`"), "{report}");
    for line in report.lines() {
        let properties = line.split("::").nth(1).unwrap_or_default();
        let is_command =
            ["error file=", "warning file=", "notice title="].iter().any(|start| properties.starts_with(start));
        assert!(line.starts_with("::") && is_command && properties.contains("title="), "{line}");
        let names: Vec<&str> = properties.split([' ', ',']).filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
        assert!(names.iter().all(|name| ["file", "line", "col", "title", "src"].contains(name)), "{line}");
    }
    assert!(report.contains("e%2Cf%3Ag%0A%3A%3Aerror%3A%3AHOSTILE.js,line=3,"), "{report}");
}
