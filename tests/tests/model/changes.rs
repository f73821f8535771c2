//! The changes between two versions of a model, applied to a third one.

use serde_json::{Value, json};
use shapesmith_model::{Model, ShapeKind, canonical};
use shapesmith_tests::models::{lambda_2023_bytes, lambda_bytes, parse_model};
use shapesmith_tests::reading::{names, read_shapes, shape, values, without_pointers};

const JANUARY: &str = include_str!("../../fixtures/review/lambda-2023-01-23.json");

/// The id of Lambda's service in Smithy's models.
const SERVICE: &str = "\"com.amazonaws.lambda#AWSGirApiService\"";

/// Returns the present model with the changes from `old` to `new`, which all have the same service.
fn apply(present: Value, old: Value, new: Value) -> Model {
    let mut model = read_shapes("2.0", present);
    canonical::apply_changes(&mut model, &read_shapes("2.0", old), &read_shapes("2.0", new));
    model
}

#[test]
fn facts_that_both_versions_lack_are_kept() {
    let versions = |names: &[&str], kinds: &[&str]| {
        let members =
            names.iter().map(|name| ((*name).to_owned(), json!({"target": "example#Text"})));
        let members: Value = Value::Object(members.collect());
        let kinds: Value = kinds.iter().map(|value| json!({"value": value})).collect();
        json!({
            "example#GetForecast": {"type": "operation", "input": {"target": "example#Key"}},
            "example#Key": {"type": "structure", "members": members},
            "example#Text": {"type": "string", "traits": {"smithy.api#enum": kinds}},
        })
    };
    let present = json!({
        "example#GetForecast": {"type": "operation", "input": {"target": "example#Input"}},
        "example#Input": {"type": "structure", "members": {"keys": {"target": "example#Keys"}}},
        "example#Keys": {
            "type": "list", "member": {"target": "example#Key"}, "traits": {"smithy.api#sparse": {}}
        },
        "example#Key": {"type": "union", "members": {
            "city": {"target": "example#Text"}, "zip": {"target": "example#Text"}
        }},
        "example#Text": {"type": "enum", "members": {
            "SMALL": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "small"}}
        }},
    });
    let old = versions(&["zip", "city"], &["small"]);
    let new = versions(&["zip", "place", "city", "river"], &["small", "very large", "9x"]);
    let model = apply(present, old, new);
    let key = shape(&model, "Key");
    assert!(matches!(key.kind, ShapeKind::Union(_)));
    assert_eq!(names(key), ["city", "river", "zip", "place"]);
    assert!(shape(&model, "Keys").traits.is_sparse());
    let expected =
        [(Some("SMALL"), "small"), (Some("very_large"), "very large"), (Some("_9x"), "9x")];
    assert_eq!(values(shape(&model, "Text")), expected);
    // The input is another shape in both versions, so that it isn't changed.
    let operation = model.operations.values().next().unwrap();
    assert_eq!(operation.input.as_ref().unwrap().name(), "Input");
}

#[test]
fn values_lose_their_names_if_one_has_none() {
    let value = |value: &str| json!({"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": value}});
    let present = json!({
        "example#Text": {"type": "enum", "members": {"ONE": value("1")}},
        "example#Other": {"type": "enum", "members": {"A": value("a")}},
    });
    let traits = |values: Value| json!({"smithy.api#enum": values});
    let text = |values: Value| json!({"type": "string", "traits": traits(values)});
    let old = json!({"example#Text": text(json!([{"value": "1"}]))});
    let new = json!({
        "example#Text": text(json!([{"value": "1"}, {"value": "*"}])),
        "example#New": text(json!([{"value": "b"}])),
    });
    let model = apply(present, old, new);
    assert_eq!(values(shape(&model, "Text")), [(None, "1"), (None, "*")]);
    assert_eq!(values(shape(&model, "Other")), [(Some("A"), "a")]);
    assert_eq!(values(shape(&model, "New")), [(Some("b"), "b")]);
}

#[test]
fn changed_and_removed_parts_are_those_of_the_new_version() {
    let present = json!({
        "example#City": {"type": "structure", "members": {
            "name": {"target": "smithy.api#String", "traits": {
                "smithy.api#required": {}, "smithy.api#length": {"max": 3}, "smithy.api#sensitive": {}
            }},
            "size": {"target": "smithy.api#Integer"},
            "gone": {"target": "example#Gone"},
            "kept": {"target": "example#Gone"},
        }},
        "example#Gone": {"type": "structure", "members": {}},
        "example#Kind": {"type": "string"},
    });
    let old = json!({
        "example#City": {"type": "structure", "members": {
            "name": {"target": "smithy.api#String", "traits": {
                "smithy.api#required": {}, "smithy.api#length": {"max": 4}
            }},
            "size": {"target": "smithy.api#Integer"},
            "gone": {"target": "example#Gone"},
        }},
        "example#Gone": {"type": "structure", "members": {}},
        "example#Kind": {"type": "string"},
    });
    let new = json!({
        "example#City": {"type": "structure", "members": {
            "name": {"target": "smithy.api#String", "traits": {"smithy.api#length": {"max": 5}}},
            "size": {"target": "example#Size"},
        }},
        "example#Size": {"type": "integer"},
        "example#Kind": {"type": "integer"},
    });
    let model = apply(present, old, new);
    let city = shape(&model, "City");
    assert_eq!(names(city), ["name", "size", "kept"]);
    let members = city.members();
    assert!(!members[0].traits.is_required());
    assert!(members[0].traits.is_sensitive());
    assert_eq!(members[0].traits.length().unwrap().max, Some(5));
    assert_eq!(members[1].target.name(), "Size");
    // Only the present model still refers to the shape.
    assert_eq!(shape(&model, "Gone").kind.name(), "structure");
    assert_eq!(shape(&model, "Kind").kind, ShapeKind::Integer);
}

/// Applied to the old version itself, the changes result in the new version.
#[test]
fn changes_of_real_models_are_complete() {
    // A service keeps its id.
    let january = JANUARY.replace("\"com.amazonaws.lambda#Lambda\"", SERVICE);
    let versions = [january.into_bytes(), lambda_2023_bytes(), lambda_bytes()];
    let [january, november, newest] = versions.map(|bytes| sorted(parse_model(&bytes)));
    for (old, new) in [(&january, &november), (&november, &newest), (&newest, &january)] {
        let mut updated = old.clone();
        canonical::apply_changes(&mut updated, old, new);
        let updated = sorted(updated);
        assert_eq!(updated.services, new.services);
        assert_eq!(updated.operations, new.operations);
        for (id, shape) in &new.shapes {
            assert_eq!(updated.shapes.get(id), Some(shape), "{id}");
        }
        assert!(updated.shapes.keys().eq(new.shapes.keys()));
    }
}

/// Returns a model without the order of members, values and errors.
fn sorted(mut model: Model) -> Model {
    for operation in model.operations.values_mut() {
        operation.errors.sort();
    }
    for shape in model.shapes.values_mut() {
        match &mut shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                members.sort_by(|a, b| a.name.cmp(&b.name));
            }
            ShapeKind::Enum(values) => {
                values.iter_mut().for_each(|value| value.name = None);
                values.sort_by(|a, b| a.value.cmp(&b.value));
            }
            _ => {}
        }
    }
    // Only Smithy's models have resources, whose operations the service has, too.
    model.resources.clear();
    without_pointers(model)
}
