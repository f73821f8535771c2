//! The comparison of error structures.

use serde_json::{Map, Value, json};

use super::collector::Collector;
use super::subject::Subject;
use super::values;
use crate::diff::Kind;
use crate::{Fault, Shape};

/// Compares the error traits of two structures.
pub(super) fn compare(
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Shape,
    new: &Shape,
) {
    match (old.traits.error(), new.traits.error()) {
        (None, None) => {}
        (Some(before), Some(after)) => {
            let (before, after) = (error_binding(old, before), error_binding(new, after));
            if before != after {
                let (before, after) = values::differing_entries(before, after);
                changes.record(Kind::ErrorBindingChanged, subject, before, after);
            }
        }
        (before, after) => {
            let to_json = |fault: Option<Fault>| fault.map(|fault| json!(fault_name(fault)));
            let kind = Kind::ExceptionFlagChanged;
            changes.record(kind, subject, to_json(before), to_json(after));
        }
    }
}

fn fault_name(fault: Fault) -> &'static str {
    match fault {
        Fault::Client => "client",
        Fault::Server => "server",
    }
}

/// Returns the effective fault, status, code and retry behaviour of an error.
fn error_binding(shape: &Shape, fault: Fault) -> Map<String, Value> {
    let default_status = if fault == Fault::Client { 400 } else { 500 };
    let status = shape.traits.http_error().unwrap_or(default_status);
    let query = shape.traits.query_error();
    let code = query.map_or(shape.id.name(), |query| query.code);
    let mut value = Map::new();
    value.insert("fault".to_owned(), json!(fault_name(fault)));
    value.insert("status".to_owned(), json!(status));
    value.insert("code".to_owned(), json!(code));
    if let Some(status) = query.and_then(|query| query.status) {
        value.insert("queryStatus".to_owned(), json!(status));
    }
    if let Some(retryable) = shape.traits.retryable() {
        value.insert("retryable".to_owned(), json!(true));
        value.insert("throttling".to_owned(), json!(retryable.throttling));
    }
    value
}
