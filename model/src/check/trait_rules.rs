//! The rules of traits in the Smithy specification: the shapes they can be applied to, and the form of their values.

use super::subject::{Holder, Subject};
use crate::ShapeKind as Kind;

/// The rule of a trait.
pub(super) struct TraitRule {
    /// The trait's name in `smithy.api`.
    name: &'static str,
    target: Target,
    allows_kind: fn(&Kind) -> bool,
    /// A description of the parts of a model that the trait can be applied to.
    pub(super) targets: &'static str,
    /// The form of the value.
    pub(super) form: ValueForm,
}

/// The part of a model that a trait can be applied to.
#[derive(Clone, Copy)]
enum Target {
    Any,
    Service,
    Operation,
    Shape,
    ShapeOrMember,
    ShapeOrField,
    /// A member of a structure.
    Field,
    /// A member of a structure or union.
    FieldOrVariant,
    EnumValue,
}

/// The form of a trait's value.
pub(super) enum ValueForm {
    /// Any value.
    Any,
    /// An object whose entries aren't checked.
    Annotation,
    /// A string.
    String,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// An object with `message` and `since`.
    Deprecated,
    /// A value of the shape that has the trait.
    Default,
    /// An object with `min` and `max`, which are non-negative integers.
    Length,
    /// An object with `min` and `max`, which are numbers.
    Range,
    /// A regular expression.
    Pattern,
    /// An object with `method`, `uri` and `code`.
    Http,
    /// An HTTP status code.
    Status,
}

impl TraitRule {
    /// Returns whether the trait can be applied to a part of a model.
    pub(super) fn allows(&self, subject: &Subject<'_>) -> bool {
        let is_target = matches!(
            (self.target, subject.holder),
            (Target::Any, _)
                | (Target::Service, Holder::Service)
                | (Target::Operation, Holder::Operation)
                | (Target::EnumValue, Holder::EnumValue)
                | (Target::Shape | Target::ShapeOrMember | Target::ShapeOrField, Holder::Shape(..))
                | (Target::ShapeOrMember, Holder::Member(..))
                | (
                    Target::Field | Target::ShapeOrField | Target::FieldOrVariant,
                    Holder::Member(Kind::Structure(_), _)
                )
                | (Target::FieldOrVariant, Holder::Member(Kind::Union(_), _))
        );
        // A member whose target doesn't exist is allowed: its target has been reported.
        is_target && subject.value_kind().is_none_or(self.allows_kind)
    }
}

/// The rules, in byte order of their names for binary search.
/// ([Smithy: trait index](https://smithy.io/2.0/trait-index.html))
#[rustfmt::skip]
static RULES: [TraitRule; 32] = [
    rule("clientOptional", Target::Field, is_any, "structure members", ValueForm::Annotation),
    rule("default", Target::ShapeOrField, is_any, "shapes and members of structures", ValueForm::Default),
    rule("deprecated", Target::Any, is_any, "all parts of a model", ValueForm::Deprecated),
    rule("documentation", Target::Any, is_any, "all parts of a model", ValueForm::String),
    rule("enum", Target::ShapeOrMember, is_plain_string, "strings", ValueForm::Any),
    rule("enumValue", Target::EnumValue, is_any, "members of enums", ValueForm::Any),
    rule("error", Target::Shape, is_structure, "structures", ValueForm::OneOf(&["client", "server"])),
    rule("hostLabel", Target::Field, is_string, "structure members that target strings", ValueForm::Annotation),
    rule("http", Target::Operation, is_any, "operations", ValueForm::Http),
    rule("httpError", Target::Shape, is_structure, "structures", ValueForm::Status),
    rule("httpHeader", Target::Field, is_header, "structure members that target lists, strings, numbers, booleans or timestamps", ValueForm::String),
    rule("httpLabel", Target::Field, is_label, "structure members that target strings, numbers, booleans or timestamps", ValueForm::Annotation),
    rule("httpPayload", Target::Field, is_payload, "structure members that target strings, blobs, documents, structures, unions, lists or maps", ValueForm::Annotation),
    rule("httpPrefixHeaders", Target::Field, is_map, "structure members that target maps", ValueForm::String),
    rule("httpQuery", Target::Field, is_header, "structure members that target lists, strings, numbers, booleans or timestamps", ValueForm::String),
    rule("httpQueryParams", Target::Field, is_map, "structure members that target maps", ValueForm::Annotation),
    rule("httpResponseCode", Target::Field, is_integer, "structure members that target integers", ValueForm::Annotation),
    rule("idempotencyToken", Target::Field, is_string, "structure members that target strings", ValueForm::Annotation),
    rule("idempotent", Target::Operation, is_any, "operations", ValueForm::Annotation),
    rule("jsonName", Target::FieldOrVariant, is_any, "members of structures and unions", ValueForm::String),
    rule("length", Target::ShapeOrMember, has_length, "strings, blobs, lists and maps", ValueForm::Length),
    rule("mediaType", Target::ShapeOrMember, is_string_or_blob, "strings and blobs", ValueForm::String),
    rule("pattern", Target::ShapeOrMember, is_string, "strings", ValueForm::Pattern),
    rule("range", Target::ShapeOrMember, is_number, "numbers", ValueForm::Range),
    rule("readonly", Target::Operation, is_any, "operations", ValueForm::Annotation),
    rule("required", Target::Field, is_any, "structure members", ValueForm::Annotation),
    rule("sensitive", Target::ShapeOrMember, is_any, "data shapes and their members", ValueForm::Annotation),
    rule("sparse", Target::Shape, is_collection, "lists and maps", ValueForm::Annotation),
    rule("streaming", Target::ShapeOrMember, is_streamable, "blobs and unions", ValueForm::Annotation),
    rule("timestampFormat", Target::ShapeOrMember, is_timestamp, "timestamps", ValueForm::OneOf(&["date-time", "epoch-seconds", "http-date"])),
    rule("title", Target::Service, is_any, "services", ValueForm::String),
    rule("uniqueItems", Target::ShapeOrMember, is_list, "lists", ValueForm::Annotation),
];

