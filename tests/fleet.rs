//! The recipes of `docs/many-repositories.md`, run as they stand there over repositories on this disk.
//!
//! `gh` and `npx` are stood in for: the one clones from a folder and writes down its pull requests, the other
//! runs the program that was built.

#![cfg(unix)]

#[allow(dead_code)]
#[path = "cli/tree.rs"]
mod tree;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use tree::{BROKEN, MANIFEST, MOVES, STAYS, Tree};

/// Pull requests are files: `OWNER/NAME/BRANCH`, with the text.
const GH: &str = r#"#!/bin/sh
set -e
here=$(git remote get-url origin 2> /dev/null | sed "s,^$HOSTED/,,; s,\.git$,,") || true
case "$1 $2" in
  "repo clone") shift 2; git clone --quiet "$HOSTED/$1.git" "$2" ;;
  "pr view") [ -f "$PULLS/$here/$3" ] && echo OPEN ;;
  "pr edit") [ -f "$PULLS/$here/$3" ] && cp "$7" "$PULLS/$here/$3" && echo "edit $here" >> "$PULLS/calls" ;;
  "pr create")
    [ ! -e "$PULLS/$here/$4" ]
    git -C "$HOSTED/$here.git" rev-parse --quiet --verify "$4" > /dev/null
    mkdir -p "$PULLS/$here"; cp "$8" "$PULLS/$here/$4"; echo "create $here: $6" >> "$PULLS/calls" ;;
  *) echo "gh $*: not expected" >&2; exit 9 ;;
esac
"#;

const NPX: &str = r#"#!/bin/sh
case "$1 $2" in "--yes rupt-migrate@VERSION") ;; *) echo "npx $*: not expected" >&2; exit 9 ;; esac
shift 2
exec "$PROGRAM" "$@"
"#;

/// A call whose values the worksheet collects.
fn limits(id: &str, limit: u8) -> String {
    format!(
        "import Rupt from \"rupt\";\n\nawait Rupt.attach({{ client_id: \"{id}\", account: user.id, email: user.email, \
         limit_config: {{ overall_device_limit: {limit} }} }});\n"
    )
}

/// Repositories in a folder that stands for the host, the folder that the recipe runs in, and its commands.
struct Fleet {
    hosted: Tree,
    here: Tree,
    commands: Tree,
    pulls: Tree,
}

impl Fleet {
    fn new() -> Self {
        let fleet = Fleet { hosted: Tree::new(), here: Tree::new(), commands: Tree::new(), pulls: Tree::new() };
        for (name, text) in [("gh", GH), ("npx", NPX)] {
            fleet.commands.write(name, text);
            run_by_all(&fleet.commands.at(name));
        }
        let moved = Tree::of(&[("a.js", MOVES), ("package.json", MANIFEST)]);
        moved.run(&["."]);
        let moved = [("a.js", moved.read("a.js")), ("package.json", moved.read("package.json"))];
        let moved: Vec<(&str, &str)> = moved.iter().map(|(path, text)| (*path, text.as_str())).collect();
        for shop in 1..=5 {
            let call = limits("cid", if shop < 5 { 3 } else { 4 });
            fleet.host(&format!("firm/shop{shop}"), &[("src/a.js", &call), ("package.json", MANIFEST)]);
        }
        fleet.host("firm/stays", &[("a.js", STAYS), ("package.json", MANIFEST)]);
        fleet.host("firm/broken", &[("a.js", MOVES), ("src/bad.js", BROKEN), ("package.json", MANIFEST)]);
        fleet.host("firm/dirty", &[("a.js", MOVES), ("package.json", MANIFEST)]);
        fleet.host("firm/without", &[("a.js", "one();\n"), ("package.json", "{}\n")]);
        fleet.host("firm/moved", &moved);
        fleet
    }

    /// Ten repositories, and one that is not there.
    fn names(&self) -> Vec<String> {
        let shops = (1..=5).map(|shop| format!("firm/shop{shop}"));
        let others = ["stays", "broken", "dirty", "without", "moved", "gone"].map(|name| format!("firm/{name}"));
        shops.chain(others).collect()
    }

    fn host(&self, name: &str, files: &[(&str, &str)]) {
        let bare = format!("{}.git", self.hosted.at(name).display());
        self.hosted.git(&["clone", "-q", "--bare", &Tree::committed(files).root().display().to_string(), &bare]);
    }

