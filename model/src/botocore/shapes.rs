//! The data shapes of a document.

use serde_json::{Map, Value};

use super::context::{Context, place};
use super::members::{self, Holder};
use super::{facts, structures};
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
    match name.as_str() {
        "structure" => return structures::read(fields, id, context, traits, report),
        "string" => return Some(string(fields, id, traits, report)),
        "list" | "map" => return collection(&name, fields, id, context, traits, report),
        _ => {}
    }
    let simple = simple(&name);
    match simple {
        Some(ShapeKind::Blob) => {
            facts::length(fields, traits, report);
            facts::marks(fields, &BLOB_MARKS, traits, report);
        }
        Some(ShapeKind::Timestamp) => facts::timestamp_format(fields, traits, report),
        Some(_) => facts::range(fields, traits, report),
        None => {
            let problem = error("unknown-type", &at, format!("there is no shape type `{name}`"));
            report.push(problem.about(id).maybe_hint(did_you_mean(&name, TYPES.into_iter())));
        }
    }
    simple
}

const BLOB_MARKS: [(&str, &str); 2] =
    [("streaming", "smithy.api#streaming"), ("requiresLength", "smithy.api#requiresLength")];

fn simple(name: &str) -> Option<ShapeKind> {
    Some(match name {
        "bigdecimal" => ShapeKind::BigDecimal,
        "biginteger" => ShapeKind::BigInteger,
        "blob" => ShapeKind::Blob,
        "boolean" => ShapeKind::Boolean,
        "byte" => ShapeKind::Byte,
        "char" | "character" => ShapeKind::String,
        "double" => ShapeKind::Double,
        "float" => ShapeKind::Float,
        "integer" => ShapeKind::Integer,
        "long" => ShapeKind::Long,
        "short" => ShapeKind::Short,
        "timestamp" => ShapeKind::Timestamp,
        _ => return None,
    })
}

fn collection(
    name: &str,
    fields: &mut Fields<'_>,
    id: &ShapeId,
    context: &mut Context,
    traits: &mut Traits,
    report: &mut Report,
) -> Option<ShapeKind> {
    facts::length(fields, traits, report);
    facts::marks(fields, &[("sparse", "smithy.api#sparse")], traits, report);
    if name == "list" {
        return Some(ShapeKind::List(only(fields, "member", Holder::List, id, context, report)?));
    }
    let key = only(fields, "key", Holder::Map, id, context, report);
    let value = only(fields, "value", Holder::Map, id, context, report);
    Some(ShapeKind::Map { key: key?, value: value? })
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
