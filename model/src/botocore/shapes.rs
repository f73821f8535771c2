//! Reads the data shapes of a document.

use serde_json::{Map, Value};

use super::context::{Context, root_pointer};
use super::members::{self, Holder};
use super::{common_traits, structures};
use crate::id::is_identifier;
use crate::json::{ObjectReader, malformed_name, wrong_type};
use crate::report::{Report, error};
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

/// The keys of shapes, for the hints about unknown keys.
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

/// Ignored keys. They concern details of XML that follow from the protocol, or how the file was generated. `box` is used
/// inconsistently.
const IGNORED_KEYS: [&str; 6] = ["box", "event", "synthetic", "wrapper", "xmlOrder", "flattened"];

/// Reads the shapes, and removes them from the document.
pub(super) fn read_shapes(
    document: &mut Map<String, Value>,
    context: &mut Context,
    model: &mut Model,
    report: &mut Report,
) {
    let at = root_pointer("shapes");
    let shapes = match document.swap_remove("shapes") {
        None => Map::new(),
        Some(Value::Object(shapes)) => shapes,
        Some(other) => return report.push(wrong_type(&at, "an object", &other)),
    };
    for (name, value) in shapes {
        let at = at.join(&name);
        let id = context.shape_id(&name);
        if !is_identifier(&name) {
            report.push(malformed_name(&name, &at).about(&id));
        } else if let Some(shape) = read_shape(&id, value, at, context, report) {
            model.shapes.insert(id, shape);
        }
    }
}

fn read_shape(
    id: &ShapeId,
    value: Value,
    at: Pointer,
    context: &mut Context,
    report: &mut Report,
) -> Option<Shape> {
    let mut object = ObjectReader::new(value, at, id, report)?;
    let mut traits = Traits::new();
    let kind = read_kind(&mut object, id, context, &mut traits, report)?;
    common_traits::read_common(&mut object, &mut traits, report);
    if context.wire.is_xml {
        let name = object.take_string("locationName", report);
        if let Some((name, _)) = name.filter(|(name, _)| name != id.name()) {
            traits.insert("smithy.api#xmlName", Value::String(name));
        }
        if let Some(namespace) = common_traits::take_xml_namespace(&mut object) {
            traits.insert(members::XML_NAMESPACE, namespace);
        }
    }
    object.skip(&IGNORED_KEYS);
    object.skip(&["locationName", "xmlNamespace"]);
    let at = object.at.clone();
    object.warn_unknown_keys(&KEYS, report);
    Some(Shape { id: id.clone(), kind, traits, at })
}

/// Reads the type of a shape with its members and the traits that depend on the type.
fn read_kind(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    context: &mut Context,
    traits: &mut Traits,
    report: &mut Report,
) -> Option<ShapeKind> {
    let Some((name, at)) = object.take_string("type", report) else {
        if !report.last_is_at(&object.at.join("type")) {
            let problem = error("missing-key", &object.at, "the shape has no `type`").about(id);
            report.push(problem.hint("add it, for example \"type\": \"structure\""));
        }
        return None;
    };
    match name.as_str() {
        "structure" => return structures::read_structure(object, id, context, traits, report),
        "string" => return Some(read_string(object, id, traits, report)),
        "list" | "map" => return read_collection(&name, object, id, context, traits, report),
        _ => {}
    }
    let kind = simple_kind(&name);
    match kind {
        Some(ShapeKind::Blob) => {
            common_traits::read_length(object, traits, report);
            common_traits::read_flags(object, &BLOB_FLAGS, traits, report);
        }
        Some(ShapeKind::Timestamp) => common_traits::read_timestamp_format(object, traits, report),
        Some(_) => common_traits::read_range(object, traits, report),
        None => {
            let problem = error("unknown-type", &at, format!("unknown shape type `{name}`"));
            report.push(problem.about(id).maybe_hint(did_you_mean(&name, TYPES.into_iter())));
        }
    }
    kind
}

const BLOB_FLAGS: [(&str, &str); 2] =
    [("streaming", "smithy.api#streaming"), ("requiresLength", "smithy.api#requiresLength")];

/// Returns the kind of a simple type, except strings.
fn simple_kind(name: &str) -> Option<ShapeKind> {
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

fn read_collection(
    name: &str,
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    context: &mut Context,
    traits: &mut Traits,
    report: &mut Report,
) -> Option<ShapeKind> {
    common_traits::read_length(object, traits, report);
    common_traits::read_flags(object, &[("sparse", "smithy.api#sparse")], traits, report);
    if name == "list" {
        let member = read_member(object, "member", Holder::List, id, context, report)?;
        return Some(ShapeKind::List(member));
    }
    let key = read_member(object, "key", Holder::Map, id, context, report);
    let value = read_member(object, "value", Holder::Map, id, context, report);
    Some(ShapeKind::Map { key: key?, value: value? })
}

/// Reads a string, which is an enum if it has the key `enum`.
fn read_string(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    traits: &mut Traits,
    report: &mut Report,
) -> ShapeKind {
    common_traits::read_length(object, traits, report);
    common_traits::read_pattern(object, traits, report);
    let (items, at) = object.take_array("enum", report);
    if items.is_empty() {
        return ShapeKind::String;
    }
    let mut values: Vec<EnumMember<String>> = Vec::with_capacity(items.len());
    let mut seen = std::collections::HashSet::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = at.join(&index.to_string());
        match item {
            Value::String(value) if !seen.insert(value.clone()) => {
                let message = format!("the value {value:?} is used twice");
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

/// Reads the member of a list, or one of the two members of a map.
fn read_member(
    object: &mut ObjectReader<'_>,
    name: &str,
    holder: Holder,
    id: &ShapeId,
    context: &mut Context,
    report: &mut Report,
) -> Option<Member> {
    let Some((value, at)) = object.take(name) else {
        let problem = error("missing-key", &object.at, format!("the shape has no `{name}`"));
        let hint = format!("add it, for example \"{name}\": {{ \"shape\": \"String\" }}");
        report.push(problem.about(id).hint(hint));
        return None;
    };
    members::read_member(name.to_owned(), value, at, holder, id, context, report)
}
