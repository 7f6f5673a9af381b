use crate::tree::{MANIFEST, MOVES, STAYS, Tree};

const MEMBER: &str = "{ \"dependencies\": { \"rupt\": \"catalog:\" } }\n";
const MOVED: &str = "{ \"dependencies\": { \"@ruptjs/client\": \"catalog:\" } }\n";
const PNPM: &str = "packages:\n  - 'packages/*'\n\n# versions\ncatalog:\n  react: ^19.0.0\n  rupt: ^2.24.1 # pinned\n";

fn pnpm(more: &[(&str, &str)]) -> Tree {
    let all = [
        ("package.json", "{}\n"),
        ("pnpm-lock.yaml", ""),
        ("pnpm-workspace.yaml", PNPM),
        ("packages/a/package.json", MEMBER),
        ("packages/a/a.js", MOVES),
    ];
    Tree::of(&[&all, more].concat())
}

#[test]
fn a_catalog_moves_with_the_last_package_that_asks_it() {
    let tree = pnpm(&[("packages/b/package.json", MEMBER), ("packages/b/b.js", MOVES)]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let moved = PNPM.replace("rupt: ^2.24.1", "'@ruptjs/client': ^3.0.0");
    assert_eq!(tree.read("pnpm-workspace.yaml"), moved);
    assert_eq!(tree.read("packages/a/package.json"), MOVED);
    assert!(ran.said("pnpm-workspace.yaml @ruptjs/client in place of rupt"), "{}", ran.err);
    assert!(ran.next() == "pnpm install", "{}", ran.err);
    assert!(tree.run(&["--check"]).code == 0);
}

#[test]
fn a_catalog_has_both_while_a_package_asks_for_v2() {
    let both = PNPM.replace("# pinned\n", "# pinned\n  '@ruptjs/client': ^3.0.0\n");
    for (file, text) in [("packages/b/b.js", STAYS), ("packages/b/c.js", "")] {
        let tree = pnpm(&[("packages/b/package.json", MEMBER), (file, text)]);
        tree.run(&[]);
        assert_eq!(tree.read("pnpm-workspace.yaml"), both, "{file}");
        assert_eq!(tree.read("packages/a/package.json"), MOVED);
        assert_eq!(tree.read("packages/b/package.json"), MEMBER);
        tree.run(&[]);
        assert_eq!(tree.read("pnpm-workspace.yaml"), both);
    }
}

/// The import that stays for `window` needs the package, though no code of its own does.
#[test]
fn a_package_that_sets_the_global_for_another_keeps_v2() {
    let reader = "{ \"dependencies\": { \"a\": \"workspace:*\" } }\n";
    let own = "{ \"name\": \"a\", \"dependencies\": { \"rupt\": \"^2.24.1\" } }\n";
    let tree = Tree::of(&[
        ("package.json", "{ \"workspaces\": [\"a\", \"b\"] }\n"),
        ("a/package.json", own),
        ("a/a.js", MOVES),
        ("b/package.json", reader),
        ("b/b.js", "window.Rupt.attach({});\n"),
    ]);
    let both = own.replace("\"rupt\"", "\"@ruptjs/client\": \"^3.0.0\", \"rupt\"");
    for _ in 0..2 {
        let ran = tree.run(&[]);
        assert!(tree.read("a/a.js").contains("\nimport \"rupt\";\n"), "{}", tree.read("a/a.js"));
        assert_eq!(tree.read("a/package.json"), both, "{}", ran.err);
    }
    tree.write("b/b.js", "");
    tree.write("a/a.js", "import Rupt from \"@ruptjs/client\";\n");
    tree.run(&[]);
    assert_eq!(tree.read("a/package.json"), own.replace("\"rupt\": \"^2.24.1\"", "\"@ruptjs/client\": \"^3.0.0\""));
}

#[test]
fn a_package_outside_the_given_paths_keeps_its_entry() {
    let tree = pnpm(&[("packages/b/package.json", MEMBER), ("packages/b/b.js", MOVES)]);
    tree.run(&["packages/a", "pnpm-workspace.yaml"]);
    assert!(tree.read("pnpm-workspace.yaml").contains("  rupt: ^2.24.1 # pinned\n  '@ruptjs/client': ^3.0.0\n"));
    assert_eq!(tree.read("packages/a/package.json"), MOVED);
    tree.run(&["packages/b", "pnpm-workspace.yaml"]);
    assert!(!tree.read("pnpm-workspace.yaml").contains("rupt:"), "{}", tree.read("pnpm-workspace.yaml"));
}

#[test]
fn a_catalog_outside_the_given_paths_is_told() {
    let tree = pnpm(&[]);
    let ran = tree.run(&["packages/a"]);
    assert_eq!(
        (tree.read("packages/a/package.json").as_str(), tree.read("pnpm-workspace.yaml").as_str()),
        (MEMBER, PNPM)
    );
    assert!(ran.err.contains("../../pnpm-workspace.yaml"), "{}", ran.err);
    let both = PNPM.replace("# pinned\n", "# pinned\n  '@ruptjs/client': ^3.0.0\n");
    tree.write("pnpm-workspace.yaml", &both);
    tree.run(&["packages/a"]);
    assert_eq!((tree.read("packages/a/package.json"), tree.read("pnpm-workspace.yaml")), (MOVED.to_owned(), both));
}

#[test]
fn yaml_that_is_not_understood_is_told_and_left() {
    let yaml = "catalog: &versions\n  rupt: ^2.24.1\ncatalogs:\n  web: *versions\n";
    let tree = pnpm(&[("pnpm-workspace.yaml", yaml)]);
    let ran = tree.run(&[]);
    assert_eq!(
        (tree.read("packages/a/package.json").as_str(), tree.read("pnpm-workspace.yaml").as_str()),
        (MEMBER, yaml)
    );
    assert!(ran.err.contains("pnpm-workspace.yaml:2 "), "{}", ran.err);
    assert!(ran.err.contains("packages/a/package.json:1 "), "{}", ran.err);
}

#[test]
fn a_version_in_a_catalog_moves_however_it_is_written() {
    let v3 = "@ruptjs/client";
    for (written, moved) in [
        ("rupt: \"^2.24.1\" # pinned", format!("\"{v3}\": \"^3.0.0\" # pinned")),
        ("\"rupt\": '^2.24.1'   # it's pinned", format!("\"{v3}\": '^3.0.0'   # it's pinned")),
        ("'rupt': &v2 \"^2.24.1\"", format!("'{v3}': &v2 \"^3.0.0\"")),
        ("? rupt\n  : ^2.24.1", format!("? '{v3}'\n  : ^3.0.0")),
        ("rupt:\n    \"^2.24.1\"  # pinned", format!("\"{v3}\":\n    \"^3.0.0\"  # pinned")),
    ] {
        let yaml = format!("packages:\n  - packages/*\ncatalog:\n  {written}\n  zod: ^3.23.8\n");
        let tree = pnpm(&[("pnpm-workspace.yaml", &yaml)]);
        let ran = tree.run(&[]);
        let expected = yaml.replace(written, &moved);
        assert_eq!(tree.read("pnpm-workspace.yaml").replace('\'', "\""), expected.replace('\'', "\""), "{}", ran.err);
        assert_eq!(tree.read("packages/a/package.json"), MOVED);
    }
    let flow = "packages: ['packages/*']\ncatalog: { a: &a '1', \"rupt\": '^2.24.1', b: *a } # pinned\n";
    let tree = pnpm(&[("pnpm-workspace.yaml", flow)]);
    tree.run(&[]);
    let moved = flow.replace("\"rupt\": '^2.24.1'", "\"@ruptjs/client\": '^3.0.0'");
    assert_eq!(tree.read("pnpm-workspace.yaml"), moved);
}

#[test]
fn yarns_and_buns_catalogs_move_too() {
    let yarn = "nodeLinker: pnp\r\ncatalogs:\r\n  web:\r\n    \"rupt\": \"^2.24.1\"\r\n";
    let member = MEMBER.replace("catalog:", "catalog:web");
    let tree = Tree::of(&[
        ("package.json", "{ \"workspaces\": [\"a\"] }\n"),
        (".yarnrc.yml", yarn),
        ("yarn.lock", "__metadata:\n  version: 8\n"),
        ("a/package.json", &member),
        ("a/a.js", MOVES),
    ]);
    let ran = tree.run(&[]);
    assert_eq!(tree.read(".yarnrc.yml"), yarn.replace("\"rupt\": \"^2.24.1\"", "\"@ruptjs/client\": \"^3.0.0\""));
    assert_eq!(tree.read("a/package.json"), MOVED.replace("catalog:", "catalog:web"));
    assert!(ran.next() == "yarn install", "{}", ran.err);
    let bun = "{\n  \"workspaces\": {\n    \"packages\": [\"a\"],\n    \"catalog\": { \"rupt\": \"2\" }\n  }\n}\n";
    let tree = Tree::of(&[("package.json", bun), ("bun.lock", ""), ("a/package.json", MEMBER), ("a/a.js", MOVES)]);
    let ran = tree.run(&[]);
    assert_eq!(tree.read("package.json"), bun.replace("\"rupt\": \"2\"", "\"@ruptjs/client\": \"^3.0.0\""));
    assert_eq!(tree.read("a/package.json"), MOVED);
    assert!(ran.next() == "bun install", "{}", ran.err);
}

#[test]
fn an_override_of_the_root_waits_for_the_last_member() {
    let root = "{ \"workspaces\": [\"a\"], \"overrides\": { \"rupt\": \"2.24.1\" } }\n";
    let tree = Tree::of(&[("package.json", root), ("a/package.json", MANIFEST), ("a/a.js", STAYS), ("a/b.js", MOVES)]);
    let ran = tree.run(&["-v"]);
    assert_eq!(tree.read("package.json"), root);
    assert!(ran.err.contains("Worth knowing") && ran.err.contains(" manifest-names-rupt "), "{}", ran.err);
    tree.write("a/a.js", "");
    tree.run(&[]);
    assert_eq!(tree.read("package.json"), root.replace("\"rupt\": \"2.24.1\"", "\"@ruptjs/client\": \"^3.0.0\""));
}

#[test]
fn another_name_for_v2_is_found_where_nothing_else_is() {
    let tree = Tree::of(&[("package.json", "{ \"dependencies\": { \"old\": \"npm:rupt@^2\" } }\n")]);
    let ran = tree.run(&[]);
    assert!(ran.err.contains("manifest-alias"), "{}", ran.err);
    assert_eq!(tree.run(&["--check"]).code, 1);
}

#[cfg(unix)]
#[test]
fn a_member_that_cannot_be_written_keeps_its_entry() {
    use std::os::unix::fs::PermissionsExt;
    let tree = pnpm(&[("packages/b/package.json", MEMBER), ("packages/b/b.js", MOVES)]);
    let member = tree.at("packages/b/package.json");
    std::fs::set_permissions(&member, std::fs::Permissions::from_mode(0o444)).expect("the mode can be set");
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(tree.read("pnpm-workspace.yaml").contains("  rupt: ^2.24.1 # pinned\n"));
}

#[test]
fn each_manager_has_its_own_words() {
    let classic = "# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.\n# yarn lockfile v1\n";
    let root = MANIFEST.replace("{\n  \"name\"", "{\n  \"workspaces\": [],\n  \"name\"");
    for (lock, text, section, command) in [
        ("package-lock.json", "", "devDependencies", "npm uninstall rupt && npm install -D @ruptjs/client"),
        ("pnpm-lock.yaml", "", "optionalDependencies", "pnpm remove -w rupt && pnpm add -O -w @ruptjs/client"),
        ("yarn.lock", classic, "dependencies", "yarn remove -W rupt && yarn add -W @ruptjs/client"),
        ("yarn.lock", "__metadata:\n", "peerDependencies", "yarn remove rupt && yarn add -P @ruptjs/client"),
        ("bun.lock", "", "peerDependencies", "bun remove rupt && bun add --peer @ruptjs/client"),
    ] {
        let manifest = root.replace("dependencies", section);
        let tree = Tree::of(&[("package.json", &manifest), (lock, text), ("src/a.js", MOVES)]);
        tree.write("pnpm-workspace.yaml", "packages: []\n");
        let ran = tree.run(&["src"]);
        assert!(ran.next() == command, "{}", ran.err);
    }
}

#[test]
fn what_no_manager_can_do_is_a_run_over_the_manifest() {
    let tree = pnpm(&[]);
    let ran = tree.run(&["packages/a/a.js"]);
    let next = "rupt-migrate packages/a/package.json pnpm-workspace.yaml && pnpm install";
    assert!(ran.next() == next, "{}", ran.err);
    tree.run(&["packages/a/package.json", "pnpm-workspace.yaml"]);
    assert_eq!(tree.read("packages/a/package.json"), MOVED);
    assert_eq!(tree.read("pnpm-workspace.yaml"), PNPM.replace("rupt: ^2.24.1", "'@ruptjs/client': ^3.0.0"));
}

#[test]
fn without_a_lock_file_the_workspace_is_installed() {
    let member = MANIFEST.replace("app", "a");
    let tree =
        Tree::of(&[("package.json", "{ \"workspaces\": [\"a\"] }\n"), ("a/package.json", &member), ("a/a.js", MOVES)]);
    assert!(tree.run(&[]).next() == "npm install");
    let tree = Tree::of(&[("pnpm-workspace.yaml", "packages: [a]\n"), ("a/package.json", &member), ("a/a.js", MOVES)]);
    assert!(tree.run(&[]).next() == "pnpm install");
}

#[test]
fn a_script_whose_package_declares_nothing_gets_the_words_of_its_manager() {
    let tree = Tree::of(&[("package.json", "{ \"packageManager\": \"yarn@1.22.22\" }\n"), ("src/a.js", MOVES)]);
    let ran = tree.run(&[]);
    assert!(ran.next() == "yarn add @ruptjs/client", "{}", ran.err);
}

#[test]
fn the_imports_of_deno_go_by_the_files_beside_them() {
    let deno = "{\n  // ours\n  \"imports\": {\n    \"rupt\": \"npm:rupt@^2.24.1\"\n  }\n}\n";
    let tree = Tree::of(&[("deno.jsonc", deno), ("src/a.ts", MOVES)]);
    let ran = tree.run(&[]);
    let moved = deno.replace("rupt\": \"npm:rupt@^2.24.1", "@ruptjs/client\": \"npm:@ruptjs/client@^3.0.0");
    assert_eq!(tree.read("deno.jsonc"), moved);
    assert!(ran.next() == "deno install", "{}", ran.err);
    let tree = Tree::of(&[("deno.jsonc", deno), ("src/a.ts", MOVES)]);
    let ran = tree.run(&["src"]);
    assert_eq!(tree.read("deno.jsonc"), deno);
    assert!(ran.next() == "deno remove rupt && deno add npm:@ruptjs/client", "{}", ran.err);
    let tree = Tree::of(&[("deno.jsonc", deno), ("src/a.ts", STAYS), ("src/b.ts", MOVES)]);
    tree.run(&[]);
    let both = "\"@ruptjs/client\": \"npm:@ruptjs/client@^3.0.0\",\n    \"rupt\"";
    assert_eq!(tree.read("deno.jsonc"), deno.replace("\"rupt\"", both));
}

#[test]
fn an_override_goes_with_the_catalog_it_takes_its_version_from() {
    let yaml = format!("{PNPM}overrides:\n  rupt: 'catalog:'\n");
    let tree = pnpm(&[("pnpm-workspace.yaml", &yaml)]);
    tree.run(&[]);
    let moved = yaml.replace("rupt: ^2.24.1", "'@ruptjs/client': ^3.0.0").replace("rupt: 'c", "'@ruptjs/client': 'c");
    assert_eq!(tree.read("pnpm-workspace.yaml"), moved);
    // An override outside the given paths still asks for v2.
    let root = "{ \"pnpm\": { \"overrides\": { \"rupt\": \"catalog:\" } } }\n";
    let tree = pnpm(&[("package.json", root)]);
    tree.run(&["packages", "pnpm-workspace.yaml"]);
    assert!(tree.read("pnpm-workspace.yaml").contains("  rupt: ^2.24.1 # pinned\n  '@ruptjs/client'"));
    tree.run(&[]);
    assert_eq!(tree.read("package.json"), root.replace("\"rupt\"", "\"@ruptjs/client\""));
}

#[test]
fn a_catalog_stays_while_a_package_cannot_be_read() {
    let tree =
        Tree::of(&[("pnpm-workspace.yaml", PNPM), ("packages/a/package.json", MEMBER), ("packages/a/a.js", MOVES)]);
    tree.write(
        "packages/b/package.json",
        b"{ \"author\": \"Ren\xe9\", \"dependencies\": { \"rupt\": \"catalog:\" } }\n",
    );
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 2);
    let yaml = tree.read("pnpm-workspace.yaml");
    assert!(yaml.starts_with(PNPM) && yaml.contains("@ruptjs/client"), "{yaml}");
    assert_eq!(tree.read("packages/a/package.json"), MOVED);
}
