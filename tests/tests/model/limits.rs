//! Files that are huge, deeply nested, or have thousands of problems.

use std::io::Write as _;

use serde_json::json;
use shapesmith_model::{ModelError, Severity, Source, read};

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
fn thousands_of_problems_are_all_reported() {
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

/// Returns gzip data of an array of zeros.
fn compress_zeros(count: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(b"[").unwrap();
    (0..count).for_each(|_| encoder.write_all(b"0,").unwrap());
    encoder.write_all(b"0]").unwrap();
    encoder.finish().unwrap()
}

#[test]
fn gzip_data_must_not_exceed_a_hundred_times_its_size() {
    let bytes = compress_zeros(2_000_000);
    assert!(bytes.len() < 20_000, "{}", bytes.len());
    let problems = read(Source { name: "bomb.json.gz", bytes: &bytes }, None).unwrap_err();
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["invalid-gzip"]);
    assert!(problems[0].message.contains("it holds more than "), "{}", problems[0]);
    assert!(shapesmith_model::decompress_gzip(&bytes).is_none());
    // Small files may have any ratio.
    assert!(shapesmith_model::decompress_gzip(&compress_zeros(100_000)).is_some());
}

#[test]
fn members_of_mixins_are_found_by_their_names() {
    // A linear search for each member would take minutes without optimization.
    let members: serde_json::Map<String, serde_json::Value> = (0..10_000)
        .map(|number| (format!("m{number}"), json!({ "target": "smithy.api#String" })))
        .collect();
    let text = json!({ "smithy": "2.0", "shapes": {
        "example#Mixin": { "type": "structure", "members": members, "traits": { "smithy.api#mixin": {} } },
        "example#S": { "type": "structure", "members": {}, "mixins": [{ "target": "example#Mixin" }] },
    } })
    .to_string();
    let reading = read(Source { name: "wide.json", bytes: text.as_bytes() }, None);
    let problems =
        reading.map(|reading| reading.warnings).unwrap_or_else(ModelError::into_problems);
    assert!(problems.iter().all(|problem| problem.code != "too-many-mixins"), "{problems:?}");
}
