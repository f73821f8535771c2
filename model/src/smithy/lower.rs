//! From the resolved AST to the format-neutral model.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::ast::{Ast, AstShape, Role, Type};
use super::{enums, prelude};
use crate::places::Places;
use crate::report::{Report, error};
use crate::{Member, Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind};

const MIXIN: &str = "smithy.api#mixin";
const ENUM: &str = "smithy.api#enum";

/// The model of a document. Mixins for services, operations and resources are spent and left out.
pub(super) fn model(ast: Ast, places: &Places, report: &mut Report) -> Model {
    let mut model = Model::default();
    for shape in ast.shapes.values().filter(|shape| !shape.traits.has(MIXIN)) {
        let id = shape.id.clone();
        match shape.shape_type {
            Type::Service => {
                model.services.insert(id, service(shape, &ast));
            }
            Type::Operation => {
                model.operations.insert(id, operation(shape));
            }
            Type::Resource => {
                model.resources.insert(id, resource(shape));
            }
            _ => {}
        }
    }
    let shapes = ast.shapes.into_iter();
    model.shapes =
        shapes.filter_map(|(id, shape)| Some((id, data(shape, places, report)?))).collect();
    model
}

fn service(shape: &AstShape, ast: &Ast) -> Service {
    Service {
        id: shape.id.clone(),
        version: shape.version.clone().unwrap_or_default(),
        operations: operations_below(shape, ast),
        errors: shape.targets(&Role::Error).cloned().collect(),
        rename: shape.rename.clone(),
        traits: shape.traits.clone(),
        at: shape.at.clone(),
    }
}

/// The operations of a service, those of its resources and their resources included.
fn operations_below(service: &AstShape, ast: &Ast) -> Vec<ShapeId> {
    let mut operations = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![service];
    while let Some(shape) = waiting.pop() {
        operations.extend(own_operations(shape));
        for resource in shape.targets(&Role::Resource) {
            if seen.insert(resource) {
                waiting.extend(ast.shapes.get(resource));
            }
        }
    }
    // Others have been reported as wrong targets.
    let exists =
        |id: &ShapeId| ast.shapes.get(id).is_some_and(|shape| shape.shape_type == Type::Operation);
    operations.into_iter().filter(exists).collect()
}

fn own_operations(shape: &AstShape) -> BTreeSet<ShapeId> {
    let bound = shape
        .references
        .iter()
        .filter(|reference| matches!(reference.role, Role::Operation | Role::Lifecycle(_)));
    bound.map(|reference| reference.target.clone()).collect()
}

fn operation(shape: &AstShape) -> Operation {
    let one = |role| shape.targets(&role).find(|id| id.as_str() != prelude::UNIT).cloned();
    Operation {
        id: shape.id.clone(),
        input: one(Role::Input),
        output: one(Role::Output),
        errors: shape.targets(&Role::Error).cloned().collect(),
        traits: shape.traits.clone(),
        at: shape.at.clone(),
    }
}

fn resource(shape: &AstShape) -> Resource {
    let mut identifiers = BTreeMap::new();
    for reference in &shape.references {
        if let Role::Identifier(name) = &reference.role {
            identifiers.insert(name.clone(), reference.target.clone());
        }
    }
    Resource {
        id: shape.id.clone(),
        identifiers,
        operations: own_operations(shape).into_iter().collect(),
        traits: shape.traits.clone(),
        at: shape.at.clone(),
    }
}

fn data(mut shape: AstShape, places: &Places, report: &mut Report) -> Option<Shape> {
    let kind = match shape.shape_type {
        Type::Blob => ShapeKind::Blob,
        Type::Boolean => ShapeKind::Boolean,
        Type::String => string(&mut shape, places, report),
        Type::Byte => ShapeKind::Byte,
        Type::Short => ShapeKind::Short,
        Type::Integer => ShapeKind::Integer,
        Type::Long => ShapeKind::Long,
        Type::Float => ShapeKind::Float,
        Type::Double => ShapeKind::Double,
        Type::BigInteger => ShapeKind::BigInteger,
        Type::BigDecimal => ShapeKind::BigDecimal,
        Type::Timestamp => ShapeKind::Timestamp,
        Type::Document => ShapeKind::Document,
        Type::Enum => ShapeKind::Enum(enums::text_values(&shape.id, shape.members, places, report)),
        Type::IntEnum => {
            ShapeKind::IntEnum(enums::int_values(&shape.id, shape.members, places, report))
        }
        Type::List => ShapeKind::List(only(&mut shape, "member", report)?),
        Type::Set => {
            shape.traits.insert("smithy.api#uniqueItems", json!({}));
            ShapeKind::List(only(&mut shape, "member", report)?)
        }
        Type::Map => {
            let (key, value) = (only(&mut shape, "key", report), only(&mut shape, "value", report));
            ShapeKind::Map { key: key?, value: value? }
        }
        Type::Structure => ShapeKind::Structure(shape.members),
        Type::Union => ShapeKind::Union(shape.members),
        Type::Service | Type::Operation | Type::Resource | Type::Apply => return None,
    };
    Some(Shape { id: shape.id, kind, traits: shape.traits, at: shape.at })
}

fn string(shape: &mut AstShape, places: &Places, report: &mut Report) -> ShapeKind {
    match shape.traits.remove(ENUM) {
        None => ShapeKind::String,
        Some(values) => {
            let at = places.of_trait(&shape.id, &shape.at, ENUM);
            ShapeKind::Enum(enums::trait_values(&shape.id, values, &at, report))
        }
    }
}

/// The member of a list or map, which mixins may have brought.
fn only(shape: &mut AstShape, name: &str, report: &mut Report) -> Option<Member> {
    let place = shape.members.iter().position(|member| member.name == name);
    if place.is_none() {
        let kind = shape.shape_type.name();
        let problem = error("missing-key", &shape.at, format!("the {kind} has no `{name}`"));
        let hint = format!("such as \"{name}\": {{ \"target\": \"smithy.api#String\" }}");
        report.push(problem.about(&shape.id).hint(hint));
    }
    place.map(|place| shape.members.swap_remove(place))
}
