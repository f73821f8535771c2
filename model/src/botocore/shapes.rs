//! The data shapes of a document.

use serde_json::{Map, Value};

use super::context::{Context, place};
use super::members::{self, Holder};
use super::{errors, facts};
use crate::json::{Fields, wrong_type};
use crate::report::{Report, error};
use crate::smithy::{bad_name, is_identifier};
use crate::suggest::did_you_mean;
use crate::{EnumMember, Member, Model, Pointer, Shape, ShapeId, ShapeKind, Traits};

const TYPES: [&str; 17] = [
    "bigdecimal",
    "biginteger",
    "blob",
    "boolean",
    "byte",
    "char",
    "character",
    "double",
    "float",
    "integer",
    "list",
    "long",
    "map",
    "short",
    "string",
    "structure",
    "timestamp",
];

/// What most shapes may have; unknown keys are compared with these.
const KEYS: [&str; 31] = [
    "type",
    "documentation",
    "members",
    "required",
    "member",
    "key",
    "value",
    "enum",
    "min",
    "max",
    "pattern",
    "payload",
    "union",
    "exception",
    "error",
    "fault",
    "retryable",
    "document",
    "event",
    "eventstream",
    "streaming",
    "sensitive",
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
    "flattened",
    "sparse",
    "timestampFormat",
    "locationName",
    "xmlNamespace",
    "requiresLength",
];

/// What says nothing: about ways to read XML that are the protocol's, about how the file was made, and
/// `box`, which stands on shapes and members without a rule.
const MEANINGLESS: [&str; 6] = ["box", "event", "synthetic", "wrapper", "xmlOrder", "flattened"];

/// Takes the shapes out of the document.
pub(super) fn read(
    document: &mut Map<String, Value>,
    context: &mut Context,
    model: &mut Model,
    report: &mut Report,
) {
    let at = place("shapes");
    let shapes = match document.swap_remove("shapes") {
        None => Map::new(),
        Some(Value::Object(shapes)) => shapes,
        Some(other) => return report.push(wrong_type(&at, "an object", &other)),
    };
    for (name, value) in shapes {
        let at = at.join(&name);
        let id = context.shape(&name);
        if !is_identifier(&name) {
            report.push(bad_name(&name, &at).about(&id));
        } else if let Some(shape) = shape(&id, value, at, context, report) {
            model.shapes.insert(id, shape);
        }
    }
}

fn shape(
    id: &ShapeId,
    value: Value,
    at: Pointer,
    context: &mut Context,
    report: &mut Report,
) -> Option<Shape> {
    let mut fields = Fields::new(value, at, id, report)?;
    let mut traits = Traits::new();
    let kind = kind(&mut fields, id, context, &mut traits, report)?;
    facts::common(&mut fields, &mut traits, report);
    if context.wire.xml {
        let other = fields.text("locationName", report).filter(|(name, _)| name != id.name());
        if let Some((name, _)) = other {
            traits.insert("smithy.api#xmlName", Value::String(name));
        }
        facts::objects(
            &mut fields,
            &[("xmlNamespace", members::XML_NAMESPACE)],
            &mut traits,
            report,
        );
    }
    fields.skip(&MEANINGLESS);
    fields.skip(&["locationName", "xmlNamespace"]);
    let at = fields.at.clone();
    fields.finish(&KEYS, report);
    Some(Shape { id: id.clone(), kind, traits, at })
}

fn kind(
    fields: &mut Fields<'_>,
    id: &ShapeId,
    context: &mut Context,
    traits: &mut Traits,
    report: &mut Report,
) -> Option<ShapeKind> {
    let Some((name, at)) = fields.text("type", report) else {
        if !report.tells_of(&fields.at.join("type")) {
            let problem = error("missing-key", &fields.at, "the shape has no `type`").about(id);
            report.push(problem.hint("such as \"type\": \"structure\""));
        }
        return None;
    };
    let number = |kind, fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report| {
        facts::range(fields, traits, report);
        kind
    };
    Some(match name.as_str() {
        "structure" => return structure(fields, id, context, traits, report),
        "string" => string(fields, id, traits, report),
        "char" | "character" => ShapeKind::String,
        "list" => {
            facts::length(fields, traits, report);
            facts::marks(fields, &[("sparse", "smithy.api#sparse")], traits, report);
            ShapeKind::List(only(fields, "member", Holder::List, id, context, report)?)
        }
        "map" => {
            facts::length(fields, traits, report);
            facts::marks(fields, &[("sparse", "smithy.api#sparse")], traits, report);
            let key = only(fields, "key", Holder::Map, id, context, report);
            let value = only(fields, "value", Holder::Map, id, context, report);
            ShapeKind::Map { key: key?, value: value? }
        }
        "blob" => {
            facts::length(fields, traits, report);
            let marks = [
                ("streaming", "smithy.api#streaming"),
                ("requiresLength", "smithy.api#requiresLength"),
            ];
            facts::marks(fields, &marks, traits, report);
            ShapeKind::Blob
        }
        "timestamp" => {
            facts::timestamp_format(fields, traits, report);
            ShapeKind::Timestamp
        }
        "boolean" => ShapeKind::Boolean,
        "byte" => number(ShapeKind::Byte, fields, traits, report),
        "short" => number(ShapeKind::Short, fields, traits, report),
        "integer" => number(ShapeKind::Integer, fields, traits, report),
        "long" => number(ShapeKind::Long, fields, traits, report),
        "float" => number(ShapeKind::Float, fields, traits, report),
        "double" => number(ShapeKind::Double, fields, traits, report),
        "biginteger" => number(ShapeKind::BigInteger, fields, traits, report),
        "bigdecimal" => number(ShapeKind::BigDecimal, fields, traits, report),
        other => {
            let problem = error("unknown-type", &at, format!("there is no shape type `{other}`"));
            let hint = did_you_mean(other, TYPES.into_iter());
            report.push(problem.about(id).maybe_hint(hint));
            return None;
        }
    })
}

