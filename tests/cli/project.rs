use crate::tree::{MANIFEST, MOVES, STAYS, Tree};

const NEXT: &str = "{ \"name\": \"web\", \"dependencies\": { \"next\": \"15\", \"@acme/auth\": \"*\" } }\n";

#[test]
fn each_package_goes_by_its_own_files() {
    let tree = Tree::of(&[
        ("package.json", "{ \"workspaces\": [\"packages/*\"] }\n"),
        ("package-lock.json", "{}"),
        ("packages/done/package.json", MANIFEST),
        ("packages/done/a.js", MOVES),
        ("packages/half/package.json", MANIFEST),
        ("packages/half/a.js", MOVES),
        ("packages/half/b.js", STAYS),
        ("packages/none/package.json", MANIFEST),
    ]);
    let ran = tree.run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        tree.read("packages/done/package.json"),
        MANIFEST.replace("\"rupt\": \"^2.24.1\"", "\"@ruptjs/client\": \"^3.0.0\"")
    );
    let both = "\"@ruptjs/client\": \"^3.0.0\",\n    \"rupt\": \"^2.24.1\"";
    assert_eq!(tree.read("packages/half/package.json"), MANIFEST.replace("\"rupt\": \"^2.24.1\"", both));
    assert_eq!(tree.read("packages/none/package.json"), MANIFEST);
    assert!(ran.next() == "npm install", "{}", ran.err);
}

#[test]
fn where_only_todos_were_written_there_is_nothing_to_install() {
    let ran = Tree::of(&[("src/a.js", STAYS)]).run(&["src"]);
    let next = "do the rest by hand, until this passes: rupt-migrate --check src";
    assert!(ran.next() == next, "{}", ran.err);
}

#[test]
fn a_member_may_get_rupt_from_the_root() {
    let tree = Tree::of(&[("package.json", MANIFEST), ("packages/a/package.json", "{}\n"), ("packages/a/a.js", MOVES)]);
    tree.run(&[]);
    assert!(tree.read("package.json").contains("@ruptjs/client"));
    assert_eq!(tree.read("packages/a/package.json"), "{}\n");
}

#[test]
fn a_manifest_above_is_not_written_and_its_command_is_told() {
    for (lock, command) in [
        ("package-lock.json", "npm uninstall rupt && npm install @ruptjs/client"),
        ("pnpm-lock.yaml", "pnpm remove rupt && pnpm add @ruptjs/client"),
        ("yarn.lock", "yarn remove rupt && yarn add @ruptjs/client"),
        ("bun.lock", "bun remove rupt && bun add @ruptjs/client"),
    ] {
        let tree = Tree::of(&[("package.json", MANIFEST), (lock, ""), ("src/a.js", MOVES)]);
        let ran = tree.run(&["./src"]);
        assert_eq!(tree.read("package.json"), MANIFEST);
        assert!(ran.next() == command, "{}", ran.err);
    }
}

#[test]
fn files_outside_the_given_paths_keep_v2_in_the_manifest() {
    let tree = Tree::of(&[("package.json", MANIFEST), ("src/a.js", MOVES), ("test/b.js", MOVES)]);
    let ran = tree.run(&["src", "package.json"]);
    assert!(ran.err.contains("test/b.js:3 "), "{}", ran.err);
    let manifest = tree.read("package.json");
    assert!(manifest.contains("\"rupt\"") && manifest.contains("\"@ruptjs/client\""), "{manifest}");
    assert!(Tree::run(&tree, &["test", "package.json"]).code == 0);
    assert!(!tree.read("package.json").contains("\"rupt\""), "{}", tree.read("package.json"));
}

#[test]
fn the_install_is_told_for_where_the_lock_file_is() {
    let tree = Tree::of(&[("my app/package.json", MANIFEST), ("my app/yarn.lock", ""), ("my app/src/a.js", MOVES)]);
    let ran = tree.run(&["my app"]);
    assert!(ran.next() == "(cd -- './my app' && yarn install)", "{}", ran.err);
}

#[test]
fn the_next_command_after_a_dry_run_is_the_run() {
    let tree = Tree::of(&[("src/a.js", MOVES)]);
    let ran = tree.run(&["-n", "--exclude", "*.test.js", "src"]);
    assert!(ran.next() == "rupt-migrate '--exclude=*.test.js' src", "{}", ran.err);
}

#[test]
fn importers_of_a_module_that_hands_v2_on_are_listed() {
    let wrapper = "export { default } from \"rupt\";\n";
    let tree = Tree::of(&[
        ("src/lib/rupt.ts", wrapper),
        ("src/a.ts", "import R from \"./lib/rupt\";\n"),
        ("src/b.ts", "import R from \"@/lib/rupt\";\n"),
    ]);
    let ran = tree.run(&["src"]);
    assert!(ran.said("src/lib/rupt.ts imported by src/a.ts, src/b.ts"), "{}", ran.err);
}

