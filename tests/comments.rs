//! Comments survive: wherever one stands in a fixture, the file moves as it did without it, the
//! output holds the comment, and a second run changes nothing. Notes that nobody wants to be told
//! make no difference to the code.

mod common;

use common::{Fixture, fixtures};
use rayon::prelude::*;
use rupt_migrate::kind::Kind;
use rupt_migrate::mapping::Ids;
use rupt_migrate::migrate;
use rupt_migrate::migration::{Choice, Migration, Outcome};
use rupt_migrate::syntax::parse;
use rupt_migrate::tree::{self, Tree};
use std::collections::BTreeSet;
use swc_common::{GLOBALS, Globals};

/// The text that each comment says.
const MARK: &str = "seen here";

/// Forms of comments, with the lines around them.
const FORMS: [&str; 5] = [
    "/* seen here */",
    " // seen here\n",
    "\n// seen here\n",
    " /* seen here\n   and below */ ",
    "\n/** seen here */\n",
];

/// How many of the places are tried, one in so many.
const SHARE: usize = 40;

/// What a text is made of: the kinds of its nodes, and how many comments it has.
fn shape(text: &str, kind: Kind) -> Option<(Vec<tree::NodeKind>, usize)> {
    GLOBALS.set(&Globals::new(), || {
        let (mut kinds, mut comments) = (Vec::new(), 0);
        for slices in &kind.read(text).programs {
            let script = parse(text, slices).ok()?;
            let tree = Tree::new(text, &script);
            kinds.extend(tree.all().filter_map(|node| tree.kind(node)));
            comments += script.comments.len();
        }
        Some((kinds, comments))
    })
}

/// Where the nodes of a text start and end.
fn places(text: &str, kind: Kind) -> BTreeSet<u32> {
    GLOBALS.set(&Globals::new(), || {
        let programs = kind.read(text).programs;
        let edges = programs.iter().filter_map(|slices| {
            let script = parse(text, slices).ok()?;
            let tree = Tree::new(text, &script);
            Some(tree.all().flat_map(|node| [tree.span(node).start, tree.span(node).end]).collect::<Vec<_>>())
        });
        edges.flatten().collect()
    })
}

fn migrated(text: &str, fixture: &Fixture, choice: &Choice) -> Result<Migration, String> {
    match migrate(text, fixture.kind, choice) {
        Outcome::Migrated(migration) => Ok(migration),
        Outcome::TooMuch => Err("too much work".to_owned()),
        Outcome::Unproven { reason } => Err(reason),
        Outcome::Clean | Outcome::Unparsable { .. } => Ok(Migration::default()),
    }
}

/// What is wrong with the migration of `text`, which is the fixture's input and a comment.
fn fault(text: &str, fixture: &Fixture, uses: usize) -> Option<String> {
    let first = match migrated(text, fixture, &fixture.choice) {
        Ok(first) => first,
        Err(reason) => return Some(reason),
    };
    let output = first.output(text).unwrap_or_else(|| text.to_owned());
    if moved(&first) != uses {
        return Some("other calls move".to_owned());
    }
    if !output.contains(MARK) {
        return Some("the comment is lost".to_owned());
    }
    match migrated(&output, fixture, &fixture.choice) {
        Ok(second) if second.output(&output).is_none() => None,
        Ok(_) => Some("a second run changes it".to_owned()),
        Err(reason) => Some(format!("the second run: {reason}")),
    }
}

fn moved(migration: &Migration) -> usize {
    migration.uses.iter().filter(|found| found.fate != rupt_migrate::migration::UseFate::Left).count()
}

#[test]
fn a_comment_survives_wherever_it_stands() {
    let mut random = fastrand::Rng::with_seed(12);
    let mut cases = Vec::new();
    let all = fixtures();
    for fixture in &all {
        let eol = if fixture.input.contains("\r\n") { "\r\n" } else { "\n" };
        for at in places(&fixture.input, fixture.kind) {
            let form = FORMS[random.usize(..FORMS.len())].replace('\n', eol);
            if random.usize(..SHARE) == 0 {
                let (before, behind) = fixture.input.split_at(at as usize);
                cases.push((fixture, format!("{before}{form}{behind}")));
            }
        }
    }
    let faults: Vec<Option<String>> = cases
        .par_iter()
        .filter_map(|(fixture, text)| {
            let (kinds, comments) = shape(&fixture.input, fixture.kind)?;
            // In a string or in the text of an element it is no comment, and behind `return` it ends that.
            (shape(text, fixture.kind)? == (kinds, comments + 1)).then_some(())?;
            let uses = migrated(&fixture.input, fixture, &fixture.choice).map_or(0, |plain| moved(&plain));
            Some(fault(text, fixture, uses).map(|fault| format!("{}: {fault}\n{text}", fixture.name)))
        })
        .collect();
    assert!(faults.len() > 1_000, "only {} comments were tried", faults.len());
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The code of a text, without its comments and blanks.
fn code(text: &str, kind: Kind) -> String {
    let mut code = text.to_owned();
    GLOBALS.set(&Globals::new(), || {
        for slices in kind.read(text).programs.iter().rev() {
            let Ok(script) = parse(text, slices) else { continue };
            for comment in script.comments.iter().rev() {
                code.replace_range(comment.span.start as usize..comment.span.end as usize, " ");
            }
        }
    });
    code.retain(|c| !c.is_whitespace());
    code
}

#[test]
fn the_code_is_the_same_whatever_is_told() {
    let mut faults = Vec::new();
    for fixture in fixtures() {
        let output = |choice: &Choice| {
            let migration = migrated(&fixture.input, &fixture, choice)?;
            Ok(migration.output(&fixture.input).unwrap_or_else(|| fixture.input.clone()))
        };
        let silent = Choice { unsaid: Ids::NONE.others(), ..fixture.choice.clone() };
        let all: Result<(String, String), String> =
            output(&fixture.choice).and_then(|told| Ok((told, output(&silent)?)));
        match all {
            Ok((told, silent)) if code(&told, fixture.kind) == code(&silent, fixture.kind) => {}
            Ok((_, silent)) => faults.push(format!("{}: other code\n{silent}", fixture.name)),
            Err(reason) => faults.push(format!("{}: {reason}", fixture.name)),
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
