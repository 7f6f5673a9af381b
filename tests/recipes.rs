//! The recipes of `docs/ci.md` and `docs/pull-requests.md`, run as they stand there.
//!
//! Commands that reach for the network are stood in for; what they are called with is written down.

#![cfg(unix)]

#[path = "common/machine.rs"]
mod machine;

use machine::Machine;
use saphyr_parser::{Event, Parser};
use std::fs;
use std::path::Path;
use std::process::Command;

const GH: &str = "echo \"gh $*\" >> \"$CALLS\"\ncase $* in *--jq*) echo \"$COMMENT\" ;; esac\n";
const CURL: &str = "echo \"curl $*\" >> \"$CALLS\"\ncase $* in *--request*) ;; *) printf '%s' \"$NOTES\" ;; esac\n";
const JQ: &str = "case $(cat) in *rupt-migrate*) echo 7 ;; esac\n";
const REVIEWDOG: &str = "echo \"reviewdog $*\" >> \"$CALLS\"\ncat >> \"$CALLS\"\n";
const STAND_INS: [(&str, &str); 7] = [
    ("gh", GH),
    ("curl", CURL),
    ("jq", JQ),
    ("reviewdog", REVIEWDOG),
    ("npm", ""),
    ("npx", "shift\nexec rupt-migrate \"$@\"\n"),
    ("apt-get", ""),
];

/// A machine with all stand-ins; jq is one only where there is none.
fn machine() -> Machine {
    let has_jq = Command::new("jq").arg("--version").output().is_ok();
    let stand_ins: Vec<_> = STAND_INS.into_iter().filter(|(name, _)| *name != "jq" || !has_jq).collect();
    Machine::new(&stand_ins)
}

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).expect("the page is there")
}

/// The code blocks in `language` below each heading.
fn blocks(page: &str, language: &str) -> Vec<Vec<String>> {
    let open = format!("```{language}\n");
    let section = |text: &str| {
        let blocks = text.split(&open).skip(1).filter_map(|rest| rest.split_once("\n```"));
        blocks.map(|(block, _)| format!("{block}\n")).collect::<Vec<_>>()
    };
    page.split("\n## ").map(section).filter(|blocks| !blocks.is_empty()).collect()
}

/// What stands below the keys `names` anywhere in a YAML text, in its order.
fn scripts(yaml: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    // For each open map and list: whether it is a map, and its key until that has a value.
    let mut open: Vec<(bool, Option<String>)> = Vec::new();
    for event in Parser::new_from_str(yaml) {
        let (event, _) = event.expect("the recipe is YAML");
        match event {
            Event::MappingStart(..) => open.push((true, None)),
            Event::SequenceStart(..) => open.push((false, None)),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                value_ends(&mut open);
            }
            Event::Scalar(text, ..) => {
                if let Some((true, key @ None)) = open.last_mut() {
                    *key = Some(text.into_owned());
                    continue;
                }
                let key = open.iter().rev().find_map(|(_, key)| key.as_deref()).unwrap_or_default();
                if names.contains(&key) {
                    found.push(text.into_owned());
                }
                value_ends(&mut open);
            }
            _ => {}
        }
    }
    found
}

/// The next text in a map is a key again.
fn value_ends(open: &mut [(bool, Option<String>)]) {
    if let Some((true, key)) = open.last_mut() {
        *key = None;
    }
}

/// A script ends with 1 where a check finds what is left.
fn expected(script: &str) -> i32 {
    i32::from(script.contains("rupt-migrate --check"))
}

