use crate::tree::{MOVES, Tree};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rupt_migrate::mapping::{BACK_OUT, ENTRIES, RUNBOOK, WORKSHEET, When};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Two calls that disagree, one of them still on v2, and one that cannot be read.
pub const PLAYER: &str = r#"import Rupt from "rupt";

const LOGOUT = "https://play.example.com/out";

await Rupt.attach({
  client_id: "cid",
  account: user.id,
  email: user.email,
  limit_config: { overall_device_limit: 3 },
  redirect_urls: { logout_url: LOGOUT, new_account_url: "/join" },
  secret: "abcdef",
});
"#;

pub const SHOP: &str = r#"import Rupt from "rupt";

export async function enter(user, origin) {
  const res = await Rupt.attach({
    client_id: "cid",
    account: user.id,
    ...(user.plan === "family" && { limit_config: { overall_device_limit: 5 } }),
    redirect_urls: { logout_url: 'https://play.example.com/out', new_account_url: `${origin}/join` },
  });
  if (res.success) Rupt.attach(options(user));
}
"#;

fn project(name: &str) -> Tree {
    let tree = Tree::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/projects").join(name).join("before"), &tree);
    tree
}

fn copy(from: &Path, to: &Tree) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the project can be read");
        let name = entry.path().strip_prefix(from).expect("below the folder").to_string_lossy().into_owned();
        if entry.file_type().is_file() {
            to.write(&name, fs::read(entry.path()).expect("a file can be read"));
        }
    }
}

/// For every id the first fixture that shows it.
fn every_kind() -> Tree {
    let tree = Tree::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut wanted: BTreeSet<&str> = ENTRIES.iter().map(|entry| entry.id).collect();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.expect("the fixtures can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with("input.") {
            continue;
        }
        let folder = entry.path().parent().expect("a file has a folder");
        let said = fs::read_to_string(folder.join("notes.snap")).unwrap_or_default();
        let shown: Vec<&str> = said.lines().filter_map(|line| line.split(' ').nth(2)).collect();
        let before = wanted.len();
        wanted.retain(|id| !shown.contains(id));
        if wanted.len() < before {
            let path = entry.path().strip_prefix(&root).expect("below the root").to_string_lossy().into_owned();
            tree.write(&path, fs::read(entry.path()).expect("a fixture can be read"));
        }
    }
    tree
}

pub fn worksheet(tree: &Tree, arguments: &[&str], file: &str) -> String {
    let ran = tree.run(&[&["--worksheet", file], arguments].concat());
    assert!(!ran.err.contains("error: "), "{}", ran.err);
    let text = tree.read(file);
    fs::remove_file(tree.at(file)).expect("the worksheet is there");
    let folder = tree.at(".").canonicalize().expect("the tree is there");
    text.replace(&*folder.to_string_lossy(), "/FOLDER")
}

/// Snapshots stand with all others.
fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_worksheet_of_a_project() {
    let tree = project("storefront");
    snapshot("the_worksheet_of_the_storefront", &worksheet(&tree, &["-n"], "w.md"));
    snapshot("the_worksheet_of_the_storefront_as_json", &worksheet(&tree, &["-n"], "w.json"));
}

