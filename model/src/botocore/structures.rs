//! Structures, and the kinds of shapes that botocore writes as structures: unions, streams, documents.

use serde_json::{Map, Value};

use super::context::Context;
use super::errors;
use super::members::{self, Holder};
use crate::json::{Fields, wrong_type};
use crate::report::{Report, error};
use crate::smithy::{bad_name, is_identifier};
use crate::suggest::did_you_mean;
use crate::{Pointer, ShapeId, ShapeKind, Traits};

/// Takes a structure, or one of the kinds that this format writes as one.
pub(super) fn read(
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
