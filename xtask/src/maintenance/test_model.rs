//! The model of tests that convert values and places.
#![allow(clippy::unwrap_used)]

use shapesmith::Policy;
use shapesmith::rust::Api;
use shapesmith_model::{Source, read};

const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
    "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#Do"}],
        "traits": {"aws.protocols#restJson1": {}}},
    "a#Do": {"type": "operation", "input": {"target": "a#In"},
        "traits": {"smithy.api#http": {"method": "POST", "uri": "/"}}},
    "a#In": {"type": "structure", "members": {
        "data": {"target": "smithy.api#Blob", "traits": {"smithy.api#jsonName": "d"}},
        "more": {"target": "a#Map"},
        "free": {"target": "smithy.api#Document"}}},
    "a#Map": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "a#List"}},
    "a#List": {"type": "list", "member": {"target": "a#In"}}
}}"#;

/// Reads and lowers the model.
pub fn lower_test_model() -> Api {
    let model = read(Source { name: "m", bytes: MODEL.as_bytes() }, None).unwrap().model;
    let service = model.services.values().next().unwrap();
    shapesmith::lower_service(&model, service, &Policy::default()).unwrap()
}
