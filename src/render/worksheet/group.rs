//! Grouping the findings of one item by client and by name, with equal values merged.

use super::data::*;
use super::finding::{COMMENT, FindingKind, SheetFinding, Worth};
use crate::mapping::{self, COMPUTED, NOT_FIXED, OVERRULED, Setting};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the values of each client in `all`. The values outside of a client's calls come last.
pub fn given(
    all: BTreeSet<Option<Client>>,
    found: &[&SheetFinding],
    advice: &str,
    setting: Option<&'static Setting>,
) -> Vec<ClientValues> {
    let one = |client: Option<Client>| {
        let own: Vec<&SheetFinding> = found.iter().filter(|finding| finding.client == client).copied().collect();
        let at = |what: &FindingKind| {
            let places: BTreeSet<&SheetPlace> =
                own.iter().filter(|finding| finding.what == *what).map(|finding| &finding.place).collect();
            places.into_iter().cloned().collect()
        };
        let groups = groups(&own, advice, setting, client.as_ref());
        ClientValues { groups, places: at(&FindingKind::Bare), none: at(&FindingKind::None), client }
    };
    let mut all: Vec<Option<Client>> = all.into_iter().collect();
    all.sort_by_key(Option::is_none);
    all.into_iter().map(one).collect()
}

fn groups(
    found: &[&SheetFinding],
    advice: &str,
    setting: Option<&'static Setting>,
    client: Option<&Client>,
) -> Vec<NamedValues> {
    let mut by_key: BTreeMap<&str, Vec<(&SheetPlace, &Worth)>> = BTreeMap::new();
    for finding in found {
        if let FindingKind::Value(key, worth) = &finding.what {
            by_key.entry(key).or_default().push((&finding.place, worth));
        }
    }
    let is_named = |key: &str| setting.is_some_and(|setting| setting.has(key));
    let group = |(key, found): (&str, Vec<(&SheetPlace, &Worth)>)| {
        let values = values(found);
        let text = (key != COMMENT).then(|| advice.to_owned());
        let group = NamedValues { key: key.to_owned(), text, conflict: false, values };
        if is_named(key) { judged(group, client) } else { group }
    };
    let mut groups: Vec<NamedValues> = by_key.into_iter().map(group).collect();
    let first = |group: &NamedValues| group.values.first().and_then(|value| value.places.first()).cloned();
    groups.sort_by_cached_key(|group| (!is_named(&group.key), group.key == COMMENT, first(group), group.key.clone()));
    groups
}

/// Merges equal values, written as at the first of their places.
fn values(mut found: Vec<(&SheetPlace, &Worth)>) -> Vec<SheetValue> {
    found.sort();
    let mut index: BTreeMap<_, usize> = BTreeMap::new();
    let mut values: Vec<SheetValue> = Vec::new();
    for (place, worth) in found {
        let at = *index.entry(worth.key()).or_insert_with(|| {
            let Worth { value, code, remarks, condition, plans } = worth.clone();
            values.push(SheetValue { value, code, remarks, condition, plans, places: Vec::new() });
            values.len() - 1
        });
        if values[at].places.last() != Some(place) {
            values[at].places.push(place.clone());
        }
    }
    values
}

/// Checks whether the values of one setting agree and can be typed. Values of an unknown client are not
/// compared, as they may belong to several.
fn judged(mut group: NamedValues, client: Option<&Client>) -> NamedValues {
    let is_one_client = matches!(client, Some(Client::Id(_) | Client::Code(_)));
    let key = |value: &SheetValue| {
        (value.value.clone(), value.value.is_none().then(|| (value.code.clone(), value.plans.clone())))
    };
    // A value that v2 ignored does not conflict with others.
    let counts = |value: &&SheetValue| !value.remarks.iter().any(|remark| remark == OVERRULED.says);
    let different: BTreeSet<_> = group.values.iter().filter(counts).map(key).collect();
    group.conflict = is_one_client && different.len() > 1;
    for value in &mut group.values {
        let has = |text: mapping::Text| value.remarks.iter().any(|remark| remark == text.says);
        if value.value.is_none() && value.plans.is_empty() && !has(COMPUTED) && !has(NOT_FIXED) {
            value.remarks.push(NOT_FIXED.says.to_owned());
        }
    }
    group
}
