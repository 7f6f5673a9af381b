use crate::tree::{BROKEN, MANIFEST, MOVES, STAYS, Tree};

#[test]
fn a_file_that_does_not_parse_is_told_with_its_place_and_the_rest_moves() {
    let tree = Tree::of(&[("src/bad.ts", BROKEN), ("src/good.ts", MOVES), ("package.json", MANIFEST)]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("not parsed, so left alone: "), "{}", ran.err);
    assert!(ran.err.contains("src/bad.ts:2:"), "{}", ran.err);
    assert!(ran.counts().contains("1 failed"), "{}", ran.err);
    assert_eq!(tree.read("src/bad.ts"), BROKEN);
    assert!(tree.read("src/good.ts").contains("@ruptjs/client"));
    // The broken file still imports v2, so its package is still needed.
    let manifest = tree.read("package.json");
    assert!(manifest.contains("\"rupt\"") && manifest.contains("\"@ruptjs/client\""), "{manifest}");
}

#[test]
fn a_broken_file_that_does_not_name_rupt_is_never_mentioned() {
    let tree = Tree::of(&[("bad.ts", "const = ;"), ("worse.js", "<<<<<<< HEAD\n\"interrupt\"")]);
    let ran = tree.run(&[]);
    assert!(ran.found_nothing(), "{}", ran.err);
}

#[test]
fn a_broken_file_with_the_mere_word_is_not_mentioned() {
    let tree = Tree::of(&[("bad.ts", "const = ; // written with Rupt in mind")]);
    let ran = tree.run(&[]);
    assert!(ran.found_nothing(), "{}", ran.err);
}

#[test]
fn a_file_that_is_not_utf_8_is_left_alone_and_told_only_if_it_names_rupt() {
    let tree = Tree::of(&[("good.js", MOVES)]);
    let latin = [b"// caf\xe9\n", MOVES.as_bytes()].concat();
    tree.write("latin.js", &latin);
    tree.write("other.js", b"// caf\xe9 interrupt\n");
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.said("latin.js not UTF-8, so left alone"), "{}", ran.err);
    assert!(!ran.err.contains("other.js"), "{}", ran.err);
    assert_eq!(tree.bytes("latin.js"), latin);
    assert!(tree.read("good.js").contains("@ruptjs/client"));
}

#[test]
fn empty_files_and_lone_byte_order_marks_are_nothing() {
    let tree = Tree::of(&[("a.js", ""), ("b.ts", "\u{feff}"), ("package.json", ""), ("c.vue", "\n")]);
    let ran = tree.run(&[]);
    assert!(ran.found_nothing(), "{}", ran.err);
}

#[test]
fn fifty_megabytes_on_one_line_are_no_trouble() {
    let tree = Tree::of(&[("huge.js", &format!("x=\"{}\"", "interrupt ".repeat(5 << 20)))]);
    let ran = tree.run(&[]);
    assert!(ran.found_nothing(), "{}", ran.err);
}

#[test]
fn a_minified_file_never_floods_the_report() {
    let code =
        format!("import Rupt from \"rupt\";{}Rupt.detach({{}});{}\n", "x(1);".repeat(40_000), "y(2);".repeat(40_000));
    let tree = Tree::of(&[("min.js", &code), ("stay.js", STAYS)]);
    let ran = tree.run(&["--check"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.len() < 10_000, "{} bytes", ran.err.len());
    assert_eq!(tree.read("min.js"), code);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_stay() {
    let source = format!("\u{feff}{}", MOVES.replace('\n', "\r\n"));
    let tree = Tree::of(&[("a.js", &source)]);
    assert_eq!(tree.run(&[]).code, 0);
    let after = tree.read("a.js");
    assert!(after.starts_with('\u{feff}') && after.contains("@ruptjs/client"), "{after}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

#[test]
fn a_manifest_that_is_not_json_is_told_if_it_names_rupt() {
    let broken = "{ \"dependencies\": { \"rupt\": \"2\", } }";
    let tree = Tree::of(&[("package.json", broken), ("a.js", MOVES)]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("package.json:1:"), "{}", ran.err);
    assert_eq!(tree.read("package.json"), broken);
    assert!(tree.read("a.js").contains("@ruptjs/client"));
}

#[cfg(unix)]
mod read_only {
    use super::*;
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    fn refuse(locked: &str) {
        let tree = Tree::of(&[("in/a.js", MOVES), ("b.js", MOVES), ("package.json", MANIFEST)]);
        let mode = if locked == "in" { 0o555 } else { 0o444 };
        set_permissions(tree.at(locked), Permissions::from_mode(mode)).expect("the mode can be set");
        let ran = tree.run(&[]);
        set_permissions(tree.at(locked), Permissions::from_mode(0o755)).expect("the mode can be set");
        assert_eq!(ran.code, 2);
        assert!(ran.said("in/a.js the f") && ran.err.contains("is read-only"), "{}", ran.err);
        assert_eq!(tree.read("in/a.js"), MOVES);
        assert!(tree.read("b.js").contains("@ruptjs/client"));
        assert!(tree.read("package.json").contains("\"rupt\""), "the file that was not written needs it");
    }

    #[test]
    fn a_read_only_file_is_told_and_the_rest_is_done() {
        refuse("in/a.js");
    }

    #[test]
    fn a_read_only_folder_is_told_and_the_rest_is_done() {
        refuse("in");
    }
}

#[test]
fn of_what_could_not_be_read_nothing_is_promised() {
    let ran = Tree::of(&[("a.js", BROKEN)]).run(&[]);
    assert_eq!(ran.counts(), "No Rupt v2 in what could be read: 1 file in this folder.");
}

#[test]
fn an_error_at_a_character_of_several_bytes_is_told_and_the_rest_moves() {
    let source = "import Rupt from \"rupt\"；\n";
    let tree =
        Tree::of(&[("bad.ts", source), ("good.ts", MOVES), ("package.json", "{\"dependencies\":{\"rupt\":\"^2\"}，}")]);
    let ran = tree.run(&["-v"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("import Rupt from \"rupt\"；"), "{}", ran.err);
    assert!(ran.err.contains("{\"dependencies\":{\"rupt\":\"^2\"}，}"), "{}", ran.err);
    assert!(ran.counts().contains("2 failed"), "{}", ran.err);
    assert!(tree.read("good.ts").contains("@ruptjs/client"));
}

#[test]
fn a_script_that_is_alone_has_the_stack_of_the_others() {
    let deep = format!("{MOVES}x = {}1{};\n", "`${".repeat(4000), "}`".repeat(4000));
    let tree = Tree::of(&[("deep.js", &deep)]);
    assert_eq!(tree.run(&["--check"]).code, 1);
}

#[test]
fn what_is_too_long_or_too_deep_is_refused_and_the_rest_moves() {
    let chain = format!("{MOVES}x = {}1;\n", "!".repeat(100_000));
    let large = format!("{MOVES}{}", "x;\n".repeat(1 << 20));
    let tree = Tree::of(&[("chain.js", &chain), ("large.js", &large), ("good.js", MOVES)]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.said("chain.js has a chain of more than 16000 operators"), "{}", ran.err);
    assert!(ran.said("large.js too large: 3.1 MB"), "{}", ran.err);
    assert_eq!((tree.read("chain.js"), tree.read("large.js")), (chain, large));
    assert!(tree.read("good.js").contains("@ruptjs/client"));
}
