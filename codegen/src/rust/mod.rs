//! The target vocabulary: the public items of a generated module as plain, comparable data.
//!
//! Lowering makes them, emitters print them, a review compares them.

mod operation;
mod patterns;

pub use operation::{
    Acceptor, Answer, ErrorSet, ErrorVariant, Example, Exception, Http, Matcher, Operation,
    Pagination, Retry, Waiter,
};
pub use patterns::{Enforcement, PatternCounts, Patterns};
pub(crate) use patterns::{checked_enums, pattern_texts};

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Number, Value};
use shapesmith_model::{HttpBinding, ShapeId, TimestampFormat, escape};

use crate::policy::Strictness;

/// Everything that a service's module has.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Api {
    /// The service that the module was made from.
    pub origin: ShapeId,
    /// What the service is called, such as `AWS Lambda`.
    pub title: String,
    /// The version of the service's API; may be empty.
    pub version: String,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The service as the module's users see it.
    pub service: ServiceFacts,
    /// The types, by their Rust names in byte order.
    pub items: Vec<Item>,
    /// The operations, by their Rust names in byte order.
    pub operations: Vec<Operation>,
    /// The errors of all operations.
    pub errors: ErrorSet,
    /// The patterns of all items.
    pub patterns: Patterns,
    /// What the model has and the module hasn't, with the reason.
    pub skipped: Vec<Skipped>,
}

/// The facts about a service that its messages depend on, beside its id and version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceFacts {
    /// The names of the protocols, the one that clients prefer first.
    pub protocols: Vec<&'static str>,
    /// The name that AWS's SDKs know the service by.
    pub sdk_id: Option<String>,
    /// The name of the service in signatures.
    pub signing_name: Option<String>,
    /// The first part of the host's name in endpoints.
    pub endpoint_prefix: Option<String>,
    /// The URI of the XML namespace.
    pub xml_namespace: Option<String>,
}

/// A public type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Item {
    /// The Rust name.
    pub name: String,
    /// The shape that it was made from.
    pub origin: ShapeId,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The deprecation note, may be empty.
    pub deprecated: Option<String>,
    /// Whether no value is shown in logs and errors.
    pub sensitive: bool,
    /// Whether anything in a value, at whatever depth, has something to satisfy.
    pub constrained: bool,
    /// Whether null entries of lists and maps, at any depth, are left out when it is read: it is received, and the model's
    /// format can't say which of them are sparse.
    pub skips_nulls: bool,
    /// The shapes that its members hold, what is in lists and maps included, in byte order. Members that were
    /// left out count, too.
    pub reaches: Vec<ShapeId>,
    /// Traits to derive besides those that the item has anyway, as paths.
    pub derives: Vec<String>,
    /// Further attributes, `#[` and `]` included.
    pub attributes: Vec<String>,
    /// What kind of type it is.
    pub kind: ItemKind,
}

/// The kinds of types.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// A structure.
    Struct(Struct),
    /// A string with known values.
    Enum(Enum<String>),
    /// An integer with known values.
    IntEnum(Enum<i32>),
    /// A union.
    Union(Union),
}

/// A struct.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Struct {
    /// The fields in model order.
    pub fields: Vec<Field>,
    /// What makes the structure an error, if it is one.
    pub exception: Option<Exception>,
}

/// A field of a struct, or a variant of a union with what it holds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// The Rust name.
    pub name: String,
    /// The member that it was made from.
    pub origin: ShapeId,
    /// The member's name in the model.
    pub member: String,
    /// The key in the JSON form.
    pub key: String,
    /// The Rust type, `Option` included.
    pub ty: Type,
    /// Where the member travels in an HTTP message.
    pub location: Location,
    /// The name of the header, header prefix or query parameter that the member is bound to.
    pub wire_name: Option<String>,
    /// The wire form of the timestamps in it, where the model says one.
    pub timestamp: Option<TimestampFormat>,
    /// Whether it has big numbers that are text in JSON, whatever their size.
    pub has_text_digits: bool,
    /// Whether the model requires it.
    pub required: bool,
    /// How strict validation is about a value being there.
    pub presence: Strictness,
    /// What its values have to satisfy.
    pub rules: Vec<Rule>,
    /// Whether the value is not shown in logs and errors.
    pub sensitive: bool,
    /// Whether the value is streamed.
    pub streaming: bool,
    /// Whether a client generates the value if it is absent.
    pub idempotency_token: bool,
    /// Whether the value is a part of the host's name.
    pub host_label: bool,
    /// The media type of the value, such as `application/json`.
    pub media_type: Option<String>,
    /// Whether the member targets a structure.
    pub(crate) is_structure: bool,
    /// The default value in the model.
    pub default: Option<Value>,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The deprecation note, may be empty.
    pub deprecated: Option<String>,
}

