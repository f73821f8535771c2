//! Data of an unknown type, such as the value of an unknown union member.

use std::fmt;

use serde_core::de::{DeserializeSeed, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_core::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::place::MAX_DEPTH;

/// Any JSON value.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// Any other number.
    Double(f64),
    /// A number as its digits, or an object that looks like one, as [`NUMBER`] explains.
    Digits(String),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Content>),
    /// An object, in the order of the input.
    Map(Vec<(String, Content)>),
}

/// A member of a union that this version of the crate doesn't know. Only reading creates it, and writing it returns what was
/// read.
#[derive(Clone, PartialEq)]
pub struct UnknownVariant {
    tag: String,
    content: Content,
}

impl UnknownVariant {
    pub(super) fn new(tag: String, content: Content) -> Self {
        Self { tag, content }
    }

    /// Creates a value to read into.
    #[doc(hidden)]
    pub fn placeholder() -> Self {
        Self { tag: String::new(), content: Content::Null }
    }

    /// Returns the member's key in JSON.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    pub(super) fn content(&self) -> &Content {
        &self.content
    }
}

impl fmt::Debug for UnknownVariant {
    /// Omits the key and the value, because only the union knows whether they are sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownVariant")
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => match i64::try_from(*value) {
                Ok(value) => serializer.serialize_i64(value),
                Err(_) => serializer.serialize_i128(*value),
            },
            Self::Double(value) => serializer.serialize_f64(*value),
            Self::Digits(digits) => write_digits(digits, serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut state = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| state.serialize_element(item))?;
                state.end()
            }
            Self::Map(entries) => {
                let mut state = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| state.serialize_entry(key, value))?;
                state.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Anything { levels: MAX_DEPTH }.deserialize(deserializer)
    }
}

/// A seed that reads any value, at most `levels` deep.
#[derive(Clone, Copy)]
struct Anything {
    levels: u8,
}

/// The only key of the object that `serde_json` makes of a number with its feature `arbitrary_precision`, which any crate of
/// the program may enable.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// Returns the digits of the number in such an object.
pub(super) fn number_digits<'de, A: MapAccess<'de>>(
    mut map: A,
    expected: &dyn Expected,
) -> Result<String, A::Error> {
    let invalid = || A::Error::invalid_type(Unexpected::Map, expected);
    match map.next_key::<String>()? {
        Some(key) if key == NUMBER => {
            let digits = map.next_value::<String>()?;
            if is_number(&digits) { Ok(digits) } else { Err(invalid()) }
        }
        _ => Err(invalid()),
    }
}

/// Returns the double nearest to a number.
pub(super) fn parse_double<E: Error>(digits: &str) -> Result<f64, E> {
    let number = digits.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| E::custom("number out of range"))
}

/// Returns whether the text is a number in JSON's syntax.
fn is_number(text: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    text.bytes().all(|byte| byte.is_ascii_digit() || is_sign(byte)) && text.parse::<f64>().is_ok()
}

/// Writes a number as its digits, in the form in which [`Anything`] reads it. In text formats serde_json makes the number of it
/// with the feature `arbitrary_precision`, or else the object that was read.
pub(super) fn write_digits<S: Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return super::write::write_number(digits, serializer);
    }
    let mut state = serializer.serialize_struct(NUMBER, 1)?;
    state.serialize_field(NUMBER, digits)?;
    state.end()
}

impl Anything {
    /// Returns the seed for a value one level deeper.
    ///
    /// # Errors
    /// Values nest too deeply.
    fn below<E: Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1);
        levels.map(|levels| Self { levels }).ok_or_else(|| E::custom("recursion limit exceeded"))
    }
}

impl<'de> DeserializeSeed<'de> for Anything {
    type Value = Content;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Anything {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_none<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Content, E> {
        Ok(Content::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Content, E> {
        Ok(Content::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Content, E> {
        Ok(Content::Integer(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Content, E> {
        i128::try_from(value).map(Content::Integer).map_err(E::custom)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Content, E> {
        Ok(Content::Double(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Content, E> {
        Ok(Content::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Content, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(below)? {
            items.push(item);
        }
        Ok(Content::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
        let below = self.below()?;
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((key, map.next_value_seed(below)?));
        }
        match entries.as_slice() {
            [(key, Content::String(digits))] if key == NUMBER && is_number(digits) => {
                Ok(Content::Digits(digits.clone()))
            }
            _ => Ok(Content::Map(entries)),
        }
    }
}
