//! What names v2 in any kind of text file: it is edited, reported, or prose, and never silent.

use crate::tree::Tree;

/// The kinds of text files: a path and its text a line, those that are reported before those that are
/// prose.
const KINDS: &str = include_str!("kinds.txt");

const MOVES: &str =
    "import Rupt from \"rupt\";\n\nvoid Rupt.attach({ client_id: \"cid\", account: \"a\", email: \"b@c.d\" });\n";

const MANIFEST: &str = "{ \"name\": \"app\", \"dependencies\": { \"rupt\": \"^2.24.1\" } }\n";

/// The path and the text of each kind under the heading.
fn kinds(heading: &str) -> Vec<(&'static str, String)> {
    let lines = KINDS.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.starts_with("# =="));
    let kind = |line: &'static str| {
        let (path, text) = line.split_once('\t').expect("a path, a tab, a text");
        (path, format!("{}\n", text.replace("\\n", "\n").replace("\\t", "\t")))
    };
    lines.map(kind).collect()
}

/// A tree with a package for each kind, whose own code moves.
fn planted(kinds: &[(&str, String)]) -> Tree {
    let tree = Tree::new();
    for (index, (path, text)) in kinds.iter().enumerate() {
        tree.write(&format!("k{index}/package.json"), MANIFEST);
        tree.write(&format!("k{index}/guard.mjs"), MOVES);
        tree.write(&format!("k{index}/{path}"), text);
    }
    tree
}

/// Whether a text names the package itself, and not only v2's script or its global.
fn names_package(text: &str) -> bool {
    text.replace("cdn.rupt.dev/js/rupt.js", "").contains("rupt")
        && !text.contains("unpkg.com")
        && !text.contains("jsdelivr")
}

#[test]
fn every_kind_of_text_that_names_v2_is_reported_and_keeps_the_dependency() {
    let kinds = kinds("# == reported");
    assert!(kinds.len() >= 300, "only {} kinds", kinds.len());
    let tree = planted(&kinds);
    let ran = tree.run(&["--output-format", "json"]);
    let mut wrong = Vec::new();
    for (index, (path, text)) in kinds.iter().enumerate() {
        if !ran.out.contains(&format!("\"k{index}/{path}\"")) {
            wrong.push(format!("silent: {path}: {text}"));
        }
        if names_package(text) && !tree.read(&format!("k{index}/package.json")).contains("\"rupt\"") {
            wrong.push(format!("dependency gone: {path}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}\n{}", wrong.len(), wrong.join(""), ran.err);
    assert_eq!(tree.run(&["--check"]).code, 1);
}

#[test]
fn prose_is_silent_and_keeps_nothing() {
    let kinds = kinds("# == prose");
    let tree = planted(&kinds);
    let ran = tree.run(&["--output-format", "json"]);
    let mut wrong = Vec::new();
    for (index, (path, text)) in kinds.iter().enumerate() {
        if ran.out.contains(&format!("\"k{index}/{path}\"")) {
            wrong.push(format!("reported: {path}: {text}"));
        }
        if tree.read(&format!("k{index}/package.json")).contains("\"rupt\"") {
            wrong.push(format!("dependency kept: {path}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}\n{}", wrong.len(), wrong.join(""), ran.err);
    assert_eq!(tree.run(&["--check"]).code, 0, "{}", tree.run(&["--check"]).err);
}

#[test]
fn a_file_that_stands_for_the_package_by_its_path_is_reported() {
    let paths = [
        "__mocks__/rupt.ts",
        "src/__mocks__/rupt/common.cjs.js",
        "patches/rupt+2.24.1.patch",
        "patches/rupt@2.24.1.patch",
        "patches/other++rupt+2.24.1.patch",
        ".yarn/patches/rupt-npm-2.24.1-0a1b2c3d4e.patch",
        "types/rupt/index.d.ts",
        "vendor/javascript/rupt.js",
        "vendor/rupt-2.24.1.tgz",
    ];
    for path in paths {
        let tree = Tree::of(&[("package.json", MANIFEST), ("guard.mjs", MOVES), (path, "export {};\n")]);
        let ran = tree.run(&["--output-format", "json"]);
        assert!(ran.out.contains(&format!("\"{path}\"")), "{path}: {}", ran.err);
        assert!(tree.read("package.json").contains("\"rupt\""), "{path}: {}", tree.read("package.json"));
        assert_eq!(tree.run(&["--check"]).code, 1, "{path}");
    }
    let own = [("package.json", MANIFEST), ("guard.mjs", MOVES), ("lib/rupt.mjs", "export {};\n")];
    let tree = Tree::of(&own);
    tree.run(&[]);
    assert!(!tree.read("package.json").contains("\"rupt\""), "{}", tree.read("package.json"));
}

#[test]
fn text_in_another_encoding_is_read() {
    let text = "import Rupt from \"rupt\";\nRupt.attach({ account: \"\u{e9}\" });\n";
    let wide: Vec<u16> = format!("\u{feff}{text}").encode_utf16().collect();
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide[1..].iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    for (path, bytes) in
        [("a.ts", &little), ("b.ts", &big), ("c.js", &latin), ("d.rb", &little), ("e.rb", &big), ("f.rb", &latin)]
    {
        let tree = Tree::of(&[("package.json", MANIFEST), ("guard.mjs", MOVES)]);
        tree.write(path, bytes);
        let ran = tree.run(&[]);
        assert!(ran.err.contains(path), "{path}: {}", ran.err);
        assert_eq!(&tree.bytes(path), bytes);
        assert!(tree.read("package.json").contains("\"rupt\""), "{path}: {}", tree.read("package.json"));
        // What would be edited has to be saved as UTF-8 first.
        assert_eq!(ran.code, if path.ends_with(".rb") { 0 } else { 2 }, "{path}: {}", ran.err);
        assert_ne!(tree.run(&["--check"]).code, 0, "{path}");
    }
}

#[test]
fn a_file_that_is_left_alone_keeps_what_it_names() {
    let page = b"<?php // caf\xe9\necho '<script src=\"/node_modules/rupt/index.js\"></script>';\n";
    let broken = "const = ;\ncopy(\"node_modules/rupt/index.js\");\n";
    for (path, bytes) in [("a.php", &page[..]), ("a.js", broken.as_bytes())] {
        let tree = Tree::of(&[("package.json", MANIFEST), ("guard.mjs", MOVES)]);
        tree.write(path, bytes);
        let ran = tree.run(&[]);
        assert!(ran.code == 2 && ran.err.contains(path), "{path}: {}", ran.err);
        assert!(tree.read("package.json").contains("\"rupt\""), "{path}: {}", ran.err);
    }
}
