//! Which calls can move together, after each was judged alone.
//!
//! A call stays if other code reads its options, if it shares a device with a call that stays, or if no client can
//! be written for it.

use super::attach::{Attach, Stays};
use super::client_id::ClientId;
use super::route::{Moving, Route};
use super::routes::{held_by_type, route};
use super::{Input, existing, macros, patched, reach, response};
use crate::bindings::{ImportedBy, Usage};
use crate::edit::{Cover, Span};
use crate::input::loads;
use crate::mapping::{entry, v2};
use crate::note::Note;
use crate::tree::{Ast, NodeId};
use crate::{scope, value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::collections::HashSet;
use swc_ecma_ast::*;

/// Removes from `moving` the calls that must stay because of code around them, and adds them to `staying` and their
/// notes to `stays`. Returns a route for each call that is left, in order.
pub fn settle<'a>(
    input: &Input<'_, 'a>,
    moving: &mut Moving<'a>,
    staying: &mut Vec<usize>,
    stays: &mut Stays,
) -> Vec<Route> {
    let mut stop = |attach: Attach, why: Why| {
        stays.why.push(why.note(input, &attach));
        stays.pending.extend(attach.notes);
        staying.push(attach.site);
    };
    loop {
        let mut stopped = stopped(input, moving).into_iter().peekable();
        if stopped.peek().is_none() {
            break;
        }
        for (at, call) in std::mem::take(moving).into_iter().enumerate() {
            match stopped.next_if(|(stopped, _)| *stopped == at) {
                Some((_, why)) => stop(call, why),
                None => moving.push(call),
            }
        }
    }
    // A call inside an option that is removed is removed with it.
    let dropped = Cover::of(moving.iter().flat_map(|attach| attach.dropped_spans()));
    moving.retain(|attach| !dropped.covers(input.tree.span(attach.call)));
    moving.iter().map(|attach| route(input, attach, moving)).map(|route| route.unwrap_or(Route::Module)).collect()
}

/// Why code around a call keeps it on v2.
#[derive(Debug, Clone, Copy)]
enum Why {
    /// The script replaces a member of v2.
    Patched,
    /// Its import has a phase, so it cannot import a class.
    Phase,
    /// No client can be written for it.
    Form,
    /// Other code also uses its options, or the `detach` that gets its device.
    Shared,
}

impl Why {
    fn note(self, input: &Input, attach: &Attach) -> Note {
        let about = |entry| Note::new(entry, input.tree.span(attach.call)).of(attach.client.clone());
        match self {
            Why::Patched => about(entry!("value")),
            Why::Phase => about(entry!("import-phase")),
            Why::Form => {
                let held = held_by_type(input, &input.bindings.sites[attach.site]);
                let note = about(entry!("client-form"));
                held.map_or(note.clone(), |held| note.with("type", held.of(input.source)))
            }
            Why::Shared => {
                let names: Vec<&str> = attach.options.consts.iter().map(|(id, _)| &*id.0).collect();
                // Without a `const`, the device is what is shared.
                let shared = match (names.is_empty(), attach.response.detaches.first()) {
                    (true, Some(detach)) => input.tree.span(*detach).of(input.source).to_owned(),
                    _ => names.join(", "),
                };
                about(entry!("options-shared")).with("expression", shared)
            }
        }
    }
}

/// Returns the calls that must stay: their indices in `moving` and the reasons, in order. With these on v2, other
/// calls may have to stay, too, or may become able to move, so the caller asks again.
fn stopped<'a>(input: &Input<'_, 'a>, moving: &Moving<'a>) -> Vec<(usize, Why)> {
    let together = Together::new(input, moving);
    let mut stopped = Vec::new();
    for (at, attach) in moving.iter().enumerate() {
        // This reason does not depend on which other calls stay.
        if let Some(why) = together.alone(attach) {
            stopped.push((at, why));
        } else if !together.moves(attach) {
            if stopped.is_empty() {
                stopped.push((at, Why::Form));
            }
            break;
        }
    }
    stopped
}

/// How the calls that can move depend on each other.
struct Together<'m, 'a> {
    input: &'m Input<'m, 'a>,
    moving: &'m Moving<'a>,
    /// Whether the script replaces a member of v2.
    patched: bool,
    /// Each `detach` that gets the device of a call that stays.
    fed: HashSet<NodeId>,
    /// The references by which a `const` becomes part of the options of a call.
    option_mentions: FxHashSet<NodeId>,
    /// The number of calls that use the client id written at this span.
    ids: FxHashMap<Span, usize>,
    /// Whether a `const` is read by other code than the calls, as far as computed.
    shared: RefCell<FxHashMap<Id, bool>>,
}

impl<'m, 'a> Together<'m, 'a> {
    fn new(input: &'m Input<'m, 'a>, moving: &'m Moving<'a>) -> Self {
        let mut ids = FxHashMap::default();
        moving.iter().for_each(|attach| *ids.entry(attach.client_id.span).or_default() += 1);
        Together {
            input,
            moving,
            patched: patched::is_patched(input),
            fed: fed_by_staying(input, moving),
            option_mentions: moving
                .iter()
                .flat_map(|attach| attach.options.consts.iter().map(|(_, own)| *own))
                .collect(),
            ids,
            shared: RefCell::default(),
        }
    }