/// Returns the rule of a trait, or `None` if [`Traits`](crate::Traits) has no accessor for the trait.
pub(super) fn find_rule(trait_id: &str) -> Option<&'static TraitRule> {
    let name = trait_id.strip_prefix("smithy.api#")?;
    RULES.binary_search_by(|rule| rule.name.cmp(name)).ok().and_then(|index| RULES.get(index))
}

const fn rule(
    name: &'static str,
    target: Target,
    allows_kind: fn(&Kind) -> bool,
    targets: &'static str,
    form: ValueForm,
) -> TraitRule {
    TraitRule { name, target, allows_kind, targets, form }
}

fn is_any(_: &Kind) -> bool {
    true
}

fn is_plain_string(kind: &Kind) -> bool {
    matches!(kind, Kind::String)
}

fn is_string(kind: &Kind) -> bool {
    matches!(kind, Kind::String | Kind::Enum(_))
}

fn is_string_or_blob(kind: &Kind) -> bool {
    is_string(kind) || matches!(kind, Kind::Blob)
}

fn is_integer(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long | Kind::BigInteger
    )
}

fn is_number(kind: &Kind) -> bool {
    is_integer(kind) || matches!(kind, Kind::Float | Kind::Double | Kind::BigDecimal)
}

fn is_timestamp(kind: &Kind) -> bool {
    matches!(kind, Kind::Timestamp)
}

fn is_structure(kind: &Kind) -> bool {
    matches!(kind, Kind::Structure(_))
}

fn is_list(kind: &Kind) -> bool {
    matches!(kind, Kind::List(_))
}

fn is_map(kind: &Kind) -> bool {
    matches!(kind, Kind::Map { .. })
}

fn is_collection(kind: &Kind) -> bool {
    is_list(kind) || is_map(kind)
}

fn has_length(kind: &Kind) -> bool {
    is_string_or_blob(kind) || is_collection(kind)
}

fn is_streamable(kind: &Kind) -> bool {
    matches!(kind, Kind::Blob | Kind::Union(_))
}

fn is_label(kind: &Kind) -> bool {
    is_string(kind) || is_number(kind) || is_timestamp(kind) || matches!(kind, Kind::Boolean)
}

fn is_header(kind: &Kind) -> bool {
    is_label(kind) || is_list(kind)
}

fn is_payload(kind: &Kind) -> bool {
    has_length(kind) || matches!(kind, Kind::Structure(_) | Kind::Union(_) | Kind::Document)
}
