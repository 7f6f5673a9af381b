//! A row of a list gives a note better words. Without it the note is vaguer, and never silent.
//!
//! What stands in for a list without the row is the same text under a name that no list has.

use crate::tree::{MANIFEST, MOVES, Tree};

/// The strings of the list called `name` in the source of its module, one a row. Of a row of several
/// strings it is the first.
fn rows<'s>(source: &'s str, name: &str) -> Vec<&'s str> {
    let start = source.find(&format!(" {name}: ")).expect("the list is there");
    let list = &source[start..];
    let open = list.find(" =").expect("a list has items");
    let list = &list[open..open + list[open..].find("];").expect("a list ends")];
    let code = list.lines().filter(|line| !line.trim_start().starts_with("//"));
    let of_line = |line: &'s str| -> Vec<&'s str> {
        let strings = line.split('"').skip(1).step_by(2);
        if line.trim_start().starts_with('(') { strings.take(1).collect() } else { strings.collect() }
    };
    let found: Vec<&str> = code.flat_map(of_line).collect();
    assert!(found.len() > 3, "{name} has only {found:?}");
    found
}

/// A file of a package: its path and its text, and whether it needs the package itself.
struct Case {
    path: String,
    text: String,
    needs_package: bool,
}

fn case(path: &str, text: &str) -> Case {
    Case { path: path.to_owned(), text: format!("{text}\n"), needs_package: true }
}

