//! Whose values a worksheet has, where they are, and worksheets of several repositories.

use crate::tree::Tree;
use crate::worksheet::{PLAYER, SHOP, said, worksheet};

/// Three calls of two clients, and one whose id nobody can tell.
const SHOPS: &[(&str, &str)] = &[
    (
        "shop.ts",
        r#"import Rupt from "rupt";

export const enter = (user) =>
  Rupt.attach({
    client_id: "shop_live_1",
    account: user.id,
    email: user.email,
    limit_config: { overall_device_limit: 3 },
  });
"#,
    ),
    (
        "admin.ts",
        r#"import Rupt from "rupt";

const ID = "admin_live_1" as const;

export async function admin(user) {
  await Rupt.attach({
    client_id: ID,
    account: user.id,
    email: user.email,
    limit_config: { overall_device_limit: 1 },
  });
}
"#,
    ),
    (
        "tenant.ts",
        r#"import Rupt from "rupt";

export async function tenant(user, tenant) {
  await Rupt.attach({
    client_id: tenant.rupt.id,
    account: user.id,
    email: user.email,
    limit_config: { overall_device_limit: 7 },
  });
  await Rupt.attach({
    client_id: import.meta.env.VITE_RUPT_ID,
    account: user.id,
    email: user.email,
    redirect_urls: { logout_url: "https://a.example.com/out" },
  });
}
"#,
    ),
    (
        "lazy.ts",
        r#"export async function lazy(user) {
  const { default: Rupt } = await import("rupt");
  await Rupt.attach({
    client_id: "shop_live_1",
    account: user.id,
    email: user.email,
    limit_config: { overall_device_limit: 3 },
  });
}
"#,
    ),
    ("options.ts", "import Rupt from \"rupt\";\n\nRupt.attach(options());\n"),
];

#[test]
fn values_stand_by_the_client_whose_call_gives_them() {
    let tree = Tree::of(SHOPS);
    let before = worksheet(&tree, &["-n"], "w.md");
    let json = worksheet(&tree, &["-n"], "w.json");
    tree.run(&[]);
    let after = worksheet(&tree, &["--check"], "w.md");
    assert_eq!(said(&worksheet(&tree, &["--check"], "w.json")), said(&json));
    for text in [&before, &after] {
        assert!(!text.contains("different values"), "{text}");
        for part in [
            "#### Client id `admin_live_1`\n\nThe code gives:\n\n- [ ] `1`\n  - from `admin.ts:",
            "#### Client id `shop_live_1`\n\nThe code gives:\n\n- [ ] `3`\n  - from `lazy.ts:",
            "#### The client id that the code has as `tenant.rupt.id`\n\nThe code gives:\n\n- [ ] `7`\n",
            "#### The client id that the code has as `import.meta.env.VITE_RUPT_ID`\n\nThe code gives:\n\n- [ ] `https://a.",
        ] {
            assert!(text.contains(part), "{part}\n\n{text}");
        }
    }
    // What a client's calls do not give is said by it, too.
    let none = "#### Where the code gives none\n\nThe code gives none: point it at your sign-up page.\n\n\
                - [ ] client id `admin_live_1`\n- [ ] client id `shop_live_1`\n";
    assert!(before.contains(none), "{before}");
    assert!(
        before.contains("## Client ids\n") && before.contains("- [ ] a client id that cannot be told\n"),
        "{before}"
    );
}

#[test]
fn one_client_is_named_once() {
    let text = worksheet(&Tree::of(&SHOPS[..1]), &["-n"], "w.md");
    assert_eq!((text.matches("shop_live_1").count(), text.matches("lient id `").count()), (1, 1), "{text}");
    assert!(text.contains("\nClient id `shop_live_1`. A client id belongs to an API key"), "{text}");
    assert!(!text.contains("####"), "{text}");
}

