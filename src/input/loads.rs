//! The imports, `require`s and dynamic imports that load v2 and v3, and the names that they bind.

use super::Input;
use crate::bindings::{ImportedBy, Site, Usage};
use crate::edit::Span;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use swc_ecma_ast::*;

/// Returns the `import(…)` or `require(…)` that a use of v2 comes from, or the origin of the use if there is
/// neither.
pub fn load_of(input: &Input, site: &Site) -> NodeId {
    let source = site.via.as_ref().and_then(|id| input.bindings.names.get(id)).map(|bound| bound.source);
    match source {
        Some(ImportedBy::Dynamic(load) | ImportedBy::Require(load)) => load,
        _ => {
            let import = |node: &NodeId| {
                matches!(input.tree.expr(*node), Some(Expr::Call(CallExpr { callee: Callee::Import(_), .. })))
            };
            input.tree.inside(site.origin).find(import).unwrap_or(site.origin)
        }
    }
}

/// Returns the local name of the v3 class. None if the script does not import it yet.
pub fn existing_class(input: &Input) -> Option<String> {
    input.bindings.v3_imports.iter().find_map(|node| match input.tree.ast(*node) {
        Ast::ModuleDecl(ModuleDecl::Import(import)) if !import.type_only => {
            import.specifiers.iter().find_map(|specifier| match specifier {
                ImportSpecifier::Default(default) => Some(default.local.sym.to_string()),
                _ => None,
            })
        }
        _ => None,
    })
}

/// Whether a scope inside the module declares `name`.
pub fn is_local_somewhere(input: &Input, name: &str) -> bool {
    input.tree.holding(name).any(|node| {
        input.tree.id(node).is_some_and(|id| &*id.0 == name)
            && scope::declares(input.tree, node).is_some_and(|declared| !scope::is_module_level(input.tree, &declared))
    })
}

pub fn sites_via<'i>(input: &'i Input, id: &Id) -> impl Iterator<Item = (usize, &'i Site)> {
    input.bindings.sites_via(id).iter().map(|index| (*index, &input.bindings.sites[*index]))
}

/// Whether a declaration is an `import defer` or an `import source`, which cannot import a class.
pub fn is_in_phase(input: &Input, node: NodeId) -> bool {
    matches!(input.tree.ast(node), Ast::ModuleDecl(ModuleDecl::Import(import)) if import.phase != ImportPhase::Evaluation)
}

pub fn is_bare(input: &Input, node: NodeId) -> bool {
    matches!(input.tree.ast(node), Ast::ModuleDecl(ModuleDecl::Import(import)) if import.specifiers.is_empty())
}

/// Returns the top-level declarators that a `require` of v2 initialises and whose names are used.
pub fn top_requires(input: &Input) -> Vec<NodeId> {
    let makers = input.bindings.sites.iter().filter_map(|site| match site.usage {
        Usage::Alias(maker) if is_require(input, site) => Some(maker),
        _ => None,
    });
    let mut makers: Vec<NodeId> = makers.filter(|maker| is_used_at_top(input, *maker)).collect();
    makers.dedup();
    makers
}

/// Whether a use is a `require` of v2 rather than an `import(…)`.
pub fn is_require(input: &Input, site: &Site) -> bool {
    let load = || input.tree.expr(load_of(input, site));
    site.via.is_none() && matches!(load(), Some(Expr::Call(call)) if !matches!(call.callee, Callee::Import(_)))
}

/// Whether a declarator is at the top level of the module and has a name that is used.
pub fn is_used_at_top(input: &Input, maker: NodeId) -> bool {
    input.tree.parent(maker).is_some_and(|statement| input.tree.parent(statement).is_none())
        && names_of(input, maker).iter().any(|id| !input.bindings.sites_via(id).is_empty())
}

/// Whether a declarator is one of those that [`top_requires`] returns.
pub fn is_top_require(input: &Input, maker: NodeId) -> bool {
    let named = || input.bindings.sites_named_by(maker).iter().map(|index| &input.bindings.sites[*index]);
    is_used_at_top(input, maker) && named().any(|site| is_require(input, site))
}

/// Returns the names that a declarator or an assignment binds.
pub fn names_of<'i>(input: &'i Input, maker: NodeId) -> &'i [Id] {
    input.bindings.names_of(maker)
}

/// Returns the span of the type annotation of a variable that is declared without a value, with the text
/// between the name and the annotation. None if the type does not name v2, or if the variable is exported.
pub fn annotation(input: &Input, id: &Id) -> Option<Span> {
    let declared = scope::declared(input.tree, id)?;
    let Ast::Declarator(VarDeclarator { name: Pat::Ident(binding), init: None, .. }) = input.tree.ast(declared.holder)
    else {
        return None;
    };
    let place = Span::new(input.tree.span(declared.name).end, span(&**binding.type_ann.as_ref()?).end);
    let exported =
        input.tree.parent(declared.holder).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)));
    let names_v2 = |site: &NodeId| place.contains(input.tree.span(*site));
    (!exported && input.bindings.types_of_v2().iter().any(names_v2)).then_some(place)
}

/// Whether v2 is loaded when first needed, and not with the module.
pub fn is_deferred(input: &Input, source: ImportedBy) -> bool {
    match source {
        ImportedBy::Dynamic(_) => true,
        ImportedBy::Require(node) => {
            let statement = scope::statement(input.tree, node);
            statement.is_none_or(|statement| input.tree.parent(statement).is_some())
        }
        _ => false,
    }
}
