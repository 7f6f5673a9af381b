//! Calls of what an `import(…)` or a `require(…)` loaded: whether v3 can be loaded at the call, and
//! whether its class is at hand there.

use super::attach::Attach;
use super::route::{Class, Moving, Route};
use super::{Input, leftovers};
use crate::analysis::order;
use crate::bindings::{ImportedBy, Site, Usage, V2};
use crate::edit::Span;
use crate::input::loads::load_of;
use crate::input::parts;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value;
use swc_ecma_ast::*;

/// Where a use of v2 waits for it: the nearest `await` on the way from where it is loaded.
fn waits_at(input: &Input, site: &Site, import: NodeId) -> NodeId {
    let waits = |node: &NodeId| match input.tree.expr(*node) {
        Some(Expr::Await(awaited)) => {
            matches!(input.bindings.denotes(input.tree, &awaited.arg), Some(V2::Promise(_)))
        }
        _ => false,
    };
    let mut place = Some(site.top);
    for _ in 0..NAMES {
        let Some(node) = place else { break };
        if let Some(found) = input.tree.inside(node).find(waits) {
            return found;
        }
        let name = input.tree.inside(node).find_map(|inner| input.bindings.names.get(input.tree.id(inner)?));
        place = name.map(|bound| bound.maker).and_then(|maker| match input.tree.ast(maker) {
            Ast::Declarator(declarator) => input.tree.find(declarator.init.as_deref()?),
            Ast::Expr(Expr::Assign(assign)) => input.tree.find(&assign.right),
            _ => None,
        });
    }
    import
}

/// How many names are followed to where v2 is loaded.
const NAMES: u8 = 8;

/// The route of a call of what `import` loads.
pub fn dynamic(input: &Input, site: &Site, attach: &Attach, import: NodeId, moving: &Moving) -> Option<Route> {
    let through_then = site
        .via
        .as_ref()
        .and_then(|id| input.bindings.names.get(id))
        .is_some_and(|bound| matches!(input.tree.ast(bound.maker), Ast::Expr(Expr::Call(_))))
        || input.bindings.sites.iter().any(|other| {
            other.origin == import
                && matches!(other.usage, Usage::Then(call) if input.tree.ancestors(attach.call).any(|up| up == call))
        });
    let waits = waits_at(input, site, import);
    let fails_alike = tries(input, waits) == tries(input, attach.call);
    // In another function than the one that waited for v2, a call does not wait for anything.
    let may_load = !through_then
        && fails_alike
        && order::run_together(input.tree, import, waits)
        && order::run_together(input.tree, waits, attach.call)
        && order::may_await(input.tree, attach.call);
    // Where v2 is still loaded before what runs between, loading v3 behind that moves nothing, as long as
    // the call is waited for there anyway.
    let loads_in_time = || match others_move(input, import, moving) {
        true => !runs_between(input, import, attach),
        false => !runs_between(input, import, attach) || is_waited_for(input, attach.call),
    };
    if may_load && loads_in_time() {
        return Some(Route::Dynamic);
    }
    at_hand(input, attach, import, moving).or_else(|| promised(input, attach, import, moving))
}

/// Whether the function waits for a call right where it is.
fn is_waited_for(input: &Input, call: NodeId) -> bool {
    let mut around = input.tree.ancestors(call).map(|up| input.tree.expr(up));
    let first = around.find(|expr| !expr.is_some_and(value::is_wrapper));
    matches!(first, Some(Some(Expr::Await(_))))
}

/// The route of a call of what `await` gives right there, from a promise that the module keeps.
fn promised(input: &Input, attach: &Attach, load: NodeId, moving: &Moving) -> Option<Route> {
    let (callee, ..) = parts(input, attach.call)?;
    let callee = input.tree.find(callee)?;
    let awaited = input.tree.inside(callee).find_map(|node| match input.tree.expr(node)? {
        Expr::Await(awaited) => Some(value::unwrap(&awaited.arg)),
        _ => None,
    })?;
    let Expr::Ident(ident) = awaited else { return None };
    let id = ident.to_id();
    let declared = scope::declared(input.tree, &id)?;
    let is_kept = declared.how == scope::How::Const && scope::is_module_level(input.tree, &declared);
    let Some(V2::Promise(whole)) = input.bindings.denotes(input.tree, awaited) else { return None };
    let has_class = matches!(*whole, V2::Module | V2::Default);
    let may_wait = order::may_await(input.tree, attach.call);
    let is_sure = is_kept && has_class && may_wait && others_move(input, load, moving);
    is_sure.then(|| Route::Promise(ident.sym.to_string(), *whole))
}

/// The `try` statements of the same function that catch what fails at `node`.
fn tries(input: &Input, node: NodeId) -> Vec<NodeId> {
    let place = input.tree.span(node);
    let own = input.tree.ancestors(node).take_while(|up| !scope::is_function(input.tree, *up));
    own.filter(|up| matches!(input.tree.ast(*up), Ast::Stmt(Stmt::Try(tried)) if span(&tried.block).contains(place)))
        .collect()
}

