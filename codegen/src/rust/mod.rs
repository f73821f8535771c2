//! The public items of a generated module as plain, comparable data.
//!
//! Lowering creates them, emitters print them, and reviews compare them.

mod operation;
mod patterns;

pub use operation::{
    Acceptor, Answer, Checksum, ErrorSet, ErrorVariant, EventStream, Example, Exception, Http,
    Matcher, Operation, Pagination, Retry, Waiter, XmlRoot,
};
pub(crate) use patterns::pattern_texts;
pub use patterns::{Enforcement, PatternCounts, Patterns};

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Number, Value};
use shapesmith_model::{HttpBinding, ShapeId, TimestampFormat, escape};

use crate::policy::Strictness;

/// The contents of a service's module.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Api {
    /// The service in the model.
    pub origin: ShapeId,
    /// The title of the service, such as `AWS Lambda`.
    pub title: String,
    /// The version of the service's API, which may be empty.
    pub version: String,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The facts about the service that the generated module has as constants.
    pub service: ServiceFacts,
    /// The types, in byte order of their Rust names.
    pub items: Vec<Item>,
    /// The operations, in byte order of their Rust names.
    pub operations: Vec<Operation>,
    /// The errors of all operations.
    pub errors: ErrorSet,
    /// The patterns of all items.
    pub patterns: Patterns,
    /// The parts of the model that the module doesn't have, with the reasons.
    pub skipped: Vec<Skipped>,
}

/// The facts about a service that its messages depend on, in addition to its id and version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceFacts {
    /// The names of the protocols, the one that clients prefer first.
    pub protocols: Vec<&'static str>,
    /// The name that AWS's SDKs know the service by.
    pub sdk_id: Option<String>,
    /// The prefix of the header `X-Amz-Target`, if it isn't the name of the service.
    pub target_prefix: Option<String>,
    /// The name of the service in signatures.
    pub signing_name: Option<String>,
    /// The first part of the host's name in endpoints.
    pub endpoint_prefix: Option<String>,
    /// The URI of the XML namespace.
    pub xml_namespace: Option<String>,
    /// Whether errors of the protocol `restXml` are the root of their document.
    pub has_unwrapped_errors: bool,
    /// Whether errors carry the codes of the query protocol, too.
    pub is_query_compatible: bool,
}

/// A public type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Item {
    /// The Rust name.
    pub name: String,
    /// The shape in the model.
    pub origin: ShapeId,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The deprecation note, which may be empty; `None` if it isn't deprecated.
    pub deprecated: Option<String>,
    /// Whether values are hidden in logs and errors.
    pub sensitive: bool,
    /// Whether validation checks anything in a value, at any depth.
    pub constrained: bool,
    /// Whether null entries of lists and maps, at any depth, are left out when it is read: it is received, and the model's
    /// format can't say which of them are sparse.
    pub skips_nulls: bool,
    /// Whether it is an output whose only member is the root of its XML document.
    pub is_xml_unwrapped: bool,
    /// The shapes that its members hold, including the entries of lists and maps and the members that were left out, in byte
    /// order.
    pub reaches: Vec<ShapeId>,
    /// The paths of traits to derive in addition to those that the item implements anyway.
    pub derives: Vec<String>,
    /// Additional attributes, including `#[` and `]`.
    pub attributes: Vec<String>,
    /// The kind of type.
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
    /// The properties of an error; `None` if the structure isn't an error.
    pub exception: Option<Exception>,
}

