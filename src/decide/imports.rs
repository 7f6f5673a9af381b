//! What happens to the imports and `require`s of a script: they load v3, v2, or both.
//!
//! Each declaration is decided on once. A name of v2 stays while something uses it. `write::imports` writes the
//! result.

use super::Input;
use super::change::Change;
use crate::bindings::{Site, Usage, V2};
use crate::input::loads::{self, existing_class, is_bare, is_in_phase, names_of, sites_via, top_requires};
use crate::mapping::entry;
use crate::note::Note;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use std::collections::HashSet;
use swc_ecma_ast::*;

/// What a script still needs of v2, and whether it needs v3.
pub struct Needs<'n> {
    /// The indices of the uses of v2 that are removed or moved.
    pub gone: &'n HashSet<usize>,
    /// Whether a v3 class must be in scope at the top level of the module.
    pub class: bool,
}

/// The decision about the imports.
#[derive(Debug, Default)]
pub struct Imports {
    /// The name of the v3 class.
    pub class: String,
    /// The declarations that change.
    pub declarations: Vec<(NodeId, Declaration)>,
    /// How a `require` loads the class, if one does.
    pub required: Option<Required>,
    /// Where a declaration that imports v3 is added, if one is.
    pub added: Option<Added>,
    /// The other changes, of declarators and statements.
    pub changes: Vec<Change>,
    /// The notes about the imports.
    pub notes: Vec<Note>,
    /// Whether the output imports v3 at the top of the module.
    pub imports_v3: bool,
    /// Whether v2 is still imported for its effect on `window`.
    pub keeps_v2: bool,
    /// The statement after which the v3 class is available, if it is loaded by a `require`. An `import` makes it
    /// available in the whole module.
    pub behind: Option<NodeId>,
}

/// What happens to a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declaration {
    /// It imports the v3 class. If `window.Rupt` is read, v2 is also imported after it, for its effect.
    BecomesV3,
    /// `import x = require(…)` loads v3, and the class is read from that module.
    LoadsV3,
    /// It keeps the names at these indices among its specifiers. If `as_types`, it becomes an `import type`.
    Keeps { names: Vec<usize>, as_types: bool },
    /// It imports v2 only for its effect on `window`.
    OnlyRuns,
    /// It is removed.
    Removed,
}

/// How a `require` loads the v3 class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// By a `require` of its own, after the statement of this declarator, which keeps v2.
    Beside(NodeId),
    /// In this declarator, which loaded v2 before.
    Instead(NodeId),
}

/// Where a declaration is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// After this statement.
    Behind(NodeId),
    /// At the top of the file.
    AtTop,
}

/// A name that a declaration of v2 binds.
struct Local<'a> {
    id: Id,
    specifier: &'a ImportSpecifier,
    used: bool,
    stays: bool,
}

/// Decides what happens to all imports and top-level `require`s.
pub fn decide(input: &Input, needs: &Needs) -> Imports {
    let known = existing_class(input);
    let mut imports = Imports { class: class_name(input, needs), imports_v3: known.is_some(), ..Imports::default() };
    let needs_class = needs.class && known.is_none();
    let declarations = &input.bindings.imports;
    let all_go = !declarations.iter().any(|node| {
        locals(input, needs, *node).iter().any(|local| local.stays)
            || equals_stays(input, needs, *node)
            || is_bare(input, *node)
    });
    let carrier = carrier(input, needs);
    for node in declarations {
        let takes_over = needs_class && all_go && carrier == Some(*node);
        match input.tree.ast(*node) {
            Ast::ModuleDecl(ModuleDecl::Import(import)) => imports.import(input, needs, (*node, import), takes_over),
            Ast::ModuleDecl(ModuleDecl::TsImportEquals(_)) if !equals_stays(input, needs, *node) => {
                imports.import_equals(*node, takes_over);
            }
            _ => {}
        }
    }
    if needs_class && !imports.imports_v3 {
        imports.requires(input, needs);
    } else {
        imports.unneeded_requires(input, needs);
    }
    if needs_class && !imports.imports_v3 {
        imports.added = Some(carrier.or_else(|| input.top()).map_or(Added::AtTop, Added::Behind));
        imports.imports_v3 = true;
    }
    imports
}

