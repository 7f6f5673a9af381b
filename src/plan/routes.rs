//! Which calls can move, together, and how each reaches the v3 class.

use super::attach::{self, Attach, Stays};
use super::client_id::ClientId;
pub use super::loaded::{class_pattern, load_of};
use super::{Input, existing, imports, loaded, macros, patched, reach, response};
use crate::bindings::{Site, Source, Usage, V2};
use crate::edit::{Cover, Piece, Span};
use crate::mapping::{Entry, entry};
use crate::note::Note;
use crate::scope;
use crate::tree::{Ast, NodeId};
use crate::value;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::collections::HashSet;
use swc_ecma_ast::*;

/// The calls that can move, each with its place among the uses of v2.
pub type Moving<'a> = Vec<(usize, Attach<'a>)>;

/// How a call gets at the v3 class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The class is imported for the whole module.
    Module,
    /// The class is loaded by `import(…)` when the client is first needed.
    Dynamic,
    /// The class is in what a promise of the module, kept under this name, is one of: the whole module, or
    /// its default export.
    Promise(String, V2),
    /// The class is loaded by `require(…)` when the client is first needed.
    Require,
    /// The class is at hand where the call is, under this expression.
    AtHand(Vec<Piece>),
}

impl Route {
    /// How much a call by this route asks for before there is a client, least first.
    pub fn rank(&self) -> u8 {
        match self {
            Route::Module => 0,
            Route::Require => 1,
            Route::Dynamic | Route::Promise(..) => 2,
            Route::AtHand(_) => 3,
        }
    }

    /// Whether what loads v2 stays where it is, and loads v3 instead.
    pub fn keeps_load(&self) -> bool {
        match self {
            Route::AtHand(_) | Route::Promise(..) => true,
            Route::Module | Route::Dynamic | Route::Require => false,
        }
    }

    /// Whether a client has to be waited for.
    pub fn waits(&self) -> bool {
        match self {
            Route::Dynamic | Route::Promise(..) => true,
            Route::Module | Route::Require | Route::AtHand(_) => false,
        }
    }
}

/// Takes out of `moving` what cannot move because of something around it, and finds for the rest
/// how each call reaches the v3 class. One route for each call that is left, in order.
pub fn settle<'a>(
    input: &Input<'_, 'a>,
    moving: &mut Moving<'a>,
    staying: &mut Vec<usize>,
    stays: &mut Stays,
) -> Vec<Route> {
    let mut stop = |(site, attach): (usize, Attach), entry: &'static Entry| {
        let mut note = Note::new(entry, input.tree.span(attach.call)).of(attach.client);
        if entry.id == "options-shared" {
            let names: Vec<&str> = attach.options.consts.iter().map(|(id, _)| &*id.0).collect();
            // Without a name it is the device that leads there.
            let shared = match (names.is_empty(), attach.response.detaches.first()) {
                (true, Some(detach)) => input.tree.span(*detach).of(input.source).to_owned(),
                _ => names.join(", "),
            };
            note = note.with("expression", shared);
        }
        if let Some(held) = held_by_type(input, &input.bindings.sites[site]).filter(|_| entry.id == "client-form") {
            note = note.with("type", held.of(input.source));
        }
        stays.why.push(note);
        stays.told.extend(attach.notes);
        staying.push(site);
    };
    loop {
        let mut stopped = stopped(input, moving).into_iter().peekable();
        if stopped.peek().is_none() {
            break;
        }
        for (at, call) in std::mem::take(moving).into_iter().enumerate() {
            match stopped.next_if(|(stopped, _)| *stopped == at) {
                Some((_, id)) => stop(call, entry(id)),
                None => moving.push(call),
            }
        }
    }
    // A call inside an option that goes is gone with it.
    let dropped = Cover::of(moving.iter().flat_map(|(_, attach)| attach.dropped_spans()));
    moving.retain(|(_, attach)| !dropped.covers(input.tree.span(attach.call)));
    moving
        .iter()
        .map(|(site, attach)| route(input, &input.bindings.sites[*site], attach, moving))
        .map(|route| route.unwrap_or(Route::Module))
        .collect()
}