#[test]
fn a_reader_of_the_global_keeps_the_import_that_sets_it() {
    let tree = Tree::of(&[("a.js", MOVES), ("b.js", "window.Rupt.attach({});\n")]);
    tree.run(&[]);
    assert!(tree.read("a.js").contains("import \"rupt\""), "{}", tree.read("a.js"));
    let script = "<script src=\"https://cdn.rupt.dev/js/rupt.js\"></script>\n";
    let tree = Tree::of(&[("a.js", MOVES), ("b.js", "window.Rupt.attach({});\n"), ("index.html", script)]);
    tree.run(&[]);
    assert!(!tree.read("a.js").contains("import \"rupt\""), "{}", tree.read("a.js"));
}

#[test]
fn what_could_not_be_read_may_read_the_global() {
    let dense = format!("self.Rupt.attach({{}});\n{}", "x;".repeat(300_000));
    for reader in ["window.Rupt.attach({;\n", &dense] {
        let tree = Tree::of(&[("a.js", MOVES), ("b.js", reader)]);
        let ran = tree.run(&[]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(tree.read("a.js").contains("import \"rupt\""), "{}", tree.read("a.js"));
    }
}

#[test]
fn a_package_that_a_server_renders_is_known_from_above() {
    let lazy = |tree: &Tree, path: &str| {
        let text = tree.read(path);
        text.contains("lazy") || text.contains("getRupt")
    };
    let auth = "{ \"name\": \"@acme/auth\", \"dependencies\": { \"rupt\": \"2\" } }\n";
    let files = [
        ("package.json", "{ \"workspaces\": [\"packages/*\"] }\n"),
        ("packages/web/package.json", NEXT),
        ("packages/auth/package.json", auth),
        ("packages/auth/src/a.js", MOVES),
        ("packages/spa/package.json", MANIFEST),
        ("packages/spa/a.js", MOVES),
    ];
    let tree = Tree::of(&files);
    tree.run(&["packages/auth/src"]);
    assert!(lazy(&tree, "packages/auth/src/a.js"), "{}", tree.read("packages/auth/src/a.js"));
    tree.run(&[]);
    assert!(!lazy(&tree, "packages/spa/a.js"), "{}", tree.read("packages/spa/a.js"));
}

#[test]
fn a_file_that_was_on_v3_before_needs_it_in_the_manifest() {
    let on_v3 = "import V3 from \"@ruptjs/client\";\nexport const client = new V3({ clientId: \"cid\" });\n";
    for (folder, gets_v3) in [("src", true), ("other/src", false)] {
        let tree = Tree::of(&[
            ("package.json", MANIFEST),
            ("other/package.json", "{ \"dependencies\": { \"@ruptjs/client\": \"*\" } }\n"),
            ("src/a.js", "import Rupt from \"rupt\";\n"),
            (&format!("{folder}/b.js"), on_v3),
        ]);
        tree.run(&[]);
        let manifest = tree.read("package.json");
        assert_eq!(manifest.contains("@ruptjs/client"), gets_v3, "{manifest}");
    }
}

#[test]
fn a_manifest_alone_goes_by_files_that_moved_before() {
    let moved = MOVES.replace("\"rupt\"", "\"@ruptjs/client\"");
    let tree = Tree::of(&[("package.json", MANIFEST), ("src/a.js", &moved)]);
    tree.run(&["package.json"]);
    assert!(!tree.read("package.json").contains("\"rupt\""), "{}", tree.read("package.json"));
}

/// A call in a function: what stands around it does not make the client lazy.
const GUARD: &str = "import Rupt from \"rupt\";\n\nexport async function guard(user) {\n  await Rupt.attach({ client_id: \"cid\", account: user.id, email: user.email });\n}\n";

/// Whether the client in the script at `path` is made at the first call.
fn is_lazy(tree: &Tree, path: &str) -> bool {
    let text = tree.read(path);
    assert!(text.contains("@ruptjs/client"), "{text}");
    text.contains("getRupt")
}

#[test]
fn a_package_renders_where_any_file_of_it_does() {
    let cases = [
        ("server/entry.tsx", "import { renderToPipeableStream } from \"react-dom/server\";\n", true),
        ("server/entry.js", "const { render } = require('svelte/server');\n", true),
        ("build.mjs", "import { prerender } from \"react-dom/static\";\n", true),
        ("src/App.vue", "<script>\nimport { renderToString } from '@vue/server-renderer'\n</script>\n", true),
        ("src/icon.js", "import { render } from \"./server\";\n", false),
        ("other/package.json", "{ \"dependencies\": { \"astro\": \"5\" } }\n", false),
    ];
    for (path, text, is) in cases {
        let tree = Tree::of(&[("package.json", MANIFEST), ("src/guard.js", GUARD), (path, text)]);
        tree.run(&[]);
        assert_eq!(is_lazy(&tree, "src/guard.js"), is, "{path}");
        let tree = Tree::of(&[("src/guard.js", GUARD), (path, text)]);
        tree.run(&[]);
        assert_eq!(is_lazy(&tree, "src/guard.js"), is, "{path} without a manifest");
    }
}

#[test]
fn a_server_with_a_manifest_of_its_own_renders_what_it_loads() {
    for (path, is) in [("../client/src/App.jsx", true), ("../client", true), ("./App.jsx", false)] {
        let tree = Tree::of(&[
            ("server/package.json", "{ \"dependencies\": { \"express\": \"5\", \"react-dom\": \"19\" } }\n"),
            (
                "server/index.js",
                &format!("import {{ renderToString }} from \"react-dom/server\";\nimport App from \"{path}\";\n"),
            ),
            ("client/package.json", MANIFEST),
            ("client/src/guard.js", GUARD),
        ]);
        tree.run(&[]);
        assert_eq!(is_lazy(&tree, "client/src/guard.js"), is, "{path}");
    }
}

#[test]
fn renderers_are_known_by_every_name_they_are_declared_under() {
    for (name, text) in [
        ("package.json", "{ \"dependencies\": { \"@qwik.dev/core\": \"2\", \"rupt\": \"2\" } }\n"),
        ("package.json", "{ \"devDependencies\": { \"framework\": \"npm:astro@5\", \"rupt\": \"2\" } }\n"),
        (
            "package.json",
            "{ \"imports\": { \"#ssr\": \"react-dom/server\" }, \"dependencies\": { \"rupt\": \"2\" } }\n",
        ),
        ("deno.json", "{ \"imports\": { \"astro\": \"npm:astro@^5.0.0\", \"rupt\": \"npm:rupt@2\" } }\n"),
        (
            "deno.jsonc",
            "{ \"imports\": { \"$fresh/\": \"https://deno.land/x/fresh@1.7.3/\", \"rupt\": \"npm:rupt@2\" } }\n",
        ),
        (
            "deno.json",
            "{ \"imports\": { \"react-dom/server\": \"npm:react-dom@19/server\", \"rupt\": \"npm:rupt@2\" } }\n",
        ),
    ] {
        let tree = Tree::of(&[(name, text), ("src/guard.js", GUARD)]);
        tree.run(&[]);
        assert!(is_lazy(&tree, "src/guard.js"), "{text}");
    }
    let tree = Tree::of(&[
        ("package.json", "{ \"dependencies\": { \"rupt\": \"next\", \"react\": \"next\" } }\n"),
        ("src/guard.js", GUARD),
    ]);
    tree.run(&[]);
    assert!(!is_lazy(&tree, "src/guard.js"), "a tag is no package");
}

#[test]
fn a_member_under_another_name_is_followed_by_its_folder() {
    let site = |range: &str| format!("{{ \"dependencies\": {{ \"next\": \"15\", \"lock\": \"{range}\" }} }}\n");
    for (range, is) in [
        ("file:../guard", true),
        ("link:../guard", true),
        ("portal:../guard", true),
        ("../guard", true),
        ("workspace:../guard", true),
        ("workspace:@acme/guard@*", true),
        ("npm:@acme/guard@^1", true),
        ("^1.0.0", false),
        ("file:../other", false),
    ] {
        let tree = Tree::of(&[
            ("package.json", "{ \"workspaces\": [\"packages/*\"] }\n"),
            ("packages/site/package.json", &site(range)),
            ("packages/guard/package.json", "{ \"name\": \"@acme/guard\", \"dependencies\": { \"rupt\": \"2\" } }\n"),
            ("packages/guard/src/guard.js", GUARD),
        ]);
        tree.run(&["packages/guard"]);
        assert_eq!(is_lazy(&tree, "packages/guard/src/guard.js"), is, "{range}");
    }
    let tree = Tree::of(&[
        ("site/deno.json", "{ \"imports\": { \"astro\": \"npm:astro@5\", \"lock\": \"../guard/src/guard.js\" } }\n"),
        ("guard/deno.json", "{ \"imports\": { \"rupt\": \"npm:rupt@2\" } }\n"),
        ("guard/src/guard.js", GUARD),
    ]);
    tree.run(&[]);
    assert!(is_lazy(&tree, "guard/src/guard.js"));
}

#[test]
fn the_manager_is_named_by_dev_engines_where_nothing_else_does() {
    let engines = |text: &str| format!("{{ {text} \"dependencies\": {{ \"rupt\": \"2\" }} }}\n");
    for (text, command) in [
        ("\"devEngines\": { \"packageManager\": { \"name\": \"pnpm\", \"version\": \">=9\" } },", "pnpm install"),
        ("\"devEngines\": { \"packageManager\": [{ \"name\": \"other\" }, { \"name\": \"bun\" }] },", "bun install"),
        ("\"devEngines\": { \"packageManager\": { \"name\": \"deno\" } },", "deno install"),
        ("\"devEngines\": { \"runtime\": { \"name\": \"bun\" } },", "npm install"),
        (
            "\"packageManager\": \"yarn@4.5.0\", \"devEngines\": { \"packageManager\": { \"name\": \"npm\" } },",
            "yarn install",
        ),
    ] {
        let tree = Tree::of(&[("package.json", &engines(text)), ("src/guard.js", GUARD)]);
        let ran = tree.run(&[]);
        assert!(ran.next() == command, "{text}: {}", ran.err);
    }
}
