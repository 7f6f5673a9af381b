//! The literals that files import from each other under names that never change.
//!
//! Only the worksheet uses them, to show the value of a name from another file. No edit depends on them.

use crate::kind::Kind;
use crate::value::literal;
use crate::{budget, syntax};
use std::collections::{HashMap, HashSet};
use swc_common::{GLOBALS, Globals, SyntaxContext};
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// A name that a file imports from another file of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its name in the importing file.
    pub local: String,
    /// The relative path of the import, as written.
    pub from: String,
    /// Its name in the exporting file.
    pub name: String,
}

/// The names that a file imports, and the literals that it exports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    /// The names that it imports by relative paths, in source order.
    pub taken: Vec<Taken>,
    /// The exported `const`s that hold a literal: the name, and the code of the literal.
    pub given: Vec<(String, String)>,
}

impl Shared {
    /// Reads the file `source`. The result is empty if it does not parse.
    pub fn of(source: &str, kind: Kind) -> Self {
        let read = || GLOBALS.set(&Globals::new(), || read(source, kind));
        budget::within(source.len(), read).unwrap_or_default()
    }

    /// Returns the code of the literal that is exported as `name`.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }
}

fn read(source: &str, kind: Kind) -> Shared {
    let mut shared = Shared::default();
    let mut names = Meanings::default();
    for slices in kind.read(source).programs {
        let Ok(script) = syntax::parse(source, &slices) else { return Shared::default() };
        names.program += 1;
        script.program.visit_with(&mut names);
        let Program::Module(module) = &script.program else { continue };
        let literals: Vec<(String, String)> =
            module.body.iter().filter_map(declared).flatten().filter_map(|one| constant(source, one)).collect();
        for item in &module.body {
            match item {
                ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => taken(&mut shared.taken, import),
                ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(export)) if export.src.is_none() => {
                    shared.given.extend(export.specifiers.iter().filter_map(|one| given(&literals, one)));
                }
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(_)) => {
                    let own = declared(item).into_iter().flatten().filter_map(|one| constant(source, one));
                    shared.given.extend(own);
                }
                _ => {}
            }
        }
    }
    // A name that has two meanings in the file is left out, since a use of it may mean either.
    shared.taken.retain(|taken| names.meanings.get(&taken.local).is_some_and(|meanings| meanings.len() == 1));
    shared
}

/// The declarations that each name refers to, in all programs of a file.
#[derive(Default)]
struct Meanings {
    program: usize,
    meanings: HashMap<String, HashSet<(usize, SyntaxContext)>>,
}

impl Visit for Meanings {
    fn visit_ident(&mut self, ident: &Ident) {
        self.meanings.entry(ident.sym.to_string()).or_default().insert((self.program, ident.ctxt));
    }
}

/// Returns the declarators of a `const` at the top level of a module. None if `item` is something else.
fn declared(item: &ModuleItem) -> Option<&[VarDeclarator]> {
    let declaration = match item {
        ModuleItem::Stmt(Stmt::Decl(declaration)) => declaration,
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => &export.decl,
        _ => return None,
    };
    match declaration {
        Decl::Var(declaration) if declaration.kind == VarDeclKind::Const => Some(&declaration.decls),
        _ => None,
    }
}

/// Returns the name and the code of the literal that `declarator` declares. None if it is not a literal.
fn constant(source: &str, declarator: &VarDeclarator) -> Option<(String, String)> {
    let (Pat::Ident(name), Some(init)) = (&declarator.name, &declarator.init) else { return None };
    literal(init)?;
    Some((name.id.sym.to_string(), syntax::span(init).of(source).to_owned()))
}

fn given(literals: &[(String, String)], specifier: &ExportSpecifier) -> Option<(String, String)> {
    let ExportSpecifier::Named(named) = specifier else { return None };
    let (_, text) = literals.iter().find(|(own, _)| *own == named.orig.atom().to_string())?;
    Some((named.exported.as_ref().unwrap_or(&named.orig).atom().to_string(), text.clone()))
}

fn taken(all: &mut Vec<Taken>, import: &ImportDecl) {
    let from = import.src.value.to_string_lossy().into_owned();
    if import.type_only || !from.starts_with('.') {
        return;
    }
    for specifier in &import.specifiers {
        let ImportSpecifier::Named(named) = specifier else { continue };
        let local = named.local.sym.to_string();
        let name = named.imported.as_ref().map_or_else(|| local.clone(), |name| name.atom().to_string());
        all.push(Taken { local, from: from.clone(), name });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(source: &str) -> Shared {
        Shared::of(source, Kind::of("a.ts").expect("a script"))
    }

    #[test]
    fn only_what_never_changes_is_given() {
        let source = "export const A = 3 as const, B = f();\nexport let C = 4;\nconst D = 'd', E = [1];\nexport { D as F, E };\nexport default 5;\n";
        let given = vec![("A".to_owned(), "3 as const".to_owned()), ("F".to_owned(), "'d'".to_owned())];
        assert_eq!(shared(source), Shared { taken: Vec::new(), given });
        assert_eq!(shared("export const A = ;"), Shared::default());
    }

    #[test]
    fn a_name_that_means_two_things_is_not_taken() {
        for other in
            ["function f(A) { A; }", "try {} catch (A) { A; }", "const f = ({ A }) => A;", "class B { m() { let A; } }"]
        {
            assert_eq!(shared(&format!("import {{ A }} from './a';\n{other}\n")).taken, [], "{other}");
        }
    }

    #[test]
    fn what_is_taken_has_a_name_and_a_path() {
        let source = "import { A, B as C } from \"./limits\";\nimport D from \"./d\";\nimport { E } from \"e\";\nimport type { F } from \"./f\";\n";
        let taken = |local: &str, name: &str| Taken { local: local.into(), from: "./limits".into(), name: name.into() };
        assert_eq!(shared(source).taken, [taken("A", "A"), taken("C", "B")]);
    }
}
