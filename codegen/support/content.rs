//! Data of no known type: what an unknown union member holds.

use std::fmt;

use serde_core::de::{DeserializeSeed, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_core::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::place::MAX_DEPTH;

/// Any value that JSON can spell.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// Any other number.
    Double(f64),
    /// A number by its digits, or an object that looks like one: see [`NUMBER`].
    Digits(String),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Content>),
    /// An object, in the order of the input.
    Map(Vec<(String, Content)>),
}

/// The member of a union that this version of the crate doesn't know. Only reading makes it;
/// writing gives back what was read.
#[derive(Clone, PartialEq)]
pub struct UnknownVariant {
    tag: String,
    content: Content,
}

impl UnknownVariant {
    pub(super) fn new(tag: String, content: Content) -> Self {
        Self { tag, content }
    }

    /// A place to read into.
    #[doc(hidden)]
    pub fn blank() -> Self {
        Self { tag: String::new(), content: Content::Null }
    }

    /// The member's key on the wire.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    pub(super) fn content(&self) -> &Content {
        &self.content
    }
}

impl fmt::Debug for UnknownVariant {
    /// Without tag and value: whether they may be shown is known to the union alone.
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

/// Reads whatever comes, so many levels deep.
#[derive(Clone, Copy)]
struct Anything {
    levels: u8,
}

/// The only key of the object that a number is shown as where `serde_json` has its feature
/// `arbitrary_precision`, which any crate in the program may ask for.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// Returns the digits of the number in such an object.
pub(super) fn number_digits<'de, A: MapAccess<'de>>(
    mut map: A,
    expected: &dyn Expected,
) -> Result<String, A::Error> {
    let wrong = || A::Error::invalid_type(Unexpected::Map, expected);
    match map.next_key::<String>()? {
        Some(key) if key == NUMBER => {
            let digits = map.next_value::<String>()?;
            if is_number(&digits) { Ok(digits) } else { Err(wrong()) }
        }
        _ => Err(wrong()),
    }
}

/// Returns the double nearest to a number.
pub(super) fn parse_double<E: Error>(digits: &str) -> Result<f64, E> {
    let number = digits.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| E::custom("number out of range"))
}

/// Whether the text is a number as JSON spells it.
fn is_number(text: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    text.bytes().all(|byte| byte.is_ascii_digit() || is_sign(byte)) && text.parse::<f64>().is_ok()
}

/// Writes a number by its digits in the form in which [`Anything`] reads it. Text formats have room for it: what
/// serde_json makes of this is the number, with the feature `arbitrary_precision`, or else the object that was read.
pub(super) fn write_digits<S: Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return super::write::number(digits, serializer);
    }
    let mut state = serializer.serialize_struct(NUMBER, 1)?;
    state.serialize_field(NUMBER, digits)?;
    state.end()
}

impl Anything {
    /// What is to be read a level deeper.
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
