//! The resolved, format-neutral service model: what every later stage reads.

use std::collections::BTreeMap;

use crate::{ShapeId, Traits};

/// A service model after reading: every target resolves, mixins and `apply` are worked in,
/// and nothing tells which format it came from.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Model {
    /// The services, in byte order of their ids.
    pub services: BTreeMap<ShapeId, Service>,
    /// The operations of all services.
    pub operations: BTreeMap<ShapeId, Operation>,
    /// The resources of all services.
    pub resources: BTreeMap<ShapeId, Resource>,
    /// The data shapes, those of the format's prelude that are referred to included.
    pub shapes: BTreeMap<ShapeId, Shape>,
}

/// A service: an entry point that binds operations.
/// ([Smithy: service](https://smithy.io/2.0/spec/service-types.html#service))
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The service's shape id.
    pub id: ShapeId,
    /// The API version, such as `2015-03-31`; may be empty.
    pub version: String,
    /// All operations of the service, those bound through resources included, by id in byte order.
    pub operations: Vec<ShapeId>,
    /// Errors that every operation may answer with.
    pub errors: Vec<ShapeId>,
    /// Shapes that have another name within this service.
    pub rename: BTreeMap<ShapeId, String>,
    /// The service's traits.
    pub traits: Traits,
    /// Where the service stands in its file.
    pub at: Pointer,
}

/// An operation: one call of a service.
/// ([Smithy: operation](https://smithy.io/2.0/spec/service-types.html#operation))
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The operation's shape id.
    pub id: ShapeId,
    /// The input structure; `None` where the operation takes nothing (Smithy's `Unit`).
    pub input: Option<ShapeId>,
    /// The output structure; `None` where the operation gives nothing (Smithy's `Unit`).
    pub output: Option<ShapeId>,
    /// The error structures, in model order.
    pub errors: Vec<ShapeId>,
    /// The operation's traits.
    pub traits: Traits,
    /// Where the operation stands in its file.
    pub at: Pointer,
}

/// A resource: an entity whose operations a service binds. Its operations are listed by the service.
/// ([Smithy: resource](https://smithy.io/2.0/spec/service-types.html#resource))
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The resource's shape id.
    pub id: ShapeId,
    /// Identifier name to the shape of its values.
    pub identifiers: BTreeMap<String, ShapeId>,
    /// All operations bound to this resource itself (lifecycle and others), by id in byte order.
    pub operations: Vec<ShapeId>,
    /// The resource's traits.
    pub traits: Traits,
    /// Where the resource stands in its file.
    pub at: Pointer,
}

/// A data shape: the type of a member, an input, an output or an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The shape's id.
    pub id: ShapeId,
    /// What kind of shape it is, with its members.
    pub kind: ShapeKind,
    /// The traits applied to the shape.
    pub traits: Traits,
    /// Where the shape stands in its file; empty for shapes of a format's prelude.
    pub at: Pointer,
}

/// The kinds of data shapes.
/// ([Smithy: simple](https://smithy.io/2.0/spec/simple-types.html) and
/// [aggregate types](https://smithy.io/2.0/spec/aggregate-types.html))
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// UTF-8 text.
    String,
    /// Text out of a list of known values.
    Enum(Vec<EnumMember<String>>),
    /// A signed 8-bit integer.
    Byte,
    /// A signed 16-bit integer.
    Short,
    /// A signed 32-bit integer.
    Integer,
    /// A signed 32-bit integer out of a list of known values.
    IntEnum(Vec<EnumMember<i32>>),
    /// A signed 64-bit integer.
    Long,
    /// An IEEE 754 single.
    Float,
    /// An IEEE 754 double.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any size and precision.
    BigDecimal,
    /// A point in time.
    Timestamp,
    /// Untyped data.
    Document,
    /// An ordered collection. A `set` is a list with the trait `uniqueItems`.
    List(Member),
    /// A collection of values by string keys.
    Map {
        /// The keys.
        key: Member,
        /// The values.
        value: Member,
    },
    /// Named members, in model order.
    Structure(Vec<Member>),
    /// One of named members, in model order.
    Union(Vec<Member>),
}

/// A member of a structure, union, list or map.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The member's name; `member`, `key` or `value` in lists and maps.
    pub name: String,
    /// The shape of the member's values.
    pub target: ShapeId,
    /// The traits applied to the member (not those of its target).
    pub traits: Traits,
    /// Where the member stands in its file.
    pub at: Pointer,
}

/// A known value of an enum or intEnum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumMember<V> {
    /// The name of the member, where the format has one. Not every format has it, so that nothing
    /// that concerns text values may follow from it.
    pub name: Option<String>,
    /// The value on the wire.
    pub value: V,
    /// The traits applied to the value.
    pub traits: Traits,
    /// Where the value stands in its file.
    pub at: Pointer,
}

/// A JSON pointer (RFC 6901) into the file that a part of the model was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(pub String);

impl Pointer {
    /// The pointer of the entry `key` below this one; `~` and `/` in the key are escaped.
    #[must_use]
    pub fn join(&self, key: &str) -> Self {
        let mut pointer = String::with_capacity(self.0.len() + 1 + key.len());
        pointer.push_str(&self.0);
        pointer.push('/');
        // Escapes are rare, so most keys need no copy of their own.
        if key.contains(['~', '/']) {
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(key);
        }
        Self(pointer)
    }
}

impl Model {
    /// The operations of the service, by id in byte order.
    pub fn operations_of<'a>(
        &'a self,
        service: &'a Service,
    ) -> impl Iterator<Item = &'a Operation> + Clone {
        service.operations.iter().filter_map(|id| self.operations.get(id))
    }

    /// The data shape with this id.
    pub fn shape(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id)
    }

    /// What `get` reads from the member's own traits or, where the member has none, its target's.
    /// That is the rule of all constraint traits: one on a member replaces the one on its target.
    pub fn effective<T>(&self, member: &Member, get: impl Fn(&Traits) -> Option<T>) -> Option<T> {
        get(&member.traits).or_else(|| get(&self.shape(&member.target)?.traits))
    }
}

impl Shape {
    /// The members of a structure, union, list or map, in model order.
    pub fn members(&self) -> Vec<&Member> {
        match &self.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => members.iter().collect(),
            ShapeKind::List(member) => vec![member],
            ShapeKind::Map { key, value } => vec![key, value],
            _ => Vec::new(),
        }
    }
}

impl Member {
    /// The member's own id within the shape `parent`.
    pub fn id(&self, parent: &ShapeId) -> ShapeId {
        parent.with_member(&self.name)
    }
}

impl ShapeKind {
    /// The kind's name in the Smithy specification, such as `structure` or `bigInteger`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Enum(_) => "enum",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::IntEnum(_) => "intEnum",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::List(_) => "list",
            Self::Map { .. } => "map",
            Self::Structure(_) => "structure",
            Self::Union(_) => "union",
        }
    }
}
