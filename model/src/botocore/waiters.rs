//! Works `waiters-2.json` into the operations.

use serde_json::{Map, Number, Value, json};

use super::{entries_of, operation};
use crate::json::{Fields, wrong_type};
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::{Model, Operation, Pointer, ShapeId};

const WAITABLE: &str = "smithy.waiters#waitable";

/// What the trait `waitable` has no room for: how often to ask, and what to do at a status code.
const FURTHER: &str = "shapesmith#waiters";

/// Smithy's delays where a waiter doesn't say them.
const USUAL_DELAY: u64 = 2;
const USUAL_MAX_DELAY: u64 = 120;

/// Puts each waiter into the trait `waitable` of its operation, and what doesn't fit beside it.
pub(super) fn join(mut entries: Map<String, Value>, model: &mut Model, report: &mut Report) {
    let version = entries.swap_remove("version").unwrap_or(json!(2));
    if version != json!(2) {
        let at = Pointer::default().join("version");
        let message = format!("version {version} of waiters can't be read");
        return report.push(error("unsupported-version", &at, message).hint("version 2 can"));
    }
    let at = Pointer::default().join("waiters");
    for (name, value) in entries_of(entries, "waiters", report) {
        let at = at.join(&name);
        let Some(of) = value.get("operation").and_then(Value::as_str).map(str::to_owned) else {
            let message = format!("the waiter `{name}` has no `operation`");
            report.push(error("missing-key", &at, message));
            continue;
        };
        let errors = errors_of(&of, model);
        let Some(operation) = operation(&of, &at.join("operation"), model, report) else {
            continue;
        };
        if let Some(waiter) = waiter(value, at, &operation.id, &errors, report) {
            add(operation, WAITABLE, &name, waiter.waitable);
            add(operation, FURTHER, &name, waiter.further);
        }
    }
}

fn add(operation: &mut Operation, id: &str, name: &str, waiter: Map<String, Value>) {
    let mut all = match operation.traits.remove(id) {
        Some(Value::Object(all)) => all,
        _ => Map::new(),
    };
    all.insert(name.to_owned(), Value::Object(waiter));
    operation.traits.insert(id, Value::Object(all));
}

/// The status codes of the operation's errors, with their names.
fn errors_of(operation: &str, model: &Model) -> Vec<(u64, String)> {
    let operation = model.operations.values().find(|known| known.id.name() == operation);
    let errors = operation.into_iter().flat_map(|operation| &operation.errors);
    errors
        .filter_map(|id| Some((model.shape(id)?.traits.http_error()?.into(), id.name().to_owned())))
        .collect()
}

struct Waiter {
    waitable: Map<String, Value>,
    further: Map<String, Value>,
}

fn waiter(
    value: Value,
    at: Pointer,
    of: &ShapeId,
    errors: &[(u64, String)],
    report: &mut Report,
) -> Option<Waiter> {
    let mut fields = Fields::new(value, at, of, report)?;
    let mut waiter = Waiter { waitable: Map::new(), further: Map::new() };
    if let Some((text, _)) = fields.text("description", report) {
        waiter.waitable.insert("documentation".to_owned(), json!(text));
    }
    fields.skip(&["operation"]);
    let (items, at) = fields.array("acceptors", report);
    let (mut acceptors, mut others) = (Vec::new(), Vec::new());
    for (number, item) in items.into_iter().enumerate() {
        let at = at.join(&number.to_string());
        match acceptor(item, at, of, errors, report) {
            Acceptor::Known(known) => acceptors.extend(known),
            Acceptor::Status { state, status } => {
                others.push(json!({ "index": number, "state": state, "status": status }));
            }
            Acceptor::Broken => {}
        }
    }
    waiter.waitable.insert("acceptors".to_owned(), Value::Array(acceptors));
    let delay = fields.number("delay", report).and_then(|(delay, _)| delay.as_u64());
    if let Some(delay) = delay.filter(|delay| *delay != USUAL_DELAY) {
        waiter.waitable.insert("minDelay".to_owned(), json!(delay));
        if delay > USUAL_MAX_DELAY {
            waiter.waitable.insert("maxDelay".to_owned(), json!(delay));
        }
    }
    if let Some((attempts, _)) = fields.number("maxAttempts", report) {
        waiter.further.insert("maxAttempts".to_owned(), Value::Number(attempts));
    }
    if !others.is_empty() {
        waiter.further.insert("acceptors".to_owned(), Value::Array(others));
    }
    fields.finish(&["operation", "delay", "maxAttempts", "acceptors", "description"], report);
    Some(waiter)
}

