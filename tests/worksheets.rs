//! Merging worksheets: the order of them does not matter, a merge of merges is a merge, nothing gets lost.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rupt_migrate::mapping::{RUNBOOK, remarks};
use rupt_migrate::render::worksheet::{Findings, Form, read};
use serde_json::{Value, json};

const FORMS: [Form; 3] = [Form::Json, Form::Markdown, Form::Html];

fn place() -> impl Strategy<Value = Value> {
    let path = select(vec!["a.js", "a/b.js", "a-b.js", "`<b>\u{202e}"]);
    (0..2usize, path, 1..4usize, 1..3usize, any::<bool>(), any::<bool>()).prop_map(
        |(repository, path, line, column, on_v2, uncommitted)| {
            json!({ "repository": repository, "path": path, "line": line, "column": column,
                    "on_v2": on_v2, "uncommitted": uncommitted })
        },
    )
}

fn places() -> impl Strategy<Value = Vec<Value>> {
    proptest::collection::vec(place(), 0..4)
}

fn value() -> impl Strategy<Value = Value> {
    let worth = select(vec![
        (json!("3"), "3", json!([])),
        (json!("3"), "(3)", json!([])),
        (json!("https://a"), "'https://a'", json!([])),
        (Value::Null, "limit()", json!([])),
        (Value::Null, "LIMITS[plan]", json!([{ "plan": "a", "value": "1" }])),
        (Value::Null, "() => {\n  a();\n}", json!([])),
    ]);
    let known: Vec<&str> = remarks().map(|remark| remark.says).collect();
    let condition = select(vec![Value::Null, json!("a"), json!("b")]);
    (worth, subsequence(known, 0..2), condition, places()).prop_map(
        |((value, code, plans), remarks, condition, places)| {
            json!({ "value": value, "code": code, "remarks": remarks, "condition": condition,
                    "plans": plans, "places": places })
        },
    )
}

fn client() -> impl Strategy<Value = Value> {
    select(vec![
        json!({ "by": "id", "name": "a" }),
        json!({ "by": "id", "name": "b" }),
        json!({ "by": "code", "name": "env.ID" }),
        json!({ "by": "unknown" }),
    ])
}

fn given() -> impl Strategy<Value = Value> {
    let client = prop_oneof![client(), Just(Value::Null)];
    let key = select(vec!["device_count more than", "Logout URL", "limit_config", "comment", "tolerance"]);
    let group = (key, proptest::collection::vec(value(), 0..4)).prop_map(
        |(key, values)| json!({ "key": key, "text": "whatever it says", "conflict": true, "values": values }),
    );
    (client, proptest::collection::vec(group, 0..3), places(), places()).prop_map(
        |(client, groups, places, none)| json!({ "client": client, "groups": groups, "places": places, "none": none }),
    )
}

fn part() -> impl Strategy<Value = Value> {
    let item = select(vec![
        ("cap_devices", "device_count more than"),
        ("challenge_config", "Logout URL"),
        ("tolerance", "tolerance"),
        ("not_read", "files"),
    ]);
    (item, proptest::collection::vec(given(), 0..3)).prop_map(|((part, item), given)| {
        let item = json!({ "name": item, "what": "", "link": null, "owner": "", "clients": given });
        json!({ "id": part, "title": "", "choices": [], "items": [item] })
    })
}

fn sheet() -> impl Strategy<Value = String> {
    let failed =
        subsequence(vec![json!({ "path": "x.js", "message": "m" }), json!({ "path": "y", "message": "" })], 0..2);
    let commit = select(vec![Value::Null, json!("c".repeat(40))]);
    let address = select(vec!["https://github.com/o/r", "https://git.example.com/o/s", "/srv/t"]);
    let repository = (address, commit, any::<bool>(), failed).prop_map(|(address, commit, rewritten, failed)| {
        json!({ "address": address, "commit": commit, "rewritten": rewritten, "failed": failed })
    });
    let points: Vec<&str> = RUNBOOK[0].points.iter().map(|point| point.text.says).collect();
    let steps = subsequence(points, 0..3)
        .prop_map(|points| json!([{ "id": RUNBOOK[0].id, "title": "", "who": "", "points": points }]));
    let (repositories, parts) = (proptest::collection::vec(repository, 2), proptest::collection::vec(part(), 0..4));
    (repositories, proptest::collection::vec(client(), 0..3), steps, parts).prop_map(
        |(repositories, clients, steps, parts)| {
            json!({ "version": 3, "tool": "rupt-migrate", "repositories": repositories, "clients": clients,
                    "steps": steps, "parts": parts })
            .to_string()
        },
    )
}

fn found(sheets: &[&str]) -> Vec<Findings> {
    sheets.iter().map(|sheet| read(sheet).expect("a worksheet")).collect()
}

fn merged(sheets: &[&str]) -> String {
    Form::Json.merged(found(sheets))
}

/// All places, each with the address of its repository.
fn all_places(sheet: &str) -> Vec<String> {
    fn collect(value: &Value, addresses: &[Value], places: &mut Vec<String>) {
        if let Some(repository) = value["repository"].as_u64() {
            let mut place = value.clone();
            place["repository"] = addresses[repository as usize]["address"].clone();
            places.push(place.to_string());
        }
        match value {
            Value::Array(all) => all.iter().for_each(|one| collect(one, addresses, places)),
            Value::Object(all) => all.values().for_each(|one| collect(one, addresses, places)),
            _ => {}
        }
    }
    let sheet: Value = serde_json::from_str(sheet).expect("JSON");
    let mut places = Vec::new();
    collect(&sheet["parts"], sheet["repositories"].as_array().expect("repositories"), &mut places);
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn neither_order_nor_steps_between_matter(a in sheet(), b in sheet(), c in sheet()) {
        let whole = merged(&[&a, &b, &c]);
        for order in [[&c, &a, &b], [&b, &a, &c], [&c, &b, &a]] {
            let order = order.map(String::as_str);
            prop_assert_eq!(&merged(&order), &whole);
            for form in FORMS {
                prop_assert_eq!(form.merged(found(&order)), form.merged(found(&[&a, &b, &c])));
            }
        }
        prop_assert_eq!(&merged(&[&merged(&[&a, &b]), &c]), &whole);
        prop_assert_eq!(&merged(&[&a, &merged(&[&b, &c])]), &whole);
        prop_assert_eq!(&merged(&[&whole]), &whole);
        prop_assert_eq!(&merged(&[&whole, &b, &a]), &whole);
    }

    #[test]
    fn no_place_gets_lost(a in sheet(), b in sheet()) {
        let whole = all_places(&merged(&[&a, &b]));
        for place in all_places(&a).into_iter().chain(all_places(&b)) {
            prop_assert!(whole.contains(&place), "{}", place);
        }
    }
}
