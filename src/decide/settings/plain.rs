//! Whether the plain name of the package may be meant for a tool, in a script that is not the configuration of one.
//!
//! A script that uses Rupt is part of the application, and `rupt` is a name that it chose. The same holds for a
//! script that renders JSX or that loads only its own files. In any other script the name may be passed to a tool
//! or a loader.

use crate::bindings::{Bindings, is_v2, module_name};
use crate::mapping::{V2_PACKAGE, V3_PACKAGE};
use crate::tree::{Ast, NodeId, Tree};
use crate::value;
use swc_ecma_ast::*;

/// The functions that pass a value between parts of an application by a name, with the module of each.
const OWN_NAMES: [(&str, &[&str]); 5] = [
    ("vue", &["provide", "inject"]),
    ("svelte", &["setContext", "getContext", "hasContext"]),
    ("pinia", &["defineStore"]),
    ("@nestjs/common", &["Inject", "Controller", "Get", "Post"]),
    ("mobx-react", &["inject"]),
];

/// Whether the plain name at `node` may be meant for a tool.
pub fn may_be_for_a_tool(tree: &Tree, node: NodeId, bindings: &Bindings) -> bool {
    // An unused import does not count, since it is removed and a second run would not see it.
    let uses_rupt = !bindings.sites.is_empty() || names_v3(tree);
    let slices = &tree.script.slices;
    !uses_rupt && !slices.in_document && !draws(tree) && !is_own_name(tree, node) && {
        is_in_list(tree, node) || is_exported(tree, node) || loads_packages(tree)
    }
}

/// Whether the value of a key named like the package may stand for a module: a path, a version, a name or a list.
/// In the settings of the application, it is an object or a variable.
pub fn may_stand_for_a_module(expr: &Expr) -> bool {
    let is_module = |text: String| {
        text.contains('/')
            || text.starts_with(|c: char| c.is_ascii_digit() || "^~*.".contains(c))
            || text.eq_ignore_ascii_case(V2_PACKAGE)
    };
    match value::unwrap(expr) {
        Expr::Array(_) => true,
        Expr::Call(call) => call.args.iter().any(|arg| may_stand_for_a_module(&arg.expr)),
        other => value::string(other).is_some_and(is_module),
    }
}

/// Whether a script loads v3, or passes its name to a function, such as one that mocks it.
fn names_v3(tree: &Tree) -> bool {
    let is_v3 =
        |argument: &ExprOrSpread| value::string(&argument.expr).is_some_and(|name| name.starts_with(V3_PACKAGE));
    let is_named = tree.all().any(|node| match tree.ast(node) {
        Ast::Expr(Expr::Call(call)) => call.args.first().is_some_and(is_v3),
        _ => false,
    });
    is_named || loaded(tree).any(|name| name.starts_with(V3_PACKAGE))
}

fn draws(tree: &Tree) -> bool {
    tree.all().any(|node| matches!(tree.ast(node), Ast::Expr(Expr::JSXElement(_) | Expr::JSXFragment(_))))
}

/// Whether the name is an argument of a function of [`OWN_NAMES`].
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

/// Whether the name is in a list of strings.
fn is_in_list(tree: &Tree, node: NodeId) -> bool {
    let list = tree.parent(node).and_then(|up| tree.expr(up));
    let is_string = |element: &Option<ExprOrSpread>| {
        element.as_ref().is_some_and(|element| element.spread.is_none() && value::string(&element.expr).is_some())
    };
    matches!(list, Some(Expr::Array(array)) if array.elems.iter().all(is_string))
}

/// Whether the name is part of the default export: `export default`, `module.exports =`.
fn is_exported(tree: &Tree, node: NodeId) -> bool {
    tree.ancestors(node).any(|up| match tree.ast(up) {
        Ast::ModuleDecl(ModuleDecl::ExportDefaultExpr(_) | ModuleDecl::TsExportAssignment(_)) => true,
        Ast::Expr(Expr::Assign(assign)) => match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => {
                super::found::members(&Expr::Member(member.clone())).iter().any(|name| name == "exports")
            }
            _ => false,
        },
        _ => false,
    })
}

/// Whether a script loads another package than v2.
fn loads_packages(tree: &Tree) -> bool {
    let is_package =
        |name: String| !name.starts_with(['.', '/', '~', '#', '$']) && !name.starts_with("@/") && !is_v2(&name);
    loaded(tree).any(is_package)
}

/// Returns the names of the modules that a script imports and requires.
fn loaded<'t>(tree: &'t Tree) -> impl Iterator<Item = String> + 't {
    tree.all().filter_map(|node| match tree.ast(node) {
        Ast::ModuleDecl(decl) => module_name(decl)?.value.as_str().map(str::to_owned),
        Ast::Expr(Expr::Call(CallExpr { callee, args, .. })) => {
            let loads = match callee {
                Callee::Import(_) => true,
                Callee::Expr(callee) => matches!(value::unwrap(callee), Expr::Ident(name) if &*name.sym == "require"),
                Callee::Super(_) => false,
            };
            args.first().filter(|_| loads).and_then(|arg| value::string(&arg.expr))
        }
        _ => None,
    })
}