/// An open enum.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Enum<V> {
    /// The known values in model order.
    pub variants: Vec<Variant<V>>,
}

/// A known value of an enum.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Variant<V> {
    /// The Rust name.
    pub name: String,
    /// The value on the wire.
    pub value: V,
    /// Whether the value is none that the service tells of.
    pub internal: bool,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The deprecation note, may be empty.
    pub deprecated: Option<String>,
}

/// A union.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Union {
    /// The members in model order; their names are those of the variants.
    pub variants: Vec<Field>,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `bool`
    Bool,
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// An integer of any size, from support.
    BigInteger,
    /// A decimal number of any size, from support.
    BigDecimal,
    /// Bytes, from support.
    Blob,
    /// A point in time, from support.
    Timestamp,
    /// `serde_json::Value`
    Document,
    /// `{}`, from support.
    Empty,
    /// An item of the module.
    Item(String),
    /// `Vec<T>`
    Vec(Box<Type>),
    /// `BTreeMap<String, T>`
    Map(Box<Type>),
    /// `Option<T>`
    Option(Box<Type>),
    /// `Box<T>`
    Boxed(Box<Type>),
}

/// Something that values have to satisfy.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Bounds of the length.
    Length {
        /// The least.
        min: Option<u64>,
        /// The greatest.
        max: Option<u64>,
    },
    /// Bounds of a number.
    Range {
        /// The least.
        min: Option<Number>,
        /// The greatest.
        max: Option<Number>,
        /// Whether it is one of those that are known by their digits: a big number.
        digits: bool,
    },
    /// A regular expression that must match a part of the text. [`Api::patterns`] says whether it is enforced.
    Pattern {
        /// The expression.
        text: String,
    },
    /// One of the known values of this enum.
    Values(String),
    /// No two entries are equal.
    Unique,
    /// What each entry of a list or map has to satisfy.
    Each(Vec<Rule>),
    /// What each key of a map has to satisfy.
    Keys(Vec<Rule>),
    /// Rules whose violations are warnings.
    Warn(Vec<Rule>),
}

/// Where a member travels in an HTTP message, as far as the JSON form needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the body.
    Body,
    /// The body as a whole.
    Payload,
    /// In the path.
    Label,
    /// A query parameter.
    Query,
    /// All further query parameters.
    QueryParams,
    /// A header.
    Header,
    /// All headers with a prefix.
    PrefixHeaders,
    /// The status code.
    ResponseCode,
}

/// A part of the model that the module hasn't.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// The shape or member.
    pub origin: ShapeId,
    /// Why.
    pub reason: Cow<'static, str>,
    /// The pattern, where it is about one that isn't enforced as it stands.
    pub pattern: Option<String>,
}

impl Skipped {
    /// Creates an entry that isn't about a pattern.
    pub(crate) fn new(origin: ShapeId, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { origin, reason: reason.into(), pattern: None }
    }
}

impl fmt::Display for Skipped {
    /// The part, why, and the pattern, each [escaped](shapesmith_model::escape).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", escape::line(self.origin.as_str()), escape::line(&self.reason))?;
        self.pattern.iter().try_for_each(|pattern| write!(f, ": {}", escape::line(pattern)))
    }
}

