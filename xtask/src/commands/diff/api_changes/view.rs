//! Shapes by the types that botocore distinguishes.

use shapesmith_model::{EnumMember, Member, Model, Shape, ShapeId, ShapeKind};

/// A shape by its type on the page.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    /// A structure, union or document.
    Structure(&'a [Member]),
    List(&'a Member),
    Map(&'a Member, &'a Member),
    /// A string, with its known values if it is an enum.
    Text(&'a [EnumMember<String>]),
    /// Any other shape, with the name of its type.
    Other(&'static str),
}

impl<'a> View<'a> {
    /// Returns the type of a shape on the page.
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

/// Returns the name of a shape in botocore's format. There it can have the name of an operation, in which case the model adds the
/// suffix `Shape`.
pub(super) fn botocore_name<'a>(model: &Model, id: &'a ShapeId) -> &'a str {
    let mut name = id.name();
    while let Some(shorter) = name.strip_suffix("Shape") {
        name = shorter;
        if model.operations.contains_key(&ShapeId::new(format!("{}#{name}", id.namespace()))) {
            return name;
        }
    }
    id.name()
}
