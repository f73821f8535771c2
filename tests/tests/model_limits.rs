//! Files that are huge, deep or wrong in thousands of places.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::json;
use shapesmith_model::{Severity, Source, read};

#[test]
fn a_hundred_thousand_brackets_are_one_problem() {
    for text in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        format!("{{\"smithy\":{}", "[".repeat(100_000)),
    ] {
        let problems =
            read(Source { name: "deep.json", bytes: text.as_bytes() }, None).unwrap_err();
        let codes: Vec<_> =
            problems.iter().map(|problem| (problem.severity, problem.code)).collect();
        assert_eq!(codes, [(Severity::Error, "too-deep")]);
    }
}

#[test]
fn thousands_of_problems_are_all_told() {
    let mut shapes = serde_json::Map::new();
    for number in 0..5_000 {
        let target = format!("example#Missing{number}");
        let member = json!({ "a": { "target": target } });
        shapes.insert(
            format!("example#S{number}"),
            json!({ "type": "structure", "members": member }),
        );
    }
    let text = json!({ "smithy": "2.0", "shapes": shapes }).to_string();
    let problems = read(Source { name: "many.json", bytes: text.as_bytes() }, None).unwrap_err();
    assert_eq!(problems.len(), 5_001);
    assert!(problems.iter().all(|problem| problem.line == 1));
    assert!(problems.is_sorted_by_key(|problem| problem.column));
}

#[test]
fn columns_count_characters() {
    let text = "{\"smithy\": \"2.0\", \"metadata\": {\"ü\": \"größer\"}, \"shapes\": []}";
    let problems = read(Source { name: "model.json", bytes: text.as_bytes() }, None).unwrap_err();
    let column = text.chars().position(|c| c == '[').unwrap() + 1;
    assert!(problems.iter().all(|problem| (problem.line, problem.column) == (1, column)));
}
