//! The calls and declarations that load a module without an `import` statement.

use super::site::V2;
use crate::mapping::{V2_PACKAGE, V2_SPECIFIERS};
use crate::prefilter::{self, Named};
use crate::scope;
use crate::tree::{Ast, Tree};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// Whether `specifier` names the v2 web SDK.
pub fn is_v2(specifier: &str) -> bool {
    V2_SPECIFIERS.contains(&specifier)
}

/// What of v2 `require("rupt")` and `import("rupt")` load.
pub(super) fn loads(tree: &Tree, call: &CallExpr) -> Option<V2> {
    let specifier = value::string(&call.args.first()?.expr)?;
    if !is_v2(&specifier) {
        return None;
    }
    match &call.callee {
        Callee::Import(Import { phase: ImportPhase::Evaluation, .. }) => Some(V2::Promise(Box::new(V2::Module))),
        Callee::Import(_) => None,
        Callee::Expr(callee) => match unwrap(callee) {
            Expr::Ident(ident) if &*ident.sym == "require" && tree.script.is_unbound(&ident.to_id()) => {
                Some(V2::Module)
            }
            _ => None,
        },
        Callee::Super(_) => None,
    }
}

/// Functions that load a module in a way that is not followed.
const LOADERS: [&str; 10] = [
    "require",
    "requirejs",
    "define",
    "createRequire",
    "System",
    "importShim",
    "proxyquire",
    "__non_webpack_require__",
    "__webpack_require__",
    "SystemJS",
];

/// Whether a call loads v2 in a way that is not followed: `require.resolve("rupt")`, `define(["rupt"],
/// …)`, `import(NAME)`.
pub(super) fn loads_elsewise(tree: &Tree, call: &CallExpr) -> bool {
    let by_name = |expr: &Expr| match unwrap(expr) {
        Expr::Ident(ident) => value::initialiser(tree, &ident.to_id()).and_then(value::string),
        _ => None,
    };
    let names_v2 = |expr: &Expr| value::string(expr).or_else(|| by_name(expr)).is_some_and(|name| is_v2(&name));
    let is_spelled = |expr: &Expr| value::string(expr).is_some_and(|name| is_v2(&name));
    let lists = |expr: &Expr, is_it: &dyn Fn(&Expr) -> bool| match unwrap(expr) {
        Expr::Array(list) => list.elems.iter().flatten().any(|element| is_it(&element.expr)),
        expr => is_it(expr),
    };
    let any = |is_it: &dyn Fn(&Expr) -> bool| call.args.iter().any(|argument| lists(&argument.expr, is_it));
    let callee = match &call.callee {
        Callee::Import(_) => return call.args.first().is_some_and(|argument| names_v2(&argument.expr)),
        Callee::Expr(callee) => unwrap(callee),
        Callee::Super(_) => return false,
    };
    // Nearly every call has a named callee, and nearly none has v2 as an argument.
    let depth = if any(&is_spelled) { FOLLOWED } else { 0 };
    let is_loader = match callee {
        Expr::Member(member) if value::member_name(member).as_deref() == Some("require") => true,
        Expr::Member(member) => is_loader(tree, unwrap(&member.obj), depth),
        other => is_loader(tree, other, depth),
    };
    is_loader && any(&names_v2)
}

/// The most names through which a loader is followed.
const FOLLOWED: u8 = 4;

/// Whether `expr` is a function that loads modules, or an object with such a function.
fn is_loader(tree: &Tree, expr: &Expr, depth: u8) -> bool {
    match expr {
        Expr::Ident(ident) if LOADERS.contains(&&*ident.sym) => true,
        Expr::Ident(ident) if depth > 0 => {
            value::initialiser(tree, &ident.to_id()).is_some_and(|init| is_loader(tree, unwrap(init), depth - 1))
        }
        Expr::Call(made) => matches!(&made.callee, Callee::Expr(callee) if is_loader_maker(tree, callee)),
        Expr::MetaProp(_) => true,
        _ => false,
    }
}

