//! The steps of `action.yml`, run as they stand there. Commands that reach for the network are stood in for; what they
//! are called with is written down.

#![cfg(unix)]

#[path = "common/machine.rs"]
mod machine;
#[path = "common/yaml.rs"]
mod yaml;

use machine::tree::{MOVES, Ran, STAYS, Tree};
use machine::{Machine, NPM};
use std::collections::BTreeMap;
use std::fs;
use yaml::Yaml;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const GH: &str =
    "echo \"gh $*\" >> \"$CALLS\"\ncase $* in *--jq*) echo \"$COMMENTS\" ;; esac\nexit \"${GH_CODE:-0}\"\n";
const STAND_INS: [(&str, &str); 2] = [("gh", GH), ("npm", NPM)];

fn action() -> Yaml {
    Yaml::documents(&fs::read_to_string(format!("{ROOT}/action.yml")).expect("the action is there")).remove(0)
}

/// One run of the action: what its expressions stand for, and what its steps said.
struct Run {
    known: BTreeMap<String, String>,
    /// The last step that is a script.
    ran: Ran,
    /// What the steps that are actions were given, by the name of the step.
    used: BTreeMap<String, Vec<(String, String)>>,
}

impl Run {
    fn output(&self, name: &str) -> &str {
        self.known.get(&format!("steps.check.outputs.{name}")).map_or("", String::as_str)
    }
}

/// What stands for `text`, which may be one expression; those of GitHub's that are not known are empty, as there.
fn value(text: &str, known: &BTreeMap<String, String>) -> String {
    let Some(expression) = text.strip_prefix("${{ ").and_then(|text| text.strip_suffix(" }}")) else {
        assert!(!text.contains("${{"), "{text}");
        return text.to_owned();
    };
    let is_known = ["github.", "steps.check.outputs."].iter().any(|head| expression.starts_with(head));
    known.get(expression).cloned().unwrap_or_else(|| {
        assert!(is_known, "{expression}");
        String::new()
    })
}

/// Runs the steps whose condition holds: that the expression before `!= ''` is not empty.
fn run(machine: &Machine, inputs: &[(&str, &str)], github: &[(&str, &str)]) -> Run {
    let action = action();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (name, input) in action.at(&["inputs"]).entries() {
        known.insert(format!("inputs.{name}"), input.at(&["default"]).text().to_owned());
    }
    for (name, text) in inputs {
        assert!(known.insert(format!("inputs.{name}"), (*text).to_owned()).is_some(), "{name} is no input");
    }
    known.extend(github.iter().map(|(name, text)| (format!("github.{name}"), (*text).to_owned())));
    let (output, summary) = (machine.temporary.at("output"), machine.temporary.at("summary"));
    let mut run = Run { known, ran: Ran { code: 0, out: String::new(), err: String::new() }, used: BTreeMap::new() };
    for step in action.at(&["runs", "steps"]).list() {
        if let Some(condition) = step.get("if") {
            let asked =
                condition.text().strip_prefix("${{ !cancelled() && ").and_then(|text| text.strip_suffix(" != '' }}"));
            if value(&format!("${{{{ {} }}}}", asked.expect("a condition of the known form")), &run.known).is_empty() {
                continue;
            }
        }
        let values = |key: &str| -> Vec<(String, String)> {
            let entries = step.get(key).map(Yaml::entries).unwrap_or_default();
            entries.iter().map(|(name, text)| (name.clone(), value(text.text(), &run.known))).collect()
        };
        let Some(script) = step.get("run") else {
            run.used.insert(step.at(&["name"]).text().to_owned(), values("with"));
            continue;
        };
        assert_eq!(step.at(&["shell"]).text(), "bash");
        let given = values("env");
        let mut variables: Vec<(&str, &str)> =
            given.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let files = [output.display().to_string(), summary.display().to_string()];
        variables.extend([("GITHUB_OUTPUT", files[0].as_str()), ("GITHUB_STEP_SUMMARY", files[1].as_str())]);
        variables.extend([("GITHUB_ACTION_PATH", ROOT), ("GITHUB_REPOSITORY", "firm/shop")]);
        for name in ["COMMENTS", "GH_CODE"] {
            variables.extend(github.iter().find(|(key, _)| *key == name).copied());
        }
        run.ran = machine.run("bash", script.text(), &variables);
        let written = fs::read_to_string(&output).unwrap_or_default();
        let outputs = written.lines().filter_map(|line| line.split_once('='));
        run.known.extend(outputs.map(|(name, text)| (format!("steps.check.outputs.{name}"), text.to_owned())));
    }
    run
}

const ALL: [(&str, &str); 3] = [("comment", "true"), ("sarif", "true"), ("worksheet", "rupt")];
const OWN: [(&str, &str); 2] =
    [("event.pull_request.head.repo.full_name", "firm/shop"), ("event.pull_request.number", "5")];

#[test]
fn a_pull_request_gets_everything() {
    let asks = MOVES.replace("email:", "metadata: { plan }, email:");
    let machine = Machine::of(Tree::of(&[("src/a.js", MOVES), ("src/b.js", STAYS), ("src/c.js", &asks)]), &STAND_INS);
    let run = run(&machine, &ALL, &OWN);
    assert_eq!(["moved", "left", "todos", "exit-code"].map(|name| run.output(name)), ["2", "1", "1", "1"]);
    let calls = machine.calls();
    assert!(
        calls.contains("gh api --silent --method POST repos/firm/shop/issues/5/comments --field body=@"),
        "{calls}"
    );
    assert!(fs::read_to_string(run.output("comment")).expect("a report").starts_with("<!-- rupt-migrate -->\n"));
    assert!(machine.temporary.read("summary").contains("src/b.js"));
    let given = |step: &str, name: &str| {
        let values = &run.used[step];
        values.iter().find(|(key, _)| key == name).map(|(_, text)| text.clone()).expect("given")
    };
    assert!(fs::read_to_string(given("Code scanning", "sarif_file")).expect("a report").contains("\"2.1.0\""));
    assert_eq!(given("Worksheet", "name"), "rupt");
    assert!(fs::read_to_string(given("Worksheet", "path")).expect("a worksheet").starts_with("<!"));
    assert_eq!(machine.tree.files().len(), 3, "nothing is written into the tree");
}

