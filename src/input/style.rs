//! How the file is written: new text follows it.
//!
//! Every text needs semicolons and line ends, so these are read at once, and cheaply. Few need the
//! rest, for which the whole file is read.

use super::{Input, literal};
use crate::syntax::span;
use crate::text;
use crate::tree::{Ast, NodeId, Tree};
use swc_common::Spanned;
use swc_ecma_ast::*;

/// What most new text must look like to fit in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// `;`, or nothing where the file has none.
    pub semi: &'static str,
    /// One step of indentation.
    pub indent: String,
    /// The line ending most lines have.
    pub eol: &'static str,
}

impl Style {
    /// The style of the script of `tree`, in `source`.
    pub fn of(source: &str, tree: &Tree) -> Self {
        let code: String = tree.script.slices.all().map(|slice| slice.of(source)).collect();
        let indent = text::indent_unit(&code).or_else(|| text::indent_unit(source));
        Style {
            semi: semicolon(source, tree),
            indent: indent.unwrap_or_else(|| "  ".to_owned()),
            eol: text::line_ending(source),
        }
    }
}

impl Input<'_, '_> {
    /// The quote that most strings of the file have.
    pub(super) fn usual_quote(&self) -> char {
        let strings = self.code().filter_map(|node| match self.tree.ast(node) {
            Ast::Expr(Expr::Lit(Lit::Str(text))) => Some(text),
            Ast::ModuleDecl(ModuleDecl::Import(import)) => Some(&*import.src),
            Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) => match &import.module_ref {
                TsModuleRef::TsExternalModuleRef(module) => Some(&module.expr),
                TsModuleRef::TsEntityName(_) => None,
            },
            _ => None,
        });
        let quotes = strings.filter_map(|text| span(text).of(self.source).chars().next());
        if balance(quotes.map(|quote| quote == '\'')) > 0 { '\'' } else { '"' }
    }

    /// `,` where the last member of most literals over several lines has one, else nothing.
    pub(super) fn usual_last_comma(&self) -> &'static str {
        let last = |node: NodeId| match self.tree.expr(node) {
            Some(Expr::Object(object)) => object.props.last().map(|prop| span(&prop.span())),
            Some(Expr::Array(array)) => array.elems.last()?.as_ref().map(|element| span(&element.span())),
            _ => None,
        };
        let literals = self.code().filter_map(|node| Some((self.tree.span(node), last(node)?)));
        let literals = literals.filter(|(place, _)| place.of(self.source).contains('\n'));
        let comments = &self.script.comments;
        let ends = literals
            .map(|(place, last)| literal::comma_between(self.source, comments, last.end, place.end - 1).is_some());
        if balance(ends) < 0 { "" } else { "," }
    }

    /// All nodes that are not in the markup of a document.
    fn code(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.tree.all().filter(|node| !self.script.slices.is_markup(self.tree.span(*node)))
    }
}

/// `;`, or nothing where most statements end without one: those of the top level, or where that is a
/// close call, all.
fn semicolon(source: &str, tree: &Tree) -> &'static str {
    let ends = |node: NodeId| match tree.ast(node) {
        // Nobody wrote what has no text.
        _ if tree.script.slices.is_markup(tree.span(node)) || tree.span(node).is_empty() => None,
        Ast::ModuleDecl(
            ModuleDecl::Import(_)
            | ModuleDecl::TsImportEquals(_)
            | ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(_), .. })
            | ModuleDecl::ExportDefaultExpr(_)
            | ModuleDecl::ExportNamed(_)
            | ModuleDecl::ExportAll(_),
        )
        | Ast::Stmt(Stmt::Expr(_) | Stmt::Return(_) | Stmt::Decl(Decl::Var(_))) => {
            Some(tree.span(node).of(source).ends_with(';'))
        }
        _ => None,
    };
    let most = match balance(tree.top().filter_map(ends)) {
        -1..=1 => balance(tree.all().filter_map(ends)),
        most => most,
    };
    if most < 0 { "" } else { ";" }
}

/// By how many more of `answers` are yes than no.
fn balance(answers: impl Iterator<Item = bool>) -> i32 {
    answers.map(|yes| if yes { 1 } else { -1 }).sum()
}