/// A field of a struct, or a variant of a union with its value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// The Rust name.
    pub name: String,
    /// The member in the model.
    pub origin: ShapeId,
    /// The member's name in the model.
    pub member: String,
    /// The key in the JSON form.
    pub key: String,
    /// The Rust type, `Option` included.
    pub ty: Type,
    /// Where the member is in an HTTP message.
    pub location: Location,
    /// The name of the header, header prefix or query parameter that the member is bound to; in XML and query protocols, the name
    /// of its element.
    pub wire_name: Option<String>,
    /// The wire format of the timestamps in it, if the model has one.
    pub timestamp: Option<TimestampFormat>,
    /// Whether it has big numbers that are always strings in JSON.
    pub has_text_digits: bool,
    /// Whether the model requires it.
    pub required: bool,
    /// How strictly validation checks that a value is there.
    pub presence: Strictness,
    /// The rules for its values.
    pub rules: Vec<Rule>,
    /// Whether the value is hidden in logs and errors.
    pub sensitive: bool,
    /// Whether the value is streamed.
    pub streaming: bool,
    /// Whether a client generates the value if it is absent.
    pub idempotency_token: bool,
    /// Whether the value is a part of the host's name.
    pub host_label: bool,
    /// Whether the entries of the list or map have no element around them in XML.
    pub xml_flattened: bool,
    /// Whether the value is an attribute in XML.
    pub xml_attribute: bool,
    /// The facts that few members have.
    pub facts: Vec<Fact>,
    /// Whether the member targets a structure.
    pub(crate) is_structure: bool,
    /// The default value in the model.
    pub default: Option<Value>,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The deprecation note, which may be empty; `None` if it isn't deprecated.
    pub deprecated: Option<String>,
}

/// A fact about a member that few members have. Messages depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// The media type of the value, such as `application/json`.
    MediaType(String),
    /// The name of the element of an entry or key.
    WireName(String),
    /// The name in requests of the protocol `ec2Query`.
    QueryName(String),
    /// The namespace of the XML element.
    XmlNamespace {
        /// The URI.
        uri: String,
        /// The prefix; empty if there is none.
        prefix: String,
    },
    /// The facts about each entry of a list or about each value of a map.
    Entries(Vec<Fact>),
    /// The facts about each key of a map.
    EntryKeys(Vec<Fact>),
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
    /// Whether the value is for the service's own use.
    pub internal: bool,
    /// Lines of Markdown.
    pub docs: Vec<String>,
    /// The deprecation note, which may be empty; `None` if it isn't deprecated.
    pub deprecated: Option<String>,
}

/// A union.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Union {
    /// The variants in model order.
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
    /// The type of an empty object, from support.
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

/// A rule for values.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Bounds of a length.
    Length {
        /// The minimum.
        min: Option<u64>,
        /// The maximum.
        max: Option<u64>,
    },
    /// Bounds of a number.
    Range {
        /// The minimum.
        min: Option<Number>,
        /// The maximum.
        max: Option<Number>,
        /// Whether the number is a big one, which is stored as digits.
        digits: bool,
    },
    /// A regular expression that must match a part of the text. [`Api::patterns`] says whether it is enforced.
    Pattern {
        /// The expression.
        text: String,
    },
    /// The value is a known value of this enum.
    Values(String),
    /// No two entries of a list are equal.
    Unique,
    /// Rules for each entry of a list, or each value of a map.
    Each(Vec<Rule>),
    /// Rules for each key of a map.
    Keys(Vec<Rule>),
    /// Rules whose violations are warnings.
    Warn(Vec<Rule>),
}

/// Where a member is in an HTTP message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the body.
    Body,
    /// The whole body.
    Payload,
    /// In the path.
    Label,
    /// A query parameter.
    Query,
    /// All other query parameters.
    QueryParams,
    /// A header.
    Header,
    /// All headers with a prefix.
    PrefixHeaders,
    /// The status code.
    ResponseCode,
    /// A header of an event.
    EventHeader,
    /// The whole payload of an event.
    EventPayload,
}

/// A part of the model that the module doesn't have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// The shape, member, operation, resource or service.
    pub origin: ShapeId,
    /// Why the module doesn't have it.
    pub reason: Cow<'static, str>,
    /// The pattern, if it isn't enforced exactly.
    pub pattern: Option<String>,
}

impl Skipped {
    /// Creates an entry that isn't about a pattern.
    pub(crate) fn new(origin: ShapeId, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { origin, reason: reason.into(), pattern: None }
    }
}

impl fmt::Display for Skipped {
    /// Writes the id, the reason and the pattern, each [escaped](shapesmith_model::escape).
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
        matches!(self, Self::Body | Self::Payload | Self::EventPayload)
    }
}