impl From<HttpBinding<'_>> for Location {
    fn from(binding: HttpBinding<'_>) -> Self {
        match binding {
            HttpBinding::Body => Self::Body,
            HttpBinding::Payload => Self::Payload,
            HttpBinding::Label => Self::Label,
            HttpBinding::Query(_) => Self::Query,
            HttpBinding::QueryParams => Self::QueryParams,
            HttpBinding::Header(_) => Self::Header,
            HttpBinding::PrefixHeaders(_) => Self::PrefixHeaders,
            HttpBinding::ResponseCode => Self::ResponseCode,
        }
    }
}

impl Location {
    /// Returns whether the member is in the body's document or is the body.
    pub fn is_in_body(self) -> bool {
        matches!(self, Self::Body | Self::Payload)
    }
}

impl Api {
    /// The item of this Rust name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        let place = self.items.binary_search_by(|item| item.name.as_str().cmp(name)).ok()?;
        self.items.get(place)
    }

    /// The Rust names of the items that are inputs of operations.
    pub(crate) fn requests(&self) -> BTreeSet<&str> {
        let inputs = self.operations.iter().filter_map(|operation| match &operation.input {
            Type::Item(name) => Some(name.as_str()),
            _ => None,
        });
        inputs.collect()
    }

    /// The items by the shapes that they were made from.
    pub fn by_origin(&self) -> BTreeMap<&ShapeId, &Item> {
        self.items.iter().map(|item| (&item.origin, item)).collect()
    }
}

impl Item {
    /// What makes the item an error, if it is one.
    pub fn exception(&self) -> Option<&Exception> {
        match &self.kind {
            ItemKind::Struct(body) => body.exception.as_ref(),
            _ => None,
        }
    }

    /// The fields of a struct or the variants of a union; enums have none.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            ItemKind::Struct(body) => &body.fields,
            ItemKind::Union(body) => &body.variants,
            ItemKind::Enum(_) | ItemKind::IntEnum(_) => &[],
        }
    }
}

impl Struct {
    /// Whether a value of nothing makes sense: no field has to hold something.
    pub fn has_default(&self) -> bool {
        !self.fields.iter().any(Field::must)
    }
}

impl Enum<String> {
    /// The indexes of the values, by their length in bytes, then by their bytes.
    pub(crate) fn by_length_and_bytes(&self) -> Vec<usize> {
        let value = |index: usize| self.variants.get(index).map(|variant| variant.value.as_str());
        let mut order: Vec<usize> = (0..self.variants.len()).collect();
        order.sort_by_key(|index| value(*index).map(|value| (value.len(), value)));
        order
    }
}

impl Field {
    /// The Rust type without room for nothing.
    pub fn value_type(&self) -> &Type {
        if let Type::Option(inner) = &self.ty { inner } else { &self.ty }
    }

    /// Returns the name on the wire if it takes the place of the JSON key in the table of members, because the key is the
    /// member's name.
    pub(crate) fn wire_name_in_table(&self) -> Option<&String> {
        self.wire_name.as_ref().filter(|_| self.key == self.member)
    }

    /// Whether the body of a message is an empty object where the member isn't set: it is the body as a whole, and a
    /// structure.
    pub(crate) fn is_empty_object_when_unset(&self) -> bool {
        self.location == Location::Payload && self.is_structure
    }

    /// Whether the Rust type has no room for an absent value, so that the input must have one.
    pub fn must(&self) -> bool {
        !matches!(self.ty, Type::Option(_))
    }
}

impl Rule {
    /// Returns whether validation checks anything for the rule. `is_enforced` says so of the text of a pattern.
    pub(crate) fn is_checked(&self, is_enforced: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Pattern { text } => is_enforced(text),
            Self::Each(rules) | Self::Keys(rules) | Self::Warn(rules) => {
                rules.iter().any(|rule| rule.is_checked(is_enforced))
            }
            _ => true,
        }
    }
}

impl Type {
    /// The same type with room for nothing.
    #[must_use]
    pub fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// The type and, from outside to inside, those that it is made of.
    pub fn parts(&self) -> impl Iterator<Item = &Type> {
        std::iter::successors(Some(self), |ty| match ty {
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Boxed(inner) => {
                Some(inner)
            }
            _ => None,
        })
    }
}
