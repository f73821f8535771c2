//! Checks JSON values, as examples and defaults have them, against the shapes that they are values of.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Number, Value};

use super::formats::{base64_length, is_timestamp};
use super::subject::with_article;
use super::trait_values::{as_integer, integer_limits, less};
use crate::json::kind;
use crate::suggest::did_you_mean;
use crate::{EnumMember, Member, Model, ShapeId, ShapeKind};

/// 0000-01-01T00:00:00Z and the first second of the year 10000, in seconds since 1970.
const EPOCH_SECONDS: Range<f64> = -62_167_219_200.0..253_402_300_800.0;

/// How much is asked of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// The right types, known members and known enum values.
    TypesOnly,
    /// Constraints as well: required members, lengths and ranges.
    Constraints,
}

/// How well a JSON value fits a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It has members, values or types that the shape hasn't.
    Not,
    /// It violates constraints, such as a length.
    Types,
    /// Nothing is wrong with it, patterns and the uniqueness of items aside.
    Constraints,
}

impl Model {
    /// How well a value, in the JSON form that examples have, fits a shape.
    pub fn fit(&self, value: &Value, shape: &ShapeId) -> Fit {
        let fits = |strictness| check(self, value, shape, strictness).is_empty();
        if fits(Strictness::Constraints) {
            Fit::Constraints
        } else if fits(Strictness::TypesOnly) {
            Fit::Types
        } else {
            Fit::Not
        }
    }
}

/// Something wrong within a value.
pub(super) struct Wrong {
    /// The steps from the value to the place.
    pub(super) below: Vec<String>,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// Everything wrong with a value of a shape.
pub(super) fn check(
    model: &Model,
    value: &Value,
    shape: &ShapeId,
    strictness: Strictness,
) -> Vec<Wrong> {
    let mut check = Check { model, strictness, wrong: Vec::new(), waiting: Vec::new() };
    check.waiting.push(Item { value, shape, member: None, below: Vec::new() });
    while let Some(item) = check.waiting.pop() {
        check.item(&item);
    }
    check.wrong
}

struct Check<'a> {
    model: &'a Model,
    strictness: Strictness,
    wrong: Vec<Wrong>,
    waiting: Vec<Item<'a>>,
}

/// A value that is still to be looked at.
struct Item<'a> {
    value: &'a Value,
    shape: &'a ShapeId,
    /// The member that holds the value, whose constraints come before those of the shape.
    member: Option<&'a Member>,
    below: Vec<String>,
}

impl<'a> Check<'a> {
    fn item(&mut self, item: &Item<'a>) {
        let Some(shape) = self.model.shape(item.shape) else {
            return;
        };
        match (&shape.kind, item.value) {
            (ShapeKind::Document, _) => {}
            (ShapeKind::Boolean, Value::Bool(_)) => {}
            (ShapeKind::String, Value::String(text)) => {
                self.length(item, text.chars().count() as u64, "characters")
            }
            (ShapeKind::Enum(known), Value::String(text)) => self.enum_value(item, known, text),
            (ShapeKind::Blob, Value::String(text)) => self.blob(item, text),
            (ShapeKind::Timestamp, Value::String(text)) => self.timestamp(item, text),
            (ShapeKind::Timestamp, Value::Number(seconds)) => self.epoch_seconds(item, seconds),
            (ShapeKind::IntEnum(known), Value::Number(number)) => {
                self.int_enum_value(item, known, number)
            }
            (ShapeKind::Float | ShapeKind::Double, Value::String(text)) if is_special(text) => {}
            // The digits of big numbers don't fit into JSON numbers everywhere.
            (ShapeKind::BigInteger | ShapeKind::BigDecimal, Value::String(_)) => {}
            (kind, Value::Number(number)) if is_number(kind) => self.number(item, kind, number),
            (ShapeKind::List(member), Value::Array(items)) => self.list(item, member, items),
            (ShapeKind::Map { key, value }, Value::Object(entries)) => {
                self.map(item, key, value, entries)
            }
            (ShapeKind::Structure(members), Value::Object(entries)) => {
                self.structure(item, members, entries)
            }
            (ShapeKind::Union(members), Value::Object(entries)) => {
                self.union(item, members, entries)
            }
            (expected, found) => {
                let expected = json_words(expected);
                self.push(item, format!("this must be {expected}, it is {}", kind(found)), None);
            }
        }
    }

