//! Shapes as botocore tells them apart.

use crate::{EnumMember, Member, Model, Shape, ShapeId, ShapeKind};

/// A shape of one of the kinds that the page tells apart.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    /// A structure; unions and documents are structures, too.
    Structure(&'a [Member]),
    List(&'a Member),
    Map(&'a Member, &'a Member),
    /// Text, with its known values if it has any.
    Text(&'a [EnumMember<String>]),
    /// Anything else, with the name of its type.
    Other(&'static str),
}

impl<'a> View<'a> {
    pub(super) fn of(shape: &'a Shape) -> Self {
        match &shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => Self::Structure(members),
            ShapeKind::Document => Self::Structure(&[]),
            ShapeKind::List(member) => Self::List(member),
            ShapeKind::Map { key, value } => Self::Map(key, value),
            ShapeKind::String => Self::Text(&[]),
            ShapeKind::Enum(values) => Self::Text(values),
            // AWS's models in botocore's format have no smaller integers.
            ShapeKind::Byte | ShapeKind::Short | ShapeKind::IntEnum(_) => Self::Other("integer"),
            ShapeKind::BigInteger => Self::Other("biginteger"),
            ShapeKind::BigDecimal => Self::Other("bigdecimal"),
            simple => Self::Other(simple.name()),
        }
    }
}

/// The name of a shape in botocore's format, where a shape may be called like an operation;
/// in a model it has the suffix `Shape` then.
pub(super) fn name<'a>(model: &Model, id: &'a ShapeId) -> &'a str {
    let mut name = id.name();
    while let Some(shorter) = name.strip_suffix("Shape") {
        name = shorter;
        if model.operations.contains_key(&ShapeId::new(format!("{}#{name}", id.namespace()))) {
            return name;
        }
    }
    id.name()
}
