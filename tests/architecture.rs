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
