//! What is put below its cause, and what looks like another name of the same.

use serde_json::{Value, json};
use shapesmith_model::diff::{Difference, Options};

use crate::diff::support::{base, compare, edited, lines, model};

fn between(old: &Value, new: &Value) -> Difference {
    compare(&model(old), &model(new), &Options::default())
}

/// The hints as `place looks like kind of place`.
fn hints(difference: &Difference) -> Vec<String> {
    let hinted = difference.iter().filter_map(|change| Some((change, change.hint.as_ref()?)));
    hinted
        .map(|(change, hint)| format!("{} {} {}", change.place, hint.kind.id(), hint.other))
        .collect()
}

#[test]
fn shapes_of_an_added_member_are_below_it() {
    let new = edited(&[
        ("Wind$sensor", json!({ "target": "example#Sensors" })),
        ("Forecast$sensor", json!({ "target": "example#Sensor" })),
        ("Sensors", json!({ "type": "list", "member": { "target": "example#Sensor" } })),
        (
            "Sensor",
            json!({ "type": "structure", "members": {
            "maker": { "target": "example#Maker" }, "next": { "target": "example#Sensor" }
        } }),
        ),
        (
            "Maker",
            json!({ "type": "structure", "members": { "sky": { "target": "example#Sky" } } }),
        ),
    ]);
    assert_eq!(
        lines(&between(&base(), &new)),
        [
            r#"safe member-added-optional Forecast$sensor - > {"target":"Sensor","type":"structure"}"#,
            r#"=> safe named-shape-added Maker - > {"type":"structure","members":1}"#,
            r#"=> safe named-shape-added Sensor - > {"type":"structure","members":2}"#,
            r#"safe member-added-optional Wind$sensor - > {"target":"Sensors","type":"list"}"#,
        ]
    );
}

#[test]
fn renamed_members_have_hints() {
    let renamed = |old: &str, new: &str, traits: Value| {
        let member = json!({ "target": "smithy.api#Integer", "traits": traits });
        let mut from = base();
        crate::diff::support::edit(&mut from, &[(&format!("Wind${old}"), member.clone())]);
        let mut to = base();
        crate::diff::support::edit(&mut to, &[(&format!("Wind${new}"), member)]);
        between(&from, &to)
    };
    let found = renamed("gust_speed", "gustSpeed", json!({}));
    assert_eq!(
        hints(&found),
        [
            "Wind$gustSpeed member-renamed Wind$gust_speed",
            "Wind$gust_speed member-renamed Wind$gustSpeed"
        ]
    );
    // Both stand, with their own verdicts.
    let verdicts: Vec<&str> = found.changes.iter().map(|change| change.wire.as_str()).collect();
    assert_eq!(verdicts, ["safe", "risk"]);
    assert_eq!(hints(&renamed("gusts", "gustss", json!({}))).len(), 2);
    assert_eq!(hints(&renamed("gusts", "squalls", json!({ "smithy.api#jsonName": "g" }))).len(), 2);
    assert_eq!(hints(&renamed("gusts", "pressure", json!({}))).len(), 0);
}

#[test]
fn ambiguous_renames_have_no_hints() {
    let integer = json!({ "target": "smithy.api#Integer" });
    let old = edited(&[("Wind$gusts", integer.clone())]);
    let new = edited(&[("Wind$gust", integer.clone()), ("Wind$gustsy", integer)]);
    assert_eq!(hints(&between(&old, &new)), [""; 0]);
}

#[test]
fn respelled_enum_values_have_hints() {
    let value = |value: &str| {
        let traits = json!({ "smithy.api#enumValue": value });
        edited(&[("Sky$OTHER", json!({ "target": "smithy.api#Unit", "traits": traits }))])
    };
    assert_eq!(
        hints(&between(&value("light-rain"), &value("LIGHT_RAIN"))),
        [
            r#"Sky "LIGHT_RAIN" enum-value-respelled Sky "light-rain""#,
            r#"Sky "light-rain" enum-value-respelled Sky "LIGHT_RAIN""#,
        ]
    );
    assert_eq!(hints(&between(&value("rain"), &value("snow"))), [""; 0]);
}

#[test]
fn renamed_shapes_and_operations_have_hints() {
    let mut renamed = base();
    let shapes = renamed["shapes"].as_object_mut().unwrap();
    let operation = shapes.shift_remove("example#PutForecast").unwrap();
    shapes.insert("example#SetForecast".to_owned(), operation);
    shapes["example#Weather"]["operations"] =
        json!([{ "target": "example#GetForecast" }, { "target": "example#SetForecast" }]);
    assert_eq!(
        hints(&between(&base(), &renamed)),
        ["PutForecast operation-renamed SetForecast", "SetForecast operation-renamed PutForecast",]
    );
    let mut other = base();
    let shapes = other["shapes"].as_object_mut().unwrap();
    let mut wind = shapes.shift_remove("example#Wind").unwrap();
    wind["members"]["gusts"] = json!({ "target": "smithy.api#Integer" });
    let old = edited(&[("Wind$gusts", json!({ "target": "smithy.api#Integer" }))]);
    shapes.insert("example#Breeze".to_owned(), wind);
    shapes["example#Forecast"]["members"]["wind"] = json!({ "target": "example#Breeze" });
    assert_eq!(
        hints(&between(&old, &other)),
        ["Breeze shape-renamed Wind", "Wind shape-renamed Breeze"]
    );
}

#[test]
fn the_wire_impact_is_the_worst_of_all_changes() {
    let found = between(
        &base(),
        &edited(&[
            ("Wind$a", json!({ "target": "example#Text" })),
            ("PutForecastInput$reason@required", json!({})),
        ]),
    );
    assert_eq!(found.wire().as_str(), "break");
    assert_eq!(found.iter().count(), 2);
    assert!(!found.is_empty());
    assert_eq!(Difference::default().wire().as_str(), "safe");
}
