//! A top-level statement with the nodes in it. The nodes are made when one is first needed: most
//! statements have nothing to do with Rupt.

use super::nodes::Subtree;
use super::{Ast, walk};
use crate::edit::Span;
use crate::syntax;
use std::cell::OnceCell;
use swc_ecma_ast::*;

/// A top-level statement or declaration.
pub(super) struct TopStatement<'a> {
    /// The node of the statement itself.
    pub(super) root: Ast<'a>,
    /// The span of that node.
    pub(super) span: Span,
    /// From the first to the last byte of all nodes in it.
    pub(super) extent: Span,
    inside: OnceCell<Box<Subtree<'a>>>,
}

impl<'a> TopStatement<'a> {
    /// The statement that `root` is.
    pub(super) fn new(root: Ast<'a>) -> Self {
        let span = match root {
            Ast::Stmt(stmt) => syntax::span(stmt),
            Ast::ModuleDecl(decl) => syntax::span(decl),
            _ => Span::at(0),
        };
        let start = decorators(root).iter().map(|decorator| syntax::span(decorator).start).min();
        let extent = Span { start: start.unwrap_or(span.start).min(span.start), end: span.end };
        TopStatement { root, span, extent, inside: OnceCell::new() }
    }

    /// The same statement with the extent of its nodes, for a document, where these may be anywhere in the
    /// file.
    #[must_use]
    pub(super) fn measured(mut self) -> Self {
        let join = |a: Span, b: Span| Span { start: a.start.min(b.start), end: a.end.max(b.end) };
        let extent = self.inside().nodes.iter().map(|node| node.span).reduce(join);
        self.extent = extent.unwrap_or(self.span);
        self
    }

    /// The nodes.
    pub(super) fn inside(&self) -> &Subtree<'a> {
        self.inside.get_or_init(|| Box::new(walk::inside(self.root)))
    }

    /// Frees the memory of the nodes.
    pub(super) fn forget(&mut self) {
        self.inside.take();
    }

    /// Whether `span` overlaps or touches its extent.
    pub(super) fn meets(&self, span: Span) -> bool {
        span.start <= self.extent.end && self.extent.start <= span.end
    }
}

/// The decorators of a declaration, which may be in front of its first byte.
fn decorators(root: Ast<'_>) -> &[Decorator] {
    match root {
        Ast::Stmt(Stmt::Decl(Decl::Class(class)))
        | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Class(class), .. })) => {
            &class.class.decorators
        }
        Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
            decl: DefaultDecl::Class(class), ..
        })) => &class.class.decorators,
        _ => &[],
    }
}
