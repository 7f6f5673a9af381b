//! What a person reads who has no time: how long it is, and that its places hold what it says.

use crate::tree::{MANIFEST, MOVES, Ran, STAYS, Tree, command};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// An app with six uses of v2 in four files.
const APP: [(&str, &str); 6] = [
    ("package.json", MANIFEST),
    (
        "src/App.tsx",
        "import Rupt from \"rupt\";\nimport { useEffect } from \"react\";\n\nexport function App({ user, signOut }: { user: User; signOut: () => void }) {\n  useEffect(() => {\n    Rupt.attach({\n      client_id: \"shop_live_1\",\n      account: user.id,\n      email: user.email,\n      redirect_urls: {\n        logout_url: \"https://shop.example.com/out\",\n        new_account_url: \"https://shop.example.com/join\",\n        success_url: \"https://shop.example.com/in\",\n      },\n      limit_config: { overall_device_limit: user.plan === \"family\" ? 6 : 3 },\n      on_current_device_logout: () => signOut(),\n    });\n  }, [user.id]);\n  return null;\n}\n",
    ),
    (
        "src/components/Account.tsx",
        "import Rupt from \"rupt\";\n\nexport async function start(user: User) {\n  const attached = await Rupt.attach({ client_id: \"shop_live_1\", account: user.id, email: user.email });\n  return () => {\n    Rupt.detach({ client_id: \"shop_live_1\", account: user.id, device: attached.device_id });\n  };\n}\n",
    ),
    (
        "src/components/Player.tsx",
        "import Rupt, { type AttachResponse } from \"rupt\";\n\nexport const play = async (user: User) => {\n  const response = await Rupt.attach({ client_id: \"shop_live_1\", account: user.id, email: user.email });\n  return response.attached_devices;\n};\n\nexport const count = (response: AttachResponse) => 1;\n",
    ),
    (
        "src/lib/guard.ts",
        "import Rupt from \"rupt\";\n\nexport function guard(user: User) {\n  Rupt.attach({\n    client_id: \"shop_live_1\",\n    account: user.id,\n    tolerance: \"strict\",\n    groups: user.teams,\n  });\n}\n",
    ),
    (
        "vite.config.ts",
        "import { defineConfig } from \"vite\";\n\nexport default defineConfig({ optimizeDeps: { include: [\"rupt\"] } });\n",
    ),
];

fn storefront() -> Tree {
    project(&projects().join("storefront"))
}

fn projects() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/projects")
}

fn project(folder: &Path) -> Tree {
    let (tree, before) = (Tree::new(), folder.join("before"));
    for entry in walkdir::WalkDir::new(&before) {
        let entry = entry.expect("the project can be read");
        let name = entry.path().strip_prefix(&before).expect("below the folder");
        if entry.file_type().is_file() {
            tree.write(&name.to_string_lossy(), std::fs::read(entry.path()).expect("read"));
        }
    }
    tree
}

#[test]
fn a_summary_fits_a_screen_or_three() {
    let ran = storefront().run(&["--dry-run", "."]);
    assert!(ran.err.lines().count() <= 70, "{}", ran.err);
    let app = Tree::of(&APP);
    for args in [&["--dry-run", "."][..], &["."]] {
        let ran = app.run(args);
        assert!(ran.err.lines().count() <= 32, "{}", ran.err);
    }
}

#[test]
fn a_check_takes_a_line_and_a_half_a_finding_at_most() {
    for tree in [storefront(), Tree::of(&APP)] {
        for moved in [false, true] {
            if moved {
                tree.run(&["."]);
            }
            let ran = tree.run(&["--check", "."]);
            let findings = ran.err.lines().filter(|line| line.starts_with("  ")).count();
            assert!(findings > 5 && 2 * ran.err.lines().count() <= 3 * findings, "{}", ran.err);
        }
    }
}

