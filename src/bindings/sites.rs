//! Finds every use of v2: what it is, and what is done with it.

use super::globals::{asks_for_global, is_code_with_global, is_global_member, names_global, sets_global, takes_global};
use super::loads::{
    addressed, is_address, is_module_of_v2, is_v2, loads, loads_address, loads_elsewise, names_script, re_exports,
};
use super::mocks::{mocks, replaces_loader, watches};
use super::names::taken;
use super::near::Near;
use super::site::{Site, Usage, V2};
use super::{Bindings, is, types};
use crate::edit::Span;
use crate::mapping::V2_GLOBAL;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::unwrap;
use std::collections::HashSet;
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

impl Bindings {
    pub(super) fn sites(&mut self, tree: &Tree, near: &Near) {
        let in_types = imports_in_types(tree, near);
        self.sites = near.nodes(tree).filter_map(|node| self.site_at(tree, node, &in_types)).collect();
    }

    /// The use that the node itself is, if it is one.
    fn site_at(&self, tree: &Tree, node: NodeId, in_types: &[Span]) -> Option<Site> {
        let direct = |value, usage| Some(Site::direct(node, value, usage));
        match tree.ast(node) {
            Ast::Name => self.mention(tree, node),
            Ast::Expr(expr) => self.expression_site(tree, node, expr),
            Ast::JsxAttr(JSXAttr { value: Some(JSXAttrValue::Str(text)), .. }) if names_script(text) => {
                direct(V2::Script, Usage::Value)
            }
            Ast::Declarator(declarator) if takes_global(tree, declarator) => direct(V2::Default, Usage::Global),
            Ast::ModuleDecl(decl) => self.declaration_site(node, decl),
            Ast::Stmt(Stmt::Decl(Decl::TsModule(module))) if is_module_of_v2(module) => direct(V2::Module, Usage::Type),
            Ast::Type => {
                let is_inner = matches!(tree.parent(node).map(|up| tree.ast(up)), Some(Ast::Type));
                let imports_v2 = || in_types.iter().any(|import| tree.span(node).contains(*import));
                (!is_inner && imports_v2()).then(|| Site::direct(node, V2::Module, Usage::Type))
            }
            _ => None,
        }
    }

