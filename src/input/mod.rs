//! The script under migration, and the questions that both `decide` and `write` ask about it.
//!
//! Nothing here decides or edits anything. General questions about a program are in `analysis`.

mod flows;
mod hosts;
pub mod ignore;
pub mod literal;
pub mod loads;
mod once;
pub mod places;
mod style;

pub use flows::{ByPlace, Flows};
pub use hosts::{Found, Hosts, code_below_todo, follows};
pub use once::{Made, Once};
pub use style::Style;

use crate::analysis::Analysis;
use crate::bindings::{Bindings, Usage, is};
use crate::edit::Span;
use crate::migration::Choice;
use crate::symbols::Symbols;
use crate::syntax::{Dialect, Script, span};
use crate::text;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, Effect, unwrap};
use loads::load_of;
use swc_ecma_ast::*;

/// The script under migration, and the facts about it.
pub struct Input<'i, 'a> {
    /// The text of the whole file.
    pub source: &'i str,
    /// The parsed program.
    pub script: &'a Script,
    /// The nodes of the program.
    pub tree: &'i Tree<'a>,
    /// The names that are bound to v2, and their uses.
    pub bindings: &'i Bindings,
    /// The grammar of the program.
    pub dialect: Dialect,
    /// What is known of the project, and how far to go.
    pub choice: &'i Choice,
    /// The style of the file.
    pub style: Style,
    /// The symbols of the program.
    pub symbols: &'i Symbols,
    /// The data flow of the values that its calls of v2 return.
    pub flows: &'i Flows,
    /// Answers to questions that are asked repeatedly.
    pub once: &'i Once,
    /// The statements and class members that its TODOs may be placed above.
    pub hosts: &'i Hosts,
}

impl<'i, 'a> Input<'i, 'a> {
    /// Returns the script for general questions about a program.
    pub fn analysis(&self) -> Analysis<'i, 'a> {
        Analysis { tree: self.tree, symbols: self.symbols }
    }

    /// Returns the top-level statements, in source order.
    pub fn top_level(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.tree.top()
    }

    /// Whether a statement is not nested in another one, so that lines for imports may be inserted around it. The
    /// synthetic function around the instance script of a component does not count: it has no text.
    pub fn is_at_top(&self, statement: NodeId) -> bool {
        self.tree.parent(statement).is_none_or(|up| self.tree.span(up).is_empty())
    }

    /// Whether two statements are in the same list. In a component, imports belong to the module although the code
    /// between them belongs to the instance.
    pub fn are_listed(&self, one: NodeId, other: NodeId) -> bool {
        self.tree.parent(one) == self.tree.parent(other) || (self.is_at_top(one) && self.is_at_top(other))
    }

    /// Whether a top-level statement is in a script that runs once, as the code of a module does.
    pub fn runs_once(&self, statement: NodeId) -> bool {
        let slices = &self.script.slices;
        let in_module = |module: Span| module.contains(self.tree.span(statement));
        slices.instance.is_none() || slices.module.is_some_and(in_module)
    }

    /// Whether a type at `place` names something of v2, directly or by a type that the script declares.
    pub fn names_v2_type(&self, place: Span) -> bool {
        let at = |own: Span| place.contains(own) || own.contains(place);
        let own = |name: NodeId| self.tree.id(name).is_some_and(|id| self.bindings.own_types.contains_key(id));
        self.bindings.types_of_v2().iter().any(|site| at(self.tree.span(*site))) || self.tree.within(place).any(own)
    }

    /// Returns the worst side effect of evaluating `expr`.
    pub fn effect(&self, expr: &Expr) -> Effect {
        self.tree.find(expr).map_or(Effect::Changes, |node| value::effect(self.tree, node))
    }

    /// Returns the worst side effect of evaluating `node`.
    pub fn effect_of(&self, node: NodeId) -> Effect {
        value::effect(self.tree, node)
    }

    /// Returns a name that is not used in the file: one of `candidates`, or the last of them with a number.
    pub fn fresh(&self, candidates: &[&str]) -> String {
        text::fresh_name(candidates, |name| self.is_taken(name))
    }

