//! Moves JavaScript and TypeScript from the Rupt v2 web SDK (`rupt`) to v3 (`@ruptjs/client`).
//!
//! [`migrate`] is the whole of it for one script: a function of its arguments that touches no file.
//! The modules stand in the order of their layers; none names a later one.

pub mod edit;
pub mod mapping;
pub mod note;
pub mod migration;
pub mod text;
pub mod syntax;
pub mod tree;
pub mod scope;
pub mod value;
pub mod bindings;
mod plan;
mod verify;
pub mod kind;
pub mod render;
pub mod shell;

use edit::{Edits, Span};
use migration::{Migration, Outcome, Project};
use swc_common::{GLOBALS, Globals};
use swc_ecma_ast::{Expr, Lit, Stmt, TsModuleRef};
use syntax::{Dialect, span};
use text::{Samples, Style};
use tree::{Ast, Tree};

/// Migrates one script.
///
/// `source` is the whole file, BOM included; all spans of the outcome are byte offsets in it.
pub fn migrate(source: &str, dialect: Dialect, project: Project) -> Outcome {
    GLOBALS.set(&Globals::new(), || migrate_one(source, dialect, project))
}

fn migrate_one(source: &str, dialect: Dialect, project: Project) -> Outcome {
    // A BOM before `#!` does not parse, so the script starts behind it.
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let script = match syntax::parse(source, start, dialect) {
        Ok(script) => script,
        Err(error) => return Outcome::Unparsable { at: error.at, message: error.message },
    };
    let has_todos = script.comments.iter().any(|comment| comment.text.contains(mapping::TODO_MARK));
    let tree = Tree::new(&script);
    let bindings = bindings::find(&tree);
    if let Some((at, name)) = bindings::declared_twice(&tree, &bindings) {
        return Outcome::Unparsable { at, message: format!("`{name}` is declared twice") };
    }
    let is_clean = bindings.sites.is_empty() && bindings.imports.is_empty() && bindings.react_native.is_empty();
    if is_clean && !has_todos {
        return Outcome::Clean;
    }
    let style = Style::of(source, &samples(source, &tree));
    let input = plan::Input { source, script: &script, tree: &tree, bindings: &bindings, dialect, project, style };
    let planned = plan::plan(&input);
    let reads_global = bindings.sites.iter().any(|site| site.usage == bindings::Usage::Global);
    let exports_v2 = plan::exports_v2(&input);
    let unsafe_moves = match project.moves {
        migration::Moves::Unsafe => 0,
        migration::Moves::Safe => plan::more_with_unsafe(&input, &planned),
    };
    let mut migration = Migration {
        edits: Edits::default(),
        output: None,
        notes: planned.notes,
        uses: planned.uses,
        unsafe_moves,
        imports_v3: planned.imports_v3,
        drops_v2: planned.drops_v2,
        reads_global,
        exports_v2,
    };
    if planned.edits.is_empty() {
        return Outcome::Migrated(migration);
    }
    let applied = match planned.edits.apply(source) {
        Ok(applied) => applied,
        Err(conflict) => return Outcome::Unproven { reason: format!("two edits meet at {:?}", conflict.at) },
    };
    if let Err(reason) = verify::verify(source, &tree, &applied, start, dialect) {
        return match syntax::early_error(source, start, dialect) {
            Some(error) => Outcome::Unparsable { at: error.at, message: error.message },
            None => Outcome::Unproven { reason },
        };
    }
    if applied.text != source {
        migration.edits = planned.edits;
        migration.output = Some(applied.text);
    }
    Outcome::Migrated(migration)
}

/// What the file's own style is read from.
fn samples(source: &str, tree: &Tree) -> Samples {
    let mut samples = Samples::default();
    for node in tree.all() {
        match tree.ast(node) {
            Ast::Expr(Expr::Lit(Lit::Str(text))) => count_quote(&mut samples, span(text).of(source)),
            Ast::ModuleDecl(swc_ecma_ast::ModuleDecl::Import(import)) => {
                count_quote(&mut samples, span(&*import.src).of(source));
                count_end(&mut samples, source, tree.span(node));
            }
            Ast::ModuleDecl(swc_ecma_ast::ModuleDecl::TsImportEquals(import)) => {
                if let TsModuleRef::TsExternalModuleRef(module) = &import.module_ref {
                    count_quote(&mut samples, span(&module.expr).of(source));
                }
                count_end(&mut samples, source, tree.span(node));
            }
            Ast::Stmt(Stmt::Expr(_) | Stmt::Return(_) | Stmt::Decl(swc_ecma_ast::Decl::Var(_))) => {
                count_end(&mut samples, source, tree.span(node));
            }
            Ast::Expr(Expr::Object(_) | Expr::Array(_)) => {
                let place = tree.span(node);
                let text = place.of(source);
                if !text.contains('\n') {
                    continue;
                }
                match text[..text.len() - 1].trim_end().ends_with(',') {
                    true => samples.comma += 1,
                    false => samples.no_comma += 1,
                }
            }
            _ => {}
        }
    }
    samples
}

fn count_quote(samples: &mut Samples, text: &str) {
    samples.single += usize::from(text.starts_with('\''));
    samples.double += usize::from(text.starts_with('"'));
}

fn count_end(samples: &mut Samples, source: &str, place: Span) {
    let ends = place.of(source).ends_with(';');
    samples.ended += usize::from(ends);
    samples.bare += usize::from(!ends);
}
