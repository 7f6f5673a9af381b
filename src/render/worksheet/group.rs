//! The findings of one item, by client, by name, and equal ones together.

use super::build::{COMMENT, Finding, What, Worth};
use super::data::*;
use crate::mapping::{self, COMPUTED, NOT_FIXED, OVERRULED, Setting};
use std::collections::{BTreeMap, BTreeSet};

/// What was found for each of the clients in `all`; what is no call of a client comes last.
pub fn given(
    all: BTreeSet<Option<Client>>,
    found: &[&Finding],
    advice: &str,
    setting: Option<&'static Setting>,
) -> Vec<Given> {
    let one = |client: Option<Client>| {
        let own: Vec<&Finding> = found.iter().filter(|finding| finding.client == client).copied().collect();
        let at = |what: &What| {
            let places: BTreeSet<&Place> =
                own.iter().filter(|finding| finding.what == *what).map(|finding| &finding.place).collect();
            places.into_iter().cloned().collect()
        };
        let groups = groups(&own, advice, setting, client.as_ref());
        Given { groups, places: at(&What::Bare), none: at(&What::None), client }
    };
    let mut all: Vec<Option<Client>> = all.into_iter().collect();
    all.sort_by_key(Option::is_none);
    all.into_iter().map(one).collect()
}

fn groups(found: &[&Finding], advice: &str, setting: Option<&'static Setting>, client: Option<&Client>) -> Vec<Group> {
    let mut by_key: BTreeMap<&str, Vec<(&Place, &Worth)>> = BTreeMap::new();
    for finding in found {
        if let What::Value(key, worth) = &finding.what {
            by_key.entry(key).or_default().push((&finding.place, worth));
        }
    }
    let is_named = |key: &str| setting.is_some_and(|setting| setting.has(key));
    let group = |(key, found): (&str, Vec<(&Place, &Worth)>)| {
        let values = values(found);
        let text = (key != COMMENT).then(|| advice.to_owned());
        let group = Group { key: key.to_owned(), text, conflict: false, values };
        if is_named(key) { judged(group, client) } else { group }
    };
    let mut groups: Vec<Group> = by_key.into_iter().map(group).collect();
    let first = |group: &Group| group.values.first().and_then(|value| value.places.first()).cloned();
    groups.sort_by_cached_key(|group| (!is_named(&group.key), group.key == COMMENT, first(group), group.key.clone()));
    groups
}

/// Equal values once, as the first of their places has them.
fn values(mut found: Vec<(&Place, &Worth)>) -> Vec<Value> {
    found.sort();
    let mut index: BTreeMap<_, usize> = BTreeMap::new();
    let mut values: Vec<Value> = Vec::new();
    for (place, worth) in found {
        let at = *index.entry(worth.key()).or_insert_with(|| {
            let Worth { value, code, remarks, condition, plans } = worth.clone();
            values.push(Value { value, code, remarks, condition, plans, places: Vec::new() });
            values.len() - 1
        });
        if values[at].places.last() != Some(place) {
            values[at].places.push(place.clone());
        }
    }
    values
}

/// Judges values as those of one setting: whether they agree, and can be typed. Those of calls whose client
/// cannot be told may be of several.
fn judged(mut group: Group, client: Option<&Client>) -> Group {
    let is_one_client = matches!(client, Some(Client::Id(_) | Client::Code(_)));
    let key =
        |value: &Value| (value.value.clone(), value.value.is_none().then(|| (value.code.clone(), value.plans.clone())));
    // One that v2 did not look at is no other opinion.
    let counts = |value: &&Value| !value.remarks.iter().any(|remark| remark == OVERRULED.says);
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
