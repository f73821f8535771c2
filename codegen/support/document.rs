//! Documents: data without a modeled type, as values of `serde_json`.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use serde_json::{Number, Value as Json};

use super::content::{Content, NUMBER};
use super::value::{FromContent, Map, Slot, Value, View};

impl Value for Json {
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => View::Integer(value),
                (None, Some(value)) => View::Unsigned(value),
                // With arbitrary precision a double may have lost digits of the number.
                (None, None) => match number.as_f64() {
                    Some(value) if !has_arbitrary_precision() => View::Double(value),
                    _ => View::Number(number),
                },
            },
            Self::String(text) => View::String(text),
            Self::Array(items) => View::List(items),
            Self::Object(entries) => View::Map(entries),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Any(self)
    }

    fn placeholder() -> Self {
        Self::Null
    }

    fn nullable() -> bool {
        true
    }
}

impl Map for serde_json::Map<String, Json> {
    fn count(&self) -> usize {
        serde_json::Map::len(self)
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>) -> ControlFlow<()>) {
        for (key, value) in self {
            if visit(key, value.view()).is_break() {
                return;
            }
        }
    }

    fn insert(&mut self, key: &str) -> Slot<'_> {
        self.entry(key).or_insert(Json::Null).slot()
    }

    fn insert_null(&mut self, key: &str) -> bool {
        self.entry(key).or_insert(Json::Null);
        true
    }
}

impl FromContent for Json {
    fn set(&mut self, content: Content) -> Result<(), &'static str> {
        *self = to_json(content)?;
        Ok(())
    }
}

/// Returns whether serde_json has its feature `arbitrary_precision`, which any crate of the program may enable.
fn has_arbitrary_precision() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    *FOUND.get_or_init(|| "1e400".parse::<Number>().is_ok())
}

fn to_json(content: Content) -> Result<Json, &'static str> {
    Ok(match content {
        Content::Null => Json::Null,
        Content::Bool(value) => Json::Bool(value),
        Content::Integer(value) => {
            let number = match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => Some(Number::from(value)),
                (_, Ok(value)) => Some(Number::from(value)),
                _ => value.to_string().parse().ok().filter(|_| has_arbitrary_precision()),
            };
            Json::Number(number.ok_or("expected a number of at most 64 bits")?)
        }
        Content::Double(value) => Number::from_f64(value).map_or(Json::Null, Json::Number),
        Content::Digits(digits) if has_arbitrary_precision() => {
            Json::Number(digits.parse().map_err(|_| "expected a number")?)
        }
        // Without the feature, only an object of the input has the key.
        Content::Digits(digits) => Json::Object([(NUMBER.to_owned(), digits.into())].into_iter().collect()),
        Content::String(text) => Json::String(text),
        Content::List(items) => {
            Json::Array(items.into_iter().map(to_json).collect::<Result<_, _>>()?)
        }
        Content::Map(entries) => {
            // The type of the error is named, because other crates can have conversions from text, too.
            let entries = entries.into_iter().map(|(key, value)| Ok((key, to_json(value)?)));
            Json::Object(entries.collect::<Result<_, &str>>()?)
        }
    })
}