    /// Returns the reason why a call stays on v2, whichever other calls move. None if there is none.
    fn alone(&self, attach: &Attach) -> Option<Why> {
        let input = self.input;
        if self.patched {
            return Some(Why::Patched);
        }
        let site = &input.bindings.sites[attach.site];
        let source = site.via.as_ref().and_then(|id| input.bindings.names.get(id)).map(|bound| bound.source);
        if matches!(source, Some(ImportedBy::Import(import)) if loads::is_in_phase(input, import)) {
            return Some(Why::Phase);
        }
        if names_are_unsure(input, attach.call) || macros::takes_out(input, attach.call) {
            return Some(Why::Form);
        }
        let feeds_staying = || attach.response.detaches.iter().any(|detach| self.fed.contains(detach));
        (attach.options.consts.iter().any(|(id, _)| self.is_shared(id)) || feeds_staying()).then_some(Why::Shared)
    }

    /// Whether a call can get a client if all calls in `moving` move.
    fn moves(&self, attach: &Attach) -> bool {
        let input = self.input;
        let out_of_reach = |(name, statement): (String, NodeId)| {
            loads::is_local_somewhere(input, &name) || reach::reaches_above(input, Some(statement), &[attach.call])
        };
        if attach.id.key().and_then(|key| existing::client(input, key)).is_some_and(out_of_reach) {
            return false;
        }
        let in_const = attach.id == ClientId::AtCall && !attach.has_own_id(input);
        // The text of the id can only be moved to one call.
        if in_const && (self.ids[&attach.client_id.span] > 1 || !visible_at_call(input, attach)) {
            return false;
        }
        route(input, attach, self.moving).is_some()
    }

    /// Whether other code than the calls that move reads a `const`.
    fn is_shared(&self, id: &Id) -> bool {
        if let Some(known) = self.shared.borrow().get(id) {
            return *known;
        }
        let is_other = |mention: NodeId| {
            if let Some(declared) = scope::declares(self.input.tree, mention) {
                let statement = self.input.tree.parent(declared.holder);
                return statement.is_some_and(|up| matches!(self.input.tree.ast(up), Ast::ModuleDecl(_)));
            }
            let in_type =
                self.input.tree.parent(mention).is_some_and(|up| matches!(self.input.tree.ast(up), Ast::Type));
            !self.option_mentions.contains(&mention) && !in_type
        };
        let is_shared = self.input.tree.mentions(id).any(is_other);
        self.shared.borrow_mut().insert(id.clone(), is_shared);
        is_shared
    }
}

/// Whether the call is inside `with`, where a name may be a member of an object.
fn names_are_unsure(input: &Input, call: NodeId) -> bool {
    input.tree.ancestors(call).any(|up| matches!(input.tree.ast(up), Ast::Stmt(Stmt::With(_))))
}

/// Returns each `detach` that gets the device of a call of `attach` that stays.
fn fed_by_staying(input: &Input, moving: &Moving) -> HashSet<NodeId> {
    if moving.iter().all(|attach| attach.response.detaches.is_empty()) {
        return HashSet::new();
    }
    let moves: HashSet<NodeId> = moving.iter().map(|attach| attach.call).collect();
    let calls = input.bindings.sites.iter().filter_map(|site| match (&site.usage, &site.value) {
        (Usage::Call(call), value) if value.is_member(v2::ATTACH) && !moves.contains(call) => Some(*call),
        _ => None,
    });
    calls.flat_map(|call| response::feeds(input, call)).collect()
}

/// Whether the names in a client id that is written in a `const` have the same meaning at the call.
fn visible_at_call(input: &Input, attach: &Attach) -> bool {
    let Some(place) = input.tree.within(attach.client_id.span).next() else { return false };
    let around = |node: NodeId| (scope::function_around(input.tree, node), value::owner(input.tree, node));
    let is_same = |node: NodeId| input.tree.id(node).is_none_or(|id| !is_shadowed(input, id, place, attach.call));
    around(place) == around(attach.call) || attach.client_id.is_stable(input) && input.tree.inside(place).all(is_same)
}

/// Whether the name `id`, as resolved at `from`, is shadowed at `to`, in a scope that does not contain `from`.
fn is_shadowed(input: &Input, id: &Id, from: NodeId, to: NodeId) -> bool {
    let is_scope = |up: &NodeId| match input.tree.ast(*up) {
        Ast::Stmt(stmt) => !matches!(stmt, Stmt::Decl(_) | Stmt::Expr(_)),
        Ast::Function(_) | Ast::Class(_) | Ast::Expr(Expr::Arrow(_) | Expr::Fn(_) | Expr::Class(_)) => true,
        _ => false,
    };
    let others = input.tree.spelled(&id.0).into_iter().filter(|other| other != id);
    let scopes = others.filter_map(|other| {
        let declared = scope::declared(input.tree, &other)?;
        input.tree.ancestors(declared.name).find(is_scope)
    });
    scopes
        .map(|scope| input.tree.span(scope))
        .any(|scope| scope.contains(input.tree.span(to)) && !scope.contains(input.tree.span(from)))
}
