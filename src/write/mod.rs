//! Writing the decision about a script as edits of text.
//!
//! Only this layer deals with commas, semicolons, lines and comments around the code that changes. What becomes of
//! the script is decided before, in [`crate::decide`].

mod insert;
mod clients;
mod comments;
mod declarators;
mod guards;
mod imports;
mod lists;
mod literal;
mod lower;
mod mocks;
mod module;
mod moved;
mod removal;
mod tidy;
mod todo;
mod unused;

use crate::decide::change::Left;
use crate::decide::decision::Decision;
use crate::decide::options::Literal;
use crate::edit::{Edit, Edits, Piece, Span};
use crate::input::{Input, ignore};
use crate::note::Note;
use insert::Insertions;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

/// The decision about a script, written as edits.
pub struct Written {
    /// The edits, not yet proven.
    pub edits: Edits,
    /// All notes.
    pub notes: Vec<Note>,
    /// Whether the output imports or mocks v3.
    pub imports_v3: bool,
}

/// Writes a decision as edits.
pub fn write<'a>(input: &Input<'_, 'a>, decision: &Decision<'a>) -> Written {
    let mut writer = Writer::new(input, decision);
    // At the same place, imports must come before the clients that use them.
    writer.imports();
    writer.edits.extend(lower::edits(input, &decision.changes));
    writer.handlers();
    writer.literals();
    writer.edits.extend(decision.mocks.iter().flat_map(|mock| mocks::edits(input, mock)));
    writer.clients();
    let insertions = std::mem::take(&mut writer.insertions).edits(input);
    writer.edits.splice(0..0, insertions);
    writer.edits.extend(module::kept(input, &writer.so_far(), &decision.imports));
    writer.edits.extend(decision.lists.iter().map(|listed| lists::edit(input, listed)));
    writer.finish()
}

/// The edits of a script so far, and what is already written.
struct Writer<'w, 'i, 'a> {
    input: &'w Input<'i, 'a>,
    decision: &'w Decision<'a>,
    edits: Vec<Edit>,
    /// The new lines to insert.
    insertions: Insertions,
    /// The notes that come up while writing.
    notes: Vec<Note>,
    /// The notes whose TODOs are part of the edits already.
    written_notes: Vec<Note>,
    /// Whether a client imports v3 by itself.
    imports_v3: bool,
    /// The client ids that were moved into a constructor already.
    written: BTreeSet<Span>,
    /// The comments for bundlers that were moved with an import.
    magic: BTreeSet<Span>,
    /// The code that goes into a new script element.
    added: Vec<Piece>,
    left: OnceCell<Left>,
}

impl<'w, 'i, 'a> Writer<'w, 'i, 'a> {
    fn new(input: &'w Input<'i, 'a>, decision: &'w Decision<'a>) -> Self {
        Writer {
            input,
            decision,
            edits: Vec::new(),
            insertions: Insertions::default(),
            notes: Vec::new(),
            written_notes: Vec::new(),
            imports_v3: false,
            written: BTreeSet::new(),
            magic: BTreeSet::new(),
            added: Vec::new(),
            left: OnceCell::new(),
        }
    }

    fn so_far(&self) -> Edits {
        Edits::new(self.edits.clone())
    }

    /// Returns what is left of the script after the changes.
    fn left(&self) -> &Left {
        self.left.get_or_init(|| Left::by(self.input, &self.decision.changes, []))
    }

    /// Writes the handlers that stay in their calls, under their v3 names.
    fn handlers(&mut self) {
        let mut known = BTreeSet::new();
        for call in &self.decision.calls {
            let own = call.attach.logout.as_deref().filter(|_| !call.handler_moves);
            let here = own.into_iter().chain(&call.attach.logouts);
            // A handler in a `const` that several calls share is renamed once.
            let new = here.filter(|logout| known.insert(logout.given.span));
            self.edits.extend(new.map(clients::handler_in_call));
        }
    }

    /// Removes the dropped members of all literals.
    fn literals(&mut self) {
        let calls = self.decision.calls.iter().rev();
        let literals = calls.flat_map(|call| call.attach.options.literals.iter().rev());
        let literals: HashMap<Span, &Literal> = literals.map(|literal| (literal.span, literal)).collect();
        for (place, gone) in &self.decision.dropped {
            let Some(literal) = literals.get(place) else { continue };
            let comments = self.input.script.comments_in(*place);
            let drops = |index: usize| gone.contains(&index);
            let source = self.input.source;
            self.edits.extend(literal::drop_members(source, comments, *place, &literal.members, drops));
        }
    }

    /// Adds the edits that depend on the others: semicolons, comments, TODOs, lines.
    fn finish(self) -> Written {
        let Writer { input, decision, mut edits, mut notes, written_notes, .. } = self;
        let imports_v3 = decision.imports.imports_v3 || self.imports_v3 || !decision.mocks.is_empty();
        notes.extend(decision.notes.iter().cloned());
        edits.extend(guards::plan(input, &edits));
        notes.extend(ignore::unknown(input));
        notes.extend(unused::names(input, &Edits::new(edits.clone())));
        comments::keep(input, &mut edits, &mut notes);
        let todos = todo::plan(input, &mut notes, &Edits::new(edits.clone()));
        edits.extend(todos);
        notes.extend(written_notes);
        tidy::semicolons(&mut edits);
        tidy::words(input.source, &mut edits);
        tidy::line_ends(input.source, &input.script.comments, &mut edits);
        tidy::blank_lines(input.source, &input.script.slices, &mut edits);
        Written { edits: Edits::new(edits), notes, imports_v3 }
    }
}
