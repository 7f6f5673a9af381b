//! One program out of the scripts of a component.
//!
//! The script that runs for each instance becomes the body of a function of the module: its imports
//! are the module's, its other names are its own, and what stands in the markup is read in it.

use super::{Instance, Word};
use crate::edit::Span;
use swc_common::{BytePos, SyntaxContext};
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

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

/// An import that is no import of a module: it would be a variable of each instance.
pub fn import_by_require(instance: &Program) -> Option<&TsImportEqualsDecl> {
    let Program::Module(module) = instance else { return None };
    module.body.iter().find_map(|item| match item {
        ModuleItem::ModuleDecl(ModuleDecl::TsImportEquals(import)) => Some(&**import),
        _ => None,
    })
}

/// The scripts as one program.
pub fn joined(source: &str, parsed: Parsed, instance: &Instance) -> Program {
    let mut body = parsed.module.map_or(Vec::new(), items);
    let (mut own, mut exported) = (Vec::new(), Vec::new());
    for item in items(parsed.instance) {
        match item {
            ModuleItem::Stmt(stmt) => own.push(stmt),
            // `export let name`: a property of the component, and a name like any other.
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => {
                exported.extend(declared(&export.decl));
                own.push(Stmt::Decl(with_its_export(export)));
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export)) if export.src.is_none() => {
                exported.extend(export.specifiers.into_iter().filter_map(named));
            }
            declaration => body.push(declaration),
        }
    }
    own.extend(instance.words.iter().map(|word| in_markup(source, *word)));
    let has_exports = !exported.is_empty();
    own.extend(exported.into_iter().map(handed_out));
    let function = function(instance.span, own);
    // What the component exports is what its function gives back to whoever imports it.
    body.push(match has_exports {
        true => {
            let export = ExportDefaultExpr { span: place(Span::at(instance.span.start)), expr: Box::new(function) };
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export))
        }
        false => ModuleItem::Stmt(stmt(Span::at(instance.span.start), function)),
    });
    Program::Module(Module { span: place(instance.span), body, shebang: None })
}

/// A declaration that starts where its `export` does, as a statement does.
fn with_its_export(export: ExportDecl) -> Decl {
    let mut decl = export.decl;
    match &mut decl {
        Decl::Var(var) => var.span = export.span,
        Decl::Fn(function) => function.function.span = export.span,
        Decl::Class(class) => class.class.span = export.span,
        _ => {}
    }
    decl
}

fn declared(decl: &Decl) -> Vec<Ident> {
    let mut names = Names::default();
    match decl {
        Decl::Fn(function) => names.0.push(function.ident.clone()),
        Decl::Class(class) => names.0.push(class.ident.clone()),
        Decl::Var(var) => var.decls.iter().for_each(|declarator| declarator.name.visit_with(&mut names)),
        _ => {}
    }
    names.0
}

/// The names that a pattern declares.
#[derive(Default)]
struct Names(Vec<Ident>);

impl Visit for Names {
    fn visit_binding_ident(&mut self, binding: &BindingIdent) {
        self.0.push(binding.id.clone());
    }

    fn visit_expr(&mut self, _: &Expr) {}
}

fn handed_out(name: Ident) -> Stmt {
    Stmt::Return(ReturnStmt { span: name.span, arg: Some(Box::new(Expr::Ident(name))) })
}

fn items(program: Program) -> Vec<ModuleItem> {
    match program {
        Program::Module(module) => module.body,
        Program::Script(script) => script.body.into_iter().map(ModuleItem::Stmt).collect(),
    }
}

fn named(specifier: ExportSpecifier) -> Option<Ident> {
    match specifier {
        ExportSpecifier::Named(ExportNamedSpecifier { orig: ModuleExportName::Ident(name), .. }) => Some(name),
        _ => None,
    }
}

fn stmt(at: Span, expr: Expr) -> Stmt {
    Stmt::Expr(ExprStmt { span: place(at), expr: Box::new(expr) })
}

/// A word that is read. `throw` hands a value to code that nobody sees, as a template does.
fn in_markup(source: &str, word: Word) -> Stmt {
    let name = Ident::new_no_ctxt(word.span.of(source).into(), place(word.span));
    if word.is_handler {
        return stmt(word.span, Expr::Ident(name));
    }
    Stmt::Throw(ThrowStmt { span: place(word.span), arg: Box::new(Expr::Ident(name)) })
}

/// A function around `stmts`. It has no text of its own, so its span is empty.
fn function(slice: Span, stmts: Vec<Stmt>) -> Expr {
    let span = place(Span::at(slice.start));
    let body = Box::new(ArrowFunctionBody::FunctionBody(FunctionBody { span, stmts }));
    Expr::Arrow(ArrowExpr {
        span,
        ctxt: SyntaxContext::empty(),
        params: Vec::new(),
        body,
        is_async: true,
        is_generator: false,
        type_params: None,
        return_type: None,
    })
}

fn place(span: Span) -> swc_common::Span {
    swc_common::Span::new(BytePos(span.start + 1), BytePos(span.end + 1))
}
