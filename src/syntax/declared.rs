//! The names that statements declare at the top of a script.

use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// The values that an import, an export or a statement declares.
pub fn by_item(item: &ModuleItem) -> Vec<Ident> {
    match item {
        ModuleItem::Stmt(stmt) => by_stmt(stmt),
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
            let values = import.specifiers.iter().filter(|specifier| !import.type_only && !is_type(specifier));
            values.map(|specifier| specifier.local().clone()).collect()
        }
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => by_decl(&export.decl),
        ModuleItem::ModuleDecl(ModuleDecl::TsImportEquals(import)) => vec![import.id.clone()],
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match &export.decl {
            DefaultDecl::Class(class) => class.ident.iter().cloned().collect(),
            DefaultDecl::Fn(function) => function.ident.iter().cloned().collect(),
            DefaultDecl::TsInterfaceDecl(_) => Vec::new(),
        },
        ModuleItem::ModuleDecl(
            ModuleDecl::ExportNamed(_)
            | ModuleDecl::ExportDefaultExpr(_)
            | ModuleDecl::ExportAll(_)
            | ModuleDecl::TsExportAssignment(_)
            | ModuleDecl::TsNamespaceExport(_),
        ) => Vec::new(),
    }
}

fn is_type(specifier: &ImportSpecifier) -> bool {
    matches!(specifier, ImportSpecifier::Named(named) if named.is_type_only)
}

/// The values that a statement declares.
pub fn by_stmt(stmt: &Stmt) -> Vec<Ident> {
    stmt.as_decl().map_or(Vec::new(), by_decl)
}

/// The values that a declaration declares.
pub fn by_decl(decl: &Decl) -> Vec<Ident> {
    match decl {
        Decl::Fn(function) => vec![function.ident.clone()],
        Decl::Class(class) => vec![class.ident.clone()],
        Decl::Var(var) => var.decls.iter().flat_map(|declarator| by_pattern(&declarator.name)).collect(),
        Decl::Using(using) => using.decls.iter().flat_map(|declarator| by_pattern(&declarator.name)).collect(),
        Decl::TsEnum(declared) => vec![declared.id.clone()],
        Decl::TsModule(module) => module.id.as_ident().into_iter().cloned().collect(),
        Decl::TsInterface(_) | Decl::TsTypeAlias(_) => Vec::new(),
    }
}

/// The variables that a statement declares and that can be assigned to.
pub fn variables(stmt: &Stmt) -> Vec<Ident> {
    match stmt {
        Stmt::Decl(decl @ Decl::Var(var)) if var.kind != VarDeclKind::Const => by_decl(decl),
        _ => Vec::new(),
    }
}

/// The variables that a statement or an export declares and that can be assigned to.
pub fn variables_of_item(item: &ModuleItem) -> Vec<Ident> {
    match item {
        ModuleItem::Stmt(stmt) => variables(stmt),
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: decl @ Decl::Var(var), .. }))
            if var.kind != VarDeclKind::Const =>
        {
            by_decl(decl)
        }
        ModuleItem::ModuleDecl(_) => Vec::new(),
    }
}

/// The names in a pattern.
pub fn by_pattern(pattern: &Pat) -> Vec<Ident> {
    let mut names = BindingNames::default();
    pattern.visit_with(&mut names);
    names.0
}

#[derive(Default)]
struct BindingNames(Vec<Ident>);

impl Visit for BindingNames {
    fn visit_binding_ident(&mut self, binding: &BindingIdent) {
        self.0.push(binding.id.clone());
    }

    fn visit_expr(&mut self, _: &Expr) {}
}
