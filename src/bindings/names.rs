//! The names that are bound to v2: those that imports declare, and the aliases that are made of them.

use super::loads::{imported_name, is_v2, loads};
use super::near::Near;
use super::resolve::then_call;
use super::site::{Bound, ImportedBy, V2};
use super::{Bindings, is};
use crate::mapping::{REACT_NATIVE_PACKAGE, V3_PACKAGE};
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

impl Bindings {
    pub(super) fn imports(&mut self, tree: &Tree, near: &Near) {
        for node in near.nodes(tree) {
            let Ast::ModuleDecl(decl) = tree.ast(node) else { continue };
            match decl {
                ModuleDecl::Import(import) => self.import(node, import),
                ModuleDecl::TsImportEquals(import) => {
                    let TsModuleRef::TsExternalModuleRef(module) = &import.module_ref else { continue };
                    if module.expr.value.as_str().is_some_and(is_v2) {
                        let source = ImportedBy::ImportEquals(node);
                        let bound = Bound { value: V2::Module, source, maker: node };
                        self.names.insert(import.id.to_id(), bound);
                        self.imports.push(node);
                    }
                }
                _ => {}
            }
        }
    }

    fn import(&mut self, node: NodeId, import: &ImportDecl) {
        match import.src.value.as_str() {
            Some(specifier) if is_v2(specifier) => self.imports.push(node),
            Some(V3_PACKAGE) => return self.v3_imports.push(node),
            Some(REACT_NATIVE_PACKAGE) => return self.react_native.push(span(import)),
            _ => return,
        }
        for specifier in &import.specifiers {
            let id = specifier.local().to_id();
            let value = match specifier {
                ImportSpecifier::Default(_) => V2::Default,
                ImportSpecifier::Namespace(_) => V2::Module,
                ImportSpecifier::Named(named) => match imported_name(named).as_str() {
                    "default" => V2::Default,
                    name => V2::Member(name.to_owned()),
                },
            };
            if import.type_only || specifier.is_type_only() {
                self.types.insert(id.clone());
            }
            self.names.insert(id, Bound { value, source: ImportedBy::Import(node), maker: node });
        }
    }

    /// Follows v2 into new aliases. Returns whether there were any.
    pub(super) fn aliases(&mut self, tree: &Tree, near: &mut Near) -> bool {
        let before = self.names.len();
        let mut next: Vec<NodeId> = near.statements().collect();
        next.reverse();
        while let Some(top) = next.pop() {
            for node in tree.inside(top) {
                let known = self.names.len();
                self.alias(tree, node);
                if self.names.len() > known {
                    // The statements that use a new name are looked at next: aliases may be made of aliases, one by one.
                    let names = tree.inside(node).filter_map(|name| tree.id(name));
                    let made = names.filter(|id| self.names.contains_key(id));
                    next.extend(made.flat_map(|id| near.new_statements(tree, id)));
                }
            }
        }
        self.names.len() > before
    }

    /// Adds the aliases that the node itself makes.
    fn alias(&mut self, tree: &Tree, node: NodeId) {
        match tree.ast(node) {
            Ast::Declarator(declarator) => {
                let Some(init) = declarator.init.as_deref() else { return };
                let Some(value) = self.denotes(tree, init) else { return };
                let source = self.source_of(tree, init);
                self.bind(tree, &declarator.name, &value, source, node);
            }
            Ast::Expr(Expr::Assign(assign)) if assign.op == AssignOp::Assign => {
                let Some(value) = self.denotes(tree, &assign.right) else { return };
                let AssignTarget::Simple(SimpleAssignTarget::Ident(target)) = &assign.left else { return };
                let id = target.id.to_id();
                if is_assigned_once(tree, &id) && is_value_ignored(tree, node) {
                    let source = self.source_of(tree, &assign.right);
                    self.names.entry(id).or_insert(Bound { value, source, maker: node });
                }
            }
            Ast::Expr(Expr::Call(call)) => {
                let Some((object, _)) = then_call(call) else { return };
                let Some(V2::Promise(value)) = self.denotes(tree, object) else { return };
                let Some(callback) = call.args.first() else { return };
                let Some(callback) = value::Callable::literal(&callback.expr) else { return };
                let Some(param) = callback.params().into_iter().next() else { return };
                let source = self.source_of(tree, object);
                self.bind(tree, param, &value, source, node);
            }
            _ => {}
        }
    }

