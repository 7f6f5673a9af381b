//! What replaces a `detach` that is removed, so that the code around it behaves as before: its order, and the
//! `await`s that other code depends on.

use super::*;

/// Returns the change for a call of `detach` that is removed, or for a condition around nothing else.
///
/// A statement is removed, but its `await` is kept if code follows. An expression whose promise may be used becomes
/// a settled promise; any other expression becomes `undefined`.
pub fn removal(input: &Input, whole: NodeId) -> Change {
    match Change::remove(input, whole) {
        Some(Change::DropStatement(statement)) if waits(input, statement) && anything_follows(input, statement) => {
            Change::Wait(statement)
        }
        Some(change @ Change::DropStatement(_)) => change,
        _ if flow(input, whole).is_kept => Change::Settle(whole),
        _ => Change::Undefine(whole),
    }
}

/// Whether a statement awaits something outside of the functions in it.
fn waits(input: &Input, statement: NodeId) -> bool {
    let is_own = |node: NodeId| {
        let mut around = input.tree.ancestors(node).take_while(|up| *up != statement);
        !around.any(|up| crate::scope::is_function(input.tree, up))
    };
    input.tree.inside(statement).any(|node| matches!(input.tree.expr(node), Some(Expr::Await(_))) && is_own(node))
}

/// Whether code runs after a statement before its function ends: later statements, the next iteration of a loop, a
/// `finally` block.
fn anything_follows(input: &Input, statement: NodeId) -> bool {
    let tree = input.tree;
    let mut node = statement;
    loop {
        let Some(up) = tree.parent(node) else {
            return tree.top().filter(|other| *other > node).any(|other| runs(input, other));
        };
        let is_loop = matches!(
            tree.ast(up),
            Ast::Stmt(Stmt::For(_) | Stmt::ForIn(_) | Stmt::ForOf(_) | Stmt::While(_) | Stmt::DoWhile(_))
        );
        // Only one branch of an `if` runs.
        let is_branch = matches!(tree.ast(up), Ast::Stmt(Stmt::If(_)));
        let below = tree.children(up).filter(|other| *other > node);
        if is_loop || (!is_branch && below.into_iter().any(|other| runs(input, other))) {
            return true;
        }
        if crate::scope::is_function(tree, up) {
            return false;
        }
        node = up;
    }
}

/// Whether a statement does anything when it is executed.
fn runs(input: &Input, node: NodeId) -> bool {
    match input.tree.ast(node) {
        Ast::Stmt(Stmt::Empty(_)) => false,
        Ast::Stmt(Stmt::Decl(decl)) => {
            !matches!(decl, Decl::Fn(_) | Decl::TsInterface(_) | Decl::TsTypeAlias(_) | Decl::TsModule(_))
        }
        Ast::ModuleDecl(decl) => matches!(
            decl,
            ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(_) | Decl::Class(_), .. })
                | ModuleDecl::ExportDefaultExpr(_)
                | ModuleDecl::ExportDefaultDecl(_)
        ),
        _ => true,
    }
}