#[test]
fn a_refusal_has_six_lines_at_most_and_ends_with_what_to_do() {
    let tree = Tree::committed(&APP);
    for (path, text) in APP {
        tree.write(path, format!("{text}\n"));
    }
    let outside = Tree::of(&APP);
    for (ran, flag) in
        [(tree.run_bare_in("", &[]), "--allow-dirty."), (outside.run_bare_in("", &[]), "--allow-no-vcs.")]
    {
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.lines().count() <= 6 && ran.err.trim_end().ends_with(flag), "{}", ran.err);
    }
    for args in [&["nosuch"][..], &["undo"], &["--fix"], &["--json"], &["-i"], &["--nosuch"]] {
        let ran = Tree::of(&APP).run(args);
        assert!(ran.code == 2 && ran.err.lines().count() <= 6, "{}", ran.err);
    }
}

#[test]
fn what_other_tools_call_it_is_answered() {
    let tree = Tree::of(&[("a.js", MOVES)]);
    for (word, answer) in [
        ("--fix", "a run writes by itself: rupt-migrate ."),
        ("--json", "rupt-migrate --output-format json ."),
        ("--force", "rupt-migrate --allow-dirty ."),
        ("check", "did you mean `--check`?"),
        ("undo", "git restore ."),
        ("done", "a command comes first"),
    ] {
        let ran = tree.run(&["--check", word]);
        assert!(ran.code == 2 && ran.err.contains(answer), "{word}: {}", ran.err);
    }
}

/// The places of a list below a heading that begins with `heading`, each with the id behind it.
fn listed(err: &str, heading: &str) -> Vec<(String, usize, String)> {
    let mut rows = Vec::new();
    let mut is_in = false;
    for line in err.lines() {
        if !line.starts_with(' ') {
            is_in = line.starts_with(heading);
        } else if is_in {
            let mut words = line.split_whitespace();
            let (place, id) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let (path, line) = place.rsplit_once(':').expect("a place has a line");
            rows.push((path.to_owned(), line.parse().expect("a number"), id.to_owned()));
        }
    }
    rows
}

#[test]
fn what_is_printed_after_a_write_is_where_it_says() {
    let folders = std::fs::read_dir(projects()).expect("the projects can be read");
    let all = folders.map(|folder| project(&folder.expect("an entry").path())).chain([Tree::of(&APP)]);
    let mut seen = 0;
    for tree in all {
        let before: HashMap<String, Vec<u8>> = tree.files().into_iter().collect();
        let ran = tree.run(&["-v", "."]);
        let line = |path: &str, line: usize| tree.read(path).lines().nth(line - 1).unwrap_or_default().to_owned();
        for (path, at, id) in listed(&ran.err, "To do: ") {
            seen += 1;
            let text = line(&path, at);
            assert!(text.contains(&format!("TODO(rupt-migrate) {id}: ")), "{path}:{at} {id}: {text}");
        }
        for (path, at, id) in listed(&ran.err, "Stays on v2") {
            seen += 1;
            let text = line(&path, at);
            let old = String::from_utf8_lossy(&before[&path]);
            assert!(!text.trim().is_empty() && old.contains(&text), "{path}:{at} {id}: {text}");
        }
    }
    assert!(seen > 50, "only {seen} places were seen");
}

#[test]
fn the_way_back_is_told_only_where_it_costs_nothing_else() {
    let files = [("a.js", MOVES), ("b.txt", "mine\n")];
    let tree = Tree::committed(&files);
    let ran = tree.run_bare_in("", &["."]);
    assert!(ran.err.contains("\nUndo: git restore ."), "{}", ran.err);
    tree.git(&["restore", "."]);
    assert_eq!(tree.read("a.js"), MOVES);
    tree.write("b.txt", "more of mine\n");
    let ran = tree.run_bare_in("", &["."]);
    assert!(ran.err.contains("\nUndo: git restore -- a.js"), "{}", ran.err);
    tree.git(&["restore", "--", "a.js"]);
    assert_eq!((tree.read("a.js").as_str(), tree.read("b.txt").as_str()), (MOVES, "more of mine\n"));
    for flag in ["--dry-run", "--check", "--allow-dirty"] {
        assert!(!tree.run_bare_in("", &[flag, "."]).err.contains("Undo:"), "{flag}");
        tree.git(&["restore", "--", "a.js"]);
    }
}

