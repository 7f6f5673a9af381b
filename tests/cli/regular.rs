//! Only regular files are read, and rules that cannot be read are not no rules.
#![cfg(unix)]

use crate::tree::{MANIFEST, MOVES, Ran, Tree, command};
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs the command, which must end soon.
fn run(tree: &Tree, folder: &str, args: &[&str]) -> Ran {
    let mut child = command(&tree.at(folder))
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let start = Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        if start.elapsed() > Duration::from_secs(20) {
            child.kill().expect("it can be killed");
            panic!("{args:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ran::new(child.wait_with_output().expect("it has ended"))
}

fn pipe(tree: &Tree, name: &str) {
    assert!(Command::new("mkfifo").arg(tree.at(name)).status().expect("mkfifo runs").success());
}

#[test]
fn what_has_no_end_is_told_and_passed_over() {
    for target in ["/dev/zero", "/proc/self/pagemap", "pipe"] {
        for name in ["b.js", "package.json", "pnpm-workspace.yaml", "deno.json", ".ignore", ".gitignore"] {
            let tree = Tree::of(&[("a.js", MOVES)]);
            match target {
                "pipe" => pipe(&tree, name),
                _ => symlink(target, tree.at(name)).expect("a link can be made"),
            }
            for mode in ["--check", "--allow-dirty"] {
                let ran = run(&tree, "", &[mode]);
                assert!(ran.code == 2 && ran.said(&format!("{name} ")), "{name} {target} {mode}: {}", ran.err);
            }
        }
    }
}

#[test]
fn manifests_above_have_an_end_or_are_none() {
    for name in ["package.json", "deno.json", "pnpm-workspace.yaml", "yarn.lock", ".yarnrc.yml"] {
        let tree = Tree::of(&[("s/a.js", MOVES), ("s/package.json", "{\"dependencies\":{\"rupt\":\"catalog:\"}}")]);
        symlink("/dev/zero", tree.at(name)).expect("a link can be made");
        assert_eq!(run(&tree, "s", &["--check"]).code, 1, "{name}");
    }
}

#[test]
fn rules_that_cannot_be_read_are_a_failure() {
    let outside = Tree::of(&[("rules", "vendor/\n")]);
    let (long, wild) = ("vendor/\n".repeat(40_000), format!("vendor/\n{}", "?x*y\n".repeat(10_000)));
    for name in [".ignore", ".gitignore"] {
        for rules in [None, Some(&long), Some(&wild)] {
            let tree = Tree::of(&[("a.js", MOVES), ("vendor/b.js", MOVES), ("package.json", MANIFEST)]);
            match rules {
                None => symlink(outside.at("rules"), tree.at(name)).expect("a link can be made"),
                Some(rules) => tree.write(name, rules),
            }
            let before = tree.files();
            let ran = run(&tree, "", &["--allow-dirty"]);
            assert!(ran.code == 2 && ran.said(&format!("{name} ")), "{name}: {}", ran.err);
            assert_eq!(tree.files(), before, "{name}");
        }
    }
}

#[test]
fn a_manifest_over_its_limit_is_told_and_keeps_what_it_may_need() {
    let blanks = " ".repeat(1 << 20);
    let files = [
        ("package.json", MANIFEST.to_owned() + &blanks, true),
        ("package.json", format!("{{ \"name\": \"a\" }}{blanks}"), false),
        ("deno.json", format!("{{ \"imports\": {{ \"rupt\": \"npm:rupt@2\" }} }}{blanks}"), true),
        ("pnpm-workspace.yaml", format!("catalog:\n  rupt: ^2\n{}", "# \n".repeat(1 << 19)), true),
    ];
    for (name, text, declares) in files {
        let tree = Tree::of(&[("src/a.js", MOVES), ("src/b.js", MOVES), (name, text.as_str())]);
        let ran = run(&tree, "", &["--allow-no-vcs"]);
        assert!(ran.code == 2 && ran.said(&format!("{name} larger than 1 MiB, so not read")), "{name}: {}", ran.err);
        assert_eq!(tree.read(name), text, "{name}");
        assert!(tree.read("src/a.js").contains("@ruptjs/client"), "{name}");
        // What the package renders with is not known.
        let is_lazy = tree.read("src/a.js").contains("function getRupt()");
        assert!(is_lazy || (declares && name.ends_with("yaml")), "{name}: {}", tree.read("src/a.js"));
        assert_ne!(run(&tree, "src", &["--check"]).code, 2, "{name}");
    }
}

/// The most memory that a run took, in bytes.
#[cfg(target_os = "linux")]
fn peak(tree: &Tree) -> u64 {
    let mut child = command(&tree.root())
        .args(["--check", "-j", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command runs");
    let mut most = 0;
    while child.try_wait().expect("it can be asked").is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB"));
        most = peak.and_then(|peak| peak.trim().parse().ok()).unwrap_or(0).max(most);
        std::thread::sleep(Duration::from_millis(1));
    }
    most << 10
}

#[cfg(target_os = "linux")]
#[test]
fn memory_has_a_limit_by_the_size_of_a_file() {
    const CONST: &str = "import Rupt from \"rupt\";\nconst o = { client_id: \"c\", account: u.id, email: u.email };\n";
    // What takes most for its length, as large as it may be.
    let list = |size: usize, item: &str| format!("[{}]", vec![item; (size - 200) / (item.len() + 1)].join(","));
    let manifest =
        |size: usize, item: &str| format!("{{ \"dependencies\": {{ \"rupt\": \"2\" }}, \"a\": {} }}", list(size, item));
    let wild = (0..1600).map(|n| format!("[!a]*{n:04}?/**/*b\n")).collect::<String>();
    let plain = (0..30_000).map(|n| format!("b{n:05}\n")).collect::<String>();
    let nested = |size: usize| format!("catalog:\n  rupt: 2\n{}", "a:\n".repeat((size - 200) / 3));
    let calls = (0..12_000)
        .map(|n| format!("await Rupt.attach({{ client_id: \"c{n}\", account: u.id, email: u.email }});\n"))
        .collect::<String>();
    let of = |size: usize, part: &str| format!("import Rupt from \"rupt\";\n{}", part.repeat(size / part.len()));
    for (name, text) in [
        // Nothing but statements, values or calls, as short as they can be.
        ("b.js", of(2_000_000, "x;")),
        ("b.js", of(2_000_000, "a=b;")),
        ("b.js", of(2_000_000, "[Rupt,x,x,x,x,x,x,x];")),
        ("b.js", of(1_000_000, "Rupt.attach();")),
        // A client for each call: nothing makes more of its text.
        ("b.js", format!("import Rupt from \"rupt\";\n{calls}")),
        // As many calls as there may be, told with one const.
        ("b.js", format!("{CONST}{}", "Rupt.attach(o);\n".repeat(20_000))),
        ("package.json", manifest(1 << 20, "{}")),
        ("package.json", manifest(1 << 20, "0")),
        ("settings.json", manifest(8 << 20, "0")),
        ("pnpm-workspace.yaml", nested(1 << 20)),
        (".gitignore", wild.clone() + &plain),
    ] {
        let tree = Tree::of(&[("a.js", MOVES), (name, text.as_str())]);
        let (peak, allowed) = (peak(&tree), 64 * text.len() as u64 + (64 << 20));
        assert!(peak > 0 && peak <= allowed, "{name}: {peak} bytes, and {allowed} are allowed");
    }
}

#[test]
fn rules_may_be_shared_within_a_repository() {
    let tree = Tree::of(&[("rules", "b.js\n"), ("sub/a.js", MOVES), ("sub/b.js", MOVES)]);
    symlink("../rules", tree.at("sub/.ignore")).expect("a link can be made");
    tree.git(&["init", "-q"]);
    let ran = tree.run_in("sub", &["--check"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(!ran.said(".ignore "), "{}", ran.err);
}

#[test]
fn what_may_not_be_read_counts_as_a_use() {
    let (outside, tree) = (Tree::of(&[("t.js", MOVES)]), Tree::of(&[("a.js", MOVES), ("package.json", MANIFEST)]));
    fs::set_permissions(outside.at("t.js"), Permissions::from_mode(0o000)).expect("the mode can be set");
    if fs::read(outside.at("t.js")).is_ok() {
        // Whoever may read everything, as root, cannot see this; the pipe is the same for all.
        fs::remove_file(outside.at("t.js")).expect("it is there");
        pipe(&outside, "t.js");
    }
    symlink(outside.at("t.js"), tree.at("c.js")).expect("a link can be made");
    let ran = run(&tree, "", &["--allow-dirty"]);
    assert!(ran.code == 2 && ran.said("c.js a link whose target cannot be read"), "{}", ran.err);
    assert!(tree.read("package.json").contains("\"rupt\""), "{}", tree.read("package.json"));
}

#[test]
fn a_signal_that_is_ignored_stays_ignored() {
    let names: Vec<String> = (0..300).map(|n| format!("f{n}.js")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), MOVES)).collect();
    let tree = Tree::of(&files);
    let script = "trap '' HUP; \"$0\" --allow-dirty -q . >/dev/null & run=$!; \
                  while ! grep -q ruptjs *.js; do :; done; kill -HUP $run; wait $run";
    let ran =
        Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_rupt-migrate")]).current_dir(tree.root()).status();
    assert_eq!(ran.expect("a shell runs").code(), Some(0));
    assert!(names.iter().all(|name| tree.read(name).contains("@ruptjs/client")));
}
