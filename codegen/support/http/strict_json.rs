//! Strict reading of JSON: each value must have the one form that the specification gives its type.
//!
//! Smithy's tests of malformed requests define what a strict server refuses and an ordinary reader accepts: `1.0` for an integer,
//! base64 without padding, timestamps in another form than the member's, unknown members of unions.

use super::super::TimestampFormat;
use super::super::content::Content;
use super::super::field::{
    DATE_TIME, DOCUMENT, Field, HTTP_DATE, TIMESTAMP_FORMAT,
};
use super::super::missing::Step;
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::value::{List, Map, Slot, Union, Value};
use super::super::Timestamp;
use super::codec::{ReadError, read_member};
use super::text;

/// Reads the members of a structure from a JSON object: all, or those in the body of an HTTP message.
pub(super) fn read_object<const BODY: bool>(
    body: &[u8],
    value: &mut dyn Value,
    place: Place<'_>,
    seen: &mut SeenMembers,
) -> Result<(), ReadError> {
    match serde_json::from_slice(body)? {
        Content::Map(entries) => read_members(entries, value, place, seen, BODY),
        _ => Err(place.error("expected an object")),
    }
}

/// Reads a value from JSON.
pub(super) fn read_value(
    body: &[u8],
    slot: Slot<'_>,
    flags: u32,
    place: Place<'_>,
) -> Result<(), ReadError> {
    set_value(slot, serde_json::from_slice(body)?, flags, place)
}

fn read_members(
    entries: Vec<(String, Content)>,
    value: &mut dyn Value,
    place: Place<'_>,
    seen: &mut SeenMembers,
    is_body: bool,
) -> Result<(), ReadError> {
    let shape = value.shape();
    for (key, content) in entries {
        let is_read = |field: &Field| !is_body || field.is_in_body();
        let found = shape.fields.iter().position(|field| field.key() == key && is_read(field));
        let Some((index, field)) = found.and_then(|it| Some((it, shape.fields.get(it)?))) else {
            continue;
        };
        if matches!(content, Content::Null) && !field.has(DOCUMENT) {
            continue;
        }
        read_member(shape, field, place, || {
            set_value(value.member(index), content, field.flags(), place)
        })?;
        seen.mark(index);
    }
    Ok(())
}

fn set_value(
    slot: Slot<'_>,
    content: Content,
    flags: u32,
    place: Place<'_>,
) -> Result<(), ReadError> {
    match (slot, content) {
        (Slot::Structure(value), Content::Map(entries)) => {
            let place = place.below()?;
            let mut seen = SeenMembers::new(value.shape());
            read_members(entries, value, place, &mut seen, false)?;
            seen.check(place)
        }
        (Slot::Union(value), Content::Map(entries)) => {
            read_union(entries, value, place.below()?)
        }
        (Slot::List(list), Content::List(items)) => {
            read_list(items, list, flags, place.below()?)
        }
        (Slot::Map(map), Content::Map(entries)) => {
            read_map(entries, map, flags, place.below()?)
        }
        (Slot::Any(slot), content) => slot.set(content).map_err(|expected| {
            place.error(format_args!("expected {expected}"))
        }),
        (slot, content) => set_leaf(slot, content, flags)
            .map_err(|expected| place.error(format_args!("expected {expected}"))),
    }
}

fn read_union(
    entries: Vec<(String, Content)>,
    value: &mut dyn Union,
    place: Place<'_>,
) -> Result<(), ReadError> {
    let shape = value.shape();
    let is_set = |(key, content): &(String, Content)| {
        key != "__type" && !matches!(content, Content::Null)
    };
    let mut set = entries.into_iter().filter(is_set);
    let (Some((key, content)), None) = (set.next(), set.next()) else {
        return Err(place.error("expected exactly one member of the union"));
    };
    let found = shape.fields.iter().position(|field| field.key() == key);
    let Some((index, field)) = found.and_then(|index| Some((index, shape.fields.get(index)?)))
    else {
        return Err(place.error("unknown member of the union"));
    };
    read_member(shape, field, place, || {
        set_value(value.choose(index), content, field.flags(), place)
    })
}

