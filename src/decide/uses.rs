//! What happens to each use of v2, in the words of the report: moved, or left.

use super::change::Left;
use super::clients::Call;
use super::{Input, leftovers};
use crate::bindings::{Site, Usage};
use crate::edit::{Cover, Span, Within};
use crate::input::loads;
use crate::mapping::entry;
use crate::migration::{Use, UseFate, sort_uses};
use crate::note::{Level, Note};
use crate::tree::{Ast, NodeId};
use std::collections::HashSet;
use swc_ecma_ast::*;

/// The uses of v2 that are no more, by their indices.
#[derive(Debug, Default)]
pub struct GoneUses {
    /// All of them.
    pub all: HashSet<usize>,
    /// Those with a TODO of their own.
    pub with_todo: HashSet<usize>,
}

/// Returns the indices of the uses of v2 that are removed or moved, given what is `left`. The members in `moved`
/// are written elsewhere, so uses in them stay.
pub fn gone(input: &Input, calls: &[Call], removed: &[NodeId], (left, moved): (&Left, &[Span])) -> HashSet<usize> {
    let mut gone: HashSet<usize> = calls.iter().map(|call| call.attach.site).collect();
    let removed: HashSet<NodeId> = removed.iter().copied().collect();
    let moved = Cover::of(moved.iter().copied());
    let callees = Cover::of(calls.iter().map(|call| call.attach.callee));
    for (index, site) in input.bindings.sites.iter().enumerate() {
        let is_removed_call = matches!(site.usage, Usage::Call(call) | Usage::Operand(call) if removed.contains(&call));
        let place = input.tree.span(site.top);
        let (travels, with_callee) = (moved.covers(place), callees.covers(place));
        if is_removed_call || with_callee || (left.drops(place) && !travels) {
            gone.insert(index);
        }
    }
    loop {
        let before = gone.len();
        // The uses of an alias come after it, so going backwards removes a chain of aliases in one pass.
        for (index, site) in input.bindings.sites.iter().enumerate().rev() {
            if gone.contains(&index) {
                continue;
            }
            let idle = match site.usage {
                Usage::Alias(maker) | Usage::Assigned(maker) | Usage::Then(maker) => {
                    let up = input.tree.parent(maker).map(|up| input.tree.ast(up));
                    let through = through(input, maker);
                    !matches!(up, Some(Ast::ModuleDecl(_)))
                        && !through.is_empty()
                        && through.iter().all(|other| gone.contains(other))
                }
                // The value that the callback returns is used where the promise of it is.
                Usage::HandedOn => {
                    let call = input.tree.parent(site.top).and_then(|arrow| input.tree.parent(arrow));
                    let next = call.and_then(|call| input.bindings.site_from(call));
                    next.is_some_and(|next| gone.contains(&next))
                }
                _ => false,
            };
            if idle {
                gone.insert(index);
            }
        }
        gone.extend(in_gone_aliases(input, &gone));
        if gone.len() == before {
            return gone;
        }
    }
}

/// Returns the uses in declarations that are removed with their names, such as the type of an alias.
fn in_gone_aliases(input: &Input, gone: &HashSet<usize>) -> Vec<usize> {
    let sites = &input.bindings.sites;
    let makers = gone.iter().flat_map(|index| match sites[*index].usage {
        Usage::Alias(maker) => vec![input.tree.span(maker)],
        Usage::Assigned(maker) => {
            loads::names_of(input, maker).iter().filter_map(|id| loads::annotation(input, id)).collect()
        }
        _ => Vec::new(),
    });
    let makers = Cover::of(makers);
    let inside = |site: &Site| makers.covers(input.tree.span(site.top));
    (0..sites.len()).filter(|index| inside(&sites[*index])).collect()
}

/// Returns the uses of the names that `maker` binds.
fn through(input: &Input, maker: NodeId) -> Vec<usize> {
    loads::names_of(input, maker).iter().flat_map(|id| input.bindings.sites_via(id)).copied().collect()
}

pub fn uses(input: &Input, gone: &GoneUses, notes: &[Note]) -> Vec<Use> {
    let mut uses = Vec::new();
    let is_new = |note: &&Note| note.level == Level::Todo && !note.found && !input.choice.unsaid.contains(note.entry);
    let new = || notes.iter().filter(is_new);
    let places = Within::of(new().map(|note| note.at));
    // These are about code that is removed together with the code around it.
    let removed = Cover::of(new().filter(|note| note.entry == entry!("detach-removed")).map(|note| note.at));
    for (index, site) in input.bindings.sites.iter().enumerate() {
        let node = match site.usage {
            Usage::Call(call) => call,
            Usage::Operand(_) | Usage::HandedOn | Usage::Copy => continue,
            Usage::Alias(_) | Usage::Then(_) | Usage::Assigned(_) if leftovers::note(input, site).is_none() => continue,
            _ => site.top,
        };
        let at = input.tree.span(node);
        let todo = gone.with_todo.contains(&index) || places.any_in(at) || removed.covers(at);
        let fate = match (gone.all.contains(&index), todo) {
            (true, true) => UseFate::MovedWithTodo,
            (true, false) => UseFate::Moved,
            (false, _) => UseFate::Left,
        };
        let client = leftovers::client(input, site);
        uses.push(Use { at, what: site.value.name().to_owned(), fate, client });
    }
    for node in &input.bindings.imports {
        if matches!(input.tree.ast(*node), Ast::ModuleDecl(ModuleDecl::Import(import)) if import.specifiers.is_empty())
        {
            uses.push(Use::left(input.tree.span(*node), "import"));
        }
    }
    sort_uses(&mut uses);
    uses
}
