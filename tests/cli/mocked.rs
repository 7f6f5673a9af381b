//! With `--unsafe`: a mock moves where no script that stays on v2 can be reached from it.

use crate::tree::{BROKEN, MANIFEST, MOVES, Tree};

const KEPT: &str = "import Rupt from \"rupt\";\n\nexport const open = (member, more) =>\n  void Rupt.attach({ client_id: \"cid\", account: member.id, email: member.email, ...more });\n";

const MOCK: &str = "vi.mock(\"rupt\", () => ({ default: { attach: vi.fn() } }));\n";

/// A test that imports these.
fn test(imports: &str) -> String {
    format!("import {{ it, vi }} from \"vitest\";\n{imports}\n{MOCK}it(\"opens\", () => open());\n")
}

/// Whether the mock in `file` moves, in a tree that has these files as well.
fn moves(file: &str, text: &str, more: &[(&str, &str)], arguments: &[&str]) -> bool {
    let tree = Tree::of(&[&[("package.json", MANIFEST), (file, text)], more].concat());
    let ran = tree.run(&[&["--unsafe"], arguments].concat());
    assert!(!ran.err.contains("bug"), "{}", ran.err);
    let after = tree.read(file);
    assert_eq!(tree.run(&[&["--unsafe"], arguments].concat()).out, "");
    assert_eq!(tree.read(file), after);
    after.contains("vi.mock(\"@ruptjs/client\"")
}

#[test]
fn code_that_stays_is_found_through_whatever_leads_to_it() {
    for (imports, more) in [
        ("import { open } from \"./desk\";", ("src/desk.js", KEPT)),
        ("import { open } from './desk.js';", ("src/desk.ts", KEPT)),
        ("import { open } from \"./desk\";", ("src/desk/index.jsx", KEPT)),
        ("const { open } = await import(/* late */ \"./desk\");", ("src/desk.mjs", KEPT)),
        ("const open = lazy(\"./desk.js\");", ("src/desk.js", KEPT)),
        ("const { open } = await vi.importActual(`../src/desk`);", ("src/desk.tsx", KEPT)),
        ("import Desk from \"./Desk.vue\";", ("src/Desk.vue", &format!("<script>\n{KEPT}</script>\n"))),
        ("import { open } from \".\";", ("src/index.js", KEPT)),
        ("import { open } from \"./desk\";", ("src/desk.js", BROKEN)),
    ] {
        assert!(!moves("src/desk.test.ts", &test(imports), &[more], &["."]), "{imports}");
    }
    let barrel = [
        ("src/desk.js", "export * from './rooms/desk'\n"),
        ("src/rooms/desk.js", "const desk = require(\"../kept\");\nmodule.exports = desk;\n"),
        ("src/kept.js", KEPT),
    ];
    assert!(!moves("src/desk.test.ts", &test("import { open } from \"./desk\";"), &barrel, &["."]));
}

#[test]
fn code_that_stays_elsewhere_is_no_obstacle() {
    let more = [
        ("src/desk.js", MOVES),
        ("src/kept.js", KEPT),
        ("src/style.css", ""),
        ("src/names.json", "{}"),
        ("src/types.ts", "import type { AttachConfig } from \"rupt\";\n\nexport type Options = AttachConfig;\n"),
    ];
    for imports in [
        "import { open } from \"./desk\";",
        "import \"./style.css?inline\";\nimport names from \"./names.json\";",
        "import path from \"node:path\";\nimport { readFile } from \"fs/promises\";",
        "const text = \"./nowhere\";",
        "const here = new URL(import.meta.url);",
        "import type { Options } from \"./types\";",
    ] {
        assert!(moves("src/desk.test.ts", &test(imports), &more, &["."]), "{imports}");
    }
    let alone = test("import \"./desk.js\";");
    let tree = Tree::of(&[("a.test.js", &alone), ("desk.js", MOVES), ("kept.js", KEPT)]);
    tree.run(&["--unsafe", "."]);
    assert!(tree.read("a.test.js").contains("vi.mock(\"@ruptjs/client\""));
    let declared =
        "{ \"dependencies\": { \"rupt\": \"^2.24.1\" }, \"devDependencies\": { \"react-dom\": \"^19.0.0\" } }\n";
    let imports = test("import { render } from \"react-dom/client\";");
    assert!(moves("src/desk.test.ts", &imports, &[("package.json", declared), ("src/kept.js", KEPT)], &["."]));
}

