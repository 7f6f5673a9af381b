use crate::tree::{BROKEN, MANIFEST, MOVES, STAYS, Tree};

const NEXT: &str = "module.exports = { transpilePackages: [\"rupt\"] };\n";

const ALIAS: &str = "export default { resolve: { alias: { rupt: \"/vendor/rupt.js\" } } };\n";

fn packages(tree: &Tree) -> String {
    let text = tree.read("next.config.js");
    text.split(['[', ']']).nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_list_goes_by_what_all_files_use_in_the_end() {
    for (files, names) in [
        (&[("a.js", MOVES)][..], "\"@ruptjs/client\""),
        (&[("a.js", MOVES), ("b.js", STAYS)], "\"rupt\", \"@ruptjs/client\""),
        (&[("a.js", MOVES), ("b.js", BROKEN)], "\"rupt\", \"@ruptjs/client\""),
        // A script from elsewhere needs no package.
        (&[("a.js", MOVES), ("b.html", "<script src=\"https://cdn.rupt.dev/js/rupt.js\">")], "\"@ruptjs/client\""),
        (&[("a.js", MOVES), ("b.coffee", "Rupt = require 'rupt'\n")], "\"rupt\", \"@ruptjs/client\""),
        (&[("b.js", STAYS)], "\"rupt\""),
    ] {
        let tree = Tree::of(files);
        tree.write("next.config.js", NEXT);
        tree.run(&[]);
        assert_eq!(packages(&tree), names, "{files:?}");
        let before = tree.files();
        tree.run(&[]);
        assert_eq!(tree.files(), before, "a second run changes {files:?}");
    }
}

#[test]
fn a_required_v3_under_a_todo_is_still_in_use() {
    let call = "{ client_id: \"cid\", account: user.id, email: user.email, tolerance: \"strict\" }";
    let required = format!("const Rupt = require(\"rupt\");\n\nRupt.attach({call});\n");
    let pattern = "module.exports = { transformIgnorePatterns: [\"/node_modules/(?!rupt)/\", \"rupt\"] };\n";
    let tree = Tree::of(&[("a.cjs", &required), ("b.js", STAYS), ("jest.config.js", pattern)]);
    tree.run(&[]);
    let before = tree.files();
    assert!(tree.read("a.cjs").contains("TODO") && tree.read("jest.config.js").contains("TODO"));
    tree.run(&[]);
    assert_eq!(tree.files(), before);
}

#[test]
fn both_names_become_one_when_the_last_use_of_v2_is_gone() {
    let tree = Tree::of(&[("next.config.js", NEXT), ("a.js", MOVES), ("b.js", STAYS)]);
    tree.run(&[]);
    tree.write("b.js", "");
    tree.run(&[]);
    assert_eq!(packages(&tree), "\"@ruptjs/client\"");
}

#[test]
fn a_use_outside_of_the_given_paths_keeps_v2_in_a_list() {
    let tree = Tree::of(&[("package.json", MANIFEST), ("next.config.js", NEXT), ("a.js", MOVES), ("b.js", STAYS)]);
    tree.run(&["next.config.js", "a.js"]);
    assert_eq!(packages(&tree), "\"rupt\", \"@ruptjs/client\"");
    let tree = Tree::of(&[("package.json", MANIFEST), ("next.config.js", NEXT), ("a.js", STAYS)]);
    tree.run(&["next.config.js"]);
    assert_eq!(tree.read("next.config.js"), NEXT);
}

#[test]
fn a_script_with_settings_may_use_v2_itself() {
    let both = format!("{STAYS}export default {{ transpilePackages: [\"rupt\"] }};\n");
    let tree = Tree::of(&[("next.config.js", NEXT), ("other.js", &both), ("a.js", MOVES)]);
    tree.run(&[]);
    assert_eq!(packages(&tree), "\"rupt\", \"@ruptjs/client\"");
    assert!(tree.read("other.js").ends_with("[\"rupt\", \"@ruptjs/client\"] };\n"), "{}", tree.read("other.js"));
}

#[test]
fn a_setting_that_is_not_edited_keeps_the_dependency() {
    let tree = Tree::of(&[("package.json", MANIFEST), ("vite.config.js", ALIAS), ("a.js", MOVES)]);
    let ran = tree.run(&[]);
    assert!(tree.read("package.json").contains("\"rupt\""), "{}", tree.read("package.json"));
    assert!(tree.read("vite.config.js").starts_with("// TODO(rupt-migrate) setting-alias: "), "{}", ran.err);
    assert!(ran.counts().ends_with("the one use moved.") && ran.said("vite.config.js:3 setting-alias"), "{}", ran.err);
}

#[test]
fn a_setting_that_is_left_is_work() {
    let tree = Tree::of(&[("vite.config.js", ALIAS)]);
    tree.run(&[]);
    let check = tree.run(&["--check"]);
    assert_eq!(check.code, 1, "{}", check.err);
    assert!(check.counts() == "Check failed: 1 setting (1 file read).", "{}", check.err);
    tree.write("vite.config.js", "export default {};\n");
    let done = tree.run(&["--check"]);
    assert!(done.found_nothing(), "{}", done.err);
}

#[test]
fn a_plain_name_in_any_script_may_be_for_a_tool() {
    for text in [
        "const { environment } = require(\"tool\");\nenvironment.add({ Rupt: \"rupt\" });\n",
        "export const shared = [\"react\", \"rupt\"];\n",
        "module.exports = { a: { rupt: \"./stub.js\" } };\n",
    ] {
        let tree = Tree::of(&[("package.json", MANIFEST), ("a.js", MOVES), ("build/shared.js", text)]);
        let ran = tree.run(&[]);
        assert!(tree.read("package.json").contains("\"rupt\"") && ran.err.contains("build/shared.js:"), "{text}");
        assert_eq!(tree.run(&["--check"]).code, 1, "{text}");
    }
}

#[test]
fn what_an_application_calls_like_the_package_is_its_own() {
    let own = [
        "import { track } from \"./track.js\";\ntrack(\"rupt\", { vendor: \"rupt\" });\n",
        "import { provide, inject } from \"vue\";\nprovide(\"rupt\", 1);\nexport const client = inject(\"rupt\");\n",
        "module.exports = { rupt: { id: process.env.RUPT_ID }, other: { rupt: client } };\n",
        "export default { rupt: { id: \"a\" } };\n",
        "import a from \"a\";\nexport const F = () => <b title=\"rupt\">{a(\"rupt\")}</b>;\n",
        "import Rupt from \"@ruptjs/client\";\nimport { track } from \"track\";\ntrack(\"rupt\", new Rupt({ clientId: \"a\" }));\n",
        "import { auth } from \"auth\";\nexport const isOurs = () => auth.name === \"rupt\";\n",
        "export default { build: { rollupOptions: { output: { manualChunks: { rupt: [\"react\"] } } } } };\n",
        "export default [{ languageOptions: { globals: { rupt: \"readonly\" } } }];\n",
    ];
    for text in own {
        let tree = Tree::of(&[("package.json", MANIFEST), ("a.js", MOVES), ("lib/own.js", text)]);
        let ran = tree.run(&[]);
        assert!(!tree.read("package.json").contains("\"rupt\""), "{text}: {}", ran.err);
        assert_eq!(tree.run(&["--check"]).code, 0, "{text}");
    }
}

#[test]
fn an_excluded_setting_stays() {
    let tree = Tree::of(&[("next.config.js", NEXT), ("a.js", MOVES)]);
    tree.run(&["--exclude", "next.config.js"]);
    assert_eq!(tree.read("next.config.js"), NEXT);
}

#[test]
fn settings_that_are_no_scripts_are_told_and_stay() {
    let files = [
        ("package.json", MANIFEST),
        ("a.js", MOVES),
        ("tsconfig.json", "{\n  // ours\n  \"compilerOptions\": { \"types\": [\"rupt\"] },\n}\n"),
        ("renovate.json5", "{ ignoreDeps: ['rupt'] }\n"),
        (".github/dependabot.yml", "updates:\n  - ignore:\n      - dependency-name: rupt\n"),
        ("public/_headers", "/*\n  Content-Security-Policy: connect-src https://api.rupt.dev\n"),
        ("nginx.conf", "# none of ours\nproxy_pass https://api.acme.dev;\n"),
    ];
    let tree = Tree::of(&files);
    let ran = tree.run(&["-v"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for place in ["tsconfig.json:3 ", "renovate.json5:1 ", ".github/dependabot.yml:3 ", "public/_headers:2 "] {
        assert!(ran.err.contains(place), "{place} in {}", ran.err);
    }
    assert!(files[2..].iter().all(|(path, text)| tree.read(path) == *text), "a setting was edited");
    let both = MANIFEST.replace("    \"rupt\"", "    \"@ruptjs/client\": \"^3.0.0\",\n    \"rupt\"");
    assert_eq!(tree.read("package.json"), both);
    assert!(ran.counts() == "Rupt v2 → v3: 1 of 4 uses moved, 3 stay on v2.", "{}", ran.err);
    let check = tree.run(&["--check"]);
    assert_eq!((check.code, tree.read("package.json")), (1, both), "{}", check.err);
    for (path, _) in &files[2..] {
        tree.write(path, "");
    }
    tree.run(&[]);
    assert!(!tree.read("package.json").contains("\"rupt\""), "{}", tree.read("package.json"));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_told_once_and_counts_as_it_is() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    for (locked, names, keeps_v2) in [("a.js", "\"rupt\"", true), ("next.config.js", "\"rupt\"", false)] {
        let tree = Tree::of(&[("package.json", MANIFEST), ("next.config.js", NEXT), ("a.js", MOVES)]);
        set_permissions(tree.at(locked), Permissions::from_mode(0o444)).expect("the mode can be set");
        let ran = tree.run(&[]);
        assert_eq!((ran.code, packages(&tree).as_str()), (2, names), "{}", ran.err);
        assert_eq!(ran.err.matches("read-only").count(), 1, "{}", ran.err);
        assert_eq!(tree.read("package.json").contains("\"rupt\""), keeps_v2, "{locked}: {}", ran.err);
    }
}

#[test]
fn a_file_of_settings_is_known_by_its_name() {
    let shared = "export default { shared: { rupt: { singleton: true } } };\n";
    for (path, keeps) in [("federation.config.js", true), ("src/state.js", false)] {
        let tree = Tree::of(&[("package.json", MANIFEST), ("a.js", MOVES), (path, shared)]);
        let ran = tree.run(&[]);
        assert_eq!(tree.read("package.json").contains("\"rupt\""), keeps, "{path}: {}", ran.err);
    }
}
