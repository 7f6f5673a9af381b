//! Indexes of the names and uses of v2, for lookups that are frequent.

use super::site::{Bound, Site, Usage};
use crate::tree::NodeId;
use std::collections::HashMap;
use swc_ecma_ast::Id;

/// The indexes.
#[derive(Debug, Default)]
pub(super) struct SiteIndex {
    /// The names that a declarator or an assignment binds.
    pub(super) names: Multimap<NodeId, Id>,
    /// The uses, by index, that are reached through a name.
    pub(super) sites: Multimap<Id, usize>,
    /// The uses, by index, that start at a node.
    pub(super) origins: Multimap<NodeId, usize>,
    /// The uses, by index, to which a declarator gives another name.
    pub(super) aliases: Multimap<NodeId, usize>,
    /// The uses, by index, that a call calls.
    pub(super) calls: Multimap<NodeId, usize>,
    /// The nodes at which types name v2.
    pub(super) types: Vec<NodeId>,
}

impl SiteIndex {
    /// The index of these names and uses.
    pub(super) fn of(names: &HashMap<Id, Bound>, sites: &[Site]) -> Self {
        let all = || sites.iter().enumerate();
        let aliases = all().filter_map(|(at, site)| match site.usage {
            Usage::Alias(maker) => Some((maker, at)),
            _ => None,
        });
        let calls = all().filter_map(|(at, site)| match site.usage {
            Usage::Call(call) => Some((call, at)),
            _ => None,
        });
        SiteIndex {
            names: Multimap::new(names.iter().map(|(id, bound)| (bound.maker, id.clone()))),
            sites: Multimap::new(all().filter_map(|(at, site)| Some((site.via.clone()?, at)))),
            origins: Multimap::new(all().map(|(at, site)| (site.origin, at))),
            aliases: Multimap::new(aliases),
            calls: Multimap::new(calls),
            types: sites.iter().filter(|site| site.usage == Usage::Type).map(|site| site.top).collect(),
        }
    }
}

/// A sorted list of values for each key. Most keys have one value, so a map of lists would take several
/// times the memory.
#[derive(Debug)]
pub(super) struct Multimap<K, V> {
    /// The key of each value.
    keys: Box<[K]>,
    values: Box<[V]>,
}

impl<K: Ord, V: Ord> Multimap<K, V> {
    fn new(pairs: impl Iterator<Item = (K, V)>) -> Self {
        let mut pairs: Vec<(K, V)> = pairs.collect();
        pairs.sort_unstable();
        let (keys, values): (Vec<K>, Vec<V>) = pairs.into_iter().unzip();
        Multimap { keys: keys.into(), values: values.into() }
    }

    /// The values of `key`.
    pub(super) fn of(&self, key: &K) -> &[V] {
        let first = self.keys.partition_point(|other| other < key);
        let count = self.keys[first..].partition_point(|other| other == key);
        &self.values[first..first + count]
    }
}

impl<K, V> Default for Multimap<K, V> {
    fn default() -> Self {
        Multimap { keys: Box::default(), values: Box::default() }
    }
}
