//! From bytes to a JSON value, with a helpful word for everything that isn't JSON.

use std::cell::Cell;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value};

use super::{decimal, locate, sniff};
use crate::Pointer;
use crate::report::{Draft, Report, error};

/// The text of a file, without a byte order mark; as far as it is UTF-8, where it isn't.
pub(crate) fn text<'a>(bytes: &'a [u8], report: &mut Report) -> (&'a str, bool) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(err) => {
            let valid = bytes.get(..err.valid_up_to()).unwrap_or_default();
            let problem = error("invalid-utf8", &Pointer::default(), "this isn't UTF-8 text")
                .offset(valid.len())
                .hint(sniff::not_text(bytes));
            report.push(problem);
            (std::str::from_utf8(valid).unwrap_or_default(), false)
        }
    }
}

/// The JSON value of the text. Duplicate keys are reported and the last one counts, as everywhere.
pub(crate) fn parse(text: &str, report: &mut Report) -> Option<Value> {
    if text.trim().is_empty() {
        let problem = error("empty-file", &Pointer::default(), "the file is empty");
        report.push(problem.hint("a model is a JSON object, such as Smithy's JSON AST"));
        return None;
    }
    let (duplicates, doubles) = (Cell::new(false), Cell::new(false));
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = AnyValue { duplicates: &duplicates, doubles: &doubles }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(value) => {
            // Cheap to notice while parsing, but only the second look knows where.
            if duplicates.get() {
                report_duplicates(text, report);
            }
            if doubles.get() {
                report_changed_bounds(text, report);
            }
            Some(value)
        }
        Err(err) => {
            report.push(not_json(text, &err));
            None
        }
    }
}

fn report_duplicates(text: &str, report: &mut Report) {
    for (pointer, offset) in locate::duplicate_keys(text) {
        let problem = error("duplicate-key", &pointer, "this key stands twice in its object");
        report.push(problem.offset(offset).hint("remove or rename one of the two"));
    }
}

/// Reports the bounds whose digits a double doesn't have: reading would change what a model says without a word.
fn report_changed_bounds(text: &str, report: &mut Report) {
    for (pointer, digits, offset) in locate::bounds(text) {
        let read = digits.parse::<f64>().map(|read| format!("{read:e}")).unwrap_or_default();
        if decimal::normalize(digits) == decimal::normalize(&read) {
            continue;
        }
        let message = format!("the bound {digits} can't be kept: it would be read as {read}");
        let problem = error("number-too-long", &pointer, message).offset(offset);
        report.push(problem.hint("a bound is an integer of 64 bits or has at most 17 digits"));
    }
}

fn not_json(text: &str, err: &serde_json::Error) -> Draft {
    let root = Pointer::default();
    let offset = locate::offset_of_line(text, err.line(), err.column());
    let reason = err.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    if err.classify() == Category::Eof {
        return error("truncated-json", &root, format!("the JSON ends too early: {reason}"))
            .offset(offset)
            .hint("was the file cut off, for example by an interrupted download?");
    }
    // serde_json tells this one case by its words alone.
    if reason == "recursion limit exceeded" {
        return error("too-deep", &root, "the JSON is nested more than 127 levels deep")
            .offset(offset)
            .hint("no real model nests deeper than a dozen levels");
    }
    error("invalid-json", &root, format!("this isn't JSON: {reason}"))
        .offset(offset)
        .hint(sniff::not_json(text))
}

/// Reads any value like `serde_json::Value` does, and notes whether a key was there before.
#[derive(Clone, Copy)]
struct AnyValue<'a> {
    duplicates: &'a Cell<bool>,
    /// Whether a number was read as a double.
    doubles: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for AnyValue<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyValue<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.doubles.set(true);
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut entries = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = access.next_value_seed(self)?;
            if entries.insert(key, value).is_some() {
                self.duplicates.set(true);
            }
        }
        Ok(Value::Object(entries))
    }
}
