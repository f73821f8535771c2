//! Mixins and `apply` statements are resolved.

use serde_json::{Value, json};
use shapesmith_model::ShapeKind;
use shapesmith_tests::reading::{ids, member, names, read_shapes, read_text, shape};

#[test]
fn mixins_come_first_and_redefined_members_keep_their_place() {
    let model = read_shapes(
        "2.0",
        json!({
            "example#A": { "type": "structure", "members": {
                "a1": { "target": "smithy.api#String" },
                "a2": { "target": "smithy.api#String", "traits": { "smithy.api#length": { "min": 1 } } } },
                "traits": { "smithy.api#mixin": { "localTraits": ["smithy.api#private"] },
                            "smithy.api#private": {}, "smithy.api#sensitive": {} } },
            "example#B": { "type": "structure", "mixins": [{ "target": "example#A" }], "members": {
                "b": { "target": "smithy.api#String" } },
                "traits": { "smithy.api#mixin": {}, "smithy.api#documentation": "B" } },
            "example#C": { "type": "structure", "members": { "c": { "target": "smithy.api#String" } },
                "traits": { "smithy.api#mixin": {}, "smithy.api#documentation": "C" } },
            "example#Merged$a1": { "type": "apply", "traits": { "smithy.api#jsonName": "A1" } },
            "example#Merged": { "type": "structure",
                "mixins": [{ "target": "example#C" }, { "target": "example#B" }],
                "members": {
                    "own": { "target": "smithy.api#String" },
                    "a2": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } } } }
        }),
    );
    let merged = shape(&model, "Merged");
    assert_eq!(names(merged), ["c", "a1", "a2", "b", "own"]);
    assert_eq!(merged.traits.documentation(), Some("B"));
    assert!(merged.traits.is_sensitive() && !merged.traits.has("smithy.api#private"));
    assert!(!merged.traits.has("smithy.api#mixin"));
    let redefined = member(&model, "Merged", "a2");
    assert!(redefined.traits.is_required() && redefined.traits.length().is_some());
    assert_eq!(member(&model, "Merged", "a1").traits.json_name(), Some("A1"));
    assert_eq!(member(&model, "B", "a1").traits.json_name(), None);
    assert!(!member(&model, "A", "a2").traits.is_required());
}

#[test]
fn shapes_of_every_kind_can_use_mixins() {
    let mixin = |mut shape: Value| {
        shape["traits"] = json!({ "smithy.api#mixin": {}, "smithy.api#documentation": "Mixed." });
        shape
    };
    let user = |kind: &str| json!({ "type": kind, "mixins": [{ "target": "example#M" }] });
    let unit = json!({ "target": "smithy.api#Unit" });
    let text = json!({ "target": "smithy.api#String" });
    let cases = [
        (json!({ "type": "string" }), "string", 0),
        (json!({ "type": "integer" }), "integer", 0),
        (json!({ "type": "enum", "members": { "A": unit } }), "enum", 1),
        (json!({ "type": "union", "members": { "a": text } }), "union", 1),
        (json!({ "type": "list", "member": text }), "list", 1),
        (json!({ "type": "map", "key": text, "value": text }), "map", 2),
    ];
    for (mixin_shape, kind, members) in cases {
        let shapes = json!({ "example#M": mixin(mixin_shape), "example#X": user(kind) });
        let model = read_shapes("2.0", shapes);
        let used = shape(&model, "X");
        assert_eq!((used.kind.name(), used.traits.documentation()), (kind, Some("Mixed.")));
        let found = match &used.kind {
            ShapeKind::Enum(values) => values.len(),
            _ => used.members().len(),
        };
        assert_eq!(found, members, "{kind}");
    }
}

#[test]
fn services_operations_and_resources_can_use_mixins() {
    let error =
        json!({ "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } });
    let text = json!({ "smithy": "2.0", "shapes": {
        "example#Base": { "type": "service", "version": "0", "operations": [{ "target": "example#Ping" }],
            "errors": [{ "target": "example#Early" }], "traits": { "smithy.api#mixin": {} } },
        "example#Weather": { "type": "service", "version": "1", "mixins": [{ "target": "example#Base" }],
            "errors": [{ "target": "example#Late" }], "resources": [{ "target": "example#City" }] },
        "example#Failing": { "type": "operation", "errors": [{ "target": "example#Early" }],
            "traits": { "smithy.api#mixin": {}, "smithy.api#readonly": {} } },
        "example#Ping": { "type": "operation", "mixins": [{ "target": "example#Failing" }],
            "errors": [{ "target": "example#Late" }, { "target": "example#Early" }] },
        "example#Readable": { "type": "resource", "read": { "target": "example#ReadCity" },
            "traits": { "smithy.api#mixin": {} } },
        "example#City": { "type": "resource", "mixins": [{ "target": "example#Readable" }] },
        "example#ReadCity": { "type": "operation" }, "example#Early": error, "example#Late": error
    } });
    let model = read_text(&text.to_string()).model;
    assert_eq!(model.services.len(), 1, "a mixin isn't a service of the model");
    let service = &model.services[&"example#Weather".into()];
    assert_eq!((service.version.as_str(), ids(&service.errors)), ("1", vec!["Early", "Late"]));
    assert_eq!(ids(&service.operations), ["Ping", "ReadCity"]);
    let ping = &model.operations[&"example#Ping".into()];
    assert!(ping.traits.is_readonly());
    assert_eq!(ids(&ping.errors), ["Early", "Late"]);
}

#[test]
fn apply_adds_traits_to_shapes_and_members() {
    let model = read_shapes(
        "2.0",
        json!({
            "example#S": { "type": "structure", "members": { "a": { "target": "smithy.api#String" } } },
            "example#S$a": { "type": "apply", "traits": { "smithy.api#required": {} } },
            "smithy.api#String": { "type": "apply", "traits": { "example#own": 1 } }
        }),
    );
    assert!(member(&model, "S", "a").traits.is_required());
    let string = model.shape(&"smithy.api#String".into()).unwrap();
    assert_eq!(string.traits.get("example#own"), Some(&json!(1)));
}
