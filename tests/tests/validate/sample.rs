//! A fixed sample of the oracle's cases with their predictions, recorded with `cargo xtask oracle --record`.

use std::collections::BTreeMap;

use serde_json::Value;
use shapesmith_tests::{ViolationList, probes};

const SAMPLE: [&str; 3] = [
    include_str!("../../fixtures/oracle/fixtures.jsonl"),
    include_str!("../../fixtures/oracle/judged.jsonl"),
    include_str!("../../fixtures/oracle/lambda.jsonl"),
];

/// The minimum number of cases of each kind.
const KINDS: [(&str, usize); 13] = [
    ("valid", 200),
    ("missing_required", 10),
    ("too_short", 10),
    ("too_long", 10),
    ("below_min", 5),
    ("above_max", 5),
    ("bad_enum", 5),
    ("bad_pattern", 10),
    ("not_unique", 1),
    ("union_empty", 2),
    ("union_two", 2),
    ("null_item", 5),
    ("wrong_type", 20),
];

#[test]
fn validation_matches_the_recorded_verdicts() {
    let mut counts = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for line in SAMPLE.iter().flat_map(|file| file.lines()) {
        let case: Value = serde_json::from_str(line).unwrap();
        match judge(&case) {
            Ok(()) => *counts.entry(case["kind"].as_str().unwrap().to_owned()).or_default() += 1,
            Err(reported) => wrong.push(format!("{reported}\n{line}")),
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
    for (kind, least) in KINDS {
        assert!(counts.get(kind).is_some_and(|count| *count >= least), "{kind}: {counts:?}");
    }
}

/// Without this, a sample that passes with any validator would go unnoticed.
#[test]
fn differing_verdicts_are_detected() {
    let lines = SAMPLE.iter().flat_map(|file| file.lines());
    let cases: Vec<Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    for (case, other) in cases.iter().zip(cases.iter().cycle().skip(1)) {
        let mut changed = case.clone();
        changed["verdict"] = other["verdict"].clone();
        let same = case["verdict"] == other["verdict"];
        assert_eq!(judge(&changed).is_ok(), same, "{changed}");
    }
}

/// Returns the actual result if it differs from the recorded one.
fn judge(case: &Value) -> Result<(), String> {
    let (module, name) = (module(&case["model"]), case["type"].as_str().unwrap());
    let types = probes(module).unwrap_or_else(|| panic!("no module {module}"));
    let probe = types.iter().find(|probe| probe.name == name).unwrap();
    match (&case["verdict"], (probe.check)(&case["value"])) {
        // A place that can't be read.
        (Value::String(place), Err(reported)) if reported.starts_with(&format!("{place}: ")) => {
            Ok(())
        }
        (Value::Array(violations), Ok(reported)) if *violations == pairs(&reported) => Ok(()),
        (_, reported) => Err(format!("{reported:?}")),
    }
}

fn pairs(reported: &ViolationList) -> Vec<Value> {
    reported.iter().map(|(path, words)| serde_json::json!([path, words])).collect()
}

/// Returns the module of a model, such as `…/judged/model.json` or `…/lambda-2023-11-16.json`.
fn module(model: &Value) -> &str {
    let path = model.as_str().unwrap().trim_end_matches(".json").trim_end_matches("/model");
    match path.rsplit('/').next().unwrap() {
        "lambda-2023-11-16" => "lambda_2023",
        module => module,
    }
}
