//! The tree the planners walk: every node of a script, each with its parent.
//!
//! Most questions a planner asks go upwards ("what reads this value?", "which statement is this
//! in?"), and swc's nodes do not know their parents. The walk is written out here because swc's
//! visitors hand out references that cannot be kept; a test compares it with swc's own visitor.
//!
//! Types are opaque: a type is one node, and below it only the names that it mentions.

mod walk;

use crate::edit::Span;
use crate::syntax::{Script, span};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::mem::{Discriminant, discriminant};
use swc_ecma_ast::*;

/// The index of a node in its [`Tree`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// The nodes a planner may ask about.
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
    /// A name that may be bound; [`Tree::id`] tells which. Never a property's name.
    Name,
}

/// What kind of node stands at a place; two programs are compared by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs)]
pub enum Kind {
    Stmt(Discriminant<Stmt>),
    Decl(Discriminant<Decl>),
    ModuleDecl(Discriminant<ModuleDecl>),
    Expr(Discriminant<Expr>),
    Pat(Discriminant<Pat>),
    ClassMember(Discriminant<ClassMember>),
    JsxChild(Discriminant<JSXElementChild>),
    Type,
}

#[derive(Debug, Clone, Copy)]
struct Node<'a> {
    ast: Ast<'a>,
    /// The node around it; itself where there is none.
    parent: NodeId,
    span: Span,
    /// Of a name, its index in the list of names. Of any other node, the one behind the last inside of
    /// it.
    link: u32,
}

/// All nodes of a script, outer before inner, in source order.
pub struct Tree<'a> {
    /// The script the tree is of.
    pub script: &'a Script,
    nodes: Vec<Node<'a>>,
    names: Names,
    top: Vec<Top>,
}

/// A statement of the top level. What few are asked for is made when it is first needed.
struct Top {
    node: NodeId,
    /// From the first byte of a node in it to the last one.
    extent: Span,
    exprs: OnceCell<FxHashMap<*const Expr, NodeId>>,
    by_start: OnceCell<Vec<NodeId>>,
}

/// The names of a script, each with every place where it is written.
#[derive(Default)]
struct Names {
    index: FxHashMap<Id, u32>,
    all: Vec<(Id, Vec<NodeId>)>,
}

impl Names {
    /// Takes note of a place where a name is written; its index.
    fn add(&mut self, ident: &Ident, node: NodeId) -> u32 {
        let id = ident.to_id();
        let next = index(self.all.len());
        let name = *self.index.entry(id).or_insert_with_key(|id| {
            self.all.push((id.clone(), Vec::new()));
            next
        });
        self.all[name as usize].1.push(node);
        name
    }
}

impl<'a> Tree<'a> {
    /// The tree of `script`.
    pub fn new(script: &'a Script) -> Self {
        let mut walk = walk::Walk { nodes: Vec::new(), up: None, names: Names::default() };
        match &script.program {
            Program::Module(module) => walk.items(&module.body),
            Program::Script(script) => walk.stmts(&script.body),
        }
        let mut tree = Tree { script, nodes: walk.nodes, names: walk.names, top: Vec::new() };
        let mut next = NodeId(0);
        while (next.0 as usize) < tree.nodes.len() {
            let node = next;
            next = tree.end(node);
            let spans = tree.inside(node).map(|inner| tree.span(inner));
            let join = |a: Span, b: Span| Span { start: a.start.min(b.start), end: a.end.max(b.end) };
            let extent = spans.reduce(join).unwrap_or(Span::at(0));
            tree.top.push(Top { node, extent, exprs: OnceCell::new(), by_start: OnceCell::new() });
        }
        tree
    }

    fn exprs_of(&self, top: NodeId) -> FxHashMap<*const Expr, NodeId> {
        let exprs = self.inside(top).filter_map(|node| Some((std::ptr::from_ref(self.expr(node)?), node)));
        exprs.collect()
    }

    fn by_start_of(&self, top: NodeId) -> Vec<NodeId> {
        let mut nodes: Vec<NodeId> = self.inside(top).collect();
        nodes.sort_by_key(|node| (self.span(*node).start, *node));
        nodes
    }

