//! Generated programs: every row of each table with every other, by chance.
//!
//! A program is chosen as data ([`choices`]), put together from the tables ([`program`]) and then
//! styled ([`draft`]). So a failing one shrinks to a few lines, and the test knows what `rules.md`
//! says must become of each call.
//!
//! `PROPTEST_CASES` is how many programs there are in all, `PROPTEST_RNG_SEED` where chance starts.
//! With `GENERATED_TO=folder` a fifth of them stay there, in the form of fixtures.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/npm.rs"]
mod npm;
mod pick;
mod fate;
mod style;
mod imports;
mod calls;
mod positions;
mod consumers;
mod ids;
mod handlers;
mod options;
mod neighbours;
mod choices;
mod draft;
mod literal;
mod site;
mod call_site;
mod writer;
mod program;
mod laws;
mod names;
mod order;
mod written;
mod patches;
mod components;
mod judges;
mod alone;

use imports::{DECLARED, Import, LOADED, REQUIRED};
use program::Program;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use rupt_migrate::migration::Moves;
use std::cell::RefCell;
use std::path::PathBuf;
use written::Written;

/// A part of all programs, in percent; the same ones each time unless a seed is given.
fn config(share: u32) -> Config {
    let default = Config::default();
    let all = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { 2000 };
    let rng_seed = match default.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0),
        fixed => fixed,
    };
    let cases = (all * share / 100).max(1);
    Config { cases, rng_seed, failure_persistence: None, max_global_rejects: u32::MAX, ..default }
}

fn programs(imports: &'static [Import]) -> impl Strategy<Value = Program> {
    // A call that loads v2 by itself cannot stand in a handler, which is not `async`.
    let awaits =
        |program: &Program| program.calls.iter().any(|call| call.is_inside) && program.text.contains("(await import(");
    choices::choices()
        .prop_map(move |choices| Program::new(&choices, imports))
        .prop_filter("`await` in a handler", move |program| !awaits(program))
}

fn check(imports: &'static [Import], share: u32) {
    let written = RefCell::new(Vec::new());
    let hold = |program: Program| {
        laws::hold(&program).map_err(TestCaseError::fail)?;
        written.borrow_mut().push(Written::new(program));
        Ok(())
    };
    if let Err(error) = TestRunner::new(config(share)).run(&programs(imports), hold) {
        panic!("{error}");
    }
    if let Err(fault) = judges::hold(&written.into_inner()) {
        panic!("{fault}");
    }
}

/// `CONSUMER=<part of a table's name or of a row>` takes some rows only.
#[test]
fn each_consumer_alone() {
    let faults = alone::faults(&std::env::var("CONSUMER").unwrap_or_default());
    assert!(faults.is_empty(), "{} rows fail\n\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn each_id_below_what_a_module_loads() {
    let faults = alone::faults_of_ids();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn programs_with_import_declarations() {
    check(DECLARED, 50);
}

#[test]
fn programs_with_require() {
    check(REQUIRED, 25);
}

#[test]
fn programs_with_dynamic_imports() {
    check(LOADED, 25);
}

#[test]
fn programs_as_components() {
    for imports in [DECLARED, LOADED] {
        let hold = |program: Program| components::hold(&program).map_err(TestCaseError::fail);
        if let Err(error) = TestRunner::new(config(20)).run(&programs(imports), hold) {
            panic!("{error}");
        }
    }
}

/// Whether the proof can compare a program: what is left out is known to differ, and says why.
fn is_comparable(program: &Program) -> bool {
    // A value that is awaited and goes takes its turn of the event loop along.
    let awaits_what_goes = program.text.contains("await sign");
    // Under a dynamic import a call takes a few turns more.
    let goes_on = program.calls.len() > 1 || program.text.contains("throw error");
    let counts_turns = program.text.contains("import(") && goes_on;
    // A function that is never called proves nothing.
    let is_dead = program.text.contains("(f) {}");
    let is_special = program.choice.global_is_read || program.choice.moves == Moves::Unsafe;
    !(awaits_what_goes || counts_turns || is_dead || is_special)
}

#[test]
fn a_sample_behaves_as_before() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("projects")).expect("made");
    for (imports, share, name) in [(DECLARED, 12, "declared"), (REQUIRED, 6, "required"), (LOADED, 6, "loaded")] {
        let config = config(share);
        let cases = config.cases;
        let mut runner = TestRunner::new(config);
        let strategy = programs(imports);
        let all = (0..cases).map(|_| strategy.new_tree(&mut runner).expect("a program is found").current());
        for (index, program) in all.filter(is_comparable).enumerate() {
            Written::new(program).keep(&folder.path().join(name).join(index.to_string()));
        }
    }
    if let Err(said) = judges::run("behaviour.mjs", folder.path()) {
        panic!("{said}");
    }
}

#[test]
fn git_takes_the_patches() {
    let kept = std::env::var_os("GENERATED_TO").map(PathBuf::from);
    for (imports, share, name) in [(DECLARED, 10, "declared"), (REQUIRED, 5, "required"), (LOADED, 5, "loaded")] {
        let config = config(share);
        let cases = config.cases;
        let mut runner = TestRunner::new(config);
        let strategy = programs(imports);
        let mut next = || Written::new(strategy.new_tree(&mut runner).expect("a program is found").current());
        let written: Vec<Written> = (0..cases).map(|_| next()).collect();
        if let Err(fault) = patches::hold(&written) {
            panic!("{fault}");
        }
        if let Some(folder) = &kept {
            for (index, program) in written.iter().enumerate() {
                program.keep(&folder.join(name).join(index.to_string()));
            }
        }
    }
}
