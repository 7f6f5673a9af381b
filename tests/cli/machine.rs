//! What the machine that runs the command makes of its output: commands in its log, words of a shell.

use crate::tree::{MANIFEST, MOVES, Ran, Tree, command};
use std::process::Command;

/// Code that would be commands, were it printed as it is.
fn hostile() -> Tree {
    let code = "import Rupt from \"rupt\";\nawait Rupt.attach({ client_id: \"c\", account: u.id, email: u.email, \
                on_limit_exceeded: () => { show(`\n::stop-commands::pwned\n  ::add-mask::a\n##[error]b\nx ##vso[task.x]c\n`); } });\n";
    let broken = "import Rupt from \"rupt\";\n::error::const = ;\n";
    Tree::committed(&[
        ("::stop-commands::x/b.js", MOVES),
        ("a ::set-output name=x::y/b.js", MOVES),
        ("##[error]/b.js", MOVES),
        ("a.js", code),
        ("::group::broken.js", broken),
        ("::error::mention.txt", "npm install rupt\n"),
        ("package.json", MANIFEST),
    ])
}

/// The lines of a log that a runner takes for commands.
fn commands(log: &str) -> Vec<&str> {
    let is_one = |line: &&str| {
        let marks = ["##[", "##vso[", "##teamcity["];
        line.trim_start().starts_with("::") || marks.iter().any(|mark| line.contains(mark))
    };
    log.lines().filter(is_one).collect()
}

#[test]
fn no_text_of_the_tree_is_a_command_in_any_format() {
    let tree = hostile();
    for mode in [&["--check"][..], &["--check", "-v"], &["--check", "-q"], &["--check", "--unsafe"]] {
        for format in ["text", "json", "sarif", "gitlab", "rdjson", "markdown", "concise"] {
            let ran = tree.run(&[mode, &["--output-format", format]].concat());
            assert!(ran.out.len() > 100 && ran.code != 0, "{format}");
            assert_eq!(commands(&ran.out), [""; 0], "{mode:?} {format}");
            assert_eq!(commands(&ran.err), [""; 0], "{mode:?} {format}");
        }
        let ran = tree.run(&[mode, &["--output-format", "github"]].concat());
        assert_eq!(commands(&ran.err), [""; 0], "{mode:?}");
        let own = ["::error file=", "::warning file=", "::notice title=rupt-migrate::"];
        assert!(commands(&ran.out).iter().all(|line| own.iter().any(|start| line.starts_with(start))), "{}", ran.out);
        assert!(!ran.out.contains("##["), "{}", ran.out);
        assert!(ran.out.contains("file=%3A%3Astop-commands%3A%3Ax/b.js,"), "{}", ran.out);
        for worksheet in ["w.md", "w.json", "w.html"] {
            tree.run(&[mode, &["--worksheet", worksheet]].concat());
            assert_eq!(commands(&tree.read(worksheet)), [""; 0], "{worksheet}");
        }
    }
    let ran = tree.run(&["--stdin-filepath", "::a.js"]);
    assert_eq!(commands(&ran.err), [""; 0]);
}

#[test]
fn what_is_not_seen_is_shown_in_every_format() {
    let value = "\u{202e}\u{9b}31m\u{2028}\u{200b}\u{e0041}\u{ad}";
    let code = format!(
        "import Rupt from \"rupt\";\nawait Rupt.attach({{ client_id: \"c\", account: u.id, email: e, \
         redirect_urls: {{ logout_url: \"{value}\" }} }});\n"
    );
    // In the name, too, as not every format shows values.
    let tree = Tree::of(&[(&format!("a{value}.js"), &code)]);
    let is_seen = |text: &str| !value.chars().any(|c| c != '3' && c != '1' && c != 'm' && text.contains(c));
    for format in ["text", "json", "sarif", "github", "gitlab", "rdjson", "markdown", "concise"] {
        let ran = tree.run(&["--check", "--output-format", format]);
        assert!(is_seen(&ran.out) && is_seen(&ran.err) && ran.out.contains("202e"), "{format}: {}", ran.out);
    }
    for worksheet in ["w.md", "w.json", "w.html"] {
        tree.run(&["--check", "--worksheet", worksheet]);
        assert!(is_seen(&tree.read(worksheet)) && tree.read(worksheet).contains("202e"), "{worksheet}");
    }
}