    fn push(&mut self, item: &Item<'_>, message: String, hint: Option<String>) {
        self.wrong.push(Wrong { below: item.below.clone(), message, hint });
    }

    fn push_below(&mut self, item: &Item<'_>, key: &str, message: String, hint: Option<String>) {
        let mut below = item.below.clone();
        below.push(key.to_owned());
        self.wrong.push(Wrong { below, message, hint });
    }

    fn wait(&mut self, item: &Item<'a>, key: String, value: &'a Value, member: &'a Member) {
        let mut below = item.below.clone();
        below.push(key);
        self.waiting.push(Item { value, shape: &member.target, member: Some(member), below });
    }

    fn constrained(&self) -> bool {
        self.strictness == Strictness::Constraints
    }

    fn enum_value(&mut self, item: &Item<'_>, known: &[EnumMember<String>], text: &str) {
        if !known.iter().any(|known| known.value == text) {
            let hint = did_you_mean(text, known.iter().map(|known| known.value.as_str()));
            self.push(
                item,
                format!("`{text}` is no value of the enum `{}`", item.shape.name()),
                hint,
            );
        }
    }

    fn int_enum_value(&mut self, item: &Item<'_>, known: &[EnumMember<i32>], number: &Number) {
        if !known.iter().any(|known| number.as_i64() == Some(known.value.into())) {
            self.push(
                item,
                format!("{number} is no value of the enum `{}`", item.shape.name()),
                None,
            );
        }
    }

    fn epoch_seconds(&mut self, item: &Item<'_>, seconds: &Number) {
        let is_in_range =
            seconds.as_f64().is_some_and(|seconds| EPOCH_SECONDS.contains(&seconds.floor()));
        if !is_in_range {
            let message = "this must be seconds since 1970 in the years 0 to 9999".to_owned();
            let is_milliseconds = |seconds: f64| EPOCH_SECONDS.contains(&(seconds / 1e3).floor());
            let hint = seconds.as_f64().filter(|seconds| is_milliseconds(*seconds));
            let hint = hint.map(|_| "are these milliseconds?".to_owned());
            self.push(item, message, hint);
        }
    }

    fn blob(&mut self, item: &Item<'_>, text: &str) {
        match base64_length(text) {
            Some(bytes) => self.length(item, bytes, "bytes"),
            None => {
                let message = "this blob isn't base64".to_owned();
                self.push(item, message, Some("binary data is written in base64".to_owned()));
            }
        }
    }

    fn timestamp(&mut self, item: &Item<'_>, text: &str) {
        if !is_timestamp(text) {
            let hint = Some("timestamps look like `1985-04-12T23:20:50Z`".to_owned());
            self.push(item, format!("`{text}` is no timestamp"), hint);
        }
    }

    fn number(&mut self, item: &Item<'_>, kind: &ShapeKind, number: &Number) {
        if let Some(limits) = integer_limits(kind)
            && as_integer(number).is_none_or(|whole| !limits.contains(&whole))
        {
            return self.push(
                item,
                format!("{number} isn't a value of {}", with_article(kind)),
                None,
            );
        }
        if !self.constrained() {
            return;
        }
        let Some(range) = self.constraint(item, |traits| traits.range()) else {
            return;
        };
        if let Some(min) = range.min.filter(|min| less(number, min)) {
            self.push(item, format!("{number} is less than the least value, {min}"), None);
        }
        if let Some(max) = range.max.filter(|max| less(max, number)) {
            self.push(item, format!("{number} is more than the greatest value, {max}"), None);
        }
    }

    /// The constraint of the member or else of its target.
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

    fn length(&mut self, item: &Item<'_>, found: u64, unit: &str) {
        if !self.constrained() {
            return;
        }
        let Some(length) = self.constraint(item, |traits| traits.length()) else {
            return;
        };
        if let Some(min) = length.min.filter(|min| found < *min) {
            self.push(item, format!("this has {found} {unit}, the least number is {min}"), None);
        }
        if let Some(max) = length.max.filter(|max| found > *max) {
            self.push(item, format!("this has {found} {unit}, the greatest number is {max}"), None);
        }
    }

