//! Files are identified without reading the model.

use shapesmith_model::{FileKind, ModelOutline, Source, identify, read};

fn kind(text: &str) -> FileKind {
    identify(Source { name: "file", bytes: text.as_bytes() })
}

fn outline(text: &str) -> ModelOutline {
    match kind(text) {
        FileKind::Model(outline) => outline,
        other => panic!("{other:?} isn't a model"),
    }
}

#[test]
fn outlines_list_the_services() {
    let botocore = outline(include_str!("../../fixtures/botocore/json/service-2.json"));
    assert_eq!((botocore.format, botocore.services.len()), ("botocore", 1));
    let smithy = outline(
        r##"{"smithy": "2.0", "shapes": {
            "a#S": {"type": "service", "version": "2020", "traits": {"aws.api#service": {"sdkId": "The S"}}},
            "a#T": {"version": "", "type": "service"},
            "a#U": {"type": "structure", "members": {"type": {"target": "smithy.api#String"}}},
            "a#U$type": {"type": "apply", "traits": {"smithy.api#required": {}}}
        }}"##,
    );
    let services: Vec<_> = smithy
        .services
        .iter()
        .map(|it| (it.shape.as_str(), it.id.as_str(), it.version.as_str()))
        .collect();
    assert_eq!(services, [("a#S", "The S", "2020"), ("a#T", "a#T", "")]);
    assert_eq!((smithy.format, smithy.shapes), ("smithy", 3));
}

#[test]
fn the_number_of_shapes_is_that_of_the_model() {
    for text in [
        include_str!("../../fixtures/botocore/rest-json/service-2.json"),
        include_str!("../../fixtures/botocore/query/service-2.json"),
        include_str!("../../fixtures/models/rich.json"),
        include_str!("../../fixtures/codegen/mixins_resources/model.json"),
    ] {
        let model = read(Source { name: "file", bytes: text.as_bytes() }, None).unwrap().model;
        let own = model.shapes.values().filter(|shape| !shape.at.0.is_empty()).count();
        let others = model.services.len() + model.operations.len() + model.resources.len();
        assert_eq!(outline(text).shapes, own + others);
    }
}

#[test]
fn other_files_are_identified() {
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