/// Calls that something around them keeps on v2, each with its place among `moving` and why, in order. That
/// they stay may keep others on v2, or let one move that could not move with them.
fn stopped<'a>(input: &Input<'_, 'a>, moving: &Moving<'a>) -> Vec<(usize, &'static str)> {
    let together = Together::new(input, moving);
    let mut stopped = Vec::new();
    for (at, (site, attach)) in moving.iter().enumerate() {
        // This says the same whoever else stays.
        if let Some(why) = together.alone(*site, attach) {
            stopped.push((at, why));
        } else if !together.moves(*site, attach) {
            if stopped.is_empty() {
                stopped.push((at, "client-form"));
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
        moving.iter().for_each(|(_, attach)| *ids.entry(attach.client_id.span).or_default() += 1);
        Together {
            input,
            moving,
            patched: patched::is_patched(input),
            fed: fed_by_staying(input, moving),
            told: moving.iter().flat_map(|(_, attach)| attach.options.consts.iter().map(|(_, own)| *own)).collect(),
            ids,
            shared: RefCell::default(),
        }
    }

    /// Why a call stays on v2, with whichever calls it would move.
    fn alone(&self, site: usize, attach: &Attach) -> Option<&'static str> {
        let input = self.input;
        if self.patched {
            return Some("value");
        }
        let site = &input.bindings.sites[site];
        let source = site.via.as_ref().and_then(|id| input.bindings.names.get(id)).map(|bound| bound.source);
        if matches!(source, Some(Source::Import(import)) if imports::is_in_phase(input, import)) {
            return Some("import-phase");
        }
        if names_are_unsure(input, attach.call) || macros::takes_out(input, attach.call) {
            return Some("client-form");
        }
        let feeds_staying = || attach.response.detaches.iter().any(|detach| self.fed.contains(detach));
        (attach.options.consts.iter().any(|(id, _)| self.is_shared(id)) || feeds_staying()).then_some("options-shared")
    }

    /// Whether a call can get its client, where these calls move.
    fn moves(&self, site: usize, attach: &Attach) -> bool {
        let input = self.input;
        let out_of_reach = |(name, statement): (String, NodeId)| {
            imports::is_local_somewhere(input, &name) || reach::reaches_above(input, Some(statement), &[attach.call])
        };
        if attach.id.key().and_then(|key| existing::client(input, key)).is_some_and(out_of_reach) {
            return false;
        }
        let in_const = attach.id == ClientId::AtCall && !attach.has_own_id(input);
        // Only one call can get the text itself.
        if in_const && (self.ids[&attach.client_id.span] > 1 || !visible_at_call(input, attach)) {
            return false;
        }
        route(input, &input.bindings.sites[site], attach, self.moving).is_some()
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
    if moving.iter().all(|(_, attach)| attach.response.detaches.is_empty()) {
        return HashSet::new();
    }
    let moves: HashSet<NodeId> = moving.iter().map(|(_, attach)| attach.call).collect();
    let calls = input.bindings.sites.iter().filter_map(|site| match (&site.usage, &site.value) {
        (Usage::Call(call), V2::Member(name)) if name == "attach" && !moves.contains(call) => Some(*call),
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

/// How a call reaches the class; none where it cannot.
fn route(input: &Input, site: &Site, attach: &Attach, moving: &Moving) -> Option<Route> {
    let source = match &site.via {
        Some(id) => input.bindings.names.get(id)?.source,
        None => match input.tree.expr(load_of(input, site))? {
            Expr::Call(CallExpr { callee: Callee::Import(_), .. }) => Source::Dynamic(load_of(input, site)),
            _ => Source::Require(site.origin),
        },
    };
    let assigned = site.via.as_ref().filter(|id| is_assigned(input, id));
    if let Some(id) = assigned {
        let is_there = is_set_above(input, id, attach.call);
        if held_by_type(input, site).is_some() || (is_optional(input, attach.call) && !is_there) {
            return None;
        }
        if let Source::Dynamic(load) | Source::Require(load) = source
            && !is_named_require(input, load)
        {
            return loaded::at_hand(input, attach, load, moving);
        }
    }
    match source {
        Source::Import(_) | Source::ImportEquals(_) => Some(Route::Module),
        Source::Require(node) if !imports::is_deferred(input, source) && is_named_require(input, node) => {
            Some(Route::Module)
        }
        Source::Require(_) => Some(Route::Require),
        Source::Dynamic(import) => loaded::dynamic(input, site, attach, import, moving),
        Source::Other(_) => None,
    }
}

/// Whether what is loaded at `load` gets its name by a declaration at the top of the module.
fn is_named_require(input: &Input, load: NodeId) -> bool {
    let maker = input.tree.ancestors(load).find(|up| matches!(input.tree.ast(*up), Ast::Declarator(_)));
    maker.is_some_and(|maker| imports::is_top_require(input, maker))
}

/// Whether a name gets v2 by an assignment.
fn is_assigned(input: &Input, id: &Id) -> bool {
    let maker = input.bindings.names.get(id).map(|bound| input.tree.ast(bound.maker));
    matches!(maker, Some(Ast::Expr(Expr::Assign(_))))
}

/// Whether the name is assigned while the module loads, above the call and whatever holds.
fn is_set_above(input: &Input, id: &Id, call: NodeId) -> bool {
    let is_sure = |around: NodeId| match input.tree.ast(around) {
        Ast::Stmt(stmt) => matches!(stmt, Stmt::Expr(_) | Stmt::Block(_)),
        Ast::Expr(expr) => !matches!(expr, Expr::Cond(_) | Expr::Bin(_)),
        _ => true,
    };
    input.bindings.names.get(id).is_some_and(|bound| {
        reach::is_eager(input, bound.maker)
            && input.tree.ancestors(bound.maker).all(is_sure)
            && input.tree.span(bound.maker).end < input.tree.span(call).start
    })
}

/// Whether a call does nothing while what it is called on is not there yet.
fn is_optional(input: &Input, call: NodeId) -> bool {
    let optional = |expr: &Expr| matches!(expr, Expr::OptChain(chain) if chain.optional);
    let Some((callee, ..)) = attach::parts(input, call) else { return false };
    input.tree.expr(call).is_some_and(optional) || optional(value::unwrap(callee))
}

/// The declaration of a variable that v2 is assigned to, if its type names v2 and stays: by a type of the
/// script's own, or because the variable may be empty at the call.
fn held_by_type(input: &Input, site: &Site) -> Option<Span> {
    let call = if let Usage::Call(call) = site.usage { Some(call) } else { None };
    let id = site.via.as_ref().filter(|id| is_assigned(input, id))?;
    let declared = input.tree.span(scope::declared(input.tree, id)?.holder);
    let loses_type = call.is_some_and(|call| is_set_above(input, id, call)) && imports::annotation(input, id).is_some();
    (input.names_v2_type(declared) && !loses_type).then_some(declared)
}
