//! Changes of items, joined to the changes of the model that they come from.

use serde_json::{Map, Value, json};
use shapesmith::review::{Review, ReviewEntry, SemverImpact, compare, compare_patterns, review};
use shapesmith_model::diff::{Options, WireImpact, diff};

use shapesmith_tests::models::{lower_model, parse_model};
use shapesmith_tests::review_cases::{CASES, Case};

fn reviewed(case: &Case) -> Review {
    let [old, new] = case.models();
    let (before, after) = case.apis();
    let options = Options { compare_patterns: &compare_patterns, ..Options::default() };
    let parts = [&old, &new].map(|model| Some((model, model.services.values().next()?)));
    let difference = diff(parts[0], parts[1], &options);
    review(difference, compare(&before, &after), &old, &new)
}

#[test]
fn item_changes_of_every_case_have_their_causes() {
    let mut text = String::new();
    for case in CASES {
        text.push_str(&format!("# {}\n", case.name));
        for entry in &reviewed(case).entries {
            show(&mut text, entry, 0);
        }
    }
    insta::assert_snapshot!("joined", text);
}

fn show(text: &mut String, entry: &ReviewEntry, depth: usize) {
    let indent = "  ".repeat(depth);
    let verdicts = format!("{} {}", entry.wire.as_str(), entry.semver.as_str());
    text.push_str(&format!("{indent}{} {} ({verdicts})\n", entry.kind, entry.place));
    for item in &entry.items {
        text.push_str(&format!("{indent}  - {} {}\n", item.kind.as_str(), item.path));
    }
    for implied in &entry.implied {
        show(text, implied, depth + 1);
    }
}

#[test]
fn every_item_change_is_in_the_review() {
    for case in CASES {
        let (before, after) = case.apis();
        let mut reported: Vec<String> = reviewed(case)
            .all()
            .flat_map(|entry| &entry.items)
            .map(|item| format!("{:?}", item))
            .collect();
        let mut all: Vec<String> =
            compare(&before, &after).iter().map(|item| format!("{item:?}")).collect();
        // One that has several causes is told below each.
        reported.sort();
        reported.dedup();
        all.sort();
        assert_eq!(reported, all, "{}", case.name);
    }
}

#[test]
fn the_impact_of_a_review_is_its_worst() {
    for case in CASES {
        let (before, after) = case.apis();
        let worst = compare(&before, &after).iter().map(|item| item.semver).max();
        assert_eq!(reviewed(case).semver(), worst.unwrap_or(SemverImpact::Patch), "{}", case.name);
    }
    assert!(CASES.iter().any(|case| reviewed(case).wire() == WireImpact::Break));
}

/// Returns a model with `number` operations that share an input with as many members and an output with an enum of as many
/// values, all of them named with the prefix.
fn generated(prefix: &str, number: usize) -> Value {
    let names = || (0..number).map(|index| format!("{prefix}{index}Part"));
    let members: Map<String, Value> =
        names().map(|name| (name, json!({ "target": "smithy.api#String" }))).collect();
    let values: Map<String, Value> = names()
        .map(|name| {
            let traits = json!({ "smithy.api#enumValue": name });
            (name, json!({ "target": "smithy.api#Unit", "traits": traits }))
        })
        .collect();
    let operations: Vec<Value> =
        names().map(|name| json!({ "target": format!("z#{name}") })).collect();
    let mut model = json!({ "smithy": "2.0", "shapes": {
        "z#Zoo": { "type": "service", "version": "1", "operations": operations },
        "z#Input": { "type": "structure", "members": members },
        "z#Output": { "type": "structure", "members": { "Kind": { "target": "z#Kind" } } },
        "z#Kind": { "type": "enum", "members": values },
    } });
    for name in names() {
        model["shapes"][format!("z#{name}")] = json!({
            "type": "operation", "input": { "target": "z#Input" }, "output": { "target": "z#Output" },
        });
    }
    model
}

#[test]
fn many_renames_are_joined_one_to_one() {
    const NUMBER: usize = 300;
    let texts = ["Old", "New"].map(|prefix| generated(prefix, NUMBER).to_string());
    let [old, new] = texts.each_ref().map(|text| parse_model(text.as_bytes()));
    let [before, after] = texts.each_ref().map(|text| lower_model(text.as_bytes()));
    let parts = [&old, &new].map(|model| Some((model, model.services.values().next().unwrap())));
    let difference = diff(parts[0], parts[1], &Options::default());
    let review = review(difference, compare(&before, &after), &old, &new);
    let expected = [
        ("operation-removed", "item-removed"),
        ("operation-added", "item-added"),
        ("member-removed", "field-removed"),
        ("member-added-optional", "field-added"),
        ("enum-value-removed", "variant-removed"),
        ("enum-value-added", "variant-added"),
    ];
    for (kind, item) in expected {
        let entries: Vec<&ReviewEntry> = review.all().filter(|it| it.kind == kind).collect();
        assert_eq!(entries.len(), NUMBER, "{kind}");
        for entry in entries {
            let name = entry.place.part.as_deref().or(entry.place.id.member());
            let name = name.unwrap_or(entry.place.id.name());
            let items = entry.items.iter().filter(|it| it.kind.as_str() == item);
            let origins: Vec<&str> = items
                .filter(|it| !it.path.starts_with("errors::"))
                .map(|it| it.part.as_deref().or(it.origin.member()).unwrap_or(it.origin.name()))
                .collect();
            assert_eq!(origins, [name], "{kind}");
        }
    }
    // Operations with the same input and output are no sure renames of each other.
    let is_operation = |entry: &&ReviewEntry| entry.kind.starts_with("operation-");
    assert!(review.all().filter(is_operation).all(|entry| entry.hint.is_none()));
}
