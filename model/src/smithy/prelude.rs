//! The shapes of Smithy's prelude, which every model can refer to.

use std::collections::BTreeSet;

use serde_json::json;

use super::ast::{Ast, AstShape, Role, ShapeType};
use crate::{Pointer, ShapeId, Traits};

/// The namespace of the prelude.
pub(super) const NAMESPACE: &str = "smithy.api";

/// The structure that stands for an absent input or output.
/// ([Smithy: unit type](https://smithy.io/2.0/spec/model.html#unit-type))
pub(super) const UNIT: &str = "smithy.api#Unit";

/// The shapes: their names, their types, and whether they are `Primitive` shapes, which have a default value.
/// ([Smithy: prelude shapes](https://smithy.io/2.0/spec/model.html#prelude))
const SHAPES: [(&str, ShapeType, bool); 21] = [
    ("BigDecimal", ShapeType::BigDecimal, false),
    ("BigInteger", ShapeType::BigInteger, false),
    ("Blob", ShapeType::Blob, false),
    ("Boolean", ShapeType::Boolean, false),
    ("Byte", ShapeType::Byte, false),
    ("Document", ShapeType::Document, false),
    ("Double", ShapeType::Double, false),
    ("Float", ShapeType::Float, false),
    ("Integer", ShapeType::Integer, false),
    ("Long", ShapeType::Long, false),
    ("PrimitiveBoolean", ShapeType::Boolean, true),
    ("PrimitiveByte", ShapeType::Byte, true),
    ("PrimitiveDouble", ShapeType::Double, true),
    ("PrimitiveFloat", ShapeType::Float, true),
    ("PrimitiveInteger", ShapeType::Integer, true),
    ("PrimitiveLong", ShapeType::Long, true),
    ("PrimitiveShort", ShapeType::Short, true),
    ("Short", ShapeType::Short, false),
    ("String", ShapeType::String, false),
    ("Timestamp", ShapeType::Timestamp, false),
    ("Unit", ShapeType::Structure, false),
];

/// Adds the prelude shapes that the document refers to.
pub(super) fn add_referenced_shapes(ast: &mut Ast) {
    let is_data = |role: &Role| matches!(role, Role::Identifier(_) | Role::Property(_));
    let in_prelude = |id: &&ShapeId| id.namespace() == NAMESPACE;
    let mut referenced: BTreeSet<&ShapeId> = ast.applies.keys().filter(in_prelude).collect();
    for shape in ast.shapes.values() {
        referenced.extend(shape.members.iter().map(|member| &member.target).filter(in_prelude));
        let references = shape.references.iter().filter(|reference| is_data(&reference.role));
        referenced.extend(references.map(|reference| &reference.target).filter(in_prelude));
    }
    let missing = referenced.into_iter().filter(|id| !ast.shapes.contains_key(id));
    let missing: Vec<AstShape> = missing.filter_map(create_shape).collect();
    ast.shapes.extend(missing.into_iter().map(|shape| (shape.id.clone(), shape)));
}

/// Returns the ids of all prelude shapes.
pub(super) fn shape_ids() -> impl Iterator<Item = ShapeId> {
    SHAPES.iter().map(|(name, ..)| ShapeId::new(format!("{NAMESPACE}#{name}")))
}

/// Returns whether the shape is in the prelude.
pub(crate) fn is_prelude_shape(id: &ShapeId) -> bool {
    id.namespace() == NAMESPACE && SHAPES.iter().any(|(name, ..)| *name == id.name())
}

/// Returns whether the shape is one of the `Primitive` shapes, which aren't nullable in Smithy 1.0.
pub(super) fn is_primitive(id: &ShapeId) -> bool {
    id.namespace() == NAMESPACE && id.name().starts_with("Primitive")
}

fn create_shape(id: &ShapeId) -> Option<AstShape> {
    let (_, shape_type, is_primitive) = SHAPES.iter().find(|(name, ..)| *name == id.name())?;
    let mut traits = Traits::new();
    if id.as_str() == UNIT {
        traits.insert("smithy.api#unitType", json!({}));
    }
    if *is_primitive {
        let zero = if *shape_type == ShapeType::Boolean { json!(false) } else { json!(0) };
        traits.insert("smithy.api#default", zero);
    }
    Some(AstShape {
        id: id.clone(),
        shape_type: *shape_type,
        version: None,
        rename: Default::default(),
        references: Vec::new(),
        members: Vec::new(),
        traits,
        at: Pointer::default(),
    })
}
