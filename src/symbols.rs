//! The symbols of a script: how each name is declared, where it is read and written, and whether code
//! outside the script may do so, too.
//!
//! A symbol is computed when it is first needed, and kept. Scopes are swc's; see [`crate::scope`] for
//! single questions about a declaration.

use crate::scope::{self, Declared, How};
use crate::tree::{Ast, NodeId, Tree};
use crate::value::unwrap;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use swc_ecma_ast::*;

/// A name of a script together with its scope.
#[derive(Debug)]
pub struct Symbol {
    /// The name and its scope.
    pub id: Id,
    /// Its first declaration; none if the script does not declare it.
    pub declared: Option<Declared>,
    /// Every mention that is neither a declaration nor just the target of a `=`, in source order.
    pub reads: Vec<NodeId>,
    /// The expressions and loops that assign to it, without its own initializer.
    pub writes: Vec<NodeId>,
    /// Who else can read or write it.
    pub reach: Reach,
}

/// Who can read or write a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only code of this script, by the name.
    Script,
    /// Importers, too: the module exports it.
    Exported,
    /// Code outside the script: the script does not declare the name, or declares it as ambient, or the name
    /// is a member of something.
    Elsewhere,
}

/// The symbols of a script.
#[derive(Default)]
pub struct Symbols {
    known: RefCell<FxHashMap<Id, Rc<Symbol>>>,
    /// For each array, the index of its first spread.
    spreads: RefCell<FxHashMap<NodeId, Option<usize>>>,
}

impl Symbols {
    /// The index of the first spread in the array at `node`; `find` computes it once.
    pub fn first_spread(&self, node: NodeId, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        *self.spreads.borrow_mut().entry(node).or_insert_with(find)
    }

    /// The symbol that `id` is.
    pub fn get(&self, tree: &Tree, id: &Id) -> Rc<Symbol> {
        if let Some(known) = self.known.borrow().get(id) {
            return Rc::clone(known);
        }
        let symbol = Rc::new(Symbol::new(tree, id));
        self.known.borrow_mut().insert(id.clone(), Rc::clone(&symbol));
        symbol
    }
}

impl Symbol {
    fn new(tree: &Tree, id: &Id) -> Self {
        let declared = scope::declared(tree, id);
        let is_read = |name: &NodeId| scope::declares(tree, *name).is_none() && !is_target(tree, *name);
        Symbol {
            id: id.clone(),
            declared,
            reads: tree.mentions(id).filter(is_read).collect(),
            writes: scope::assignments(tree, id),
            reach: reach(tree, id, declared.as_ref()),
        }
    }

    /// Whether its value is always what its declaration makes it.
    pub fn is_constant(&self, tree: &Tree) -> bool {
        self.declared.is_some() && !scope::may_vary(tree, &self.id)
    }
}

/// Whether the name at `name` is only the target of a plain assignment.
fn is_target(tree: &Tree, name: NodeId) -> bool {
    let Some(up) = tree.parent(name) else { return false };
    match tree.ast(up) {
        Ast::Expr(Expr::Assign(assign)) => assign.op == AssignOp::Assign,
        Ast::Pat(_) => {
            let around = tree.ancestors(name).find(|node| !matches!(tree.ast(*node), Ast::Pat(_)));
            around.is_some_and(|around| {
                matches!(tree.ast(around), Ast::Expr(Expr::Assign(_)) | Ast::Stmt(Stmt::ForIn(_) | Stmt::ForOf(_)))
            })
        }
        _ => false,
    }
}

fn reach(tree: &Tree, id: &Id, declared: Option<&Declared>) -> Reach {
    let Some(declared) = declared else { return Reach::Elsewhere };
    let statement = match tree.ast(declared.holder) {
        Ast::Declarator(_) => tree.parent(declared.holder),
        _ => Some(declared.holder),
    };
    let Some(statement) = statement else { return Reach::Elsewhere };
    if is_ambient(tree, statement) || is_given_from_outside(tree, declared) {
        return Reach::Elsewhere;
    }
    let is_top = tree.parent(statement).is_none();
    match tree.ast(statement) {
        Ast::ModuleDecl(ModuleDecl::ExportDecl(_) | ModuleDecl::ExportDefaultDecl(_)) if is_top => Reach::Exported,
        // A member of a namespace is reached through the namespace.
        Ast::ModuleDecl(ModuleDecl::ExportDecl(_)) => Reach::Elsewhere,
        _ if is_top && is_shared_by_page(tree) && is_hoisted(tree, declared) => Reach::Elsewhere,
        // The code in the text given to `eval` may use any name around it.
        _ if tree.spelled("eval").iter().any(|eval| tree.script.is_unbound(eval)) => Reach::Elsewhere,
        _ if is_in_export_list(tree, id) => Reach::Exported,
        _ => Reach::Script,
    }
}

/// Whether a declaration is ambient: it says that something exists, and makes nothing.
pub fn is_ambient(tree: &Tree, statement: NodeId) -> bool {
    tree.up(statement).any(|up| match tree.ast(up) {
        Ast::Stmt(Stmt::Decl(decl)) | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl, .. })) => match decl {
            Decl::Var(var) => var.declare,
            Decl::Fn(function) => function.declare,
            Decl::Class(class) => class.declare,
            Decl::TsModule(module) => module.declare || module.global,
            Decl::Using(_) | Decl::TsInterface(_) | Decl::TsTypeAlias(_) | Decl::TsEnum(_) => false,
        },
        _ => false,
    })
}

/// Whether a framework provides the value of a name: a property of a component, or what Svelte's
/// `$props()` returns.
fn is_given_from_outside(tree: &Tree, declared: &Declared) -> bool {
    match tree.ast(declared.holder) {
        Ast::Declarator(declarator) => declarator.init.as_deref().is_some_and(|init| gives_props(tree, init)),
        _ => {
            let is_component = tree.script.slices.in_document && tree.span(declared.holder).is_empty();
            declared.how == How::Parameter && is_component
        }
    }
}

fn gives_props(tree: &Tree, init: &Expr) -> bool {
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) = unwrap(init) else { return false };
    matches!(unwrap(callee), Expr::Ident(ident) if &*ident.sym == "$props" && tree.script.is_unbound(&ident.to_id()))
}

/// Whether the script is a classic script of a page: other scripts see its top-level declarations.
fn is_shared_by_page(tree: &Tree) -> bool {
    tree.script.slices.in_browser && matches!(tree.script.program, Program::Script(_))
}

fn is_hoisted(tree: &Tree, declared: &Declared) -> bool {
    match tree.ast(declared.holder) {
        Ast::Declarator(_) => scope::declaration_kind(tree, declared.holder) == Some(VarDeclKind::Var),
        _ => declared.how == How::Function,
    }
}

fn is_in_export_list(tree: &Tree, id: &Id) -> bool {
    tree.mentions(id).any(|name| {
        let up = tree.parent(name).map(|up| tree.ast(up));
        matches!(up, Some(Ast::ModuleDecl(ModuleDecl::ExportNamed(_))))
    })
}
