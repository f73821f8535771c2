//! The shapes that every Smithy model can refer to without having them.

use std::collections::BTreeSet;

use serde_json::json;

use super::ast::{Ast, AstShape, Role, Type};
use crate::{Pointer, ShapeId, Traits};

/// The namespace of the prelude.
pub(super) const NAMESPACE: &str = "smithy.api";

/// The structure that stands for "nothing".
/// ([Smithy: unit type](https://smithy.io/2.0/spec/model.html#unit-type))
pub(super) const UNIT: &str = "smithy.api#Unit";

/// Name, type and whether it is one of the `Primitive` shapes, which have a default value.
/// ([Smithy: prelude shapes](https://smithy.io/2.0/spec/model.html#prelude))
const SHAPES: [(&str, Type, bool); 21] = [
    ("BigDecimal", Type::BigDecimal, false),
    ("BigInteger", Type::BigInteger, false),
    ("Blob", Type::Blob, false),
    ("Boolean", Type::Boolean, false),
    ("Byte", Type::Byte, false),
    ("Document", Type::Document, false),
    ("Double", Type::Double, false),
    ("Float", Type::Float, false),
    ("Integer", Type::Integer, false),
    ("Long", Type::Long, false),
    ("PrimitiveBoolean", Type::Boolean, true),
    ("PrimitiveByte", Type::Byte, true),
    ("PrimitiveDouble", Type::Double, true),
    ("PrimitiveFloat", Type::Float, true),
    ("PrimitiveInteger", Type::Integer, true),
    ("PrimitiveLong", Type::Long, true),
    ("PrimitiveShort", Type::Short, true),
    ("Short", Type::Short, false),
    ("String", Type::String, false),
    ("Timestamp", Type::Timestamp, false),
    ("Unit", Type::Structure, false),
];

/// Adds the prelude shapes that the document refers to.
pub(super) fn add_referred(ast: &mut Ast) {
    let holds_data = |role: &Role| matches!(role, Role::Identifier(_) | Role::Property(_));
    let in_prelude = |id: &&ShapeId| id.namespace() == NAMESPACE;
    let mut referred: BTreeSet<&ShapeId> = ast.applies.keys().filter(in_prelude).collect();
    for shape in ast.shapes.values() {
        referred.extend(shape.members.iter().map(|member| &member.target).filter(in_prelude));
        let references = shape.references.iter().filter(|reference| holds_data(&reference.role));
        referred.extend(references.map(|reference| &reference.target).filter(in_prelude));
    }
    let missing: Vec<AstShape> =
        referred.into_iter().filter(|id| !ast.shapes.contains_key(id)).filter_map(shape).collect();
    ast.shapes.extend(missing.into_iter().map(|shape| (shape.id.clone(), shape)));
}

/// The ids of all prelude shapes.
pub(super) fn ids() -> impl Iterator<Item = ShapeId> {
    SHAPES.iter().map(|(name, ..)| ShapeId::new(format!("{NAMESPACE}#{name}")))
}

/// Whether the shape is one that every model can refer to without having it.
pub(crate) fn has_shape(id: &ShapeId) -> bool {
    id.namespace() == NAMESPACE && SHAPES.iter().any(|(name, ..)| *name == id.name())
}

/// Whether the shape is one of the `Primitive` ones, which were not nullable in Smithy 1.0.
pub(super) fn is_primitive(id: &ShapeId) -> bool {
    id.namespace() == NAMESPACE && id.name().starts_with("Primitive")
}

fn shape(id: &ShapeId) -> Option<AstShape> {
    let (_, shape_type, primitive) = SHAPES.iter().find(|(name, ..)| *name == id.name())?;
    let mut traits = Traits::new();
    if id.as_str() == UNIT {
        traits.insert("smithy.api#unitType", json!({}));
    }
    if *primitive {
        let zero = if *shape_type == Type::Boolean { json!(false) } else { json!(0) };
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
