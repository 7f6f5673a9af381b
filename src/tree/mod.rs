//! The syntax tree with parents: every node of a script, each with the node around it.
//!
//! Most questions go upwards ("what reads this value?", "which statement is this in?"), and
//! swc's nodes do not know their parents. The walk is written by hand, because swc's visitors pass
//! references that cannot be kept. A test compares it with swc's own visitor.
//!
//! Types are opaque: a type is one node, and below it are only the names that it mentions.

mod nodes;
mod statement;
mod walk;
mod words;

use crate::budget;
use crate::edit::Span;
use crate::syntax::{Script, span};
use nodes::{Node, Subtree, index};
use statement::TopStatement;
use std::mem::{Discriminant, discriminant};
use swc_ecma_ast::*;
pub use words::NameFacts;
use words::WordIndex;

/// A node of a [`Tree`]: the index of its top-level statement, and its index within that statement.
/// Sorts in source order, outer nodes before inner ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId {
    top: u32,
    at: u32,
}

/// The nodes of a script.
#[derive(Debug, Clone, Copy)]
pub enum Ast<'a> {
    /// A statement.
    Stmt(&'a Stmt),
    /// An import, an export or a TypeScript module declaration.
    ModuleDecl(&'a ModuleDecl),
    /// An expression.
    Expr(&'a Expr),
    /// A pattern that binds.
    Pat(&'a Pat),
    /// One declarator of a `const`, `let`, `var` or `using`.
    Declarator(&'a VarDeclarator),
    /// A member of an object literal.
    Prop(&'a Prop),
    /// A spread in an object, an array, a call or an element.
    Spread(&'a Expr),
    /// A class, of a declaration or an expression.
    Class(&'a Class),
    /// A member of a class.
    ClassMember(&'a ClassMember),
    /// The parameters and the body of a function that is not an arrow.
    Function(&'a Function),
    /// A decorator.
    Decorator(&'a Decorator),
    /// An attribute of a JSX element.
    JsxAttr(&'a JSXAttr),
    /// A child of a JSX element.
    JsxChild(&'a JSXElementChild),
    /// A type, a list of type parameters or of type arguments.
    Type,
    /// A name that may be bound; [`Tree::id`] returns which one. Never the name of a property.
    Name,
}

/// The kind of a node; two programs are compared by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs)]
pub enum NodeKind {
    Stmt(Discriminant<Stmt>),
    Decl(Discriminant<Decl>),
    ModuleDecl(Discriminant<ModuleDecl>),
    Expr(Discriminant<Expr>),
    Pat(Discriminant<Pat>),
    ClassMember(Discriminant<ClassMember>),
    JsxChild(Discriminant<JSXElementChild>),
    Type,
}

impl NodeKind {
    /// The kind of an expression statement.
    pub fn expression() -> Self {
        let span = swc_common::DUMMY_SP;
        let expr = Box::new(Expr::Invalid(Invalid { span }));
        NodeKind::Stmt(discriminant(&Stmt::Expr(ExprStmt { span, expr })))
    }
}

/// All nodes of a script, outer nodes before inner ones, in source order.
pub struct Tree<'a> {
    /// The script.
    pub script: &'a Script,
    source: &'a str,
    top: Vec<TopStatement<'a>>,
    /// Whether each top-level statement ends before the next one starts. In a document it may not.
    is_ordered: bool,
    words: WordIndex,
}

impl<'a> Tree<'a> {
    /// The tree of `script`, whose text is in `source`.
    pub fn new(source: &'a str, script: &'a Script) -> Self {
        let mut top: Vec<TopStatement> = match &script.program {
            Program::Module(module) => module.body.iter().map(|item| TopStatement::new(root(item))).collect(),
            Program::Script(script) => script.body.iter().map(|stmt| TopStatement::new(Ast::Stmt(stmt))).collect(),
        };
        if script.slices.in_document {
            top = top.into_iter().map(TopStatement::measured).collect();
        }
        let is_ordered = top.windows(2).all(|pair| pair[0].extent.end <= pair[1].extent.start);
        Tree { script, source, top, is_ordered, words: WordIndex::default() }
    }

    /// Every node, outer nodes before inner ones, in source order.
    pub fn all(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.top().flat_map(|top| self.inside(top))
    }

    /// The statements and declarations of the top level, in source order.
    pub fn top(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.tops(0)
    }

    fn tops(&self, first: usize) -> impl Iterator<Item = NodeId> + '_ {
        (index(first)..index(self.top.len())).map(|top| {
            budget::spend(1);
            NodeId { top, at: 0 }
        })
    }

    /// Frees the memory of the nodes in a top-level statement. They are made again when they are needed.
    pub fn forget(&mut self, top: NodeId) {
        self.top[top.top as usize].forget();
    }

    fn inside_of(&self, node: NodeId) -> &Subtree<'a> {
        self.top[node.top as usize].inside()
    }

    fn node(&self, node: NodeId) -> &Node<'a> {
        &self.inside_of(node).nodes[node.at as usize]
    }

    /// What the node is.
    pub fn ast(&self, node: NodeId) -> Ast<'a> {
        if node.at == 0 { self.top[node.top as usize].root } else { self.node(node).ast }
    }

    /// The span of the node, in byte offsets of the file.
    pub fn span(&self, node: NodeId) -> Span {
        if node.at == 0 { self.top[node.top as usize].span } else { self.node(node).span }
    }

    /// The node around this one; none for a top-level statement.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        (node.at != 0).then(|| NodeId { at: self.node(node).parent, ..node })
    }

    /// The expression that the node is, if it is one.
    pub fn expr(&self, node: NodeId) -> Option<&'a Expr> {
        match self.ast(node) {
            Ast::Expr(expr) => Some(expr),
            _ => None,
        }
    }

    /// The name that the node is, if it is an [`Ast::Name`].
    pub fn id(&self, node: NodeId) -> Option<&Id> {
        let inside = self.inside_of(node);
        let name = &inside.nodes[node.at as usize];
        matches!(name.ast, Ast::Name).then(|| &inside.names.all[name.link as usize])
    }

    /// The nodes around this one, innermost first.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let up = std::iter::successors(self.parent(node), |up| self.parent(*up));
        up.inspect(|_| budget::spend(1))
    }

    /// This node and those around it, innermost first.
    pub fn up(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::once(node).chain(self.ancestors(node))
    }

    /// This node and those inside it, outer nodes before inner ones, in source order.
    pub fn inside(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (node.at..self.inside_of(node).end(node.at)).map(move |at| {
            budget::spend(1);
            NodeId { at, ..node }
        })
    }

    /// The nodes directly below this one, in source order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let inside = self.inside_of(node);
        let end = inside.end(node.at);
        // The next child starts after the last node inside the one before it.
        let first = Some(node.at + 1).filter(|at| *at < end);
        let places = std::iter::successors(first, move |at| Some(inside.end(*at)).filter(|next| *next < end));
        places.map(move |at| NodeId { at, ..node })
    }

    /// The nodes whose span is within `span`, by where they start.
    pub fn within(&self, span: Span) -> impl Iterator<Item = NodeId> + '_ {
        self.top_near(span).flat_map(move |top| {
            let inside = self.inside_of(top);
            let place = move |node: u32| inside.nodes[node as usize].span;
            let by_start = inside.by_start();
            let first = by_start.partition_point(|node| place(*node).start < span.start);
            let near = by_start[first..].iter().copied().take_while(move |node| place(*node).start <= span.end);
            near.filter(move |node| span.contains(place(*node))).map(move |at| NodeId { at, ..top })
        })
    }

    /// All nodes of the top-level statements that `span` touches, in source order.
    pub fn near(&self, span: Span) -> impl Iterator<Item = NodeId> + '_ {
        self.top_near(span).flat_map(|top| self.inside(top))
    }

    /// The top-level statements that `span` touches, in source order.
    pub fn top_near(&self, span: Span) -> impl Iterator<Item = NodeId> + '_ {
        self.tops_from(span.start)
            .take_while(move |top| !self.is_ordered || self.top[top.top as usize].extent.start <= span.end)
            .filter(move |top| self.top[top.top as usize].meets(span))
    }

    /// The top-level statements, without those that end before the byte offset `at`.
    fn tops_from(&self, at: u32) -> impl Iterator<Item = NodeId> + '_ {
        let first = if self.is_ordered { self.top.partition_point(|top| top.extent.end < at) } else { 0 };
        self.tops(first)
    }

    /// The node of this expression, found by its address.
    pub fn find(&self, expr: &Expr) -> Option<NodeId> {
        let place = span(expr);
        let mut near = self.top_near(place).filter(|top| self.top[top.top as usize].extent.contains(place));
        near.find_map(|top| Some(NodeId { at: self.inside_of(top).find(expr)?, ..top }))
    }

    /// The kind of a node that the gate compares; none for nodes that exist only in this tree.
    pub fn kind(&self, node: NodeId) -> Option<NodeKind> {
        Some(match self.ast(node) {
            Ast::Stmt(Stmt::Decl(decl)) => NodeKind::Decl(discriminant(decl)),
            Ast::Stmt(stmt) => NodeKind::Stmt(discriminant(stmt)),
            Ast::ModuleDecl(decl) => NodeKind::ModuleDecl(discriminant(decl)),
            Ast::Expr(expr) => NodeKind::Expr(discriminant(expr)),
            Ast::Pat(pat) => NodeKind::Pat(discriminant(pat)),
            Ast::ClassMember(member) => NodeKind::ClassMember(discriminant(member)),
            Ast::JsxChild(child) => NodeKind::JsxChild(discriminant(child)),
            Ast::Type => NodeKind::Type,
            _ => return None,
        })
    }
}

fn root(item: &ModuleItem) -> Ast<'_> {
    match item {
        ModuleItem::Stmt(stmt) => Ast::Stmt(stmt),
        ModuleItem::ModuleDecl(decl) => Ast::ModuleDecl(decl),
    }
}