    fn command(&self, program: &str, folder: &Path) -> Command {
        let mut command = tree::git(folder);
        let set: Vec<_> =
            command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect();
        command = Command::new(program);
        let path = format!("{}:{}", self.commands.root().display(), std::env::var("PATH").unwrap_or_default());
        command.current_dir(folder).envs(set).env("PATH", path).env("PROGRAM", env!("CARGO_BIN_EXE_rupt-migrate"));
        command.env("HOSTED", self.hosted.root()).env("PULLS", self.pulls.root());
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "t").env(format!("GIT_{role}_EMAIL"), "t@t");
        }
        command
    }

    /// Runs the loop of the page; its table, by repository.
    fn pass(&self) -> (i32, BTreeMap<String, Vec<String>>) {
        self.here.write("repositories.txt", format!("{}\n", self.names().join("\n")));
        self.here.write("fleet.sh", block("# fleet.sh\n"));
        self.here.write("table.mjs", block("// table.mjs\n"));
        let ran = self.command("sh", &self.here.root()).arg("fleet.sh").output().expect("a shell runs");
        (ran.status.code().unwrap_or(-1), table(&ran))
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.here.read(path)).expect("the report is JSON")
    }

    /// The commits of a branch at the host, but for the first one.
    fn commits(&self, name: &str) -> usize {
        let bare = format!("{name}.git");
        match tree::git(&self.hosted.at(&bare)).args(["rev-list", "--count", "HEAD..rupt-v3"]).output() {
            Ok(output) if output.status.success() => {
                String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number")
            }
            _ => 0,
        }
    }
}

