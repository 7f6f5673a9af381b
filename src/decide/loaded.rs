//! Routes of calls of a v2 that an `import(…)` or a `require(…)` loaded: whether v3 can be loaded at the call, or
//! whether the loaded class is in scope there.

use super::attach::Attach;
use super::route::{Class, Moving, Route};
use super::{Input, leftovers};
use crate::analysis::order;
use crate::bindings::{ImportedBy, Site, Usage, V2};
use crate::edit::Span;
use crate::input::loads::load_of;
use crate::input::parts;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::{scope, value};
use swc_ecma_ast::*;

/// Returns the `await` that a use of v2 waits in: the nearest one on the way back to `import`, or `import` itself.
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

/// The most names that are followed back to where v2 is loaded.
const NAMES: u8 = 8;

/// Returns the route of a call of v2 that `import` loads. None if the call cannot reach the class.
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
    // In another function than the one that awaited v2, the call does not wait for the load.
    let may_load = !through_then
        && fails_alike
        && order::run_together(input.tree, import, waits)
        && order::run_together(input.tree, waits, attach.call)
        && order::may_await(input.tree, attach.call);
    // If v2 is still loaded first, loading v3 at the call delays nothing but the call. That is safe if the call is
    // awaited.
    let loads_in_time = || match others_move(input, import, moving) {
        true => !runs_between(input, import, attach),
        false => !runs_between(input, import, attach) || is_waited_for(input, attach.call),
    };
    if may_load && loads_in_time() {
        return Some(Route::Dynamic);
    }
    in_scope(input, attach, import, moving).or_else(|| promised(input, attach, import, moving))
}

/// Whether a call is the operand of an `await`.
fn is_waited_for(input: &Input, call: NodeId) -> bool {
    let mut around = input.tree.ancestors(call).map(|up| input.tree.expr(up));
    let first = around.find(|expr| !expr.is_some_and(value::is_wrapper));
    matches!(first, Some(Some(Expr::Await(_))))
}

/// Returns the route of a call of an `await` of a promise that a `const` of the module holds. None if it is not
/// such a call, or if something else needs v2 from that promise.
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

/// Returns the `try` statements of the same function that catch errors at `node`.
fn tries(input: &Input, node: NodeId) -> Vec<NodeId> {
    let place = input.tree.span(node);
    let own = input.tree.ancestors(node).take_while(|up| !scope::is_function(input.tree, *up));
    own.filter(|up| matches!(input.tree.ast(*up), Ast::Stmt(Stmt::Try(tried)) if span(&tried.block).contains(place)))
        .collect()
}

/// Whether code runs between the load of v2 and the call, even if it only reads something that may change. If the
/// load moved to the call, this code would run before the load.
fn runs_between(input: &Input, import: NodeId, attach: &Attach) -> bool {
    let (from, to) = (input.tree.span(import).end, attach.callee.start);
    if to <= from {
        return false;
    }
    if order::may_repeat(input.tree, import, attach.call) {
        return true;
    }
    // The default of a pattern is evaluated after the value, and only if the value is undefined.
    let is_default = |up: NodeId| !input.tree.span(up).contains(input.tree.span(import)) && is_pattern(input, up);
    if input.tree.ancestors(attach.call).take_while(|up| !scope::is_function(input.tree, *up)).any(is_default) {
        return true;
    }
    // A statement that only gives v2 another name does not count.
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

/// Whether a node is a pattern. The code in a pattern is keys and defaults.
fn is_pattern(input: &Input, node: NodeId) -> bool {
    match input.tree.ast(node) {
        Ast::Pat(_) => true,
        Ast::Expr(Expr::Assign(assign)) => matches!(assign.left, AssignTarget::Pat(_)),
        _ => false,
    }
}

/// Whether nothing that stays needs the v2 that is loaded at `load`.
fn others_move(input: &Input, load: NodeId, moving: &Moving) -> bool {
    input.bindings.sites.iter().all(|other| {
        let bound = other.via.as_ref().and_then(|id| input.bindings.names.get(id));
        let from_here = bound.is_some_and(
            |bound| matches!(bound.source, ImportedBy::Dynamic(from) | ImportedBy::Require(from) if from == load),
        );
        let passes_on = matches!(other.usage, Usage::Alias(_) | Usage::Then(_) | Usage::HandedOn | Usage::Assigned(_));
        let moves = |call: NodeId| moving.iter().any(|moved| moved.call == call);
        let is_removed = |call: NodeId| moving.iter().any(|moved| moved.response.detaches.contains(&call));
        let is_done = |call: NodeId| {
            moves(call) || is_removed(call) || leftovers::removable_detach(input, other, moves).is_some()
        };
        !from_here || passes_on || matches!(other.usage, Usage::Call(call) | Usage::Operand(call) if is_done(call))
    })
}

/// Returns the route to a class that replaces v2 where `load` loads it. None if something else needs v2 there, or
/// if the callee has another form.
pub fn in_scope(input: &Input, attach: &Attach, load: NodeId, moving: &Moving) -> Option<Route> {
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
    others_move(input, load, moving).then_some(Route::InScope(class))
}

/// A pattern that destructures `attach` from the loaded module, and is to destructure the class instead.
pub struct ClassPattern {
    /// The span of the pattern.
    pub place: Span,
    /// Whether it destructures a module, and not its default export.
    pub of_module: bool,
}

/// Returns the pattern that destructures the `attach` named `id`. None if there is no such pattern.
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

/// Returns how to get the class from the object that v2 was called on. None if the object has another form.
fn class_at(input: &Input, object: &Expr, by_require: bool) -> Option<Class> {
    // With an `await` inside `??=`, two calls could each create a client.
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

/// Returns the name of the class where a pattern destructures it.
pub fn class_in_pattern(input: &Input) -> String {
    input.fresh(&["Rupt", "RuptV3", "RuptClient"])
}
