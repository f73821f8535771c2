//! Corrections of models of both formats, and their reasons in the documentation.

use shapesmith::Policy;
use shapesmith_model::{Model, ShapeId, ShapeKind, Source, canonical, read_corrected, read_files};
use shapesmith_test_support::workspace;
use std::fs;

const MODEL: &str = include_str!("../../fixtures/problems/overlay-unmet/model.json");

fn corrected(overlay: &str) -> Model {
    let model = Source { name: "model.json", bytes: MODEL.as_bytes() };
    let overlay = Source { name: "overlay.json", bytes: overlay.as_bytes() };
    let reading = read_corrected(model, None, Some(overlay)).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>())
    });
    let from_files = read_files(&[overlay, model]).unwrap();
    assert_eq!(from_files.model, reading.model, "overlays are recognized by their content");
    assert_eq!(reading.warnings, []);
    reading.model
}

#[test]
fn traits_are_set_and_removed() {
    let model = corrected(
        r#"{"corrections": [
            {"at": "example#Animal$name", "remove": ["smithy.api#required"], "reason": "It is not."},
            {"at": "example#Name", "expect": {"smithy.api#length": {"max": 64, "min": 1}},
             "set": {"smithy.api#length": {"max": 128}}, "reason": "Longer names are taken."},
            {"at": "example#Name", "set": {"smithy.api#sensitive": {}}, "reason": "Names are private."},
            {"at": "example#Get", "expect": {"smithy.api#readonly": null},
             "set": {"smithy.api#readonly": {}}, "reason": "It only reads."}
        ]}"#,
    );
    let animal = model.shape(&ShapeId::new("example#Animal")).unwrap();
    assert!(!animal.members()[0].traits.is_required());
    assert_eq!(animal.members()[0].traits.corrections().collect::<Vec<_>>(), ["It is not."]);
    let name = &model.shape(&ShapeId::new("example#Name")).unwrap().traits;
    assert_eq!(name.length().unwrap().max, Some(128));
    assert!(name.is_sensitive());
    let reasons = ["Longer names are taken.", "Names are private."];
    assert_eq!(name.corrections().collect::<Vec<_>>(), reasons);
    assert!(model.operations[&ShapeId::new("example#Get")].traits.is_readonly());
}

#[test]
fn values_are_added_after_the_present_ones() {
    let model = corrected(
        r#"{"corrections": [
            {"at": "example#Kind", "reason": "Dogs are kept, too.",
             "add": [{"value": "dog", "name": "DOG", "traits": {"smithy.api#deprecated": {}}}]},
            {"at": "example#Level", "reason": "There is more.", "add": [{"value": 2, "name": "HIGH"}]},
            {"at": "example#Kind$DOG", "set": {"smithy.api#internal": {}}, "reason": "Nobody tells."}
        ]}"#,
    );
    let ShapeKind::Enum(kinds) = &model.shape(&ShapeId::new("example#Kind")).unwrap().kind else {
        panic!("Kind isn't an enum")
    };
    let values: Vec<&str> = kinds.iter().map(|kind| kind.value.as_str()).collect();
    assert_eq!(values, ["cat", "dog"]);
    let reasons = ["Dogs are kept, too.", "Nobody tells."];
    assert_eq!(kinds[1].traits.corrections().collect::<Vec<_>>(), reasons);
    let ShapeKind::IntEnum(levels) = &model.shape(&ShapeId::new("example#Level")).unwrap().kind
    else {
        panic!("Level isn't an intEnum")
    };
    assert_eq!(levels[1].value, 2);
}

#[test]
fn reasons_are_shown_in_the_documentation() {
    let model = corrected(
        r#"{"corrections": [
            {"at": "example#Animal", "set": {"smithy.api#documentation": "A pet."}, "reason": "R1."},
            {"at": "example#Animal$name", "remove": ["smithy.api#required"], "reason": "R2."},
            {"at": "example#Name", "set": {"smithy.api#sensitive": {}}, "reason": "R3 [x]."},
            {"at": "example#Get", "set": {"smithy.api#readonly": {}}, "reason": "R4."},
            {"at": "example#Kind", "add": [{"value": "dog", "name": "DOG"}], "reason": "R5."}
        ]}"#,
    );
    let api = shapesmith::lower_service(
        &model,
        model.services.values().next().unwrap(),
        &Policy::default(),
    )
    .unwrap();
    let animal = api.item("Animal").unwrap();
    assert_eq!(animal.docs, ["A pet.", "", "Corrected: R1."]);
    let name = ["`name`", "", "Corrected: R2.", "", "Corrected: R3 \\[x\\]."];
    assert_eq!(animal.fields()[0].docs, name);
    assert_eq!(api.operations[0].docs, ["`Get`", "", "Corrected: R4."]);
    let shapesmith::rust::ItemKind::Enum(kinds) = &api.item("Kind").unwrap().kind else {
        panic!("Kind isn't an enum")
    };
    assert_eq!(kinds.variants[1].docs, ["`dog`", "", "Corrected: R5."]);
}

#[test]
fn models_of_botocore_can_be_corrected() {
    let folder = workspace().join("tests/fixtures/botocore/json");
    let bytes = fs::read(folder.join("service-2.json")).unwrap();
    let model = Source { name: "service-2.json", bytes: &bytes };
    let original = read_files(&[model]).unwrap().model;
    let (id, shape) = original.shapes.iter().find(|(_, shape)| shape.members().len() > 1).unwrap();
    let member = &shape.members()[0].name;
    let overlay = format!(
        r#"{{"corrections": [{{"at": "{id}${member}", "set": {{"smithy.api#sensitive": {{}}}}, "reason": "Private."}}]}}"#
    );
    let overlay = Source { name: "overlay.json", bytes: overlay.as_bytes() };
    let corrected = read_files(&[model, overlay]).unwrap().model;
    assert!(corrected.shapes[id].members()[0].traits.is_sensitive());
}

#[test]
fn the_order_of_corrections_is_kept() {
    let text = r#"{"corrections":[{"reason":"b","at":"x#B"},{"at":"x#A"}]}"#;
    let source = Source { name: "overlay.json", bytes: text.as_bytes() };
    let written = canonical::format_overlay(source).unwrap();
    assert!(written.find("x#B") < written.find("x#A"), "{written}");
    assert!(written.find("reason") < written.find("\"at\""), "{written}");
    assert!(written.ends_with("}\n"), "{written}");
}