#[test]
fn the_shell_recipes_work() {
    let mut count = 0;
    for section in ["ci.md", "pull-requests.md"].iter().flat_map(|name| blocks(&page(name), "sh")) {
        let machine = machine();
        for script in &section {
            assert_eq!(machine.run("sh", script, &[]).code, expected(script), "{script}");
            count += 1;
        }
        if section.iter().any(|script| script.contains("reviewdog")) {
            let (called, given) =
                machine.calls().split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("called");
            assert_eq!(called, "reviewdog -f=rdjson -reporter=github-pr-review");
            assert!(
                given.starts_with("{\n  \"source\": {\n    \"name\": \"rupt-migrate\"")
                    && given.contains("suggestions")
            );
        }
        if section.iter().any(|script| script.contains("git ")) {
            assert!(machine.tree.read("src/a.js").contains("@ruptjs/client"), "{section:?}");
        }
    }
    assert_eq!(count, 6);
}

#[test]
fn the_workflows_of_github_work() {
    let pages = format!("{}{}", page("ci.md"), page("pull-requests.md"));
    let workflows: Vec<String> = blocks(&pages, "yaml").concat();
    let workflows: Vec<&String> = workflows.iter().filter(|text| text.contains("runs-on")).collect();
    assert_eq!(workflows.len(), 4);
    for workflow in workflows {
        for (comment, called) in
            [("", "POST repos/firm/shop/issues/5/comments "), ("7\n9", "PATCH repos/firm/shop/issues/comments/9 ")]
        {
            let machine = machine();
            let github = [("GITHUB_REPOSITORY", "firm/shop"), ("PULL_REQUEST", "5"), ("COMMENT", comment)];
            for script in scripts(workflow, &["run"]) {
                assert_eq!(machine.run("bash", &script, &github).code, expected(&script), "{script}");
            }
            assert_eq!(machine.tree.files().len(), 2, "nothing is written into the checkout");
            if workflow.contains("markdown") {
                assert!(
                    machine.calls().contains(called) && machine.calls().ends_with("/rupt.md\n"),
                    "{}",
                    machine.calls()
                );
                assert!(machine.temporary.read("rupt.md").starts_with("<!-- rupt-migrate -->\n"));
                assert_eq!(machine.run("sh", "git apply \"$RUNNER_TEMP/rupt-v3.patch\"", &[]).code, 0);
            }
        }
    }
}

#[test]
fn the_jobs_of_gitlab_work() {
    let pages = format!("{}{}", page("ci.md"), page("pull-requests.md"));
    let jobs: Vec<String> = blocks(&pages, "yaml").concat();
    let jobs: Vec<&String> = jobs.iter().filter(|text| text.contains("script:")).collect();
    assert_eq!(jobs.len(), 3);
    let ours = r#"[{"id": 3, "body": "hello"}, {"id": 7, "body": "<!-- rupt-migrate -->\n"}]"#;
    for job in jobs {
        for (notes, called) in [("[]", "POST"), (ours, "PUT")] {
            let machine = machine();
            let gitlab = [
                ("CI_API_V4_URL", "https://x/api/v4"),
                ("CI_PROJECT_ID", "1"),
                ("CI_MERGE_REQUEST_IID", "5"),
                ("RUPT_TOKEN", "t"),
                ("NOTES", notes),
            ];
            let script = scripts(job, &["before_script", "script"]).join("\n");
            assert_eq!(machine.run("bash", &script, &gitlab).code, expected(&script), "{script}");
            if script.contains("gitlab=") {
                let report = machine.tree.read(".rupt-migrate/code-quality.json");
                assert!(job.contains("codequality: .rupt-migrate/code-quality.json") && report.contains("src/b.js"));
                continue;
            }
            assert_eq!(machine.run("sh", "git apply .rupt-migrate/rupt-v3.patch", &[]).code, 0);
            for script in scripts(job, &["after_script"]) {
                assert_eq!(machine.run("bash", &script, &gitlab).code, 0, "{script}");
                let last = machine.calls().lines().last().unwrap_or_default().to_owned();
                let end = if notes == "[]" { "/merge_requests/5/notes" } else { "/merge_requests/5/notes/7" };
                assert!(
                    last.contains(&format!("--request {called} --data-urlencode body@.rupt-migrate/rupt.md"))
                        && last.ends_with(end),
                    "{last}"
                );
            }
        }
    }
}
