//! The decision about a script: what becomes of it, as data, before any text is written.
//!
//! The other modules of `decide` decide one thing each. This one runs them in order and collects the results.

use super::attach::{Attach, Stays};
use super::change::{Change, Left};
use super::clients::{self, Call, Clients};
use super::imports::{self, Imports, Needs};
use super::mocks::{self, Mock};
use super::options::MemberId;
use super::route::Route;
use super::settings::{self, Listed};
use super::uses::{self, GoneUses};
use super::{Input, leftovers, response, together, types};
use crate::bindings::{Site, Usage, V2};
use crate::edit::Span;
use crate::input::loads::load_of;
use crate::mapping::{entry, v2};
use crate::migration::UseFate;
use crate::note::Note;
use crate::tree::NodeId;
use crate::value::Effect;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use swc_ecma_ast::PropOrSpread;

/// The decision about a script.
pub struct Decision<'a> {
    /// The calls that move.
    pub calls: Vec<Call<'a>>,
    /// The clients that they are called on.
    pub clients: Clients,
    /// What happens to imports and `require`s.
    pub imports: Imports,
    /// The nodes that are removed, renamed or replaced.
    pub changes: Vec<Change>,
    /// The members of options that are removed, by the span of their literal.
    pub dropped: Dropped,
    /// The mocks that move.
    pub mocks: Vec<Mock<'a>>,
    /// The lists of packages that change.
    pub lists: Vec<Listed>,
    /// The notes about all this.
    pub notes: Vec<Note>,
    /// The uses of v2 that are removed or moved.
    pub gone: GoneUses,
    /// The notes that the options of calls that stay would have if the calls moved: values that v3 takes from
    /// elsewhere.
    pub pending: Vec<Note>,
}

/// The indices of members of literals, by the span of the literal.
pub type Dropped = BTreeMap<Span, BTreeSet<usize>>;

impl Decision<'_> {
    /// Returns the number of uses that stay on v2.
    pub fn left(&self, input: &Input) -> usize {
        let uses = uses::uses(input, &self.gone, &self.notes);
        let mentions = settings::mentions(&self.notes);
        uses.into_iter().chain(mentions).filter(|found| found.fate == UseFate::Left).count()
    }

    /// Returns the uses of v2 that stay.
    pub fn sites<'i>(&self, input: &'i Input) -> impl Iterator<Item = &'i Site> {
        let sites = input.bindings.sites.iter().enumerate();
        sites.filter(|(index, _)| !self.gone.all.contains(index)).map(|(_, site)| site)
    }

    /// Whether code stays on v2. Types and mocks do not count.
    pub fn keeps_code(&self, input: &Input) -> bool {
        self.sites(input).any(is_code) || !leftovers::bare_imports(input).is_empty()
    }
}

/// Decides what becomes of a script.
pub fn decide<'a>(input: &Input<'_, 'a>) -> Decision<'a> {
    let (mut calls, staying, stays) = calls(input);
    let clients = clients::decide(input, &mut calls);
    let mut notes = stays.why;
    let removed = detaches(input, &calls, &staying);
    let mut changes = Vec::new();
    for whole in wholes(input, &calls, &removed) {
        changes.push(response::removal(input, whole));
        notes.push(leftovers::removed_detach(input, whole));
    }
    for Call { attach, .. } in &calls {
        changes.extend(attach.changes.iter().chain(&attach.response.changes).cloned());
        notes.extend(attach.notes.iter().chain(&attach.response.notes).cloned());
    }
    notes.extend(clients.handler_notes(&calls));
    let dropped = dropped(input, &calls);
    let places = places(&calls, &dropped);
    let moved = moved_members(&calls);
    types::free(input, &mut changes, (&places, &moved));
    let left = Left::by(input, &changes, places);
    let mut gone = uses::gone(input, &calls, &removed, (&left, &moved));
    let mocks = mocks::moves(input, &gone);
    notes.extend(mocks.iter().map(|mock| mocks::note(mock.at)));
    let mocked: HashSet<Span> = mocks.iter().map(|mock| mock.at).collect();
    let sites = input.bindings.sites.iter().enumerate();
    gone.extend(sites.filter(|(_, site)| mocked.contains(&input.tree.span(site.top))).map(|(index, _)| index));
    let needs = Needs { gone: &gone, class: calls.iter().any(|call| call.route == Route::Module) };
    let mut decided = imports::decide(input, &needs);
    let kept = calls.iter().filter(|call| call.route.keeps_load());
    let kept = kept.map(|call| load_of(input, &input.bindings.sites[call.attach.site])).collect();
    changes.append(&mut decided.changes);
    changes.extend(imports::aliases(input, &needs, &kept));
    notes.append(&mut decided.notes);
    let with_todo = calls.iter().filter(|call| call.attach.leaves_todo(&input.choice.unsaid));
    let with_todo = with_todo.map(|call| call.attach.site).collect();
    let (lists, more) = settings::decide(input);
    notes.extend(more);
    notes.extend(of_what_stays(input, &gone));
    Decision {
        calls,
        clients,
        imports: decided,
        changes,
        dropped,
        mocks,
        lists,
        notes,
        gone: GoneUses { all: gone, with_todo },
        pending: stays.pending,
    }
}