impl Imports {
    fn import(&mut self, input: &Input, needs: &Needs, (node, import): (NodeId, &ImportDecl), takes_over: bool) {
        let locals = locals(input, needs, node);
        if locals.is_empty() {
            return;
        }
        if takes_over {
            self.declarations.push((node, Declaration::BecomesV3));
            self.imports_v3 = true;
            if input.choice.global_is_read {
                self.keeps_global(input, node);
            }
            return;
        }
        let becomes_types = input.dialect.is_typescript()
            && !import.type_only
            && locals.iter().all(|local| only_types_left(input, needs, &local.id))
            && locals.iter().any(|local| sites_via(input, &local.id).any(|(index, _)| needs.gone.contains(&index)));
        if locals.iter().all(|local| local.stays) && !becomes_types {
            return;
        }
        if locals.iter().any(|local| !local.used) {
            self.notes.push(Note::new(entry!("unused-import"), span(import)));
        }
        let declaration = if locals.iter().any(|local| local.stays) {
            keeps(input, needs, &locals)
        } else if input.choice.global_is_read {
            self.keeps_global(input, node);
            Declaration::OnlyRuns
        } else {
            Declaration::Removed
        };
        self.declarations.push((node, declaration));
    }

    /// Records that v2 is still loaded, only for its effect on `window`.
    fn keeps_global(&mut self, input: &Input, node: NodeId) {
        self.keeps_v2 = true;
        self.notes.push(Note { found: true, ..Note::new(entry!("window-global"), input.tree.span(node)) });
    }

    fn import_equals(&mut self, node: NodeId, takes_over: bool) {
        if !takes_over {
            return self.changes.push(Change::DropStatement(node));
        }
        self.declarations.push((node, Declaration::LoadsV3));
        self.behind = Some(node);
        self.imports_v3 = true;
    }

    /// Decides on `const Rupt = require("rupt")` and similar declarators if the class is needed.
    fn requires(&mut self, input: &Input, needs: &Needs) {
        let makers = top_requires(input);
        let Some(first) = makers.first().copied() else { return };
        self.notes.push(Note::new(entry!("commonjs"), input.tree.span(first)));
        self.imports_v3 = true;
        self.behind = input.tree.parent(first);
        if makers.iter().any(|maker| maker_stays(input, needs, *maker)) {
            self.required = Some(Required::Beside(first));
            return self.unneeded_requires(input, needs);
        }
        self.changes.extend(makers.iter().skip(1).map(|maker| Change::DropDeclarator(*maker)));
        self.required = Some(Required::Instead(first));
        if input.choice.global_is_read && is_last_declarator(input, first) {
            self.keeps_global(input, first);
        }
    }

    fn unneeded_requires(&mut self, input: &Input, needs: &Needs) {
        let is_used = |maker: &NodeId| names_of(input, *maker).iter().any(|id| sites_via(input, id).next().is_some());
        let unneeded = |maker: &NodeId| !maker_stays(input, needs, *maker) && is_used(maker);
        self.changes.extend(top_requires(input).into_iter().filter(unneeded).map(Change::DropDeclarator));
    }
}

/// Returns the declaration that can import the class. None if there is none.
fn carrier(input: &Input, needs: &Needs) -> Option<NodeId> {
    let plain: Vec<NodeId> = input.bindings.imports.iter().copied().filter(|node| !is_in_phase(input, *node)).collect();
    let has = |is_it: &dyn Fn(&Local) -> bool| {
        plain.iter().copied().find(|node| locals(input, needs, *node).iter().any(is_it))
    };
    has(&|local| binds_whole_module(local.specifier))
        .or_else(|| has(&|_| true))
        .or(plain.first().copied().filter(|node| !is_bare(input, *node)))
}

