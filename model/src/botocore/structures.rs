//! Reads structures, and the shapes that are structures in botocore: errors, unions, event streams and documents.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::members::{self, Holder};
use crate::id::is_identifier;
use crate::json::{ObjectReader, malformed_name, wrong_type};
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::{Pointer, ShapeId, ShapeKind, Traits};

/// Reads a structure, union, event stream or document.
pub(super) fn read_structure(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    context: &mut Context,
    traits: &mut Traits,
    report: &mut Report,
) -> Option<ShapeKind> {
    read_error(object, id, context, traits, report);
    let is_stream = object.take_flag("eventstream", report);
    let is_union = object.take_flag("union", report) || is_stream;
    let is_document = object.take_flag("document", report);
    let required = read_required(object, id, report);
    let payload = object.take_string("payload", report);
    let (entries, at) = object.take_object("members", report);
    check_member_names(&entries, &required, payload.as_ref(), id, report);
    if is_document {
        return Some(ShapeKind::Document);
    }
    let mut members = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        let at = at.join(&name);
        if !is_identifier(&name) {
            report.push(malformed_name(&name, &at).about(id));
            continue;
        }
        let holder = Holder::Structure {
            required: !is_union && required.iter().any(|(known, _)| *known == name),
            payload: payload.as_ref().is_some_and(|(known, _)| *known == name),
        };
        members.extend(members::read_member(name, value, at, holder, id, context, report));
    }
    if is_stream {
        traits.insert("smithy.api#streaming", Value::Object(Map::new()));
    }
    Some(if is_union { ShapeKind::Union(members) } else { ShapeKind::Structure(members) })
}

/// Returns the names of the required members with their locations.
fn read_required(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<(String, Pointer)> {
    let (items, at) = object.take_array("required", report);
    let mut names = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = at.join(&index.to_string());
        match item {
            Value::String(name) => names.push((name, at)),
            other => report.push(wrong_type(&at, "a string", &other).about(id)),
        }
    }
    names
}

/// Reports names in `required` and `payload` of members that don't exist.
fn check_member_names(
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

/// Reads the entries of a structure that concern errors. They are ignored if the structure isn't an error.
fn read_error(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    context: &Context,
    traits: &mut Traits,
    report: &mut Report,
) {
    let is_error = object.take_flag("exception", report);
    let mut is_fault = object.take_flag("fault", report);
    let (details, at) = object.take_object("error", report);
    let Some(mut details) = ObjectReader::new(Value::Object(details), at, id, report) else {
        return;
    };
    is_fault |= details.take_flag("fault", report);
    let status = details.take_number("httpStatusCode", report).map(|(status, _)| status);
    let code = details.take_string("code", report).map(|(code, _)| code);
    details.skip(&["senderFault"]);
    details.warn_unknown_keys(&["httpStatusCode", "code", "senderFault", "fault"], report);
    let retryable = object.take("retryable");
    if !is_error {
        return;
    }
    is_fault |=
        status.as_ref().and_then(|status| status.as_u64()).is_some_and(|status| status >= 500);
    traits.insert("smithy.api#error", json!(if is_fault { "server" } else { "client" }));
    if let Some(code) = code.filter(|code| context.wire.has_error_codes || code != id.name()) {
        let default = if is_fault { 500 } else { 400 };
        let status = status.clone().unwrap_or_else(|| default.into());
        let value = json!({ "code": code, "httpResponseCode": status });
        traits.insert("aws.protocols#awsQueryError", value);
    }
    if let Some(status) = status {
        traits.insert("smithy.api#httpError", Value::Number(status));
    }
    if let Some((retryable, _)) = retryable {
        let throttling = retryable.get("throttling") == Some(&Value::Bool(true));
        let value = if throttling { json!({ "throttling": true }) } else { json!({}) };
        traits.insert("smithy.api#retryable", value);
    }
}