#[test]
fn an_import_that_cannot_be_resolved_may_lead_to_it() {
    for imports in [
        "import { open } from \"@/desk\";",
        "import { open } from \"src/desk\";",
        "import { open } from \"#desk\";",
        "import { open } from \"./missing\";",
        "import { open } from \"./desk.mdx\";",
        "const { open } = await import(name);",
        "const { open } = require(`./rooms/${name}`);",
        "const rooms = import.meta.glob(\"./rooms/*.js\");",
    ] {
        let text = test(imports);
        let more = [("src/desk.mdx", ""), ("src/rooms/kept.js", KEPT)];
        assert!(!moves("desk.test.ts", &text, &more, &["."]), "{imports}");
        assert!(moves("desk.test.ts", &text, &[("src/desk.js", MOVES)], &["."]), "{imports}");
    }
}

#[test]
fn a_member_of_the_workspace_is_no_package_from_elsewhere() {
    let member = "{ \"name\": \"@lib/desk\" }\n";
    let tree = |range: &str| format!("{{ \"dependencies\": {{ \"rupt\": \"2\", \"@lib/desk\": \"{range}\" }} }}\n");
    let text = test("import { open } from \"@lib/desk\";");
    for (range, member) in [("1.0.0", member), ("workspace:*", "{}\n"), ("file:./packages/desk", "{}\n")] {
        let manifest = tree(range);
        let more =
            [("package.json", &*manifest), ("packages/desk/package.json", member), ("packages/desk/index.js", KEPT)];
        assert!(!moves("desk.test.ts", &text, &more, &["."]), "{range}");
    }
    let manifest = tree("1.0.0");
    let more = [("package.json", &*manifest), ("packages/desk/kept.js", KEPT)];
    assert!(moves("desk.test.ts", &text, &more, &["."]));
}

#[test]
fn what_is_set_up_for_all_tests_waits_for_the_whole_package() {
    let setup = format!("import {{ vi }} from \"vitest\";\n{MOCK}");
    assert!(moves("setup.ts", &setup, &[("src/desk.js", MOVES)], &["."]));
    assert!(!moves("setup.ts", &setup, &[("src/kept.js", KEPT)], &["."]));
    assert!(!moves("setup.ts", &setup, &[("packages/a/package.json", "{}\n"), ("packages/a/kept.js", KEPT)], &["."]));
    let of_a = [("packages/a/package.json", MANIFEST), ("packages/b/package.json", MANIFEST)];
    let more = [&of_a[..], &[("packages/a/kept.js", KEPT), ("packages/b/desk.js", MOVES)]].concat();
    assert!(moves("packages/b/setup.ts", &setup, &more, &["."]));
}

#[test]
fn what_is_not_written_stays() {
    let text = test("import { open } from \"./desk.js\";");
    let more = [("src/desk.js", MOVES)];
    assert!(moves("src/desk.test.js", &text, &more, &["."]));
    assert!(!moves("src/desk.test.js", &text, &more, &[".", "--exclude", "desk.js"]));
    assert!(!moves("src/desk.test.js", &text, &more, &["src/desk.test.js"]));
    let built = [(".gitignore", "dist\n"), ("src/dist/desk.js", MOVES), ("src/desk.js", MOVES)];
    assert!(!moves("src/desk.test.js", &test("import { open } from \"./dist/desk.js\";"), &built, &["."]));
}

#[test]
fn a_run_without_unsafe_counts_the_mocks_that_would_move() {
    let text = test("import { open } from \"./desk\";");
    let said = |desk: &str| {
        Tree::of(&[("package.json", MANIFEST), ("a.test.js", &text), ("desk.js", desk)]).run(&["-n", "."]).err
    };
    let read = "import Rupt from \"rupt\";\n\nexport const open = async (member) =>\n  (await Rupt.attach({ client_id: \"cid\", account: member.id, email: member.email })).success;\n";
    let falling = |desk: &str| said(desk).matches(" (--unsafe)\n").count();
    assert_eq!(falling(MOVES), 1, "{}", said(MOVES));
    assert_eq!(falling(read), 2, "{}", said(read));
    assert_eq!(falling(KEPT), 0, "{}", said(KEPT));
}
