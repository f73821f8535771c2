//! Adds the waiters of `waiters-2.json` to the operations.

use serde_json::{Map, Number, Value, json};

use super::side_file::{find_operation, take_entries};
use crate::json::{ObjectReader, wrong_type};
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::wording::list_names;
use crate::{Model, Operation, Pointer, ShapeId};

const WAITABLE: &str = "smithy.waiters#waitable";

/// The trait for what `waitable` can't express: the number of attempts, and acceptors of status codes.
const EXTENDED: &str = "shapesmith#waiters";

/// The default delays of Smithy in seconds.
const DEFAULT_MIN_DELAY: u64 = 2;
const DEFAULT_MAX_DELAY: u64 = 120;

/// Adds each waiter to the traits `waitable` and [`EXTENDED`] of its operation.
pub(super) fn add_waiters(
    mut document: Map<String, Value>,
    model: &mut Model,
    report: &mut Report,
) {
    let version = document.swap_remove("version").unwrap_or(json!(2));
    if version != json!(2) {
        let at = Pointer::default().join("version");
        let message = format!("version {version} of waiters isn't supported");
        return report.push(error("unsupported-version", &at, message).hint("use version 2"));
    }
    let at = Pointer::default().join("waiters");
    for (name, value) in take_entries(document, "waiters", report) {
        let at = at.join(&name);
        let operation_name = value.get("operation").and_then(Value::as_str).map(str::to_owned);
        let Some(operation_name) = operation_name else {
            let message = format!("the waiter `{name}` has no `operation`");
            report.push(error("missing-key", &at, message));
            continue;
        };
        let errors = find_error_statuses(&operation_name, model);
        let operation = find_operation(&operation_name, &at.join("operation"), model, report);
        let Some(operation) = operation else {
            continue;
        };
        if let Some(waiter) = read_waiter(value, at, &operation.id, &errors, report) {
            add_waiter(operation, WAITABLE, &name, waiter.waitable);
            add_waiter(operation, EXTENDED, &name, waiter.extended);
        }
    }
}

/// Adds a waiter to a trait of an operation.
fn add_waiter(operation: &mut Operation, trait_id: &str, name: &str, waiter: Map<String, Value>) {
    let mut waiters = match operation.traits.remove(trait_id) {
        Some(Value::Object(waiters)) => waiters,
        _ => Map::new(),
    };
    waiters.insert(name.to_owned(), Value::Object(waiter));
    operation.traits.insert(trait_id, Value::Object(waiters));
}

/// Returns the status codes and names of an operation's errors.
fn find_error_statuses(operation: &str, model: &Model) -> Vec<(u64, String)> {
    let operation = model.operations.values().find(|known| known.id.name() == operation);
    let errors = operation.into_iter().flat_map(|operation| &operation.errors);
    errors
        .filter_map(|id| Some((model.shape(id)?.traits.http_error()?.into(), id.name().to_owned())))
        .collect()
}

/// The values of the traits `waitable` and [`EXTENDED`].
struct Waiter {
    waitable: Map<String, Value>,
    extended: Map<String, Value>,
}

fn read_waiter(
    value: Value,
    at: Pointer,
    operation: &ShapeId,
    errors: &[(u64, String)],
    report: &mut Report,
) -> Option<Waiter> {
    let mut object = ObjectReader::new(value, at, operation, report)?;
    let mut waiter = Waiter { waitable: Map::new(), extended: Map::new() };
    if let Some((text, _)) = object.take_string("description", report) {
        waiter.waitable.insert("documentation".to_owned(), json!(text));
    }
    object.skip(&["operation"]);
    let (items, at) = object.take_array("acceptors", report);
    let (mut acceptors, mut status_acceptors) = (Vec::new(), Vec::new());
    for (index, item) in items.into_iter().enumerate() {
        let at = at.join(&index.to_string());
        match read_acceptor(item, at, operation, errors, report) {
            Some(Acceptor::Smithy(values)) => acceptors.extend(values),
            Some(Acceptor::Status { state, status }) => {
                let acceptor = json!({ "index": index, "state": state, "status": status });
                status_acceptors.push(acceptor);
            }
            None => {}
        }
    }
    waiter.waitable.insert("acceptors".to_owned(), Value::Array(acceptors));
    let delay = object.take_number("delay", report).and_then(|(delay, _)| delay.as_u64());
    if let Some(delay) = delay.filter(|delay| *delay != DEFAULT_MIN_DELAY) {
        waiter.waitable.insert("minDelay".to_owned(), json!(delay));
        if delay > DEFAULT_MAX_DELAY {
            waiter.waitable.insert("maxDelay".to_owned(), json!(delay));
        }
    }
    if let Some((attempts, _)) = object.take_number("maxAttempts", report) {
        waiter.extended.insert("maxAttempts".to_owned(), Value::Number(attempts));
    }
    if !status_acceptors.is_empty() {
        waiter.extended.insert("acceptors".to_owned(), Value::Array(status_acceptors));
    }
    object.warn_unknown_keys(
        &["operation", "delay", "maxAttempts", "acceptors", "description"],
        report,
    );
    Some(waiter)
}

