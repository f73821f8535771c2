//! JSON bodies.

use std::collections::BTreeMap;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};
use serde_json::de::StrRead;

use super::super::field::Field;
use super::super::place::Place;
use super::super::read::ReadInto;
use super::super::read_structure::{SeenMembers, StructureVisitor};
use super::super::unknown_error::UnknownError;
use super::super::value::{Slot, Value, View};
use super::super::write::{Serialized, write_members};
use super::codec::{DocumentFormat, Members, PlainError, ReadError, Target};
use super::strict_json;

/// Returns the members of a structure as a JSON object: all, or those in the body of an HTTP message.
pub(super) fn write_object<const ALL: bool>(members: Members<'_>) -> Vec<u8> {
    let mut body = Vec::with_capacity(128);
    let Members { shape, views } = members;
    let mut serializer = serde_json::Serializer::new(&mut body);
    // Neither writing to memory nor our values can fail.
    let written = write_members::<_, ALL>(shape, views, &mut serializer);
    if written.is_err() {
        body.clear();
    }
    body
}

/// Returns a value as JSON.
pub(super) fn write_view(view: &View<'_>, flags: u32) -> Vec<u8> {
    to_bytes(&Serialized { view, flags })
}

/// Returns any value as JSON.
pub(super) fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    let mut body = Vec::new();
    let written = value.serialize(&mut serde_json::Serializer::new(&mut body));
    if written.is_err() {
        body.clear();
    }
    body
}

/// Returns an object with one more entry of text in front.
pub(super) fn prepend_entry(key: &str, value: &str, object: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(object.len() + key.len() + value.len() + 8);
    body.extend_from_slice(b"{");
    body.extend(to_bytes(&Text(key)));
    body.extend_from_slice(b":");
    body.extend(to_bytes(&Text(value)));
    let rest = object.strip_prefix(b"{").unwrap_or(b"}");
    if rest != b"}" {
        body.extend_from_slice(b",");
    }
    body.extend_from_slice(rest);
    body
}

/// The format of documents in JSON.
pub(super) static FORMAT: JsonFormat = JsonFormat;

pub(super) struct JsonFormat;

impl DocumentFormat for JsonFormat {
    fn write_members(&self, members: Members<'_>) -> Vec<u8> {
        write_object::<true>(members)
    }

    fn write_value(&self, field: &Field, view: View<'_>) -> Vec<u8> {
        write_view(&view, field.flags())
    }

    fn read_members(
        &self,
        document: &[u8],
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        read_object::<false>(document, value, place, seen, false)
    }

    fn read_value(
        &self,
        document: &[u8],
        field: &Field,
        slot: Slot<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        read_value(document, slot, field.flags(), place, false)
    }

    fn read_message(&self, document: &[u8]) -> Option<String> {
        read_error(document).ok()?.message
    }
}

struct Text<'a>(&'a str);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0)
    }
}

/// Returns an error whose members aren't those of the model.
pub(super) fn write_plain_error(error: &PlainError<'_>) -> Vec<u8> {
    match &error.violations {
        Some(violations) => to_bytes(violations),
        None => {
            let message = error.message.map(|message| ("message", message));
            to_bytes(&message.into_iter().collect::<BTreeMap<_, _>>())
        }
    }
}

/// Reads the code and message of an error.
pub(super) fn read_error(body: &[u8]) -> Result<UnknownError, String> {
    match body {
        [] => Ok(UnknownError::default()),
        body => serde_json::from_slice(body).map_err(|error| error.to_string()),
    }
}

/// Reads the members of a structure from a JSON object: all, or those in the body of an HTTP message.
pub(super) fn read_object<const BODY: bool>(
    body: &[u8],
    value: &mut dyn Value,
    place: Place<'_>,
    seen: &mut SeenMembers,
    is_strict: bool,
) -> Result<(), ReadError> {
    if is_strict {
        return strict_json::read_object::<BODY>(body, value, place, seen);
    }
    let mut deserializer = create_deserializer(body, place)?;
    deserializer.deserialize_map(ObjectVisitor::<BODY> { value, place, seen })?;
    deserializer.end()
}

/// Returns a deserializer of a document, which has to be UTF-8. Checking that at once is faster than checking each text in it.
fn create_deserializer<'b>(
    body: &'b [u8],
    place: Place<'_>,
) -> Result<serde_json::Deserializer<StrRead<'b>>, ReadError> {
    let text = std::str::from_utf8(body).map_err(|error| place.error(error))?;
    Ok(serde_json::Deserializer::from_str(text))
}

/// Reads a message whose body is an object of all members. An empty body is an empty object.
pub(super) fn read_message(
    body: &[u8],
    target: Target<'_>,
    place: Place<'_>,
    is_strict: bool,
) -> Result<(), ReadError> {
    target.read_object(body, place, |value, seen| {
        read_object::<false>(body, value, place, seen, is_strict)
    })
}

/// Reads a value from JSON.
pub(super) fn read_value(
    body: &[u8],
    slot: Slot<'_>,
    flags: u32,
    place: Place<'_>,
    is_strict: bool,
) -> Result<(), ReadError> {
    if is_strict {
        return strict_json::read_value(body, slot, flags, place);
    }
    let mut deserializer = create_deserializer(body, place)?;
    ReadInto { slot, place }.deserialize(&mut deserializer)?;
    deserializer.end()
}

struct ObjectVisitor<'s, 'p, 'm, const BODY: bool> {
    value: &'s mut dyn Value,
    place: Place<'p>,
    seen: &'m mut SeenMembers,
}

impl<'de, const BODY: bool> Visitor<'de> for ObjectVisitor<'_, '_, '_, BODY> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        let members = StructureVisitor { slot: &mut self.value, place: &self.place };
        members.read_members::<A, BODY>(map, self.seen)
    }
}
