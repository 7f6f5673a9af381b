//! What every planner may ask about the script.

use super::Style;
use super::attach;
use super::hosts::Hosts;
use super::loaded::load_of;
use super::once::Once;
use super::reach;
use super::response::Flows;
use crate::analysis::Analysis;
use crate::bindings::{Bindings, Usage, is};
use crate::edit::{Edit, Piece, Span, part};
use crate::migration::Project;
use crate::symbols::Symbols;
use crate::syntax::{Dialect, Script};
use crate::text;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, Effect, unwrap};
use swc_ecma_ast::*;

/// The script under migration, and what is known of it.
pub struct Input<'i, 'a> {
    /// The whole file.
    pub source: &'i str,
    /// Its program.
    pub script: &'a Script,
    /// Its nodes.
    pub tree: &'i Tree<'a>,
    /// What of v2 is in it.
    pub bindings: &'i Bindings,
    /// Its grammar.
    pub dialect: Dialect,
    /// What is known of the project.
    pub project: Project,
    /// How it is written.
    pub style: Style,
    /// Its names.
    pub symbols: &'i Symbols,
    /// Where the values of its calls of v2 go.
    pub flows: &'i Flows,
    /// What is known of it already.
    pub once: &'i Once,
    /// Above what its TODOs may stand.
    pub hosts: &'i Hosts,
}

impl<'i, 'a> Input<'i, 'a> {
    /// The script, for general questions about it.
    pub fn analysis(&self) -> Analysis<'i, 'a> {
        Analysis { tree: self.tree, symbols: self.symbols }
    }

    /// The statements of the top level, in order.
    pub fn top_level(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.tree.top()
    }

    /// Whether a statement is in no other one: lines for imports may go in around it. What stands for
    /// a component's own script has no text.
    pub fn is_at_top(&self, statement: NodeId) -> bool {
        self.tree.parent(statement).is_none_or(|up| self.tree.span(up).is_empty())
    }

    /// Whether two statements are in one list. In a component the imports are the module's, and the code
    /// between them is the instance's.
    pub fn are_listed(&self, one: NodeId, other: NodeId) -> bool {
        self.tree.parent(one) == self.tree.parent(other) || (self.is_at_top(one) && self.is_at_top(other))
    }

    /// Whether a top-level statement is in a script that runs once, as a module does.
    pub fn runs_once(&self, statement: NodeId) -> bool {
        let slices = &self.script.slices;
        let in_module = |module: Span| module.contains(self.tree.span(statement));
        slices.instance.is_none() || slices.module.is_some_and(in_module)
    }

    /// Whether a type at `place` names something of v2, perhaps by a type of the script's own.
    pub fn names_v2_type(&self, place: Span) -> bool {
        let at = |own: Span| place.contains(own) || own.contains(place);
        let own = |name: NodeId| self.tree.id(name).is_some_and(|id| self.bindings.own_types.contains_key(id));
        self.bindings.types_of_v2().iter().any(|site| at(self.tree.span(*site))) || self.tree.within(place).any(own)
    }

    /// The worst that evaluating `expr` does.
    pub fn effect(&self, expr: &Expr) -> Effect {
        self.tree.find(expr).map_or(Effect::Changes, |node| value::effect(self.tree, node))
    }

    /// The worst that evaluating `node` does.
    pub fn effect_of(&self, node: NodeId) -> Effect {
        value::effect(self.tree, node)
    }

    /// A name that nothing in the file spells.
    pub fn fresh(&self, candidates: &[&str]) -> String {
        text::fresh_name(candidates, |name| self.is_taken(name))
    }

    /// Whether something in the file spells a name, or would be changed by it.
    pub fn is_taken(&self, name: &str) -> bool {
        self.tree.spells(name) || self.script.slices.takes(name)
    }

    pub(super) fn asks_for_window(&self) -> bool {
        self.tree.holding("window").any(|node| match self.tree.expr(node) {
            Some(Expr::Unary(UnaryExpr { op: UnaryOp::TypeOf, arg, .. })) => {
                matches!(unwrap(arg), Expr::Ident(ident) if &*ident.sym == "window")
            }
            _ => false,
        })
    }

    pub(super) fn loads_by_require(&self) -> bool {
        let equals = |node: &NodeId| matches!(self.tree.ast(*node), Ast::ModuleDecl(ModuleDecl::TsImportEquals(_)));
        if self.bindings.imports.iter().any(equals) {
            return true;
        }
        self.bindings.sites.iter().any(|site| {
            let is_require = matches!(self.tree.expr(load_of(self, site)), Some(Expr::Call(call)) if !matches!(call.callee, Callee::Import(_)));
            site.via.is_none() && is_require && site.usage != Usage::Mock
        })
    }

    /// Whether the v3 class is a type, too: it is where an import declares it.
    pub fn class_is_a_type(&self) -> bool {
        self.bindings.imports.iter().any(|node| matches!(self.tree.ast(*node), Ast::ModuleDecl(ModuleDecl::Import(_))))
            || !self.bindings.v3_imports.is_empty()
    }

    /// The call whose callee is the member access at `member`, and its arguments.
    pub fn called(&self, member: NodeId) -> Option<(NodeId, &'a [ExprOrSpread])> {
        let mut callee = member;
        loop {
            let up = self.tree.parent(callee)?;
            if self.tree.expr(up).is_some_and(value::is_wrapper) {
                callee = up;
                continue;
            }
            let (written, args, _) = attach::parts(self, up)?;
            return is(self.tree, callee, written).then_some((up, args));
        }
    }

