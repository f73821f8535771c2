//! Parses bytes into a JSON value, and reports files that aren't JSON.

use std::cell::Cell;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value};

use super::{decimal, format_hints, locate};
use crate::Pointer;
use crate::report::{ProblemBuilder, Report, error};

/// Returns the text of a file without a byte order mark, and whether all of the file is UTF-8. If not, the text ends
/// before the first invalid byte.
pub(crate) fn decode_text<'a>(bytes: &'a [u8], report: &mut Report) -> (&'a str, bool) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(err) => {
            let valid = bytes.get(..err.valid_up_to()).unwrap_or_default();
            let problem = error("invalid-utf8", &Pointer::default(), "the file isn't UTF-8 text")
                .offset(valid.len())
                .hint(format_hints::hint_for_bytes(bytes));
            report.push(problem);
            (std::str::from_utf8(valid).unwrap_or_default(), false)
        }
    }
}

/// Parses JSON text. Duplicate keys are reported, and the last one is kept.
pub(crate) fn parse(text: &str, report: &mut Report) -> Option<Value> {
    if text.trim().is_empty() {
        let problem = error("empty-file", &Pointer::default(), "the file is empty");
        report.push(problem.hint("a model is a JSON object, such as Smithy's JSON AST"));
        return None;
    }
    let (has_duplicates, has_doubles) = (Cell::new(false), Cell::new(false));
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = ValueVisitor { has_duplicates: &has_duplicates, has_doubles: &has_doubles }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(value) => {
            // The parser doesn't know offsets, so only files with such keys or numbers are searched for them.
            if has_duplicates.get() {
                report_duplicate_keys(text, report);
            }
            if has_doubles.get() {
                report_inexact_bounds(text, report);
            }
            Some(value)
        }
        Err(err) => {
            report.push(syntax_error(text, &err));
            None
        }
    }
}

fn report_duplicate_keys(text: &str, report: &mut Report) {
    for (pointer, offset) in locate::find_duplicate_keys(text) {
        let problem = error("duplicate-key", &pointer, "the key is used twice in its object");
        report.push(problem.offset(offset).hint("remove or rename one of the two"));
    }
}

/// Reports bounds that a double can't represent exactly, because reading them would change the model.
fn report_inexact_bounds(text: &str, report: &mut Report) {
    for (pointer, digits, offset) in locate::find_double_bounds(text) {
        let double = digits.parse::<f64>().map(|double| format!("{double:e}")).unwrap_or_default();
        if decimal::normalize(digits) == decimal::normalize(&double) {
            continue;
        }
        let message = format!("the bound {digits} can't be read exactly: it would become {double}");
        let problem = error("number-too-long", &pointer, message).offset(offset);
        report.push(problem.hint("use an integer of up to 64 bits, or at most 17 digits"));
    }
}

fn syntax_error(text: &str, err: &serde_json::Error) -> ProblemBuilder {
    let root = Pointer::default();
    let offset = locate::offset_of_position(text, err.line(), err.column());
    let reason = err.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    if err.classify() == Category::Eof {
        return error("truncated-json", &root, format!("the JSON ends too early: {reason}"))
            .offset(offset)
            .hint("get the file again: it may be cut off, for example by an interrupted download");
    }
    // serde_json has no other way to recognize this error.
    if reason == "recursion limit exceeded" {
        return error("too-deep", &root, "the JSON is nested more than 127 levels deep")
            .offset(offset)
            .hint("check the file: models are nested about a dozen levels deep");
    }
    error("invalid-json", &root, format!("invalid JSON: {reason}"))
        .offset(offset)
        .hint(format_hints::hint_for_text(text))
}

/// Reads a value like the deserializer of `serde_json::Value`, and notes whether there are duplicate keys and doubles.
#[derive(Clone, Copy)]
struct ValueVisitor<'a> {
    has_duplicates: &'a Cell<bool>,
    /// Whether a number was read as a double.
    has_doubles: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for ValueVisitor<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueVisitor<'_> {
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
        self.has_doubles.set(true);
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
                self.has_duplicates.set(true);
            }
        }
        Ok(Value::Object(entries))
    }
}
