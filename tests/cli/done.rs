//! `rupt-migrate done`: TODOs go once what they say is done, and nothing else does.

use crate::tree::{Ran, Tree};

/// A call that was moved, below three TODOs and a comment of its own.
const MOVED: &str = "\
import Rupt from \"@ruptjs/client\";

const rupt = new Rupt({ clientId: \"cid\" });

export function protect(user) {
  // TODO(rupt-migrate) redirect-urls: set on the challenge config of your access policy, https://app.rupt.dev/policies
  //   Logout URL: `
  //     ${home}/out
  //
  //     `
  //   Success URL (was new_account_url): \"https://example.com/join\"
  // TODO(rupt-migrate) device-limit: as an older version said it
  //   device_count more than: 3
  // TODO(rupt-migrate) contact: pass one
  //   Not ours: a note of a person
  // Once per page.
  return rupt.evaluate.access({ user: user.id });
}
";

/// What is left of it when the first two are done.
const CONTACT: &str = "\
import Rupt from \"@ruptjs/client\";

const rupt = new Rupt({ clientId: \"cid\" });

export function protect(user) {
  // TODO(rupt-migrate) contact: pass one
  //   Not ours: a note of a person
  // Once per page.
  return rupt.evaluate.access({ user: user.id });
}
";

fn done(tree: &Tree, args: &[&str]) -> Ran {
    tree.run_bare_in("", &[&["done"], args].concat())
}

#[test]
fn the_todos_of_these_ids_go_whole() {
    let tree = Tree::committed(&[("a.js", MOVED), ("b/c.ts", MOVED), ("d.js", "f();\n")]);
    let ran = done(&tree, &["redirect-urls", "device-limit", "b"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, "Removed 2 TODOs (redirect-urls, device-limit) from 1 file.\n");
    assert_eq!((tree.read("a.js").as_str(), tree.read("b/c.ts").as_str()), (MOVED, CONTACT));
    let ran = done(&tree, &["device-limit", "redirect-urls"]);
    assert_eq!(ran.err, "Removed 2 TODOs (redirect-urls, device-limit) from 1 file.\n");
    assert_eq!(tree.read("a.js"), CONTACT);
    let ran = done(&tree, &["redirect-urls", "./b"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "No such TODO under b\n"));
}

#[test]
fn a_persons_line_below_a_todo_stays() {
    let tree = Tree::committed(&[("a.js", MOVED)]);
    done(&tree, &["contact"]);
    let text = tree.read("a.js");
    assert!(!text.contains("contact") && text.contains("  //   Not ours: a note of a person\n  // Once per page.\n"));
}

#[test]
fn a_dry_run_prints_the_patch_of_what_a_run_writes() {
    let tree = Tree::committed(&[("a.js", MOVED), ("b.js", &MOVED.replace('\n', "\r\n"))]);
    let ran = done(&tree, &["-n", "redirect-urls", "device-limit"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "Would remove 4 TODOs (redirect-urls, device-limit) from 2 files.\n"));
    assert_eq!(tree.read("a.js"), MOVED);
    tree.write("p.patch", &ran.out);
    tree.git(&["apply", "p.patch"]);
    assert_eq!((tree.read("a.js"), tree.read("b.js")), (CONTACT.to_owned(), CONTACT.replace('\n', "\r\n")));
}

#[test]
fn what_git_could_not_bring_back_is_not_written() {
    let tree = Tree::committed(&[("a.js", MOVED), ("b.js", MOVED)]);
    let dirty = format!("{MOVED}f();\n");
    tree.write("b.js", &dirty);
    let ran = done(&tree, &["contact"]);
    assert!(ran.code == 2 && ran.err.contains("b.js") && !ran.err.contains("Removed"), "{}", ran.err);
    assert_eq!((tree.read("a.js").as_str(), tree.read("b.js").as_str()), (MOVED, dirty.as_str()));
    assert_eq!(done(&tree, &["--allow-dirty", "contact"]).code, 0);
    let tree = Tree::of(&[("a.js", MOVED)]);
    let ran = done(&tree, &["contact"]);
    assert!(ran.code == 2 && ran.err.contains("git repository") && tree.read("a.js") == MOVED, "{}", ran.err);
    assert_eq!(done(&tree, &["--allow-no-vcs", "contact"]).code, 0);
}

#[test]
fn scripts_of_components_keep_all_else() {
    let todo = "// TODO(rupt-migrate) tolerance: x\n  //   tolerance: \"strict\" (v2 was strict here)\n  ";
    let vue = "\u{feff}<script setup>\n  TODOrupt.evaluate.access({ user });\n</script>\n<template>\n  <p>// TODO</p>\n</template>\n";
    let svelte = "<script>\n  TODOrupt.evaluate.access({ user });\n</script>\n\n<p>{user}</p>\n";
    let astro = "---\nconst a = 1;\n---\n<script>\n  TODOrupt.evaluate.access({ user });\n</script>\n";
    let page = "<p>a</p>\n<script type=\"module\">\n  TODOrupt.evaluate.access({ user });\n</script>\n";
    let files = [("a.vue", vue), ("a.svelte", svelte), ("a.astro", astro), ("a.html", page)];
    for end in ["\n", "\r\n"] {
        let text = |text: &str, todo: &str| text.replace("TODO", todo).replace('\n', end);
        let files = files.map(|(path, text)| (path, text.replace("<p>// TODO</p>", "<p>x</p>")));
        let before = files.clone().map(|(path, file)| (path, text(&file, todo)));
        let tree = Tree::committed(&before.each_ref().map(|(path, text)| (*path, text.as_str())));
        assert_eq!(done(&tree, &["tolerance"]).err, "Removed 4 TODOs (tolerance) from 4 files.\n");
        for (path, file) in &files {
            assert_eq!(tree.read(path), text(file, ""), "{path}");
        }
    }
}

#[test]
fn lines_whose_first_is_gone_are_told_and_go_where_that_is_asked_for() {
    let lost = MOVED.replace(
        "  // TODO(rupt-migrate) redirect-urls: set on the challenge config of your access policy, https://app.rupt.dev/policies\n",
        "",
    );
    let tree = Tree::committed(&[("a.js", &lost)]);
    let ran = done(&tree, &["device-limit"]);
    let told = "Lines of TODOs whose first line was deleted; `--orphans` removes them, too:\n  a.js:6\n";
    assert_eq!((ran.code, ran.err), (0, format!("{told}Removed 1 TODO (device-limit) from 1 file.\n")));
    tree.commit();
    let ran = done(&tree, &["--orphans"]);
    assert_eq!(ran.err, "Removed the lines of 1 TODO without a first line from 1 file.\n");
    assert_eq!(tree.read("a.js"), CONTACT);
    // Where nothing but v3 is named.
    let tree =
        Tree::committed(&[("a.js", &CONTACT.replace("TODO(rupt-migrate) contact: pass one", "  Logout URL: a"))]);
    let ran = done(&tree, &["--orphans", "."]);
    assert_eq!(ran.err, "Removed the lines of 1 TODO without a first line from 1 file.\n");
}

#[test]
fn a_todo_in_another_form_is_told_and_stays() {
    let jsx = "export const a = (\n  <p>\n    {/* TODO(rupt-migrate) contact: x */}\n  </p>\n);\nrupt.f(); // TODO(rupt-migrate) contact: y\n";
    let tree = Tree::committed(&[("a.jsx", jsx), ("b.vue", "<!-- TODO(rupt-migrate) contact: x -->\n<template />\n")]);
    let ran = done(&tree, &["contact"]);
    let told =
        "Not removed, because they do not have the form of this program's TODOs:\n  a.jsx:3\n  a.jsx:6\n  b.vue:1\n";
    assert_eq!((ran.code, ran.err), (0, format!("{told}No such TODO under .\n")));
    assert_eq!(tree.read("a.jsx"), jsx);
}

#[test]
fn a_file_that_does_not_parse_fails_and_the_rest_is_done() {
    let broken = format!("{MOVED}const = ;\n");
    let tree = Tree::committed(&[("a.js", MOVED), ("b.js", &broken)]);
    let ran = done(&tree, &["redirect-urls", "device-limit"]);
    assert!(ran.code == 2 && ran.err.contains("not parsed"), "{}", ran.err);
    assert!(ran.err.ends_with("Removed 2 TODOs (redirect-urls, device-limit) from 1 file.\n"), "{}", ran.err);
    assert_eq!((tree.read("a.js").as_str(), tree.read("b.js")), (CONTACT, broken));
}

#[test]
fn code_that_stays_on_v2_gets_its_todo_again() {
    let stays = "import Rupt from \"rupt\";\n\nRupt.detach({ client_id: \"cid\", device });\n";
    let tree = Tree::committed(&[("a.js", stays)]);
    tree.run(&["."]);
    tree.commit();
    let ran = done(&tree, &["detach"]);
    assert!(ran.err.starts_with("`detach` is about code that stays: while that code is there,"), "{}", ran.err);
    assert_eq!(tree.read("a.js"), stays);
}

#[test]
fn words_are_ids_or_paths() {
    let tree = Tree::committed(&[("domain/a.js", MOVED), ("x.js", MOVED)]);
    for (args, says) in [
        (&["redirect-ulrs"][..], "did you mean `redirect-urls`?"),
        (&["on_challenge"], "several notes are about `on_challenge`"),
        (&["contact", "nowhere"], "neither the id of a note nor a file or folder"),
        (&["x.js"], "which notes are done?"),
        (&[], "required arguments"),
    ] {
        let ran = done(&tree, args);
        assert!(ran.code == 2 && ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    assert_eq!(done(&tree, &["contact", "domain"]).err, "Removed 2 TODOs (contact) from 2 files.\n");
    tree.git(&["checkout", "-q", "."]);
    assert_eq!(done(&tree, &["contact", "./domain"]).err, "Removed 1 TODO (contact) from 1 file.\n");
    tree.git(&["checkout", "-q", "."]);
    assert_eq!(done(&tree, &["--exclude", "domain", "contact"]).err, "Removed 1 TODO (contact) from 1 file.\n");
}