/// Each case in a package of its own, all in one run.
fn told_and_kept(cases: &[Case]) {
    let tree = Tree::new();
    for (index, case) in cases.iter().enumerate() {
        tree.write(&format!("k{index}/package.json"), MANIFEST);
        tree.write(&format!("k{index}/guard.mjs"), MOVES);
        tree.write(&format!("k{index}/{}", case.path), &case.text);
    }
    let out = tree.run(&["--output-format", "json"]).out;
    let mut wrong = Vec::new();
    for (index, Case { path, text, needs_package }) in cases.iter().enumerate() {
        let is_told = out.contains(&format!("\"k{index}/{path}\""));
        let is_kept = tree.read(&format!("k{index}/package.json")).contains("\"rupt\"");
        if !is_told || *needs_package && !is_kept {
            wrong.push(format!("told {is_told}, kept {is_kept}: {path}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join(""));
    assert_eq!(tree.run(&["--check"]).code, 1);
}

const SETTINGS: &str = include_str!("../../src/mapping/settings.rs");
const KINDS: &str = include_str!("../../src/kind/mod.rs");
const TEMPLATES: &str = include_str!("../../src/kind/template.rs");
const MOCKS: &str = include_str!("../../src/bindings/mocks.rs");
const MAPPING: &str = include_str!("../../src/mapping/mod.rs");

/// What a setting may have: a list, names in keys, a pattern.
const VALUES: [&str; 4] =
    ["[\"rupt\"]", "{ \"rupt\": \"./x.js\" }", "[\"/node_modules/(?!rupt)/\"]", "{ \"^rupt$\": \"./x.js\" }"];

#[test]
fn a_setting_that_no_table_has_is_told() {
    let mut cases = Vec::new();
    let names = [rows(SETTINGS, "SETTINGS"), rows(SETTINGS, "DATA_SETTINGS")].concat();
    for name in names.into_iter().chain(["unheardOf"]) {
        for value in VALUES {
            let data = format!("{{ \"{name}\": {value} }}");
            cases.push(case("vite.config.js", &format!("export default {data};")));
            cases.push(case("unheard-of.js", &format!("module.exports = {data};")));
            cases.push(case("unheard-of.json", &data));
            cases.push(case("unheard-of.yaml", &data));
            cases.push(case("unheard-of.conf", &data));
        }
    }
    // A package beside what moves is edited in a list that is known, and told in no other.
    let is_edited = |case: &Case| {
        let listed = case.text.contains(": [\"rupt\"]");
        let name = case.text.split('"').nth(1).unwrap_or_default();
        case.path.ends_with(".js") && listed && rows(SETTINGS, "SETTINGS").contains(&name)
    };
    cases.retain(|case| !is_edited(case));
    told_and_kept(&cases);
}

#[test]
fn settings_in_a_file_that_no_list_names_are_told() {
    let mut cases = Vec::new();
    let names = rows(KINDS, "SETTINGS");
    for name in names.into_iter().filter(|name| *name != ".").chain(["unheard-of", "build/shared"]) {
        for text in [
            "module.exports = { unheardOf: [\"rupt\"] };",
            "module.exports = { unheardOf: \"rupt\" };",
            "module.exports = tool({ a: { b: { rupt: \"./stub.js\" } } });",
            "export default { unheardOf: [{ c: \"rupt\" }] };",
            "export default (tool) => { tool.add(\"rupt\"); };",
            "export default tool({ rupt: \"^2\" });",
            "export const names = [\"react\", \"rupt\"];",
            "import tool from \"tool\";\ntool.add(\"rupt\");",
            "const tool = require(\"tool\");\ntool.add({ name: \"rupt\" });",
            "import { cp } from \"node:fs\";\ncp(\"node_modules/rupt/index.js\", \"x\");",
        ] {
            cases.push(case(&format!("{name}.js"), text));
        }
    }
    told_and_kept(&cases);
}

#[test]
fn templates_of_an_engine_that_no_list_has_are_told() {
    let mut cases = Vec::new();
    let names = [rows(TEMPLATES, "USUAL_EXTENSIONS"), rows(TEMPLATES, "LANGUAGES")].concat();
    for name in names.into_iter().chain(["unheardof"]) {
        for text in [
            "<script src=\"/node_modules/rupt/index.js\"></script>",
            "<script type=\"module\">\nimport { getHash } from \"rupt\";\ngetHash();\n</script>",
            "script(src='/node_modules/rupt/index.js')",
            "Rupt = require 'rupt'",
            "import Rupt from \"rupt\";",
        ] {
            cases.push(case(&format!("views/a.{name}"), text));
        }
        for text in [
            "<script>\nRupt.attach({ client_id: <%= id %> })\n</script>",
            "<script src=\"https://cdn.rupt.dev/js/rupt.js\"></script>",
        ] {
            cases.push(Case { needs_package: false, ..case(&format!("views/a.{name}"), text) });
        }
    }
    told_and_kept(&cases);
}

#[test]
fn what_mocks_v2_in_a_way_that_no_list_has_is_told() {
    let mut cases = Vec::new();
    for name in rows(MOCKS, "MOCKERS").into_iter().chain(["unheardOf"]) {
        cases.push(case("a.test.js", &format!("test(\"x\", () => {{ tool.{name}(\"rupt\", () => ({{}})); }});")));
    }
    for name in rows(MOCKS, "LIBRARIES").into_iter().chain(rows(MOCKS, "RUNNERS")).chain(["unheard-of"]) {
        cases.push(case("a.test.js", &format!("import tool from \"{name}\";\ntool(\"rupt\", {{}});")));
        cases.push(case("a.test.js", &format!("const tool = require(\"{name}\");\ntool(\"rupt\", {{}});")));
        cases.push(case("set-up.js", &format!("import tool from \"{name}\";\ntool(\"rupt\");")));
    }
    for name in rows(MOCKS, "HOOKS").into_iter().chain(["unheardOf"]) {
        cases.push(case(
            "hook.cjs",
            &format!("const m = require(\"module\");\nm.{name} = (name) => (name === \"rupt\" ? {{}} : 1);"),
        ));
    }
    told_and_kept(&cases);
}

#[test]
fn a_server_of_packages_that_no_list_has_is_told() {
    let mut cases = Vec::new();
    for server in rows(MAPPING, "PACKAGE_SERVERS").into_iter().chain(["packages.unheard-of.dev/"]) {
        for (path, text) in [
            ("index.html", "<script src=\"https://SERVERrupt@2/index.js\"></script>"),
            ("a.mjs", "import Rupt from \"https://SERVERrupt@2/index.js\";\nRupt.attach({ client_id: \"a\" });"),
            ("a.mjs", "load(\"https://SERVERrupt@2/index.js\");"),
            ("a.json", "{ \"a\": \"https://SERVERrupt@2/index.js\" }"),
            ("a.rb", "pin \"sdk\", to: \"https://SERVERrupt@2/index.js\""),
            ("a.unheardof", "<script src=https://SERVERrupt@2/index.js>"),
        ] {
            // The package comes from there, and not from `node_modules`.
            cases.push(Case { needs_package: false, ..case(path, &text.replace("SERVER", server)) });
        }
    }
    told_and_kept(&cases);
}
