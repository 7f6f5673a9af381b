//! Walks swc's tree by hand: its visitors pass references that cannot be kept.

mod classes;
mod elements;
mod expressions;
mod patterns;
mod statements;
mod types;

use super::Ast;
use super::nodes::{Node, Subtree, index};
use crate::edit::Span;
use crate::syntax::span;
use swc_common::Spanned;
use swc_ecma_ast::*;

/// The nodes of the top-level statement `root`.
pub(super) fn inside(root: Ast<'_>) -> Subtree<'_> {
    let mut walk = Walk { nodes: Vec::new(), up: None, names: Vec::new() };
    match root {
        Ast::Stmt(stmt) => walk.stmt(stmt),
        Ast::ModuleDecl(decl) => walk.module_decl(decl),
        _ => {}
    }
    Subtree::new(walk.nodes, walk.names)
}

struct Walk<'a> {
    nodes: Vec<Node<'a>>,
    up: Option<u32>,
    /// The names, each with the node at which it is written.
    names: Vec<(Id, u32)>,
}

impl<'a> Walk<'a> {
    fn node(&mut self, ast: Ast<'a>, place: &impl Spanned, inside: impl FnOnce(&mut Self)) {
        let node = index(self.nodes.len());
        let parent = self.up.replace(node);
        self.nodes.push(Node { ast, parent: parent.unwrap_or(node), span: span(place), link: 0 });
        inside(self);
        self.nodes[node as usize].link = index(self.nodes.len());
        self.up = parent;
    }

    fn name(&mut self, ident: &Ident) {
        let node = index(self.nodes.len());
        // The span of a typed binding covers its type; the span of the node is that of the name alone.
        let start = span(ident).start;
        let place = Span::new(start, start + index(ident.sym.len()).max(1));
        let place = if span(ident).end < place.end { span(ident) } else { place };
        self.names.push((ident.to_id(), node));
        self.nodes.push(Node { ast: Ast::Name, parent: self.up.unwrap_or(node), span: place, link: 0 });
    }

    fn items(&mut self, items: &'a [ModuleItem]) {
        for item in items {
            match item {
                ModuleItem::Stmt(stmt) => self.stmt(stmt),
                ModuleItem::ModuleDecl(decl) => self.module_decl(decl),
            }
        }
    }

    fn module_decl(&mut self, decl: &'a ModuleDecl) {
        self.node(Ast::ModuleDecl(decl), decl, |walk| match decl {
            ModuleDecl::Import(import) => {
                import.specifiers.iter().for_each(|specifier| walk.name(specifier.local()));
            }
            ModuleDecl::ExportDecl(export) => walk.decl(&export.decl),
            ModuleDecl::ExportNamed(export) if export.src.is_none() => {
                export.specifiers.iter().for_each(|specifier| walk.export(specifier));
            }
            ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
                DefaultDecl::Class(class) => {
                    class.ident.iter().for_each(|ident| walk.name(ident));
                    walk.class(&class.class);
                }
                DefaultDecl::Fn(function) => {
                    function.ident.iter().for_each(|ident| walk.name(ident));
                    walk.function(&function.function);
                }
                DefaultDecl::TsInterfaceDecl(interface) => walk.types(&**interface),
            },
            ModuleDecl::ExportDefaultExpr(export) => walk.expr(&export.expr),
            ModuleDecl::TsImportEquals(import) => {
                walk.name(&import.id);
                if let TsModuleRef::TsEntityName(name) = &import.module_ref {
                    walk.types(name);
                }
            }
            ModuleDecl::TsExportAssignment(export) => walk.expr(&export.expr),
            _ => {}
        });
    }

    fn export(&mut self, specifier: &'a ExportSpecifier) {
        if let ExportSpecifier::Named(named) = specifier
            && let ModuleExportName::Ident(ident) = &named.orig
        {
            self.name(ident);
        }
    }
}