    /// The `import` or `require` that an expression of v2 comes from.
    fn source_of(&self, tree: &Tree, expr: &Expr) -> ImportedBy {
        let Some(node) = tree.find(expr) else { return ImportedBy::Other(NodeId::default()) };
        for inner in tree.inside(node) {
            match tree.ast(inner) {
                Ast::Name => {
                    if let Some(bound) = tree.id(inner).and_then(|id| self.names.get(id)) {
                        return bound.source;
                    }
                }
                Ast::Expr(Expr::Call(call)) if loads(tree, call).is_some() => {
                    return match call.callee {
                        Callee::Import(_) => ImportedBy::Dynamic(inner),
                        _ => ImportedBy::Require(inner),
                    };
                }
                _ => {}
            }
        }
        ImportedBy::Other(node)
    }

    /// Binds the names of `pat` to the parts of `value` that they take.
    fn bind(&mut self, tree: &Tree, pat: &Pat, value: &V2, source: ImportedBy, maker: NodeId) {
        let Some(names) = taken(tree, pat, value) else { return };
        for (id, value) in names {
            self.names.entry(id).or_insert(Bound { value, source, maker });
        }
    }
}

/// The names that a pattern binds, each with the part of `value` that it takes; none if some part cannot
/// be followed.
pub(super) fn taken(tree: &Tree, pat: &Pat, value: &V2) -> Option<Vec<(Id, V2)>> {
    match pat {
        Pat::Ident(binding) => {
            let id = binding.id.to_id();
            (!scope::may_vary(tree, &id)).then(|| vec![(id, value.clone())])
        }
        Pat::Object(object) => {
            let mut names = Vec::new();
            for prop in &object.props {
                match prop {
                    ObjectPatProp::Assign(assign) if assign.value.is_none() => {
                        let id = assign.key.id.to_id();
                        if scope::may_vary(tree, &id) {
                            return None;
                        }
                        let part = value.member(&id.0)?;
                        names.push((id, part));
                    }
                    ObjectPatProp::KeyValue(pair) => {
                        let part = value.member(&value::key_name(&pair.key)?)?;
                        names.extend(taken(tree, &pair.value, &part)?);
                    }
                    _ => return None,
                }
            }
            Some(names)
        }
        _ => None,
    }
}

/// Whether nothing uses the value of the expression at `node`.
fn is_value_ignored(tree: &Tree, node: NodeId) -> bool {
    let Some(up) = tree.parent(node) else { return true };
    match tree.ast(up) {
        Ast::Stmt(Stmt::Expr(_)) | Ast::Expr(Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. })) => true,
        Ast::Expr(Expr::Seq(seq)) if !seq.exprs.last().is_some_and(|last| is(tree, node, last)) => true,
        Ast::Expr(Expr::Paren(_) | Expr::Seq(_) | Expr::Await(_)) => is_value_ignored(tree, up),
        // A callback of `.then` passes the value on in the chain.
        Ast::Expr(Expr::Arrow(_)) => match tree.parent(up).map(|call| (call, tree.ast(call))) {
            Some((node, Ast::Expr(Expr::Call(call)))) if then_call(call).is_some() => is_value_ignored(tree, node),
            _ => false,
        },
        _ => false,
    }
}

/// Whether `id` is a variable without initializer and with exactly one assignment.
fn is_assigned_once(tree: &Tree, id: &Id) -> bool {
    let Some(declared) = scope::declared(tree, id) else { return false };
    let Ast::Declarator(declarator) = tree.ast(declared.holder) else { return false };
    let empty = match declarator.init.as_deref() {
        None => true,
        Some(init) => {
            matches!(unwrap(init), Expr::Lit(Lit::Null(_)))
                || matches!(unwrap(init), Expr::Ident(ident) if &*ident.sym == "undefined")
        }
    };
    empty && scope::assignments(tree, id).len() == 1
}
