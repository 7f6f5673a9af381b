//! Removes the TODOs of this program from a file, once the user has done what they ask for.
//!
//! Each TODO is removed with its whole lines, so that the result is the file as if they had never been
//! written. The gate proves that only comments of this program were removed.

use crate::edit::{Edit, Edits, Span};
use crate::kind::Kind;
use crate::mapping::{self, Ids};
use crate::migration::{Migration, Outcome};
use crate::note::Note;
use crate::syntax::{self, ParseError, Script};
use crate::tree::Tree;
use crate::{Edited, budget, claims, judge, text, todo, verify};
use swc_common::{GLOBALS, Globals};

/// The TODOs to remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The ids of the TODOs.
    pub ids: Ids,
    /// What to do with the remaining lines of a TODO whose first line is missing.
    pub orphans: Orphans,
}

/// What to do with the remaining lines of a TODO whose first line is missing. Nothing shows which TODO it was,
/// so they are only removed on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orphans {
    /// They stay, and are reported.
    Stay,
    /// They are removed.
    Go,
}

/// The result of removing TODOs from a file.
#[derive(Debug, Clone)]
pub struct Done {
    /// The edits, proven, and a note for each TODO that is removed; [`Outcome::Clean`] if nothing is removed.
    pub outcome: Outcome,
    /// The groups of lines that belong to a TODO whose first line is missing.
    pub orphans: Vec<Span>,
    /// The TODO marks of wanted ids that start no TODO: in another form of comment, in markup, in a string.
    pub others: Vec<Span>,
}

/// Removes the `wanted` TODOs from a file. `source` is the whole file; all spans are byte offsets in it.
pub fn done(source: &str, kind: Kind, wanted: &Wanted) -> Done {
    let nothing = |outcome: Outcome| Done { outcome, orphans: Vec::new(), others: Vec::new() };
    let work = || text::indexed(source, || GLOBALS.set(&Globals::new(), || taken_out(source, kind, wanted)));
    match budget::within(source.len(), work) {
        Ok(Ok(done)) => done,
        Ok(Err(error)) => nothing(Outcome::Unparsable { at: error.at, message: error.message }),
        Err(_) => nothing(Outcome::TooMuch),
    }
}

fn taken_out(source: &str, kind: Kind, wanted: &Wanted) -> Result<Done, ParseError> {
    let read = |text: &str| kind.read(text);
    let programs = read(source).programs;
    let may_hold = |span: Span| todo::may_be_in(span.of(source));
    let named = programs.iter().enumerate().filter(|(_, slices)| slices.all().any(may_hold));
    let scripts: Vec<(usize, Script)> =
        named.map(|(index, slices)| Ok((index, syntax::parse(source, slices)?))).collect::<Result<_, ParseError>>()?;
    let comments = || scripts.iter().map(|(_, script)| &*script.comments);
    let orphans: Vec<Span> = comments().flat_map(|comments| todo::orphans(source, comments)).collect();
    let blocks = comments().flat_map(|comments| todo::blocks(source, comments));
    let (mut notes, mut standing) = (Vec::new(), Vec::new());
    for block in blocks {
        standing.push(block.span);
        if let Some(entry) = mapping::find_entry(&block.id).filter(|entry| wanted.ids.contains(entry)) {
            notes.push(Note { values: block.values, found: true, ..Note::new(entry, block.span) });
        }
    }
    let others = todo::marks(source).filter(|(at, id)| {
        let is_wanted = mapping::find_entry(id).is_some_and(|entry| wanted.ids.contains(entry));
        is_wanted && !standing.iter().any(|block| block.contains(*at))
    });
    let others = others.map(|(at, _)| at).collect();
    let mut gone: Vec<Span> = notes.iter().map(|note| note.at).collect();
    if wanted.orphans == Orphans::Go {
        gone.extend(&orphans);
    }
    if gone.is_empty() {
        return Ok(Done { outcome: Outcome::Clean, orphans, others });
    }
    let edit = |span: &Span| Edit { span: todo::lines_of(source, *span), with: Vec::new() };
    let migration = Migration { edits: Edits::new(gone.iter().map(edit).collect()), notes, ..Migration::default() };
    if let Err(reason) = verify::only_these_go(source, &migration.edits, &gone) {
        return Ok(Done { outcome: Outcome::Unproven { reason }, orphans, others });
    }
    let trees: Vec<(usize, Tree)> = scripts.iter().map(|(index, script)| (*index, Tree::new(source, script))).collect();
    let edited = match Edited::of(source, &migration.edits, (programs.len(), read)) {
        Ok(edited) => edited,
        Err(reason) => return Ok(Done { outcome: Outcome::Unproven { reason }, orphans, others }),
    };
    let map = verify::Map::new(&edited.applied);
    let outcome = judge(source, (&edited, &map), claims(source, &trees, &edited, &map), migration)?;
    Ok(Done { outcome, orphans, others })
}
