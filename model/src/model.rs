//! The resolved, format-neutral service model.

use std::collections::BTreeMap;

use crate::{ShapeId, Traits};

/// A service model in which every target exists and mixins and `apply` statements are resolved.
///
/// The model has the same form for all formats of files.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Model {
    /// The services, in byte order of their ids.
    pub services: BTreeMap<ShapeId, Service>,
    /// The operations of all services.
    pub operations: BTreeMap<ShapeId, Operation>,
    /// The resources of all services.
    pub resources: BTreeMap<ShapeId, Resource>,
    /// The data shapes, including referenced shapes of Smithy's prelude.
    pub shapes: BTreeMap<ShapeId, Shape>,
}

/// A service: an entry point that binds operations.
/// ([Smithy: service](https://smithy.io/2.0/spec/service-types.html#service))
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Service {
    /// The service's shape id.
    pub id: ShapeId,
    /// The API version, such as `2015-03-31`; may be empty.
    pub version: String,
    /// All operations of the service, including those bound through resources, in byte order of their ids.
    pub operations: Vec<ShapeId>,
    /// The errors that every operation can return.
    pub errors: Vec<ShapeId>,
    /// The names of shapes that have another name within this service.
    pub rename: BTreeMap<ShapeId, String>,
    /// The service's traits.
    pub traits: Traits,
    /// The location of the service in its file.
    pub at: Pointer,
}

/// An operation: one call of a service.
/// ([Smithy: operation](https://smithy.io/2.0/spec/service-types.html#operation))
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Operation {
    /// The operation's shape id.
    pub id: ShapeId,
    /// The input structure; `None` if the operation has no input (Smithy's `Unit`).
    pub input: Option<ShapeId>,
    /// The output structure; `None` if the operation has no output (Smithy's `Unit`).
    pub output: Option<ShapeId>,
    /// The error structures, in model order.
    pub errors: Vec<ShapeId>,
    /// The operation's traits.
    pub traits: Traits,
    /// The location of the operation in its file.
    pub at: Pointer,
}

/// A resource: an entity whose operations a service binds. The service lists these operations as well.
/// ([Smithy: resource](https://smithy.io/2.0/spec/service-types.html#resource))
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Resource {
    /// The resource's shape id.
    pub id: ShapeId,
    /// The shapes of the identifiers, by the name of the identifier.
    pub identifiers: BTreeMap<String, ShapeId>,
    /// All operations bound to this resource itself, including lifecycle operations, in byte order of their ids.
    pub operations: Vec<ShapeId>,
    /// The resource's traits.
    pub traits: Traits,
    /// The location of the resource in its file.
    pub at: Pointer,
}

/// A data shape: the type of a member, an input, an output or an error.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Shape {
    /// The shape's id.
    pub id: ShapeId,
    /// The kind of the shape, with its members.
    pub kind: ShapeKind,
    /// The traits applied to the shape.
    pub traits: Traits,
    /// The location of the shape in its file; empty for shapes of Smithy's prelude.
    pub at: Pointer,
}

/// The kinds of data shapes. There is one for each type of the specification, so that a `match` can be exhaustive.
/// ([Smithy: simple](https://smithy.io/2.0/spec/simple-types.html) and
/// [aggregate types](https://smithy.io/2.0/spec/aggregate-types.html))
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// Bytes.
    Blob,
    /// A boolean.
    Boolean,
    /// UTF-8 text.
    String,
    /// A string with a list of known values.
    Enum(Vec<EnumMember<String>>),
    /// A signed 8-bit integer.
    Byte,
    /// A signed 16-bit integer.
    Short,
    /// A signed 32-bit integer.
    Integer,
    /// A signed 32-bit integer with a list of known values.
    IntEnum(Vec<EnumMember<i32>>),
    /// A signed 64-bit integer.
    Long,
    /// A single-precision IEEE 754 number.
    Float,
    /// A double-precision IEEE 754 number.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any size and precision.
    BigDecimal,
    /// A point in time.
    Timestamp,
    /// Untyped data.
    Document,
    /// An ordered list. A `set` is a list with the trait `uniqueItems`.
    List(Member),
    /// A map with string keys.
    Map {
        /// The member of the keys.
        key: Member,
        /// The member of the values.
        value: Member,
    },
    /// A structure with its members in model order.
    Structure(Vec<Member>),
    /// A tagged union with its members in model order.
    Union(Vec<Member>),
}

