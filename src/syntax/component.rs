//! One program out of the scripts of a component.
//!
//! The script that runs for each instance becomes the body of a function of the module: its imports
//! are the module's, its other names are its own, and what stands in the markup is read in it.

use super::{Instance, Word};
use crate::edit::Span;
use swc_common::{BytePos, SyntaxContext};
use swc_ecma_ast::*;

/// The scripts of a component, each parsed alone.
pub struct Parsed {
    /// The one that runs once.
    pub module: Option<Program>,
    /// The one that runs for each instance.
    pub instance: Program,
}

/// A program without statements.
pub fn empty() -> Program {
    Program::Module(Module { span: swc_common::DUMMY_SP, body: Vec::new(), shebang: None })
}

/// The scripts as one program.
pub fn joined(source: &str, parsed: Parsed, instance: &Instance) -> Program {
    let mut body = parsed.module.map_or(Vec::new(), items);
    let mut own = Vec::new();
    for item in items(parsed.instance) {
        match item {
            ModuleItem::Stmt(stmt) => own.push(stmt),
            // `export let name`: a property of the component, and a name like any other.
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => own.push(Stmt::Decl(export.decl)),
            ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export)) if export.src.is_none() => {
                own.extend(export.specifiers.into_iter().filter_map(exported));
            }
            declaration => body.push(declaration),
        }
    }
    own.extend(instance.words.iter().map(|word| in_markup(source, *word)));
    body.push(ModuleItem::Stmt(function(instance.span, own)));
    Program::Module(Module { span: place(instance.span), body, shebang: None })
}

fn items(program: Program) -> Vec<ModuleItem> {
    match program {
        Program::Module(module) => module.body,
        Program::Script(script) => script.body.into_iter().map(ModuleItem::Stmt).collect(),
    }
}

fn exported(specifier: ExportSpecifier) -> Option<Stmt> {
    match specifier {
        ExportSpecifier::Named(ExportNamedSpecifier { orig: ModuleExportName::Ident(name), .. }) => {
            Some(mention(super::span(&name), name))
        }
        _ => None,
    }
}

fn mention(at: Span, name: Ident) -> Stmt {
    Stmt::Expr(ExprStmt { span: place(at), expr: Box::new(Expr::Ident(name)) })
}

/// A word that is read. `throw` hands a value to code that nobody sees, as a template does.
fn in_markup(source: &str, word: Word) -> Stmt {
    let name = Ident::new_no_ctxt(word.span.of(source).into(), place(word.span));
    if word.is_handler {
        return mention(word.span, name);
    }
    Stmt::Throw(ThrowStmt { span: place(word.span), arg: Box::new(Expr::Ident(name)) })
}

/// A function around `stmts`. It has no text of its own, so its span is empty.
fn function(slice: Span, stmts: Vec<Stmt>) -> Stmt {
    let span = place(Span::at(slice.start));
    let body = Box::new(ArrowFunctionBody::FunctionBody(FunctionBody { span, stmts }));
    let arrow = ArrowExpr {
        span,
        ctxt: SyntaxContext::empty(),
        params: Vec::new(),
        body,
        is_async: true,
        is_generator: false,
        type_params: None,
        return_type: None,
    };
    Stmt::Expr(ExprStmt { span, expr: Box::new(Expr::Arrow(arrow)) })
}

fn place(span: Span) -> swc_common::Span {
    swc_common::Span::new(BytePos(span.start + 1), BytePos(span.end + 1))
}
