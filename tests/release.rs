//! What `.github/workflows/release.yml` runs, as far as it can be run here, and what holds for every workflow. Commands
//! that reach for the network are stood in for; what they are called with is written down.

#![cfg(target_os = "linux")]

#[path = "common/machine.rs"]
mod machine;
#[allow(dead_code)]
#[path = "common/npm.rs"]
mod npm;
#[path = "common/yaml.rs"]
mod yaml;

use machine::Machine;
use machine::tree::{Ran, Tree};
use std::fs;
use std::path::Path;
use yaml::Yaml;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn yaml(path: &str) -> Yaml {
    Yaml::documents(&read(path)).remove(0)
}

/// A machine with nothing in its tree, and these stand-ins.
fn machine(stand_ins: &[(&str, &str)]) -> Machine {
    Machine::of(Tree::of(&[("empty", "")]), stand_ins)
}

/// Runs a script of `.ci` by its whole path.
fn ci(machine: &Machine, line: &str, variables: &[(&str, &str)]) -> Ran {
    machine.run("bash", &format!("{ROOT}/.ci/{line}"), variables)
}

#[test]
fn nothing_is_released_before_the_repository_is_known() {
    const ADDRESS: &str = "https://github.com/firm/rupt-migrate";
    let (manifest, changes) = (read("Cargo.toml"), read("CHANGELOG.md"));
    let known =
        manifest
            .lines()
            .filter(|line| !line.starts_with("repository = "))
            .map(|line| {
                if line == "[package]" { format!("{line}\nrepository = \"{ADDRESS}\"\n") } else { format!("{line}\n") }
            })
            .collect::<String>();
    let dated = format!("{changes}\n## [{VERSION}] - 2026-01-01\n");
    let tag = format!("v{VERSION}");
    let releasable = |manifest: &str, changes: &str, tag: &str, repository: &str| {
        let machine = Machine::of(Tree::of(&[("Cargo.toml", manifest), ("CHANGELOG.md", changes)]), &[]);
        for path in [".ci/releasable", ".ci/crate", "npm/packages.mjs", "npm/targets.json"] {
            machine.tree.write(path, read(path));
        }
        let script = format!("chmod +x .ci/*\n.ci/releasable {tag}");
        machine.run("bash", &script, &[("GITHUB_REPOSITORY", repository)])
    };
    let missing = known.replace(&format!("repository = \"{ADDRESS}\"\n"), "");
    for (ran, says) in [
        (releasable(&missing, &dated, &tag, "firm/rupt-migrate"), "`repository` is missing in Cargo.toml"),
        (releasable(&known, &dated, "v9.9.9", "firm/rupt-migrate"), "the tag is v9.9.9"),
        (releasable(&known, &dated, &tag, "other/fork"), "this is https://github.com/other/fork"),
        (releasable(&known, "## [Unreleased]\n", &tag, "firm/rupt-migrate"), "CHANGELOG.md has no section"),
    ] {
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
        assert!(ran.err.starts_with("No release: ") && ran.err.contains(says), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 1);
    }
    let ran = releasable(&known, &dated, &tag, "firm/rupt-migrate");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_program_is_tried_before_it_is_handed_on() {
    let machine = machine(&[("another", "echo rupt-migrate 0.0.0\n"), ("silent", "echo \"rupt-migrate $VERSION\"\n")]);
    let smoke = |program: &str| {
        let line = format!("{ROOT}/.ci/smoke \"$(command -v {program})\"");
        machine.run("bash", &line, &[("VERSION", VERSION)])
    };
    let ran = smoke("rupt-migrate");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(smoke("another").code, 1, "it is of another version");
    assert_eq!(smoke("silent").code, 1, "it gives another patch");
}

/// The rows of `npm/targets.json`: the key, the target of Rust, the name of the program.
fn targets() -> Vec<[String; 3]> {
    let rows: serde_json::Value = serde_json::from_str(&read("npm/targets.json")).expect("JSON");
    let rows = rows.as_array().expect("a list");
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().expect(key).to_owned();
    rows.iter()
        .map(|row| {
            let windows = text(row, "platform") == "win32";
            let key = format!("{}-{}", text(row, "platform"), text(row, "arch"));
            [key, text(row, "rust"), if windows { "rupt-migrate.exe" } else { "rupt-migrate" }.to_owned()]
        })
        .collect()
}

#[test]
fn the_archives_have_everything_and_are_the_same_each_time() {
    let machine = machine(&[]);
    let own = format!("{}-{}", "linux", if cfg!(target_arch = "x86_64") { "x64" } else { "arm64" });
    for [key, _, program] in targets() {
        let path = format!("artifacts/binary-{key}/{program}");
        if key == own {
            machine.temporary.write(&path, fs::read(npm::program(&machine.temporary.root())).expect("the program"));
        } else {
            machine.temporary.write(&path, format!("for {key}"));
        }
    }
    let at = |path: &str| machine.temporary.at(path).display().to_string();
    let made = |out: &str| {
        let ran = ci(&machine, &format!("package {} {}", at("binaries"), at(out)), &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let ran = ci(&machine, &format!("binaries {} {}", at("artifacts"), at("binaries")), &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let sums = made("archives");
    assert_eq!(made("again"), sums);
    assert_eq!(sums, machine.temporary.read("archives/SHA256SUMS"));
    let unpack = "cd \"$RUNNER_TEMP\"/archives\nsha256sum --check --quiet SHA256SUMS\nmkdir ../unpacked
for name in *.tar.gz; do tar --extract --file \"$name\" --directory ../unpacked; done
for name in *.zip; do unzip -q \"$name\" -d ../unpacked; done
../unpacked/rupt-migrate-v*-\"$(uname -m)\"-unknown-linux-musl/rupt-migrate --version";
    let ran = machine.run("bash", unpack, &[]);
    assert_eq!((ran.code, ran.out), (0, format!("rupt-migrate {VERSION}\n")), "{}", ran.err);
    for [key, rust, program] in targets() {
        let inside = |name: &str| machine.temporary.bytes(&format!("unpacked/rupt-migrate-v{VERSION}-{rust}/{name}"));
        assert_eq!(inside(&program), machine.temporary.bytes(&format!("binaries/{key}/{program}")));
        assert!(inside("rupt-migrate.1").starts_with(b".ie"), "the manual page");
        for (name, holds) in [
            ("LICENSE-MIT", "MIT"),
            ("LICENSE-APACHE", "Apache"),
            ("README.md", "# rupt-migrate"),
            ("CHANGELOG.md", "# Changelog"),
            ("completions/rupt-migrate.bash", "--dry-run"),
            ("completions/_rupt-migrate", "#compdef"),
            ("completions/rupt-migrate.fish", "complete"),
            ("completions/_rupt-migrate.ps1", "Register-ArgumentCompleter"),
            ("completions/rupt-migrate.elv", "edit:completion"),
        ] {
            assert!(String::from_utf8_lossy(&inside(name)).contains(holds), "{key}: {name}");
        }
    }
    assert_eq!(sums.lines().count(), targets().len());
}

/// `cargo binstall` looks where the archives are, under the names that they have.
#[test]
fn binstall_finds_the_archives() {
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("/releases/download/v{ version }/{ name }-v{ version }-{ target }.{ archive-format }\""));
    assert!(manifest.contains("bin-dir = \"{ name }-v{ version }-{ target }/{ bin }{ binary-ext }\""));
    for [_, rust, _] in targets() {
        let head = format!("[package.metadata.binstall.overrides.{rust}]\npkg-fmt = \"zip\"");
        assert_eq!(manifest.contains(&head), rust.contains("windows"), "{rust}");
    }
}

#[test]
fn a_crate_that_is_published_is_passed_over() {
    const CARGO: &str = "echo \"cargo $*\" >> \"$CALLS\"\ncase $1 in info) exit \"$KNOWN\" ;; esac\n";
    for (known, calls) in [("0", 1), ("101", 2)] {
        let machine = machine(&[("cargo", CARGO)]);
        assert_eq!(ci(&machine, "publish-crate", &[("KNOWN", known)]).code, 0);
        let said = machine.calls();
        let said: Vec<&str> = said.lines().collect();
        assert_eq!(said.len(), calls, "{said:?}");
        assert_eq!(said[0], format!("cargo info --quiet --registry crates-io rupt-migrate@{VERSION}"));
        assert!(said[1..].iter().all(|line| *line == "cargo publish --locked"));
    }
}

#[test]
fn a_release_is_a_draft_until_it_is_whole() {
    const GH: &str = "echo \"gh $*\" >> \"$CALLS\"\ncase $2 in view) [ -n \"$DRAFT\" ] && echo \"$DRAFT\" ;; create) cat > \"$RUNNER_TEMP/notes\" ;; esac\n";
    let calls = |draft: &str, tag: &str| {
        let machine = machine(&[("gh", GH)]);
        machine.temporary.write("archives/a.zip", "");
        let ran = ci(
            &machine,
            &format!("github-release {tag} {}", machine.temporary.at("archives").display()),
            &[("DRAFT", draft)],
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        let said = machine.calls();
        said.lines().skip(1).map(|line| line.split(' ').skip(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let first = calls("", "v1.0.0");
    assert_eq!(first[0], "create v1.0.0 --verify-tag --draft --title v1.0.0 --notes-file -");
    assert!(first[1].starts_with("upload v1.0.0 --clobber /") && first[1].ends_with("/archives/a.zip"), "{first:?}");
    assert_eq!(first[2..], ["edit v1.0.0 --draft=false"]);
    let broken = calls("true", "v1.0.0");
    assert!(broken[0].starts_with("upload v1.0.0 ") && broken[1..] == first[2..], "{broken:?}");
    assert!(calls("false", "v1.0.0").is_empty(), "what is published stays as it is");
    assert_eq!(
        calls("true", "v1.0.0-rc.1").last().map(String::as_str),
        Some("edit v1.0.0-rc.1 --draft=false --prerelease")
    );
}

/// What stands behind `uses:` in the workflows and in the action, with the rest of its line.
fn used() -> Vec<String> {
    let texts = [".github/workflows/ci.yml", ".github/workflows/release.yml", "action.yml"].map(read);
    let lines = texts.iter().flat_map(|text| text.lines());
    lines.filter_map(|line| Some(line.split_once("uses: ")?.1.to_owned())).collect()
}

#[test]
fn every_action_is_pinned_by_its_commit() {
    let used = used();
    assert!(used.len() > 10);
    for action in used.iter().filter(|action| !action.starts_with("$/")) {
        let (commit, version) = action.split_once('@').and_then(|(_, rest)| rest.split_once(" # v")).expect(action);
        assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{action}");
        assert_eq!(version.split('.').count(), 3, "{action}");
    }
}

#[test]
fn the_workflow_builds_every_target_and_its_steps_are_scripts() {
    let release = yaml(".github/workflows/release.yml");
    let rows = release.at(&["jobs", "build", "strategy", "matrix", "include"]).list();
    let built: Vec<[String; 3]> =
        rows.iter().map(|row| ["key", "rust", "program"].map(|key| row.at(&[key]).text().to_owned())).collect();
    assert_eq!(built, targets());
    let (ci, action) = (yaml(".github/workflows/ci.yml"), yaml("action.yml"));
    let scripts: Vec<&str> = [&release, &ci, &action]
        .iter()
        .flat_map(|workflow| workflow.all("run"))
        .filter_map(|run| match run {
            Yaml::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert!(scripts.len() > 10);
    for script in scripts {
        assert!(!script.contains("${{"), "an expression would become part of the script: {script}");
        let words = script.split_whitespace().filter(|word| [".ci/", "npm/"].iter().any(|head| word.starts_with(head)));
        for path in words {
            assert!(Path::new(ROOT).join(path).is_file(), "{path} is not there");
        }
    }
}
