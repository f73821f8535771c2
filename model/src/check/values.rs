//! Checks the JSON values of examples and defaults against their shapes.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Number, Value};

use super::formats::{base64_length, is_timestamp};
use super::numbers::{as_integer, integer_range, is_less};
use crate::json::describe_type;
use crate::suggest::did_you_mean;
use crate::{EnumMember, Member, Model, ShapeId, ShapeKind};

/// The seconds since 1970 of timestamps in the years 0 to 9999.
const EPOCH_SECONDS: Range<f64> = -62_167_219_200.0..253_402_300_800.0;

/// The checks of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Checks types, the names of members and the values of enums.
    TypesOnly,
    /// Checks constraints as well: required members, lengths and ranges.
    Constraints,
}

/// How well a JSON value fits a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueFit {
    /// The value has a wrong type, unknown members or unknown enum values.
    Mismatch,
    /// The value violates constraints, such as a length.
    TypesOnly,
    /// The value satisfies all constraints except patterns and `uniqueItems`, which aren't checked.
    Constraints,
}

impl Model {
    /// Returns how well a value fits a shape. The value is in the JSON form of examples.
    pub fn value_fit(&self, value: &Value, shape: &ShapeId) -> ValueFit {
        let is_valid = |strictness| check_value(self, value, shape, strictness).is_empty();
        if is_valid(Strictness::Constraints) {
            ValueFit::Constraints
        } else if is_valid(Strictness::TypesOnly) {
            ValueFit::TypesOnly
        } else {
            ValueFit::Mismatch
        }
    }
}

/// A problem of a value.
pub(super) struct ValueIssue {
    /// The steps from the checked value to the location of the problem.
    pub(super) path: Vec<String>,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// Returns the problems of a value of a shape.
pub(super) fn check_value(
    model: &Model,
    value: &Value,
    shape: &ShapeId,
    strictness: Strictness,
) -> Vec<ValueIssue> {
    let mut checker = ValueChecker { model, strictness, issues: Vec::new(), queue: Vec::new() };
    checker.queue.push(Item { value, shape, member: None, path: Vec::new() });
    while let Some(item) = checker.queue.pop() {
        checker.check_item(&item);
    }
    checker.issues
}

struct ValueChecker<'a> {
    model: &'a Model,
    strictness: Strictness,
    issues: Vec<ValueIssue>,
    queue: Vec<Item<'a>>,
}

/// A value that is still to be checked.
struct Item<'a> {
    value: &'a Value,
    shape: &'a ShapeId,
    /// The member that holds the value. Its constraints take precedence over those of the shape.
    member: Option<&'a Member>,
    path: Vec<String>,
}

impl<'a> ValueChecker<'a> {
    fn check_item(&mut self, item: &Item<'a>) {
        let Some(shape) = self.model.shape(item.shape) else {
            return;
        };
        match (&shape.kind, item.value) {
            (ShapeKind::Document, _) => {}
            (ShapeKind::Boolean, Value::Bool(_)) => {}
            (ShapeKind::String, Value::String(text)) => {
                self.check_length(item, text.chars().count() as u64, "characters")
            }
            (ShapeKind::Enum(known), Value::String(text)) => {
                self.check_enum_value(item, known, text)
            }
            (ShapeKind::Blob, Value::String(text)) => self.check_blob(item, text),
            (ShapeKind::Timestamp, Value::String(text)) => self.check_timestamp(item, text),
            (ShapeKind::Timestamp, Value::Number(seconds)) => {
                self.check_epoch_seconds(item, seconds)
            }
            (ShapeKind::IntEnum(known), Value::Number(number)) => {
                self.check_int_enum_value(item, known, number)
            }
            (ShapeKind::Float | ShapeKind::Double, Value::String(text)) if is_special(text) => {}
            // Big numbers can be strings, because some parsers of JSON lose digits of numbers.
            (ShapeKind::BigInteger | ShapeKind::BigDecimal, Value::String(_)) => {}
            (kind, Value::Number(number)) if is_number(kind) => {
                self.check_number(item, kind, number)
            }
            (ShapeKind::List(member), Value::Array(items)) => self.check_list(item, member, items),
            (ShapeKind::Map { key, value }, Value::Object(entries)) => {
                self.check_map(item, key, value, entries)
            }
            (ShapeKind::Structure(members), Value::Object(entries)) => {
                self.check_structure(item, members, entries)
            }
            (ShapeKind::Union(members), Value::Object(entries)) => {
                self.check_union(item, members, entries)
            }
            (expected, found) => {
                let (expected, found) = (describe_json_type(expected), describe_type(found));
                self.push(item, format!("expected {expected}, found {found}"), None);
            }
        }
    }

