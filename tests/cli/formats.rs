use crate::tree::{MOVES, STAYS, Tree};

#[test]
fn a_report_goes_to_a_file_or_in_place_of_the_patch() {
    let tree = Tree::of(&[("a.js", MOVES), ("b.js", STAYS)]);
    let instead = tree.run(&["-n", "--output-format", "text"]);
    assert!(instead.code == 0 && !instead.out.contains("diff --git"), "{}", instead.out);
    assert!(instead.out.contains("Would stay on v2"), "{}", instead.out);
    let beside = tree.run(&["-n", "--output-format", "text=report.txt"]);
    assert!(beside.code == 0 && beside.out.starts_with("diff --git"), "{}", beside.out);
    assert_eq!(tree.read("report.txt"), instead.out);
}

#[test]
fn a_report_that_cannot_be_made_is_an_error() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    for (arguments, message) in [
        (&["--output-format", "yaml"][..], "there is no format `yaml`"),
        (&["--output-format", "text="], "the file is missing"),
        (&["--output-format", "text", "--output-format", "text"], "only one report can go to standard output"),
        (&["-n", "--output-format", "text=no/such/folder.txt"], "the report cannot be written to no/such/folder.txt"),
    ] {
        let ran = tree.run(arguments);
        assert!(ran.code == 2 && ran.err.contains(message), "{arguments:?}: {}", ran.err);
        assert_eq!(tree.read("a.js"), MOVES);
    }
}