#[test]
fn the_worksheet_of_every_kind_of_note() {
    let tree = every_kind();
    snapshot("the_worksheet_of_every_kind", &worksheet(&tree, &["-n"], "w.md"));
    let text = worksheet(&tree, &["--unsafe", "-n"], "w.md") + &worksheet(&tree, &["-n"], "w.md");
    for id in WORKSHEET.iter().flat_map(|part| part.entries) {
        assert!(text.contains(&format!("\n### {id}\n")), "{id}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let tree = every_kind();
    for file in ["w.md", "w.json", "w.html"] {
        assert_eq!(worksheet(&tree, &["-n", "-j", "1"], file), worksheet(&tree, &["-n", "-j", "8"], file));
    }
}

#[test]
fn values_that_disagree_stand_side_by_side() {
    let tree = Tree::of(&[("player.js", PLAYER), ("shop.js", SHOP)]);
    let text = worksheet(&tree, &["--check"], "w.md");
    for part in [
        "> **Warning: the code gives different values.** A policy has one: choose, or make a policy for each.\n\n\
         - [ ] `3`\n  - from `player.js:9`\n\
         - [ ] `5`\n  - only if `user.plan === \"family\"`\n  - from `shop.js:7` (*still on v2*)\n",
        "- [ ] `/join`\n  - **relative: the dashboard needs the full address**\n  - from `player.js:10`\n\
         - [ ] `` `${origin}/join` ``\n  - **computed in code: a challenge config takes a fixed address, staging's for \
         development policies, the live one for production**\n  \
         - from `shop.js:8` (*still on v2*)\n",
        // One value: a `const` that holds it, and the same in other quotes.
        "The code gives:\n\n\
         - [ ] `https://play.example.com/out`\n  - from `player.js:10`, `shop.js:8` (*still on v2*)\n",
        "- [ ] `\"ab…\"`\n",
        "- [ ] `options(user)`\n  - from `shop.js:10`\n",
    ] {
        assert!(text.contains(part), "{part}\n\n{text}");
    }
    assert_eq!((tree.read("player.js").as_str(), tree.read("shop.js").as_str()), (PLAYER, SHOP));
}

/// What the worksheet says, and whose it is, without places.
pub fn said(json: &str) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(json).expect("the worksheet is JSON");
    let list = |value: &serde_json::Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let mut said = Vec::new();
    for item in list(&json, "parts").iter().flat_map(|part| list(part, "items")) {
        for given in list(&item, "clients") {
            for group in list(&given, "groups") {
                for value in list(&group, "values") {
                    let literal = value["value"].as_str().or(value["code"].as_str()).map(str::to_owned);
                    let whose = &given["client"]["name"];
                    said.push(format!("{} {whose} {} {literal:?} {}", item["name"], group["key"], value["condition"]));
                }
            }
        }
    }
    said.sort();
    said
}

#[test]
fn a_migrated_tree_says_the_same_from_its_todos() {
    for tree in [project("storefront"), Tree::of(&[("player.js", PLAYER), ("shop.js", SHOP)])] {
        let before = worksheet(&tree, &["-n"], "w.json");
        let written = worksheet(&tree, &["--allow-dirty"], "w.json");
        assert_eq!(before.replace("\"rewritten\": false", "\"rewritten\": true"), written);
        let after = worksheet(&tree, &["--check"], "w.json");
        assert_eq!(said(&after), said(&before));
    }
}

#[test]
fn a_change_that_is_refused_is_still_in_the_worksheet() {
    let tree = Tree::committed(&[("a.js", MOVES)]);
    tree.write("a.js", PLAYER);
    let ran = tree.run(&["--worksheet", "w.md"]);
    assert!(ran.code == 2 && tree.read("a.js") == PLAYER, "{}", ran.err);
    assert!(tree.read("w.md").contains("- [ ] `3`\n  - from `a.js:9` (*still on v2*)\n"), "{}", tree.read("w.md"));
}

#[test]
fn a_tree_without_rupt_gets_a_worksheet_of_what_to_look_up() {
    let text = worksheet(&Tree::of(&[("a.js", "run();\n")]), &[], "w.md");
    assert!(text.contains("The code sets no limit: v2 took the one of its dashboard, so look there.\n"), "{text}");
    assert!(!text.contains("\n  - from") && !text.contains("## The order"), "{text}");
}

#[test]
fn calls_that_give_none_are_named_where_others_give_one() {
    let none =
        "import Rupt from \"rupt\";\n\nRupt.attach({ client_id: \"cid\", account: user.id, email: user.email });\n";
    let text = worksheet(&Tree::of(&[("player.js", PLAYER), ("none.js", none)]), &["-n"], "w.md");
    for part in [
        "\nCalls that set no limit, for which v2 took the one of its dashboard: `none.js:3`.\n",
        "\nCalls that gave none; the challenge config counts for them, too: `none.js:3`.\n",
    ] {
        assert!(text.contains(part), "{part}\n\n{text}");
    }
    // The options may be for either call.
    let outside = "import Rupt from \"rupt\";\n\nconst limit_config = { overall_device_limit: 3 };\n\
                   Rupt.attach({ client_id: \"cid\", account: \"a\", email: \"e\", limit_config });\n";
    let text =
        worksheet(&Tree::of(&[("a.js", &format!("{outside}{}", &none[27..])), ("b.js", PLAYER)]), &["-n"], "w.md");
    assert!(!text.contains("Calls that set no limit"), "{text}");
}

#[test]
fn a_table_of_limits_is_spelled_out() {
    let code = PLAYER.replace("overall_device_limit: 3", "overall_device_limit: LIMITS[user.plan]");
    let code = code.replace("\nawait", "\nconst LIMITS = { basic: 1, \"all in\": 6 };\n\nawait");
    let tree = Tree::of(&[("a.js", &code)]);
    let rows = "- [ ] `LIMITS[user.plan]`\n  - [ ] `basic`: `1`, in a policy of its own\n  \
                - [ ] `all in`: `6`, in a policy of its own\n  - from `a.js:";
    let text = worksheet(&tree, &["-n"], "w.md");
    assert!(text.contains(rows) && text.contains("### limit-by-plan\n"), "{text}");
    tree.run(&[]);
    let text = worksheet(&tree, &["--check"], "w.md");
    assert!(text.contains(rows), "{text}");
    let tree = Tree::of(&[("a.js", &code.replace("6 }", "limit() }"))]);
    assert!(worksheet(&tree, &["-n"], "w.md").contains("no fixed value in the code"));
}

#[test]
fn a_literal_is_one_whatever_stands_around_it() {
    let code = r#"import Rupt from "rupt";

const LIMIT = 3 as const;
const URLS = { logout: "https://a.example.com/out", own: { join: "https://a.example.com/join" } } as const;
const tolerance = "strict";

await Rupt.attach({
  client_id: "cid",
  account: user.id,
  email: user.email,
  limit_config: { overall_device_limit: (LIMIT as number)! },
  redirect_urls: { logout_url: URLS.logout as string, new_account_url: (URLS.own["join"]) },
  tolerance,
  groups: ("a" as const) satisfies string,
});
"#;
    let tree = Tree::of(&[("a.ts", code)]);
    let has_values = |text: &str| {
        for value in ["3", "https://a.example.com/out", "https://a.example.com/join", "strict", "a"] {
            assert!(text.contains(&format!("- [ ] `{value}`\n")), "{value}\n\n{text}");
        }
        for remark in ["no fixed value", "computed in code", "### limit-by-plan", "different values"] {
            assert!(!text.contains(remark), "{remark}\n\n{text}");
        }
    };
    has_values(&worksheet(&tree, &["-n"], "w.md"));
    tree.run(&[]);
    has_values(&worksheet(&tree, &["--check"], "w.md"));
    // What an earlier release wrote.
    let old = "// TODO(rupt-migrate) redirect-urls: x\n//   Logout URL: URLS.logout (computed in code: a challenge config \
               takes a fixed address, staging's for development policies, the live one for production)\n//   URLS: { \
               logout: \"https://a.example.com/out\" } as const\n";
    let tree = Tree::of(&[("b.js", &format!("import Rupt from \"@ruptjs/client\";\n{old}run();\n"))]);
    let text = worksheet(&tree, &["--check"], "w.md");
    assert!(text.contains("- [ ] `https://a.example.com/out`\n  - from `b.js:2`\n"), "{text}");
}

#[test]
fn the_steps_have_the_points_that_apply() {
    let text = worksheet(&Tree::of(&[("player.js", PLAYER)]), &["-n"], "w.md");
    let text_of = |id: &str| {
        RUNBOOK.iter().flat_map(|step| step.points).find_map(|point| match point.when {
            When::Noted(ids) if ids.contains(&id) => Some(point.text.says),
            _ => None,
        })
    };
    for (id, is_there) in [("secret", true), ("commonjs", false), ("get-attached-devices", false)] {
        assert_eq!(text.contains(text_of(id).expect("a point is about it")), is_there, "{id}");
    }
    for (index, step) in RUNBOOK.iter().enumerate() {
        assert!(text.contains(&format!("\n### {}. {}\n", index + 1, step.title)), "{}", step.title);
    }
}

#[test]
fn a_worksheet_that_cannot_be_made_is_an_error() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    for (file, message) in [
        ("w.txt", "the file must end in `.html` or `.md`, for people, or in `.json`, for programs"),
        ("md", "the file must end in `.html` or `.md`"),
        ("no/such/w.md", "the worksheet cannot be written to no/such/w.md"),
    ] {
        let ran = tree.run(&["-n", "--worksheet", file]);
        assert!(ran.code == 2 && ran.err.contains(message), "{file}: {}", ran.err);
    }
}

