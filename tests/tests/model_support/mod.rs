//! What the tests of the reader share: reading a few shapes, and finding them again.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use shapesmith_model::{Member, Model, Reading, Shape, ShapeId, ShapeKind, Source, read};

pub fn read_text(text: &str) -> Reading {
    match read(Source { name: "model.json", bytes: text.as_bytes() }, None) {
        Ok(reading) => reading,
        Err(problems) => {
            panic!("{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>())
        }
    }
}

/// Reads shapes beside a service with one operation; there must be nothing to say about them.
pub fn read_shapes(version: &str, shapes: Value) -> Model {
    let mut all = json!({
        "example#Weather": {
            "type": "service",
            "version": "2024-01-01",
            "operations": [{ "target": "example#GetForecast" }]
        },
        "example#GetForecast": { "type": "operation" }
    });
    all.as_object_mut().unwrap().extend(shapes.as_object().unwrap().clone());
    let reading = read_text(&json!({ "smithy": version, "shapes": all }).to_string());
    assert_eq!(reading.warnings, []);
    reading.model
}

pub fn shape<'a>(model: &'a Model, name: &str) -> &'a Shape {
    model.shape(&ShapeId::new(format!("example#{name}"))).unwrap()
}

pub fn member<'a>(model: &'a Model, name: &str, member: &str) -> &'a Member {
    shape(model, name).members().into_iter().find(|found| found.name == member).unwrap()
}

pub fn names(shape: &Shape) -> Vec<&str> {
    shape.members().into_iter().map(|member| member.name.as_str()).collect()
}

pub fn ids(ids: &[ShapeId]) -> Vec<&str> {
    ids.iter().map(ShapeId::name).collect()
}

/// The values of an enum with their names.
pub fn values(shape: &Shape) -> Vec<(Option<&str>, &str)> {
    let ShapeKind::Enum(values) = &shape.kind else { panic!("{shape:?} is no enum") };
    values.iter().map(|value| (value.name.as_deref(), value.value.as_str())).collect()
}