    fn expression_site(&self, tree: &Tree, node: NodeId, expr: &Expr) -> Option<Site> {
        let global = || Site::direct(node, V2::Default, Usage::Global);
        match expr {
            Expr::Call(call) => self.call_site(tree, node, call),
            Expr::Member(member) => is_global_member(tree, member).then(global),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => is_global_member(tree, member).then(global),
                OptChainBase::Call(_) => None,
            },
            Expr::Bin(bin) => asks_for_global(tree, bin).then(global),
            Expr::Assign(assign) if sets_global(tree, assign) => Some(global()),
            Expr::Assign(assign) => replaces_loader(tree, assign).then(|| Site::direct(node, V2::Module, Usage::Mock)),
            text if is_code_with_global(tree, node, text) => Some(global()),
            text => {
                let is_script = is_address(text) && !is_loaded(tree, node);
                is_script.then(|| Site::direct(node, V2::Script, Usage::Value))
            }
        }
    }

    fn call_site(&self, tree: &Tree, node: NodeId, call: &CallExpr) -> Option<Site> {
        let direct = |value, usage| Some(Site::direct(node, value, usage));
        if loads(tree, call).is_some() {
            return Some(self.site(tree, node, None));
        }
        if mocks(tree, call) {
            // `vi.mock(import("rupt"))` is found by its import.
            return if first_is_call(call) { None } else { direct(V2::Module, Usage::Mock) };
        }
        if loads_elsewise(tree, call) {
            return direct(V2::Promise(Box::new(V2::Module)), Usage::Value);
        }
        if names_global(tree, call) {
            return direct(V2::Default, Usage::Global);
        }
        if self.hands_on(tree, call) {
            return Some(self.site(tree, node, None));
        }
        direct(loads_address(call)?, Usage::Value)
    }

    fn declaration_site(&self, node: NodeId, decl: &ModuleDecl) -> Option<Site> {
        let is_export = match decl {
            ModuleDecl::TsImportEquals(import) => import.is_export && self.imports.contains(&node),
            _ => false,
        };
        match is_export || re_exports(decl) {
            true => Some(Site::direct(node, V2::Module, Usage::Export)),
            false => Some(Site::direct(node, addressed(decl)?, Usage::Value)),
        }
    }

    /// Makes a call the use of one name, even if several operands lead to what is called.
    pub(super) fn one_call_each(&mut self) {
        let mut called = HashSet::new();
        for site in &mut self.sites {
            if let Usage::Call(call) = site.usage
                && !called.insert(call)
            {
                site.usage = Usage::Operand(call);
            }
        }
    }

    /// The use of v2 through the name at `node`, if the name is a reference to v2.
    fn mention(&self, tree: &Tree, node: NodeId) -> Option<Site> {
        let id = tree.id(node)?;
        let up = tree.parent(node)?;
        if let Some(bound) = self.names.get(id) {
            if scope::declares(tree, node).is_some() {
                return None;
            }
            let is_target = matches!(tree.ast(bound.maker), Ast::Expr(Expr::Assign(_))) && up == bound.maker;
            if is_target {
                return None;
            }
            return Some(match tree.ast(up) {
                Ast::Expr(Expr::Ident(_)) => self.site(tree, up, Some(id.clone())),
                Ast::Type => self.named(id, up, bound.value.clone(), Usage::Type),
                Ast::ModuleDecl(_) => self.named(id, up, bound.value.clone(), Usage::Export),
                _ => self.named(id, node, bound.value.clone(), Usage::Value),
            });
        }
        let is_free = || tree.script.is_unbound(id) || types::is_ambient(tree, id);
        let is_global = &*id.0 == V2_GLOBAL && is_free();
        let in_code = matches!(tree.ast(up), Ast::Expr(Expr::Ident(_)) | Ast::Prop(Prop::Shorthand(_)));
        (is_global && in_code).then(|| Site::direct(up, V2::Default, Usage::Global))
    }

    fn named(&self, id: &Id, node: NodeId, value: V2, usage: Usage) -> Site {
        Site { via: Some(id.clone()), origin: node, top: node, value, usage }
    }

    /// The use that starts at the expression `origin`.
    fn site(&self, tree: &Tree, origin: NodeId, via: Option<Id>) -> Site {
        let mut top = origin;
        let mut value = tree.expr(origin).and_then(|expr| self.denotes(tree, expr)).unwrap_or(V2::Module);
        while let Some(up) = tree.parent(top)
            && let Some(expr) = tree.expr(up)
            && !matches!(expr, Expr::Arrow(_))
            && let Some(outer) = self.denotes(tree, expr)
        {
            let through_callback = matches!(expr, Expr::Call(call) if loads(tree, call).is_none());
            if through_callback && !matches!(value, V2::Promise(_)) {
                break;
            }
            top = up;
            value = outer;
        }
        let usage = self.usage(tree, top, &value);
        Site { via, origin, top, value, usage }
    }

    fn usage(&self, tree: &Tree, top: NodeId, value: &V2) -> Usage {
        let Some(up) = tree.parent(top) else { return Usage::Value };
        match tree.ast(up) {
            Ast::Expr(Expr::Call(call)) if mocks(tree, call) => Usage::Mock,
            Ast::Expr(_) if watches(tree, top) => Usage::Watched,
            Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) if is(tree, top, callee) => {
                Usage::Call(up)
            }
            Ast::Expr(Expr::OptChain(chain)) => match &*chain.base {
                OptChainBase::Call(call) if is(tree, top, &call.callee) => Usage::Call(up),
                _ => Usage::Value,
            },
            Ast::Declarator(declarator) => {
                let is_init = declarator.init.as_deref().is_some_and(|init| is(tree, top, init));
                let followed = taken(tree, &declarator.name, value).is_some();
                if is_init && followed { Usage::Alias(up) } else { Usage::Value }
            }
            Ast::Expr(Expr::Assign(assign)) if is(tree, top, &assign.right) => match &assign.left {
                AssignTarget::Simple(SimpleAssignTarget::Ident(target))
                    if self.names.get(&target.id.to_id()).is_some_and(|bound| bound.maker == up) =>
                {
                    Usage::Assigned(up)
                }
                _ => Usage::Value,
            },
            Ast::Expr(Expr::Member(_)) => match tree.parent(up).map(|call| (call, tree.ast(call))) {
                Some((node, Ast::Expr(Expr::Call(call))))
                    if self.then_callback(tree, call).is_some_and(|callback| !callback.says_arguments(tree)) =>
                {
                    Usage::Then(node)
                }
                _ => Usage::Value,
            },
            Ast::Expr(Expr::Arrow(arrow)) => {
                let handed_on = matches!(&*arrow.body, ArrowFunctionBody::Expr(body) if is(tree, top, body))
                    && tree
                        .parent(up)
                        .and_then(|call| tree.expr(call))
                        .is_some_and(|call| matches!(self.denotes(tree, call), Some(V2::Promise(_))));
                if handed_on { Usage::HandedOn } else { Usage::Value }
            }
            Ast::Stmt(Stmt::Expr(_)) => Usage::Statement,
            Ast::ModuleDecl(ModuleDecl::ExportDefaultExpr(_) | ModuleDecl::TsExportAssignment(_)) => Usage::Export,
            Ast::Type => Usage::Type,
            _ => Usage::Value,
        }
    }
}

/// Whether a string is the argument of a call that loads it.
fn is_loaded(tree: &Tree, node: NodeId) -> bool {
    let call = tree.parent(node).and_then(|up| tree.expr(up)).and_then(Expr::as_call);
    call.is_some_and(|call| loads_address(call).is_some())
}

fn first_is_call(call: &CallExpr) -> bool {
    call.args.first().is_some_and(|first| matches!(unwrap(&first.expr), Expr::Call(_)))
}

/// The types that contain `import("rupt")`.
fn imports_in_types(tree: &Tree, near: &Near) -> Vec<Span> {
    struct Find(Vec<Span>);
    impl Visit for Find {
        fn visit_ts_import_type(&mut self, import: &TsImportType) {
            if import.arg.value.as_str().is_some_and(is_v2) {
                self.0.push(span(import));
            }
            import.visit_children_with(self);
        }
    }
    let mut find = Find(Vec::new());
    for top in near.statements() {
        match tree.ast(top) {
            Ast::ModuleDecl(decl) => decl.visit_with(&mut find),
            Ast::Stmt(stmt) => stmt.visit_with(&mut find),
            _ => {}
        }
    }
    find.0
}
