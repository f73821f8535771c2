//! Reads real models, which are in the shared data, without false warnings.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shapesmith_model::{Model, ShapeId, ShapeKind, Source, compute_usage, read};
use shapesmith_test_support::{find_shared, list_folder};
use shapesmith_tests::models::format_problems;

fn shared() -> Option<PathBuf> {
    find_shared("reading of real models")
}

fn read_file(path: &Path) -> (Model, Vec<String>) {
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let reading = read(Source { name, bytes: &bytes }, None);
    let reading = reading.unwrap_or_else(|error| panic!("{}", format_problems(&error)));
    (reading.model, reading.warnings.iter().map(ToString::to_string).collect())
}

fn models(folder: &Path, start: &str) -> Vec<PathBuf> {
    let matches = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(start);
    let found: Vec<PathBuf> = list_folder(folder).into_iter().filter(matches).collect();
    assert!(!found.is_empty());
    found
}

#[test]
fn lambda_is_read() {
    let Some(shared) = shared() else { return };
    for path in models(&shared.join("models/lambda"), "smithy-") {
        let (model, warnings) = read_file(&path);
        // The payloads in the examples of Invoke are plain text.
        assert!(
            warnings.iter().all(|warning| warning.contains("the value of the blob isn't base64")),
            "{warnings:?}"
        );
        let service = model.services.values().next().unwrap();
        assert_eq!(model.operations.len(), service.operations.len());
        let usage = compute_usage(&model, service);
        let directions = |name: &str| {
            let used = &usage[&ShapeId::new(format!("com.amazonaws.lambda#{name}"))];
            (used.sent, used.received)
        };
        assert_eq!(directions("CreateFunctionRequest"), (true, false));
        assert_eq!(directions("FunctionConfiguration"), (false, true));
        assert_eq!(directions("Environment"), (true, false));
        assert_eq!(directions("Runtime"), (true, true));
        assert_eq!(directions("ServiceException"), (false, true));
    }
}

/// The expected numbers were counted in the file with a Python script.
#[test]
fn lambda_of_december_2023_is_complete() {
    let Some(shared) = shared() else { return };
    let (model, _) = read_file(&shared.join("models/lambda/smithy-2023-12-07.json"));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut members, mut required) = (0, 0);
    for shape in model.shapes.values().filter(|shape| shape.id.namespace() != "smithy.api") {
        *kinds.entry(shape.kind.name()).or_default() += 1;
        if let ShapeKind::Structure(fields) = &shape.kind {
            members += fields.len();
            required += fields.iter().filter(|field| field.traits.is_required()).count();
        }
    }
    let counted: Vec<(&str, usize)> = kinds.into_iter().collect();
    let expected = [
        ("blob", 2),
        ("boolean", 5),
        ("double", 1),
        ("enum", 28),
        ("integer", 24),
        ("list", 30),
        ("long", 2),
        ("map", 4),
        ("string", 64),
        ("structure", 193),
        ("timestamp", 1),
        ("union", 1),
    ];
    assert_eq!(counted, expected);
    assert_eq!((model.operations.len(), members, required), (66, 662, 131));
}

#[test]
fn protocol_test_models_have_no_warnings() {
    let Some(shared) = shared() else { return };
    for path in models(&shared.join("models/protocol-tests"), "") {
        let (model, warnings) = read_file(&path);
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(model.services.len(), 1);
    }
}

/// The patterns are 6,806 of AWS, written for different engines.
#[test]
fn published_patterns_are_well_formed() {
    let Some(shared) = shared() else { return };
    let text = fs::read_to_string(shared.join("models/patterns.json")).unwrap();
    let patterns: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut shapes = serde_json::Map::new();
    shapes.insert(
        "example#Api".to_owned(),
        serde_json::json!({ "type": "service", "operations": [{ "target": "example#Ping" }] }),
    );
    shapes.insert("example#Ping".to_owned(), serde_json::json!({ "type": "operation" }));
    for (number, pattern) in patterns.iter().enumerate() {
        let traits = serde_json::json!({ "smithy.api#pattern": pattern["pattern"] });
        let shape = serde_json::json!({ "type": "string", "traits": traits });
        shapes.insert(format!("example#P{number}"), shape);
    }
    let text = serde_json::json!({ "smithy": "2.0", "shapes": shapes }).to_string();
    let reading = read(Source { name: "patterns.json", bytes: text.as_bytes() }, None);
    let reading = reading.unwrap_or_else(|problems| panic!("{}", problems[0]));
    assert_eq!(reading.model.shapes.len(), patterns.len());
}
