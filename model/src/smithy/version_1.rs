//! Adds the defaults that are implicit in Smithy 1.0 and explicit in Smithy 2.0.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ast::{Ast, AstShape, ShapeType};
use super::prelude;
use crate::{Member, ShapeId};

const BOX: &str = "smithy.api#box";
const DEFAULT: &str = "smithy.api#default";

/// Adds the defaults of members of structures.
///
/// The default of numbers and booleans that aren't boxed is zero or false, and that of streaming blobs is empty. A boxed
/// member has no default even if its target has one.
/// ([Smithy: migrating to 2.0](https://smithy.io/2.0/guides/migrating-idl-1-to-2.html))
pub(super) fn add_defaults(ast: &mut Ast) {
    let shapes = ast.shapes.values().filter(|shape| !is_boxed(shape));
    let zeros: BTreeMap<ShapeId, Value> =
        shapes.filter_map(|shape| Some((shape.id.clone(), zero_value(shape)?))).collect();
    for shape in ast.shapes.values_mut().filter(|shape| shape.shape_type == ShapeType::Structure) {
        for member in &mut shape.members {
            if let Some(default) = member_default(member, zeros.get(&member.target)) {
                member.traits.insert(DEFAULT, default);
            }
        }
    }
}

fn member_default(member: &Member, zero: Option<&Value>) -> Option<Value> {
    if member.traits.is_required() || member.traits.has(DEFAULT) {
        None
    } else if member.traits.has(BOX) {
        Some(Value::Null)
    } else {
        zero.cloned()
    }
}

/// Returns the default of members that target a shape.
fn zero_value(shape: &AstShape) -> Option<Value> {
    match shape.shape_type {
        ShapeType::Boolean => Some(json!(false)),
        ShapeType::Byte
        | ShapeType::Short
        | ShapeType::Integer
        | ShapeType::Long
        | ShapeType::Float
        | ShapeType::Double => Some(json!(0)),
        ShapeType::Blob if shape.traits.is_streaming() => Some(json!("")),
        _ => None,
    }
}

/// Returns whether a shape is nullable. In Smithy 1.0 the prelude's `Integer` is boxed and its `PrimitiveInteger` isn't.
fn is_boxed(shape: &AstShape) -> bool {
    let is_boxed_in_prelude =
        shape.id.namespace() == prelude::NAMESPACE && !prelude::is_primitive(&shape.id);
    is_boxed_in_prelude || shape.traits.has(BOX)
}
