//! Moves JavaScript and TypeScript from the Rupt v2 web SDK (`rupt`) to v3 (`@ruptjs/client`).
//!
//! [`migrate`] migrates one script. It is a function of its arguments and touches no file. The modules are
//! listed in the order of their layers: a module names only modules above it.

// Only `edit::part` slices text by byte offsets, because it checks where characters start.
#![cfg_attr(not(test), warn(clippy::string_slice))]

pub mod budget;
pub mod contain;
pub mod edit;
pub mod mapping;
pub mod note;
pub mod migration;
pub mod mention;
pub mod prefilter;
pub mod rendering;
pub mod text;
pub mod syntax;
pub mod todo;
pub mod tree;
pub mod scope;
pub mod value;
pub mod symbols;
pub mod analysis;
pub mod bindings;
mod input;
mod decide;
mod write;
mod plan;
mod verify;
pub mod kind;
pub mod done;
pub mod shared;
pub mod examples;
pub mod render;
pub mod shell;

use edit::{Applied, Edits};
use kind::{Kind, Parts};
use migration::{Choice, Migration, Outcome};
use swc_common::{GLOBALS, Globals};
use symbols::Symbols;
use syntax::{ParseError, Script, Slices};
use tree::Tree;

/// Migrates one file: a script, or a file that contains scripts.
///
/// `source` is the whole file, BOM included. All spans of the outcome are byte offsets in it.
pub fn migrate(source: &str, kind: impl Into<Kind>, choice: &Choice) -> Outcome {
    let kind = kind.into();
    let done = budget::within(source.len(), || text::indexed(source, || migrated(source, kind, choice)));
    done.unwrap_or(Outcome::TooMuch)
}

fn migrated(source: &str, kind: Kind, choice: &Choice) -> Outcome {
    let read = |text: &str| kind.read(text);
    GLOBALS.set(&Globals::new(), || {
        let parts = read(source);
        let unclosed = parts.unclosed;
        let named = parts.programs.iter().enumerate().filter(|(_, slices)| may_name_rupt(source, slices));
        let scripts: Result<Vec<(usize, Script)>, ParseError> =
            named.map(|(index, slices)| Ok((index, syntax::parse(source, slices)?))).collect();
        match scripts.and_then(|scripts| migrate_programs(source, (parts, &read), scripts, choice)) {
            // If a `{` is not closed, the parser may have read the text after it as code.
            Ok(Outcome::Unproven { reason }) => unclosed.map_or(Outcome::Unproven { reason }, |at| {
                Outcome::Unparsable { at, message: "code in the markup has no end: a `{` is not closed".to_owned() }
            }),
            Ok(outcome) => outcome,
            Err(error) => Outcome::Unparsable { at: error.at, message: error.message },
        }
    })
}

/// Whether a program may name Rupt, so that it must be parsed. Always true in a script file: the prefilter
/// has already searched it.
fn may_name_rupt(source: &str, slices: &Slices) -> bool {
    let markup = slices.instance.iter().flat_map(|instance| instance.markup.iter().map(|code| code.span));
    !slices.in_document || slices.all().chain(markup).any(|span| span.of(source).contains("upt"))
}

fn migrate_programs(
    source: &str,
    (parts, read): (Parts, impl Fn(&str) -> Parts),
    scripts: Vec<(usize, Script)>,
    choice: &Choice,
) -> Result<Outcome, ParseError> {
    let trees: Vec<(usize, Tree)> = scripts.iter().map(|(index, script)| (*index, Tree::new(source, script))).collect();
    let mut planned = Vec::new();
    if !parts.is_empty() {
        planned.push(Migration {
            edits: Edits::new(parts.edits),
            notes: parts.notes,
            uses: parts.uses,
            reads_global: parts.reads_global,
            mentions_v2: parts.mentions_v2,
            ..Migration::default()
        });
    }
    for (_, tree) in &trees {
        if let Some(migration) = plan_program(source, tree, choice)? {
            let slices = &tree.script.slices;
            if let Some(edit) = migration.edits.iter().find(|edit| !slices.may_change(edit.span)) {
                return Ok(Outcome::Unproven { reason: format!("an edit at {:?} is outside the scripts", edit.span) });
            }
            planned.push(migration);
        }
    }
    let mut planned = planned.into_iter();
    let Some(first) = planned.next() else { return Ok(Outcome::Clean) };
    let migration = first.with(planned);
    if migration.edits.is_empty() {
        return Ok(Outcome::Migrated(migration));
    }
    if migration.edits.new_text() > budget::LONGEST_OUTPUT {
        return Ok(Outcome::TooMuch);
    }
    let edited = match Edited::of(source, &migration.edits, (parts.programs.len(), read)) {
        Ok(edited) => edited,
        Err(reason) => return Ok(Outcome::Unproven { reason }),
    };
    let map = verify::Map::new(&edited.applied);
    let claims = claims(source, &trees, &edited, &map);
    // `claims` holds all that the proof needs of the input, so its memory is freed.
    drop(trees);
    drop(scripts);
    judge(source, (&edited, &map), claims, migration)
}

