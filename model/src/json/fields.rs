//! Takes a JSON object apart key by key, reporting values of the wrong type.

use serde_json::{Map, Value};

use crate::report::{Draft, Report, error, warning};
use crate::suggest::did_you_mean;
use crate::{Pointer, ShapeId};

/// The shape or member that something belongs to; its id is made when a problem needs it.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) shape: &'a ShapeId,
    pub(crate) member: Option<&'a str>,
}

impl Owner<'_> {
    /// The id of the shape or member.
    pub(crate) fn id(self) -> ShapeId {
        self.member.map_or_else(|| self.shape.clone(), |member| self.shape.with_member(member))
    }
}

impl<'a> From<&'a ShapeId> for Owner<'a> {
    fn from(shape: &'a ShapeId) -> Self {
        Self { shape, member: None }
    }
}

/// An object on its way into the model, with its place and the shape that it belongs to.
pub(crate) struct Fields<'a> {
    /// Where the object stands.
    pub(crate) at: Pointer,
    owner: Owner<'a>,
    entries: Map<String, Value>,
}

impl<'a> Fields<'a> {
    /// The object that the value is, or a problem.
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

    /// The shape or member that the object belongs to.
    pub(crate) fn owner(&self) -> ShapeId {
        self.owner.id()
    }

    /// Takes the value of a key with its place.
    pub(crate) fn take(&mut self, key: &str) -> Option<(Value, Pointer)> {
        let value = self.entries.swap_remove(key)?;
        Some((value, self.at.join(key)))
    }

    /// Takes an object; an absent key is an empty one.
    pub(crate) fn object(
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

    /// Takes an array; an absent key is an empty one.
    pub(crate) fn array(&mut self, key: &str, report: &mut Report) -> (Vec<Value>, Pointer) {
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
    pub(crate) fn text(&mut self, key: &str, report: &mut Report) -> Option<(String, Pointer)> {
        match self.take(key)? {
            (Value::String(text), at) => Some((text, at)),
            (other, at) => {
                report.push(wrong_type(&at, "a string", &other).about(&self.owner.id()));
                None
            }
        }
    }

    /// Takes a flag; an absent key is false.
    pub(crate) fn flag(&mut self, key: &str, report: &mut Report) -> bool {
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
    pub(crate) fn number(
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

    /// Takes what says nothing that matters.
    pub(crate) fn skip(&mut self, keys: &[&str]) {
        for key in keys {
            self.entries.swap_remove(*key);
        }
    }

    /// Errors for the keys that nobody took.
    pub(crate) fn strict(self, known: &[&'static str], code: &'static str, report: &mut Report) {
        for key in self.entries.keys() {
            let message = format!("nothing is known of the key `{key}` here");
            let problem = error(code, &self.at.join(key), message).about(&self.owner.id());
            report.push(problem.maybe_hint(did_you_mean(key, known.iter().copied())));
        }
    }

    /// Warns of the keys that nobody took.
    pub(crate) fn finish(self, known: &[&'static str], report: &mut Report) {
        for key in self.entries.keys() {
            let message = format!("nothing is known of the key `{key}` here, it is ignored");
            let problem =
                warning("unknown-key", &self.at.join(key), message).about(&self.owner.id());
            report.push(problem.maybe_hint(did_you_mean(key, known.iter().copied())));
        }
    }
}

/// The problem of a value that is of another JSON type than it should be.
pub(crate) fn wrong_type(at: &Pointer, expected: &str, found: &Value) -> Draft {
    error("wrong-type", at, format!("this must be {expected}, it is {}", kind(found)))
}

/// What a JSON value is, in words.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
