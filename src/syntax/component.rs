//! Joins the scripts of a component into one program.
//!
//! The script that runs for each instance becomes the body of a function of the module. Its imports are
//! imports of the module, its other names are local to the function, and the code in the markup runs in
//! the function.

use super::declared::{self, by_decl, by_item, by_stmt};
use super::markup::MarkupCode;
use super::synthetic::{arrow, assigned, before, place, stmt};
use super::{Framework, Instance, svelte};
use crate::edit::Span;
use std::collections::BTreeSet;
use swc_ecma_ast::*;
use swc_ecma_parser::Syntax;

/// The scripts of a component, each parsed alone.
pub struct Parsed {
    /// The one that runs once.
    pub module: Option<Program>,
    /// The one that runs for each instance.
    pub instance: Program,
}

/// An empty program.
pub fn empty() -> Program {
    Program::Module(Module { span: swc_common::DUMMY_SP, body: Vec::new(), shebang: None })
}

/// The first `import x = require(…)` of an instance script. It is not a module import: it would be a
/// variable of each instance.
pub fn import_by_require(instance: &Program) -> Option<&TsImportEqualsDecl> {
    let Program::Module(module) = instance else { return None };
    module.body.iter().find_map(|item| match item {
        ModuleItem::ModuleDecl(ModuleDecl::TsImportEquals(import)) => Some(&**import),
        _ => None,
    })
}

/// The scripts of a component as one program.
pub fn joined(source: &str, parsed: Parsed, instance: &Instance, syntax: Syntax) -> Program {
    let mut body = parsed.module.map_or(Vec::new(), items);
    let (mut own, mut exported) = (Vec::new(), Vec::new());
    for item in items(parsed.instance) {
        match item {
            ModuleItem::Stmt(stmt) => own.push(stmt),
            // `export let name` declares a property of the component, which is a name like any other.
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => {
                exported.extend(by_decl(&export.decl));
                exported.extend(type_of(&export.decl).cloned());
                own.push(Stmt::Decl(with_its_export(export)));
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export)) if export.src.is_none() => {
                exported.extend(export.specifiers.into_iter().filter_map(named));
            }
            declaration => body.push(declaration),
        }
    }
    if instance.framework == Framework::Svelte {
        let reactive = svelte::reactive((&body, &own));
        own.splice(0..0, reactive);
    }
    own.extend(markup(source, syntax, instance, (&body, &own)));
    let (types, values) = exported.into_iter().partition::<Vec<Ident>, _>(|name| is_type(&own, name));
    own.extend(types.iter().map(named_elsewhere));
    let mut params = Vec::new();
    if instance.framework == Framework::Svelte {
        own.extend(properties(&values, &own));
        params = svelte::stores(instance.span, &body, &mut own);
    }
    let is_exporting = !values.is_empty();
    own.extend(values.into_iter().map(handed_out));
    let at = Span::at(instance.span.start);
    // The function has no text of its own, so its span is empty.
    let function = arrow(at, params, own);
    // The function returns what the component exports: an importer may read it.
    body.push(match is_exporting {
        true => {
            let export = ExportDefaultExpr { span: place(at), expr: Box::new(function) };
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export))
        }
        false => ModuleItem::Stmt(stmt(at, function)),
    });
    Program::Module(Module { span: place(instance.span), body, shebang: None })
}

/// The statements for the code in the markup. It can use all names that the scripts declare.
fn markup(source: &str, syntax: Syntax, instance: &Instance, (body, own): (&[ModuleItem], &[Stmt])) -> Vec<Stmt> {
    let names = body.iter().flat_map(by_item).chain(own.iter().flat_map(by_stmt));
    let declared: BTreeSet<String> = names.map(|name| name.sym.to_string()).collect();
    let stmts = body.iter().flat_map(declared::variables_of_item).chain(own.iter().flat_map(declared::variables));
    let variables: BTreeSet<String> = stmts.map(|name| name.sym.to_string()).collect();
    let framework = instance.framework;
    let markup = MarkupCode { source, syntax, framework, declared: &declared, variables: &variables };
    instance.markup.iter().flat_map(|expression| markup.statements(expression)).collect()
}

/// Assignments that stand for the users of the component, who set its properties: exported variables
/// that are not constants.
fn properties(exported: &[Ident], own: &[Stmt]) -> Vec<Stmt> {
    let variables: Vec<Ident> = own.iter().flat_map(declared::variables).collect();
    let is_variable = |name: &&Ident| variables.iter().any(|variable| variable.sym == name.sym);
    let set = |name: &Ident| assigned(before(name), SimpleAssignTarget::Ident(name.clone().into()).into());
    exported.iter().filter(is_variable).map(set).collect()
}

/// A declaration whose span includes its `export`, as the span of a statement does.
fn with_its_export(export: ExportDecl) -> Decl {
    let mut decl = export.decl;
    match &mut decl {
        Decl::Var(var) => var.span = export.span,
        Decl::Fn(function) => function.function.span = export.span,
        Decl::Class(class) => class.class.span = export.span,
        Decl::TsInterface(interface) => interface.span = export.span,
        Decl::TsTypeAlias(alias) => alias.span = export.span,
        Decl::TsEnum(declared) => declared.span = export.span,
        Decl::TsModule(module) => module.span = export.span,
        Decl::Using(using) => using.span = export.span,
    }
    decl
}

fn handed_out(name: Ident) -> Stmt {
    Stmt::Return(ReturnStmt { span: place(before(&name)), arg: Some(Box::new(Expr::Ident(name))) })
}

/// The name of the type that a declaration makes.
fn type_of(decl: &Decl) -> Option<&Ident> {
    match decl {
        Decl::TsInterface(interface) => Some(&interface.id),
        Decl::TsTypeAlias(alias) => Some(&alias.id),
        Decl::Class(_) | Decl::Fn(_) | Decl::Var(_) | Decl::Using(_) | Decl::TsEnum(_) | Decl::TsModule(_) => None,
    }
}

/// Whether one of the declarations makes a type of this name.
fn is_type(own: &[Stmt], name: &Ident) -> bool {
    own.iter().filter_map(Stmt::as_decl).filter_map(type_of).any(|declared| declared.sym == name.sym)
}

/// A statement that names a type, for the files that may import it.
fn named_elsewhere(name: &Ident) -> Stmt {
    let at = place(before(name));
    let type_name = TsEntityName::Ident(name.clone());
    let type_ann = Box::new(TsType::TsTypeRef(TsTypeRef { span: at, type_name, type_params: None }));
    let expr = Box::new(Expr::Lit(Lit::Null(Null { span: at })));
    Stmt::Throw(ThrowStmt { span: at, arg: Box::new(Expr::TsAs(TsAsExpr { span: at, expr, type_ann })) })
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
