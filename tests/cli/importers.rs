use crate::tree::Tree;

const HANDS_ON: &str = "export { attach } from \"rupt\";\n";

/// Whether a run lists the file at `importer` among those that import what the file at `module` hands on.
fn lists(files: &[(&str, &str)], importer: &str) -> bool {
    let ran = Tree::of(files).run(&["--dry-run", "--output-format", "json"]);
    let importers = ran.out.split("\"importers\"").nth(1).unwrap_or_default();
    importers.contains(&format!("\"{importer}\""))
}

fn import(name: &str) -> String {
    format!("import {{ attach }} from \"{name}\";\n\nexport const go = () => attach;\n")
}

#[test]
fn a_member_of_the_workspace_is_imported_by_its_name() {
    for (core, name, is) in [
        ("\"main\": \"src/index.js\"", "@shop/core", true),
        ("\"main\": \"./src\"", "@shop/core", true),
        // Only what is built is there.
        ("\"main\": \"dist/index.cjs\"", "@shop/core", true),
        ("\"exports\": { \"import\": \"./src/index.js\" }", "@shop/core", true),
        ("\"exports\": { \".\": \"./src/other.js\", \"./sdk\": [\"./src/index.js\"] }", "@shop/core/sdk", true),
        ("\"exports\": { \".\": \"./src/other.js\", \"./sdk\": [\"./src/index.js\"] }", "@shop/core", false),
        ("\"exports\": { \"./*\": \"./src/*.js\" }", "@shop/core/index", true),
        ("\"main\": \"src/other.js\"", "@shop/core", false),
        ("\"main\": \"src/other.js\"", "@shop/core/src/index.js", true),
        ("\"main\": \"src/index.js\"", "@shop/other", false),
        ("\"main\": \"src/index.js\"", "bag", true),
    ] {
        let core = format!("{{ \"name\": \"@shop/core\", {core}, \"dependencies\": {{ \"rupt\": \"2\" }} }}\n");
        let files = [
            ("package.json", "{ \"workspaces\": [\"packages/*\"] }\n"),
            ("packages/core/package.json", core.as_str()),
            ("packages/core/src/index.js", HANDS_ON),
            ("packages/core/src/other.js", "export const other = 1;\n"),
            ("packages/web/package.json", "{ \"name\": \"web\", \"dependencies\": { \"bag\": \"link:../core\" } }\n"),
            ("packages/web/src/main.js", &import(name)),
        ];
        assert_eq!(lists(&files, "packages/web/src/main.js"), is, "{core} {name}");
    }
}

#[test]
fn aliases_are_followed_where_settings_give_them() {
    let files = |module: &'static str, name: &str, settings: &'static str, text: &str| {
        [
            ("package.json".to_owned(), "{ \"dependencies\": { \"rupt\": \"2\" } }\n".to_owned()),
            (settings.to_owned(), text.to_owned()),
            (module.to_owned(), HANDS_ON.to_owned()),
            ("src/lib/other.js".to_owned(), String::new()),
            ("src/pages/a.ts".to_owned(), import(name)),
        ]
    };
    for (module, name, settings, text, is) in [
        ("src/lib/index.js", "$lib", "x.txt", "", true),
        ("src/lib/client.js", "$lib/client", "x.txt", "", true),
        (
            "src/lib/client.js",
            "#sdk",
            "package.json",
            "{ \"imports\": { \"#sdk\": { \"default\": \"./src/lib/client.js\" } } }",
            true,
        ),
        ("src/lib/client.js", "#sdk", "package.json", "{ \"imports\": { \"#sdk\": \"./src/lib/other.js\" } }", false),
        (
            "src/lib/client.js",
            "#lib/client",
            "package.json",
            "{ \"imports\": { \"#lib/*\": \"./src/lib/*.js\" } }",
            true,
        ),
        (
            "src/lib/client.js",
            "sdk",
            "tsconfig.json",
            "{ \"compilerOptions\": { \"paths\": { \"sdk\": [\"./src/lib/client\"] } } }",
            true,
        ),
        (
            "src/lib/client.js",
            "@sdk",
            "tsconfig.app.json",
            "{ // app\n \"compilerOptions\": { \"paths\": { \"@sdk\": [\"./src/lib/other\"] } } }",
            false,
        ),
        ("src/lib/client.js", "lib", "jsconfig.json", "{ \"compilerOptions\": { \"baseUrl\": \"src\" } }", false),
        ("src/lib/index.ts", "lib", "jsconfig.json", "{ \"compilerOptions\": { \"baseUrl\": \"src\" } }", true),
        ("src/lib/client.ts", "our/client.ts", "deno.json", "{ \"imports\": { \"our/\": \"./src/lib/\" } }", true),
        // Nothing says what these are.
        ("src/lib/client.js", "@sdk", "x.txt", "", true),
        ("src/lib/client.js", "react", "x.txt", "", false),
    ] {
        let all = files(module, name, settings, text);
        let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(lists(&all, "src/pages/a.ts"), is, "{name} in {settings}: {text}");
    }
}

#[test]
fn settings_import_nothing() {
    let files = [
        ("package.json", "{ \"dependencies\": { \"rupt\": \"2\" } }\n"),
        ("tsconfig.json", "{ \"files\": [\"./src/lib/rupt.ts\"] }\n"),
        ("src/lib/rupt.ts", HANDS_ON),
        ("src/a.ts", &import("./lib/rupt")),
    ];
    assert!(!lists(&files, "tsconfig.json") && lists(&files, "src/a.ts"));
}
