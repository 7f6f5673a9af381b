//! The gate: no output leaves the core unproven.
//!
//! Every byte the edits keep has a place in the output. What was a statement, an expression, a
//! pattern, a class member or a type there must be one here, at the mapped place, and the other
//! way round; every kept name must be bound as it was. This catches a line that swallows its
//! neighbour, text that changed meaning by moving, and capture. It cannot prove order and timing.

mod comments;
mod excerpt;
mod grammar;
mod map;
mod names;
mod statements;
#[cfg(test)]
mod tests;

use crate::edit::{Applied, Cover, Span};
use crate::syntax::{self, Script, Slices};
use crate::text::Quotes;
use crate::todo;
use crate::tree::{Ast, Kind, NodeId, Tree};
pub use comments::only_these_go;
use excerpt::Excerpt;
use grammar::waits_are_allowed;
pub use map::Map;
use map::mapped;
use names::{declared_once, new_names_resolve, same_names};
use statements::{no_new_directive, stay_apart};
use swc_ecma_ast::*;

/// Proves that `applied`, of which the program is now the `slices`, is `source` but for the edits.
///
/// # Errors
/// What is wrong with the output, for a bug report.
pub fn verify(source: &str, input: &Tree, (applied, map): (&Applied, &Map), slices: &Slices) -> Result<(), String> {
    let proven = |excerpt: Excerpt| prove(source, input, (applied, map), slices, excerpt);
    // What the excerpt cannot prove, the whole may.
    let excerpt = || Excerpt::of(source, input, applied, map);
    match (!slices.in_document).then(excerpt).flatten().map(proven) {
        Some(Ok(())) => Ok(()),
        _ => proven(Excerpt::whole(&applied.text)),
    }
}

fn prove(
    source: &str,
    input: &Tree,
    (applied, map): (&Applied, &Map),
    slices: &Slices,
    mut excerpt: Excerpt,
) -> Result<(), String> {
    let text = std::mem::take(&mut excerpt.text);
    let (text, slices) = syntax::with_end(text, slices, excerpt.end(input));
    let script = syntax::parse(&text, &slices)
        .map_err(|error| format!("the output does not parse at byte {}: {}", error.at, error.message))?;
    let output = Tree::new(&text, &script);
    let length = applied.text.len() as u32;
    if !syntax::ends(&script.program, &slices, length) {
        return Err("the output does not end".to_owned());
    }
    let own = output.top().filter(|node| slices.in_document || output.span(*node).start <= length);
    same_directives(input.script, &script)?;
    let before = Side { tree: input, text: source, nodes: excerpt.nodes(input) };
    let after = Side { tree: &output, text: &applied.text, nodes: own.flat_map(|node| output.inside(node)).collect() };
    same_nodes(&before, &after, |span, _| mapped(span, |old| map.to_new(old)), "is lost")?;
    // A declaration that lost its last names ends earlier than any did before.
    let shorter = |kind: Kind, old: &Span| matches!(kind, Kind::Decl(_)) && map.is_cut_at(old.end);
    // An expression whose name is taken off is a statement now; as an expression it is compared all the same.
    let bare = |kind: Kind, old: &Span| kind == Kind::expression() && map.is_cut_before(old.start);
    let is_same = |kind: Kind, old: &Span| !shorter(kind, old) && !bare(kind, old);
    same_nodes(&after, &before, |span, kind| map.whole_to_old(span).filter(|old| is_same(kind, old)), "is new")?;
    stay_apart(&before, &after, map)?;
    no_new_directive(&before, &after, map)?;
    waits_are_allowed(&before, &after, map)?;
    excerpt.stands_for_the_rest(&before, &after, map)?;
    let renamed = same_names(&before, &after, &excerpt, map)?;
    new_names_resolve(&before, &after, &excerpt, map, &renamed)?;
    declared_once(&before, &after, &renamed)?;
    comments_survive(source, input.script, &applied.text, &script, map)
}