/// Returns the calls that move, the indices of the uses that are calls that stay, and the notes about the latter.
fn calls<'a>(input: &Input<'_, 'a>) -> (Vec<Call<'a>>, Vec<usize>, Stays) {
    let count = input.bindings.sites.iter().filter(|site| is_attach_call(site)).count();
    let mut stays = Stays::default();
    let (mut moving, mut staying) = (Vec::with_capacity(count), Vec::new());
    for (index, site) in input.bindings.sites.iter().enumerate().filter(|(_, site)| is_attach_call(site)) {
        // Calls in the markup are never moved.
        if input.script.slices.is_markup(input.tree.span(site.top)) {
            staying.push(index);
            continue;
        }
        match Attach::judge(input, index) {
            Ok(attach) => moving.push(attach),
            Err(reasons) => {
                staying.push(index);
                stays.why.extend(reasons.why);
                stays.pending.extend(reasons.pending);
            }
        }
    }
    let routes = together::settle(input, &mut moving, &mut staying, &mut stays);
    let call = |(attach, route)| Call { attach, route, handler_moves: false };
    (moving.into_iter().zip(routes).map(call).collect(), staying, stays)
}

/// Returns the calls of `detach` that are removed.
fn detaches(input: &Input, calls: &[Call], staying: &[usize]) -> Vec<NodeId> {
    let mut removed: Vec<NodeId> = calls.iter().flat_map(|call| call.attach.response.detaches.clone()).collect();
    // The text of a call that stays is not changed.
    let staying: Vec<Span> = staying.iter().filter_map(|index| called(input, *index)).collect();
    let stays = |call: &NodeId| staying.iter().any(|kept| kept.contains(input.tree.span(*call)));
    let moves = |call: NodeId| calls.iter().any(|moving| moving.attach.call == call);
    let more = input.bindings.sites.iter().filter_map(|site| leftovers::removable_detach(input, site, moves));
    removed.extend(more.filter(|call| !stays(call)));
    removed.sort();
    removed.dedup();
    removed
}

/// Returns the nodes to remove for the calls `removed`: the call itself, or a condition around nothing else.
fn wholes(input: &Input, calls: &[Call], removed: &[NodeId]) -> BTreeSet<NodeId> {
    let guards: BTreeSet<NodeId> = calls.iter().flat_map(|call| call.attach.response.guards.clone()).collect();
    let around = |call: NodeId| guards.iter().copied().find(|guard| input.tree.ancestors(call).any(|up| up == *guard));
    removed.iter().map(|call| around(*call).unwrap_or(*call)).chain(guards.iter().copied()).collect()
}

/// Returns the members of options that are removed.
fn dropped(input: &Input, calls: &[Call]) -> Dropped {
    let mut dropped = Dropped::new();
    for call in calls {
        let attach = &call.attach;
        let mut own: BTreeSet<MemberId> = attach.dropped.iter().copied().collect();
        own.extend(call.moved_handler().map(|logout| logout.given.id));
        empty_spreads(input, attach, &mut own);
        for MemberId { literal, member } in own {
            dropped.entry(attach.options.literals[literal].span).or_default().insert(member);
        }
    }
    dropped
}

/// Adds the conditional spreads that have no members left to `dropped`.
fn empty_spreads(input: &Input, attach: &Attach, dropped: &mut BTreeSet<MemberId>) {
    let literals = &attach.options.literals;
    for (index, literal) in literals.iter().enumerate().rev() {
        let Some(parent) = literal.spread else { continue };
        let is_empty = |index: usize| {
            (0..literals[index].members.len()).all(|member| dropped.contains(&MemberId { literal: index, member }))
        };
        let mut siblings = (0..literals.len()).filter(|other| literals[*other].spread == literal.spread);
        let nothing_left = siblings.all(is_empty);
        let PropOrSpread::Spread(spread) = attach.options.member(parent).prop else { continue };
        let holds_moved = attach.logout.as_ref().is_some_and(|logout| logout.given.id.literal == index);
        if nothing_left && !holds_moved && input.effect(&spread.expr) == Effect::None {
            dropped.insert(parent);
        }
    }
}

/// Returns the spans of the removed members.
fn places(calls: &[Call], dropped: &Dropped) -> Vec<Span> {
    let literals = calls.iter().flat_map(|call| &call.attach.options.literals);
    let members = literals.filter_map(|literal| Some((literal, dropped.get(&literal.span)?)));
    members.flat_map(|(literal, gone)| gone.iter().map(|member| literal.members[*member].span)).collect()
}

/// Returns the spans of the members that move to a constructor.
fn moved_members(calls: &[Call]) -> Vec<Span> {
    let ids = calls.iter().map(|call| call.attach.client_id.span);
    let handlers = calls.iter().filter_map(|call| call.moved_handler().map(|logout| logout.given.span));
    ids.chain(handlers).collect()
}

/// Returns the notes about all uses of v2 that stay.
fn of_what_stays(input: &Input, gone: &HashSet<usize>) -> Vec<Note> {
    let sites = input.bindings.sites.iter().enumerate().filter(|(index, _)| !gone.contains(index));
    let mut notes: Vec<Note> = sites.filter_map(|(_, site)| leftovers::note(input, site)).collect();
    notes.extend(leftovers::bare_imports(input));
    notes.extend(input.bindings.react_native.iter().map(|at| Note::new(entry!("react-native"), *at)));
    notes
}

/// Whether a use needs the v2 package at run time.
fn is_code(site: &Site) -> bool {
    let is_type = matches!(site.usage, Usage::Type | Usage::Comment | Usage::Copy | Usage::GlobalType);
    !is_type && site.usage != Usage::Mock && !matches!(site.value, V2::Script | V2::Served)
}

/// Returns the span of the call that a use is. None if it is no call.
fn called(input: &Input, index: usize) -> Option<Span> {
    match input.bindings.sites[index].usage {
        Usage::Call(call) => Some(input.tree.span(call)),
        _ => None,
    }
}

fn is_attach_call(site: &Site) -> bool {
    matches!(site.usage, Usage::Call(_)) && site.value.is_member(v2::ATTACH)
}