    fn push(&mut self, item: &Item<'_>, message: String, hint: Option<String>) {
        self.issues.push(ValueIssue { path: item.path.clone(), message, hint });
    }

    fn push_at_key(&mut self, item: &Item<'_>, key: &str, message: String, hint: Option<String>) {
        let mut path = item.path.clone();
        path.push(key.to_owned());
        self.issues.push(ValueIssue { path, message, hint });
    }

    fn enqueue(&mut self, item: &Item<'a>, key: String, value: &'a Value, member: &'a Member) {
        let mut path = item.path.clone();
        path.push(key);
        self.queue.push(Item { value, shape: &member.target, member: Some(member), path });
    }

    fn checks_constraints(&self) -> bool {
        self.strictness == Strictness::Constraints
    }

    fn check_enum_value(&mut self, item: &Item<'_>, known: &[EnumMember<String>], text: &str) {
        if !known.iter().any(|known| known.value == text) {
            let hint = did_you_mean(text, known.iter().map(|known| known.value.as_str()));
            let message = format!("`{text}` isn't a value of the enum `{}`", item.shape.name());
            self.push(item, message, hint);
        }
    }

    fn check_int_enum_value(
        &mut self,
        item: &Item<'_>,
        known: &[EnumMember<i32>],
        number: &Number,
    ) {
        if !known.iter().any(|known| number.as_i64() == Some(known.value.into())) {
            let message = format!("{number} isn't a value of the enum `{}`", item.shape.name());
            self.push(item, message, None);
        }
    }

    fn check_epoch_seconds(&mut self, item: &Item<'_>, seconds: &Number) {
        let is_in_range =
            seconds.as_f64().is_some_and(|seconds| EPOCH_SECONDS.contains(&seconds.floor()));
        if !is_in_range {
            let message = "expected seconds since 1970 in the years 0 to 9999".to_owned();
            let is_milliseconds = |seconds: f64| EPOCH_SECONDS.contains(&(seconds / 1e3).floor());
            let hint = seconds.as_f64().filter(|seconds| is_milliseconds(*seconds));
            let hint = hint.map(|_| "divide by 1000 if these are milliseconds".to_owned());
            self.push(item, message, hint);
        }
    }

    fn check_blob(&mut self, item: &Item<'_>, text: &str) {
        match base64_length(text) {
            Some(bytes) => self.check_length(item, bytes, "bytes"),
            None => {
                let message = "the value of the blob isn't base64".to_owned();
                self.push(item, message, Some("encode binary data in base64".to_owned()));
            }
        }
    }

    fn check_timestamp(&mut self, item: &Item<'_>, text: &str) {
        if !is_timestamp(text) {
            let hint = "write it as in `1985-04-12T23:20:50Z`".to_owned();
            self.push(item, format!("`{text}` isn't a timestamp"), Some(hint));
        }
    }

    fn check_number(&mut self, item: &Item<'_>, kind: &ShapeKind, number: &Number) {
        if let Some(values) = integer_range(kind)
            && as_integer(number).is_none_or(|integer| !values.contains(&integer))
        {
            let message = format!("{number} isn't a value of the type `{}`", kind.name());
            return self.push(item, message, None);
        }
        if !self.checks_constraints() {
            return;
        }
        let Some(range) = self.constraint(item, |traits| traits.range()) else {
            return;
        };
        if let Some(min) = range.min.filter(|min| is_less(number, min)) {
            self.push(item, format!("{number} is less than the minimum, {min}"), None);
        }
        if let Some(max) = range.max.filter(|max| is_less(max, number)) {
            self.push(item, format!("{number} is greater than the maximum, {max}"), None);
        }
    }

    /// Returns the constraint of the member or else of its target.
    fn constraint<T>(
        &self,
        item: &Item<'_>,
        get: impl Fn(&crate::Traits) -> Option<T>,
    ) -> Option<T> {
        match item.member {
            Some(member) => self.model.effective(member, get),
            None => get(&self.model.shape(item.shape)?.traits),
        }
    }