/// Code that would be a heading, a link, an image or a tag, if it were read as Markdown.
const HOSTILE: &str = r#"import Rupt from "rupt";
await Rupt.attach({
  client_id: "cid", account: "a", email: "e",
  on_limit_exceeded: () => {
    /*
```
# heading
<img src=a onerror=b>
````
    */
    stop("ESCAPE");
  },
  redirect_urls: { logout_url: "` <b>](x) | TURN" /* --> </details> */, new_account_url: '``' },
});
"#;

/// The headings, and all that stands in code; nothing of the rest may come from the tree.
fn read_markdown(text: &str) -> (Vec<String>, String) {
    let (mut headings, mut code) = (Vec::new(), String::new());
    let (mut in_heading, mut in_block) = (false, false);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => panic!("{event:?}\n{text}"),
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(_)) => in_block = true,
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(name) if in_heading => headings.push(name.into_string()),
            Event::Text(inner) if in_block => code.push_str(&inner),
            Event::Code(inner) => code.push_str(&format!("{inner}\n")),
            Event::Text(inner) => assert!(!inner.contains(['<', '`']), "{inner}\n{text}"),
            _ => {}
        }
    }
    (headings, code)
}

#[cfg(unix)]
#[test]
fn code_and_names_do_not_break_out() {
    let code = HOSTILE.replace("ESCAPE", "\u{1b}[31m").replace("TURN", "\u{202e}");
    let todo = "// TODO(rupt-migrate) redirect-urls: x\n//   Logout URL: f(<b>`k`</b>)\n//   <b>`k`</b>: <i>\n";
    let tree = Tree::of(&[("a`b\n# out <img>\n.js", &code)]);
    tree.write("b.js", format!("import Rupt from \"@ruptjs/client\";\n{todo}run();\n"));
    let text = worksheet(&tree, &["-n"], "w.md");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    let (headings, code) = read_markdown(&text);
    let titles = RUNBOOK.iter().enumerate().map(|(index, step)| format!("{}. {}", index + 1, step.title));
    let mut own: Vec<String> = titles.chain([BACK_OUT.title.to_owned()]).collect();
    own.extend(
        ["Worksheet for the Rupt dashboard", "The order", "The steps, one by one", "Client ids"].map(str::to_owned),
    );
    own.extend(["Client id ", "A client id that cannot be told", "Where the code gives none"].map(str::to_owned));
    for part in WORKSHEET {
        let settings = part.settings.iter().map(|setting| setting.name);
        own.extend([part.title].into_iter().chain(settings).chain(part.entries.iter().copied()).map(str::to_owned));
    }
    assert!(headings.len() > RUNBOOK.len() + 6, "{headings:?}");
    headings.iter().for_each(|heading| assert!(own.contains(heading), "{heading}"));
    for line in [
        "` <b>](x) | \\u{202e}",
        "``",
        "/* --> </details> */",
        "a`b\\n# out <img>\\n.js:4",
        "<img src=a onerror=b>",
        "<b>`k`</b>",
        "<i>",
    ] {
        assert!(code.lines().any(|other| other.trim() == line), "{line}\n{text}");
    }
    said(&worksheet(&tree, &["-n"], "w.json"));
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/worksheet.md");
    fs::read_to_string(path).expect("docs/worksheet.md is there")
}

