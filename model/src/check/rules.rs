//! Where each trait belongs and what form its value has, as the Smithy specification says.

use super::subject::{Holder, Subject};
use crate::ShapeKind as Kind;

/// What holds for a trait.
pub(super) struct Rule {
    /// The trait's name in `smithy.api`.
    name: &'static str,
    on: On,
    of: fn(&Kind) -> bool,
    /// Where the trait belongs, in words.
    pub(super) belongs: &'static str,
    /// What its value must be.
    pub(super) form: Form,
}

/// What kind of thing a trait belongs on.
#[derive(Clone, Copy)]
enum On {
    Anything,
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
pub(super) enum Form {
    /// Anything.
    Any,
    /// An object; there is nothing in it that matters.
    Annotation,
    /// A string.
    Text,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// An object with `message` and `since`.
    Deprecated,
    /// A value of the shape that has the trait.
    Default,
    /// An object with `min` and `max`, both counts.
    Length,
    /// An object with `min` and `max`, both numbers.
    Range,
    /// A regular expression.
    Pattern,
    /// An object with `method`, `uri` and `code`.
    Http,
    /// An HTTP status code.
    Status,
}

impl Rule {
    /// Whether the trait belongs on this.
    pub(super) fn fits(&self, subject: &Subject<'_>) -> bool {
        let place = matches!(
            (self.on, subject.holder),
            (On::Anything, _)
                | (On::Service, Holder::Service)
                | (On::Operation, Holder::Operation)
                | (On::EnumValue, Holder::EnumValue)
                | (On::Shape | On::ShapeOrMember | On::ShapeOrField, Holder::Shape(..))
                | (On::ShapeOrMember, Holder::Member(..))
                | (
                    On::Field | On::ShapeOrField | On::FieldOrVariant,
                    Holder::Member(Kind::Structure(_), _)
                )
                | (On::FieldOrVariant, Holder::Member(Kind::Union(_), _))
        );
        // A member whose target doesn't exist gets the benefit of the doubt.
        place && subject.value_kind().is_none_or(self.of)
    }
}

/// By name in byte order, because it is searched.
/// ([Smithy: trait index](https://smithy.io/2.0/trait-index.html))
#[rustfmt::skip]
static RULES: [Rule; 32] = [
    rule_of("clientOptional", On::Field, any, "members of structures", Form::Annotation),
    rule_of("default", On::ShapeOrField, any, "shapes and members of structures", Form::Default),
    rule_of("deprecated", On::Anything, any, "anything", Form::Deprecated),
    rule_of("documentation", On::Anything, any, "anything", Form::Text),
    rule_of("enum", On::ShapeOrMember, string, "strings", Form::Any),
    rule_of("enumValue", On::EnumValue, any, "members of enums", Form::Any),
    rule_of("error", On::Shape, structure, "structures", Form::OneOf(&["client", "server"])),
    rule_of("hostLabel", On::Field, text, "string members of structures", Form::Annotation),
    rule_of("http", On::Operation, any, "operations", Form::Http),
    rule_of("httpError", On::Shape, structure, "structures", Form::Status),
    rule_of("httpHeader", On::Field, header, "members of structures that are simple or lists", Form::Text),
    rule_of("httpLabel", On::Field, label, "members of structures that are simple", Form::Annotation),
    rule_of("httpPayload", On::Field, payload, "members of structures that aren't numbers", Form::Annotation),
    rule_of("httpPrefixHeaders", On::Field, map, "map members of structures", Form::Text),
    rule_of("httpQuery", On::Field, header, "members of structures that are simple or lists", Form::Text),
    rule_of("httpQueryParams", On::Field, map, "map members of structures", Form::Annotation),
    rule_of("httpResponseCode", On::Field, integer, "integer members of structures", Form::Annotation),
    rule_of("idempotencyToken", On::Field, text, "string members of structures", Form::Annotation),
    rule_of("idempotent", On::Operation, any, "operations", Form::Annotation),
    rule_of("jsonName", On::FieldOrVariant, any, "members of structures and unions", Form::Text),
    rule_of("length", On::ShapeOrMember, sized, "strings, blobs, lists and maps", Form::Length),
    rule_of("mediaType", On::ShapeOrMember, text_or_blob, "strings and blobs", Form::Text),
    rule_of("pattern", On::ShapeOrMember, text, "strings", Form::Pattern),
    rule_of("range", On::ShapeOrMember, number, "numbers", Form::Range),
    rule_of("readonly", On::Operation, any, "operations", Form::Annotation),
    rule_of("required", On::Field, any, "members of structures", Form::Annotation),
    rule_of("sensitive", On::ShapeOrMember, any, "shapes of data", Form::Annotation),
    rule_of("sparse", On::Shape, collection, "lists and maps", Form::Annotation),
    rule_of("streaming", On::ShapeOrMember, streamable, "blobs and unions", Form::Annotation),
    rule_of("timestampFormat", On::ShapeOrMember, timestamp, "timestamps", Form::OneOf(&["date-time", "epoch-seconds", "http-date"])),
    rule_of("title", On::Service, any, "services", Form::Text),
    rule_of("uniqueItems", On::ShapeOrMember, list, "lists", Form::Annotation),
];

/// The rule of a trait, for those that the model has accessors for.
pub(super) fn rule(id: &str) -> Option<&'static Rule> {
    let name = id.strip_prefix("smithy.api#")?;
    RULES.binary_search_by(|rule| rule.name.cmp(name)).ok().and_then(|place| RULES.get(place))
}

const fn rule_of(
    name: &'static str,
    on: On,
    of: fn(&Kind) -> bool,
    belongs: &'static str,
    form: Form,
) -> Rule {
    Rule { name, on, of, belongs, form }
}

fn any(_: &Kind) -> bool {
    true
}

fn string(kind: &Kind) -> bool {
    matches!(kind, Kind::String)
}

fn text(kind: &Kind) -> bool {
    matches!(kind, Kind::String | Kind::Enum(_))
}

fn text_or_blob(kind: &Kind) -> bool {
    text(kind) || matches!(kind, Kind::Blob)
}

fn integer(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long | Kind::BigInteger
    )
}

fn number(kind: &Kind) -> bool {
    integer(kind) || matches!(kind, Kind::Float | Kind::Double | Kind::BigDecimal)
}

fn timestamp(kind: &Kind) -> bool {
    matches!(kind, Kind::Timestamp)
}

fn structure(kind: &Kind) -> bool {
    matches!(kind, Kind::Structure(_))
}

fn list(kind: &Kind) -> bool {
    matches!(kind, Kind::List(_))
}

fn map(kind: &Kind) -> bool {
    matches!(kind, Kind::Map { .. })
}

fn collection(kind: &Kind) -> bool {
    list(kind) || map(kind)
}

fn sized(kind: &Kind) -> bool {
    text_or_blob(kind) || collection(kind)
}

fn streamable(kind: &Kind) -> bool {
    matches!(kind, Kind::Blob | Kind::Union(_))
}

fn label(kind: &Kind) -> bool {
    text(kind) || number(kind) || timestamp(kind) || matches!(kind, Kind::Boolean)
}

fn header(kind: &Kind) -> bool {
    label(kind) || list(kind)
}

fn payload(kind: &Kind) -> bool {
    sized(kind) || matches!(kind, Kind::Structure(_) | Kind::Union(_) | Kind::Document)
}