    /// Whether the file contains a name, or would change its meaning because of it.
    pub fn is_taken(&self, name: &str) -> bool {
        self.tree.spells(name) || self.script.slices.takes(name)
    }

    pub(super) fn finds_typeof_window(&self) -> bool {
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

    /// Whether the v3 class can be used as a type, because an import declares it.
    pub fn class_is_a_type(&self) -> bool {
        self.bindings.imports.iter().any(|node| matches!(self.tree.ast(*node), Ast::ModuleDecl(ModuleDecl::Import(_))))
            || !self.bindings.v3_imports.is_empty()
    }

    /// Returns the call whose callee is the member access `member`, and its arguments. None if it is not called.
    pub fn called(&self, member: NodeId) -> Option<(NodeId, &'a [ExprOrSpread])> {
        let mut callee = member;
        loop {
            let up = self.tree.parent(callee)?;
            if self.tree.expr(up).is_some_and(value::is_wrapper) {
                callee = up;
                continue;
            }
            let (written, args, _) = parts(self, up)?;
            return is(self.tree, callee, written).then_some((up, args));
        }
    }

    /// Whether a statement is in a list of statements, and not the sole body of another statement.
    pub fn is_in_list(&self, statement: NodeId) -> bool {
        matches!(
            self.tree.parent(statement).map(|up| self.tree.ast(up)),
            None | Some(Ast::Function(_) | Ast::Expr(_) | Ast::ClassMember(_))
                | Some(Ast::Stmt(Stmt::Block(_) | Stmt::Switch(_) | Stmt::Try(_) | Stmt::Decl(_)))
        )
    }

    /// Returns the offset at which the line of `at` starts. It is not before the start of the script.
    pub fn line_start(&self, at: u32) -> u32 {
        let start = text::line_start(self.source, at);
        self.script.slices.around(at).map_or(start, |slice| start.max(slice.start))
    }

    /// Returns the offset at which the line of `at` ends. It is not after the end of the script.
    pub fn line_end(&self, at: u32) -> u32 {
        let end = text::line_end(self.source, at);
        self.script.slices.around(at).map_or(end, |slice| end.min(slice.end))
    }

    /// Returns the offset at which the line after that of `at` starts, or the end of the script.
    pub fn next_line(&self, at: u32) -> u32 {
        let next = text::next_line(self.source, at);
        self.script.slices.around(at).map_or(next, |slice| next.min(slice.end))
    }

    /// Returns the offset for a new line below the statement that ends at `end`, after the comments that follow on
    /// its last line. None if code follows on that line.
    pub fn line_below(&self, end: u32) -> Option<u32> {
        let mut at = end;
        while !text::is_last_on_line(self.source, at) {
            let from = text::skip_blanks(self.source, at);
            at = self.script.comment_from(from)?.span.end;
        }
        Some(self.next_line(at))
    }

    /// Returns the last statement of the directives and imports at the top, after which new top-level code is
    /// inserted. In a component, these are those of the script that runs once, if it has any. None if there are
    /// none.
    pub fn top(&self) -> Option<NodeId> {
        let mut last = None;
        for node in self.top_level() {
            let belongs = match self.tree.ast(node) {
                Ast::ModuleDecl(ModuleDecl::Import(_) | ModuleDecl::TsImportEquals(_)) => true,
                Ast::Stmt(Stmt::Expr(stmt)) => matches!(&*stmt.expr, Expr::Lit(Lit::Str(_))),
                _ => false,
            };
            if !belongs || (last.is_some_and(|last| self.runs_once(last)) && !self.runs_once(node)) {
                break;
            }
            last = Some(node);
        }
        last
    }
}

/// Returns the callee, the arguments and the span of the type arguments of a call, optional or not. None if
/// `call` is not a call.
pub fn parts<'a>(input: &Input<'_, 'a>, call: NodeId) -> Option<(&'a Expr, &'a [ExprOrSpread], Option<Span>)> {
    match input.tree.expr(call)? {
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, type_args, .. }) => {
            Some((callee, args, type_args.as_ref().map(|types| span(&**types))))
        }
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Call(call) => {
                Some((&call.callee, &call.args, call.type_args.as_ref().map(|types| span(&**types))))
            }
            OptChainBase::Member(_) => None,
        },
        _ => None,
    }
}
