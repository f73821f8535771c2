//! Changes of shapes as such: their types, the values of enums, what nobody uses.

use serde_json::{Value, json};

use crate::diff::support::{base, check, check_between, edited};

#[test]
fn changed_types_are_found() {
    check(
        &[("Text", json!({ "type": "integer" }))],
        &[r#"break shape-type-changed Text {"type":"string"} > {"type":"integer"}"#],
    );
    check(
        &[("Wind/type", json!("union"))],
        &[
            r#"break struct-union-flip Wind {"type":"structure","members":2} > {"type":"union","members":2}"#,
        ],
    );
    check(
        &[("Sky", json!({ "type": "string" }))],
        &[r#"safe string-enum-flip Sky {"type":"enum","values":2} > {"type":"string"}"#],
    );
}

#[test]
fn changed_enum_values_are_found() {
    let value = |value: &str| json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } });
    check(&[("Sky$FOGGY", value("foggy"))], &[r#"safe enum-value-added Sky "foggy" - > "foggy""#]);
    check(
        &[("Sky$CLOUDY", json!(null))],
        &[r#"risk enum-value-removed Sky "cloudy" "cloudy" > -"#],
    );
    // The name of a text's member is nowhere but in this format.
    let mut renamed = base();
    let members = renamed["shapes"]["example#Sky"]["members"].as_object_mut().unwrap();
    let clear = members.shift_remove("CLEAR").unwrap();
    members.shift_insert(0, "BLUE".to_owned(), clear);
    check_between(&base(), &renamed, &[]);
    check(
        &[("Sky$CLEAR@deprecated", json!({}))],
        &[r#"safe member-deprecated Sky "clear" - > {}"#],
    );
    let mut turned = base();
    let members = turned["shapes"]["example#Sky"]["members"].as_object_mut().unwrap();
    let clear = members.shift_remove("CLEAR").unwrap();
    members.insert("CLEAR".to_owned(), clear);
    check_between(
        &base(),
        &turned,
        &[r#"safe enum-reordered Sky ["clear","cloudy"] > ["cloudy","clear"]"#],
    );
}

#[test]
fn removing_an_enum_value_that_is_only_received_is_safe() {
    let received = |edits: &[(&str, Value)]| {
        let mut model = edited(&[("PutForecastInput$forecast", json!(null))]);
        crate::diff::support::edit(&mut model, edits);
        model
    };
    check_between(
        &received(&[]),
        &received(&[("Sky$CLOUDY", json!(null))]),
        &[r#"safe enum-value-removed Sky "cloudy" "cloudy" > -"#],
    );
}

#[test]
fn changed_names_of_integer_enum_values_are_found() {
    let number = |name: &str, value: i32| {
        let mut members = serde_json::Map::new();
        let traits = json!({ "smithy.api#enumValue": value });
        members.insert(name.to_owned(), json!({ "target": "smithy.api#Unit", "traits": traits }));
        edited(&[
            ("Force", json!({ "type": "intEnum", "members": members })),
            ("Wind$force", json!({ "target": "example#Force" })),
        ])
    };
    check_between(
        &number("CALM", 0),
        &number("STILL", 0),
        &[r#"safe enum-value-respelled Force "0" "CALM" > "STILL""#],
    );
    check_between(
        &number("CALM", 0),
        &number("CALM", 1),
        &[r#"risk enum-value-removed Force "0" 0 > -"#, r#"safe enum-value-added Force "1" - > 1"#],
    );
}

#[test]
fn unreferenced_shapes_are_found() {
    check(
        &[("Rest", json!({ "type": "structure" }))],
        &[r#"safe unreferenced-shape Rest - > {"type":"structure","members":0}"#],
    );
    // What changes within them is nobody's business.
    check_between(
        &edited(&[("Rest", json!({ "type": "structure" }))]),
        &edited(&[(
            "Rest",
            json!({ "type": "structure", "members": { "a": { "target": "example#Text" } } }),
        )]),
        &[],
    );
}

#[test]
fn shapes_renamed_by_the_service_are_found() {
    check(
        &[("Weather/rename", json!({ "example#Wind": "Breeze" }))],
        &[r#"safe shape-renamed Wind "Wind" > "Breeze""#],
    );
}

#[test]
fn changed_deprecation_and_sensitivity_are_found() {
    check(
        &[("Wind@deprecated", json!({ "since": "3.0" }))],
        &[r#"safe member-deprecated Wind - > {"since":"3.0"}"#],
    );
    check(&[("Wind@sensitive", json!({}))], &["safe sensitive-changed Wind - > true"]);
}
