//! ViolationList of values that are given in their JSON form.

use serde_json::Value;

use crate::{ViolationList, probes};

/// Reads a value of a generated type, which must succeed, and returns its violations.
#[track_caller]
pub fn validate_json(module: &str, name: &str, value: &Value) -> ViolationList {
    let probe = probes(module).unwrap().iter().find(|probe| probe.name == name).unwrap();
    (probe.validate)(value).unwrap_or_else(|error| panic!("{name}: {error}\n{value}"))
}

/// Returns the violations of a `CheckRequest` of the fixture `constraints`, to which its one required member is added.
#[track_caller]
pub fn validate_request(mut value: Value) -> ViolationList {
    value.as_object_mut().unwrap().entry("id").or_insert_with(|| "id".into());
    validate_json("constraints", "CheckRequest", &value)
}

/// Returns the violations of a `CheckRequest` with this one optional member.
#[track_caller]
pub fn validate_member(name: &str, value: Value) -> ViolationList {
    validate_request(Value::Object([(name.to_owned(), value)].into_iter().collect()))
}

/// Returns the violations of a value that violates one constraint. The message has a length where one is given.
pub fn one_violation(path: &str, length: Option<usize>, constraint: &str) -> ViolationList {
    let length = length.map(|length| format!("with length {length} ")).unwrap_or_default();
    let message =
        format!("Value {length}at '{path}' failed to satisfy constraint: Member must {constraint}");
    vec![(path.to_owned(), message)]
}

/// Returns the violations of a valid value.
pub fn no_violations() -> ViolationList {
    Vec::new()
}
