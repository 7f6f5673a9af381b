//! The changes that are decided on, each of one node of the script, before any text is written.
//!
//! A [`Change`] says what is left of the node, and not how the text around it is repaired. `write::lower` turns
//! changes into edits of commas, lines and comments.

use super::Input;
use crate::edit::{Cover, Span};
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value;
use swc_ecma_ast::*;

/// A change of one part of the script.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// The statement is removed.
    DropStatement(NodeId),
    /// These names, by their indices, are removed from the object pattern of the declarator.
    DropNames { declarator: NodeId, names: Vec<usize> },
    /// The declarator is removed, or its whole statement if it is the only one.
    DropDeclarator(NodeId),
    /// The statement is replaced by one that only waits.
    Wait(NodeId),
    /// The expression is replaced by `undefined`.
    Undefine(NodeId),
    /// The expression is replaced by a settled promise.
    Settle(NodeId),
    /// Of `whole`, only `kept` is left.
    KeepOnly { whole: Span, kept: Span },
    /// A parameter, a cast or an annotation is removed.
    Cut(Span),
    /// The pattern of the declarator is replaced by a name that is never read.
    Unname(NodeId),
    /// The option is renamed to its v3 name.
    Rename { option: Key, to: &'static str },
    /// The option at `at` becomes the first of two values that is present.
    Either { at: Span, values: [Operand; 2] },
    /// The option is replaced by the one that challenges nobody.
    ChallengeNobody(Span),
}

/// The key of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// `key: value` or `key() { … }`, with the span of the key.
    Written(Span),
    /// `key` as a shorthand, with its span.
    Shorthand(Span),
}

/// A value as an operand of an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operand {
    /// Its span.
    pub place: Span,
    /// Whether it needs parentheses.
    pub in_parentheses: bool,
}

impl Change {
    /// Returns the change that removes the expression or statement at `node`. If the expression is the whole
    /// statement, the statement is removed; otherwise the expression becomes `undefined`. None if `node` is the
    /// whole script.
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

    /// Returns the spans that the change removes or replaces.
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

    /// Returns the spans that the change keeps, although they are inside those it removes.
    fn kept(&self) -> Vec<Span> {
        match self {
            Change::Either { values, .. } => values.iter().map(|value| value.place).collect(),
            _ => Vec::new(),
        }
    }
}

/// What is left of the script after changes.
pub struct Left {
    cuts: Cover,
    kept: Cover,
}

impl Left {
    /// Returns what is left after `changes` and after removing the spans `dropped`.
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
        // An empty span is removed only together with the text on both sides of it.
        let wide = if place.is_empty() && place.start > 0 { Span::new(place.start - 1, place.end + 1) } else { place };
        self.cuts.covers(wide) && !self.kept.covers(place)
    }
}

/// Returns the outermost node that is `node` in parentheses, casts, `await` and `void`.
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

/// Returns the statement of a declarator if it is the only one in it. None otherwise.
pub fn alone_in(input: &Input, declarator: NodeId) -> Option<NodeId> {
    let statement = input.tree.parent(declarator)?;
    let is_alone = matches!(input.tree.ast(statement), Ast::Stmt(Stmt::Decl(Decl::Var(var))) if var.decls.len() == 1);
    is_alone.then_some(statement)
}

/// Returns the span that [`Change::Wait`] replaces in a statement. It does not include a semicolon.
pub fn waiting(input: &Input, statement: NodeId) -> Span {
    match input.tree.ast(statement) {
        Ast::Stmt(Stmt::Expr(stmt)) => span(&*stmt.expr),
        _ => input.tree.span(statement),
    }
}

/// Returns the span of the pattern of a declarator. None if `declarator` is not one.
pub fn pattern(input: &Input, declarator: NodeId) -> Option<Span> {
    match input.tree.ast(declarator) {
        Ast::Declarator(declarator) => Some(span(&declarator.name)),
        _ => None,
    }
}

/// Returns the properties of the object pattern of a declarator. Empty if it has none.
pub fn properties<'a>(input: &Input<'_, 'a>, declarator: NodeId) -> &'a [ObjectPatProp] {
    match input.tree.ast(declarator) {
        Ast::Declarator(VarDeclarator { name: Pat::Object(object), .. }) => &object.props,
        _ => &[],
    }
}