    fn list(&mut self, item: &Item<'a>, member: &'a Member, items: &'a [Value]) {
        self.length(item, items.len() as u64, "items");
        let sparse = self.model.shape(item.shape).is_some_and(|shape| shape.traits.sparse());
        for (number, value) in items.iter().enumerate() {
            if !(sparse && value.is_null()) {
                self.wait(item, number.to_string(), value, member);
            }
        }
    }

    fn map(
        &mut self,
        item: &Item<'a>,
        key: &'a Member,
        value: &'a Member,
        entries: &'a Map<String, Value>,
    ) {
        self.length(item, entries.len() as u64, "entries");
        let sparse = self.model.shape(item.shape).is_some_and(|shape| shape.traits.sparse());
        let known = self.model.shape(&key.target).map(|shape| &shape.kind);
        for (name, entry) in entries {
            if let Some(ShapeKind::Enum(known)) = known
                && !known.iter().any(|known| known.value == *name)
            {
                let hint = did_you_mean(name, known.iter().map(|known| known.value.as_str()));
                let message =
                    format!("the key `{name}` is no value of the enum `{}`", key.target.name());
                self.push_below(item, name, message, hint);
            }
            if !(sparse && entry.is_null()) {
                self.wait(item, name.clone(), entry, value);
            }
        }
    }

    fn structure(
        &mut self,
        item: &Item<'a>,
        members: &'a [Member],
        entries: &'a Map<String, Value>,
    ) {
        self.members(item, members, entries);
        if !self.constrained() {
            return;
        }
        let missing: BTreeSet<&str> = members
            .iter()
            // A client fills in tokens.
            .filter(|member| member.traits.required() && !member.traits.idempotency_token())
            .map(|member| member.name.as_str())
            .filter(|name| entries.get(*name).is_none_or(Value::is_null))
            .collect();
        for name in missing {
            let message =
                format!("the required member `{name}` of `{}` is missing", item.shape.name());
            self.push(item, message, None);
        }
    }

    fn union(&mut self, item: &Item<'a>, members: &'a [Member], entries: &'a Map<String, Value>) {
        self.members(item, members, entries);
        let given = entries.values().filter(|value| !value.is_null()).count();
        if given != 1 {
            let name = item.shape.name();
            self.push(
                item,
                format!("the union `{name}` needs exactly one member, this has {given}"),
                None,
            );
        }
    }

    fn members(&mut self, item: &Item<'a>, members: &'a [Member], entries: &'a Map<String, Value>) {
        for (name, value) in entries {
            match members.iter().find(|member| member.name == *name) {
                // Null is as good as absent.
                Some(_) if value.is_null() => {}
                Some(member) => self.wait(item, name.clone(), value, member),
                None => {
                    let hint =
                        did_you_mean(name, members.iter().map(|member| member.name.as_str()));
                    let message = format!("`{}` has no member `{name}`", item.shape.name());
                    self.push_below(item, name, message, hint);
                }
            }
        }
    }
}

fn is_number(kind: &ShapeKind) -> bool {
    integer_limits(kind).is_some()
        || matches!(
            kind,
            ShapeKind::Float | ShapeKind::Double | ShapeKind::BigInteger | ShapeKind::BigDecimal
        )
}

/// The floating-point values that JSON has no numbers for.
fn is_special(text: &str) -> bool {
    matches!(text, "NaN" | "Infinity" | "-Infinity")
}

fn json_words(kind: &ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Boolean => "a boolean",
        ShapeKind::String | ShapeKind::Enum(_) => "a string",
        ShapeKind::Blob => "a string of base64",
        ShapeKind::Timestamp => "a timestamp as a string or a number",
        ShapeKind::List(_) => "an array",
        ShapeKind::Map { .. } | ShapeKind::Structure(_) | ShapeKind::Union(_) => "an object",
        ShapeKind::Document => "anything",
        _ => "a number",
    }
}
