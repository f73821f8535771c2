//! JSON reports match their schema, and invalid ones don't.

use serde_json::{Value, json};
use shapesmith_tests::test_workspace::ZOO;

use super::repository::{Repository, project};

const SCHEMA: &str = include_str!("../../../../xtask/src/commands/diff/report/diff.schema.json");

#[track_caller]
fn check(report: &Value) {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn is_valid(report: &Value) -> bool {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::validator_for(&schema).unwrap().is_valid(report)
}

/// Returns a report with a hint, implied changes, items and an accepted change.
fn full_report() -> Value {
    let repository = Repository::new();
    repository.edit(ZOO, |model| {
        let shapes = &mut model["shapes"];
        shapes["example.zoo#Kind"]["members"]["CAT"]["traits"]["smithy.api#enumValue"] =
            json!("cats");
        let animal = shapes["example.zoo#Animal"]["members"].as_object_mut().unwrap();
        let nickname = animal.remove("nickname").unwrap();
        animal.insert("nickName".to_owned(), nickname);
        animal.insert("home".to_owned(), json!({"target": "example.zoo#Home"}));
        shapes["example.zoo#Home"] =
            json!({"type": "structure", "members": {"row": {"target": "smithy.api#Integer"}}});
    });
    let report = repository.json(&[]);
    let removed = changes(&report).into_iter().find(|it| it["kind"] == "member-removed").unwrap();
    let entry = format!(
        "[[accepted]]\nservice = \"zoo\"\nfingerprint = {}\nreason = \"Fine.\"\n",
        removed["fingerprint"]
    );
    repository.0.write("model/accepted.toml", &entry);
    repository.json(&[])
}

fn changes(report: &Value) -> Vec<&Value> {
    let services = report["services"].as_array().unwrap();
    services.iter().flat_map(|service| service["changes"].as_array().unwrap()).collect()
}

#[test]
fn reports_match_the_schema() {
    let report = full_report();
    let has =
        |key: &str| changes(&report).iter().any(|it| !it[key].is_null() && it[key] != json!([]));
    for key in ["hint", "implied", "operationSet", "accepted", "before", "after", "newPointer"] {
        assert!(has(key), "no change has {key}: {report:#}");
    }
    let has_items = |it: &&Value| it["rust"]["items"] != json!([]);
    assert!(changes(&report).iter().any(has_items), "{report:#}");
    check(&report);
    check(&Repository::new().json(&[]));
}

#[test]
fn reports_of_lambda_match_the_schema() {
    for day in ["2023-01-23", "2023-11-15"] {
        let old = format!("fixtures/review/lambda-{day}.json");
        let ran = project(&[&old, "fixtures/lambda/lambda-2023-11-16.json", "--format", "json"]);
        check(&serde_json::from_str(&ran.expect_code(0).out).unwrap());
    }
}

#[test]
fn invalid_reports_do_not_match() {
    let report = full_report();
    let is_rejected = |change: fn(&mut Value)| {
        let mut report = report.clone();
        change(&mut report);
        !is_valid(&report)
    };
    assert!(is_rejected(|it| it["version"] = json!(1)));
    assert!(is_rejected(|it| it["services"][0]["changes"][0]["wire"]["verdict"] = json!("fatal")));
    assert!(is_rejected(|it| it["services"][0]["changes"][0]["surprise"] = json!(1)));
    assert!(is_rejected(|it| it["services"][0]["changes"][0]["fingerprint"] = json!("x")));
    assert!(is_rejected(|it| it["services"][0]["changes"][0]["implied"] = json!([{}])));
    assert!(is_rejected(|it| {
        it["services"][0]["changes"][0].as_object_mut().unwrap().remove("rust").unwrap();
    }));
}
