//! What is to become of a script: data, before any text is written.

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
use crate::mapping::entry;
use crate::mapping::v2;
use crate::migration::UseFate;
use crate::note::Note;
use crate::tree::NodeId;
use crate::value::Effect;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use swc_ecma_ast::PropOrSpread;

/// What is to become of a script.
pub struct Decision<'a> {
    /// The calls that move.
    pub calls: Vec<Call<'a>>,
    /// What they are called on.
    pub clients: Clients,
    /// What becomes of imports and `require`s.
    pub imports: Imports,
    /// What is taken out or renamed.
    pub changes: Vec<Change>,
    /// The members of options that are removed, by the place of their literal.
    pub dropped: Dropped,
    /// The mocks that move.
    pub mocks: Vec<Mock<'a>>,
    /// The lists of packages that change.
    pub lists: Vec<Listed>,
    /// What to say of all this.
    pub notes: Vec<Note>,
    /// The uses of v2 that are no more.
    pub gone: GoneUses,
    /// What the calls that stay are told that v3 has elsewhere.
    pub pending: Vec<Note>,
}

/// Members of literals, by the place of the literal.
pub type Dropped = BTreeMap<Span, BTreeSet<usize>>;

impl Decision<'_> {
    /// How many uses stay on v2.
    pub fn left(&self, input: &Input) -> usize {
        let uses = uses::uses(input, &self.gone, &self.notes);
        let mentions = settings::mentions(&self.notes);
        uses.into_iter().chain(mentions).filter(|found| found.fate == UseFate::Left).count()
    }

    /// The uses of v2 that stay.
    pub fn sites<'i>(&self, input: &'i Input) -> impl Iterator<Item = &'i Site> {
        let sites = input.bindings.sites.iter().enumerate();
        sites.filter(|(index, _)| !self.gone.all.contains(index)).map(|(_, site)| site)
    }

    /// Whether code stays on v2.
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
        pending: stays.told,
    }
}

/// The calls that move, those that stay, by their uses, and why these do.
fn calls<'a>(input: &Input<'_, 'a>) -> (Vec<Call<'a>>, Vec<usize>, Stays) {
    let count = input.bindings.sites.iter().filter(|site| is_attach_call(site)).count();
    let mut stays = Stays::default();
    let (mut moving, mut staying) = (Vec::with_capacity(count), Vec::new());
    for (index, site) in input.bindings.sites.iter().enumerate().filter(|(_, site)| is_attach_call(site)) {
        // What is said of those is that they stay.
        if input.script.slices.is_markup(input.tree.span(site.top)) {
            staying.push(index);
            continue;
        }
        match Attach::judge(input, index) {
            Ok(attach) => moving.push(attach),
            Err(reasons) => {
                staying.push(index);
                stays.why.extend(reasons.why);
                stays.told.extend(reasons.told);
            }
        }
    }
    let routes = together::settle(input, &mut moving, &mut staying, &mut stays);
    let call = |(attach, route)| Call { attach, route, handler_moves: false };
    (moving.into_iter().zip(routes).map(call).collect(), staying, stays)
}

/// The calls of `detach` that are removed.
fn detaches(input: &Input, calls: &[Call], staying: &[usize]) -> Vec<NodeId> {
    let mut removed: Vec<NodeId> = calls.iter().flat_map(|call| call.attach.response.detaches.clone()).collect();
    // A call that stays keeps its text.
    let staying: Vec<Span> = staying.iter().filter_map(|index| called(input, *index)).collect();
    let stays = |call: &NodeId| staying.iter().any(|kept| kept.contains(input.tree.span(*call)));
    let moves = |call: NodeId| calls.iter().any(|moving| moving.attach.call == call);
    let going = input.bindings.sites.iter().filter_map(|site| leftovers::detach_goes(input, site, moves));
    removed.extend(going.filter(|call| !stays(call)));
    removed.sort();
    removed.dedup();
    removed
}

/// What is removed with these calls of `detach`: they themselves, or the conditions that are around nothing else.
fn wholes(input: &Input, calls: &[Call], removed: &[NodeId]) -> BTreeSet<NodeId> {
    let guards: BTreeSet<NodeId> = calls.iter().flat_map(|call| call.attach.response.guards.clone()).collect();
    let around = |call: NodeId| guards.iter().copied().find(|guard| input.tree.ancestors(call).any(|up| up == *guard));
    removed.iter().map(|call| around(*call).unwrap_or(*call)).chain(guards.iter().copied()).collect()
}

/// The members of options that are removed.
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

/// A spread of a condition is removed when nothing of what it brought is left.
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

/// The places of removed members.
fn places(calls: &[Call], dropped: &Dropped) -> Vec<Span> {
    let literals = calls.iter().flat_map(|call| &call.attach.options.literals);
    let members = literals.filter_map(|literal| Some((literal, dropped.get(&literal.span)?)));
    members.flat_map(|(literal, gone)| gone.iter().map(|member| literal.members[*member].span)).collect()
}

/// The members that go to a constructor, with everything in them.
fn moved_members(calls: &[Call]) -> Vec<Span> {
    let ids = calls.iter().map(|call| call.attach.client_id.span);
    let handlers = calls.iter().filter_map(|call| call.moved_handler().map(|logout| logout.given.span));
    ids.chain(handlers).collect()
}

/// What is said of everything of v2 that stays.
fn of_what_stays(input: &Input, gone: &HashSet<usize>) -> Vec<Note> {
    let sites = input.bindings.sites.iter().enumerate().filter(|(index, _)| !gone.contains(index));
    let mut notes: Vec<Note> = sites.filter_map(|(_, site)| leftovers::note(input, site)).collect();
    notes.extend(leftovers::bare_imports(input));
    notes.extend(input.bindings.react_native.iter().map(|at| Note::new(entry!("react-native"), *at)));
    notes
}

/// Whether a use of v2 is one of the package while the program runs.
fn is_code(site: &Site) -> bool {
    let is_type = matches!(site.usage, Usage::Type | Usage::Comment | Usage::Copy | Usage::GlobalType);
    !is_type && site.usage != Usage::Mock && !matches!(site.value, V2::Script | V2::Served)
}

/// The place of the call that a use is.
fn called(input: &Input, index: usize) -> Option<Span> {
    match input.bindings.sites[index].usage {
        Usage::Call(call) => Some(input.tree.span(call)),
        _ => None,
    }
}

fn is_attach_call(site: &Site) -> bool {
    matches!(site.usage, Usage::Call(_)) && site.value.is_member(v2::ATTACH)
}