/// Returns the outcome of a migration whose edits are applied: proven, unproven, or (as an error) an input
/// that engines reject.
fn judge(
    source: &str,
    (edited, map): (&Edited, &verify::Map),
    claims: Vec<Claim>,
    migration: Migration,
) -> Result<Outcome, ParseError> {
    for (index, before, slices) in claims {
        if let Err(reason) = before.verify((&edited.applied, map), &edited.programs[index]) {
            let unproven = || Ok(Outcome::Unproven { reason });
            return syntax::early_error(source, &slices).map_or_else(unproven, Err);
        }
    }
    let is_same = edited.applied.text == source;
    Ok(Outcome::Migrated(if is_same { Migration { edits: Edits::default(), ..migration } } else { migration }))
}

/// Plans the migration of one program. None if there is nothing to report or to change in it.
fn plan_program(source: &str, tree: &Tree, choice: &Choice) -> Result<Option<Migration>, ParseError> {
    let script = tree.script;
    let bindings = bindings::find(source, tree);
    budget::uses(bindings.sites.len(), source.len());
    if let Some((at, name)) = bindings::declared_twice(tree, &bindings) {
        return Err(ParseError { at, message: format!("`{name}` is declared twice") });
    }
    let has_todos = script.comments.iter().any(|comment| todo::is_in(&comment.text));
    if tree.top().next().is_none() {
        return Ok(plan::of_comments(source, tree));
    }
    let is_clean = bindings.sites.is_empty() && bindings.imports.is_empty() && bindings.react_native.is_empty();
    if is_clean && !has_todos && !decide::settings::has_settings(source, tree, &bindings, choice) {
        return Ok(None);
    }
    let style = input::Style::of(source, tree);
    let dialect = script.slices.dialect;
    let (symbols, flows) = (Symbols::default(), input::Flows::default());
    let (once, hosts) = (input::Once::default(), input::Hosts::default());
    let input = input::Input {
        source,
        script,
        tree,
        bindings: &bindings,
        dialect,
        choice,
        style,
        symbols: &symbols,
        flows: &flows,
        once: &once,
        hosts: &hosts,
    };
    let mut migration = plan::migration(&input);
    if script.slices.doubles_at {
        migration.edits = syntax::at_signs::written(&migration.edits);
    }
    Ok(Some(migration))
}

/// The result of applying edits, before it is proven.
struct Edited {
    applied: Applied,
    /// The programs of the new text.
    programs: Vec<Slices>,
}

impl Edited {
    /// Applies edits to a file of `count` programs. An error if two edits overlap, or if the new text does not
    /// have the same number of programs.
    fn of(source: &str, edits: &Edits, (count, read): (usize, impl Fn(&str) -> Parts)) -> Result<Self, String> {
        let applied = edits.apply(source).map_err(|conflict| format!("two edits meet at {:?}", conflict.at))?;
        let programs = read(&applied.text).programs;
        if programs.len() != count {
            return Err("the file holds other programs than before".to_owned());
        }
        Ok(Edited { applied, programs })
    }
}

/// The facts to prove for a program: its index among those of the file, the program before the edits, and its
/// old place.
type Claim<'s> = (usize, verify::Before<'s>, Slices);

/// Returns a claim for each program that is not proven in part.
fn claims<'s>(
    source: &'s str,
    trees: &[(usize, Tree)],
    Edited { applied, programs }: &Edited,
    map: &verify::Map,
) -> Vec<Claim<'s>> {
    let is_open =
        |(index, tree): &&(usize, Tree)| !verify::is_proven_in_part(source, tree, (applied, map), &programs[*index]);
    let claim = |(index, tree): &(usize, Tree)| (*index, verify::Before::of(source, tree), tree.script.slices.clone());
    trees.iter().filter(is_open).map(claim).collect()
}