fn read_list(
    items: Vec<Content>,
    list: &mut dyn List,
    flags: u32,
    place: Place<'_>,
) -> Result<(), ReadError> {
    for (index, content) in items.into_iter().enumerate() {
        place.enter(Step::Index(index));
        let result = match content {
            Content::Null => place.check_null(list.push_null()),
            content => set_value(list.push(), content, flags, place),
        };
        place.leave();
        result.map_err(|error| place.in_item(index, error))?;
    }
    Ok(())
}

fn read_map(
    entries: Vec<(String, Content)>,
    map: &mut dyn Map,
    flags: u32,
    place: Place<'_>,
) -> Result<(), ReadError> {
    for (key, content) in entries {
        place.enter(Step::Key(&key));
        let result = match content {
            Content::Null => place.check_null(map.insert_null(&key)),
            content => set_value(map.insert(&key), content, flags, place),
        };
        place.leave();
        result.map_err(|error| place.in_entry(&key, error))?;
    }
    Ok(())
}

/// Sets a value without values inside.
///
/// # Errors
/// The description of what was expected.
fn set_leaf(slot: Slot<'_>, content: Content, flags: u32) -> Result<(), &'static str> {
    match (slot, content) {
        (Slot::String(slot), Content::String(text)) => *slot = text,
        (Slot::Enum(slot), Content::String(text)) => slot.set(&text),
        (Slot::Bool(slot), Content::Bool(value)) => *slot = value,
        (Slot::I8(slot), content) => *slot = to_integer(&content)?,
        (Slot::I16(slot), content) => *slot = to_integer(&content)?,
        (Slot::I32(slot), content) => *slot = to_integer(&content)?,
        (Slot::I64(slot), content) => *slot = to_integer(&content)?,
        (Slot::IntEnum(slot), content) => slot.set(to_integer(&content)?),
        (Slot::F32(slot), content) => {
            let number = to_double(&content)?;
            *slot = number as f32;
            if slot.is_infinite() && number.is_finite() {
                return Err("a number that fits");
            }
        }
        (Slot::F64(slot), content) => *slot = to_double(&content)?,
        (Slot::Blob(slot), Content::String(text)) => {
            *slot = text::decode_base64(&text, true).map_err(|error| error.0)?;
        }
        (Slot::Timestamp(slot), content) => *slot = to_timestamp(&content, flags)?,
        (Slot::None, _) => {}
        _ => return Err("a value of the member's type"),
    }
    Ok(())
}

fn to_integer<T: TryFrom<i128>>(content: &Content) -> Result<T, &'static str> {
    let number = match content {
        Content::Integer(number) => Some(*number),
        Content::Digits(digits) => digits.parse().ok(),
        _ => None,
    };
    number.and_then(|number| T::try_from(number).ok()).ok_or("an integer of the member's type")
}

fn to_double(content: &Content) -> Result<f64, &'static str> {
    match content {
        Content::Integer(number) => Ok(*number as f64),
        Content::Double(number) => Ok(*number),
        Content::Digits(digits) => digits.parse().map_err(|_| "a number"),
        Content::String(text) if text == "NaN" => Ok(f64::NAN),
        Content::String(text) if text == "Infinity" => Ok(f64::INFINITY),
        Content::String(text) if text == "-Infinity" => Ok(f64::NEG_INFINITY),
        _ => Err("a number"),
    }
}

fn to_timestamp(content: &Content, flags: u32) -> Result<Timestamp, &'static str> {
    let format = match flags & TIMESTAMP_FORMAT {
        DATE_TIME => TimestampFormat::DateTime,
        HTTP_DATE => TimestampFormat::HttpDate,
        _ => TimestampFormat::EpochSeconds,
    };
    match (format, content) {
        (TimestampFormat::EpochSeconds, Content::String(_)) => Err("seconds since 1970"),
        (TimestampFormat::EpochSeconds, content) => {
            Timestamp::from_epoch(to_double(content)?).ok_or("seconds since 1970")
        }
        (format, Content::String(text)) => {
            text::parse_timestamp(text, format, true).map_err(|error| error.0)
        }
        _ => Err("a timestamp of the member's format"),
    }
}
