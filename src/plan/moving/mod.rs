//! Writing down the calls that move: their clients, their options and what they were called by.

pub mod block;
mod by_id;
mod clients;

use crate::bindings::{ImportedBy, Usage, V2};
use crate::edit::{Edit, Edits, Piece, Span};
use crate::mapping::{V3_PACKAGE, entry};
use crate::note::Note;
use crate::plan::attach::Attach;
use crate::plan::client::{self, Group, Names, Place};
use crate::plan::client_id::ClientId;
use crate::plan::imports::{self, Left};
use crate::plan::literal;
use crate::plan::options::{Body, Literal};
use crate::plan::routes::{Moving, Route, class_pattern, load_of};
use crate::plan::{Input, declarators, existing, todo};
use crate::scope;
use crate::syntax::span;
use crate::text;
use crate::tree::NodeId;
use crate::value::Effect;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use swc_ecma_ast::*;

/// The edits of the calls that move.
#[derive(Default)]
pub struct Work {
    /// The edits so far.
    pub edits: Vec<Edit>,
    /// The edits of the imports, which go in before.
    pub imports: Vec<Edit>,
    /// Whether a lazily made client imports v3 by itself.
    pub imports_v3: bool,
    /// How each call reaches the class.
    routes: Vec<Route>,
    groups: Vec<Group>,
    places: Vec<Place>,
    names: Vec<Option<Names>>,
    /// The calls whose client is made by a function that is given the id.
    by_id: Vec<usize>,
    /// Clients that the script makes already.
    existing: Vec<Option<String>>,
    /// Client ids that stand on a constructor already.
    written: BTreeSet<Span>,
    /// Comments for bundlers that moved with an import.
    magic: BTreeSet<Span>,
    /// The clients that stand in a script element of their own.
    added: Vec<Piece>,
    /// For each call whether its handler goes to the constructor.
    on_constructor: Vec<bool>,
    /// The notes about handlers on constructors; their TODOs are written with the clients.
    pub written_notes: Vec<Note>,
}

