//! The functions of test runners, recognized by scope: globals that the script does not declare, and imports from
//! the module of a runner.

use crate::input::Input;
use crate::scope::{self, How};
use crate::tree::{Ast, NodeId};
use crate::value::unwrap;
use swc_ecma_ast::*;

/// A test runner whose functions are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runner {
    /// Jest.
    Jest,
    /// Vitest.
    Vitest,
}

/// The names of the objects that create mocks.
const OBJECTS: [(&str, Runner); 3] = [("jest", Runner::Jest), ("vi", Runner::Vitest), ("vitest", Runner::Vitest)];

/// The functions that declare tests. A setup file calls none of them.
const TESTS: [&str; 3] = ["it", "test", "describe"];

impl Runner {
    /// Returns the runner whose object `expr` is. None if it is something else.
    pub fn of(input: &Input, expr: &Expr) -> Option<Self> {
        let (name, module) = global(input, expr)?;
        let (_, runner) = OBJECTS.into_iter().find(|(object, _)| *object == name)?;
        module.is_none_or(|module| module == runner).then_some(runner)
    }
}

/// Whether `expr` is the runner's `expect`.
pub fn is_expect(input: &Input, expr: &Expr) -> bool {
    global(input, expr).is_some_and(|(name, _)| name == "expect")
}

/// Whether a script declares tests.
pub fn runs_tests(input: &Input) -> bool {
    let declares = |node: NodeId| match input.tree.expr(node) {
        Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) => {
            global(input, root(callee)).is_some_and(|(name, _)| TESTS.contains(&&*name))
        }
        _ => false,
    };
    input.tree.all().any(declares)
}

/// Returns `test` for the callee `test.each(rows)`.
fn root(mut callee: &Expr) -> &Expr {
    loop {
        callee = match unwrap(callee) {
            Expr::Member(member) => &member.obj,
            Expr::Call(CallExpr { callee: Callee::Expr(inner), .. }) => inner,
            Expr::TaggedTpl(tagged) => &tagged.tag,
            other => return other,
        };
    }
}

/// Returns the name of a global or of a runner's export, and the runner, which is none for a global. None if `expr`
/// is neither.
fn global(input: &Input, expr: &Expr) -> Option<(String, Option<Runner>)> {
    let Expr::Ident(ident) = expr else { return None };
    let id = ident.to_id();
    if input.script.is_unbound(&id) {
        return Some((id.0.to_string(), None));
    }
    let declared = scope::declared(input.tree, &id).filter(|declared| declared.how == How::Import)?;
    let Ast::ModuleDecl(ModuleDecl::Import(import)) = input.tree.ast(declared.holder) else { return None };
    let runner = match import.src.value.as_str()? {
        "@jest/globals" => Runner::Jest,
        "vitest" => Runner::Vitest,
        _ => return None,
    };
    let named = import.specifiers.iter().find(|specifier| specifier.local().to_id() == id)?;
    let ImportSpecifier::Named(named) = named else { return None };
    let name = match &named.imported {
        Some(ModuleExportName::Ident(imported)) => imported.sym.to_string(),
        Some(ModuleExportName::Str(imported)) => imported.value.as_str()?.to_owned(),
        None => id.0.to_string(),
    };
    Some((name, Some(runner)))
}
