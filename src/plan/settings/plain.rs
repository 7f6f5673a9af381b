//! Where the plain name of the package, in a script that is the settings of no known tool, may be for one.
//!
//! A script that uses Rupt itself is part of the application: what it calls `rupt` is its own. So is one
//! that draws elements, or that loads nothing but what stands beside it. In every other script a tool or
//! a loader may be given the name.

use crate::bindings::{Bindings, module_name};
use crate::mapping::V2_PACKAGE;
use crate::tree::{Ast, NodeId, Tree};
use crate::value;
use swc_ecma_ast::*;

/// What hands a value from one part of an application to another by a name, with the module of each.
const OWN_NAMES: [(&str, &[&str]); 5] = [
    ("vue", &["provide", "inject"]),
    ("svelte", &["setContext", "getContext", "hasContext"]),
    ("pinia", &["defineStore"]),
    ("@nestjs/common", &["Inject", "Controller", "Get", "Post"]),
    ("mobx-react", &["inject"]),
];

/// Whether the plain name at `node` may be for a tool.
pub fn may_be_for_a_tool(tree: &Tree, node: NodeId, bindings: &Bindings) -> bool {
    let uses_rupt = !bindings.sites.is_empty() || !bindings.imports.is_empty() || !bindings.v3_imports.is_empty();
    let slices = &tree.script.slices;
    !uses_rupt && !slices.in_document && !draws(tree) && !is_own_name(tree, node) && {
        is_in_list(tree, node) || is_exported(tree, node) || loads_packages(tree)
    }
}

/// Whether a key called like the package may be the package by what it has: a path, a version, a name, a
/// flag, a list. The settings of the application have an object or a variable there.
pub fn may_stand_for_a_module(expr: &Expr) -> bool {
    let is_module = |text: String| {
        text.contains('/')
            || text.starts_with(|c: char| c.is_ascii_digit() || "^~*.".contains(c))
            || text.eq_ignore_ascii_case(V2_PACKAGE)
    };
    match value::unwrap(expr) {
        Expr::Lit(Lit::Bool(_)) | Expr::Array(_) => true,
        Expr::Call(call) => call.args.iter().any(|arg| may_stand_for_a_module(&arg.expr)),
        other => value::string(other).is_some_and(is_module),
    }
}

fn draws(tree: &Tree) -> bool {
    tree.all().any(|node| matches!(tree.ast(node), Ast::Expr(Expr::JSXElement(_) | Expr::JSXFragment(_))))
}

/// Whether the name is given to a function of [`OWN_NAMES`].
fn is_own_name(tree: &Tree, node: NodeId) -> bool {
    let Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) =
        tree.parent(node).and_then(|up| tree.expr(up))
    else {
        return false;
    };
    let Expr::Ident(name) = value::unwrap(callee) else { return false };
    imports(tree).any(|import| {
        let module = import.src.value.as_str().unwrap_or_default();
        let binds = |specifier: &ImportSpecifier| specifier.local().to_id() == name.to_id();
        OWN_NAMES.iter().any(|(of, names)| *of == module && names.contains(&&*name.sym))
            && import.specifiers.iter().any(binds)
    })
}

fn imports<'a>(tree: &'a Tree) -> impl Iterator<Item = &'a ImportDecl> {
    tree.top().filter_map(|top| match tree.ast(top) {
        Ast::ModuleDecl(ModuleDecl::Import(import)) => Some(import),
        _ => None,
    })
}

/// Whether the name stands in a list of strings.
fn is_in_list(tree: &Tree, node: NodeId) -> bool {
    let list = tree.parent(node).and_then(|up| tree.expr(up));
    let is_string = |element: &Option<ExprOrSpread>| {
        element.as_ref().is_some_and(|element| element.spread.is_none() && value::string(&element.expr).is_some())
    };
    matches!(list, Some(Expr::Array(array)) if array.elems.iter().all(is_string))
}

/// Whether the name is part of what the script exports as a whole: `export default`, `module.exports =`.
fn is_exported(tree: &Tree, node: NodeId) -> bool {
    tree.ancestors(node).any(|up| match tree.ast(up) {
        Ast::ModuleDecl(ModuleDecl::ExportDefaultExpr(_) | ModuleDecl::TsExportAssignment(_)) => true,
        Ast::Expr(Expr::Assign(assign)) => match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => {
                super::find::members(&Expr::Member(member.clone())).iter().any(|name| name == "exports")
            }
            _ => false,
        },
        _ => false,
    })
}

/// Whether a script loads any package.
fn loads_packages(tree: &Tree) -> bool {
    let is_package = |name: &str| !name.starts_with(['.', '/', '~', '#', '$']) && !name.starts_with("@/");
    tree.all().any(|node| match tree.ast(node) {
        Ast::ModuleDecl(decl) => module_name(decl).and_then(|name| name.value.as_str()).is_some_and(is_package),
        Ast::Expr(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) => {
            let is_require = matches!(value::unwrap(callee), Expr::Ident(name) if &*name.sym == "require");
            is_require && args.first().and_then(|arg| value::string(&arg.expr)).is_some_and(|name| is_package(&name))
        }
        _ => false,
    })
}
