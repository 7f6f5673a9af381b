//! What README shows is what a user gets: its example, its output, and its commands.

#[allow(dead_code)]
#[path = "cli/tree.rs"]
mod tree;

use std::fs;
use std::path::Path;
use tree::{MANIFEST, MOVES, Ran, STAYS, Tree};

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the page can be read")
}

/// The blocks of code in this language, in their order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let block = |rest: &str| rest.split("\n```").next().map(|text| format!("{text}\n"));
    page.split(&fence).skip(1).filter_map(block).collect()
}

fn example() -> Tree {
    let readme = page("README.md");
    let [before, ..] = &blocks(&readme, "js")[..] else { panic!("there is no example") };
    Tree::of(&[("src/app.js", before), ("package.json", MANIFEST)])
}

#[test]
fn the_first_command_prints_what_stands_below_it() {
    let readme = page("README.md");
    let command = blocks(&readme, "sh")[0].clone();
    let args = command.strip_prefix("npx rupt-migrate ").expect("by npx").split_whitespace();
    let tree = example();
    let output = tree::command(&tree.root()).args(args).env("RUPT_MIGRATE_NPX", "1").output().expect("it runs");
    assert_eq!(Ran::new(output).err, blocks(&readme, "text")[0]);
}

#[test]
fn the_example_becomes_what_it_is_said_to_become() {
    let readme = page("README.md");
    let tree = example();
    assert_eq!(tree.run(&["."]).code, 0);
    assert_eq!(tree.read("src/app.js"), blocks(&readme, "js")[1]);
}

/// Commands of pages that no other test runs.
#[test]
fn every_command_runs() {
    let mut seen = 0;
    for name in ["README.md", "docs/worksheet.md", "docs/editors.md"] {
        let all = blocks(&page(name), "sh").concat();
        for line in all.lines().filter_map(|line| line.strip_prefix("npx rupt-migrate ")) {
            let tree = Tree::committed(&[("src/a.js", MOVES), ("src/b.js", STAYS), ("package.json", MANIFEST)]);
            // Worksheets of several repositories, for the command that merges them.
            for sheet in line.split_whitespace().filter(|word| word.ends_with(".json")) {
                tree.run(&["--dry-run", "--worksheet", sheet, "."]);
            }
            let words: Vec<&str> = line.split(" > ").next().unwrap_or_default().split_whitespace().collect();
            let ran = tree.run_bare_in("", &words);
            assert!(ran.code == i32::from(words.contains(&"--check")), "{name}: {line}: {}", ran.err);
            seen += 1;
        }
    }
    assert!(seen > 4, "only {seen} commands were run");
}

#[test]
fn pages_install_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")).expect("there are pages");
    let pages =
        folder.map(|entry| entry.expect("a page").path()).filter(|path| path.extension().is_some_and(|it| it == "md"));
    let mut seen = 0;
    for path in pages {
        let text = fs::read_to_string(&path).expect("the page can be read");
        let names_version = |at: &usize| text[*at..].starts_with(|c: char| c.is_ascii_digit());
        for at in text.match_indices("rupt-migrate@").map(|(at, name)| at + name.len()).filter(names_version) {
            assert!(text[at..].starts_with(version), "{}: {:?}", path.display(), text[at..].lines().next());
            seen += 1;
        }
    }
    assert!(seen > 4, "only {seen} are left");
}
