//! What the tests of validators share: values in their JSON form, and what is told of them.
#![allow(dead_code)]

use serde_json::Value;
use shapesmith_tests::{Told, probes};

/// What validation tells of a value of this type, which has to be readable.
pub fn told(module: &str, name: &str, value: &Value) -> Told {
    let probe = probes(module).unwrap().iter().find(|probe| probe.name == name).unwrap();
    (probe.validate)(value).unwrap_or_else(|error| panic!("{name}: {error}\n{value}"))
}

/// The same of a request of the fixture, to which its one required member is added.
pub fn request(mut value: Value) -> Told {
    value.as_object_mut().unwrap().entry("id").or_insert_with(|| "id".into());
    told("constraints", "CheckRequest", &value)
}

/// Of a request, the value of this member alone.
pub fn member(name: &str, value: Value) -> Told {
    request(Value::Object([(name.to_owned(), value)].into_iter().collect()))
}

/// What is told where one value violates one constraint. A length is given where the words have one.
pub fn one(path: &str, length: Option<usize>, constraint: &str) -> Told {
    let length = length.map(|length| format!("with length {length} ")).unwrap_or_default();
    let words =
        format!("Value {length}at '{path}' failed to satisfy constraint: Member must {constraint}");
    vec![(path.to_owned(), words)]
}

/// Nothing is told.
pub fn nothing() -> Told {
    Vec::new()
}