fn table(ran: &Output) -> BTreeMap<String, Vec<String>> {
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let rows = said.lines().skip_while(|line| !line.starts_with("repository\t")).skip(1);
    let rows = rows.map(|row| row.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let rows: BTreeMap<_, _> = rows.map(|row| (row[0].clone(), row[1..].to_vec())).collect();
    assert!(!rows.is_empty(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    rows
}

fn run_by_all(path: &Path) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("made to run");
}

/// The block of the page that has `mark` in it, whole.
fn block(mark: &str) -> String {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/many-repositories.md");
    let page = fs::read_to_string(page).expect("the page is there");
    let blocks = page.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let mut found = blocks.map(|(_, text)| format!("{text}\n")).filter(|text| text.contains(mark));
    found.next().expect(mark)
}

#[test]
fn the_loop_makes_pull_requests_and_leaves_no_repository_out() {
    let fleet = Fleet::new();
    let clone = "fleet/firm/dirty/clone";
    fs::create_dir_all(fleet.here.at("fleet/firm/dirty")).expect("made");
    let bare = format!("{}.git", fleet.hosted.at("firm/dirty").display());
    fleet.here.git(&["clone", "-q", &bare, clone]);
    let mine = format!("{MOVES}// mine\n");
    fleet.here.write(&format!("{clone}/a.js"), &mine);

    let (code, table) = fleet.pass();
    assert_eq!(code, 1, "some have failed");
    assert_eq!(table.len(), 11);
    let row = |name: &str| table[&format!("firm/{name}")].join(" ");
    for shop in 1..=5 {
        assert_eq!(row(&format!("shop{shop}")), "1 1 0 1 done");
    }
    assert_eq!(row("stays"), "1 0 1 0 done");
    assert_eq!(row("without"), "0 0 0 0 done");
    assert_eq!(row("moved"), "0 0 0 0 done");
    assert!(row("broken").contains("FAILED src/bad.js: not parsed"), "{}", row("broken"));
    assert!(row("dirty").contains("FAILED a.js: has uncommitted changes"), "{}", row("dirty"));
    assert!(row("gone").starts_with("? ? ? ? FAILED "), "{}", row("gone"));

    let with_pull: Vec<String> = fleet.names().into_iter().filter(|name| fleet.commits(name) > 0).collect();
    let expected: Vec<String> =
        (1..=5).map(|shop| format!("firm/shop{shop}")).chain(["firm/stays".to_owned()]).collect();
    assert_eq!(with_pull, expected);
    for name in &expected {
        assert!(fleet.pulls.read(&format!("{name}/rupt-v3")).starts_with("<!-- rupt-migrate -->"), "{name}");
        assert_eq!(fleet.commits(name), 1);
    }
    assert_eq!(fleet.here.read(&format!("{clone}/a.js")), mine, "what somebody works on stays as it is");
    for name in fleet.names().iter().filter(|name| *name != "firm/gone") {
        let run = fleet.json(&format!("fleet/{name}/run.json"));
        let status = fleet.here.read(&format!("fleet/{name}/status"));
        assert_eq!(run["exit"].to_string(), status.trim(), "{name}");
        assert!(run["repository"].as_str().expect("a place").ends_with(&format!("{name}/clone")), "{name}");
        assert_eq!(run["commit"].as_str().expect("a commit").len(), 40);
    }
    let sheet = fleet.here.read("fleet/rupt.html");
    assert!(sheet.contains("src/bad.js") && sheet.contains("shop5") && !sheet.contains("/firm/gone"), "{sheet}");
}

#[test]
fn a_second_pass_takes_up_the_branches() {
    let fleet = Fleet::new();
    fleet.pass();
    let before: Vec<usize> = fleet.names().iter().map(|name| fleet.commits(name)).collect();
    // New code of v2 reaches a default branch, a reviewer adds to a branch, and somebody mends what was broken.
    let push = |name: &str, branch: &str, path: &str, text: &str| {
        let work = Tree::new();
        work.git(&["clone", "-q", &format!("{}.git", fleet.hosted.at(name).display()), "."]);
        work.git(&["switch", "-q", branch]);
        work.write(path, text);
        work.commit();
        work.git(&["push", "-q", "origin", branch]);
    };
    let main = fleet.hosted.git_in("firm/shop1.git", &["symbolic-ref", "--short", "HEAD"]);
    push("firm/shop1", main.trim(), "src/new.js", MOVES);
    push("firm/shop2", "rupt-v3", "src/reviewed.js", "one();\n");
    push("firm/broken", main.trim(), "src/bad.js", "one();\n");
    let broken = fleet.here.at("fleet/firm/broken/clone");
    tree::git(&broken).args(["restore", "."]).status().expect("git runs");

    let (_, table) = fleet.pass();
    assert_eq!(table["firm/broken"].last().map(String::as_str), Some("done"));
    assert!(fleet.commits("firm/broken") > 0);
    let shown =
        |name: &str, path: &str| fleet.hosted.git_in(&format!("{name}.git"), &["show", &format!("rupt-v3:{path}")]);
    assert!(shown("firm/shop1", "src/new.js").contains("@ruptjs/client"));
    assert_eq!(shown("firm/shop2", "src/reviewed.js"), "one();\n");
    for (name, before) in fleet.names().iter().zip(before).filter(|(name, _)| name.as_str() > "firm/shop2") {
        assert_eq!(fleet.commits(name), before, "{name}: nothing is done twice");
    }
    let calls = fleet.pulls.read("calls");
    assert_eq!(calls.matches("create firm/shop1:").count(), 1, "{calls}");
    assert!(calls.contains("edit firm/shop1\n") && calls.contains("create firm/broken: Move from Rupt v2 to v3\n"));
}

/// What multi-gitter does with each repository: a clone, the script in it with `REPOSITORY` set, and a pull
/// request where that ends with 0 and something has changed.
#[test]
fn the_script_for_multi_gitter_keeps_to_its_contract() {
    let fleet = Fleet::new();
    fleet.here.write("move.sh", block("# move.sh\n"));
    run_by_all(&fleet.here.at("move.sh"));
    let (mut pulls, mut unchanged, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    for name in fleet.names().into_iter().filter(|name| name != "firm/gone") {
        let clone = Tree::new();
        clone.git(&["clone", "-q", &format!("{}.git", fleet.hosted.at(&name).display()), "."]);
        if name == "firm/dirty" {
            // A step before this one has changed the file.
            clone.write("a.js", format!("{MOVES}// mine\n"));
        }
        let script = fleet.here.at("move.sh");
        let ran = fleet
            .command(&script.display().to_string(), &clone.root())
            .env("REPOSITORY", &name)
            .env("RUPT_REPORTS", fleet.here.at("fleet"))
            .output()
            .expect("the script runs");
        let changes = !clone.git(&["status", "--porcelain"]).is_empty();
        let untracked = clone.git(&["ls-files", "--others"]);
        assert_eq!((untracked.as_str(), ran.stdout.len()), ("", 0), "{name}: reports are elsewhere");
        assert_eq!(fleet.json(&format!("fleet/{name}/run.json"))["exit"], ran.status.code().expect("it ends"));
        match (ran.status.success(), changes) {
            (true, true) => pulls.push(name),
            (true, false) => unchanged.push(name),
            (false, _) => failed.push(name),
        }
    }
    assert_eq!(pulls, ["firm/shop1", "firm/shop2", "firm/shop3", "firm/shop4", "firm/shop5", "firm/stays"]);
    assert_eq!(unchanged, ["firm/without", "firm/moved"]);
    assert_eq!(failed, ["firm/broken", "firm/dirty"]);
}

/// turbolift runs it in `work/OWNER/NAME`, and says no name.
#[test]
fn the_script_takes_the_name_of_the_folder_for_turbolift() {
    let fleet = Fleet::new();
    fleet.here.write("move.sh", block("# move.sh\n"));
    run_by_all(&fleet.here.at("move.sh"));
    fleet.here.git(&["clone", "-q", &format!("{}.git", fleet.hosted.at("firm/shop1").display()), "work/firm/shop1"]);
    let script = fleet.here.at("move.sh").display().to_string();
    let mut command = fleet.command(&script, &fleet.here.at("work/firm/shop1"));
    let ran = command.env_remove("REPOSITORY").env("RUPT_REPORTS", fleet.here.at("fleet")).status();
    assert!(ran.expect("the script runs").success());
    assert_eq!(fleet.json("fleet/firm/shop1/run.json")["tally"]["found"], 1);
    assert!(fleet.here.read("work/firm/shop1/src/a.js").contains("@ruptjs/client"));
}

/// What a step of a batch change is given: the files, in no repository that git would look into.
#[test]
fn the_step_of_a_batch_change_writes_and_prints_the_body() {
    let line =
        block("changesetTemplate:").lines().find_map(|line| line.trim().strip_prefix("- run: ").map(str::to_owned));
    let fleet = Fleet::new();
    let tree = Tree::of(&[("a.js", MOVES), ("package.json", MANIFEST)]);
    let ran = fleet.command("sh", &tree.root()).args(["-c", &line.expect("a step")]).output().expect("a shell runs");
    assert!(ran.status.success() && ran.stdout.starts_with(b"<!-- rupt-migrate -->"), "{ran:?}");
    assert!(tree.read("a.js").contains("@ruptjs/client"));
}
