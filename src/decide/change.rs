//! What becomes of a piece of the script, by its nodes: decided before any text is written.
//!
//! A [`Change`] says what is to be left, not how the bytes around it close up: commas, lines and comments are
//! the business of [`super::lower`].

use super::Input;
use crate::edit::{Cover, Span};
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value;
use swc_ecma_ast::*;

/// A change of one piece of the script.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// The statement is removed.
    DropStatement(NodeId),
    /// A pattern of the declarator loses these of its names, by their places in it.
    DropNames { declarator: NodeId, names: Vec<usize> },
    /// The declarator is removed, and with the last one of a statement that statement.
    DropDeclarator(NodeId),
    /// The statement does nothing any more but wait.
    Wait(NodeId),
    /// `undefined` replaces the expression.
    Undefine(NodeId),
    /// A promise that is settled replaces the expression.
    Settle(NodeId),
    /// Nothing else of `whole` is left than `kept`.
    KeepOnly { whole: Span, kept: Span },
    /// A parameter, a cast or an annotation is removed.
    Cut(Span),
    /// A name that nobody reads replaces the pattern of the declarator.
    Unname(NodeId),
    /// The option gets its name in v3.
    Rename { option: Key, to: &'static str },
    /// The option at `at` becomes the first of two values that is there.
    Either { at: Span, values: [Operand; 2] },
    /// The option becomes the one that challenges nobody.
    ChallengeNobody(Span),
}

/// The key of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// `key: value` and `key() { … }`: the place of the key.
    Written(Span),
    /// `key`, alone: the place of both.
    Shorthand(Span),
}

/// A value as one side of an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operand {
    /// Its place.
    pub place: Span,
    /// Whether it needs parentheses.
    pub in_parentheses: bool,
}

impl Change {
    /// The expression or statement at `node` is removed, with the statement that it is alone in. An expression
    /// whose value somebody takes becomes `undefined`. None where `node` is the whole script.
    pub fn remove(input: &Input, node: NodeId) -> Option<Change> {
        if matches!(input.tree.ast(node), Ast::Stmt(_)) {
            return Some(Change::DropStatement(node));
        }
        let up = input.tree.parent(outermost(input, node))?;
        Some(match input.tree.ast(up) {
            Ast::Stmt(Stmt::Expr(_)) => Change::DropStatement(up),
            _ => Change::Undefine(node),
        })
    }

    /// The text that is not there any more.
    fn cuts(&self, input: &Input) -> Vec<Span> {
        let of = |node: &NodeId| input.tree.span(*node);
        match self {
            Change::DropStatement(node) | Change::Undefine(node) | Change::Settle(node) => vec![of(node)],
            Change::DropDeclarator(node) => vec![of(&alone_in(input, *node).unwrap_or(*node))],
            Change::DropNames { declarator, names } => {
                let all = properties(input, *declarator);
                names.iter().filter_map(|index| all.get(*index)).map(span).collect()
            }
            Change::Wait(node) => vec![waiting(input, *node)],
            Change::KeepOnly { whole, kept } => {
                vec![Span::new(whole.start, kept.start), Span::new(kept.end, whole.end)]
            }
            Change::Cut(place) | Change::ChallengeNobody(place) => vec![*place],
            Change::Unname(node) => vec![pattern(input, *node).unwrap_or(of(node))],
            Change::Rename { option: Key::Written(key), .. } => vec![*key],
            Change::Rename { option: Key::Shorthand(_), .. } => Vec::new(),
            Change::Either { at, .. } => vec![*at],
        }
    }

    /// The text that it keeps, whatever is removed around it.
    fn kept(&self) -> Vec<Span> {
        match self {
            Change::Either { values, .. } => values.iter().map(|value| value.place).collect(),
            _ => Vec::new(),
        }
    }
}

/// What changes leave of the script.
pub struct Left {
    cuts: Cover,
    kept: Cover,
}

impl Left {
    /// What `changes` leave, where the text at `dropped` is removed, too.
    pub fn by<'c>(
        input: &Input,
        changes: impl IntoIterator<Item = &'c Change> + Clone,
        dropped: impl IntoIterator<Item = Span>,
    ) -> Self {
        let cuts = changes.clone().into_iter().flat_map(|change| change.cuts(input));
        Left { cuts: Cover::of(cuts.chain(dropped)), kept: Cover::of(changes.into_iter().flat_map(Change::kept)) }
    }

    /// Whether the text at `place` is removed.
    pub fn drops(&self, place: Span) -> bool {
        // A place without text is only removed with what is on both of its sides.
        let wide = if place.is_empty() && place.start > 0 { Span::new(place.start - 1, place.end + 1) } else { place };
        self.cuts.covers(wide) && !self.kept.covers(place)
    }
}

/// `node` with the parentheses, the `await` and the `void` around it.
pub fn outermost(input: &Input, mut node: NodeId) -> NodeId {
    while let Some(up) = input.tree.parent(node)
        && input.tree.expr(up).is_some_and(|expr| {
            value::is_wrapper(expr) || matches!(expr, Expr::Await(_) | Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. }))
        })
    {
        node = up;
    }
    node
}

/// The statement that a declarator is the only one of.
pub fn alone_in(input: &Input, declarator: NodeId) -> Option<NodeId> {
    let statement = input.tree.parent(declarator)?;
    let is_alone = matches!(input.tree.ast(statement), Ast::Stmt(Stmt::Decl(Decl::Var(var))) if var.decls.len() == 1);
    is_alone.then_some(statement)
}

/// The place in a statement where only waiting is left. Its semicolon, if it has one, stays.
pub fn waiting(input: &Input, statement: NodeId) -> Span {
    match input.tree.ast(statement) {
        Ast::Stmt(Stmt::Expr(stmt)) => span(&*stmt.expr),
        _ => input.tree.span(statement),
    }
}

/// The place of a declarator's pattern.
pub fn pattern(input: &Input, declarator: NodeId) -> Option<Span> {
    match input.tree.ast(declarator) {
        Ast::Declarator(declarator) => Some(span(&declarator.name)),
        _ => None,
    }
}

/// The properties of the pattern of a declarator.
pub fn properties<'a>(input: &Input<'_, 'a>, declarator: NodeId) -> &'a [ObjectPatProp] {
    match input.tree.ast(declarator) {
        Ast::Declarator(VarDeclarator { name: Pat::Object(object), .. }) => &object.props,
        _ => &[],
    }
}
