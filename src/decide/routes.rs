//! Choosing the route by which each call that can move reaches the v3 class.

use super::attach::Attach;
use super::route::{Moving, Route};
use super::{Input, loaded, reach};
use crate::bindings::{ImportedBy, Site, Usage};
use crate::edit::Span;
use crate::input::loads::load_of;
use crate::input::{loads, parts};
use crate::tree::{Ast, NodeId};
use crate::{scope, value};
use swc_ecma_ast::*;

/// Returns the route of a call. None if it cannot reach the class.
pub fn route(input: &Input, attach: &Attach, moving: &Moving) -> Option<Route> {
    let site = &input.bindings.sites[attach.site];
    let source = match &site.via {
        Some(id) => input.bindings.names.get(id)?.source,
        None => match input.tree.expr(load_of(input, site))? {
            Expr::Call(CallExpr { callee: Callee::Import(_), .. }) => ImportedBy::Dynamic(load_of(input, site)),
            _ => ImportedBy::Require(site.origin),
        },
    };
    let assigned = site.via.as_ref().filter(|id| is_assigned(input, id));
    if let Some(id) = assigned {
        let is_there = is_set_above(input, id, attach.call);
        if held_by_type(input, site).is_some() || (is_optional(input, attach.call) && !is_there) {
            return None;
        }
        if let ImportedBy::Dynamic(load) | ImportedBy::Require(load) = source
            && !is_named_require(input, load)
        {
            return loaded::in_scope(input, attach, load, moving);
        }
    }
    match source {
        ImportedBy::Import(_) | ImportedBy::ImportEquals(_) => Some(Route::Module),
        ImportedBy::Require(node) if !loads::is_deferred(input, source) && is_named_require(input, node) => {
            Some(Route::Module)
        }
        ImportedBy::Require(_) => Some(Route::Require),
        ImportedBy::Dynamic(import) => loaded::dynamic(input, site, attach, import, moving),
        ImportedBy::Other(_) => None,
    }
}

/// Whether a top-level declaration binds what `load` loads.
fn is_named_require(input: &Input, load: NodeId) -> bool {
    let maker = input.tree.ancestors(load).find(|up| matches!(input.tree.ast(*up), Ast::Declarator(_)));
    maker.is_some_and(|maker| loads::is_top_require(input, maker))
}

/// Whether an assignment binds a name to v2.
fn is_assigned(input: &Input, id: &Id) -> bool {
    let maker = input.bindings.names.get(id).map(|bound| input.tree.ast(bound.maker));
    matches!(maker, Some(Ast::Expr(Expr::Assign(_))))
}

/// Whether the name is assigned unconditionally while the module loads, above the call.
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

/// Whether a call is skipped while its callee or its object is undefined.
fn is_optional(input: &Input, call: NodeId) -> bool {
    let optional = |expr: &Expr| matches!(expr, Expr::OptChain(chain) if chain.optional);
    let Some((callee, ..)) = parts(input, call) else { return false };
    input.tree.expr(call).is_some_and(optional) || optional(value::unwrap(callee))
}

/// Returns the declaration of a variable that v2 is assigned to, if its type names v2 and must stay: the type is
/// the script's own, or the variable may be empty at the call.
pub fn held_by_type(input: &Input, site: &Site) -> Option<Span> {
    let call = if let Usage::Call(call) = site.usage { Some(call) } else { None };
    let id = site.via.as_ref().filter(|id| is_assigned(input, id))?;
    let declared = input.tree.span(scope::declared(input.tree, id)?.holder);
    let type_is_removed =
        call.is_some_and(|call| is_set_above(input, id, call)) && loads::annotation(input, id).is_some();
    (input.names_v2_type(declared) && !type_is_removed).then_some(declared)
}
