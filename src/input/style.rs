//! The style of the file, which new text follows.
//!
//! Every new text needs semicolons, indentation and line ends, so these are computed at once. The quotes and
//! the last commas are rarely needed and require reading all nodes, so they are computed on demand.

use super::{Input, literal};
use crate::syntax::span;
use crate::text;
use crate::tree::{Ast, NodeId, Tree};
use swc_common::Spanned;
use swc_ecma_ast::*;

/// The style that most new text needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// `;`, or nothing if the file uses no semicolons.
    pub semi: &'static str,
    /// One step of indentation.
    pub indent: String,
    /// The line ending of most lines.
    pub eol: &'static str,
}

impl Style {
    /// Returns the style of the script of `tree`, in `source`.
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
    /// Returns the quote of most strings of the file, `"` in a tie.
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

    /// Returns `,` unless most literals over several lines have no comma after the last member; then nothing.
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

    /// Returns all nodes that are not in the markup of a document.
    fn code(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.tree.all().filter(|node| !self.script.slices.is_markup(self.tree.span(*node)))
    }
}

/// Returns `;`, or nothing if most statements end without one. The top-level statements decide, or all statements
/// if the numbers of both kinds differ by at most one.
fn semicolon(source: &str, tree: &Tree) -> &'static str {
    let ends = |node: NodeId| match tree.ast(node) {
        // A synthetic node has no text.
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

/// Returns the number of `true` answers minus that of `false` ones.
fn balance(answers: impl Iterator<Item = bool>) -> i32 {
    answers.map(|yes| if yes { 1 } else { -1 }).sum()
}
