//! Synthesized syntax: nodes that the source does not spell.
//!
//! They express in JavaScript what a component's framework does with the code in its markup.

use crate::edit::Span;
use swc_common::{BytePos, Spanned, SyntaxContext};
use swc_ecma_ast::*;

/// A span of the file, as swc writes it.
pub fn place(span: Span) -> swc_common::Span {
    swc_common::Span::new(BytePos(span.start + 1), BytePos(span.end + 1))
}

/// The empty span at the start of `node`, for a statement that the source does not spell.
pub fn before(node: &impl Spanned) -> Span {
    Span::at(super::span(node).start)
}

/// A name in an expression.
pub fn ident(name: &str, span: Span) -> Box<Expr> {
    Box::new(Expr::Ident(Ident::new_no_ctxt(name.into(), place(span))))
}

/// An unknown value.
pub fn unknown(at: Span) -> Box<Expr> {
    Box::new(Expr::This(ThisExpr { span: place(at) }))
}

/// `expr;`
pub fn stmt(at: Span, expr: Expr) -> Stmt {
    Stmt::Expr(ExprStmt { span: place(at), expr: Box::new(expr) })
}

/// A function around `stmts`.
pub fn arrow(at: Span, params: Vec<Pat>, stmts: Vec<Stmt>) -> Expr {
    let span = place(at);
    let body = Box::new(ArrowFunctionBody::FunctionBody(FunctionBody { span, stmts }));
    Expr::Arrow(ArrowExpr {
        span,
        ctxt: SyntaxContext::empty(),
        params,
        body,
        is_async: true,
        is_generator: false,
        type_params: None,
        return_type: None,
    })
}

/// `throw value;`
pub fn thrown(value: Box<Expr>) -> Stmt {
    Stmt::Throw(ThrowStmt { span: value.span(), arg: value })
}

/// `left = this;`
pub fn assigned(span: Span, left: AssignTarget) -> Stmt {
    let right = unknown(Span::at(span.start));
    stmt(span, Expr::Assign(AssignExpr { span: place(span), op: AssignOp::Assign, left, right }))
}
