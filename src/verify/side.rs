//! The facts of a program that the proof compares.
//!
//! The syntax tree of a program takes many times the memory of its text. Only these facts are kept of
//! each program, so that its tree can be freed before the other program is read.

use super::statement::{self, Bodies, Statement, without_semicolon};
use super::waits;
use crate::edit::Span;
use crate::scope::{self, Declared, How};
use crate::syntax::{Comment, Script};
use crate::tree::{Ast, NodeId, NodeKind, Tree};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use swc_ecma_ast::*;

/// The facts of a program, or of some of its top-level statements.
pub struct Side<'t> {
    /// The text to which all spans refer.
    pub text: &'t str,
    /// Whether the program is a module.
    pub is_module: bool,
    /// The comments of the whole program.
    pub comments: Rc<[Comment]>,
    /// The directives of the program.
    pub directives: Vec<String>,
    /// Every node that is compared, with its span, sorted by span.
    pub nodes: Vec<(Span, NodeKind)>,
    /// The statements, outer ones before inner ones.
    pub statements: Vec<Statement>,
    /// The strings that are directives of a function or of the program.
    pub strings: Vec<Span>,
    /// Each `await` and `yield` where none is allowed.
    pub waits: Vec<Span>,
    /// For each top-level statement its span, and whether it ends there whatever follows.
    pub top: Vec<(Span, bool)>,
    /// The names, each once.
    pub names: Vec<NameRecord>,
    /// Every place where a name is written, outer ones before inner ones.
    pub mentions: Vec<Occurrence>,
}

/// A name and its declarations.
pub struct NameRecord {
    /// The name.
    pub id: Id,
    /// Whether nothing in the program declares it.
    pub is_unbound: bool,
    /// Its first declaration, if it has one.
    pub first: Option<First>,
    /// The number and kind of its declarations.
    pub declarations: Declarations,
}

/// The first declaration of a name.
#[derive(Debug, Clone, Copy)]
pub struct First {
    /// The span of the name in it.
    pub place: Span,
    /// Whether it is visible in the whole module.
    pub is_module_level: bool,
}

/// The number and kind of a name's declarations.
#[derive(Debug, Clone, Copy, Default)]
pub struct Declarations {
    /// How many are at the top of the module.
    pub at_top: usize,
    /// How many there are, without types and the like.
    pub all: usize,
    /// Whether one of them allows no second one.
    pub is_fixed: bool,
}

/// A place where a name is written.
pub struct Occurrence {
    /// The place.
    pub place: Span,
    /// The index of the name.
    pub name: u32,
    /// Whether it is a reference there, or a declaration.
    pub does: NameUse,
}

/// What a name is where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameUse {
    /// A reference to a value.
    Means,
    /// A reference in a type.
    MeansType,
    /// A declaration in a function.
    DeclaresWithin,
    /// A declaration outside of functions.
    DeclaresOutside {
        /// Whether the declaration is in a block; none if the name is not visible in the whole module.
        in_block: Option<bool>,
    },
}

impl NameUse {
    /// Whether it is a declaration.
    pub fn declares(self) -> bool {
        matches!(self, NameUse::DeclaresWithin | NameUse::DeclaresOutside { .. })
    }
}

impl Declarations {
    /// Adds a declaration.
    pub fn add(&mut self, tree: &Tree, declared: &Declared) {
        let is_let = || {
            let kind = scope::declaration_kind(tree, declared.holder);
            declared.how == How::Variable && kind != Some(VarDeclKind::Var)
        };
        self.at_top += usize::from(scope::is_module_level(tree, declared));
        self.all += usize::from(declared.how != How::Other);
        self.is_fixed |= matches!(declared.how, How::Const | How::Class | How::Import) || is_let();
    }
}

/// The state while a program is read.
#[derive(Default)]
struct Reading {
    /// The index of each name so far.
    known: FxHashMap<Id, u32>,
    bodies: Bodies,
}

impl<'t> Side<'t> {
    /// The facts of these top-level statements, whose text is in `text`.
    pub fn of(tree: &Tree, text: &'t str, top: impl IntoIterator<Item = NodeId>) -> Self {
        let mut side = Side::nothing_of(tree, text);
        let mut reading = Reading::default();
        top.into_iter().for_each(|top| side.read(tree, top, &mut reading));
        side.in_order()
    }

    /// The facts of these top-level statements. The memory of each is freed once it is read.
    pub fn of_all(tree: &mut Tree, text: &'t str, top: &[NodeId]) -> Self {
        let mut side = Side::nothing_of(tree, text);
        let mut reading = Reading::default();
        for top in top {
            side.read(tree, *top, &mut reading);
            tree.forget(*top);
        }
        side.in_order()
    }