/// A structure, or one of the kinds that this format writes as one.
fn structure(
    fields: &mut Fields<'_>,
    id: &ShapeId,
    context: &mut Context,
    traits: &mut Traits,
    report: &mut Report,
) -> Option<ShapeKind> {
    errors::read(fields, id, context, traits, report);
    let is_stream = fields.flag("eventstream", report);
    let is_union = fields.flag("union", report) || is_stream;
    let is_document = fields.flag("document", report);
    let required = required(fields, id, report);
    let payload = fields.text("payload", report);
    let (entries, at) = fields.object("members", report);
    check_names(&entries, &required, payload.as_ref(), id, report);
    if is_document {
        return Some(ShapeKind::Document);
    }
    let mut found = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        let at = at.join(&name);
        if !is_identifier(&name) {
            report.push(bad_name(&name, &at).about(id));
            continue;
        }
        let holder = Holder::Structure {
            required: !is_union && required.iter().any(|(known, _)| *known == name),
            payload: payload.as_ref().is_some_and(|(known, _)| *known == name),
        };
        found.extend(members::read(name, value, at, holder, id, context, report));
    }
    if is_stream {
        traits.insert("smithy.api#streaming", Value::Object(Map::new()));
    }
    Some(if is_union { ShapeKind::Union(found) } else { ShapeKind::Structure(found) })
}

fn required(fields: &mut Fields<'_>, id: &ShapeId, report: &mut Report) -> Vec<(String, Pointer)> {
    let (items, at) = fields.array("required", report);
    let mut names = Vec::with_capacity(items.len());
    for (number, item) in items.into_iter().enumerate() {
        let at = at.join(&number.to_string());
        match item {
            Value::String(name) => names.push((name, at)),
            other => report.push(wrong_type(&at, "a string", &other).about(id)),
        }
    }
    names
}

/// Reports members that are named beside the members and don't exist.
fn check_names(
    members: &Map<String, Value>,
    required: &[(String, Pointer)],
    payload: Option<&(String, Pointer)>,
    id: &ShapeId,
    report: &mut Report,
) {
    for (name, at) in required.iter().chain(payload) {
        if !members.contains_key(name) {
            let message = format!("the structure has no member `{name}`");
            let hint = did_you_mean(name, members.keys().map(String::as_str));
            report.push(error("unknown-member", at, message).about(id).maybe_hint(hint));
        }
    }
}

fn string(
    fields: &mut Fields<'_>,
    id: &ShapeId,
    traits: &mut Traits,
    report: &mut Report,
) -> ShapeKind {
    facts::length(fields, traits, report);
    facts::pattern(fields, traits, report);
    let (items, at) = fields.array("enum", report);
    if items.is_empty() {
        return ShapeKind::String;
    }
    let mut values: Vec<EnumMember<String>> = Vec::with_capacity(items.len());
    let mut seen = std::collections::HashSet::with_capacity(items.len());
    for (number, item) in items.into_iter().enumerate() {
        let at = at.join(&number.to_string());
        match item {
            Value::String(value) if !seen.insert(value.clone()) => {
                let message = format!("the value {value:?} is there twice");
                report.push(error("duplicate-enum-value", &at, message).about(id));
            }
            Value::String(value) => {
                values.push(EnumMember { name: None, value, traits: Traits::new(), at });
            }
            other => report.push(wrong_type(&at, "a string", &other).about(id)),
        }
    }
    ShapeKind::Enum(values)
}

/// The member of a list, or one of the two of a map.
fn only(
    fields: &mut Fields<'_>,
    name: &str,
    holder: Holder,
    id: &ShapeId,
    context: &mut Context,
    report: &mut Report,
) -> Option<Member> {
    let Some((value, at)) = fields.take(name) else {
        let problem = error("missing-key", &fields.at, format!("the shape has no `{name}`"));
        report.push(
            problem.about(id).hint(format!("such as \"{name}\": {{ \"shape\": \"String\" }}")),
        );
        return None;
    };
    members::read(name.to_owned(), value, at, holder, id, context, report)
}