/// A member of a structure, union, list or map.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// The member's name; `member`, `key` or `value` in lists and maps.
    pub name: String,
    /// The shape of the member's values.
    pub target: ShapeId,
    /// The traits applied to the member, without those of its target.
    pub traits: Traits,
    /// The location of the member in its file.
    pub at: Pointer,
}

/// A known value of an enum or intEnum.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EnumMember<V> {
    /// The name of the member; `None` in formats without such names.
    ///
    /// Generated code for string values must not depend on the name, because it would differ between formats.
    pub name: Option<String>,
    /// The value on the wire.
    pub value: V,
    /// The traits applied to the value.
    pub traits: Traits,
    /// The location of the value in its file.
    pub at: Pointer,
}

/// A JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)), such as `/shapes/example#City/members/name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(pub String);

impl Pointer {
    /// Returns the pointer to the entry `key` of the value of this pointer. `~` and `/` in the key are escaped.
    #[must_use]
    pub fn join(&self, key: &str) -> Self {
        let mut pointer = String::with_capacity(self.0.len() + 1 + key.len());
        pointer.push_str(&self.0);
        pointer.push('/');
        // Escapes are rare, so most keys are pushed without an escaped copy.
        if key.contains(['~', '/']) {
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(key);
        }
        Self(pointer)
    }
}

impl Service {
    /// Creates a service without operations.
    pub fn new(id: ShapeId) -> Self {
        Self {
            id,
            version: String::new(),
            operations: Vec::new(),
            errors: Vec::new(),
            rename: BTreeMap::new(),
            traits: Traits::new(),
            at: Pointer::default(),
        }
    }
}

impl Operation {
    /// Creates an operation without input, output and errors.
    pub fn new(id: ShapeId) -> Self {
        Self {
            id,
            input: None,
            output: None,
            errors: Vec::new(),
            traits: Traits::new(),
            at: Pointer::default(),
        }
    }
}

impl Resource {
    /// Creates a resource without identifiers and operations.
    pub fn new(id: ShapeId) -> Self {
        Self {
            id,
            identifiers: BTreeMap::new(),
            operations: Vec::new(),
            traits: Traits::new(),
            at: Pointer::default(),
        }
    }
}

impl<V> EnumMember<V> {
    /// Creates a value without a name.
    pub fn new(value: V) -> Self {
        Self { name: None, value, traits: Traits::new(), at: Pointer::default() }
    }
}

impl Model {
    /// Returns the operations of a service in byte order of their ids.
    pub fn operations_of<'a>(
        &'a self,
        service: &'a Service,
    ) -> impl Iterator<Item = &'a Operation> + Clone {
        service.operations.iter().filter_map(|id| self.operations.get(id))
    }

    /// Returns the data shape with this id.
    pub fn shape(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id)
    }

    /// Returns what `get` reads from the traits of a member or, if that is `None`, from the traits of its target.
    ///
    /// This is the rule of all constraint traits: a trait on a member replaces the one on its target.
    ///
    /// ```
    /// # use shapesmith_model::{Length, Member, Model};
    /// fn length_of(model: &Model, member: &Member) -> Option<Length> {
    ///     model.effective(member, |traits| traits.length())
    /// }
    /// ```
    pub fn effective<T>(&self, member: &Member, get: impl Fn(&Traits) -> Option<T>) -> Option<T> {
        get(&member.traits).or_else(|| get(&self.shape(&member.target)?.traits))
    }
}

impl Shape {
    /// Creates a shape without traits.
    pub fn new(id: ShapeId, kind: ShapeKind) -> Self {
        Self { id, kind, traits: Traits::new(), at: Pointer::default() }
    }

    /// Returns the members of a structure, union, list or map in model order.
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
    /// Creates a member without traits.
    pub fn new(name: impl Into<String>, target: ShapeId) -> Self {
        Self { name: name.into(), target, traits: Traits::new(), at: Pointer::default() }
    }

    /// Returns the id of the member, given the id of its shape.
    pub fn id(&self, parent: &ShapeId) -> ShapeId {
        parent.with_member(&self.name)
    }
}

impl ShapeKind {
    /// Returns the name of the kind in the Smithy specification, such as `structure` or `bigInteger`.
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
