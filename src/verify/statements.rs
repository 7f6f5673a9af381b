//! Two statements that follow each other are still two.
//!
//! A statement whose first bytes are cut off or replaced has no place that could be compared, so
//! the comparison of nodes says nothing about it. But where some of its code is left, there must be
//! a statement around that code which holds none of its neighbours' code.

use super::Side;
use super::map::Map;
use crate::edit::Span;
use crate::syntax::Comment;
use crate::tree::{Ast, NodeId, Tree};
use rustc_hash::FxHashMap;
use swc_ecma_ast::*;

/// What is left of a statement.
struct Remains {
    /// Where the statement stood.
    old: Span,
    /// From the first to the last byte of its code in the output.
    new: Span,
}

/// Proves that what is left of each statement is one, and that those which follow each other are two.
///
/// # Errors
/// Where the code of a statement is in none, or that of two is in one.
pub fn stay_apart(before: &Side, after: &Side, map: &Map) -> Result<(), String> {
    let mut output: Vec<Span> = statements(after).map(|node| after.tree.span(node)).collect();
    output.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut last: FxHashMap<Option<NodeId>, Remains> = FxHashMap::default();
    for node in statements(before) {
        let Some(here) = remains(before, node, map) else { continue };
        if around(&output, &here).next().is_none() {
            return Err(format!("the statement at {:?} is none any more", here.old));
        }
        let list = before.tree.parent(node);
        if let Some(above) = last.get(&list)
            && above.old.end <= here.old.start
            && above.new.end <= here.new.start
            && !(ends_between(&output, above, &here) && starts_between(&output, above, &here))
        {
            return Err(format!("the statements at {:?} and {:?} became one", above.old, here.old));
        }
        last.insert(list, here);
    }
    Ok(())
}

/// Every statement, declaration of a module and member of a class that is not empty, outer before inner.
fn statements(side: &Side) -> impl Iterator<Item = NodeId> {
    side.nodes.iter().copied().filter(|node| match side.tree.ast(*node) {
        Ast::Stmt(Stmt::Empty(_)) | Ast::ClassMember(ClassMember::Empty(_)) => false,
        Ast::Stmt(_) | Ast::ModuleDecl(_) | Ast::ClassMember(_) => true,
        _ => false,
    })
}

fn remains(side: &Side, node: NodeId, map: &Map) -> Option<Remains> {
    let old = side.place(node);
    let comments = &side.tree.script.comments;
    let code = map.kept_in(old).filter_map(|(kept, to_new)| {
        let code = code_in(side.text, comments, kept)?;
        Some((to_new(code.start), to_new(code.end)))
    });
    let (start, end) = code.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
    Some(Remains { old, new: Span::new(start, end) })
}

/// From the first to the last byte in `place` that is neither a blank nor in a comment.
fn code_in(text: &str, comments: &[Comment], place: Span) -> Option<Span> {
    let mut rest = place;
    loop {
        let blank = rest.of(text).len() - rest.of(text).trim_start().len();
        rest.start += blank as u32;
        match comment_at(comments, rest.start) {
            Some(comment) if !rest.is_empty() => rest.start = comment.end.min(rest.end),
            _ => break,
        }
    }
    loop {
        rest.end = rest.start + rest.of(text).trim_end().len() as u32;
        match rest.end.checked_sub(1).and_then(|last| comment_at(comments, last)) {
            Some(comment) if !rest.is_empty() => rest.end = comment.start.max(rest.start),
            _ => break,
        }
    }
    (!rest.is_empty()).then_some(rest)
}

fn comment_at(comments: &[Comment], at: u32) -> Option<Span> {
    let index = comments.partition_point(|comment| comment.span.start <= at).checked_sub(1)?;
    Some(comments[index].span).filter(|comment| at < comment.end)
}

/// Whether a statement around what is left of `above` ends before `here` starts.
fn ends_between(output: &[Span], above: &Remains, here: &Remains) -> bool {
    around(output, above).any(|statement| statement.end <= here.new.start)
}

/// Whether a statement around what is left of `here` starts behind the end of `above`.
fn starts_between(output: &[Span], above: &Remains, here: &Remains) -> bool {
    around(output, here).next().is_some_and(|statement| statement.start >= above.new.end)
}

/// The statements around what is left of one, innermost first.
fn around<'o>(output: &'o [Span], remains: &Remains) -> impl Iterator<Item = &'o Span> {
    let Span { start, end } = remains.new;
    let behind = output.partition_point(|statement| statement.start <= start);
    output[..behind].iter().rev().filter(move |statement| end <= statement.end)
}

/// The strings that are directives of a function, and those of the program.
fn directives(tree: &Tree, nodes: &[NodeId]) -> Vec<Span> {
    let mut first: FxHashMap<Option<NodeId>, bool> = FxHashMap::default();
    let mut found = Vec::new();
    for node in nodes.iter().copied() {
        let Ast::Stmt(stmt) = tree.ast(node) else { continue };
        let list = tree.parent(node);
        let starts_body = list.is_none_or(|up| {
            matches!(
                tree.ast(up),
                Ast::Function(_) | Ast::Expr(Expr::Arrow(_)) | Ast::ClassMember(ClassMember::Constructor(_))
            )
        });
        let is_string = matches!(stmt, Stmt::Expr(ExprStmt { expr, .. }) if matches!(&**expr, Expr::Lit(Lit::Str(_))));
        let is_first = first.entry(list).or_insert(true);
        *is_first &= is_string;
        if *is_first && starts_body {
            found.push(tree.span(node));
        }
    }
    found
}

/// Proves that no string that is kept came to be a directive.
///
/// # Errors
/// Where one did.
pub fn no_new_directive(before: &Side, after: &Side, map: &Map) -> Result<(), String> {
    let were = directives(before.tree, &before.nodes);
    let start = |place: &Span| map.to_old(place.start);
    let is_new = |place: &Span| start(place).is_some_and(|old| !were.iter().any(|were| were.start == old));
    match directives(after.tree, &after.nodes).iter().find(|place| is_new(place)) {
        Some(place) => Err(format!("the string at {place:?} is a directive now")),
        None => Ok(()),
    }
}
