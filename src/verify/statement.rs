//! The facts of one statement: its place, and whether it is a directive.

use crate::edit::Span;
use crate::tree::{Ast, NodeId, Tree};
use rustc_hash::FxHashMap;
use swc_ecma_ast::*;

/// A statement, a module declaration or a class member that is not empty.
pub struct Statement {
    /// Its span.
    pub span: Span,
    /// The node whose list of statements it is in.
    pub list: Option<NodeId>,
}

impl Statement {
    /// The statement that a node is.
    pub fn of(tree: &Tree, node: NodeId) -> Option<Self> {
        match tree.ast(node) {
            Ast::Stmt(Stmt::Empty(_)) | Ast::ClassMember(ClassMember::Empty(_)) => None,
            Ast::Stmt(_) | Ast::ModuleDecl(_) | Ast::ClassMember(_) => {
                Some(Statement { span: tree.span(node), list: tree.parent(node) })
            }
            _ => None,
        }
    }
}

/// The span of a statement without its semicolon.
pub fn without_semicolon(span: Span, text: &str) -> Span {
    let text = span.of(text).trim_end_matches(|c: char| c == ';' || c.is_whitespace());
    Span::new(span.start, span.start + text.len() as u32)
}

/// Whether a statement ends where it does whatever follows, except for code that continues an
/// expression.
pub fn ends_for_sure(tree: &Tree, node: NodeId, text: &str) -> bool {
    let ends = |c: char| tree.span(node).of(text).ends_with(c);
    let has_body = |decl: &Decl| match decl {
        Decl::Fn(function) => function.function.body.is_some(),
        Decl::Class(_) | Decl::TsInterface(_) | Decl::TsEnum(_) => true,
        _ => false,
    };
    let is_block = match tree.ast(node) {
        Ast::Stmt(Stmt::Decl(decl)) => has_body(decl),
        Ast::Stmt(Stmt::Block(_) | Stmt::Switch(_) | Stmt::Try(_)) => true,
        Ast::ModuleDecl(ModuleDecl::ExportDecl(export)) => has_body(&export.decl),
        Ast::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match &export.decl {
            DefaultDecl::Fn(function) => function.function.body.is_some(),
            _ => true,
        },
        _ => false,
    };
    ends(';') || (is_block && ends('}'))
}

/// For each list of statements, whether only strings were in it so far.
#[derive(Default)]
pub struct Bodies(FxHashMap<Option<NodeId>, bool>);

impl Bodies {
    /// The span of the node, if it is a string that is a directive of a function or of the program. Must be
    /// called for all nodes in order.
    pub fn directive(&mut self, tree: &Tree, node: NodeId) -> Option<Span> {
        let Ast::Stmt(stmt) = tree.ast(node) else { return None };
        let list = tree.parent(node);
        let starts_body = list.is_none_or(|up| {
            matches!(
                tree.ast(up),
                Ast::Function(_) | Ast::Expr(Expr::Arrow(_)) | Ast::ClassMember(ClassMember::Constructor(_))
            )
        });
        let is_string = matches!(stmt, Stmt::Expr(ExprStmt { expr, .. }) if matches!(&**expr, Expr::Lit(Lit::Str(_))));
        let is_first = self.0.entry(list).or_insert(true);
        *is_first &= is_string;
        (*is_first && starts_body).then(|| tree.span(node))
    }
}