enum Acceptor {
    /// Acceptors of the trait `waitable`. An acceptor of a status code becomes one for each error with the code.
    Smithy(Vec<Value>),
    /// An acceptor of a status code that no error of the operation has.
    Status { state: String, status: Value },
}

/// Reads an acceptor. Returns `None` if it is malformed, which is reported.
fn read_acceptor(
    value: Value,
    at: Pointer,
    operation: &ShapeId,
    errors: &[(u64, String)],
    report: &mut Report,
) -> Option<Acceptor> {
    let mut object = ObjectReader::new(value, at, operation, report)?;
    let state = take_one_of(&mut object, "state", &["success", "failure", "retry"], report);
    let kinds = ["path", "pathAll", "pathAny", "status", "error"];
    let kind = take_one_of(&mut object, "matcher", &kinds, report);
    let path = object.take_string("argument", report).map(|(path, _)| path);
    let expected = object.take("expected");
    object.warn_unknown_keys(&["state", "matcher", "argument", "expected"], report);
    let (state, kind, (expected, at)) = (state?, kind?, expected?);
    let matchers = match (kind.as_str(), &expected) {
        ("error", Value::String(name)) => vec![json!({ "errorType": name })],
        ("error", Value::Bool(is_error)) => vec![json!({ "success": !is_error })],
        ("status", Value::Number(status)) => status_matchers(status, errors),
        ("path" | "pathAll" | "pathAny", Value::String(_) | Value::Bool(_)) => {
            vec![json!({ "output": path_matcher(&kind, &path.unwrap_or_default(), &expected) })]
        }
        _ => {
            let expected_type = match kind.as_str() {
                "error" => "the name of an error, or a boolean",
                "status" => "a status code",
                _ => "a string or a boolean",
            };
            report.push(wrong_type(&at, expected_type, &expected).about(operation));
            return None;
        }
    };
    if matchers.is_empty() {
        return Some(Acceptor::Status { state, status: expected });
    }
    let acceptor = |matcher: Value| json!({ "state": state, "matcher": matcher });
    Some(Acceptor::Smithy(matchers.into_iter().map(acceptor).collect()))
}

/// Returns the matchers of a status code: success, or the errors of the operation with this code.
fn status_matchers(status: &Number, errors: &[(u64, String)]) -> Vec<Value> {
    if status.as_u64() == Some(200) {
        return vec![json!({ "success": true })];
    }
    let errors = errors.iter().filter(|(known, _)| Some(*known) == status.as_u64());
    errors.map(|(_, name)| json!({ "errorType": name })).collect()
}

fn path_matcher(kind: &str, path: &str, expected: &Value) -> Value {
    let comparator = match (kind, expected) {
        ("pathAll", _) => "allStringEquals",
        ("pathAny", _) => "anyStringEquals",
        (_, Value::Bool(_)) => "booleanEquals",
        _ => "stringEquals",
    };
    let expected = expected.as_str().map_or_else(|| expected.to_string(), str::to_owned);
    json!({ "path": path, "expected": expected, "comparator": comparator })
}

/// Takes a string that must be one of the known ones; reports any other value.
fn take_one_of(
    object: &mut ObjectReader<'_>,
    key: &str,
    known: &[&'static str],
    report: &mut Report,
) -> Option<String> {
    let Some((name, at)) = object.take_string(key, report) else {
        let message = format!("the acceptor has no `{key}`");
        report.push(error("missing-key", &object.at, message).about(&object.owner()));
        return None;
    };
    if known.contains(&name.as_str()) {
        return Some(name);
    }
    let message = format!("expected one of {}, found `{name}`", list_names(known));
    let hint = did_you_mean(&name, known.iter().copied());
    let problem = error("malformed-trait", &at, message);
    report.push(problem.about(&object.owner()).maybe_hint(hint));
    None
}
