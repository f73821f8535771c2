//! Reading of small models, and access to their shapes.

use std::path::Path;

use serde_json::{Value, json};
use shapesmith_model::{
    Member, Model, Pointer, Reading, Shape, ShapeId, ShapeKind, Source, canonical, read, read_files,
};
use shapesmith_test_support::{find_shared, read_folder_files};

use crate::models::{format_problems, read_model_files};

/// Reads a model that must have no error.
#[track_caller]
pub fn read_text(text: &str) -> Reading {
    let reading = read(Source { name: "model.json", bytes: text.as_bytes() }, None);
    reading.unwrap_or_else(|error| panic!("{}", format_problems(&error)))
}

/// Reads shapes together with a service that has one operation. There must be no errors and no warnings.
#[track_caller]
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

/// Returns the shape of this name.
pub fn shape<'a>(model: &'a Model, name: &str) -> &'a Shape {
    model.shape(&ShapeId::new(format!("example#{name}"))).unwrap()
}

/// Returns a member of the shape of this name.
pub fn member<'a>(model: &'a Model, name: &str, member: &str) -> &'a Member {
    shape(model, name).members().into_iter().find(|it| it.name == member).unwrap()
}

/// Returns the names of the members of a shape.
pub fn names(shape: &Shape) -> Vec<&str> {
    shape.members().into_iter().map(|member| member.name.as_str()).collect()
}

/// Returns the names of shapes without their namespaces.
pub fn ids(ids: &[ShapeId]) -> Vec<&str> {
    ids.iter().map(ShapeId::name).collect()
}

/// Returns the names and values of an enum.
pub fn values(shape: &Shape) -> Vec<(Option<&str>, &str)> {
    let ShapeKind::Enum(values) = &shape.kind else { panic!("{shape:?} isn't an enum") };
    values.iter().map(|value| (value.name.as_deref(), value.value.as_str())).collect()
}

/// Reads all files of a folder except snapshots as one model.
#[track_caller]
pub fn read_folder(folder: &Path) -> Reading {
    let files = read_folder_files(folder);
    let sources: Vec<Source<'_>> =
        files.iter().map(|(name, bytes)| Source { name, bytes }).collect();
    read_sources(&sources)
}

/// Reads files as one model that must have no error.
#[track_caller]
pub fn read_sources(sources: &[Source<'_>]) -> Reading {
    read_files(sources).unwrap_or_else(|error| panic!("{}", format_problems(&error)))
}

/// Writes a model in its canonical form, and reads that.
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

/// Returns Lambda's models of about the same day in both formats, Smithy's first, if the data beside the project is
/// present.
pub fn lambda_of_one_day() -> Option<(Model, Model)> {
    let folder = find_shared("Lambda of one day in both formats")?.join("models/lambda");
    let read = |names: &[&str]| without_pointers(read_model_files(&folder, names));
    let botocore = [
        "botocore-2023-11-16.examples-1.json",
        "botocore-2023-11-16.json",
        "botocore-2023-11-16.paginators-1.json",
        "botocore-2023-11-16.waiters-2.json",
    ];
    Some((read(&["smithy-2023-12-07.json"]), read(&botocore)))
}
