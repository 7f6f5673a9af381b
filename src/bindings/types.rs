//! The script's own types that contain v2: aliases, copies made by hand, the declared global.

use super::Bindings;
use super::loads::is_module_of_v2;
use super::near::{CLIENT_ID, Near};
use super::site::{Site, Usage, V2};
use crate::mapping::V2_GLOBAL;
use crate::scope;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// An option that many other types have, too.
const ACCOUNT: &str = "account";
/// Options that few other types have.
const TELLING: [&str; 6] =
    ["redirect_urls", "limit_config", "include_page", "on_challenge", "on_limit_exceeded", "on_current_device_logout"];

impl Bindings {
    /// Adds the uses that are copies, and the declared global.
    pub(super) fn declared(&mut self, tree: &Tree, near: &Near) {
        for node in near.nodes(tree) {
            let usage = match declaration(tree, node) {
                Some(decl) if declares_global(decl) => Usage::GlobalType,
                Some(decl) if copies(decl) && !in_module_of_v2(tree, node) => Usage::Copy,
                _ => continue,
            };
            self.sites.push(Site::direct(node, V2::Default, usage));
        }
        self.sites.sort_by_key(|site| site.origin);
    }

    /// Finds the types that contain v2, directly or through another type.
    pub(super) fn own_types(&mut self, tree: &Tree, near: &mut Near) {
        let mut before = None;
        while before != Some(self.own_types.len()) {
            before = Some(self.own_types.len());
            for node in near.nodes(tree) {
                let id = match declaration(tree, node) {
                    Some(Decl::TsInterface(interface)) => interface.id.to_id(),
                    Some(Decl::TsTypeAlias(alias)) => alias.id.to_id(),
                    _ => continue,
                };
                if self.says_v2(tree, node) {
                    self.own_types.insert(id, node);
                }
            }
            for id in self.own_types.keys() {
                near.add(tree, id);
            }
        }
    }

    fn says_v2(&self, tree: &Tree, node: NodeId) -> bool {
        let place = tree.span(node);
        let is_type = |site: &Site| matches!(site.usage, Usage::Type | Usage::Copy);
        self.sites.iter().any(|site| is_type(site) && place.contains(tree.span(site.top)))
            || tree.inside(node).any(|inner| tree.id(inner).is_some_and(|id| self.own_types.contains_key(id)))
    }
}

/// Whether `id` is ambient: a `declare` says that it exists when the script runs.
pub(super) fn is_ambient(tree: &Tree, id: &Id) -> bool {
    let statement = scope::declared(tree, id).and_then(|declared| scope::statement(tree, declared.holder));
    statement.and_then(|node| declaration(tree, node)).is_some_and(declares_global)
}

fn declaration<'a>(tree: &Tree<'a>, node: NodeId) -> Option<&'a Decl> {
    match tree.ast(node) {
        Ast::Stmt(Stmt::Decl(decl)) => Some(decl),
        Ast::ModuleDecl(ModuleDecl::ExportDecl(export)) => Some(&export.decl),
        _ => None,
    }
}

/// `interface Window { Rupt: … }`, or `declare const Rupt`.
fn declares_global(decl: &Decl) -> bool {
    match decl {
        Decl::TsInterface(interface) => {
            &*interface.id.sym == "Window" && members(&interface.body.body).iter().any(|name| name == V2_GLOBAL)
        }
        Decl::Var(var) => {
            let is_rupt =
                |declarator: &VarDeclarator| matches!(&declarator.name, Pat::Ident(name) if *name.sym == *V2_GLOBAL);
            var.declare && var.decls.iter().any(is_rupt)
        }
        _ => false,
    }
}

/// Whether a type lists options of `attach`: `client_id`, and at least two more, one of them rare.
fn copies(decl: &Decl) -> bool {
    struct Find(bool);
    impl Visit for Find {
        fn visit_ts_type_lit(&mut self, literal: &TsTypeLit) {
            self.0 |= lists_options(&literal.members);
            literal.visit_children_with(self);
        }
    }
    let mut find = Find(false);
    match decl {
        Decl::TsInterface(interface) => {
            find.0 = lists_options(&interface.body.body);
            interface.body.visit_with(&mut find);
        }
        Decl::TsTypeAlias(alias) => alias.visit_with(&mut find),
        _ => {}
    }
    find.0
}

fn lists_options(list: &[TsTypeElement]) -> bool {
    let names = members(list);
    let has = |name: &str| names.iter().any(|own| own == name);
    let telling = TELLING.iter().filter(|name| has(name)).count();
    has(CLIENT_ID) && telling > 0 && telling + usize::from(has(ACCOUNT)) >= 2
}

/// The names of the members that are not computed.
fn members(list: &[TsTypeElement]) -> Vec<String> {
    let name = |key: &Expr| match unwrap(key) {
        Expr::Ident(ident) => Some(ident.sym.to_string()),
        other => value::string(other),
    };
    let key = |member: &TsTypeElement| match member {
        TsTypeElement::TsPropertySignature(property) => name(&property.key),
        TsTypeElement::TsMethodSignature(method) => name(&method.key),
        TsTypeElement::TsGetterSignature(getter) => name(&getter.key),
        _ => None,
    };
    list.iter().filter_map(key).collect()
}

/// Whether the node is in a `declare module "rupt"`, which is a use already.
fn in_module_of_v2(tree: &Tree, node: NodeId) -> bool {
    tree.ancestors(node)
        .any(|up| matches!(tree.ast(up), Ast::Stmt(Stmt::Decl(Decl::TsModule(module))) if is_module_of_v2(module)))
}
