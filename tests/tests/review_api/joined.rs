//! Changes of items, joined to the changes of the model that they come from.

use shapesmith::review::{Review, ReviewEntry, SemverImpact, compare, compare_patterns, review};
use shapesmith_model::diff::{Options, WireImpact, diff};

use super::cases::{CASES, Case};

fn reviewed(case: &Case) -> Review {
    let [old, new] = case.models();
    let (before, after) = case.apis();
    let options = Options { compare_patterns: &compare_patterns, ..Options::default() };
    let parts = [&old, &new].map(|model| Some((model, model.services.values().next()?)));
    let difference = diff(parts[0], parts[1], &options);
    review(difference, compare(&before, &after), &old, &new)
}

#[test]
fn every_case_has_its_cause() {
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
fn no_change_of_an_item_is_lost() {
    for case in CASES {
        let (before, after) = case.apis();
        let mut told: Vec<String> = reviewed(case)
            .all()
            .flat_map(|entry| &entry.items)
            .map(|item| format!("{:?}", item))
            .collect();
        let mut all: Vec<String> =
            compare(&before, &after).iter().map(|item| format!("{item:?}")).collect();
        // One that has several causes is told below each.
        told.sort();
        told.dedup();
        all.sort();
        assert_eq!(told, all, "{}", case.name);
    }
}

#[test]
fn verdicts_of_a_review_are_its_worst() {
    for case in CASES {
        let (before, after) = case.apis();
        let worst = compare(&before, &after).iter().map(|item| item.semver).max();
        assert_eq!(reviewed(case).semver(), worst.unwrap_or(SemverImpact::Patch), "{}", case.name);
    }
    assert!(CASES.iter().any(|case| reviewed(case).wire() == WireImpact::Break));
}
