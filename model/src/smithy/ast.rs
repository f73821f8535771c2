//! Smithy's JSON AST as typed data, before anything in it is resolved.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Member, Pointer, ShapeId, Traits};

/// A document: its shapes, and the traits that it applies to shapes from outside of them.
#[derive(Debug, Default)]
pub(super) struct Ast {
    pub(super) shapes: BTreeMap<ShapeId, AstShape>,
    /// By the shape, without the member.
    pub(super) applies: BTreeMap<ShapeId, Vec<Apply>>,
    /// The ids of shapes that can't be read. What refers to one of them is right.
    pub(super) unreadable: BTreeSet<ShapeId>,
}

/// An `apply` statement.
#[derive(Debug)]
pub(super) struct Apply {
    /// The shape or member as written.
    pub(super) target: ShapeId,
    pub(super) traits: Traits,
    pub(super) at: Pointer,
}

/// A shape of any type. What its type doesn't have is empty.
#[derive(Clone, Debug)]
pub(super) struct AstShape {
    pub(super) id: ShapeId,
    pub(super) shape_type: Type,
    pub(super) version: Option<String>,
    pub(super) rename: BTreeMap<ShapeId, String>,
    pub(super) references: Vec<Reference>,
    pub(super) members: Vec<Member>,
    pub(super) traits: Traits,
    pub(super) at: Pointer,
}

/// A shape named by another one, other than as a member's target.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) role: Role,
    pub(super) target: ShapeId,
    pub(super) at: Pointer,
}

/// As what a shape refers to another one.
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

/// The types of shapes, as spelled in the key `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
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

const NAMES: [(&str, Type); 24] = [
    ("blob", Type::Blob),
    ("boolean", Type::Boolean),
    ("string", Type::String),
    ("enum", Type::Enum),
    ("byte", Type::Byte),
    ("short", Type::Short),
    ("integer", Type::Integer),
    ("intEnum", Type::IntEnum),
    ("long", Type::Long),
    ("float", Type::Float),
    ("double", Type::Double),
    ("bigInteger", Type::BigInteger),
    ("bigDecimal", Type::BigDecimal),
    ("timestamp", Type::Timestamp),
    ("document", Type::Document),
    ("list", Type::List),
    ("set", Type::Set),
    ("map", Type::Map),
    ("structure", Type::Structure),
    ("union", Type::Union),
    ("service", Type::Service),
    ("operation", Type::Operation),
    ("resource", Type::Resource),
    ("apply", Type::Apply),
];

impl Type {
    /// The type with this name.
    pub(super) fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, shape_type)| *shape_type)
    }

    /// The names of all types.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// The type's name.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// Whether shapes of the type hold data, so that members can target them.
    pub(super) fn is_data(self) -> bool {
        !matches!(self, Self::Service | Self::Operation | Self::Resource | Self::Apply)
    }

    /// The keys that shapes of the type have, besides `type`, `mixins` and `traits`.
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
    /// What the shape refers to in a role.
    pub(super) fn targets<'a>(&'a self, role: &Role) -> impl Iterator<Item = &'a ShapeId> {
        self.references.iter().filter(move |found| found.role == *role).map(|found| &found.target)
    }
}
