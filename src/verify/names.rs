//! Proves that names mean in the output what they meant in the input.

use super::excerpt::Excerpt;
use super::map::{Map, mapped};
use super::side::{Declarations, NameRecord, NameUse, Occurrence, Side};
use rustc_hash::{FxHashMap, FxHashSet};

/// The names of the output by those of the input, and the other way round, by index.
pub struct Renamed {
    to_new: Vec<Option<u32>>,
    to_old: Vec<Option<u32>>,
}

/// Proves that kept names are bound alike before and after. Returns the name in the output for each name
/// of the input.
///
/// # Errors
/// The first name that is not.
pub fn same_names(before: &Side, after: &Side, excerpt: &Excerpt, map: &Map) -> Result<Renamed, String> {
    let mut by_place: Vec<&Occurrence> = after.mentions.iter().collect();
    by_place.sort_by_key(|mention| mention.place);
    let mut renamed = Renamed { to_new: vec![None; before.names.len()], to_old: vec![None; after.names.len()] };
    for mention in &before.mentions {
        let Some(place) = mapped(mention.place, |old| map.to_new(old)) else { continue };
        let one = before.name(mention);
        let behind = by_place.partition_point(|other| other.place <= place);
        let there = behind.checked_sub(1).map(|at| by_place[at]).filter(|other| other.place == place);
        let Some(there) = there else {
            return Err(format!("the name `{}` is lost", one.id.0));
        };
        let to_new = &mut renamed.to_new[mention.name as usize];
        let is_known = to_new.is_some();
        let same = *to_new.get_or_insert(there.name) == there.name
            && *renamed.to_old[there.name as usize].get_or_insert(mention.name) == mention.name;
        if !same || !(is_known || bound_alike(one, after.name(there), excerpt)) {
            return Err(format!("the name `{}` is bound to something else", one.id.0));
        }
    }
    Ok(renamed)
}

/// Whether both names are declared, or neither is. A statement that an excerpt leaves out declares
/// nothing in it.
fn bound_alike(one: &NameRecord, other: &NameRecord, excerpt: &Excerpt) -> bool {
    match (excerpt.leaves_out_first(one), other.first) {
        (Some(true), found) => found.is_none() && other.is_unbound,
        // It would refer to a declaration that is left out.
        (_, None) if other.is_unbound && excerpt.declares(&other.id.0) => false,
        (then, now) => then.is_some() == now.is_some(),
    }
}

/// Globals that new text may use without declaring them.
const AMBIENT: [&str; 5] = ["require", "Map", "Promise", "globalThis", "undefined"];

/// Proves that a name in new text refers to something new, to something visible in the whole module, or
/// to what the text that it replaces referred to.
///
/// # Errors
/// The first name that does not.
pub fn new_names_resolve(
    before: &Side,
    after: &Side,
    excerpt: &Excerpt,
    map: &Map,
    renamed: &Renamed,
) -> Result<(), String> {
    let gone = before.mentions.iter().filter(|mention| mapped(mention.place, |old| map.to_new(old)).is_none());
    let meant: FxHashSet<u32> = gone.filter_map(|mention| renamed.to_new[mention.name as usize]).collect();
    let was_free = |name: u32| {
        let old = renamed.to_old[name as usize].map(|old| &before.names[old as usize]);
        old.is_some_and(|old| old.id.0 == after.names[name as usize].id.0)
    };
    for mention in after.mentions.iter().filter(|mention| map.whole_to_old(mention.place).is_none()) {
        if mention.does != NameUse::Means {
            continue;
        }
        let name = after.name(mention);
        let known = match name.first {
            None => AMBIENT.contains(&&*name.id.0) || was_free(mention.name) || excerpt.declares(&name.id.0),
            Some(first) => {
                map.whole_to_old(first.place).is_none() || first.is_module_level || meant.contains(&mention.name)
            }
        };
        if !known {
            return Err(format!("the new name `{}` is bound to something else", name.id.0));
        }
    }
    Ok(())
}

/// Proves that the output declares no name more often than the input did.
///
/// # Errors
/// The first one that it does.
pub fn declared_once(before: &Side, after: &Side, excerpt: &Excerpt, renamed: &Renamed) -> Result<(), String> {
    let mut spelled: FxHashMap<&str, usize> = FxHashMap::default();
    for name in &before.names {
        *spelled.entry(&name.id.0).or_default() += name.declarations.at_top;
    }
    let at_top =
        |name: &NameRecord| spelled.get(&*name.id.0).copied().unwrap_or(0) + excerpt.declared_at_top(&name.id.0);
    let all = |index: u32| {
        let then = renamed.to_old[index as usize].map(|old| &before.names[old as usize]);
        then.map_or(0, |then| then.declarations.all + excerpt.declarations(&then.id).all)
    };
    for mention in after.mentions.iter().filter(|mention| mention.does.declares()) {
        let name = after.name(mention);
        let Declarations { at_top: top, all: now, is_fixed } = name.declarations;
        let is_twice = top > 1 && top > at_top(name);
        let within = now > 1 && is_fixed && now > top && now > all(mention.name);
        if is_twice || within {
            return Err(format!("`{}` is declared twice", name.id.0));
        }
    }
    Ok(())
}