impl Work {
    /// Decides where clients are made and where handlers go.
    pub fn new<'a>(input: &Input<'_, 'a>, moving: &Moving<'a>, routes: Vec<Route>) -> Self {
        let attaches: Vec<&Attach> = moving.iter().map(|(_, attach)| attach).collect();
        let groups = client::groups(&attaches, &routes);
        let mut work = Work { on_constructor: vec![false; moving.len()], routes, ..Work::default() };
        for group in groups {
            let calls: Vec<NodeId> = group.calls.iter().map(|index| attaches[*index].call).collect();
            let existing = group.id.key().and_then(|key| existing::client(input, key)).map(|(name, _)| name);
            let mut place = client::place(input, &group, &calls, None);
            if existing.is_none() && place == Place::ById {
                work.by_id.extend(group.calls);
                continue;
            }
            let shared = existing.is_none() && work.handlers_shared(input, &group, &attaches);
            if shared && let Place::Module(_) = place {
                let needs = attaches[group.calls[0]].logout.as_ref().and_then(|logout| logout.handler.needs(input));
                place = client::place(input, &group, &calls, needs);
            }
            for index in &group.calls {
                work.on_constructor[*index] = shared && attaches[*index].logout.is_some();
            }
            work.places.push(place);
            work.groups.push(group);
            work.existing.push(existing);
        }
        work.keep_shared_handlers(&attaches);
        work
    }

    /// A handler in a `const` that one call keeps stays for the others, too.
    fn keep_shared_handlers(&mut self, attaches: &[&Attach]) {
        loop {
            let in_calls = attaches.iter().zip(&self.on_constructor).filter(|(_, moves)| !**moves);
            let kept: Vec<Span> = in_calls
                .flat_map(|(attach, _)| {
                    attach.logout.iter().map(|logout| logout.given.span).chain(attach.logouts.clone())
                })
                .collect();
            let stays = |index: &usize| {
                attaches[*index].logout.as_ref().is_some_and(|logout| kept.contains(&logout.given.span))
            };
            let before = self.on_constructor.clone();
            for group in &self.groups {
                if group.calls.iter().any(stays) {
                    group.calls.iter().for_each(|index| self.on_constructor[*index] = false);
                }
            }
            if self.on_constructor == before {
                return;
            }
        }
    }

    /// Whether all calls of a client have one handler, which may stand on the constructor.
    fn handlers_shared(&self, input: &Input, group: &Group, attaches: &[&Attach]) -> bool {
        let at_hand = group.calls.iter().any(|index| matches!(self.routes[*index], Route::AtHand(_)));
        let text = |index: &usize| {
            let logout = attaches[*index].logout.as_ref()?;
            let quiet = match logout.given.body {
                Body::Value(expr) => input.effect(expr) == Effect::None,
                _ => true,
            };
            let is_plain = !attaches[*index].is_conditional(&logout.given) && quiet;
            is_plain.then(|| logout.handler.span(logout.given.span).of(input.source))
        };
        let Some(first) = group.calls.first().and_then(text) else { return false };
        let same = group.calls.iter().all(|index| text(index) == Some(first));
        let in_module =
            |index: &usize| attaches[*index].logout.as_ref().is_some_and(|logout| logout.can_stand_in_module);
        // Written into a call, the names of a handler from elsewhere could mean something else.
        let from_const = |index: &usize| {
            attaches[*index]
                .logout
                .as_ref()
                .is_some_and(|logout| attaches[*index].options.literals[logout.given.literal].in_const)
        };
        if at_hand && (group.calls.len() > 1 || group.calls.iter().any(from_const)) {
            return false;
        }
        same && group.calls.iter().all(in_module)
    }

    /// The notes about the handlers that stay in their calls.
    pub fn handler_notes(&self, moving: &Moving) -> Vec<Note> {
        let mut notes = Vec::new();
        for group in &self.groups {
            let at_call = matches!(group.route, Route::AtHand(_));
            let here = group.calls.iter().filter(|index| at_call || !self.on_constructor[**index]);
            notes.extend(here.filter_map(|index| moving[*index].1.logout.as_ref()?.note.clone()));
        }
        notes.extend(self.by_id.iter().filter_map(|index| moving[*index].1.logout.as_ref()?.note.clone()));
        notes
    }

    /// The members that go to a constructor, with everything in them.
    pub fn moved_members(&self, moving: &Moving) -> Vec<Span> {
        let ids = moving.iter().map(|(_, attach)| attach.client_id.span);
        let handlers = moving.iter().zip(&self.on_constructor).filter(|(_, moves)| **moves);
        let handlers = handlers.filter_map(|((_, attach), _)| attach.logout.as_ref().map(|logout| logout.given.span));
        ids.chain(handlers).collect()
    }

    /// Whether a class must be importable at the top of the module.
    pub fn needs_class(&self) -> bool {
        self.routes.contains(&Route::Module)
    }

    /// The members of all literals: kept, renamed or taken out.
    pub fn literals(&mut self, input: &Input, moving: &Moving) {
        let mut dropped: BTreeMap<Span, BTreeSet<usize>> = BTreeMap::new();
        for (index, (_, attach)) in moving.iter().enumerate() {
            let mut own: BTreeSet<(usize, usize)> = attach.dropped.iter().copied().collect();
            if let Some(logout) = &attach.logout {
                match self.on_constructor[index] {
                    true => {
                        own.insert((logout.given.literal, logout.given.member));
                    }
                    false => self.edits.push(logout.in_call()),
                }
            }
            empty_spreads(input, attach, &mut own);
            for (literal, member) in own {
                dropped.entry(attach.options.literals[literal].span).or_default().insert(member);
            }
        }
        let literals = moving.iter().rev().flat_map(|(_, attach)| attach.options.literals.iter().rev());
        let literals: HashMap<Span, &Literal> = literals.map(|literal| (literal.span, literal)).collect();
        for (place, gone) in &dropped {
            let Some(literal) = literals.get(place) else { continue };
            let comments = input.script.comments_in(*place);
            let drops = |index: usize| gone.contains(&index);
            self.edits.extend(literal::drop_members(input.source, comments, *place, &literal.members, drops));
        }
        // A const that feeds several calls is read once for each of them.
        let mut known: HashSet<&Edit> = HashSet::new();
        let is_new: Vec<bool> = self.edits.iter().map(|edit| known.insert(edit)).collect();
        let mut is_new = is_new.into_iter();
        self.edits.retain(|_| is_new.next().unwrap_or(true));
    }

    /// Takes out the local names of v2 that nothing needs any more, where no import planner does.
    pub fn aliases(&mut self, input: &Input, moving: &Moving, left: &Left) {
        let top: HashSet<NodeId> = imports::top_requires(input).into_iter().collect();
        let kept_loads: HashSet<NodeId> = moving
            .iter()
            .zip(&self.routes)
            .filter(|(_, route)| route.keeps_load())
            .map(|((site, _), _)| load_of(input, &input.bindings.sites[*site]))
            .collect();
        let mut done = BTreeSet::new();
        for site in &input.bindings.sites {
            let (Usage::Alias(maker) | Usage::Assigned(maker)) = site.usage else { continue };
            let used = imports::names_of(input, maker).iter().any(|id| !input.bindings.sites_via(id).is_empty());
            if !done.insert(maker) || !used {
                continue;
            }
            if imports::maker_stays(input, left, maker) {
                self.edits.extend(imports::fewer_names(input, left, maker));
                continue;
            }
            if top.contains(&maker) {
                continue;
            }
            if is_at_hand_from(input, &kept_loads, maker) {
                continue;
            }
            match site.usage {
                Usage::Alias(_) => self.edits.extend(declarators::removal(input, maker)),
                _ => {
                    self.edits.extend(input.removal(maker));
                    let names = imports::names_of(input, maker);
                    let types = names.iter().filter_map(|id| imports::annotation(input, id));
                    self.edits.extend(types.map(|span| Edit { span, with: Vec::new() }));
                }
            }
        }
    }
}

