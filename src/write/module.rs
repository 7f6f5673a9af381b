//! Keeping a file a module if all of its imports and exports are removed.

use crate::decide::imports::Imports;
use crate::edit::{Edit, Edits, Piece};
use crate::input::Input;
use crate::scope;
use crate::tree::{Ast, NodeId};
use swc_ecma_ast::*;

/// Returns the edit that adds `export {}` at the end of the file. Without it, the names of a TypeScript file would
/// become global, and a top-level `await` would be read as a name.
///
/// None if the file stays a module anyway, was none before, or depends on neither of the two.
pub fn kept(input: &Input, edits: &Edits, imports: &Imports) -> Option<Edit> {
    let is_declaration = |item: &NodeId| matches!(input.tree.ast(*item), Ast::ModuleDecl(_));
    let declarations: Vec<NodeId> = input.top_level().filter(is_declaration).collect();
    let all_go = declarations.iter().all(|item| edits.removes(input.tree.span(*item)));
    if declarations.is_empty()
        || imports.imports_v3
        || imports.keeps_v2
        || !all_go
        || input.script.slices.in_document
        || !(input.dialect.is_typescript() || awaits_at_top(input))
    {
        return None;
    }
    let style = &input.style;
    let line = format!("export {{}}{}", style.semi);
    let end = input.source.len() as u32;
    let text = match input.source.ends_with(['\n', '\r']) {
        true => format!("{line}{}", style.eol),
        false => format!("{}{line}", style.eol),
    };
    Some(Edit::insert(end, vec![Piece::new(text)]))
}

fn awaits_at_top(input: &Input) -> bool {
    let awaits = |node: &NodeId| match input.tree.ast(*node) {
        Ast::Expr(Expr::Await(_)) => true,
        Ast::Stmt(Stmt::ForOf(each)) => each.is_await,
        _ => false,
    };
    input
        .tree
        .holding("await")
        .filter(awaits)
        .any(|node| !input.tree.ancestors(node).any(|up| scope::is_function(input.tree, up)))
}
