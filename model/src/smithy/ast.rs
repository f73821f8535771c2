//! Smithy's JSON AST as typed data with unresolved references.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Member, Pointer, ShapeId, Traits};

/// A document.
#[derive(Debug, Default)]
pub(super) struct Ast {
    pub(super) shapes: BTreeMap<ShapeId, AstShape>,
    /// The `apply` statements, by the shape without the member.
    pub(super) applies: BTreeMap<ShapeId, Vec<Apply>>,
    /// The ids of malformed shapes, which have been reported. References to them aren't reported.
    pub(super) malformed: BTreeSet<ShapeId>,
}

/// An `apply` statement.
#[derive(Debug)]
pub(super) struct Apply {
    /// The shape or member that the traits are applied to.
    pub(super) target: ShapeId,
    pub(super) traits: Traits,
    pub(super) at: Pointer,
}

/// A shape of any type. ObjectReader that shapes of its type don't have are empty.
#[derive(Clone, Debug)]
pub(super) struct AstShape {
    pub(super) id: ShapeId,
    pub(super) shape_type: ShapeType,
    pub(super) version: Option<String>,
    pub(super) rename: BTreeMap<ShapeId, String>,
    pub(super) references: Vec<Reference>,
    pub(super) members: Vec<Member>,
    pub(super) traits: Traits,
    pub(super) at: Pointer,
}

/// A reference from a shape to another one, except the targets of members.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) role: Role,
    pub(super) target: ShapeId,
    pub(super) at: Pointer,
}

/// The role of a referenced shape in the shape that refers to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Input,
    Output,
    Error,
    /// An operation of a service or resource.
    Operation,
    /// An operation in one of the lifecycle slots of a resource, such as `create`.
    Lifecycle(&'static str),
    Resource,
    Identifier(String),
    Property(String),
    Mixin,
    /// A key of a service's `rename`.
    Rename,
}

/// The types of shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShapeType {
    Blob,
    Boolean,
    String,
    Enum,
    Byte,
    Short,
    Integer,
    IntEnum,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    List,
    Set,
    Map,
    Structure,
    Union,
    Service,
    Operation,
    Resource,
    Apply,
}

/// The types of shapes by the value of the key `type`.
const NAMES: [(&str, ShapeType); 24] = [
    ("blob", ShapeType::Blob),
    ("boolean", ShapeType::Boolean),
    ("string", ShapeType::String),
    ("enum", ShapeType::Enum),
    ("byte", ShapeType::Byte),
    ("short", ShapeType::Short),
    ("integer", ShapeType::Integer),
    ("intEnum", ShapeType::IntEnum),
    ("long", ShapeType::Long),
    ("float", ShapeType::Float),
    ("double", ShapeType::Double),
    ("bigInteger", ShapeType::BigInteger),
    ("bigDecimal", ShapeType::BigDecimal),
    ("timestamp", ShapeType::Timestamp),
    ("document", ShapeType::Document),
    ("list", ShapeType::List),
    ("set", ShapeType::Set),
    ("map", ShapeType::Map),
    ("structure", ShapeType::Structure),
    ("union", ShapeType::Union),
    ("service", ShapeType::Service),
    ("operation", ShapeType::Operation),
    ("resource", ShapeType::Resource),
    ("apply", ShapeType::Apply),
];

impl ShapeType {
    /// Returns the type with this name.
    pub(super) fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, shape_type)| *shape_type)
    }

    /// Returns the names of all types.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// Returns the name of the type.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// Returns whether members can target shapes of the type.
    pub(super) fn is_data(self) -> bool {
        !matches!(self, Self::Service | Self::Operation | Self::Resource | Self::Apply)
    }

    /// Returns the keys that shapes of the type can have, besides `type`, `mixins` and `traits`.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Structure | Self::Union | Self::Enum | Self::IntEnum => &["members"],
            Self::List | Self::Set => &["member"],
            Self::Map => &["key", "value"],
            Self::Service => &["version", "operations", "resources", "errors", "rename"],
            Self::Operation => &["input", "output", "errors"],
            Self::Resource => &[
                "identifiers",
                "properties",
                "put",
                "create",
                "read",
                "update",
                "delete",
                "list",
                "operations",
                "collectionOperations",
                "resources",
            ],
            _ => &[],
        }
    }
}

impl AstShape {
    /// Returns the shapes that the shape refers to in a role.
    pub(super) fn targets<'a>(&'a self, role: &Role) -> impl Iterator<Item = &'a ShapeId> {
        let references = self.references.iter().filter(move |reference| reference.role == *role);
        references.map(|reference| &reference.target)
    }
}