/// Whether `callee` is `createRequire`, which Node's `module` exports.
fn is_loader_maker(tree: &Tree, callee: &Expr) -> bool {
    const MAKER: &str = "createRequire";
    let imported = |ident: &Ident| {
        let declared = scope::declared(tree, &ident.to_id())?;
        let Ast::ModuleDecl(ModuleDecl::Import(import)) = tree.ast(declared.holder) else { return None };
        import.specifiers.iter().find_map(|specifier| match specifier {
            ImportSpecifier::Named(named) if named.local.sym == ident.sym => Some(imported_name(named)),
            _ => None,
        })
    };
    match unwrap(callee) {
        Expr::Ident(ident) => &*ident.sym == MAKER || imported(ident).as_deref() == Some(MAKER),
        Expr::Member(member) => value::member_name(member).as_deref() == Some(MAKER),
        _ => false,
    }
}

/// Whether a string contains the address of v2's script.
pub(super) fn is_address(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(Lit::Str(text)) => names_script(text),
        Expr::Tpl(tpl) => tpl.quasis.iter().any(|part| is_script_address(&part.raw)),
        _ => false,
    }
}

pub(super) fn names_script(text: &Str) -> bool {
    text.value.as_str().is_some_and(is_script_address)
}

fn is_script_address(text: &str) -> bool {
    prefilter::hits(text.as_bytes()).any(|(_, named)| named.any(&[Named::SCRIPT]))
}

/// The specifier of the module from which a declaration imports or re-exports something.
pub fn module_name(decl: &ModuleDecl) -> Option<&Str> {
    match decl {
        ModuleDecl::Import(import) => Some(&import.src),
        ModuleDecl::ExportNamed(export) => export.src.as_deref(),
        ModuleDecl::ExportAll(export) => Some(&export.src),
        ModuleDecl::TsImportEquals(import) => match &import.module_ref {
            TsModuleRef::TsExternalModuleRef(module) => Some(&module.expr),
            TsModuleRef::TsEntityName(_) => None,
        },
        _ => None,
    }
}

/// What of v2 a declaration loads, if it names the module by an address or a path.
pub fn addressed(decl: &ModuleDecl) -> Option<V2> {
    address(module_name(decl)?.value.as_str()?)
}

/// What of v2 `import("npm:rupt@2")` or `require("./node_modules/rupt/index.js")` loads.
pub(super) fn loads_address(call: &CallExpr) -> Option<V2> {
    let is_loader = match &call.callee {
        Callee::Import(_) => true,
        Callee::Expr(callee) => matches!(unwrap(callee), Expr::Ident(ident) if &*ident.sym == "require"),
        Callee::Super(_) => false,
    };
    address(&value::string(&call.args.first().filter(|_| is_loader)?.expr)?)
}

/// What of v2 a specifier leads to that is not v2's own name.
fn address(specifier: &str) -> Option<V2> {
    if is_script_address(specifier) {
        return Some(V2::Served);
    }
    let in_folder = specifier.rsplit_once("node_modules/").map(|(_, name)| name);
    let name = in_folder.or_else(|| specifier.strip_prefix("npm:")).unwrap_or(specifier);
    let rest = name.strip_prefix(V2_PACKAGE)?;
    match (in_folder, rest.chars().next()) {
        (Some(_), None | Some('/')) => Some(V2::File),
        (None, Some('@')) => Some(V2::Served),
        (None, None | Some('/')) if name.len() < specifier.len() => Some(V2::Served),
        _ => None,
    }
}

pub(super) fn re_exports(decl: &ModuleDecl) -> bool {
    let source = match decl {
        ModuleDecl::ExportNamed(export) => export.src.as_deref(),
        ModuleDecl::ExportAll(export) => Some(&*export.src),
        _ => None,
    };
    source.and_then(|source| source.value.as_str()).is_some_and(is_v2)
}

/// The name by which the other module exports what `named` imports.
pub(super) fn imported_name(named: &ImportNamedSpecifier) -> String {
    match &named.imported {
        Some(ModuleExportName::Ident(ident)) => ident.sym.to_string(),
        Some(ModuleExportName::Str(text)) => text.value.as_str().unwrap_or_default().to_owned(),
        None => named.local.sym.to_string(),
    }
}

/// `declare module "rupt"`.
pub(super) fn is_module_of_v2(module: &TsModuleDecl) -> bool {
    matches!(&module.id, TsModuleName::Str(name) if name.value.as_str().is_some_and(is_v2))
}
