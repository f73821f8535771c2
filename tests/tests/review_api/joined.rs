//! Changes of items, joined to the changes of the model that they come from.

use shapesmith::review::{Finding, Review, Rust, compare, pattern_change, review};
use shapesmith_model::diff::{Options, Wire, diff};

use super::cases::{CASES, Case};

fn reviewed(case: &Case) -> Review {
    let [old, new] = case.models();
    let (before, after) = case.apis();
    let options = Options { patterns: &pattern_change, ..Options::default() };
    let parts = [&old, &new].map(|model| Some((model, model.services.values().next()?)));
    let difference = diff(parts[0], parts[1], &options);
    review(difference, compare(&before, &after), &old, &new)
}

#[test]
fn every_case_has_its_cause() {
    let mut text = String::new();
    for case in CASES {
        text.push_str(&format!("# {}\n", case.name));
        for finding in &reviewed(case).findings {
            show(&mut text, finding, 0);
        }
    }
    insta::assert_snapshot!("joined", text);
}

fn show(text: &mut String, finding: &Finding, depth: usize) {
    let indent = "  ".repeat(depth);
    let verdicts = format!("{} {}", finding.wire.as_str(), finding.rust.as_str());
    text.push_str(&format!("{indent}{} {} ({verdicts})\n", finding.kind, finding.place));
    for item in &finding.items {
        text.push_str(&format!("{indent}  - {} {}\n", item.what.as_str(), item.path));
    }
    for implied in &finding.implied {
        show(text, implied, depth + 1);
    }
}

#[test]
fn no_change_of_an_item_is_lost() {
    for case in CASES {
        let (before, after) = case.apis();
        let mut told: Vec<String> = reviewed(case)
            .all()
            .flat_map(|finding| &finding.items)
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
        let worst = compare(&before, &after).iter().map(|item| item.rust).max();
        assert_eq!(reviewed(case).rust(), worst.unwrap_or(Rust::Patch), "{}", case.name);
    }
    assert!(CASES.iter().any(|case| reviewed(case).wire() == Wire::Break));
}
