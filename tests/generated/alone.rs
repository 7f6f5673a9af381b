//! Each consumer by itself, with each of its names, each function that gives the response and each kind
//! of import, so that one run shows all rows that fail.

use super::choices::{Call, Choices, Unit};
use super::consumers::{CONSUMERS, Consumer, GIVERS};
use super::ids::IDS;
use super::imports::{DECLARED, Import, LOADED, REQUIRED};
use super::laws;
use super::pick::{Need, Pick, Row};
use super::positions::POSITIONS;
use super::program::Program;
use super::style::Style;
use std::collections::BTreeSet;
use std::ptr;

/// The kinds of import: those that load v2 beside the call stand in front of it, or around it.
static IMPORTS: [&[Import]; 4] = [DECLARED, REQUIRED, LOADED, LOADED.split_at(11).1];
/// The files that each of them can stand in: the last one is always a module.
const FILES: [&[usize]; 4] = [&[0, 1, 2, 3, 4], &[0, 1, 2, 3], &[0, 1, 2, 3, 4], &[0, 1, 2, 3, 4]];

/// What is wrong with the rows whose table or text has `part` in it, one line for each row.
pub fn faults(part: &str) -> Vec<String> {
    let rows = CONSUMERS.iter().enumerate();
    rows.filter(|(_, row)| row.table.contains(part) || row.position.text.contains(part))
        .filter_map(|(number, row)| fault(number, row))
        .collect()
}

fn fault(number: usize, row: &Consumer) -> Option<String> {
    let text = row.position.text.replace('\n', " ");
    let (mut ran, mut first, mut failing) = (0, String::new(), BTreeSet::new());
    for (what, program) in programs(number, row) {
        ran += 1;
        let Err(fault) = laws::hold(&program) else { continue };
        failing.insert(what);
        if first.is_empty() {
            first = format!("{}\n{program:?}", fault.lines().next().unwrap_or_default());
        }
    }
    let failing: Vec<String> = failing.into_iter().collect();
    match (ran, failing.len()) {
        (0, _) => Some(format!("{}: {text}\n  is never written", row.table)),
        (_, 0) => None,
        (_, count) => Some(format!(
            "{}: {text}\n  {count} of {ran} fail: {}\n  {}",
            row.table,
            failing.join(", "),
            first.replace('\n', "\n    ")
        )),
    }
}

/// The programs of a row, and what is chosen in each.
fn programs(number: usize, row: &Consumer) -> Vec<(String, Program)> {
    let gives = row.position.text.contains("$GIVES");
    let needs = |need| row.needs().contains(&need);
    let (file, list) = (usize::from(needs(Need::TypeScript)), usize::from(needs(Need::CommonJs)));
    let names = (0..row.position.names.len()).map(|name| (name, 0, list, file));
    let givers = (0..if gives { GIVERS.len() } else { 0 }).map(|giver| (0, giver, list, file));
    let files = (0..IMPORTS.len()).flat_map(|list| FILES[list].iter().map(move |file| (0, 2, list, *file)));
    let all = names.chain(givers).chain(files).map(|(name, giver, list, file)| {
        let program = Program::new(&choices([number, name, giver, file]), IMPORTS[list]);
        let named = row.position.names.get(name).map_or("", |name| name.0);
        (format!("{named} {giver} {list}{}", program.name.trim_start_matches("file")), program)
    });
    // Where the row cannot stand, another position does.
    let stands = |program: &Program| program.calls.iter().any(|call| ptr::eq(call.position, row.position));
    all.filter(|(_, program)| stands(program)).collect()
}

fn choices([consumer, name, giver, file]: [usize; 4]) -> Choices {
    let call = Call {
        may_stay: true,
        consumer: Some(Pick::Number(consumer)),
        name: Pick::Number(name),
        giver: Pick::Number(giver),
        ..Call::default()
    };
    one(call, file)
}

/// What is wrong with each id below code that runs as the module loads.
pub fn faults_of_ids() -> Vec<String> {
    let position = POSITIONS.iter().position(|row| row.text.starts_with("require(")).expect("there is one");
    let ids = IDS.iter().enumerate().filter(|(_, id)| id.fits(&[Need::Module])).map(|(number, _)| number);
    let programs = ids.map(|number| {
        let call = Call { position: Pick::Number(position), id: Pick::Number(number), ..Call::default() };
        Program::new(&one(call, 0), DECLARED)
    });
    programs.filter_map(|program| laws::hold(&program).err().map(|fault| format!("{fault}\n{program:?}"))).collect()
}

/// A file with one call.
fn one(call: Call, file: usize) -> Choices {
    Choices {
        file: Pick::Number(file),
        import: Pick::First,
        specifier: Pick::First,
        alias: Pick::First,
        above: Vec::new(),
        units: vec![Unit::Call(Box::new(call))],
        import_first: true,
        below: false,
        style: Style::plain(),
    }
}