#[test]
fn what_git_would_take_back_without_a_word_is_not_put_at_risk() {
    for flag in ["--assume-unchanged", "--skip-worktree"] {
        let tree = Tree::committed(&[("a.js", MOVES), ("local.conf", "ours\n")]);
        tree.git(&["update-index", flag, "local.conf"]);
        tree.write("local.conf", "mine\n");
        let ran = tree.run_bare_in("", &["."]);
        let undo = ran.err.lines().find_map(|line| line.split_once("Undo: ")).expect("a way back").1;
        assert!(undo.starts_with("git restore -- a.js"), "{flag}: {undo}");
        tree.git(&["restore", "--", "a.js"]);
        assert_eq!((tree.read("a.js").as_str(), tree.read("local.conf").as_str()), (MOVES, "mine\n"), "{flag}");
    }
}

#[test]
fn what_a_comment_silences_is_still_in_the_report() {
    let call = "import Rupt from \"rupt\";\n// rupt-migrate-ignore tolerance\nawait Rupt.attach({ client_id: \"c\", account: u.id, email: u.email, tolerance: \"strict\" });\n";
    let tree = Tree::of(&[("a.js", call)]);
    let ran = tree.run(&["."]);
    assert!(ran.said("tolerance \"strict\"") && !tree.read("a.js").contains("TODO"), "{}", ran.err);
    assert_eq!(tree.run(&["--check"]).code, 0);
}

#[test]
fn files_that_are_named_are_judged_by_themselves() {
    let tree = Tree::of(&[("package.json", MANIFEST), ("src/ok.ts", "import Rupt from \"@ruptjs/client\";\n")]);
    tree.write("src/old.ts", STAYS);
    assert_eq!(tree.run(&["--check", "src"]).code, 1);
    let ran = tree.run(&["--check", "src/ok.ts"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.said("Not judged, because not in the given paths: 1 other file of the same packages on v2."),
        "{}",
        ran.err
    );
    assert_eq!(tree.run(&["--check", "src/ok.ts", "src/old.ts"]).code, 1);
}

#[test]
fn a_team_can_ratchet_down() {
    let tree = Tree::of(&[("a.js", STAYS), ("b.js", STAYS)]);
    for (most, code) in [("1", 1), ("2", 0), ("3", 0)] {
        let ran = tree.run(&["--check", "--max-left", most]);
        assert_eq!(ran.code, code, "{}", ran.err);
        assert!(ran.counts().contains(&format!("2 findings of at most {most}")), "{}", ran.err);
    }
    assert_eq!(tree.run(&["--max-left", "1"]).code, 2);
}

#[test]
fn a_quiet_check_says_one_line() {
    let ran = Tree::of(&[("a.js", STAYS)]).run(&["-q", "--check"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "Check failed: 1 use on v2, 1 file to change (1 file read).\n"));
    let ran = Tree::of(&[("a.js", "let a;\n")]).run(&["-q", "--check"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn what_is_to_be_typed_is_called_as_it_was() {
    let tree = Tree::of(&[("package.json", MANIFEST), ("a.js", MOVES), ("b.js", STAYS)]);
    for args in [["--dry-run", "."], ["--check", "."], ["--allow-no-vcs", "."]] {
        let output = command(&tree.root()).args(args).env("RUPT_MIGRATE_NPX", "1").output().expect("it runs");
        let said = Ran::new(output).err;
        let typed = said.lines().filter(|line| line.contains("rupt-migrate ") && !line.contains("rupt-migrate-ignore"));
        assert!(typed.clone().count() > 0, "{said}");
        assert!(
            typed.clone().all(|line| line.matches("rupt-migrate ").count() == line.matches("npx ").count()),
            "{said}"
        );
    }
}