/// The text between `fence` and the line that ends it, for each.
fn blocks<'p>(page: &'p str, fence: &str) -> Vec<&'p str> {
    let end = format!("{}\n", fence.trim_end_matches(char::is_alphabetic));
    let start = format!("\n{fence}\n");
    let inner = page.split(&start).skip(1);
    inner.map(|rest| rest.split_once(&format!("\n{end}")).map_or(rest, |(inner, _)| inner)).collect()
}

#[test]
fn the_example_of_the_page_is_true() {
    let page = page();
    let tree = Tree::new();
    for (name, code) in ["src/player.js", "src/family.js"].iter().zip(blocks(&page, "```js")) {
        tree.write(name, format!("{code}\n"));
    }
    assert_eq!(blocks(&page, "````md"), [worksheet(&tree, &["-n"], "w.md").trim_end()]);
}

#[test]
fn the_page_names_every_key_of_the_json() {
    let page = page();
    let text = worksheet(&every_kind(), &["-n"], "w.json");
    let keys = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\":").map(|(key, _)| key));
    for key in keys.collect::<BTreeSet<_>>() {
        assert!(page.contains(&format!("`{key}`")) || page.contains(&format!("[].{key}`")), "{key}");
    }
}

#[test]
fn the_terminal_leads_to_the_order_of_the_rest_in_one_line() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    let ran = tree.run(&["."]);
    let next = "step by step: rupt-migrate --check --worksheet rupt.md .\n";
    assert!(ran.err.contains(next), "{}", ran.err);
    assert!(worksheet(&tree, &["--check", "."], "rupt.md").starts_with("# Worksheet"));
    let tree = Tree::of(&[("a.js", MOVES)]);
    let ran = tree.run(&["--worksheet", "my sheet.md"]);
    assert!(ran.err.contains("step by step: 'my sheet.md'\n"), "{}", ran.err);
    assert!(!tree.run(&[]).err.contains("step by step"));
}

