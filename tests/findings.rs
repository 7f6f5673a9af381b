//! Formats that are lists of findings: what GitLab knows a finding by, the lines that editors read, and what
//! every format says of a run as a whole.

mod common;
#[allow(dead_code)]
#[path = "cli/tree.rs"]
mod tree;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use tree::{BROKEN, MANIFEST, MOVES, STAYS, Tree};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All fixtures and all projects, with `above` before each script.
fn everything(above: &str) -> Tree {
    let tree = Tree::new();
    for one in common::fixtures() {
        tree.write(&format!("fixtures/{}/input.{}", one.name, one.extension), below(above, &one.extension, &one.input));
    }
    for entry in walkdir::WalkDir::new(root().join("fixtures/projects")) {
        let path = entry.expect("the projects can be read").into_path();
        let name = path.strip_prefix(root()).expect("below it").to_string_lossy().into_owned();
        if path.is_file() && name.contains("/before/") {
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            match fs::read_to_string(&path) {
                Ok(text) => tree.write(&name, below(above, &ending, &text)),
                Err(_) => tree.write(&name, fs::read(&path).expect("it can be read")),
            }
        }
    }
    tree
}

/// `text` below `above`, in files that may begin with blank lines.
fn below(above: &str, ending: &str, text: &str) -> String {
    let is_script = ["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"].contains(&ending);
    let may = is_script && !text.starts_with(['\u{feff}', '#']);
    if may { format!("{above}{text}") } else { text.to_owned() }
}

fn read(tree: &Tree, format: &str, arguments: &[&str]) -> Value {
    let ran = tree.run(&[&["--check", "--output-format", format][..], arguments].concat());
    serde_json::from_str(&ran.out).expect("the report is JSON")
}

fn gitlab(tree: &Tree) -> Vec<Value> {
    read(tree, "gitlab", &[]).as_array().expect("a list").clone()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect(key)
}

/// What each finding is known by: its file, its id and its fingerprint.
fn known(findings: &[Value]) -> BTreeSet<[String; 3]> {
    let one = |one: &Value| {
        [text(&one["location"], "path"), text(one, "check_name"), text(one, "fingerprint")].map(str::to_owned)
    };
    findings.iter().map(one).collect()
}

#[test]
fn a_fingerprint_comes_once_and_stays_when_lines_move() {
    let findings = gitlab(&everything(""));
    let prints: BTreeSet<&str> = findings.iter().map(|one| text(one, "fingerprint")).collect();
    assert!(findings.len() > 2000 && prints.len() == findings.len(), "{} of {}", prints.len(), findings.len());
    let moved = gitlab(&everything("\n\n\n"));
    assert_eq!(known(&findings), known(&moved));
    let lines = |all: &[Value]| all.iter().filter_map(|one| one["location"]["lines"]["begin"].as_u64()).sum::<u64>();
    assert!(lines(&moved) > lines(&findings) + 3000, "the lines have moved");
}

#[test]
fn one_more_of_the_same_changes_no_other_fingerprint() {
    let call = "console.log(await Rupt.attach({ client_id: \"c\", account: user.id, email: user.email }));\n";
    let calls = |count: usize| format!("import Rupt from \"rupt\";\n{}", call.repeat(count));
    let (two, three) =
        (known(&gitlab(&Tree::of(&[("a.js", &calls(2))]))), known(&gitlab(&Tree::of(&[("a.js", &calls(3))]))));
    assert!(two.len() >= 2 && two.is_subset(&three) && three.len() > two.len(), "{two:?} {three:?}");
    let other = known(&gitlab(&Tree::of(&[("b.js", &calls(2))])));
    assert!(two.is_disjoint(&other), "a file of another name has other findings");
}

