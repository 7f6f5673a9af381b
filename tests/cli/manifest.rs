//! What a manifest says of v2 beside its dependencies: edited, or told and kept.

use crate::tree::{MOVES, Tree};

fn manifest(more: &str) -> String {
    format!("{{\n  \"dependencies\": {{ \"rupt\": \"^2.24.1\" }},\n  {more}\n}}\n")
}

const BOTH: &str = "{ \"@ruptjs/client\": \"^3.0.0\", \"rupt\": \"^2.24.1\" }";

#[test]
fn a_member_that_names_v2_keeps_it() {
    for member in [
        r#""scripts": { "postinstall": "cp node_modules/rupt/index.js public/" }"#,
        r#""scripts": { "setup": "npm i rupt && vite build" }"#,
        r#""scripts": { "build": "esbuild src/a.js --external:rupt" }"#,
        r#""jest": { "moduleNameMapper": { "^rupt$": "<rootDir>/stub.js" } }"#,
        r#""jest": { "projects": [{ "transformIgnorePatterns": ["/node_modules/(?!(rupt|a)/)"] }] }"#,
        r#""alias": { "rupt": "./stub.js" }"#,
        r#""alias": { "sdk": "rupt" }"#,
        r#""_moduleAliases": { "rupt": "dist/rupt.js" }"#,
        r#""browserify-shim": { "rupt": "global:Rupt" }"#,
        r#""browser": { "rupt": false }"#,
        r#""babel": { "plugins": [["import", { "libraryName": "rupt" }]] }"#,
        r#""eslintConfig": { "rules": { "no-restricted-imports": ["error", "rupt"] } }"#,
        r#""renovate": { "packageRules": [{ "matchPackageNames": ["/^rupt$/"] }] }"#,
        r#""knip": { "ignoreDependencies": ["rupt"] }"#,
        r#""tsup": { "noExternal": ["rupt"] }"#,
        r#""size-limit": [{ "path": "node_modules/rupt/index.mjs" }]"#,
        r#""exports": { "./sdk": "./node_modules/rupt/index.js" }"#,
        r##""imports": { "#sdk": { "node": "rupt" } }"##,
        r#""files": ["dist", "node_modules/rupt"]"#,
        r#""unheard-of": { "a": [{ "b": { "c": ["rupt/index.mjs"] } }] }"#,
        r#""rupt": { "a": 1 }"#,
        r#""pnpm": { "onlyBuiltDependencies": ["rupt"] }"#,
        r#""trustedDependencies": ["rupt"]"#,
        r#""packageExtensions": { "rupt@2": { "dependencies": { "a": "1" } } }"#,
        r#""pnpm": { "patchedDependencies": { "rupt@2.24.1": "patches/rupt@2.24.1.patch" } }"#,
        r#""pnpm": { "peerDependencyRules": { "ignoreMissing": ["rupt"] } }"#,
        r#""overrides": { "a": { "rupt": "$rupt" } }"#,
        r#""overrides": { "a": "$rupt" }"#,
        r#""overrides": { "rupt": "npm:@acme/rupt@2" }"#,
        r#""resolutions": { "a/rupt": "2.24.1", "b/**/rupt": "2.24.1" }"#,
        r#""resolutions": { "rupt@npm:^2": "patch:rupt@npm%3A2.24.1#~/.yarn/patches/a.patch" }"#,
        r#""devDependencies": { "old": "npm:rupt@2" }"#,
        r#""devDependencies": { "other": "patch:rupt@npm%3A2.24.1#./a.patch" }"#,
        r#""devDependencies": { "copy": "file:node_modules/rupt" }"#,
    ] {
        let text = manifest(member);
        let tree = Tree::of(&[("package.json", &text), ("a.js", MOVES)]);
        let ran = tree.run(&[]);
        let kept = text.replace("{ \"rupt\": \"^2.24.1\" }", BOTH);
        assert_eq!(tree.read("package.json"), kept, "{}", ran.err);
        assert!(ran.err.contains("package.json:3 "), "{member}: {}", ran.err);
        let check = tree.run(&["--check"]);
        assert_eq!((check.code, tree.read("package.json")), (1, kept), "{member}: {}", check.err);
        assert!(check.counts().contains(" on v2"), "{member}: {}", check.err);
        tree.write("package.json", manifest("\"private\": true").replace("{ \"rupt\": \"^2.24.1\" }", BOTH));
        tree.run(&[]);
        assert!(!tree.read("package.json").contains("\"rupt\""), "{member}");
    }
}

