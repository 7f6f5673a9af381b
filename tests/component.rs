//! The GitLab component, run as it stands in `templates/`, with a stand-in for npm.

#![cfg(unix)]

#[path = "common/machine.rs"]
mod machine;
#[path = "common/yaml.rs"]
mod yaml;

use machine::Machine;
use machine::tree::{MOVES, Ran, STAYS, Tree};
use std::fs;
use yaml::Yaml;

/// Installs this program, and writes down how it is called.
const NPM: &str = r#"echo "npm $* in $PWD" >> "$CALLS"
mkdir -p node_modules/.bin
cat > node_modules/.bin/rupt-migrate <<'END'
#!/bin/sh
echo "rupt-migrate $*" >> "$CALLS"
exec "$PROGRAM" "$@"
END
chmod +x node_modules/.bin/rupt-migrate
"#;

/// The inputs with their defaults, and the job with these in place.
fn component(inputs: &[(&str, &str)]) -> (Yaml, Yaml) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/rupt-migrate.yml");
    let text = fs::read_to_string(path).expect("the component is there");
    let (spec, mut jobs) = text.split_once("\n---\n").map(|(spec, jobs)| (spec, jobs.to_owned())).expect("two parts");
    let spec = Yaml::documents(spec).remove(0).at(&["spec", "inputs"]).clone();
    for (name, input) in spec.entries() {
        let given = inputs.iter().find(|(key, _)| key == name).map(|(_, text)| *text);
        let text = given.unwrap_or_else(|| input.at(&["default"]).text());
        jobs = jobs.replace(&format!("$[[ inputs.{name} ]]"), text);
    }
    assert!(!jobs.contains("$[["), "an input is used that is not declared");
    (spec, Yaml::documents(&jobs).remove(0).at(&["rupt-migrate"]).clone())
}

fn run(machine: &Machine, inputs: &[(&str, &str)]) -> (Yaml, Ran) {
    let (_, job) = component(inputs);
    let entries = job.at(&["variables"]).entries();
    let variables: Vec<_> = entries.iter().map(|(name, value)| (name.as_str(), value.text())).collect();
    let lines: Vec<_> = job.at(&["script"]).list().iter().map(Yaml::text).collect();
    let ran = machine.run("sh", &lines.join("\n"), &variables);
    (job, ran)
}

#[test]
fn the_component_checks_and_keeps_what_it_found() {
    let machine = Machine::new(&[("npm", NPM)]);
    let (job, ran) = run(&machine, &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report = job.at(&["artifacts", "reports", "codequality"]).text();
    assert!(machine.tree.read(report).contains("src/b.js"));
    let kept = job.at(&["artifacts", "paths"]).list();
    assert!(machine.tree.read(kept[0].text()).starts_with("<!"));
    assert_eq!(machine.tree.files().len(), 4, "nothing else is written into the tree");
    let calls = machine.calls();
    let (call, folder) = calls.lines().next().and_then(|line| line.rsplit_once(" in ")).expect("npm was called");
    assert!(call.ends_with(concat!("rupt-migrate@", env!("CARGO_PKG_VERSION"))), "{call}");
    assert!(!folder.starts_with(&machine.tree.root().display().to_string()), "{folder}");
    let (_, ran) = run(&machine, &[("paths", "src/a.js *")]);
    assert_eq!(ran.code, 2, "a star is a name: {}", ran.err);
    assert!(machine.calls().lines().last().expect("a call").ends_with("-- src/a.js *"));
}

#[test]
fn the_component_passes_where_the_move_is_done() {
    let done = Tree::of(&[("src/a.js", "export const a = 1;\n"), ("old/a.js", MOVES), ("old/b.js", STAYS)]);
    let machine = Machine::of(done, &[("npm", NPM)]);
    let (_, ran) = run(&machine, &[("paths", "src")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn the_component_brings_this_version() {
    let (spec, job) = component(&[("stage", "lint"), ("image", "own:1")]);
    assert_eq!(spec.at(&["version", "default"]).text(), env!("CARGO_PKG_VERSION"));
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ci.md")).expect("the page is there");
    assert!(page.contains(concat!("rupt-migrate/rupt-migrate@", env!("CARGO_PKG_VERSION"), "\n")));
    assert_eq!([job.at(&["stage"]).text(), job.at(&["image"]).text()], ["lint", "own:1"]);
}