enum Acceptor {
    /// As Smithy says it; more than one where several errors have the status code.
    Known(Vec<Value>),
    /// A status code that stands for no error of the operation.
    Status {
        state: String,
        status: Value,
    },
    Broken,
}

fn acceptor(
    value: Value,
    at: Pointer,
    of: &ShapeId,
    errors: &[(u64, String)],
    report: &mut Report,
) -> Acceptor {
    let Some(mut fields) = Fields::new(value, at, of, report) else { return Acceptor::Broken };
    let state = one_of(&mut fields, "state", &["success", "failure", "retry"], report);
    let kinds = ["path", "pathAll", "pathAny", "status", "error"];
    let kind = one_of(&mut fields, "matcher", &kinds, report);
    let path = fields.text("argument", report).map(|(path, _)| path);
    let expected = fields.take("expected");
    fields.finish(&["state", "matcher", "argument", "expected"], report);
    let (Some(state), Some(kind), Some((expected, at))) = (state, kind, expected) else {
        return Acceptor::Broken;
    };
    let matchers = match (kind.as_str(), &expected) {
        ("error", Value::String(name)) => vec![json!({ "errorType": name })],
        ("error", Value::Bool(any)) => vec![json!({ "success": !any })],
        ("status", Value::Number(status)) => of_status(status, errors),
        ("path" | "pathAll" | "pathAny", Value::String(_) | Value::Bool(_)) => {
            vec![json!({ "output": output(&kind, &path.unwrap_or_default(), &expected) })]
        }
        _ => {
            let problem = wrong_type(&at, "something that the matcher can find", &expected);
            report.push(problem.about(of));
            return Acceptor::Broken;
        }
    };
    if matchers.is_empty() {
        return Acceptor::Status { state, status: expected };
    }
    let known = |matcher: Value| json!({ "state": state, "matcher": matcher });
    Acceptor::Known(matchers.into_iter().map(known).collect())
}

/// What the status code stands for: success, or those errors of the operation that have it.
fn of_status(status: &Number, errors: &[(u64, String)]) -> Vec<Value> {
    if status.as_u64() == Some(200) {
        return vec![json!({ "success": true })];
    }
    let errors = errors.iter().filter(|(known, _)| Some(*known) == status.as_u64());
    errors.map(|(_, name)| json!({ "errorType": name })).collect()
}

fn output(kind: &str, path: &str, expected: &Value) -> Value {
    let comparator = match (kind, expected) {
        ("pathAll", _) => "allStringEquals",
        ("pathAny", _) => "anyStringEquals",
        (_, Value::Bool(_)) => "booleanEquals",
        _ => "stringEquals",
    };
    let expected = expected.as_str().map_or_else(|| expected.to_string(), str::to_owned);
    json!({ "path": path, "expected": expected, "comparator": comparator })
}

fn one_of(
    fields: &mut Fields<'_>,
    key: &str,
    known: &[&'static str],
    report: &mut Report,
) -> Option<String> {
    let Some((name, at)) = fields.text(key, report) else {
        let message = format!("the acceptor has no `{key}`");
        report.push(error("missing-key", &fields.at, message).about(&fields.owner()));
        return None;
    };
    if known.contains(&name.as_str()) {
        return Some(name);
    }
    let words = known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
    let hint = did_you_mean(&name, known.iter().copied());
    let problem =
        error("malformed-trait", &at, format!("this must be one of {words}, it is `{name}`"));
    report.push(problem.about(&fields.owner()).maybe_hint(hint));
    None
}
