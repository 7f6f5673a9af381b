//! `docs/runbook.md` is what the table says. `UPDATE_DOCS=1` writes it anew.

use rupt_migrate::mapping::{BACK_OUT, Basis, Certainty, NOBODY_YET, Point, RUNBOOK, SOURCES, Step, When};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::{env, fs};

const INTRO: &str = "\
# The order of the migration

Generated from `src/mapping/runbook.rs` by `UPDATE_DOCS=1 cargo test --test runbook`.

`rupt-migrate` changes code, which is the first half of the move from Rupt v2 to v3. The other half is in the dashboard \
and in the release. The vendor's guide has its parts; the order is the advice of this page. The worksheet \
(`--worksheet FILE`) and the comment for a pull request have those points that apply to your tree, the worksheet with \
your values.

Behind each point stands what it rests on. A point without that is advice, not a fact about Rupt.
";

/// What a point rests on, by the keys of the list at the end.
fn sources(basis: Basis) -> String {
    let keys: Vec<String> = basis.sources.iter().map(|key| format!("[{key}]")).collect();
    let keys = keys.join(", ");
    match basis.certainty {
        Certainty::Documented => format!(" ({keys})"),
        Certainty::Observed => format!(" (seen in {keys})"),
        Certainty::Inferred => format!(" (inferred from {keys})"),
        Certainty::NotDocumented => format!(" (looked for in {keys})"),
        Certainty::Ours => String::new(),
    }
}

/// The sources that any point gives, and what their keys link to.
fn list(text: &mut String) {
    let points = RUNBOOK.iter().chain([&BACK_OUT]).flat_map(|step| step.points);
    let keys: BTreeSet<&str> = points.flat_map(|point| point.text.basis.sources).copied().collect();
    text.push_str("\n## Sources\n\n");
    let used = || SOURCES.iter().filter(|source| keys.contains(source.key));
    used().for_each(|source| writeln!(text, "- [{}] {}", source.key, source.about).expect("written"));
    text.push('\n');
    used().for_each(|source| writeln!(text, "[{}]: {}", source.key, source.page).expect("written"));
}

fn point(point: &Point) -> String {
    let when = match point.when {
        When::Always => String::new(),
        When::Left => "*Where something is left on v2.* ".to_owned(),
        When::Noted(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
            let ids = match ids.split_last() {
                Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
                _ => ids.concat(),
            };
            format!("*Where the report has a note {ids}.* ")
        }
    };
    format!("- [ ] {when}{}{}\n", point.text.says, sources(point.text.basis))
}

fn step(text: &mut String, heading: &str, step: &Step) {
    write!(text, "\n## {heading}\n\nBy {}.\n\n", step.who).expect("written");
    step.points.iter().for_each(|one| text.push_str(&point(one)));
}

fn page() -> String {
    let mut text = format!("{INTRO}\n**{}**{}\n", NOBODY_YET.says, sources(NOBODY_YET.basis));
    for (index, one) in RUNBOOK.iter().enumerate() {
        step(&mut text, &format!("{}. {}", index + 1, one.title), one);
    }
    step(&mut text, BACK_OUT.title, &BACK_OUT);
    list(&mut text);
    text
}

#[test]
fn the_page_is_what_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/runbook.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, page()).expect("written");
    }
    assert_eq!(fs::read_to_string(path).expect("docs/runbook.md is there"), page());
}