    fn check_length(&mut self, item: &Item<'_>, found: u64, unit: &str) {
        if !self.checks_constraints() {
            return;
        }
        let Some(length) = self.constraint(item, |traits| traits.length()) else {
            return;
        };
        if let Some(min) = length.min.filter(|min| found < *min) {
            self.push(item, format!("expected at least {min} {unit}, found {found}"), None);
        }
        if let Some(max) = length.max.filter(|max| found > *max) {
            self.push(item, format!("expected at most {max} {unit}, found {found}"), None);
        }
    }

    fn check_list(&mut self, item: &Item<'a>, member: &'a Member, items: &'a [Value]) {
        self.check_length(item, items.len() as u64, "items");
        let sparse = self.model.shape(item.shape).is_some_and(|shape| shape.traits.is_sparse());
        for (index, value) in items.iter().enumerate() {
            if !(sparse && value.is_null()) {
                self.enqueue(item, index.to_string(), value, member);
            }
        }
    }

    fn check_map(
        &mut self,
        item: &Item<'a>,
        key: &'a Member,
        value: &'a Member,
        entries: &'a Map<String, Value>,
    ) {
        self.check_length(item, entries.len() as u64, "entries");
        let sparse = self.model.shape(item.shape).is_some_and(|shape| shape.traits.is_sparse());
        let known = self.model.shape(&key.target).map(|shape| &shape.kind);
        for (name, entry) in entries {
            if let Some(ShapeKind::Enum(known)) = known
                && !known.iter().any(|known| known.value == *name)
            {
                let hint = did_you_mean(name, known.iter().map(|known| known.value.as_str()));
                let message =
                    format!("the key `{name}` isn't a value of the enum `{}`", key.target.name());
                self.push_at_key(item, name, message, hint);
            }
            if !(sparse && entry.is_null()) {
                self.enqueue(item, name.clone(), entry, value);
            }
        }
    }

    fn check_structure(
        &mut self,
        item: &Item<'a>,
        members: &'a [Member],
        entries: &'a Map<String, Value>,
    ) {
        self.check_members(item, members, entries);
        if !self.checks_constraints() {
            return;
        }
        let missing: BTreeSet<&str> = members
            .iter()
            // Clients generate idempotency tokens.
            .filter(|member| member.traits.is_required() && !member.traits.is_idempotency_token())
            .map(|member| member.name.as_str())
            .filter(|name| entries.get(*name).is_none_or(Value::is_null))
            .collect();
        for name in missing {
            let message =
                format!("the required member `{name}` of `{}` is missing", item.shape.name());
            self.push(item, message, None);
        }
    }

    fn check_union(
        &mut self,
        item: &Item<'a>,
        members: &'a [Member],
        entries: &'a Map<String, Value>,
    ) {
        self.check_members(item, members, entries);
        let count = entries.values().filter(|value| !value.is_null()).count();
        if count != 1 {
            let name = item.shape.name();
            let message =
                format!("expected exactly one member of the union `{name}`, found {count}");
            self.push(item, message, None);
        }
    }

    fn check_members(
        &mut self,
        item: &Item<'a>,
        members: &'a [Member],
        entries: &'a Map<String, Value>,
    ) {
        for (name, value) in entries {
            match members.iter().find(|member| member.name == *name) {
                // Null stands for an absent member.
                Some(_) if value.is_null() => {}
                Some(member) => self.enqueue(item, name.clone(), value, member),
                None => {
                    let hint =
                        did_you_mean(name, members.iter().map(|member| member.name.as_str()));
                    let message = format!("`{}` has no member `{name}`", item.shape.name());
                    self.push_at_key(item, name, message, hint);
                }
            }
        }
    }
}

fn is_number(kind: &ShapeKind) -> bool {
    integer_range(kind).is_some()
        || matches!(
            kind,
            ShapeKind::Float | ShapeKind::Double | ShapeKind::BigInteger | ShapeKind::BigDecimal
        )
}

/// Returns whether the text is a floating-point value that JSON has no number for.
fn is_special(text: &str) -> bool {
    matches!(text, "NaN" | "Infinity" | "-Infinity")
}

/// Returns a description of the JSON type of a shape's values.
fn describe_json_type(kind: &ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Boolean => "a boolean",
        ShapeKind::String | ShapeKind::Enum(_) => "a string",
        ShapeKind::Blob => "a string of base64",
        ShapeKind::Timestamp => "a timestamp as a string or a number",
        ShapeKind::List(_) => "an array",
        ShapeKind::Map { .. } | ShapeKind::Structure(_) | ShapeKind::Union(_) => "an object",
        ShapeKind::Document => "any value",
        _ => "a number",
    }
}
