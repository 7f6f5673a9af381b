use crate::stdin::pipe_with;
use crate::tree::{BROKEN, MANIFEST, MOVES, STAYS, Tree};

const DEVICES: &str = "import Rupt from \"rupt\";\n\nexport const list = (user) => Rupt.getAttachedDevices({ user, client_id: \"cid\" });\n";

/// One package that can move, and one with a call that can and one that cannot.
fn two() -> Tree {
    Tree::of(&[
        ("shop/package.json", MANIFEST),
        ("shop/src/a.js", MOVES),
        ("player/package.json", MANIFEST),
        ("player/src/a.js", MOVES),
        ("player/src/devices.js", DEVICES),
    ])
}

fn is_as_it_was(tree: &Tree, folder: &str) -> bool {
    tree.read(&format!("{folder}/package.json")) == MANIFEST && tree.read(&format!("{folder}/src/a.js")) == MOVES
}

#[test]
fn a_package_in_which_something_would_stay_is_left_alone() {
    let tree = two();
    let ran = tree.run(&["--whole", "."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(is_as_it_was(&tree, "player") && tree.read("player/src/devices.js") == DEVICES, "{}", ran.err);
    assert!(tree.read("shop/src/a.js").contains("rupt.evaluate.access"), "{}", ran.err);
    assert_eq!(
        tree.read("shop/package.json"),
        MANIFEST.replace("\"rupt\": \"^2.24.1\"", "\"@ruptjs/client\": \"^3.0.0\"")
    );
    let listed = "Left alone, as `--whole` asks player player/src/devices.js:3:31 get-attached-devices ";
    assert!(ran.said(listed), "{}", ran.err);
    assert!(ran.counts() == "Rupt v2 → v3: 1 of 3 uses moved, 2 stay on v2.", "{}", ran.err);
    assert!(!ran.err.contains("player/src/a.js"), "{}", ran.err);
}

#[test]
fn a_second_run_changes_nothing_and_says_the_same() {
    let tree = two();
    tree.run(&["--whole", "."]);
    let (files, first) = (tree.files(), tree.run(&["--whole", "."]));
    assert_eq!(tree.files(), files);
    let second = tree.run(&["--whole", "."]);
    assert_eq!((first.code, second.err), (0, first.err));
}

#[test]
fn a_check_fails_while_a_package_is_left_alone() {
    let tree = two();
    let ran = tree.run(&["--whole", "--check", "."]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("Left alone, as `--whole` asks\n  player\n"), "{}", ran.err);
    tree.run(&["--whole", "."]);
    assert_eq!(tree.run(&["--whole", "--check", "."]).code, 1);
    tree.write("player/src/devices.js", "");
    tree.run(&["--whole", "."]);
    let ran = tree.run(&["--whole", "--check", "."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(tree.read("player/src/a.js").contains("rupt.evaluate.access"));
}

#[test]
fn a_patch_has_only_what_moves_whole() {
    let ran = two().run(&["--whole", "--dry-run", "."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("shop/src/a.js") && ran.out.contains("shop/package.json"), "{}", ran.out);
    assert!(!ran.out.contains("player/"), "{}", ran.out);
}

#[test]
fn what_may_use_v2_is_in_the_way_like_what_does() {
    for (more, text, listed) in [
        ("shop/src/broken.js", BROKEN, "shop/src/broken.js:2:16 not parsed, so left alone: "),
        ("shop/renovate.json", "{ \"matchPackageNames\": [\"rupt\"] }\n", "shop/renovate.json:1:25 setting "),
        ("shop/out/left.js", STAYS, "shop/out/left.js:3:19 uses Rupt v2, and `--exclude` leaves it out"),
        ("shop/src/stays.js", STAYS, "shop/src/stays.js:3:"),
    ] {
        let tree = Tree::of(&[("shop/package.json", MANIFEST), ("shop/src/a.js", MOVES), (more, text)]);
        let ran = tree.run(&["--whole", "--exclude", "out", "."]);
        assert!(is_as_it_was(&tree, "shop"), "{more}: {}", ran.err);
        assert!(ran.said(&format!("Left alone, as `--whole` asks shop {listed}")), "{more}: {}", ran.err);
    }
}

#[test]
fn the_address_of_v2_in_a_policy_is_not_in_the_way() {
    let policy = "export default { headers: { csp: \"connect-src https://api.rupt.dev\" } };\n";
    let logout = "export const out = (url) => url.searchParams.get(\"rupt_action\") === \"logout\";\n";
    let files = [("package.json", MANIFEST), ("src/a.js", MOVES), ("csp.js", policy), ("out.js", logout)];
    let tree = Tree::of(&files);
    let ran = tree.run(&["--whole", "."]);
    assert!(tree.read("src/a.js").contains("rupt.evaluate.access"), "{}", ran.err);
}

#[test]
fn files_of_no_package_are_one_group() {
    let tree = Tree::of(&[("a.js", MOVES), ("web/b.js", STAYS), ("shop/package.json", MANIFEST), ("shop/c.js", MOVES)]);
    let ran = tree.run(&["--whole", "."]);
    assert_eq!((tree.read("a.js").as_str(), tree.read("web/b.js").as_str()), (MOVES, STAYS), "{}", ran.err);
    assert!(ran.said("files in no package web/b.js:3:"), "{}", ran.err);
}

#[test]
fn files_count_to_the_package_that_they_get_rupt_from() {
    let files = [
        ("package.json", MANIFEST),
        ("apps/one/package.json", "{}\n"),
        ("apps/one/a.js", MOVES),
        ("apps/two/package.json", "{}\n"),
        ("apps/two/b.js", STAYS),
    ];
    let tree = Tree::of(&files);
    let ran = tree.run(&["--whole", "."]);
    files.iter().for_each(|(path, text)| assert_eq!(&tree.read(path), text, "{}", ran.err));
    assert!(ran.said("Left alone, as `--whole` asks . apps/two/b.js:3:"), "{}", ran.err);
}

#[test]
fn what_is_left_alone_keeps_its_part_of_what_is_shared() {
    let member = "{ \"dependencies\": { \"rupt\": \"catalog:\" } }\n";
    let yaml = "packages:\n  - '*'\ncatalog:\n  rupt: ^2.24.1\n";
    let tree = Tree::of(&[
        ("package.json", "{}\n"),
        ("pnpm-workspace.yaml", yaml),
        ("a/package.json", member),
        ("a/a.js", MOVES),
        ("b/package.json", member),
        ("b/b.js", MOVES),
        ("b/c.js", DEVICES),
    ]);
    let ran = tree.run(&["--whole", "."]);
    assert_eq!(tree.read("pnpm-workspace.yaml"), format!("{yaml}  '@ruptjs/client': ^3.0.0\n"), "{}", ran.err);
    assert_eq!(tree.read("a/package.json"), member.replace("rupt\"", "@ruptjs/client\""));
    assert_eq!((tree.read("b/package.json").as_str(), tree.read("b/b.js").as_str()), (member, MOVES));
}

/// The one loads v2 for what it puts on `window`, where the other reads it.
#[test]
fn a_package_that_sets_the_global_for_another_is_left_alone() {
    let files = [
        ("a/package.json", "{ \"name\": \"a\", \"dependencies\": { \"rupt\": \"^2.24.1\" } }\n"),
        ("a/a.js", MOVES),
        ("b/package.json", "{ \"dependencies\": { \"a\": \"*\", \"rupt\": \"^2.24.1\" } }\n"),
        ("b/b.js", "window.Rupt.attach({});\n"),
    ];
    let tree = Tree::of(&files);
    let ran = tree.run(&["--whole", "."]);
    files.iter().for_each(|(path, text)| assert_eq!(&tree.read(path), text, "{path}: {}", ran.err));
    assert!(ran.said(" a a/a.js:1:1 window-global "), "{}", ran.err);
    assert!(!ran.err.contains("To do:"), "{}", ran.err);
}

/// A script of the workspace gets Rupt from whichever member has it, so each keeps it.
#[test]
fn a_package_that_keeps_rupt_for_another_is_left_alone() {
    let files = [
        ("package.json", "{ \"workspaces\": [\"*\"] }\n"),
        ("tool.js", DEVICES),
        ("a/package.json", MANIFEST),
        ("a/src/a.js", MOVES),
    ];
    let tree = Tree::of(&files);
    let ran = tree.run(&["--whole", "."]);
    files.iter().for_each(|(path, text)| assert_eq!(&tree.read(path), text, "{path}: {}", ran.err));
    assert!(ran.said(" a a/package.json keeps `rupt`, because "), "{}", ran.err);
}

/// Rupt is in a catalog of the root's manifest, and the root is left alone.
#[test]
fn a_package_that_asks_one_that_is_left_alone_is_left_alone() {
    let root = "{ \"workspaces\": { \"packages\": [\"a\"], \"catalog\": { \"rupt\": \"^2.24.1\" } }, \"dependencies\": { \"rupt\": \"catalog:\" } }\n";
    let member = "{ \"dependencies\": { \"rupt\": \"catalog:\" } }\n";
    let files =
        [("package.json", root), ("bun.lock", ""), ("b.js", DEVICES), ("a/package.json", member), ("a/a.js", MOVES)];
    let tree = Tree::of(&files);
    let ran = tree.run(&["--whole", "."]);
    files.iter().for_each(|(path, text)| assert_eq!(&tree.read(path), text, "{}", ran.err));
    assert!(ran.said(" a a/package.json:1:21 manifest-catalog-outside "), "{}", ran.err);
}

#[test]
fn with_unsafe_more_moves_whole() {
    let files = [("package.json", MANIFEST), ("src/a.js", STAYS)];
    let tree = Tree::of(&files);
    let ran = tree.run(&["--whole", "."]);
    assert!(
        tree.read("src/a.js") == STAYS && ran.err.contains("`--unsafe` would move 1 of what is in the way"),
        "{}",
        ran.err
    );
    let ran = tree.run(&["--whole", "--unsafe", "."]);
    assert!(tree.read("src/a.js").contains("rupt.evaluate.access"), "{}", ran.err);
    assert!(!ran.err.contains("Left alone"), "{}", ran.err);
}

#[test]
fn mocks_stay_where_the_code_under_test_is_left_alone() {
    let test = "import { vi, test } from \"vitest\";\nimport { enter } from \"../player/src/a.js\";\n\nvi.mock(\"rupt\", () => ({ default: { attach: vi.fn() } }));\ntest(\"enters\", () => enter());\n";
    let code = "import Rupt from \"rupt\";\n\nexport const enter = () => {\n  Rupt.attach({ client_id: \"cid\", account: \"a\", email: \"e\" });\n};\n";
    let files = [
        ("player/package.json", MANIFEST),
        ("player/src/a.js", code),
        ("tests/package.json", MANIFEST),
        ("tests/a.test.js", test),
    ];
    let tree = Tree::of(&files);
    tree.run(&["--whole", "--unsafe", "."]);
    assert!(tree.read("tests/a.test.js").contains("vi.mock(\"@ruptjs/client\""), "{}", tree.read("tests/a.test.js"));
    let tree = Tree::of(&files);
    tree.write("player/src/devices.js", DEVICES);
    let ran = tree.run(&["--whole", "--unsafe", "."]);
    files.iter().for_each(|(path, text)| assert_eq!(&tree.read(path), text, "{path}: {}", ran.err));
}

#[test]
fn every_report_says_which_packages_were_left_alone() {
    let tree = two();
    let json = tree.run(&["--whole", "--check", "--output-format", "json", "."]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("the report is JSON");
    let left = &json["left_alone"];
    assert_eq!(left[0]["package"], "player", "{left}");
    let way = &left[0]["in_the_way"][0];
    assert_eq!((way["path"].as_str(), way["line"].as_u64()), (Some("player/src/devices.js"), Some(3)), "{left}");
    assert_eq!(way["id"], "get-attached-devices");
    for (format, part) in [
        ("text", "Left alone, as `--whole` asks\n  player\n"),
        (
            "markdown",
            "### Left alone, as `--whole` asks\n\n**`player`**\n\n- [ ] `player/src/devices.js:3` **get-attached-devices**: ",
        ),
        ("github", "1 package left alone"),
        ("sarif", "left alone, as `--whole` asks: player"),
    ] {
        let text = tree.run(&["--whole", "--check", "--output-format", format, "."]).out;
        assert!(text.contains(part), "{format}: {text}");
    }
    let json = tree.run(&["--check", "--output-format", "json", "."]).out;
    assert!(json.contains("\"left_alone\": []"), "{json}");
}

#[test]
fn what_is_done_next_is_to_clear_the_way() {
    let tree = two();
    let ran = tree.run(&["--whole", "shop", "player"]);
    let next = "resolve what keeps these packages on v2, then: rupt-migrate --whole shop player\n";
    assert!(ran.err.contains(next), "{}", ran.err);
}

#[test]
fn one_file_is_no_package() {
    let ran = pipe_with(&Tree::new(), &["--whole", "--stdin-filepath", "a.js"], MOVES.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("`--whole` judges whole packages"), "{}", ran.err);
}
