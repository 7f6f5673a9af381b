//! A statement of the top level, with the nodes in it. They are made when the first one is asked for:
//! most statements have nothing to do with Rupt, and of those nobody asks.

use super::nodes::Subtree;
use super::{Ast, walk};
use crate::edit::Span;
use crate::syntax;
use std::cell::OnceCell;
use swc_ecma_ast::*;

/// A statement or a declaration of the top level.
pub(super) struct TopStatement<'a> {
    /// The node of the statement itself.
    pub(super) root: Ast<'a>,
    /// Where that stands.
    pub(super) span: Span,
    /// From the first byte of a node in it to the last one.
    pub(super) extent: Span,
    inside: OnceCell<Box<Subtree<'a>>>,
}

impl<'a> TopStatement<'a> {
    /// A statement of a script.
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

    /// The same, where what is in it may stand anywhere in the file.
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

    /// Gives the memory of the nodes back.
    pub(super) fn forget(&mut self) {
        self.inside.take();
    }

    /// Whether it is near enough to `span` that it may be touched.
    pub(super) fn meets(&self, span: Span) -> bool {
        span.start <= self.extent.end && self.extent.start <= span.end
    }
}

/// What may stand in front of a declaration's first byte.
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