/// Whether code runs after v2 is loaded and before it is called, if only to ask for something that may
/// change while it is loaded: it would come first if the load were moved to the call.
fn runs_between(input: &Input, import: NodeId, attach: &Attach) -> bool {
    let (from, to) = (input.tree.span(import).end, attach.callee.start);
    if to <= from {
        return false;
    }
    if order::may_repeat(input.tree, import, attach.call) {
        return true;
    }
    // A default comes after the value that it stands in for, and may not come at all.
    let is_default = |up: NodeId| !input.tree.span(up).contains(input.tree.span(import)) && is_pattern(input, up);
    if input.tree.ancestors(attach.call).take_while(|up| !scope::is_function(input.tree, *up)).any(is_default) {
        return true;
    }
    // What only gives v2 another name is no other code.
    let own = scope::statement(input.tree, attach.call);
    let statement = |site: &Site| scope::statement(input.tree, site.top).filter(|statement| Some(*statement) != own);
    let others = input.bindings.sites.iter().filter(|site| load_of(input, site) == import && site.origin != import);
    let others: Vec<Span> = others.filter_map(statement).map(|statement| input.tree.span(statement)).collect();
    let runs = |node: NodeId| match scope::function_around(input.tree, node) {
        None => true,
        around => {
            around == scope::function_around(input.tree, import)
                || input.tree.ancestors(attach.call).any(|up| Some(up) == around)
        }
    };
    input.tree.within(Span::new(from, to)).any(|node| {
        let asks = |expr: &Expr| !matches!(expr, Expr::Lit(_) | Expr::Fn(_) | Expr::Arrow(_));
        input.tree.expr(node).is_some_and(asks)
            && !others.iter().any(|other| other.contains(input.tree.span(node)))
            && runs(node)
    })
}

/// Whether a node is a pattern; what runs inside of it are keys and defaults.
fn is_pattern(input: &Input, node: NodeId) -> bool {
    match input.tree.ast(node) {
        Ast::Pat(_) => true,
        Ast::Expr(Expr::Assign(assign)) => matches!(assign.left, AssignTarget::Pat(_)),
        _ => false,
    }
}

/// Whether nothing else needs v2 where it is loaded at `load`.
fn others_move(input: &Input, load: NodeId, moving: &Moving) -> bool {
    input.bindings.sites.iter().all(|other| {
        let bound = other.via.as_ref().and_then(|id| input.bindings.names.get(id));
        let from_here = bound.is_some_and(
            |bound| matches!(bound.source, ImportedBy::Dynamic(from) | ImportedBy::Require(from) if from == load),
        );
        let passes_on = matches!(other.usage, Usage::Alias(_) | Usage::Then(_) | Usage::HandedOn | Usage::Assigned(_));
        let moves = |call: NodeId| moving.iter().any(|moved| moved.call == call);
        let goes = |call: NodeId| moving.iter().any(|moved| moved.response.detaches.contains(&call));
        let is_done = |call: NodeId| moves(call) || goes(call) || leftovers::detach_goes(input, other, moves).is_some();
        !from_here || passes_on || matches!(other.usage, Usage::Call(call) | Usage::Operand(call) if is_done(call))
    })
}

/// The route to a class that stands where v2 stood, loaded at `load`: nothing else may need v2 there.
pub fn at_hand(input: &Input, attach: &Attach, load: NodeId, moving: &Moving) -> Option<Route> {
    let (callee, ..) = parts(input, attach.call)?;
    if span(callee).contains(input.tree.span(load)) {
        return None;
    }
    let by_require =
        matches!(input.tree.expr(load), Some(Expr::Call(call)) if !matches!(call.callee, Callee::Import(_)));
    let class = match value::unwrap(callee) {
        Expr::Member(member) => class_at(input, &member.obj, by_require)?,
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => class_at(input, &member.obj, by_require)?,
            OptChainBase::Call(_) => return None,
        },
        Expr::Ident(ident) => {
            class_pattern(input, &ident.to_id())?;
            Class::Taken
        }
        _ => return None,
    };
    others_move(input, load, moving).then_some(Route::AtHand(class))
}

/// A pattern that takes `attach` out of what was loaded, and is to take the class out of it.
pub struct ClassPattern {
    /// Its place.
    pub place: Span,
    /// Whether what was loaded is a module, and not its default export.
    pub of_module: bool,
}

/// The pattern that takes the `attach` called `id` out of what was loaded.
pub fn class_pattern(input: &Input, id: &Id) -> Option<ClassPattern> {
    let pattern = |place: Span, loaded: &V2| match loaded {
        V2::Module => Some(ClassPattern { place, of_module: true }),
        V2::Default => Some(ClassPattern { place, of_module: false }),
        _ => None,
    };
    let maker = input.bindings.names.get(id)?.maker;
    match input.tree.ast(maker) {
        Ast::Declarator(declarator) => {
            let loaded = input.bindings.denotes(input.tree, declarator.init.as_deref()?)?;
            pattern(span(&declarator.name), &loaded)
        }
        Ast::Expr(Expr::Call(call)) => {
            let Callee::Expr(callee) = &call.callee else { return None };
            let Expr::Member(member) = value::unwrap(callee) else { return None };
            let V2::Promise(loaded) = input.bindings.denotes(input.tree, &member.obj)? else { return None };
            let callback = value::Callable::literal(&call.args.first()?.expr)?;
            let param = callback.params().into_iter().next()?;
            pattern(span(param), &loaded)
        }
        _ => None,
    }
}

/// The class, by the object that v2 was called on.
fn class_at(input: &Input, object: &Expr, by_require: bool) -> Option<Class> {
    // What waits inside `??=` lets two calls make a client each.
    let waits = |node: NodeId| matches!(input.tree.expr(node), Some(Expr::Await(_)));
    if input.tree.find(object).is_none_or(|node| input.tree.inside(node).any(waits)) {
        return None;
    }
    match input.bindings.denotes(input.tree, object)? {
        V2::Default => Some(Class::There(span(object))),
        V2::Module if by_require => Some(Class::DefaultOr(span(object))),
        V2::Module => Some(Class::DefaultOf(span(object))),
        _ => None,
    }
}

/// The name that the class gets where it is taken out of a loaded module.
pub fn class_in_pattern(input: &Input) -> String {
    input.fresh(&["Rupt", "RuptV3", "RuptClient"])
}
