//! Which files count: all that git tracks in the package, whatever is given and whatever is ignored.

use crate::stdin::pipe;
use crate::tree::{MANIFEST, MOVES, STAYS, Tree};

const READS: &str = "export const devices = () => window.Rupt.getAttachedDevices();\n";
const PAGE: &str = "<script src=\"https://cdn.rupt.dev/js/rupt.js\"></script>\n";

fn keeps_dependency(tree: &Tree, manifest: &str) -> bool {
    tree.read(manifest).contains("\"rupt\"")
}

fn keeps_import(tree: &Tree, path: &str) -> bool {
    tree.read(path).contains("import \"rupt\";")
}

#[test]
fn a_file_that_is_ignored_and_tracked_counts() {
    let tree = Tree::committed(&[("package.json", MANIFEST), ("a.js", MOVES), ("dist/b.js", STAYS)]);
    tree.write(".gitignore", "dist/\n");
    tree.commit();
    let ran = tree.run(&[]);
    assert!(keeps_dependency(&tree, "package.json"), "{}", ran.err);
    assert!(ran.err.contains("ignored, but tracked by git") && ran.err.contains("dist/b.js:"), "{}", ran.err);
    assert_eq!(tree.read("dist/b.js"), STAYS);
    assert_eq!(tree.run(&["--check"]).code, 1);
}

#[test]
fn a_file_that_is_ignored_and_not_tracked_does_not_count() {
    let tree = Tree::committed(&[("package.json", MANIFEST), ("a.js", MOVES), (".gitignore", "dist/\n")]);
    tree.write("dist/b.js", STAYS);
    let ran = tree.run(&[]);
    assert!(!keeps_dependency(&tree, "package.json"), "{}", ran.err);
}

#[test]
fn a_file_behind_ignore_counts_where_git_has_it() {
    let files = [("package.json", MANIFEST), ("a.js", MOVES), (".ignore", "old/\n"), ("old/deep/b.js", STAYS)];
    let tree = Tree::committed(&files);
    let ran = tree.run(&[]);
    assert!(keeps_dependency(&tree, "package.json"), "{}", ran.err);
    assert!(ran.err.contains("old/deep/b.js:"), "{}", ran.err);
    assert_eq!(tree.read("old/deep/b.js"), STAYS);
    let tree = Tree::of(&files);
    tree.run(&[]);
    assert!(!keeps_dependency(&tree, "package.json"), "outside of a repository the ignore file decides");
}

#[test]
fn a_file_that_is_not_checked_out_counts() {
    let tree = Tree::committed(&[
        ("package.json", MANIFEST),
        ("src/a.js", MOVES),
        ("tools/b.rb", "pin \"rupt\"\n"),
        ("tools/c.js", "1;\n"),
    ]);
    tree.git(&["sparse-checkout", "set", "src"]);
    assert!(!tree.at("tools/b.rb").exists());
    let ran = tree.run(&[]);
    assert!(keeps_dependency(&tree, "package.json"), "{}", ran.err);
    assert!(ran.err.contains("not checked out") && ran.err.contains("tools/b.rb:1 "), "{}", ran.err);
    assert!(!ran.err.contains("tools/c.js"), "{}", ran.err);
}

#[test]
fn a_reader_outside_of_the_given_paths_keeps_the_global() {
    let tree = Tree::of(&[("package.json", MANIFEST), ("src/a.js", MOVES), ("e2e/b.js", READS)]);
    let ran = tree.run(&["src"]);
    assert!(keeps_import(&tree, "src/a.js"), "{}\n{}", tree.read("src/a.js"), ran.err);
    let tree =
        Tree::of(&[("package.json", MANIFEST), ("src/a.js", MOVES), ("e2e/b.rb", "page.eval(\"window.Rupt\")\n")]);
    tree.run(&["src"]);
    assert!(keeps_import(&tree, "src/a.js"), "{}", tree.read("src/a.js"));
}

#[test]
fn the_page_of_another_application_provides_nothing() {
    let tree = Tree::of(&[
        ("app/package.json", MANIFEST),
        ("app/a.js", MOVES),
        ("app/b.js", READS),
        ("site/index.html", PAGE),
    ]);
    tree.run(&[]);
    assert!(keeps_import(&tree, "app/a.js"), "{}", tree.read("app/a.js"));
    let tree = Tree::of(&[("package.json", MANIFEST), ("a.js", MOVES), ("b.js", READS), ("index.html", PAGE)]);
    tree.run(&[]);
    assert!(!keeps_import(&tree, "a.js"), "{}", tree.read("a.js"));
}

#[test]
fn a_reader_in_another_application_keeps_nothing() {
    let tree = Tree::of(&[
        ("one/package.json", MANIFEST),
        ("one/a.js", MOVES),
        ("two/package.json", &MANIFEST.replace("\"app\"", "\"two\"")),
        ("two/b.js", READS),
    ]);
    tree.run(&[]);
    assert!(!keeps_import(&tree, "one/a.js"), "{}", tree.read("one/a.js"));
}

#[test]
fn standard_input_is_migrated_as_part_of_its_package() {
    let reads = format!("{MOVES}\nwindow.Rupt.detach(1);\n");
    for (files, input) in
        [(vec![("package.json", MANIFEST), ("b.js", READS)], MOVES), (vec![("package.json", MANIFEST)], &reads)]
    {
        let tree = Tree::of(&files);
        let output = pipe(&tree, "a.js", input.as_bytes()).out;
        assert!(output.contains("import \"rupt\";"), "{output}");
    }
    let tree = Tree::of(&[("package.json", MANIFEST), ("b.js", "1;\n")]);
    assert!(!pipe(&tree, "a.js", MOVES.as_bytes()).out.contains("import \"rupt\";"));
}

#[test]
fn each_member_of_a_workspace_has_its_lists_by_its_own_uses() {
    let list = "export default { optimizeDeps: { include: [\"rupt\"] } };\n";
    let tree = Tree::of(&[
        ("package.json", "{ \"workspaces\": [\"apps/*\"] }\n"),
        ("apps/a/package.json", MANIFEST),
        ("apps/a/vite.config.js", list),
        ("apps/a/a.js", MOVES),
        ("apps/b/package.json", MANIFEST),
        ("apps/b/vite.config.js", list),
        ("apps/b/b.js", STAYS),
    ]);
    tree.run(&[]);
    assert_eq!(tree.read("apps/a/vite.config.js"), list.replace("rupt", "@ruptjs/client"));
    assert_eq!(tree.read("apps/b/vite.config.js"), list);
}

#[test]
fn a_server_outside_of_the_given_paths_renders_what_is_given() {
    let guard =
        format!("export async function guard(user) {{\n  {}}}\n", MOVES.split("\n\n").last().unwrap_or_default());
    let guard = format!("import Rupt from \"rupt\";\n\n{guard}");
    let server = "import { renderToString } from \"react-dom/server\";\n";
    let tree = Tree::of(&[("package.json", MANIFEST), ("src/guard.js", &guard), ("server.js", server)]);
    assert!(pipe(&tree, "src/guard.js", guard.as_bytes()).out.contains("getRupt"));
    tree.run(&["src"]);
    assert!(tree.read("src/guard.js").contains("getRupt"), "{}", tree.read("src/guard.js"));
}
