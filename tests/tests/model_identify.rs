//! What a file is, told without reading the model in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use shapesmith_model::{FileKind, ModelOutline, Source, identify, read};

fn kind(text: &str) -> FileKind {
    identify(Source { name: "file", bytes: text.as_bytes() })
}

fn outline(text: &str) -> ModelOutline {
    match kind(text) {
        FileKind::Model(outline) => outline,
        other => panic!("{other:?} is no model"),
    }
}

#[test]
fn models_tell_their_services() {
    let botocore = outline(include_str!("../fixtures/botocore/json/service-2.json"));
    assert_eq!((botocore.format, botocore.services.len()), ("botocore", 1));
    let smithy = outline(
        r##"{"smithy": "2.0", "shapes": {
            "a#S": {"type": "service", "version": "2020", "traits": {"aws.api#service": {"sdkId": "The S"}}},
            "a#T": {"version": "", "type": "service"},
            "a#U": {"type": "structure", "members": {"type": {"target": "smithy.api#String"}}},
            "a#U$type": {"type": "apply", "traits": {"smithy.api#required": {}}}
        }}"##,
    );
    let told: Vec<_> = smithy
        .services
        .iter()
        .map(|one| (one.shape.as_str(), one.id.as_str(), one.version.as_str()))
        .collect();
    assert_eq!(told, [("a#S", "The S", "2020"), ("a#T", "a#T", "")]);
    assert_eq!((smithy.format, smithy.shapes), ("smithy", 3));
}

#[test]
fn shapes_are_as_many_as_reading_gives() {
    for text in [
        include_str!("../fixtures/botocore/rest-json/service-2.json"),
        include_str!("../fixtures/botocore/query/service-2.json"),
        include_str!("../fixtures/models/rich.json"),
        include_str!("../fixtures/codegen/mixins_resources/model.json"),
    ] {
        let model = read(Source { name: "file", bytes: text.as_bytes() }, None).unwrap().model;
        let own = model.shapes.values().filter(|shape| !shape.at.0.is_empty()).count();
        let bindings = model.services.len() + model.operations.len() + model.resources.len();
        assert_eq!(outline(text).shapes, own + bindings);
    }
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(kind("{\"pagination\": {}}"), FileKind::SideFile);
    assert_eq!(kind("{\"version\": 1.0, \"merge\": {}}"), FileKind::SideFile);
    assert_eq!(kind("{\"a#B\": \"Words.\"}"), FileKind::Docs);
    for other in ["{}", "[1]", "\"text\"", "null", "{\"openapi\": \"3\", \"pagination\": 1}"] {
        assert_eq!(kind(other), FileKind::Other, "{other}");
    }
    for broken in ["", "{", "{\"smithy\": \"2.0\"} x", "\u{feff}", "{\"a\": \"\\x\"}"] {
        assert_eq!(kind(broken), FileKind::Broken, "{broken}");
    }
    assert_eq!(identify(Source { name: "file", bytes: b"\xff{}" }), FileKind::Broken);
}