#[test]
fn gitlab_is_told_how_grave_a_finding_is() {
    let tree = everything("");
    let severities: BTreeMap<&str, &str> = BTreeMap::from([("info", "info"), ("todo", "minor"), ("manual", "major")]);
    let json = read(&tree, "json", &[]);
    let mut expected = Vec::new();
    for file in json["files"].as_array().expect("files") {
        let notes = file["notes"].as_array().expect("notes").iter();
        let notes = notes.map(|note| (text(note, "id"), severities[text(note, "level")]));
        expected.extend(notes.map(|(id, severity)| (text(file, "path"), id, severity)));
        expected.extend((file["changes"] == true).then(|| (text(file, "path"), "file-changes", "minor")));
    }
    let mentions = json["mentions"].as_array().expect("mentions").iter();
    expected.extend(mentions.map(|mention| (text(mention, "path"), "file-not-migrated", "major")));
    let failures = json["failures"].as_array().expect("failures").iter();
    expected.extend(failures.map(|failure| (text(failure, "path"), "failed", "blocker")));
    let findings = gitlab(&tree);
    let told = findings.iter().map(|one| {
        let path = text(&one["location"], "path");
        (path, text(one, "check_name"), text(one, "severity"))
    });
    let mut told: Vec<_> = told.collect();
    expected.sort_unstable();
    told.sort_unstable();
    assert!(expected.iter().any(|(_, _, severity)| *severity == "blocker"), "a fixture does not parse");
    assert_eq!(told, expected);
}

#[test]
fn paths_begin_where_the_reader_of_the_format_is() {
    let tree = Tree::committed(&[("apps/web/a.js", STAYS), ("apps/web/bad.js", BROKEN), ("apps/web/out.js", MOVES)]);
    let run =
        |format: &str| tree.run_in("apps/web", &["--check", "--exclude", "out.js", "--output-format", format, "."]).out;
    let gitlab: Value = serde_json::from_str(&run("gitlab")).expect("JSON");
    let gitlab: BTreeSet<&str> =
        gitlab.as_array().expect("a list").iter().map(|one| text(&one["location"], "path")).collect();
    assert_eq!(gitlab, BTreeSet::from(["apps/web/a.js", "apps/web/bad.js", "apps/web/out.js"]));
    let rdjson: Value = serde_json::from_str(&run("rdjson")).expect("JSON");
    let rdjson = rdjson["diagnostics"].as_array().expect("a list").clone();
    let rdjson: BTreeSet<&str> = rdjson.iter().map(|one| text(&one["location"], "path")).collect();
    assert_eq!(rdjson, BTreeSet::from(["a.js", "bad.js", "out.js"]));
    let concise = run("concise");
    let concise: BTreeSet<&str> = concise.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(concise, rdjson);
}

