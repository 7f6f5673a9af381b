//! The layers: a module names only those that stand above it in `src/lib.rs`, and only the shell
//! touches files, the environment and the terminal.

use std::fs;
use std::path::Path;

fn layers(source: &Path) -> Vec<String> {
    let text = fs::read_to_string(source.join("lib.rs")).expect("lib.rs is there");
    let name = |line: &str| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned);
    text.lines().filter_map(name).collect()
}

#[test]
fn no_module_names_a_later_one_and_only_the_shell_touches_the_world() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layers = layers(&source);
    assert_eq!(layers.last().map(String::as_str), Some("shell"));
    let mut faults = Vec::new();
    for entry in walkdir::WalkDir::new(&source) {
        let path = entry.expect("src can be read").into_path();
        let relative = path.strip_prefix(&source).expect("below src").to_string_lossy().into_owned();
        let module = relative.trim_end_matches(".rs").split('/').next().unwrap_or_default().to_owned();
        let Some(layer) = layers.iter().position(|name| *name == module) else { continue };
        if !path.is_file() {
            continue;
        }
        let text = fs::read_to_string(&path).expect("source is UTF-8");
        for later in &layers[layer + 1..] {
            if text.contains(&format!("crate::{later}")) {
                faults.push(format!("{relative} names {later}"));
            }
        }
        let world = ["std::fs", "std::io", "std::env", "println!", "eprintln!", "print!("];
        // Tests read fixtures.
        if module != "shell" && !relative.ends_with("tests.rs") {
            faults.extend(
                world.iter().filter(|word| text.contains(**word)).map(|word| format!("{relative} says {word}")),
            );
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// All sources, each with its path below `src`.
fn sources() -> Vec<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&source).into_iter().map(|entry| entry.expect("src can be read").into_path());
    let name = |path: &Path| path.strip_prefix(&source).expect("below src").to_string_lossy().into_owned();
    files.filter(|path| path.is_file()).map(|path| (name(&path), fs::read_to_string(&path).expect("UTF-8"))).collect()
}

/// What v3 does or takes is said by the table alone, where each text has its certainty and its source.
#[test]
fn what_is_said_of_v3_stands_in_the_table() {
    const HEADINGS: [&str; 5] = [
        "What differs in v3",
        "In the dashboard, and what differs in v3",
        "## From Rupt v2 to v3",
        "Rupt v2 → v3: ",
        " explain v3",
    ];
    for (name, text) in sources() {
        let path = name.replace('\\', "/");
        if path.starts_with("mapping/") || !path.ends_with(".rs") || path.ends_with("tests.rs") {
            continue;
        }
        let program = text.split("#[cfg(test)]").next().unwrap_or_default();
        for text in literals(program).into_iter().filter(|text| says(text)) {
            assert!(HEADINGS.iter().any(|heading| text.contains(heading)), "{path} says: {text}");
        }
    }
    fn says(text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
        text.contains(' ') && words.any(|word| word == "v3")
    }
    assert_eq!(literals("f('\"', \"a \\\" b\", \"c\\\n  v3\")"), ["a \\\" b", "c\\\n  v3"]);
}

/// The string literals of a source, as they are written, but for those in comments.
fn literals(source: &str) -> Vec<String> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut literals = Vec::new();
    let mut inside: Option<String> = None;
    let (mut before, code) = (' ', code.join("\n"));
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match (&mut inside, c) {
            (None, '"') if before != '\'' => inside = Some(String::new()),
            (None, _) => {}
            (Some(_), '"') => literals.extend(inside.take()),
            (Some(text), _) => {
                text.push(c);
                text.extend((c == '\\').then(|| chars.next()).flatten());
            }
        }
        before = c;
    }
    literals
}

#[test]
fn git_is_the_only_program_and_there_is_no_network() {
    for (name, text) in sources() {
        let program = text.split("#[cfg(test)]").next().unwrap_or_default();
        let program = program.split("#[cfg(all(test").next().unwrap_or_default();
        assert!(!program.contains("std::net") && !program.contains("UnixStream"), "{name} opens connections");
        let runs = program.matches("Command::new(").count();
        let is_git = name.replace('\\', "/") == "shell/git/safe.rs" && program.contains("Command::new(\"git\")");
        assert_eq!(runs, usize::from(is_git), "{name} runs a program");
    }
}

/// Each promise of `docs/safety.md` names its tests, and they are there.
#[test]
fn every_promise_of_safety_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/safety.md")).expect("the page is there");
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise "));
    let mut count = 0;
    for row in rows {
        let (_, tests) = row.trim_end_matches(" |").rsplit_once(" | ").expect("a promise and its test");
        let (names, file) = tests.rsplit_once(" in ").expect("tests and their file");
        let text = fs::read_to_string(root.join(file.trim_matches('`'))).expect(row);
        for name in names.split(" and ") {
            assert!(text.contains(&format!("fn {}()", name.trim_matches('`'))), "{row}");
            count += 1;
        }
    }
    assert!(count >= 30, "only {count} tests are named");
}
