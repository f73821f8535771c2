//! What makes a structure an error, and what is known of the error then.

use serde_json::{Value, json};

use super::context::Context;
use crate::json::Fields;
use crate::report::Report;
use crate::{ShapeId, Traits};

/// Takes everything about errors from a structure.
pub(super) fn read(
    fields: &mut Fields<'_>,
    id: &ShapeId,
    context: &Context,
    traits: &mut Traits,
    report: &mut Report,
) {
    let is_error = fields.flag("exception", report);
    let mut is_fault = fields.flag("fault", report);
    let (details, at) = fields.object("error", report);
    let Some(mut details) = Fields::new(Value::Object(details), at, id, report) else { return };
    is_fault |= details.flag("fault", report);
    let status = details.number("httpStatusCode", report).map(|(status, _)| status);
    let code = details.text("code", report).map(|(code, _)| code);
    details.skip(&["senderFault"]);
    details.finish(&["httpStatusCode", "code", "senderFault", "fault"], report);
    let retryable = fields.take("retryable");
    if !is_error {
        return;
    }
    is_fault |=
        status.as_ref().and_then(|status| status.as_u64()).is_some_and(|status| status >= 500);
    traits.insert("smithy.api#error", json!(if is_fault { "server" } else { "client" }));
    if let Some(code) = code.filter(|code| context.wire.error_codes || code != id.name()) {
        let usual = if is_fault { 500 } else { 400 };
        let status = status.clone().unwrap_or_else(|| usual.into());
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
