//! Helpers for the tests of the reader: reading shapes and finding them in the model.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shapesmith_beside::find_shared;
use shapesmith_model::{
    Member, Model, Pointer, Reading, Shape, ShapeId, ShapeKind, Source, canonical, read, read_files,
};

pub fn read_text(text: &str) -> Reading {
    match read(Source { name: "model.json", bytes: text.as_bytes() }, None) {
        Ok(reading) => reading,
        Err(problems) => {
            panic!("{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>())
        }
    }
}

/// Reads shapes together with a service with one operation. There must be no warnings.
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
    shape(model, name).members().into_iter().find(|it| it.name == member).unwrap()
}

pub fn names(shape: &Shape) -> Vec<&str> {
    shape.members().into_iter().map(|member| member.name.as_str()).collect()
}

pub fn ids(ids: &[ShapeId]) -> Vec<&str> {
    ids.iter().map(ShapeId::name).collect()
}

/// Returns the values of an enum with their names.
pub fn values(shape: &Shape) -> Vec<(Option<&str>, &str)> {
    let ShapeKind::Enum(values) = &shape.kind else { panic!("{shape:?} isn't an enum") };
    values.iter().map(|value| (value.name.as_deref(), value.value.as_str())).collect()
}

/// Reads all files of a folder except snapshots, in the order of their names.
pub fn read_folder(folder: &Path) -> Reading {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| !path.to_str().unwrap().contains(".snap")).collect();
    paths.sort();
    let files: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let named = paths.iter().zip(&files);
    read_sources(
        &named
            .map(|(path, bytes)| Source { name: path.to_str().unwrap(), bytes })
            .collect::<Vec<_>>(),
    )
}

pub fn read_sources(sources: &[Source]) -> Reading {
    read_files(sources).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(|problem| format!("{problem}\n")).collect::<String>())
    })
}

/// Writes a model in canonical form, and reads the files.
pub fn write_and_read(model: &Model) -> Model {
    let files = canonical::write_model(model);
    let docs = files.docs.as_ref();
    let docs = docs.map(|docs| Source { name: "docs.json", bytes: docs.as_bytes() });
    match read(Source { name: "written.json", bytes: files.model.as_bytes() }, docs) {
        Ok(reading) => reading.model,
        Err(problems) => panic!("{}", problems[0]),
    }
}

/// Removes the locations of all parts, so that models from different files can be compared.
pub fn without_pointers(mut model: Model) -> Model {
    for service in model.services.values_mut() {
        service.at = Pointer::default();
    }
    for operation in model.operations.values_mut() {
        operation.at = Pointer::default();
    }
    for resource in model.resources.values_mut() {
        resource.at = Pointer::default();
    }
    for shape in model.shapes.values_mut() {
        shape.at = Pointer::default();
        match &mut shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                members.iter_mut().for_each(|member| member.at = Pointer::default());
            }
            ShapeKind::List(member) => member.at = Pointer::default(),
            ShapeKind::Map { key, value } => {
                key.at = Pointer::default();
                value.at = Pointer::default();
            }
            ShapeKind::Enum(values) => {
                values.iter_mut().for_each(|value| value.at = Pointer::default());
            }
            ShapeKind::IntEnum(values) => {
                values.iter_mut().for_each(|value| value.at = Pointer::default());
            }
            _ => {}
        }
    }
    model
}

/// Reads Lambda of the same day in Smithy's and botocore's format, or returns `None` without the shared data.
pub fn lambda_of_one_day() -> Option<(Model, Model)> {
    let folder = find_shared("Lambda of one day in both formats")?;
    let read = |names: &[&str]| {
        let folder = folder.join("models/lambda");
        let files: Vec<Vec<u8>> =
            names.iter().map(|name| fs::read(folder.join(name)).unwrap()).collect();
        let sources: Vec<Source> =
            names.iter().zip(&files).map(|(name, bytes)| Source { name, bytes }).collect();
        without_pointers(read_sources(&sources).model)
    };
    let botocore = [
        "botocore-2023-11-16.examples-1.json",
        "botocore-2023-11-16.json",
        "botocore-2023-11-16.paginators-1.json",
        "botocore-2023-11-16.waiters-2.json",
    ];
    Some((read(&["smithy-2023-12-07.json"]), read(&botocore)))
}