/// Whether a class at hand comes from the `import(…)` or `require(…)` behind `maker`, which then stays:
/// it is one of the `kept` ones.
fn is_at_hand_from(input: &Input, kept: &HashSet<NodeId>, maker: NodeId) -> bool {
    let names = imports::names_of(input, maker);
    let sources = names.iter().filter_map(|id| input.bindings.names.get(id).map(|bound| bound.source));
    let mut loads = sources.filter_map(|source| match source {
        ImportedBy::Dynamic(load) | ImportedBy::Require(load) => Some(load),
        _ => None,
    });
    loads.any(|load| kept.contains(&load))
}

/// A spread of a condition goes when nothing of what it brought is left.
fn empty_spreads(input: &Input, attach: &Attach, dropped: &mut BTreeSet<(usize, usize)>) {
    for (index, literal) in attach.options.literals.iter().enumerate().rev() {
        let Some((parent, member)) = literal.spread else { continue };
        let all_gone = |literal: &super::options::Literal, index: usize, dropped: &BTreeSet<(usize, usize)>| {
            (0..literal.members.len()).all(|member| dropped.contains(&(index, member)))
        };
        let siblings: Vec<(usize, &super::options::Literal)> =
            attach.options.literals.iter().enumerate().filter(|(_, other)| other.spread == literal.spread).collect();
        let nothing_left = siblings.iter().all(|(index, other)| all_gone(other, *index, dropped));
        let PropOrSpread::Spread(spread) = attach.options.literals[parent].members[member].prop else { continue };
        let holds_moved = attach.logout.as_ref().is_some_and(|logout| logout.given.literal == index);
        if nothing_left && !holds_moved && input.effect(&spread.expr) == Effect::None {
            dropped.insert((parent, member));
        }
    }
}