    /// Every node, outer before inner, in source order.
    pub fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..index(self.nodes.len())).map(NodeId)
    }

    /// The statements and declarations of the top level, in source order.
    pub fn top(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.top.iter().map(|top| top.node)
    }

    /// What the node is.
    pub fn ast(&self, node: NodeId) -> Ast<'a> {
        self.nodes[node.0 as usize].ast
    }

    /// Where the node stands.
    pub fn span(&self, node: NodeId) -> Span {
        self.nodes[node.0 as usize].span
    }

    /// The node around this one.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        let parent = self.nodes[node.0 as usize].parent;
        (parent != node).then_some(parent)
    }

    /// The node as an expression.
    pub fn expr(&self, node: NodeId) -> Option<&'a Expr> {
        match self.ast(node) {
            Ast::Expr(expr) => Some(expr),
            _ => None,
        }
    }

    /// Which name stands here, if the node is a [`Ast::Name`].
    pub fn id(&self, node: NodeId) -> Option<&Id> {
        let node = &self.nodes[node.0 as usize];
        matches!(node.ast, Ast::Name).then(|| &self.names.all[node.link as usize].0)
    }

    /// The nodes around this one, nearest first.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(node), |up| self.parent(*up))
    }

    /// This node and those around it, nearest first.
    pub fn up(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::once(node).chain(self.ancestors(node))
    }

    /// This node and those inside it, in source order.
    pub fn inside(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (node.0..self.end(node).0).map(NodeId)
    }

    /// The node behind the last one inside of `node`.
    fn end(&self, node: NodeId) -> NodeId {
        match &self.nodes[node.0 as usize] {
            Node { ast: Ast::Name, .. } => NodeId(node.0 + 1),
            Node { link, .. } => NodeId(*link),
        }
    }

    /// The nodes directly below this one, in source order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.inside(node).filter(move |inner| self.parent(*inner) == Some(node))
    }

    /// The outermost nodes whose place is within `span`, and those inside them.
    pub fn within(&self, span: Span) -> impl Iterator<Item = NodeId> + '_ {
        let near = self.top.iter().filter(move |top| span.start <= top.extent.end && top.extent.start <= span.end);
        near.flat_map(move |top| {
            let by_start = top.by_start.get_or_init(|| self.by_start_of(top.node));
            let first = by_start.partition_point(|node| self.span(*node).start < span.start);
            let near = by_start[first..].iter().copied().take_while(move |node| self.span(*node).start <= span.end);
            near.filter(move |node| span.contains(self.span(*node)))
        })
    }

    /// All nodes of the statements of the top level that `span` touches, in source order.
    pub fn near(&self, span: Span) -> impl Iterator<Item = NodeId> + '_ {
        let near = self.top.iter().filter(move |top| span.start <= top.extent.end && top.extent.start <= span.end);
        near.flat_map(|top| self.inside(top.node))
    }

    /// The node of this very expression.
    pub fn find(&self, expr: &Expr) -> Option<NodeId> {
        let place = span(expr);
        let mut near = self.top.iter().filter(|top| top.extent.contains(place));
        near.find_map(|top| {
            let exprs = top.exprs.get_or_init(|| self.exprs_of(top.node));
            exprs.get(&std::ptr::from_ref(expr)).copied()
        })
    }

    /// Every place where `id` is written, declarations included, in source order.
    pub fn mentions(&self, id: &Id) -> &[NodeId] {
        let known = self.names.index.get(id);
        known.map_or(&[], |name| &self.names.all[*name as usize].1)
    }

    /// The names that are spelled so; one for each scope that has it.
    pub fn spelled(&self, name: &str) -> impl Iterator<Item = &Id> {
        self.names.all.iter().map(|(id, _)| id).filter(move |id| &*id.0 == name)
    }

    /// Whether any name in the script is spelled so.
    pub fn spells(&self, name: &str) -> bool {
        self.spelled(name).next().is_some()
    }

    /// The kind of node the gate compares; none for nodes that are only helpers of the tree.
    pub fn kind(&self, node: NodeId) -> Option<Kind> {
        Some(match self.ast(node) {
            Ast::Stmt(Stmt::Decl(decl)) => Kind::Decl(discriminant(decl)),
            Ast::Stmt(stmt) => Kind::Stmt(discriminant(stmt)),
            Ast::ModuleDecl(decl) => Kind::ModuleDecl(discriminant(decl)),
            Ast::Expr(expr) => Kind::Expr(discriminant(expr)),
            Ast::Pat(pat) => Kind::Pat(discriminant(pat)),
            Ast::ClassMember(member) => Kind::ClassMember(discriminant(member)),
            Ast::JsxChild(child) => Kind::JsxChild(discriminant(child)),
            Ast::Type => Kind::Type,
            _ => return None,
        })
    }
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
