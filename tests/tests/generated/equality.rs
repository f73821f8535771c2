//! Equality, copies and constructors of generated types.

use arbtest::arbitrary::Unstructured;
use arbtest::arbtest;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shapesmith_test_support::workspace;
use shapesmith_tests::models::lower_model;
use shapesmith_tests::random_values::ValueGenerator;
use shapesmith_tests::{choices, collections, documents, numbers, recursion, structs};

fn values<T: DeserializeOwned>(module: &str, name: &str, seed: u64) -> Vec<(Value, T)> {
    let folder = workspace().join("tests/fixtures/codegen").join(module);
    let api = lower_model(&std::fs::read(folder.join("model.json")).unwrap());
    let item = api.items.iter().find(|item| item.name == name).unwrap();
    let mut made = Vec::new();
    let property = |u: &mut Unstructured<'_>| {
        let value = ValueGenerator::new(&api).item(u, item)?.expected;
        made.push((value.clone(), serde_json::from_value(value).unwrap()));
        Ok(())
    };
    let mut property = property;
    for round in 0..12 {
        arbtest(&mut property).seed((seed + round) << 32 | 256 << (round % 3)).run();
    }
    made
}

/// Two values are equal exactly if their JSON is equal, so equality is reflexive, symmetric and transitive without NaN.
fn equal_as_their_json<T: DeserializeOwned + PartialEq + Clone>(module: &str, name: &str) {
    let values = values::<T>(module, name, 1);
    let (mut equal, mut unequal) = (0, 0);
    for (left_json, left) in &values {
        if left_json.to_string().contains("\"NaN\"") {
            continue;
        }
        assert!(*left == left.clone(), "{left_json}");
        for (right_json, right) in &values {
            assert_eq!(left == right, left_json == right_json, "{left_json} {right_json}");
            *(if left == right { &mut equal } else { &mut unequal }) += 1;
        }
    }
    assert!(equal >= 6 && unequal > 30, "{name}: {equal} {unequal}");
}

#[test]
fn values_are_equal_exactly_if_their_json_is_equal() {
    equal_as_their_json::<choices::Shape>("choices", "Shape");
    equal_as_their_json::<collections::Output>("collections", "Output");
    equal_as_their_json::<documents::Output>("documents", "Output");
    equal_as_their_json::<numbers::Numbers>("numbers", "Numbers");
    equal_as_their_json::<recursion::Input>("recursion", "Input");
}

/// A difference in a single member makes values unequal.
#[test]
fn a_difference_in_any_member_makes_values_unequal() {
    for (member, value) in [
        ("strings", json!([])),
        ("sparse", json!([null])),
        ("map", json!({})),
        ("byColor", json!({"red": 0})),
        ("items", json!([{}])),
        ("flags", json!([false])),
    ] {
        let with: collections::Output = serde_json::from_value(json!({ member: value })).unwrap();
        assert_ne!(with, collections::Output::default(), "{member}");
        assert_eq!(with, with.clone());
    }
    let lists = |json: Value| serde_json::from_value::<collections::Output>(json).unwrap();
    assert_ne!(lists(json!({"strings": ["a"]})), lists(json!({"strings": ["b"]})));
    assert_ne!(lists(json!({"strings": ["a"]})), lists(json!({"strings": ["a", "a"]})));
    assert_ne!(lists(json!({"map": {"a": "x"}})), lists(json!({"map": {"b": "x"}})));
    assert_ne!(lists(json!({"sparse": [null]})), lists(json!({"sparse": [""]})));
}

#[test]
fn defaults_are_empty() {
    assert_eq!(serde_json::to_string(&structs::SendResponse::default()).unwrap(), "{}");
    assert_eq!(serde_json::to_string(&structs::Nothing::default()).unwrap(), "{}");
    assert_eq!(format!("{:?}", structs::SendResponse::default()), "SendResponse");
}

#[test]
fn constructors_take_the_required_members_in_model_order() {
    let request = structs::SendRequest::new("id", 3, structs::SentPart::new(String::from("n")));
    let written = serde_json::to_string(&request).unwrap();
    assert_eq!(written, r#"{"Id":"id","Size":3,"Part":{"Name":"n"}}"#);
    let response = structs::SendResponse::new(
        "id",
        structs::ReceivedPart::new("n"),
        structs::Shared::new("arn"),
    );
    assert_eq!(
        serde_json::to_value(&response).unwrap(),
        json!({"Id": "id", "Part": {"Name": "n"}, "Both": {"Arn": "arn"}})
    );
    let endless = recursion::EndlessA::new(Box::default(), "n");
    assert_eq!(serde_json::to_string(&endless).unwrap(), r#"{"b":{},"name":"n"}"#);
}

#[test]
fn debug_shows_set_members_under_their_names_in_the_model() {
    let text = r#"{"Id":"i","Size":1,"Part":{"Name":"n"},"Flag":true}"#;
    let request: structs::SendRequest = serde_json::from_str(text).unwrap();
    assert_eq!(
        format!("{request:?}"),
        r#"SendRequest { Id: "i", Size: 1, Part: SentPart { Name: "n" }, Flag: true }"#
    );
    let value = json!({"sparse": [null, "a"], "map": {"k": "v"}, "sparseItemMap": {"n": null}});
    let output: collections::Output = serde_json::from_value(value).unwrap();
    assert_eq!(
        format!("{output:?}"),
        r#"Output { sparse: [None, "a"], map: {"k": "v"}, sparseItemMap: {"n": None} }"#
    );
}
