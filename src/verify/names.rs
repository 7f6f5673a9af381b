//! Names mean in the output what they meant in the input.

use super::Side;
use super::excerpt::Excerpt;
use super::map::{Map, mapped};
use crate::edit::Span;
use crate::scope::{self, Declared, How};
use crate::tree::{Ast, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};
use swc_ecma_ast::{Id, VarDeclKind};

/// What each name of the input is in the output.
pub type Renamed<'i, 'o> = FxHashMap<&'i Id, &'o Id>;

/// Kept names are bound alike before and after. Returns what each is in the output.
pub fn same_names<'i, 'o>(
    before: &Side<'i, '_>,
    after: &Side<'o, '_>,
    excerpt: &Excerpt,
    map: &Map,
) -> Result<Renamed<'i, 'o>, String> {
    let by_place: FxHashMap<Span, &Id> =
        after.nodes.iter().filter_map(|node| Some((after.tree.span(*node), after.tree.id(*node)?))).collect();
    let mut forward: Renamed = FxHashMap::default();
    let mut backward: FxHashMap<&Id, &Id> = FxHashMap::default();
    for node in &before.nodes {
        let Some(one) = before.tree.id(*node) else { continue };
        let Some(place) = mapped(before.tree.span(*node), |old| map.to_new(old)) else { continue };
        let Some(other) = by_place.get(&place).copied() else {
            return Err(format!("the name `{}` is lost", one.0));
        };
        let is_known = forward.contains_key(one);
        let same = *forward.entry(one).or_insert(other) == other && *backward.entry(other).or_insert(one) == one;
        if !same || !(is_known || bound_alike(before.tree, one, after.tree, other, excerpt)) {
            return Err(format!("the name `{}` is bound to something else", one.0));
        }
    }
    Ok(forward)
}

/// Whether both names are declared, or none is. What an excerpt leaves out is not declared in it.
fn bound_alike(before: &Tree, one: &Id, after: &Tree, other: &Id, excerpt: &Excerpt) -> bool {
    match (scope::declared(before, one), scope::declared(after, other)) {
        (Some(declared), found) if excerpt.leaves_out(before, declared.name) => {
            found.is_none() && after.script.is_unbound(other)
        }
        // It would be what a statement that is left out declares.
        (_, None) if after.script.is_unbound(other) && excerpt.declares(before, &other.0) => false,
        (then, now) => then.is_some() == now.is_some(),
    }
}

/// What new text may name without declaring it.
const AMBIENT: [&str; 5] = ["require", "Map", "Promise", "globalThis", "undefined"];

/// A name in new text means something new, something of the whole module, or what the text it
/// replaces meant.
pub fn new_names_resolve(
    before: &Side,
    after: &Side,
    excerpt: &Excerpt,
    map: &Map,
    renamed: &Renamed,
) -> Result<(), String> {
    let (input, output) = (before.tree, after.tree);
    let kept = |node: NodeId| map.whole_to_old(output.span(node));
    let gone = before.nodes.iter().filter(|node| mapped(input.span(**node), |old| map.to_new(old)).is_none());
    let meant: FxHashSet<&Id> = gone.filter_map(|node| renamed.get(input.id(*node)?).copied()).collect();
    let was_free = |id: &Id| renamed.iter().any(|(before, after)| *after == id && before.0 == id.0);
    for node in after.nodes.iter().copied() {
        let Some(id) = output.id(node).filter(|_| kept(node).is_none()) else { continue };
        if scope::declares(output, node).is_some()
            || matches!(output.parent(node).map(|up| output.ast(up)), Some(Ast::Type))
        {
            continue;
        }
        let known = match scope::declared(output, id) {
            None => AMBIENT.contains(&&*id.0) || was_free(id) || excerpt.declares(input, &id.0),
            Some(declared) => {
                kept(declared.name).is_none() || scope::is_module_level(output, &declared) || meant.contains(id)
            }
        };
        if !known {
            return Err(format!("the new name `{}` is bound to something else", id.0));
        }
    }
    Ok(())
}

/// Names that the output declares where the input did not declare them as often.
pub fn declared_once(before: &Side, after: &Side, renamed: &Renamed) -> Result<(), String> {
    let then = |id: &Id, is_at_top: bool| match is_at_top {
        true => before.tree.spelled(&id.0).iter().map(|id| declarations(before.tree, id).at_top).sum(),
        false => renamed.iter().find(|(_, now)| **now == id).map_or(0, |(then, _)| declarations(before.tree, then).all),
    };
    let fresh = after.nodes.iter().filter(|node| scope::declares(after.tree, **node).is_some());
    for id in fresh.filter_map(|node| after.tree.id(*node)) {
        let now = declarations(after.tree, id);
        let at_top = now.at_top > 1 && now.at_top > then(id, true);
        let within = now.all > 1 && now.is_fixed && now.all > now.at_top && now.all > then(id, false);
        if at_top || within {
            return Err(format!("`{}` is declared twice", id.0));
        }
    }
    Ok(())
}

/// How often a name is declared.
struct Declarations {
    /// At the top of the module.
    at_top: usize,
    /// Anywhere, types and the like left out.
    all: usize,
    /// Whether one of them allows no other beside it.
    is_fixed: bool,
}

fn declarations(tree: &Tree, id: &Id) -> Declarations {
    let declared: Vec<Declared> = tree.mentions(id).filter_map(|name| scope::declares(tree, name)).collect();
    let is_let = |declared: &Declared| {
        let kind = scope::declaration_kind(tree, declared.holder);
        declared.how == How::Variable && kind != Some(VarDeclKind::Var)
    };
    let is_fixed =
        |declared: &Declared| matches!(declared.how, How::Const | How::Class | How::Import) || is_let(declared);
    Declarations {
        at_top: declared.iter().filter(|declared| scope::is_module_level(tree, declared)).count(),
        all: declared.iter().filter(|declared| declared.how != How::Other).count(),
        is_fixed: declared.iter().any(is_fixed),
    }
}