#[test]
fn the_check_ends_the_action_and_says_what_it_found() {
    let machine = Machine::new(&STAND_INS);
    let failed = run(&machine, &[], &[]);
    assert_eq!(failed.ran.code, 1);
    assert!(failed.ran.out.contains("::error file=src/b.js,"), "{}", failed.ran.out);
    let machine = Machine::of(Tree::of(&[("src/a.js", "export const a = 1;\n")]), &STAND_INS);
    let passed = run(&machine, &[], &OWN);
    assert_eq!((passed.ran.code, passed.output("exit-code")), (0, "0"));
    assert_eq!(passed.output("comment"), "", "no comment is written where none is asked for");
    assert!(passed.used.is_empty());
}

#[test]
fn there_is_one_comment_only() {
    let machine = Machine::new(&STAND_INS);
    let github = [OWN.as_slice(), &[("COMMENTS", "7\n9\n11")]].concat();
    let run = run(&machine, &ALL, &github);
    assert_eq!(run.ran.code, 0, "{}", run.ran.err);
    let calls = machine.calls();
    let calls: Vec<&str> = calls.lines().filter_map(|line| line.strip_prefix("gh api --silent --method ")).collect();
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert!(calls[0].starts_with("PATCH repos/firm/shop/issues/comments/7 --field body=@"), "{calls:?}");
    assert_eq!(calls[1..], ["9", "11"].map(|id| format!("DELETE repos/firm/shop/issues/comments/{id}")));
}

#[test]
fn a_comment_that_cannot_be_written_is_a_warning() {
    let machine = Machine::new(&STAND_INS);
    let run = run(&machine, &ALL, &[OWN.as_slice(), &[("GH_CODE", "1")]].concat());
    assert_eq!(run.ran.code, 0);
    assert!(run.ran.out.starts_with("::warning::rupt-migrate: the comment could not be written"), "{}", run.ran.out);
}

#[test]
fn a_fork_gets_the_summary_and_nothing_that_needs_a_token() {
    let machine = Machine::new(&STAND_INS);
    let fork = [("event.pull_request.head.repo.full_name", "other/shop"), OWN[1]];
    let run = run(&machine, &ALL, &fork);
    assert_eq!(run.ran.code, 1);
    assert!(run.ran.out.contains("may not write"), "{}", run.ran.out);
    assert!(machine.temporary.read("summary").contains("src/b.js"));
    assert_eq!(run.used.keys().collect::<Vec<_>>(), ["Worksheet"]);
    assert!(!machine.calls().contains("gh "), "{}", machine.calls());
}

/// npm reads settings and programs of the folder that it is called in.
#[test]
fn nothing_of_the_tree_names_the_program() {
    let tree = Tree::of(&[
        ("src/a.js", MOVES),
        ("src/b.js", STAYS),
        (".npmrc", "registry=https://example.test/\n"),
        ("node_modules/.bin/rupt-migrate", "#!/bin/sh\ntouch \"$RUNNER_TEMP/pwned\"\n"),
    ]);
    let machine = Machine::of(tree, &STAND_INS);
    let run = run(&machine, &[], &[]);
    assert_eq!(run.ran.code, 1);
    let calls = machine.calls();
    let (call, folder) = calls.trim_end().rsplit_once(" in ").expect("npm was called");
    assert!(folder.starts_with(&machine.temporary.root().display().to_string()), "{folder}");
    assert!(call.contains("--ignore-scripts") && call.ends_with(concat!("rupt-migrate@", env!("CARGO_PKG_VERSION"))));
    assert!(!machine.temporary.at("pwned").exists());
}

#[test]
fn inputs_are_arguments_whatever_is_in_them() {
    let odd = "src/it's $(touch pwned) \"a\".js";
    let machine = Machine::of(Tree::of(&[(odd, STAYS), ("src/b.js", MOVES)]), &STAND_INS);
    let paths = format!("{odd}\n");
    let run_with = |inputs: &[(&str, &str)]| run(&machine, inputs, &[]);
    let named = run_with(&[("paths", paths.as_str()), ("args", "--exclude\n*.css\n")]);
    assert_eq!((named.ran.code, named.output("left"), named.output("moved")), (1, "1", "0"), "{}", named.ran.err);
    let option = run_with(&[("paths", "--dry-run")]);
    assert_eq!((option.ran.code, option.output("moved")), (2, "0"), "{}", option.ran.err);
    let usage = run_with(&[("args", "--no-such-option")]);
    assert_eq!(usage.ran.code, 2);
    for (name, text) in [("version", "1; touch pwned"), ("version", ""), ("comment", "yes"), ("sarif", "")] {
        let refused = run_with(&[(name, text)]);
        assert_eq!(refused.ran.code, 2);
        assert!(refused.ran.out.starts_with("::error::rupt-migrate: `"), "{}", refused.ran.out);
    }
    assert_eq!(machine.tree.files().len(), 2);
}

#[test]
fn the_action_brings_this_version() {
    assert_eq!(action().at(&["inputs", "version", "default"]).text(), env!("CARGO_PKG_VERSION"));
}