fn directives(script: &Script) -> Vec<String> {
    let of = |stmt: &Stmt| match stmt {
        Stmt::Expr(ExprStmt { expr, .. }) => match &**expr {
            Expr::Lit(Lit::Str(text)) => Some(text.value.as_str().unwrap_or_default().to_owned()),
            _ => None,
        },
        _ => None,
    };
    match &script.program {
        Program::Script(script) => script.body.iter().map_while(of).collect(),
        Program::Module(module) => module
            .body
            .iter()
            .map_while(|item| match item {
                ModuleItem::Stmt(stmt) => of(stmt),
                ModuleItem::ModuleDecl(_) => None,
            })
            .collect(),
    }
}

fn same_directives(input: &Script, output: &Script) -> Result<(), String> {
    if directives(input) == directives(output) { Ok(()) } else { Err("the directives changed".to_owned()) }
}

/// A program, its text, and the nodes to compare.
struct Side<'s, 'a> {
    tree: &'s Tree<'a>,
    text: &'s str,
    nodes: Vec<NodeId>,
}

impl Side<'_, '_> {
    /// Where a node stands, its semicolon left out: whether one is written is no difference.
    fn place(&self, node: NodeId) -> Span {
        let span = self.tree.span(node);
        match self.tree.ast(node) {
            Ast::Stmt(Stmt::Empty(_)) => span,
            Ast::Stmt(_) | Ast::ModuleDecl(_) | Ast::ClassMember(_) => {
                let text = span.of(self.text).trim_end_matches(|c: char| c == ';' || c.is_whitespace());
                Span::new(span.start, span.start + text.len() as u32)
            }
            _ => span,
        }
    }
}

/// Every node of `one` in kept text must be a node of the same kind at its mapped place in `other`.
fn same_nodes(one: &Side, other: &Side, map: impl Fn(Span, Kind) -> Option<Span>, fault: &str) -> Result<(), String> {
    let mut there: Vec<(Span, Kind)> =
        other.nodes.iter().filter_map(|node| Some((other.place(*node), kind(other.tree, *node)?))).collect();
    there.sort_unstable_by_key(|(place, _)| *place);
    let is_there = |place: Span, kind: Kind| {
        let first = there.partition_point(|(other, _)| *other < place);
        there[first..].iter().take_while(|(other, _)| *other == place).any(|(_, other)| *other == kind)
    };
    for node in one.nodes.iter().copied() {
        let Some(kind) = kind(one.tree, node) else { continue };
        let Some(place) = map(one.place(node), kind) else { continue };
        if !is_there(place, kind) {
            return Err(format!("{kind:?} at {:?} {fault} at {place:?}", one.tree.span(node)));
        }
    }
    Ok(())
}

/// The kinds that are compared. A bare name is not: names are compared by what binds them.
fn kind(tree: &Tree, node: NodeId) -> Option<Kind> {
    match tree.ast(node) {
        Ast::Expr(Expr::Ident(_)) | Ast::Pat(Pat::Ident(_)) => None,
        // A semicolon at the start of a line ends whatever stands above it.
        Ast::Stmt(Stmt::Empty(_)) => None,
        _ => tree.kind(node),
    }
}

/// Every comment is kept, or quoted in a new one.
fn comments_survive(source: &str, input: &Script, text: &str, output: &Script, map: &Map) -> Result<(), String> {
    let new: Vec<&str> = output
        .comments
        .iter()
        .filter(|comment| mapped(comment.span, |at| map.to_old(at)).is_none())
        .map(|comment| comment.span.of(text))
        .collect();
    let quoted = new.join("\n");
    let quotes = Quotes::of(&quoted);
    // Lines that this program wrote may go; what they say was taken from the code before.
    let own = Cover::of(todo::own(source, &input.comments));
    for comment in &input.comments {
        if mapped(comment.span, |old| map.to_new(old)).is_some() || own.covers(comment.span) {
            continue;
        }
        let lines = comment.span.of(source).lines().map(str::trim).filter(|line| !line.is_empty());
        for line in lines {
            if !quotes.holds(line) {
                return Err(format!("the comment `{line}` is lost"));
            }
        }
    }
    Ok(())
}
