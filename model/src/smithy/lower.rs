//! Lowers the resolved AST to the format-neutral model.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::ast::{Ast, AstShape, Role, ShapeType};
use super::{enums, prelude};
use crate::report::{Report, error};
use crate::source_map::SourceMap;
use crate::{Member, Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind};

const MIXIN: &str = "smithy.api#mixin";
const ENUM: &str = "smithy.api#enum";

/// Lowers a document. Services, operations and resources that are mixins are omitted, because they have been resolved.
pub(super) fn lower_model(ast: Ast, source_map: &SourceMap, report: &mut Report) -> Model {
    let mut model = Model::default();
    for shape in ast.shapes.values().filter(|shape| !shape.traits.has(MIXIN)) {
        let id = shape.id.clone();
        match shape.shape_type {
            ShapeType::Service => {
                model.services.insert(id, lower_service(shape, &ast));
            }
            ShapeType::Operation => {
                model.operations.insert(id, lower_operation(shape));
            }
            ShapeType::Resource => {
                model.resources.insert(id, lower_resource(shape));
            }
            _ => {}
        }
    }
    let shapes = ast.shapes.into_iter();
    model.shapes = shapes
        .filter_map(|(id, shape)| Some((id, lower_data_shape(shape, source_map, report)?)))
        .collect();
    model
}

fn lower_service(shape: &AstShape, ast: &Ast) -> Service {
    Service {
        id: shape.id.clone(),
        version: shape.version.clone().unwrap_or_default(),
        operations: collect_operations(shape, ast),
        errors: shape.targets(&Role::Error).cloned().collect(),
        rename: shape.rename.clone(),
        traits: shape.traits.clone(),
        at: shape.at.clone(),
    }
}

/// Returns the operations of a service, including those of its resources at any depth.
fn collect_operations(service: &AstShape, ast: &Ast) -> Vec<ShapeId> {
    let mut operations = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut queue = vec![service];
    while let Some(shape) = queue.pop() {
        operations.extend(bound_operations(shape));
        for resource in shape.targets(&Role::Resource) {
            if seen.insert(resource) {
                queue.extend(ast.shapes.get(resource));
            }
        }
    }
    // Targets that aren't operations have been reported.
    let is_operation = |id: &ShapeId| {
        ast.shapes.get(id).is_some_and(|shape| shape.shape_type == ShapeType::Operation)
    };
    operations.into_iter().filter(is_operation).collect()
}

/// Returns the operations that a service or resource binds itself.
fn bound_operations(shape: &AstShape) -> BTreeSet<ShapeId> {
    let bound = shape
        .references
        .iter()
        .filter(|reference| matches!(reference.role, Role::Operation | Role::Lifecycle(_)));
    bound.map(|reference| reference.target.clone()).collect()
}

fn lower_operation(shape: &AstShape) -> Operation {
    let target = |role| shape.targets(&role).find(|id| id.as_str() != prelude::UNIT).cloned();
    Operation {
        id: shape.id.clone(),
        input: target(Role::Input),
        output: target(Role::Output),
        errors: shape.targets(&Role::Error).cloned().collect(),
        traits: shape.traits.clone(),
        at: shape.at.clone(),
    }
}

fn lower_resource(shape: &AstShape) -> Resource {
    let mut identifiers = BTreeMap::new();
    for reference in &shape.references {
        if let Role::Identifier(name) = &reference.role {
            identifiers.insert(name.clone(), reference.target.clone());
        }
    }
    Resource {
        id: shape.id.clone(),
        identifiers,
        operations: bound_operations(shape).into_iter().collect(),
        traits: shape.traits.clone(),
        at: shape.at.clone(),
    }
}

fn lower_data_shape(
    mut shape: AstShape,
    source_map: &SourceMap,
    report: &mut Report,
) -> Option<Shape> {
    let kind = match shape.shape_type {
        ShapeType::Blob => ShapeKind::Blob,
        ShapeType::Boolean => ShapeKind::Boolean,
        ShapeType::String => lower_string(&mut shape, source_map, report),
        ShapeType::Byte => ShapeKind::Byte,
        ShapeType::Short => ShapeKind::Short,
        ShapeType::Integer => ShapeKind::Integer,
        ShapeType::Long => ShapeKind::Long,
        ShapeType::Float => ShapeKind::Float,
        ShapeType::Double => ShapeKind::Double,
        ShapeType::BigInteger => ShapeKind::BigInteger,
        ShapeType::BigDecimal => ShapeKind::BigDecimal,
        ShapeType::Timestamp => ShapeKind::Timestamp,
        ShapeType::Document => ShapeKind::Document,
        ShapeType::Enum => {
            let members = shape.members;
            ShapeKind::Enum(enums::read_string_values(&shape.id, members, source_map, report))
        }
        ShapeType::IntEnum => {
            let members = shape.members;
            ShapeKind::IntEnum(enums::read_int_values(&shape.id, members, source_map, report))
        }
        ShapeType::List => ShapeKind::List(take_member(&mut shape, "member", report)?),
        ShapeType::Set => {
            shape.traits.insert("smithy.api#uniqueItems", json!({}));
            ShapeKind::List(take_member(&mut shape, "member", report)?)
        }
        ShapeType::Map => {
            let key = take_member(&mut shape, "key", report);
            let value = take_member(&mut shape, "value", report);
            ShapeKind::Map { key: key?, value: value? }
        }
        ShapeType::Structure => ShapeKind::Structure(shape.members),
        ShapeType::Union => ShapeKind::Union(shape.members),
        ShapeType::Service | ShapeType::Operation | ShapeType::Resource | ShapeType::Apply => {
            return None;
        }
    };
    Some(Shape { id: shape.id, kind, traits: shape.traits, at: shape.at })
}

/// Lowers a string, which is an enum if it has the trait `enum`.
fn lower_string(shape: &mut AstShape, source_map: &SourceMap, report: &mut Report) -> ShapeKind {
    match shape.traits.remove(ENUM) {
        None => ShapeKind::String,
        Some(values) => {
            let at = source_map.trait_pointer(&shape.id, &shape.at, ENUM);
            ShapeKind::Enum(enums::read_trait_values(&shape.id, values, &at, report))
        }
    }
}

/// Takes the member of a list or map, which may come from a mixin.
fn take_member(shape: &mut AstShape, name: &str, report: &mut Report) -> Option<Member> {
    let index = shape.members.iter().position(|member| member.name == name);
    if index.is_none() {
        let shape_type = shape.shape_type.name();
        let problem = error("missing-key", &shape.at, format!("the {shape_type} has no `{name}`"));
        let hint =
            format!("add it, for example \"{name}\": {{ \"target\": \"smithy.api#String\" }}");
        report.push(problem.about(&shape.id).hint(hint));
    }
    index.map(|index| shape.members.swap_remove(index))
}