#[test]
fn after_a_run_that_wrote_places_are_those_of_the_new_text() {
    let call =
        "await Rupt.attach({ client_id: \"c\", account: u.id, email: e, redirect_urls: { logout_url: \"/o\" } });\n";
    let tree = Tree::of(&[("a.js", &format!("import Rupt from \"rupt\";\n\n{call}"))]);
    let ran = tree.run(&["--output-format", "concise", "."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = ran.out.lines().find(|line| line.contains("redirect-urls")).expect("a finding");
    let number: usize = line.split(':').nth(1).and_then(|line| line.parse().ok()).expect("a line");
    assert!(tree.read("a.js").lines().nth(number - 1).unwrap_or_default().contains("TODO(rupt-migrate) redirect-urls"));
    assert!(!ran.out.contains("file-changes"), "{}", ran.out);
    let tree = Tree::of(&[("a.js", &format!("import Rupt from \"rupt\";\n\n{call}"))]);
    let report: Value =
        serde_json::from_str(&tree.run(&["--output-format", "rdjson", "."]).out).expect("the report is JSON");
    assert!(!report.to_string().contains("suggestions"), "{report}");
}

#[cfg(unix)]
#[test]
fn no_text_of_the_tree_breaks_a_line() {
    let name = "a\n::error::b\u{1b}[31m\u{2028}\u{202e}:1:2 contact \r.js";
    let call = "Rupt.attach({ client_id: \"c\", account: u.id, on_challenge() { a(`\n::error::x\n`) } });\n";
    let tree = Tree::of(&[
        (name, &format!("import Rupt from \"rupt\";\n{call}")),
        ("bad\n.js", BROKEN),
        ("out\n.txt", "npm i rupt\n"),
    ]);
    let ran = tree.run(&["--check", "--output-format", "concise", "."]);
    let findings = gitlab(&tree);
    assert_eq!(ran.out.lines().count(), findings.len(), "{}", ran.out);
    assert!(ran.out.chars().all(|c| c == '\n' || !c.is_control()), "{}", ran.out);
    assert!(!ran.out.contains('\u{202e}') && !ran.out.contains('\u{2028}'), "{}", ran.out);
    for (line, finding) in ran.out.lines().zip(&findings) {
        let number = &finding["location"]["lines"]["begin"];
        assert!(line.contains(&format!(":{number}:")) && line.contains(text(finding, "check_name")), "{line}");
    }
}

#[test]
fn json_says_what_was_run_on_and_how_the_run_ends() {
    let json = |tree: &Tree, arguments: &[&str], end: i32| -> Value {
        let ran = tree.run(&[&["--output-format", "json"], arguments].concat());
        let json: Value = serde_json::from_str(&ran.out).expect("the report is JSON");
        assert_eq!((ran.code, json["exit"].as_i64()), (end, Some(end.into())), "{arguments:?}: {}", ran.err);
        json
    };
    let tree = Tree::committed(&[("a.js", MOVES), ("package.json", MANIFEST)]);
    let folder = tree.root().display().to_string();
    assert_eq!(json(&tree, &["--check"], 1)["repository"], Value::from(folder));
    tree.git(&["remote", "add", "origin", "https://user:token@git.example.com/firm/shop.git"]);
    let head = tree.git(&["rev-parse", "HEAD"]);
    for (arguments, end) in [(&["--check", "."][..], 1), (&["--check", "--max-left", "9", "."], 0), (&["-n", "."], 0)] {
        let json = json(&tree, arguments, end);
        assert_eq!(json["repository"], "https://git.example.com/firm/shop");
        assert_eq!(json["commit"], head.trim());
    }
    tree.write("bad.js", BROKEN);
    assert_eq!(json(&tree, &["--check", "."], 2)["failures"][0]["path"], "bad.js");
    assert_eq!(json(&Tree::of(&[("a.js", MOVES)]), &["-n", "."], 0)["commit"], Value::Null);
}

#[test]
fn json_knows_of_a_report_that_could_not_be_written() {
    let tree = Tree::of(&[("a.js", "one();\n")]);
    let ran = tree::command(&tree.root())
        .args(["--check", "--output-format=json=r.json", "--output-format=github"])
        .env("GITHUB_STEP_SUMMARY", tree.at("no/such/folder"))
        .output()
        .expect("the command runs");
    assert_eq!(ran.status.code(), Some(2));
    let json: Value = serde_json::from_str(&tree.read("r.json")).expect("the report is JSON");
    assert_eq!(json["exit"], 2);
}

/// The one block in `language` of `docs/editors.md`.
fn block(language: &str) -> String {
    let page = fs::read_to_string(root().join("docs/editors.md")).expect("the page is there");
    let open = format!("```{language}\n");
    let (_, rest) = page.split_once(&open).expect("a block in that language");
    assert!(!rest.contains(&open), "two blocks in {language}");
    rest.split("\n```").next().unwrap_or_default().to_owned()
}

/// What VS Code does with the output of a task: Node has the same regular expressions.
const MATCHER: &str = "
const { readFileSync } = require('node:fs');
const tasks = JSON.parse(process.argv[1]).tasks;
const { regexp, file, line, column, code, message } = tasks[0].problemMatcher.pattern;
const found = readFileSync(process.argv[2], 'utf8').trimEnd().split('\\n').map((text) => new RegExp(regexp).exec(text));
console.log(JSON.stringify(found.map((one) => one && [file, line, column, code, message].map((at) => one[at]))));
";

#[test]
fn the_problem_matcher_of_the_page_reads_every_line() {
    let tree = everything("");
    tree.write("a b/c:1:2 d.js", STAYS);
    let concise = tree.run(&["--check", "--output-format", "concise", "."]).out;
    let report = Tree::of(&[("concise", &concise)]);
    let found = Command::new("node")
        .args(["-e", MATCHER, &block("json")])
        .arg(report.at("concise"))
        .output()
        .expect("the test needs Node");
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stderr));
    let found: Vec<[String; 5]> = serde_json::from_slice(&found.stdout).expect("every line is read");
    assert_eq!(found.len(), concise.lines().count());
    for ([file, line, column, code, message], text) in found.iter().zip(concise.lines()) {
        assert_eq!(format!("{file}:{line}:{column} {code} {message}"), text);
        assert!(tree.at(file).is_file(), "{text}");
    }
    assert!(found.iter().any(|[file, ..]| file == "a b/c:1:2 d.js"));
}