    /// The text of `place` as pieces, its lines moved from their own indentation to `to`.
    ///
    /// Where v2 is used inside, edits may span lines, and the text is moved as it stands.
    pub fn moved(&self, place: Span, to: &str) -> Vec<Piece> {
        let from = text::indent_at(self.source, place.start);
        let edited = self.bindings.sites.iter().any(|site| place.contains(self.tree.span(site.origin)));
        if edited || from == to {
            return vec![Piece::Old(place)];
        }
        let fixed: Vec<Span> = self
            .tree
            .within(place)
            .filter(|node| match self.tree.ast(*node) {
                Ast::Expr(expr) => matches!(expr, Expr::Tpl(_) | Expr::TaggedTpl(_) | Expr::Lit(Lit::Str(_))),
                Ast::JsxAttr(attr) => matches!(attr.value, Some(JSXAttrValue::Str(_))),
                _ => false,
            })
            .map(|node| self.tree.span(node))
            .collect();
        let mut pieces = Vec::new();
        let (mut kept, mut at) = (place.start, place.start);
        loop {
            let next = text::next_line(self.source, at);
            if next >= place.end || next <= at {
                pieces.push(Piece::Old(Span::new(kept, place.end)));
                return pieces;
            }
            let movable = !fixed.iter().any(|fixed| fixed.start < next && next < fixed.end);
            let line = part(self.source, next as usize..);
            at = next;
            if movable && line.starts_with(from) && !part(line, from.len()..).starts_with(['\n', '\r']) {
                pieces.extend([Piece::Old(Span::new(kept, next)), Piece::new(to.to_owned())]);
                at = next + from.len() as u32;
                kept = at;
            }
        }
    }

    /// The edits that take an expression out: its statement where it is one, else the value becomes
    /// `undefined`.
    pub fn removal(&self, node: NodeId) -> Vec<Edit> {
        if matches!(self.tree.ast(node), Ast::Stmt(_)) {
            return self.statement_removal(node);
        }
        let mut whole = node;
        while let Some(up) = self.tree.parent(whole)
            && self.tree.expr(up).is_some_and(|expr| {
                value::is_wrapper(expr)
                    || matches!(expr, Expr::Await(_) | Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. }))
            })
        {
            whole = up;
        }
        match self.tree.parent(whole) {
            Some(up) if matches!(self.tree.ast(up), Ast::Stmt(Stmt::Expr(_))) => self.statement_removal(up),
            Some(_) => vec![Edit::replace(self.tree.span(node), vec![Piece::new("undefined")])],
            None => Vec::new(),
        }
    }

    /// Whether a statement is one of several, not the sole body of another.
    pub fn is_in_list(&self, statement: NodeId) -> bool {
        matches!(
            self.tree.parent(statement).map(|up| self.tree.ast(up)),
            None | Some(Ast::Function(_) | Ast::Expr(_) | Ast::ClassMember(_))
                | Some(Ast::Stmt(Stmt::Block(_) | Stmt::Switch(_) | Stmt::Try(_) | Stmt::Decl(_)))
        )
    }

    /// The edit that takes a statement out, with its line where it has that to itself.
    pub fn statement_removal(&self, statement: NodeId) -> Vec<Edit> {
        let place = self.tree.span(statement);
        if !self.is_in_list(statement) {
            // A semicolon that starts the next line is a statement by itself.
            let code = super::todo::code_below(self, place.end);
            let is_empty = part(self.source, code as usize..).starts_with(';');
            let with = if is_empty { Vec::new() } else { vec![Piece::new("{}")] };
            return vec![Edit::replace(place, with)];
        }
        let own_lines =
            text::is_first_on_line(self.source, place.start) && text::is_last_on_line(self.source, place.end);
        let span = if own_lines {
            text::whole_lines(self.source, place)
        } else if text::is_last_on_line(self.source, place.end) && !self.is_at_top(statement) {
            Span::new(text::back_over_blanks(self.source, place.start), place.end)
        } else {
            Span::new(place.start, text::skip_blanks(self.source, place.end))
        };
        vec![Edit::delete(span)]
    }

    /// Where the line of the script starts that `at` is in.
    pub fn line_start(&self, at: u32) -> u32 {
        let start = text::line_start(self.source, at);
        self.script.slices.around(at).map_or(start, |slice| start.max(slice.start))
    }

    /// Where the line of the script ends that `at` is in.
    pub fn line_end(&self, at: u32) -> u32 {
        let end = text::line_end(self.source, at);
        self.script.slices.around(at).map_or(end, |slice| end.min(slice.end))
    }

    /// Where the line of the script starts that is below the one of `at`, or the end of the script.
    pub fn next_line(&self, at: u32) -> u32 {
        let next = text::next_line(self.source, at);
        self.script.slices.around(at).map_or(next, |slice| next.min(slice.end))
    }

    /// Where a new line goes in below the statement that ends at `end`: behind the comments that follow on
    /// its last line. None where code does.
    pub fn line_below(&self, end: u32) -> Option<u32> {
        let mut at = end;
        while !text::is_last_on_line(self.source, at) {
            let from = text::skip_blanks(self.source, at);
            at = self.script.comment_from(from)?.span.end;
        }
        Some(self.next_line(at))
    }

    /// Where something new goes in at the top: behind the first run of imports and directives.
    pub fn top(&self) -> Option<NodeId> {
        reach::first_run(self)
    }
}