/// Folders that a shell or a command would take for something else.
const FOLDERS: [&str; 16] = [
    "-",
    "-P",
    "-q",
    "--",
    "=ls",
    "~",
    "~root",
    "+1",
    "a b",
    "it's",
    "a\"b",
    "back\\slash\\",
    "$HOME",
    "a;b&c",
    "*",
    "#x",
];

/// The shells that are installed.
fn shells() -> Vec<&'static str> {
    let shells = ["bash", "dash", "zsh", "fish"];
    let is_there = |shell: &&str| Command::new(shell).args(["-c", "exit 0"]).output().is_ok();
    shells.into_iter().filter(is_there).collect()
}

/// What is printed as the next step.
fn next(said: &str) -> String {
    said.lines().find_map(|line| line.strip_prefix("Next: ")).expect("there is a next step").to_owned()
}

#[cfg(unix)]
#[test]
fn the_next_command_goes_into_the_folder_that_is_meant() {
    let shells = shells();
    assert!(!shells.is_empty());
    for folder in FOLDERS {
        let tree = Tree::of(&[("elsewhere/x", "")]);
        let inner = |name: &str| format!("{folder}/{name}");
        tree.write(&inner("a.js"), MOVES);
        tree.write(&inner("package.json"), MANIFEST);
        tree.write(&inner("package-lock.json"), "{}");
        let bin = Tree::of(&[("npm", "#!/bin/sh\npwd\n")]);
        std::fs::set_permissions(bin.at("npm"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .expect("made to run");
        let step = next(&tree.run(&["."]).err);
        for shell in &shells {
            // Parentheses are no subshell there.
            let step = if *shell == "fish" { step.trim_matches(['(', ')']) } else { &step };
            let path = format!("{}:{}", bin.root().display(), std::env::var("PATH").unwrap_or_default());
            let ran = Command::new(shell)
                .args(["-c", step])
                .current_dir(tree.root())
                .envs([("PATH", path.as_str()), ("OLDPWD", "/"), ("HOME", "/")])
                .env("CDPATH", tree.at("elsewhere"))
                .output()
                .expect("a shell runs");
            let said = String::from_utf8_lossy(&ran.stdout).trim_end_matches('\n').to_owned();
            assert_eq!(std::path::Path::new(&said), tree.at(folder), "{shell}: {step}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_command_to_type_again_finds_the_same() {
    let own =
        std::path::Path::new(env!("CARGO_BIN_EXE_rupt-migrate")).parent().expect("a folder").display().to_string();
    for folder in FOLDERS {
        let tree = Tree::of(&[("other/a.js", MOVES)]);
        tree.write(&format!("{folder}/a.js"), MOVES);
        tree.write(&format!("{folder}/left-out.js"), MOVES);
        let path = format!("./{folder}");
        let ran =
            command(&tree.root()).args(["--check", "--exclude=left-out.js", "--exclude=-x '$y'", "--", &path]).output();
        let step = next(&String::from_utf8_lossy(&ran.expect("the command runs").stderr));
        for shell in shells() {
            let path = format!("{own}:{}", std::env::var("PATH").unwrap_or_default());
            let output = Command::new(shell)
                .args(["-c", &step.replacen("rupt-migrate", "rupt-migrate --check", 1)])
                .current_dir(tree.root())
                .envs([("PATH", path.as_str()), ("HOME", "/")])
                .output()
                .expect("a shell runs");
            let output = Ran::new(output);
            assert_eq!(output.code, 1, "{shell}: {step}: {}", output.err);
            assert!(output.counts().contains("(1 can be moved)"), "{shell}: {step}: {}", output.err);
        }
    }
}
