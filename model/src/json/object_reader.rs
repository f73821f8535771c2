//! Reads a JSON object key by key, and reports values of the wrong type.

use serde_json::{Map, Value};

use crate::report::{ProblemBuilder, Report, error, warning};
use crate::suggest::did_you_mean;
use crate::{Pointer, ShapeId};

/// The shape or member that a part of a file belongs to. The id is created only for problems.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) shape: &'a ShapeId,
    pub(crate) member: Option<&'a str>,
}

impl Owner<'_> {
    /// Returns the id of the shape or member.
    pub(crate) fn id(self) -> ShapeId {
        self.member.map_or_else(|| self.shape.clone(), |member| self.shape.with_member(member))
    }
}

impl<'a> From<&'a ShapeId> for Owner<'a> {
    fn from(shape: &'a ShapeId) -> Self {
        Self { shape, member: None }
    }
}

/// An object whose entries are taken out one by one, with its location and the shape that it belongs to.
pub(crate) struct ObjectReader<'a> {
    /// The location of the object.
    pub(crate) at: Pointer,
    owner: Owner<'a>,
    entries: Map<String, Value>,
}

impl<'a> ObjectReader<'a> {
    /// Creates a reader of an object; reports any other value.
    pub(crate) fn new(
        value: Value,
        at: Pointer,
        owner: impl Into<Owner<'a>>,
        report: &mut Report,
    ) -> Option<Self> {
        let owner = owner.into();
        match value {
            Value::Object(entries) => Some(Self { at, owner, entries }),
            other => {
                report.push(wrong_type(&at, "an object", &other).about(&owner.id()));
                None
            }
        }
    }

    /// Returns the id of the shape or member that the object belongs to.
    pub(crate) fn owner(&self) -> ShapeId {
        self.owner.id()
    }

    /// Takes the value of a key with its location.
    pub(crate) fn take(&mut self, key: &str) -> Option<(Value, Pointer)> {
        let value = self.entries.swap_remove(key)?;
        Some((value, self.at.join(key)))
    }

    /// Takes an object, which is empty if the key is absent.
    pub(crate) fn take_object(
        &mut self,
        key: &str,
        report: &mut Report,
    ) -> (Map<String, Value>, Pointer) {
        match self.take(key) {
            None => (Map::new(), self.at.join(key)),
            Some((Value::Object(entries), at)) => (entries, at),
            Some((other, at)) => {
                report.push(wrong_type(&at, "an object", &other).about(&self.owner.id()));
                (Map::new(), at)
            }
        }
    }

    /// Takes an array, which is empty if the key is absent.
    pub(crate) fn take_array(&mut self, key: &str, report: &mut Report) -> (Vec<Value>, Pointer) {
        match self.take(key) {
            None => (Vec::new(), self.at.join(key)),
            Some((Value::Array(items), at)) => (items, at),
            Some((other, at)) => {
                report.push(wrong_type(&at, "an array", &other).about(&self.owner.id()));
                (Vec::new(), at)
            }
        }
    }

    /// Takes a string.
    pub(crate) fn take_string(
        &mut self,
        key: &str,
        report: &mut Report,
    ) -> Option<(String, Pointer)> {
        match self.take(key)? {
            (Value::String(text), at) => Some((text, at)),
            (other, at) => {
                report.push(wrong_type(&at, "a string", &other).about(&self.owner.id()));
                None
            }
        }
    }

    /// Takes a boolean, which is false if the key is absent.
    pub(crate) fn take_flag(&mut self, key: &str, report: &mut Report) -> bool {
        match self.take(key) {
            None | Some((Value::Null, _)) => false,
            Some((Value::Bool(flag), _)) => flag,
            Some((other, at)) => {
                report.push(wrong_type(&at, "a boolean", &other).about(&self.owner.id()));
                false
            }
        }
    }

    /// Takes a number.
    pub(crate) fn take_number(
        &mut self,
        key: &str,
        report: &mut Report,
    ) -> Option<(serde_json::Number, Pointer)> {
        match self.take(key)? {
            (Value::Number(number), at) => Some((number, at)),
            (other, at) => {
                report.push(wrong_type(&at, "a number", &other).about(&self.owner.id()));
                None
            }
        }
    }

    /// Removes entries that are known and not used.
    pub(crate) fn skip(&mut self, keys: &[&str]) {
        for key in keys {
            self.entries.swap_remove(*key);
        }
    }

    /// Reports the remaining keys as errors. `known` are the keys to suggest.
    pub(crate) fn reject_unknown_keys(
        self,
        known: &[&'static str],
        code: &'static str,
        report: &mut Report,
    ) {
        for key in self.entries.keys() {
            let problem = error(code, &self.at.join(key), format!("unknown key `{key}`"));
            let hint = did_you_mean(key, known.iter().copied());
            report.push(problem.about(&self.owner.id()).maybe_hint(hint));
        }
    }

    /// Reports the remaining keys as warnings. `known` are the keys to suggest.
    pub(crate) fn warn_unknown_keys(self, known: &[&'static str], report: &mut Report) {
        for key in self.entries.keys() {
            let message = format!("unknown key `{key}`, which is ignored");
            let problem = warning("unknown-key", &self.at.join(key), message);
            let hint = did_you_mean(key, known.iter().copied());
            report.push(problem.about(&self.owner.id()).maybe_hint(hint));
        }
    }
}

/// Returns the problem of a value of the wrong JSON type.
pub(crate) fn wrong_type(at: &Pointer, expected: &str, found: &Value) -> ProblemBuilder {
    error("wrong-type", at, format!("expected {expected}, found {}", describe_type(found)))
}

/// Returns the problem of a name that isn't an identifier.
pub(crate) fn malformed_name(name: &str, at: &Pointer) -> ProblemBuilder {
    let message = if name.is_empty() {
        "the name is empty".to_owned()
    } else {
        format!("`{name}` isn't a valid name")
    };
    error("malformed-name", at, message)
        .hint("use ASCII letters, digits and `_`, and don't start with a digit")
}

/// Returns a description of the JSON type of a value, such as `a string`.
pub(crate) fn describe_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