impl Api {
    /// Returns the item with this Rust name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        let place = self.items.binary_search_by(|item| item.name.as_str().cmp(name)).ok()?;
        self.items.get(place)
    }

    /// Returns the operation with this name in the model.
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.origin.name() == name)
    }

    /// Returns the Rust names of the items that are inputs of operations.
    pub(crate) fn requests(&self) -> BTreeSet<&str> {
        let inputs = self.operations.iter().filter_map(|operation| match &operation.input {
            Type::Item(name) => Some(name.as_str()),
            _ => None,
        });
        inputs.collect()
    }

    /// Returns the noun for a value of each item that documentation calls otherwise than "a value", by the item's Rust name.
    pub(crate) fn value_nouns(&self) -> BTreeMap<&str, &'static str> {
        let requests = self.requests().into_iter().map(|name| (name, "a request"));
        let exceptions = self.items.iter().filter(|item| item.exception().is_some());
        requests.chain(exceptions.map(|item| (item.name.as_str(), "an error"))).collect()
    }

    /// Returns the items by the ids of their shapes.
    pub fn by_origin(&self) -> BTreeMap<&ShapeId, &Item> {
        self.items.iter().map(|item| (&item.origin, item)).collect()
    }
}

impl Item {
    /// Returns the properties of an error; `None` if the item isn't an error.
    pub fn exception(&self) -> Option<&Exception> {
        match &self.kind {
            ItemKind::Struct(body) => body.exception.as_ref(),
            _ => None,
        }
    }

    /// Returns the fields of a struct or the variants of a union. Enums have none.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            ItemKind::Struct(body) => &body.fields,
            ItemKind::Union(body) => &body.variants,
            ItemKind::Enum(_) | ItemKind::IntEnum(_) => &[],
        }
    }
}

impl ItemKind {
    /// Returns the traits that types of this kind derive. The support code implements their other traits.
    pub(crate) fn derives(&self) -> &'static [&'static str] {
        match self {
            Self::Struct(body) if body.has_default() => &["Clone", "Default"],
            Self::Struct(_) | Self::Union(_) => &["Clone"],
            Self::Enum(_) => &["Clone", "PartialEq", "Eq"],
            Self::IntEnum(_) => &["Clone", "Copy", "PartialEq", "Eq", "Hash", "PartialOrd", "Ord"],
        }
    }
}

impl Struct {
    /// Returns whether the struct implements `Default`: every field is optional.
    pub fn has_default(&self) -> bool {
        !self.fields.iter().any(Field::is_non_optional)
    }

    /// Returns whether the struct has too many fields to show them as an array on the stack. Values nest 128 levels deep, and have
    /// to fit the stack of a thread, which is 2 MB, in a build without optimizations, too.
    pub(crate) fn has_many_fields(&self) -> bool {
        const MOST_ON_STACK: usize = 96;
        self.fields.len() > MOST_ON_STACK
    }
}

impl Enum<String> {
    /// Returns the indices of the values, sorted by length in bytes, then by bytes.
    pub(crate) fn by_length_and_bytes(&self) -> Vec<usize> {
        let value = |index: usize| self.variants.get(index).map(|variant| variant.value.as_str());
        let mut order: Vec<usize> = (0..self.variants.len()).collect();
        order.sort_by_key(|index| value(*index).map(|value| (value.len(), value)));
        order
    }
}

impl Field {
    /// Returns the Rust type without `Option`.
    pub fn value_type(&self) -> &Type {
        if let Type::Option(inner) = &self.ty { inner } else { &self.ty }
    }

    /// Returns the name on the wire if it takes the place of the JSON key in the table of members, because the key is the
    /// member's name.
    pub(crate) fn wire_name_in_table(&self) -> Option<&String> {
        self.wire_name.as_ref().filter(|_| self.key == self.member)
    }

    /// Returns whether the body of a message is an empty object if the member isn't set: it is the whole body, and a structure.
    pub(crate) fn is_empty_object_when_unset(&self) -> bool {
        self.location == Location::Payload && self.is_structure
    }

    /// Returns whether the Rust type isn't an `Option`, so that the input must have a value.
    pub fn is_non_optional(&self) -> bool {
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
    /// Returns the type in an `Option`.
    #[must_use]
    pub fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// Returns the type and the types inside it, from the outside to the inside.
    pub fn parts(&self) -> impl Iterator<Item = &Type> {
        std::iter::successors(Some(self), |ty| match ty {
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Boxed(inner) => {
                Some(inner)
            }
            _ => None,
        })
    }
}