#[test]
fn a_literal_of_another_file_is_one_too() {
    let call = "import Rupt from \"rupt\";\nimport { MAX as DEVICES } from \"./settings/limits.js\";\nimport { OUT } from \"./settings\";\nimport { STRICT } from \"../../outside\";\nawait Rupt.attach({ client_id: \"cid\", account: u.id, email: u.email, tolerance: STRICT, limit_config: { overall_device_limit: DEVICES }, redirect_urls: { logout_url: OUT as string } });\n";
    let tree = Tree::of(&[
        ("outside.ts", "export const STRICT = \"strict\";\n"),
        ("shop/src/a.ts", call),
        ("shop/src/settings/limits.ts", "const MAX = 7;\nexport { MAX };\n"),
        ("shop/src/settings/index.ts", "export const OUT = \"https://a.example.com/out\";\n"),
    ]);
    tree.git_in("shop", &["init", "-q"]);
    let ran = tree.run_in("shop", &["--dry-run", "--worksheet", "rupt.md", "."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = tree.read("shop/rupt.md");
    for value in ["7", "https://a.example.com/out"] {
        assert!(text.contains(&format!("- [ ] `{value}`\n")), "{value}\n\n{text}");
    }
    assert!(!text.contains("- [ ] `strict`"), "that file is in no repository: {text}");
    assert!(!tree.run_in("shop", &["--dry-run", "."]).out.contains("DEVICES: 7"));
}