#[test]
fn a_reference_keeps_the_entry_it_refers_to() {
    let root = manifest(r#""workspaces": ["a"], "overrides": { "rupt": "$rupt" }"#);
    let stays = "import { getHash } from \"rupt\";\ngetHash();\n";
    let files = [("package.json", &*root), ("b.js", MOVES), ("a/package.json", &manifest("\"private\": true"))];
    let tree = Tree::of(&files);
    tree.write("a/a.js", stays);
    let ran = tree.run(&[]);
    assert_eq!(tree.read("package.json"), root.replace("{ \"rupt\": \"^2.24.1\" }", BOTH), "{}", ran.err);
    tree.write("a/a.js", MOVES);
    let ran = tree.run(&[]);
    assert!(!tree.read("package.json").contains("\"rupt\""), "{}", ran.err);
    assert!(tree.read("package.json").contains("\"@ruptjs/client\": \"$@ruptjs/client\""), "{}", ran.err);
}

#[test]
fn what_goes_along_keeps_nothing() {
    for (member, moved) in [
        (r#""overrides": { "rupt": "$rupt" }"#, r#""overrides": { "@ruptjs/client": "$@ruptjs/client" }"#),
        (r#""resolutions": { "rupt": "2.24.1" }"#, r#""resolutions": { "@ruptjs/client": "^3.0.0" }"#),
        (r#""bundleDependencies": ["rupt"]"#, r#""bundleDependencies": ["@ruptjs/client"]"#),
        (
            r#""peerDependenciesMeta": { "rupt": { "optional": true } }"#,
            r#""peerDependenciesMeta": { "@ruptjs/client": { "optional": true } }"#,
        ),
        (
            r#""dependenciesMeta": { "rupt": { "injected": true } }"#,
            r#""dependenciesMeta": { "@ruptjs/client": { "injected": true } }"#,
        ),
    ] {
        let tree = Tree::of(&[("package.json", &manifest(member)), ("a.js", MOVES)]);
        let ran = tree.run(&[]);
        let expected = manifest(moved).replace("\"rupt\": \"^2.24.1\"", "\"@ruptjs/client\": \"^3.0.0\"");
        assert_eq!(tree.read("package.json"), expected, "{}", ran.err);
        assert_eq!(tree.run(&["--check"]).code, 0);
    }
}

#[test]
fn prose_and_names_of_other_things_keep_nothing() {
    let member = r#""name": "rupt", "description": "rupt for us", "keywords": ["rupt"], "homepage": "https://rupt.dev",
  "repository": "https://github.com/acme/rupt", "author": "rupt", "license": "SEE rupt", "bugs": "rupt",
  "workspaces": ["packages/rupt"], "files": ["./rupt", "rupt.js"], "exports": { "./rupt": "./src/rupt/index.js" },
  "scripts": { "rupt:build": "node rupt.js", "rupt": "node a", "a": "npm run rupt:build", "smoke:rupt": "x", "b": "echo interrupt @acme/rupt" },
  "resolutions": { "@acme/rupt": "1" }"#;
    let tree = Tree::of(&[("package.json", &manifest(member)), ("a.js", MOVES)]);
    let ran = tree.run(&[]);
    assert!(tree.read("package.json").contains("{ \"@ruptjs/client\": \"^3.0.0\" }"), "{}", ran.err);
    let check = tree.run(&["--check"]);
    assert_eq!(check.code, 0, "{}", check.err);
}

#[test]
fn a_root_that_declares_nothing_keeps_v2_of_its_members() {
    let member = manifest("\"private\": true");
    for (root, file, text) in [
        (r#"{ "workspaces": ["a", "b"], "scripts": { "copy": "cp node_modules/rupt/index.js x" } }"#, "x.txt", ""),
        (r#"{ "workspaces": ["a", "b"], "overrides": { "x": { "rupt": "2" } } }"#, "x.txt", ""),
        (r#"{ "workspaces": ["a", "b"] }"#, "nx.json", r#"{ "externals": ["rupt"] }"#),
        (r#"{ "workspaces": ["a", "b"] }"#, ".yarnrc.yml", "packageExtensions:\n  'rupt@*':\n    dependencies: {}\n"),
        (r#"{ "workspaces": ["a", "b"] }"#, "pnpm-workspace.yaml", "onlyBuiltDependencies:\n  - rupt\n"),
        (r#"{ "workspaces": ["a", "b"] }"#, "pnpm-workspace.yaml", "a: !x\n  rupt: [\n"),
        (r#"{ "workspaces": ["a", "b"] }"#, ".github/workflows/a.yml", "a:\n  run: |\n    npm i rupt\n"),
        (r#"{ "workspaces": ["a", "b"] }"#, "tools/a/b.json", "[\"rupt\"]"),
        (r#"{ "workspaces": ["a", "b"] }"#, "tools/a.js", "import { getHash } from \"rupt\";\ngetHash();\n"),
    ] {
        let tree = Tree::of(&[
            ("package.json", root),
            (file, text),
            ("a/package.json", &member),
            ("a/a.js", MOVES),
            ("b/package.json", &member),
            ("b/b.js", MOVES),
        ]);
        let ran = tree.run(&[]);
        for folder in ["a", "b"] {
            assert!(tree.read(&format!("{folder}/package.json")).contains(BOTH), "{root} {file}: {}", ran.err);
        }
        assert_eq!(tree.run(&["--check"]).code, 1, "{root} {file}");
    }
}

#[test]
fn a_member_keeps_its_own_v2_alone() {
    let root = r#"{ "workspaces": ["a", "b"] }"#;
    let tree = Tree::of(&[
        ("package.json", root),
        ("a/package.json", &manifest("\"jest\": { \"moduleNameMapper\": { \"^rupt$\": \"x\" } }")),
        ("a/a.js", MOVES),
        ("b/package.json", &manifest("\"private\": true")),
        ("b/b.js", MOVES),
    ]);
    tree.run(&[]);
    assert!(tree.read("a/package.json").contains(BOTH));
    assert!(!tree.read("b/package.json").contains("\"rupt\""));
}

#[test]
fn a_catalog_stays_with_the_member_that_a_mention_keeps() {
    let yaml = "packages: [a, b]\ncatalog:\n  rupt: ^2.24.1\n";
    let member = "{ \"dependencies\": { \"rupt\": \"catalog:\" } }\n";
    let other = member.replace(" }\n", ", \"scripts\": { \"x\": \"npx rupt\" } }\n");
    let tree = Tree::of(&[
        ("pnpm-workspace.yaml", yaml),
        ("a/package.json", member),
        ("a/a.js", MOVES),
        ("b/package.json", &other),
        ("b/b.js", MOVES),
    ]);
    let ran = tree.run(&[]);
    assert_eq!(tree.read("pnpm-workspace.yaml"), format!("{yaml}  '@ruptjs/client': ^3.0.0\n"), "{}", ran.err);
    assert!(!tree.read("a/package.json").contains("\"rupt\"") && tree.read("b/package.json").contains("\"rupt\""));
}

#[test]
fn denos_tasks_keep_its_import() {
    let deno = |more: &str| format!("{{\n  // ours\n  \"imports\": {{ \"rupt\": \"npm:rupt@^2\" }},\n  {more}\n}}\n");
    for more in [
        "\"tasks\": { \"a\": \"deno run npm:rupt@2\" }",
        "\"tasks\": { \"a\": { \"command\": \"deno add npm:rupt\" } }",
        "\"compilerOptions\": { \"types\": [\"rupt\"] }",
        "\"scopes\": { \"./a/\": { \"rupt\": \"npm:rupt@1\" } }",
        "\"exclude\": [\"node_modules/rupt\"]",
    ] {
        let tree = Tree::of(&[("deno.jsonc", &deno(more)), ("a.ts", MOVES)]);
        let ran = tree.run(&[]);
        let text = tree.read("deno.jsonc");
        assert!(
            text.contains("\"rupt\": \"npm:rupt@^2\"") && text.contains("\"@ruptjs/client\":"),
            "{more}: {}",
            ran.err
        );
        assert_eq!(tree.run(&["--check"]).code, 1, "{more}");
    }
    let tree = Tree::of(&[("deno.jsonc", &deno("\"name\": \"@acme/rupt\"")), ("a.ts", MOVES)]);
    tree.run(&[]);
    assert!(!tree.read("deno.jsonc").contains("\"rupt\""));
}

#[test]
fn a_manifest_above_the_given_paths_is_not_told_to_lose_v2() {
    let text = manifest("\"scripts\": { \"copy\": \"cp node_modules/rupt/index.js x\" }");
    let tree = Tree::of(&[("package.json", &text), ("package-lock.json", "{}"), ("src/a.js", MOVES)]);
    let ran = tree.run(&["src"]);
    assert!(ran.next() == "npm install @ruptjs/client", "{}", ran.err);
}

#[test]
fn the_server_sdk_is_left_alone_and_told_where_a_client_moves() {
    let server = "{ \"dependencies\": { \"@ruptjs/core\": \"^0.1.0\" } }\n";
    let client = manifest("\"private\": true");
    let tree = Tree::of(&[("api/package.json", server), ("web/package.json", &client), ("web/a.js", MOVES)]);
    let ran = tree.run(&["-v"]);
    assert_eq!(tree.read("api/package.json"), server, "{}", ran.err);
    assert!(ran.err.contains("manifest-server-sdk") && ran.err.contains("api/package.json:1:"), "{}", ran.err);
    assert_eq!(tree.run(&["--check"]).code, 0);
    let alone = Tree::of(&[("api/package.json", server), ("api/a.js", "import Rupt from \"@ruptjs/core\";\n")]);
    assert!(!alone.run(&[]).err.contains("manifest-server-sdk"));
}