#[test]
fn clients_are_told_from_the_call_below_a_todo_and_from_nothing_else() {
    let todo = "// TODO(rupt-migrate) device-limit: x\n//   device_count more than: 3\n";
    let head = "import Rupt from \"@ruptjs/client\";\nimport { other } from \"./other\";\n";
    let client = |code: &str| {
        let text = worksheet(&Tree::of(&[("a.js", &format!("{head}{code}"))]), &["--check"], "w.json");
        let said = said(&text);
        let limit = said.iter().find(|line| line.starts_with("\"device_count")).expect("a limit");
        limit.split(' ').nth(3).map(str::to_owned)
    };
    let told = |id: &str| Some(format!("\"{id}\""));
    for (code, id) in [
        (format!("const rupt = new Rupt({{ clientId: \"a\" }});\n{todo}rupt.evaluate.access({{}});\n"), told("a")),
        (format!("{todo}const rupt = new Rupt({{ clientId: \"a\" }});\n"), told("a")),
        (
            format!(
                "let rupt;\nfunction get() {{\n  return (rupt ??= new Rupt({{ clientId: \"a\" }}));\n}}\n{todo}get().evaluate.access({{}});\n"
            ),
            told("a"),
        ),
        (format!("{todo}other.evaluate.access({{}});\n"), Some("null".to_owned())),
        (format!("{todo}run();\n"), Some("null".to_owned())),
        (
            format!(
                "const a = new Rupt({{ clientId: \"a\" }});\nconst b = new Rupt({{ clientId: \"b\" }});\n\
                 {todo}Promise.all([a.evaluate.access({{}}), b.evaluate.access({{}})]);\n"
            ),
            Some("null".to_owned()),
        ),
    ] {
        assert_eq!(client(&code), id, "{code}");
    }
}

#[test]
fn options_that_several_clients_share_count_for_each() {
    let code = r#"import Rupt from "rupt";

const common = { account: "a", email: "e", limit_config: { overall_device_limit: 3 } };
Rupt.attach({ client_id: "a", ...common });
Rupt.attach({ client_id: "b", ...common, ...(pro && { limit_config: { overall_device_limit: 9 } }) });
"#;
    let said = said(&worksheet(&Tree::of(&[("a.js", code)]), &["-n"], "w.json"));
    let limits: Vec<&String> = said.iter().filter(|line| line.starts_with("\"device_count")).collect();
    assert_eq!(
        limits,
        [
            "\"device_count more than\" \"a\" \"device_count more than\" Some(\"3\") null",
            "\"device_count more than\" \"b\" \"device_count more than\" Some(\"3\") null",
            "\"device_count more than\" \"b\" \"device_count more than\" Some(\"9\") \"pro\"",
        ]
    );
}

#[test]
fn the_worksheet_says_where_the_code_is_and_no_secret() {
    let tree = Tree::committed(&[("a.js", PLAYER)]);
    tree.git(&["remote", "add", "origin", "https://me:hunter2@github.com/acme/shop.git"]);
    tree.write("b.js", SHOP);
    let text = worksheet(&tree, &["-n"], "w.json");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let repository = &json["repositories"][0];
    assert_eq!((&json["version"], &repository["address"]), (&3.into(), &"https://github.com/acme/shop".into()));
    assert_eq!(repository["commit"].as_str().map(str::len), Some(40));
    assert_eq!(json["clients"], serde_json::json!([{ "by": "id", "name": "cid" }, { "by": "unknown" }]));
    assert!(!text.contains("hunter2"), "{text}");
    // What is not committed is not where the address leads.
    assert!(text.contains("\"path\": \"b.js\"") && text.contains("\"uncommitted\": true"), "{text}");
    let text = worksheet(&Tree::of(&[("a.js", PLAYER)]), &["-n"], "w.json");
    assert!(text.contains("\"address\": \"/FOLDER\",\n      \"commit\": null"), "{text}");
}

