//! Which calls can move, together: not those whose options others read, that feed a call that stays, or whose
//! client nothing can be written for.

use super::attach::{Attach, Stays};
use super::client_id::ClientId;
use super::route::{Moving, Route};
use super::routes::{held_by_type, route};
use super::{Input, existing, macros, patched, reach, response};
use crate::bindings::{ImportedBy, Usage};
use crate::edit::{Cover, Span};
use crate::input::loads;
use crate::mapping::entry;
use crate::mapping::v2;
use crate::note::Note;
use crate::scope;
use crate::tree::{Ast, NodeId};
use crate::value;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::collections::HashSet;
use swc_ecma_ast::*;

/// Takes out of `moving` what cannot move because of something around it, and finds for the rest
/// how each call reaches the v3 class. One route for each call that is left, in order.
pub fn settle<'a>(
    input: &Input<'_, 'a>,
    moving: &mut Moving<'a>,
    staying: &mut Vec<usize>,
    stays: &mut Stays,
) -> Vec<Route> {
    let mut stop = |attach: Attach, why: Why| {
        stays.why.push(why.note(input, &attach));
        stays.told.extend(attach.notes);
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
    // A call inside an option that goes is gone with it.
    let dropped = Cover::of(moving.iter().flat_map(|attach| attach.dropped_spans()));
    moving.retain(|attach| !dropped.covers(input.tree.span(attach.call)));
    moving.iter().map(|attach| route(input, attach, moving)).map(|route| route.unwrap_or(Route::Module)).collect()
}

/// Why something around a call keeps it on v2.
#[derive(Debug, Clone, Copy)]
enum Why {
    /// Something is put in the place of a member of v2.
    Patched,
    /// Its import has a phase, and takes no class.
    Phase,
    /// No client can be written for it.
    Form,
    /// What it is told, or what it feeds, is somebody else's, too.
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
                // Without a name it is the device that leads there.
                let shared = match (names.is_empty(), attach.response.detaches.first()) {
                    (true, Some(detach)) => input.tree.span(*detach).of(input.source).to_owned(),
                    _ => names.join(", "),
                };
                about(entry!("options-shared")).with("expression", shared)
            }
        }
    }
}

/// Calls that something around them keeps on v2, each with its place among `moving` and why, in order. That
/// they stay may keep others on v2, or let one move that could not move with them.
fn stopped<'a>(input: &Input<'_, 'a>, moving: &Moving<'a>) -> Vec<(usize, Why)> {
    let together = Together::new(input, moving);
    let mut stopped = Vec::new();
    for (at, attach) in moving.iter().enumerate() {
        // This says the same whoever else stays.
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

/// What the calls that can move are to each other.
struct Together<'m, 'a> {
    input: &'m Input<'m, 'a>,
    moving: &'m Moving<'a>,
    /// Whether something is put in the place of a member of v2.
    patched: bool,
    /// What is fed by a call that stays: each `detach`.
    fed: HashSet<NodeId>,
    /// The mentions that bring a `const` into the options of the calls.
    told: FxHashSet<NodeId>,
    /// How many calls have a client id that is written here.
    ids: FxHashMap<Span, usize>,
    /// Whether a `const` has other readers than the calls.
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
            told: moving.iter().flat_map(|attach| attach.options.consts.iter().map(|(_, own)| *own)).collect(),
            ids,
            shared: RefCell::default(),
        }
    }

    /// Why a call stays on v2, with whichever calls it would move.
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

    /// Whether a call can get its client, where these calls move.
    fn moves(&self, attach: &Attach) -> bool {
        let input = self.input;
        let out_of_reach = |(name, statement): (String, NodeId)| {
            loads::is_local_somewhere(input, &name) || reach::reaches_above(input, Some(statement), &[attach.call])
        };
        if attach.id.key().and_then(|key| existing::client(input, key)).is_some_and(out_of_reach) {
            return false;
        }
        let in_const = attach.id == ClientId::AtCall && !attach.has_own_id(input);
        // Only one call can get the text itself.
        if in_const && (self.ids[&attach.client_id.span] > 1 || !visible_at_call(input, attach)) {
            return false;
        }
        route(input, attach, self.moving).is_some()
    }

    /// Whether a `const` has other readers than the calls that move.
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
            !self.told.contains(&mention) && !in_type
        };
        let is_shared = self.input.tree.mentions(id).any(is_other);
        self.shared.borrow_mut().insert(id.clone(), is_shared);
        is_shared
    }
}

/// Whether a name at `call` may be a member of some object: inside `with`.
fn names_are_unsure(input: &Input, call: NodeId) -> bool {
    input.tree.ancestors(call).any(|up| matches!(input.tree.ast(up), Ast::Stmt(Stmt::With(_))))
}

/// Each `detach` that is fed by a call of `attach` that stays.
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

/// Whether the names in a client id written in a `const` mean the same at the call.
fn visible_at_call(input: &Input, attach: &Attach) -> bool {
    let Some(place) = input.tree.within(attach.client_id.span).next() else { return false };
    let around = |node: NodeId| (scope::function_around(input.tree, node), value::owner(input.tree, node));
    let is_same = |node: NodeId| input.tree.id(node).is_none_or(|id| !is_shadowed(input, id, place, attach.call));
    around(place) == around(attach.call) || attach.client_id.is_stable(input) && input.tree.inside(place).all(is_same)
}

/// Whether the name `id`, as it is at `from`, is another one's at `to`, in a scope that `from` is not in.
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