/// Returns the declaration with only the names that are still used.
fn keeps(input: &Input, needs: &Needs, locals: &[Local]) -> Declaration {
    let stays = || locals.iter().filter(|local| local.stays);
    let is_default = |local: &Local| matches!(local.specifier, ImportSpecifier::Default(_));
    let is_namespace = |local: &Local| matches!(local.specifier, ImportSpecifier::Namespace(_));
    let is_named = |local: &Local| matches!(local.specifier, ImportSpecifier::Named(_));
    let kinds = [stays().any(is_default), stays().any(is_namespace), stays().any(is_named)];
    let as_types = input.dialect.is_typescript()
        && kinds.into_iter().filter(|kind| *kind).count() == 1
        && stays().all(|local| only_types_left(input, needs, &local.id));
    let names = (0..locals.len()).filter(|index| locals[*index].stays).collect();
    Declaration::Keeps { names, as_types }
}

/// Returns the name of the v3 class in this script.
fn class_name(input: &Input, needs: &Needs) -> String {
    if let Some(name) = existing_class(input) {
        return name;
    }
    let stays = |node: &NodeId| locals(input, needs, *node).iter().any(|local| local.stays);
    let statics_stay = input.bindings.imports.iter().any(|node| stays(node) || equals_stays(input, needs, *node));
    let makers = top_requires(input);
    let requires_stay = makers.iter().any(|maker| maker_stays(input, needs, *maker));
    let handed_on = input.bindings.sites.iter().any(|site| site.usage == Usage::Export);
    if statics_stay || requires_stay || handed_on {
        return input.fresh(&["RuptV3", "RuptClient"]);
    }
    let by_import = input.bindings.imports.iter().find_map(|node| {
        let named = locals(input, needs, *node);
        named.iter().find(|local| binds_whole_module(local.specifier)).map(|local| local.id.0.to_string()).or_else(
            || match input.tree.ast(*node) {
                Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) => Some(import.id.sym.to_string()),
                _ => None,
            },
        )
    });
    let by_require = || {
        makers.iter().flat_map(|maker| names_of(input, *maker)).find_map(|id| {
            let bound = input.bindings.names.get(id)?;
            matches!(bound.value, V2::Module | V2::Default).then(|| id.0.to_string())
        })
    };
    by_import.or_else(by_require).unwrap_or_else(|| input.fresh(&["Rupt", "RuptV3", "RuptClient"]))
}

/// Whether an import specifier binds the whole of a module: its default export or its namespace.
pub fn binds_whole_module(specifier: &ImportSpecifier) -> bool {
    match specifier {
        ImportSpecifier::Default(_) | ImportSpecifier::Namespace(_) => true,
        ImportSpecifier::Named(named) => match &named.imported {
            Some(ModuleExportName::Ident(name)) => &*name.sym == "default",
            Some(ModuleExportName::Str(name)) => name.value.as_str() == Some("default"),
            None => false,
        },
    }
}

/// Whether a declarator is the last one of its statement.
pub fn is_last_declarator(input: &Input, node: NodeId) -> bool {
    let (Some(statement), Ast::Declarator(declarator)) = (input.tree.parent(node), input.tree.ast(node)) else {
        return false;
    };
    let last = |var: &VarDecl| var.decls.last().is_some_and(|last| std::ptr::eq(last, declarator));
    matches!(input.tree.ast(statement), Ast::Stmt(Stmt::Decl(Decl::Var(var))) if last(var))
}

fn locals<'a>(input: &Input<'_, 'a>, needs: &Needs, node: NodeId) -> Vec<Local<'a>> {
    let Ast::ModuleDecl(ModuleDecl::Import(import)) = input.tree.ast(node) else { return Vec::new() };
    let local = |specifier: &'a ImportSpecifier| {
        let id = specifier.local().to_id();
        let used = sites_via(input, &id).next().is_some();
        let stays = sites_via(input, &id).any(|(index, _)| !needs.gone.contains(&index));
        Local { id, specifier, used, stays }
    };
    import.specifiers.iter().map(local).collect()
}

