//! How much a run does, counted: unlike time, that is the same on every machine.

use crate::tree::{MOVES, STAYS, Tree};

/// Code that says much and names nothing.
const NOISE: &str = "// An abrupt interruption may corrupt a bankrupt file.\nexport const interrupted = \"disrupt\";\n";

/// The tree: 200 modules that do not name Rupt, 3 that move, 2 that stay and get a TODO, 1 that is on v3
/// already, and files of other kinds.
fn tree() -> (Tree, usize) {
    let tree = Tree::new();
    let mut bytes = 0;
    let mut write = |path: &str, text: &str, is_searched: bool| {
        tree.write(path, text);
        bytes += if is_searched { text.len() } else { 0 };
    };
    (0..200).for_each(|number| write(&format!("src/{}/{number}.ts", number % 7), NOISE, true));
    (0..3).for_each(|number| write(&format!("src/moves/{number}.mjs"), MOVES, true));
    (0..2).for_each(|number| write(&format!("src/stays/{number}.mjs"), STAYS, true));
    write("src/done.mjs", "import Rupt from \"@ruptjs/client\";\n", true);
    write("README.md", "It has a name.\n", true);
    write("logo.png", "\u{89}PNG\0", true);
    write("LICENSE", "rupt", false);
    (tree, bytes)
}

fn counted(tree: &Tree, arguments: &[&str]) -> String {
    let ran = tree.run(&[&["-v"], arguments].concat());
    let line = ran.err.lines().find(|line| line.starts_with("Files: "));
    line.unwrap_or_else(|| panic!("no line of counters in {}", ran.err)).to_owned()
}

#[test]
fn each_file_is_read_once_and_only_what_names_rupt_is_parsed() {
    let (tree, bytes) = tree();
    let found = format!("Files: 209 seen, 208 searched, 208 reads, {bytes} bytes, 6 name Rupt, 6 parsed, 5 proven");
    assert_eq!(counted(&tree, &["--dry-run"]), format!("{found}, 5 changed, 0 written"));
    assert_eq!(counted(&tree, &["--check"]), format!("{found}, 5 changed, 0 written"));
    assert_eq!(counted(&tree, &[]), format!("{found}, 5 changed, 5 written"));
    let again = counted(&tree, &[]);
    assert!(again.ends_with(" 6 name Rupt, 6 parsed, 0 proven, 0 changed, 0 written"), "{again}");
}

#[test]
fn a_long_file_is_read_in_pieces_and_parsed_once() {
    let tree = Tree::of(&[("long.mjs", &format!("{MOVES}{}", "// long\n".repeat(20_000)))]);
    let line = counted(&tree, &["--dry-run"]);
    let bytes = MOVES.len() + 160_000;
    assert_eq!(
        line,
        format!(
            "Files: 1 seen, 1 searched, 3 reads, {bytes} bytes, 1 name Rupt, 1 parsed, 1 proven, 1 changed, 0 written"
        )
    );
}

#[test]
fn a_tree_that_does_not_name_rupt_is_only_read() {
    let tree = Tree::of(&[("a.js", NOISE), ("b/c.tsx", NOISE)]);
    let bytes = 2 * NOISE.len();
    let line = format!(
        "Files: 2 seen, 2 searched, 2 reads, {bytes} bytes, 0 name Rupt, 0 parsed, 0 proven, 0 changed, 0 written"
    );
    assert_eq!(counted(&tree, &[]), line);
}