    fn nothing_of(tree: &Tree, text: &'t str) -> Self {
        Side {
            text,
            is_module: matches!(tree.script.program, Program::Module(_)),
            comments: Rc::clone(&tree.script.comments),
            directives: directives(tree.script),
            nodes: Vec::new(),
            statements: Vec::new(),
            strings: Vec::new(),
            waits: Vec::new(),
            top: Vec::new(),
            names: Vec::new(),
            mentions: Vec::new(),
        }
    }

    /// Adds the facts of a top-level statement.
    fn read(&mut self, tree: &Tree, top: NodeId, reading: &mut Reading) {
        self.top.push((tree.span(top), statement::ends_for_sure(tree, top, self.text)));
        for node in tree.inside(top) {
            self.nodes.extend(kind(tree, node).map(|kind| (place(tree, node, self.text), kind)));
            self.statements.extend(Statement::of(tree, node));
            self.strings.extend(reading.bodies.directive(tree, node));
            self.waits.extend(waits::misused(tree, node));
            self.mention(tree, node, &mut reading.known);
        }
    }

    fn in_order(mut self) -> Self {
        self.nodes.sort_by_key(|(place, _)| *place);
        self.nodes.shrink_to_fit();
        self.mentions.shrink_to_fit();
        self.statements.shrink_to_fit();
        self
    }

    /// Adds the occurrence of a name, if the node is one.
    fn mention(&mut self, tree: &Tree, node: NodeId, known: &mut FxHashMap<Id, u32>) {
        let Some(id) = tree.id(node) else { return };
        let name = known.get(id).copied().unwrap_or_else(|| {
            let is_unbound = tree.script.is_unbound(id);
            let name = self.names.len() as u32;
            known.insert(id.clone(), name);
            self.names.push(NameRecord {
                id: id.clone(),
                is_unbound,
                first: None,
                declarations: Declarations::default(),
            });
            name
        });
        let declared = scope::declares(tree, node);
        if let Some(declared) = &declared {
            let name = &mut self.names[name as usize];
            let is_module_level = scope::is_module_level(tree, declared);
            name.first.get_or_insert(First { place: tree.span(node), is_module_level });
            name.declarations.add(tree, declared);
        }
        let is_type = || matches!(tree.parent(node).map(|up| tree.ast(up)), Some(Ast::Type));
        let does = match declared {
            Some(declared) => declares(tree, node, &declared),
            None if is_type() => NameUse::MeansType,
            None => NameUse::Means,
        };
        self.mentions.push(Occurrence { place: tree.span(node), name, does });
    }

    /// The name that is mentioned.
    pub fn name(&self, mention: &Occurrence) -> &NameRecord {
        &self.names[mention.name as usize]
    }
}

fn declares(tree: &Tree, node: NodeId, declared: &Declared) -> NameUse {
    if scope::function_around(tree, node).is_some() {
        return NameUse::DeclaresWithin;
    }
    let is_var = || scope::declaration_kind(tree, declared.holder) == Some(VarDeclKind::Var);
    let in_block = !scope::is_module_level(tree, declared);
    let leaves_block = || declared.how == How::Function || is_var();
    NameUse::DeclaresOutside { in_block: (!in_block || leaves_block()).then_some(in_block) }
}

fn directives(script: &Script) -> Vec<String> {
    let of = |stmt: &Stmt| match stmt {
        Stmt::Expr(ExprStmt { expr, .. }) => match &**expr {
            Expr::Lit(Lit::Str(text)) => Some(text.value.as_str().unwrap_or_default().to_owned()),
            _ => None,
        },
        _ => None,
    };
    match &script.program {
        Program::Script(script) => script.body.iter().map_while(of).collect(),
        Program::Module(module) => module
            .body
            .iter()
            .map_while(|item| match item {
                ModuleItem::Stmt(stmt) => of(stmt),
                ModuleItem::ModuleDecl(_) => None,
            })
            .collect(),
    }
}

/// The span of a node without its semicolon: whether one is written makes no difference.
fn place(tree: &Tree, node: NodeId, text: &str) -> Span {
    let span = tree.span(node);
    match tree.ast(node) {
        Ast::Stmt(Stmt::Empty(_)) => span,
        Ast::Stmt(_) | Ast::ModuleDecl(_) | Ast::ClassMember(_) => without_semicolon(span, text),
        _ => span,
    }
}

/// The kind of a node, if it is compared. A bare name is not: names are compared by their bindings.
fn kind(tree: &Tree, node: NodeId) -> Option<NodeKind> {
    match tree.ast(node) {
        Ast::Expr(Expr::Ident(_)) | Ast::Pat(Pat::Ident(_)) => None,
        // A semicolon at the start of a line ends the statement above, whatever that is.
        Ast::Stmt(Stmt::Empty(_)) => None,
        _ => tree.kind(node),
    }
}
