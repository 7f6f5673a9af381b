//! What every planner may ask about the script.

mod flows;
mod hosts;
pub mod ignore;
pub mod literal;
pub mod loads;
mod once;
pub mod places;
mod style;

pub use flows::{ByPlace, Flows};
pub use hosts::{Found, Hosts, follows, stands_above};
pub use once::{Made, Once};
pub use style::Style;

use crate::analysis::Analysis;
use crate::bindings::{Bindings, Usage, is};
use crate::edit::Span;
use crate::migration::Choice;
use crate::symbols::Symbols;
use crate::syntax::span;
use crate::syntax::{Dialect, Script};
use crate::text;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, Effect, unwrap};
use loads::load_of;
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
    /// What was chosen for it.
    pub choice: &'i Choice,
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
            let (written, args, _) = parts(self, up)?;
            return is(self.tree, callee, written).then_some((up, args));
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

    /// The last statement of the first run of directives and imports, if there is one: in a component,
    /// of the script that runs once, if that has any. Something new goes in at the top behind it.
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

/// The arguments and the callee of a call, optional or not.
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
