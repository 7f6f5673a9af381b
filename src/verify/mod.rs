//! The gate, a translation validation: no output leaves the core unproven.
//!
//! Every byte that the edits keep has a place in the output. Each kept statement, expression, pattern,
//! class member and type must be one in the output, at the mapped place, and the other way round. Every
//! kept name must be bound as before. This catches a line that swallows its neighbour, text that changed
//! its meaning by moving, and capture of names. It cannot prove order and timing.

mod comments;
mod excerpt;
mod grammar;
mod map;
mod names;
mod side;
mod statement;
mod statements;
#[cfg(test)]
mod tests;
mod waits;

use crate::edit::{Applied, Cover, Span};
use crate::syntax::{self, Comment, Slices};
use crate::text::Quotes;
use crate::todo;
use crate::tree::{NodeId, NodeKind, Tree};
pub use comments::only_these_go;
use excerpt::Excerpt;
use grammar::{no_new_directive, waits_are_allowed};
pub use map::Map;
use map::mapped;
use names::{declared_once, new_names_resolve, same_names};
use side::Side;
use statements::stay_apart;

/// What the proof needs of a program before it is edited. The program itself need not stay in memory.
pub struct Before<'t>(Side<'t>);

impl<'t> Before<'t> {
    /// The facts of the program of a tree, whose text is in `source`.
    pub fn of(source: &'t str, input: &Tree) -> Self {
        Before(Side::of(input, source, input.top()))
    }

    /// Proves that `applied`, whose program is in the `slices`, is this program except for the edits.
    ///
    /// # Errors
    /// What is wrong with the output, for a bug report.
    pub fn verify(&self, (applied, map): (&Applied, &Map), slices: &Slices) -> Result<(), String> {
        prove(&self.0, (applied, map), slices, Excerpt::whole(&applied.text))
    }
}

/// Whether the few statements that edits touch are enough to prove that `applied` is `source` except for
/// the edits. If not, [`Before::verify`] may still prove it.
pub fn is_proven_in_part(source: &str, input: &Tree, (applied, map): (&Applied, &Map), slices: &Slices) -> bool {
    if slices.in_document {
        return false;
    }
    // To read most of the output takes as much memory as to read all of it, and the input has to stay in
    // memory.
    let excerpt = Excerpt::of(source, input, applied, map).filter(Excerpt::is_small);
    excerpt.is_some_and(|excerpt| prove_in_part(source, input, (applied, map), slices, excerpt).is_ok())
}

fn prove_in_part(
    source: &str,
    input: &Tree,
    (applied, map): (&Applied, &Map),
    slices: &Slices,
    excerpt: Excerpt,
) -> Result<(), String> {
    let before = Side::of(input, source, excerpt.top(input));
    prove(&before, (applied, map), slices, excerpt)
}

fn prove(before: &Side, (applied, map): (&Applied, &Map), slices: &Slices, mut excerpt: Excerpt) -> Result<(), String> {
    let after = output(applied, slices, &mut excerpt)?;
    if before.directives != after.directives {
        return Err("the directives changed".to_owned());
    }
    same_nodes(before, &after, |span, _| mapped(span, |old| map.to_new(old)), "is lost")?;
    // A declaration that lost its last names ends earlier than before.
    let shorter = |kind: NodeKind, old: &Span| matches!(kind, NodeKind::Decl(_)) && map.is_cut_at(old.end);
    // An expression whose name is cut off is a new statement. As an expression, it is still compared.
    let bare = |kind: NodeKind, old: &Span| kind == NodeKind::expression() && map.is_cut_before(old.start);
    let is_same = |kind: NodeKind, old: &Span| !shorter(kind, old) && !bare(kind, old);
    same_nodes(&after, before, |span, kind| map.whole_to_old(span).filter(|old| is_same(kind, old)), "is new")?;
    stay_apart(before, &after, map)?;
    no_new_directive(before, &after, map)?;
    waits_are_allowed(before, &after, map)?;
    excerpt.stands_for_the_rest(before, &after, map)?;
    let renamed = same_names(before, &after, &excerpt, map)?;
    new_names_resolve(before, &after, &excerpt, map, &renamed)?;
    declared_once(before, &after, &excerpt, &renamed)?;
    comments_survive(before, &after, map)
}

/// The facts of the output, or of the excerpt of it.
fn output<'t>(applied: &'t Applied, slices: &Slices, excerpt: &mut Excerpt) -> Result<Side<'t>, String> {
    let text = std::mem::take(&mut excerpt.text);
    let (text, slices) = syntax::with_end(text, slices, excerpt.end());
    let script = syntax::parse(&text, &slices)
        .map_err(|error| format!("the output does not parse at byte {}: {}", error.at, error.message))?;
    drop(text);
    let length = applied.text.len() as u32;
    if !syntax::ends(&script.program, &slices, length) {
        return Err("the output does not end".to_owned());
    }
    let mut tree = Tree::new(&applied.text, &script);
    let is_own = |node: &NodeId| slices.in_document || tree.span(*node).start <= length;
    let own: Vec<NodeId> = tree.top().filter(is_own).collect();
    Ok(Side::of_all(&mut tree, &applied.text, &own))
}

/// Proves that every node of `one` in kept text is a node of the same kind at its mapped place in
/// `other`.
fn same_nodes(
    one: &Side,
    other: &Side,
    map: impl Fn(Span, NodeKind) -> Option<Span>,
    fault: &str,
) -> Result<(), String> {
    let is_there = |place: Span, kind: NodeKind| {
        let first = other.nodes.partition_point(|(other, _)| *other < place);
        other.nodes[first..].iter().take_while(|(other, _)| *other == place).any(|(_, other)| *other == kind)
    };
    for (span, kind) in &one.nodes {
        let Some(place) = map(*span, *kind) else { continue };
        if !is_there(place, *kind) {
            return Err(format!("{kind:?} at {span:?} {fault} at {place:?}"));
        }
    }
    Ok(())
}

/// Proves that every comment is kept, or quoted in a new one.
fn comments_survive(before: &Side, after: &Side, map: &Map) -> Result<(), String> {
    let is_new = |comment: &&Comment| mapped(comment.span, |at| map.to_old(at)).is_none();
    let new: Vec<&str> = after.comments.iter().filter(is_new).map(|comment| comment.span.of(after.text)).collect();
    let quoted = new.join("\n");
    let quotes = Quotes::of(&quoted);
    // Lines that this program wrote may be removed: what they quote was taken from code that was removed
    // before.
    let own = Cover::of(todo::own(before.text, &before.comments));
    for comment in before.comments.iter() {
        if mapped(comment.span, |old| map.to_new(old)).is_some() || own.covers(comment.span) {
            continue;
        }
        let lines = comment.span.of(before.text).lines().map(str::trim).filter(|line| !line.is_empty());
        for line in lines {
            if !quotes.holds(line) {
                return Err(format!("the comment `{line}` is lost"));
            }
        }
    }
    Ok(())
}