fn only_types_left(input: &Input, needs: &Needs, id: &Id) -> bool {
    let is_type = |(index, site): (usize, &Site)| site.usage == Usage::Type || needs.gone.contains(&index);
    input.bindings.types.contains(id) || sites_via(input, id).all(is_type)
}

fn equals_stays(input: &Input, needs: &Needs, node: NodeId) -> bool {
    let Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) = input.tree.ast(node) else { return false };
    import.is_export || sites_via(input, &import.id.to_id()).any(|(index, _)| !needs.gone.contains(&index))
}

/// Whether v2 is still used through a declarator.
fn maker_stays(input: &Input, needs: &Needs, maker: NodeId) -> bool {
    is_exported(input, maker)
        || names_of(input, maker).iter().any(|id| sites_via(input, id).any(|(index, _)| !needs.gone.contains(&index)))
}

fn is_exported(input: &Input, maker: NodeId) -> bool {
    input.tree.parent(maker).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)))
}

/// Returns the changes that remove local names of v2 that nothing uses any more, except those that [`decide`]
/// removes. The loads in `kept` stay, since they then load v3.
pub fn aliases(input: &Input, needs: &Needs, kept: &HashSet<NodeId>) -> Vec<Change> {
    let top: HashSet<NodeId> = top_requires(input).into_iter().collect();
    let mut done = HashSet::new();
    let mut changes = Vec::new();
    for site in &input.bindings.sites {
        let (Usage::Alias(maker) | Usage::Assigned(maker)) = site.usage else { continue };
        let used = names_of(input, maker).iter().any(|id| !input.bindings.sites_via(id).is_empty());
        if !done.insert(maker) || !used {
            continue;
        }
        if maker_stays(input, needs, maker) {
            changes.extend(fewer_names(input, needs, maker));
        } else if top.contains(&maker) || is_loaded_by(input, kept, maker) {
        } else if matches!(site.usage, Usage::Alias(_)) {
            changes.push(Change::DropDeclarator(maker));
        } else {
            changes.extend(Change::remove(input, maker));
            let types = names_of(input, maker).iter().filter_map(|id| loads::annotation(input, id));
            changes.extend(types.map(Change::Cut));
        }
    }
    changes
}

/// Whether the value that `maker` binds comes from one of these `import(…)`s and `require(…)`s.
fn is_loaded_by(input: &Input, loads: &HashSet<NodeId>, maker: NodeId) -> bool {
    use crate::bindings::ImportedBy::{Dynamic, Require};
    let sources = names_of(input, maker).iter().filter_map(|id| Some(input.bindings.names.get(id)?.source));
    sources.into_iter().any(|source| matches!(source, Dynamic(load) | Require(load) if loads.contains(&load)))
}

/// Returns the change that removes unused names from an object pattern. None if no name, or every name, is unused,
/// or if the pattern is exported or contains comments.
fn fewer_names(input: &Input, needs: &Needs, maker: NodeId) -> Option<Change> {
    let Ast::Declarator(VarDeclarator { name: Pat::Object(object), .. }) = input.tree.ast(maker) else { return None };
    let place = span(object);
    let is_commented = || input.script.comments_in(place).iter().any(|comment| place.contains(comment.span));
    if is_exported(input, maker) || is_commented() {
        return None;
    }
    let is_unused = |prop: &ObjectPatProp| {
        let id = match prop {
            ObjectPatProp::Assign(assign) => assign.key.id.to_id(),
            ObjectPatProp::KeyValue(KeyValuePatProp { value, .. }) => match &**value {
                Pat::Ident(binding) => binding.id.to_id(),
                _ => return false,
            },
            ObjectPatProp::Rest(_) => return false,
        };
        sites_via(input, &id).next().is_some() && sites_via(input, &id).all(|(index, _)| needs.gone.contains(&index))
    };
    let names: Vec<usize> = (0..object.props.len()).filter(|index| is_unused(&object.props[*index])).collect();
    (!names.is_empty() && names.len() < object.props.len()).then_some(Change::DropNames { declarator: maker, names })
}
