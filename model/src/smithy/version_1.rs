//! Says in Smithy 2.0's words what Smithy 1.0 says by leaving things out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ast::{Ast, AstShape, Type};
use super::prelude;
use crate::{Member, ShapeId};

const BOX: &str = "smithy.api#box";
const DEFAULT: &str = "smithy.api#default";

/// Adds the defaults that members of structures have in Smithy 1.0.
///
/// Numbers and booleans that aren't boxed are zero or false where they are absent, streaming blobs
/// are empty, and a boxed member takes away the default of its target.
/// ([Smithy: migrating to 2.0](https://smithy.io/2.0/guides/migrating-idl-1-to-2.html))
pub(super) fn upgrade(ast: &mut Ast) {
    let shapes = ast.shapes.values().filter(|shape| !is_boxed(shape));
    let zeros: BTreeMap<ShapeId, Value> =
        shapes.filter_map(|shape| Some((shape.id.clone(), zero(shape)?))).collect();
    for shape in ast.shapes.values_mut().filter(|shape| shape.shape_type == Type::Structure) {
        for member in &mut shape.members {
            if let Some(default) = default_of(member, zeros.get(&member.target)) {
                member.traits.insert(DEFAULT, default);
            }
        }
    }
}

fn default_of(member: &Member, zero: Option<&Value>) -> Option<Value> {
    if member.traits.required() || member.traits.has(DEFAULT) {
        None
    } else if member.traits.has(BOX) {
        Some(Value::Null)
    } else {
        zero.cloned()
    }
}

/// What a shape is where it is absent, if it has a value then.
fn zero(shape: &AstShape) -> Option<Value> {
    match shape.shape_type {
        Type::Boolean => Some(json!(false)),
        Type::Byte | Type::Short | Type::Integer | Type::Long | Type::Float | Type::Double => {
            Some(json!(0))
        }
        Type::Blob if shape.traits.streaming() => Some(json!("")),
        _ => None,
    }
}

/// In 1.0 the prelude's `Integer` is boxed and its `PrimitiveInteger` is not.
fn is_boxed(shape: &AstShape) -> bool {
    let of_prelude =
        shape.id.namespace() == prelude::NAMESPACE && !prelude::is_primitive(&shape.id);
    of_prelude || shape.traits.has(BOX)
}
