//! The reports for programs: what they say of a project and of a tree with every kind of note, that
//! they are what their schemas say, and that their edits give what a run writes.

mod common;
#[path = "common/npm.rs"]
mod npm;

use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, iter};
use tempfile::TempDir;

/// The formats for programs.
const FORMATS: [&str; 4] = ["json", "sarif", "gitlab", "rdjson"];

const HOSTILE: &str = "bi\u{202e}di \u{9b}31m [x](y)%0A{0}.js";

/// A tree, and a folder for reports.
struct Tree {
    files: TempDir,
    reports: TempDir,
}

impl Tree {
    fn new() -> Self {
        let folder = || tempfile::Builder::new().prefix("reports").tempdir().expect("a folder");
        Tree { files: folder(), reports: folder() }
    }

    fn storefront() -> Self {
        let (tree, before) = (Tree::new(), root().join("fixtures/projects/storefront/before"));
        for entry in walkdir::WalkDir::new(&before) {
            let entry = entry.expect("the project can be read");
            if entry.file_type().is_file() {
                let name = entry.path().strip_prefix(&before).expect("below the folder");
                tree.write(&name.to_string_lossy(), &fs::read_to_string(entry.path()).expect("read"));
            }
        }
        tree
    }

    /// Fixtures, a file whose name and text mean harm, one that does not parse, and kinds that are
    /// not read.
    fn of(fixtures: impl Iterator<Item = common::Fixture>) -> Self {
        let tree = Tree::new();
        fixtures.for_each(|one| tree.write(&format!("{}/input.{}", one.name, one.extension), &one.input));
        let call = "Rupt.attach({ client_id: 'c', account: 'a', secret: 'not-for-you', ['[a](http://x) {0} \u{1b}[31m \u{9b}']: 1 })";
        tree.write(HOSTILE, &format!("import it from './lib';\nimport Rupt from 'rupt';\nawait {call};\n"));
        tree.write("lib.js", "export { default } from 'rupt';\n");
        tree.write("broken.js", "import Rupt from 'rupt';\nconst BROKEN = ;\n");
        tree.write("other.coffee", "import Rupt from 'rupt'\n");
        tree.write("package.json", "{\n  \"dependencies\": {\n    \"rupt\": \"^2.24.1\"\n  },\n  \"rupt\": \"x\"\n}\n");
        tree
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.files.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// Runs with `arguments`; the reports, in the order of `FORMATS`.
    fn reports(&self, arguments: &[&str]) -> [String; 4] {
        let run = Command::new(env!("CARGO_BIN_EXE_rupt-migrate"))
            .args(FORMATS.map(|name| format!("--output-format={name}={}", self.report(name).display())))
            .args(arguments)
            .current_dir(self.files.path())
            .output()
            .expect("the tool runs");
        assert!(!String::from_utf8_lossy(&run.stderr).contains("panicked"));
        // The folder has another name each time.
        let folder = self.files.path().canonicalize().expect("it is there").display().to_string();
        FORMATS.map(|name| fs::read_to_string(self.report(name)).expect("a report").replace(&folder, "FOLDER"))
    }

    fn report(&self, format: &str) -> PathBuf {
        self.reports.path().join(format!("report.{format}"))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// For each note the first fixture that shows it.
fn every_note() -> impl Iterator<Item = common::Fixture> {
    let mut seen = HashSet::new();
    common::fixtures().into_iter().filter(move |one| {
        let said = fs::read_to_string(one.folder.join("notes.snap")).unwrap_or_default();
        let flags = one.folder.join("flags").exists();
        let notes =
            said.lines().filter(|line| ["info ", "todo ", "manual "].iter().any(|level| line.starts_with(level)));
        let ids = notes.filter_map(|line| line.split(' ').nth(2)).map(str::to_owned);
        !flags && ids.filter(|id| seen.insert(id.clone())).count() > 0
    })
}

#[test]
fn the_reports_of_the_storefront() {
    let [json, sarif, gitlab, rdjson] = Tree::storefront().reports(&["--check"]);
    insta::assert_snapshot!("storefront_json", json);
    insta::assert_snapshot!("storefront_sarif", sarif);
    insta::assert_snapshot!("storefront_gitlab", gitlab);
    insta::assert_snapshot!("storefront_rdjson", rdjson);
}

#[test]
fn the_reports_of_every_note() {
    let [json, sarif, ..] = Tree::of(every_note()).reports(&["--check"]);
    insta::assert_snapshot!("every_note_json", json);
    insta::assert_snapshot!("every_note_sarif", sarif);
}

#[test]
fn every_report_is_what_its_schema_says_whatever_the_number_of_threads() {
    for mode in ["--check", "--allow-dirty"] {
        let tree = Tree::of(common::fixtures().into_iter());
        let other = Tree::of(common::fixtures().into_iter());
        assert!(tree.reports(&[mode, "-j1"]) == other.reports(&[mode, "-j8"]), "{mode}: not the same with -j1 and -j8");
        let run = Command::new("node")
            .arg(npm::installed("proof").join("reports.mjs"))
            .args([&root().join("docs/report.schema.json"), tree.reports.path()])
            .output()
            .expect("the test needs Node");
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(
            run.status.success() && said.ends_with("4 reports\n"),
            "{mode}: {said}{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
}

#[test]
fn the_edits_of_a_report_give_what_a_run_writes() {
    let tree = Tree::of(common::fixtures().into_iter());
    let reports = tree.reports(&["--check"]);
    let [json, sarif, _, rdjson] = reports.map(|text| serde_json::from_str::<Value>(&text).expect("JSON"));
    let read = |path: &str| fs::read_to_string(tree.files.path().join(path)).expect("a file of the tree");
    let by_byte = json["files"].as_array().expect("files").iter().filter(|file| file["changes"] == true);
    let by_byte = by_byte.map(|file| {
        let path = file["path"].as_str().expect("a path");
        let edit = |edit: &Value| {
            let byte = |end: &str| usize::try_from(edit["at"][end]["byte"].as_u64().expect("a number")).expect("small");
            (byte("start")..byte("end"), edit["text"].as_str().expect("a text").to_owned())
        };
        let edits = file["edits"].as_array().expect("edits").iter().map(edit).collect();
        (path.to_owned(), edited(&read(path), edits))
    });
    let by_place = sarif["runs"][0]["results"].as_array().expect("results").iter().filter_map(|result| {
        let change = &result.get("fixes")?[0]["artifactChanges"][0];
        let path = change["artifactLocation"]["uri"].as_str().expect("an address");
        let path = percent_encoding::percent_decode_str(path).decode_utf8().expect("UTF-8").into_owned();
        let source = read(&path);
        let edit = |edit: &Value| {
            let place = |end: &str| {
                let number = |what: &str| {
                    let number = edit["deletedRegion"][format!("{end}{what}")].as_u64().expect("a number");
                    usize::try_from(number).expect("small")
                };
                offset(&source, number("Line"), number("Column"))
            };
            (place("start")..place("end"), edit["insertedContent"]["text"].as_str().unwrap_or_default().to_owned())
        };
        let edits = change["replacements"].as_array().expect("replacements").iter().map(edit).collect();
        Some((path, edited(&source, edits)))
    });
    let (by_byte, by_place): (Vec<_>, Vec<_>) = (by_byte.collect(), by_place.collect());
    let mut suggested: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for one in rdjson["diagnostics"].as_array().expect("diagnostics") {
        let path = one["location"]["path"].as_str().expect("a path");
        let suggestions = one["suggestions"].as_array().into_iter().flatten();
        suggestions.for_each(|part| suggested.entry(path).or_default().push(part));
    }
    for (path, text) in &by_byte {
        let source = read(path);
        let edit = |part: &&Value| {
            let byte = |end: &str| byte_offset(&source, &part["range"][end]);
            (byte("start")..byte("end"), part["text"].as_str().expect("a text").to_owned())
        };
        let edits = suggested[path.as_str()].iter().map(edit).collect();
        assert!(edited(&source, edits) == *text, "{path}: reviewdog is given other suggestions");
    }
    assert_eq!(suggested.len(), by_byte.len());
    tree.reports(&["--allow-dirty"]);
    assert!(by_byte.len() > 500, "only {} files change", by_byte.len());
    by_byte.iter().for_each(|(path, text)| assert_eq!(*text, read(path), "{path}"));
    assert!(by_byte == by_place, "SARIF has other fixes than JSON");
}

/// `source` with all `edits`, which stand in order and do not touch.
fn edited(source: &str, edits: Vec<(std::ops::Range<usize>, String)>) -> String {
    assert!(edits.windows(2).all(|pair| pair[0].0.end < pair[1].0.start), "{edits:?}");
    let mut text = source.to_owned();
    edits.iter().rev().for_each(|(at, new)| text.replace_range(at.clone(), new));
    text
}

/// Where a line and a column are, both counted from 1; a byte order mark is no column.
fn offset(source: &str, line: usize, column: usize) -> usize {
    let marked = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let starts: Vec<usize> = iter::once(marked).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let rest = &source[starts[line - 1]..];
    let length = rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at);
    starts[line - 1] + length
}

/// Where a line and a byte in it are, both counted from 1.
fn byte_offset(source: &str, position: &Value) -> usize {
    let number = |what: &str| usize::try_from(position[what].as_u64().expect("a number")).expect("small");
    let mut starts = iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1));
    starts.nth(number("line") - 1).expect("a line") + number("column") - 1
}

#[test]
fn hostile_names_and_code_stay_inside_of_their_strings() {
    let [json, sarif, gitlab, rdjson] = Tree::of(iter::empty()).reports(&["--check"]);
    for text in [&json, &sarif, &gitlab, &rdjson] {
        assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text}");
        assert!(!text.contains("not-for-you"), "{text}");
    }
    let [json, sarif] = [json, sarif].map(|text| serde_json::from_str::<Value>(&text).expect("JSON"));
    assert!(json["files"].as_array().expect("files").iter().any(|file| file["path"] == HOSTILE), "{json}");
    assert_eq!(json["importers"][0]["files"][0], HOSTILE);
    let uris: HashSet<&str> = sarif["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter()
        .filter_map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str())
        .collect();
    assert!(uris.contains("bi%E2%80%AEdi%20%C2%9B31m%20%5Bx%5D%28y%29%250A%7B0%7D.js"), "{uris:?}");
    assert!(sarif["runs"][0]["results"].to_string().contains("\\\\[a](http://x) {{0}}"), "{sarif}");
}

#[test]
fn paths_begin_at_the_repository() {
    let tree = Tree::new();
    fs::create_dir(tree.files.path().join(".git")).expect("made");
    tree.write("apps/web/a.js", "import Rupt from 'rupt';\nexport default Rupt;\n");
    tree.write("apps/web/b.js", "import it from './a';\nimport Rupt from 'rupt';\nconst BROKEN = ;\n");
    tree.write("apps/web/c.js", "import Rupt from 'rupt';\nRupt.getHash();\n");
    let report = tree.report("json");
    let run = Command::new(env!("CARGO_BIN_EXE_rupt-migrate"))
        .args(["--check", "--exclude", "c.js", "--output-format", &format!("json={}", report.display())])
        .current_dir(tree.files.path().join("apps/web"))
        .output()
        .expect("the tool runs");
    assert_eq!(run.status.code(), Some(2));
    let json: Value = serde_json::from_str(&fs::read_to_string(report).expect("a report")).expect("JSON");
    assert_eq!(json["here"], "apps/web");
    assert_eq!(json["files"][0]["path"], "apps/web/a.js");
    assert_eq!(json["failures"][0]["path"], "apps/web/b.js");
    assert_eq!(json["mentions"][0]["path"], "apps/web/c.js");
    assert_eq!(json["importers"][0]["files"][0], "apps/web/b.js");
}