#[test]
fn worksheets_of_several_repositories_become_one() {
    let origin = |name: &str| format!("https://me:hunter2@github.com/acme/{name}.git");
    let tree = |name: &str, files: &[(&str, &str)]| {
        let tree = Tree::committed(files);
        tree.git(&["remote", "add", "origin", &origin(name)]);
        tree.run(&["-n", "-q", "--worksheet", "w.json"]);
        tree
    };
    let (shop, tv) =
        (tree("shop", SHOPS), tree("tv", &[SHOPS[0], ("b.js", "import Rupt from \"rupt\";\nRupt.attach({\n")]));
    let desk = Tree::new();
    desk.write("shop.json", shop.read("w.json"));
    desk.write("tv.json", tv.read("w.json"));
    let merge = |inputs: &[&str], file: &str| {
        let ran = desk.run_bare_in(".", &[&["worksheet", "merge"], inputs, &["-o", file]].concat());
        assert!(ran.code == 0 && ran.err.is_empty(), "{}", ran.err);
        desk.read(file)
    };
    let text = merge(&["shop.json", "tv.json"], "all.md");
    assert_eq!(merge(&["tv.json", "shop.json"], "all.md"), text);
    merge(&["tv.json"], "one.json");
    assert_eq!(merge(&["one.json", "shop.json", "one.json"], "all.md"), text);
    for part in [
        "## Not looked into\n",
        "\n- `github.com/acme/shop` at `",
        "#### Client id `shop_live_1`\n\nThe code gives:\n\n- [ ] `3`\n  - from `github.com/acme/shop`: `lazy.ts:7`, `shop.ts:8`\n  \
         - from `github.com/acme/tv`: `shop.ts:8`\n",
    ] {
        assert!(text.contains(part), "{part}\n\n{text}");
    }
    assert!(text.find("## Not looked into") < text.find("## Repositories") && !text.contains("hunter2"), "{text}");
}

#[test]
fn what_is_no_worksheet_is_not_merged() {
    let tree = Tree::of(&[("a.js", PLAYER)]);
    tree.run(&["-n", "-q", "--worksheet", "a.json"]);
    tree.run(&["-n", "-q", "--worksheet", "a.md"]);
    tree.run(&["-n", "-q", "--output-format", "json=report.json"]);
    let own = tree.read("a.json");
    tree.write("old.json", own.replace("\"version\": 3", "\"version\": 2"));
    tree.write("other.json", own.replace("\"cap_devices\"", "\"cap_others\""));
    tree.write("remark.json", own.replace("relative: the", "<b>: the"));
    tree.write("part.json", own.replace("\"repository\": 0", "\"repository\": 7"));
    tree.write("empty.json", "");
    tree.write("list.json", "[]");
    for (file, why) in [
        ("old.json", "is a worksheet of version 2 of the format, and this rupt-migrate reads version 3: make it again"),
        ("other.json", "names the item `device_count more than` of `cap_others`, which this version does not know"),
        ("remark.json", "names the remark `<b>: the dashboard needs the full address`, which"),
        ("part.json", "names repository 7, which"),
        ("a.md", "is not a JSON worksheet"),
        ("report.json", "is not a JSON worksheet"),
        ("empty.json", "is not a JSON worksheet"),
        ("list.json", "is not a JSON worksheet"),
        ("none.json", "cannot be read: no such file or directory"),
    ] {
        let ran = tree.run_bare_in(".", &["worksheet", "merge", "a.json", file, "-o", "all.md"]);
        assert!(ran.code == 2 && ran.err.contains(&format!("error: {file} {why}")), "{file}: {}", ran.err);
        assert!(!tree.at("all.md").exists(), "{file}");
    }
    // As for every other report.
    let ran = tree.run_bare_in(".", &["worksheet", "merge", "a.json", "-o", "a.js"]);
    assert!(ran.code == 2 && ran.err.contains("the file must end in"), "{}", ran.err);
    tree.write("mine.md", "# Mine\n");
    let merge = ["worksheet", "merge", "a.json", "-o", "mine.md"];
    let ran = tree.run_bare_in(".", &merge);
    assert!(ran.code == 2 && ran.err.contains("mine.md was not written by rupt-migrate"), "{}", ran.err);
    let ran = tree.run_bare_in(".", &[&merge[..], &["--force-report", "mine.md"]].concat());
    assert!(ran.code == 0 && tree.read("mine.md").starts_with("# Worksheet"), "{}", ran.err);
}

#[test]
fn what_could_not_be_looked_into_stands_on_top() {
    let tree = Tree::of(&[("a.js", PLAYER), ("b.js", "import Rupt from \"rupt\";\nRupt.attach({\n")]);
    let text = worksheet(&tree, &["-n"], "w.md");
    let (top, rest) = text.split_once("## The order").expect("an order");
    assert!(top.contains("## Not looked into\n") && top.contains("- `b.js`: `"), "{top}");
    assert!(rest.contains("### files\n"), "{rest}");
}
