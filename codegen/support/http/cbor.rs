//! Values in CBOR.
//! ([RFC 8949](https://www.rfc-editor.org/rfc/rfc8949), [Smithy: RPC v2 CBOR](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html))

use std::ops::ControlFlow;

use super::super::Timestamp;
use super::super::content::{Content, UnknownVariant};
use super::super::field::{DOCUMENT, Field};
use super::super::missing::Step;
use super::super::place::{MAX_DEPTH, Place};
use super::super::read_structure::SeenMembers;
use super::super::unknown_error::UnknownError;
use super::super::value::{FieldVisitor, FromContent, List, Map, Slot, Union, Value, Variant, View};
use super::codec::{DocumentFormat, Members, ReadError, read_member};

// The major types.
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;
const SIMPLE: u8 = 7;

// The items of the last major type, as whole bytes.
const FALSE: u8 = 0xF4;
const TRUE: u8 = 0xF5;
const NULL: u8 = 0xF6;
const UNDEFINED: u8 = 0xF7;
const HALF: u8 = 0xF9;
const SINGLE: u8 = 0xFA;
const DOUBLE: u8 = 0xFB;
const BREAK: u8 = 0xFF;

/// The tag of seconds since 1970.
const EPOCH: u64 = 1;

/// Returns the members of a structure as a map, with text entries in front.
pub(super) fn write_object(entries: &[(&str, &str)], members: Members<'_>) -> Vec<u8> {
    let mut body = Vec::with_capacity(128);
    write_entries(&mut body, entries, members);
    body
}

/// Returns a map of texts.
pub(super) fn write_text_map(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    write_head(&mut body, MAP, entries.len() as u64);
    for (key, value) in entries {
        write_text(&mut body, key);
        write_text(&mut body, value);
    }
    body
}

fn write_entries(body: &mut Vec<u8>, entries: &[(&str, &str)], members: Members<'_>) {
    let Members { shape, views } = members;
    let set = views.iter().filter(|view| !view.is_absent()).count();
    write_head(body, MAP, (set + entries.len()) as u64);
    for (key, value) in entries {
        write_text(body, key);
        write_text(body, value);
    }
    for (field, view) in shape.fields.iter().zip(views) {
        if !view.is_absent() {
            write_text(body, field.key());
            write_view(body, *view);
        }
    }
}

fn write_view(body: &mut Vec<u8>, view: View<'_>) {
    match view {
        View::Absent | View::Null => body.push(NULL),
        View::String(text) | View::Unrecognized(text) => write_text(body, text),
        View::UnrecognizedInteger(value) => write_integer(body, value.into()),
        View::Bool(value) => body.push(if value { TRUE } else { FALSE }),
        View::Integer(value) => write_integer(body, value.into()),
        View::Unsigned(value) => write_head(body, UNSIGNED, value),
        View::Float(value) => {
            body.push(SINGLE);
            body.extend_from_slice(&value.to_be_bytes());
        }
        View::Double(value) => write_double(body, value),
        View::Digits(digits) => write_text(body, digits),
        View::Number(digits) => write_text(body, &digits.to_string()),
        View::Blob(bytes) => {
            write_head(body, BYTES, bytes.as_ref().len() as u64);
            body.extend_from_slice(bytes.as_ref());
        }
        View::Timestamp(time) => write_timestamp(body, time),
        View::Structure(value) => value.fields(FieldVisitor(&mut |shape, views| {
            write_entries(body, &[], Members { shape, views });
        })),
        View::Union(value) => write_union(body, value),
        View::List(list) => {
            write_head(body, ARRAY, list.count() as u64);
            (0..list.count()).for_each(|index| write_view(body, list.item(index)));
        }
        View::Map(map) => {
            write_head(body, MAP, map.count() as u64);
            map.each(&mut |key, view| {
                write_text(body, key);
                write_view(body, view);
                ControlFlow::Continue(())
            });
        }
    }
}

fn write_union(body: &mut Vec<u8>, value: &dyn Union) {
    match value.variant() {
        Variant::Known(index, view) => {
            let key = value.shape().fields.get(index).map_or("", |field| field.key());
            write_head(body, MAP, 1);
            write_text(body, key);
            write_view(body, view);
        }
        Variant::Unknown(unknown) => {
            write_head(body, MAP, 1);
            write_text(body, unknown.tag());
            write_content(body, unknown.content());
        }
    }
}

fn write_content(body: &mut Vec<u8>, content: &Content) {
    match content {
        Content::Null => body.push(NULL),
        Content::Bool(value) => body.push(if *value { TRUE } else { FALSE }),
        Content::Integer(value) => write_integer(body, *value),
        Content::Double(value) => write_double(body, *value),
        Content::Digits(text) | Content::String(text) => write_text(body, text),
        Content::List(items) => {
            write_head(body, ARRAY, items.len() as u64);
            items.iter().for_each(|item| write_content(body, item));
        }
        Content::Map(entries) => {
            write_head(body, MAP, entries.len() as u64);
            for (key, value) in entries {
                write_text(body, key);
                write_content(body, value);
            }
        }
    }
}

/// Writes a major type with its argument, in the fewest bytes.
fn write_head(body: &mut Vec<u8>, major: u8, argument: u64) {
    let major = major << 5;
    let bytes = argument.to_be_bytes();
    let (info, length) = match argument {
        0..24 => (argument as u8, 0),
        24..0x100 => (24, 1),
        0x100..0x1_0000 => (25, 2),
        0x1_0000..0x1_0000_0000 => (26, 4),
        _ => (27, 8),
    };
    body.push(major | info);
    body.extend(bytes.iter().skip(8 - length));
}

fn write_text(body: &mut Vec<u8>, text: &str) {
    write_head(body, TEXT, text.len() as u64);
    body.extend_from_slice(text.as_bytes());
}

/// Writes an integer, or the nearest double if it has more than 64 bits.
fn write_integer(body: &mut Vec<u8>, value: i128) {
    // The argument of a negative number n is -1 - n, the complement of its bits.
    match (u64::try_from(value), u64::try_from(!value)) {
        (Ok(argument), _) => write_head(body, UNSIGNED, argument),
        (_, Ok(argument)) => write_head(body, NEGATIVE, argument),
        _ => write_double(body, value as f64),
    }
}

fn write_double(body: &mut Vec<u8>, value: f64) {
    body.push(DOUBLE);
    body.extend_from_slice(&value.to_be_bytes());
}

fn write_timestamp(body: &mut Vec<u8>, time: &Timestamp) {
    write_head(body, TAG, EPOCH);
    match time.subsec_nanos() / 1_000_000 {
        0 => write_integer(body, time.seconds().into()),
        millis => write_double(body, time.seconds() as f64 + f64::from(millis) / 1e3),
    }
}

/// Reads the members of a structure from a map.
pub(super) fn read_object(
    body: &[u8],
    value: &mut dyn Value,
    place: Place<'_>,
    seen: &mut SeenMembers,
    is_strict: bool,
) -> Result<(), ReadError> {
    let mut reader = Reader { rest: body, is_strict };
    reader.read_members(value, place, seen)?;
    if reader.rest.is_empty() { Ok(()) } else { Err(place.error("bytes after the value")) }
}

/// The format of documents in CBOR.
pub(super) static FORMAT: CborFormat = CborFormat;

pub(super) struct CborFormat;

impl DocumentFormat for CborFormat {
    fn write_members(&self, members: Members<'_>) -> Vec<u8> {
        write_object(&[], members)
    }

    fn write_value(&self, _: &Field, view: View<'_>) -> Vec<u8> {
        let mut document = Vec::new();
        write_view(&mut document, view);
        document
    }

    fn read_members(
        &self,
        document: &[u8],
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        read_object(document, value, place, seen, false)
    }

    fn read_value(
        &self,
        document: &[u8],
        _: &Field,
        slot: Slot<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError> {
        let mut reader = Reader { rest: document, is_strict: false };
        reader.read_value(slot, place)?;
        if reader.rest.is_empty() { Ok(()) } else { Err(place.error("bytes after the value")) }
    }

    fn read_message(&self, document: &[u8]) -> Option<String> {
        let mut error = UnknownError::default();
        error.set(read_content(document)?).ok()?;
        error.message
    }
}

/// Reads any value.
pub(super) fn read_content(body: &[u8]) -> Option<Content> {
    let mut reader = Reader { rest: body, is_strict: false };
    reader.read_content(0).ok().filter(|_| reader.rest.is_empty())
}

/// A reader of bytes.
struct Reader<'b> {
    rest: &'b [u8],
    is_strict: bool,
}

/// The error of bytes that aren't the CBOR of a value: what was expected.
struct Expected(&'static str);

/// The first part of an item.
#[derive(Clone, Copy)]
struct Head {
    major: u8,
    /// The whole first byte.
    byte: u8,
    /// A number or length; `None` for an indefinite length.
    argument: Option<u64>,
}

/// A length of a collection or text, counted down; `None` if it is indefinite.
struct Remaining(Option<u64>);

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Expected> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(Expected("more bytes"))?;
        self.rest = rest;
        Ok(*bytes)
    }

    fn take_slice(&mut self, length: u64) -> Result<&[u8], Expected> {
        let length = usize::try_from(length).map_err(|_| Expected("more bytes"))?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(Expected("more bytes"))?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Reads the first part of an item, without tags that say nothing about its type.
    fn head(&mut self) -> Result<Head, Expected> {
        loop {
            let head = self.raw_head()?;
            if head.major != TAG {
                return Ok(head);
            }
        }
    }

    fn raw_head(&mut self) -> Result<Head, Expected> {
        let [byte] = self.take()?;
        let has_end = !matches!(byte >> 5, UNSIGNED | NEGATIVE | TAG);
        let argument = match byte & 0x1F {
            info @ 0..24 => Some(info.into()),
            24 => Some(u64::from(u8::from_be_bytes(self.take()?))),
            25 => Some(u64::from(u16::from_be_bytes(self.take()?))),
            26 => Some(u64::from(u32::from_be_bytes(self.take()?))),
            27 => Some(u64::from_be_bytes(self.take()?)),
            31 if has_end => None,
            _ => return Err(Expected("CBOR")),
        };
        Ok(Head { major: byte >> 5, byte, argument })
    }

    /// Consumes a null, and returns whether there was one.
    fn take_null(&mut self) -> bool {
        let is_null = matches!(self.peek(), Some(NULL | UNDEFINED));
        if is_null {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        is_null
    }

    fn start(&mut self, major: u8, expected: &'static str) -> Result<Remaining, Expected> {
        let head = self.head()?;
        if head.major == major { Ok(Remaining(head.argument)) } else { Err(Expected(expected)) }
    }

    /// Returns whether the collection has another entry.
    fn next(&mut self, remaining: &mut Remaining) -> bool {
        match &mut remaining.0 {
            Some(0) => false,
            Some(count) => {
                *count -= 1;
                true
            }
            None => {
                let is_end = self.peek() == Some(BREAK);
                if is_end {
                    self.rest = self.rest.get(1..).unwrap_or_default();
                }
                !is_end
            }
        }
    }

    /// Reads bytes or text, whose parts are joined if the length is indefinite.
    fn read_bytes(&mut self, major: u8, expected: &'static str) -> Result<Vec<u8>, Expected> {
        let mut remaining = match self.start(major, expected)? {
            Remaining(Some(length)) => return Ok(self.take_slice(length)?.to_vec()),
            remaining => remaining,
        };
        let mut bytes = Vec::new();
        while self.next(&mut remaining) {
            match self.start(major, expected)? {
                Remaining(Some(length)) => bytes.extend_from_slice(self.take_slice(length)?),
                Remaining(None) => return Err(Expected(expected)),
            }
        }
        Ok(bytes)
    }

    fn read_text(&mut self) -> Result<String, Expected> {
        let bytes = self.read_bytes(TEXT, "text")?;
        String::from_utf8(bytes).map_err(|_| Expected("UTF-8"))
    }

    fn read_integer<T: TryFrom<i128>>(&mut self) -> Result<T, Expected> {
        const EXPECTED: Expected = Expected("an integer of the member's type");
        let head = self.head()?;
        let number = match (head.major, head.argument) {
            (UNSIGNED, Some(value)) => i128::from(value),
            (NEGATIVE, Some(value)) => -1 - i128::from(value),
            (SIMPLE, Some(bits)) => {
                let number = float(head.byte, bits).ok_or(EXPECTED)?;
                let is_exact = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
                if is_exact { number as i128 } else { return Err(EXPECTED) }
            }
            _ => return Err(EXPECTED),
        };
        T::try_from(number).map_err(|_| EXPECTED)
    }

    fn read_double(&mut self) -> Result<f64, Expected> {
        let head = self.head()?;
        match (head.major, head.argument) {
            (UNSIGNED, Some(value)) => Ok(value as f64),
            (NEGATIVE, Some(value)) => Ok(-1.0 - value as f64),
            (SIMPLE, Some(bits)) => float(head.byte, bits).ok_or(Expected("a number")),
            _ => Err(Expected("a number")),
        }
    }

    fn read_timestamp(&mut self) -> Result<Timestamp, Expected> {
        let expected = "seconds since 1970";
        if self.is_strict {
            let head = self.raw_head()?;
            if head.major != TAG || head.argument != Some(EPOCH) {
                return Err(Expected(expected));
            }
        }
        let before = self.rest;
        if let Ok(seconds) = self.read_integer::<i64>() {
            return Timestamp::new(seconds, 0).map_err(|_| Expected(expected));
        }
        self.rest = before;
        Timestamp::from_epoch(self.read_double()?).ok_or(Expected(expected))
    }

    /// Reads any value, at a depth of the whole.
    fn read_content(&mut self, depth: u8) -> Result<Content, Expected> {
        if depth > MAX_DEPTH {
            return Err(Expected("less depth"));
        }
        match self.peek().map(|byte| (byte, byte >> 5)) {
            Some((_, UNSIGNED | NEGATIVE)) => self.read_integer().map(Content::Integer),
            Some((_, BYTES)) => {
                let blob = super::super::Blob::new(self.read_bytes(BYTES, "bytes")?);
                Ok(Content::String(blob.to_base64()))
            }
            Some((_, TEXT)) => self.read_text().map(Content::String),
            Some((_, ARRAY)) => {
                let (mut items, mut remaining) = (Vec::new(), self.start(ARRAY, "a list")?);
                while self.next(&mut remaining) {
                    items.push(self.read_content(depth + 1)?);
                }
                Ok(Content::List(items))
            }
            Some((_, MAP)) => {
                let (mut entries, mut remaining) = (Vec::new(), self.start(MAP, "a map")?);
                while self.next(&mut remaining) {
                    entries.push((self.read_text()?, self.read_content(depth + 1)?));
                }
                Ok(Content::Map(entries))
            }
            Some((_, TAG)) => {
                self.raw_head()?;
                self.read_content(depth + 1)
            }
            Some((TRUE | FALSE, _)) => self.read_bool().map(Content::Bool),
            Some((NULL | UNDEFINED, _)) => {
                self.take_null();
                Ok(Content::Null)
            }
            _ => self.read_double().map(Content::Double),
        }
    }

    /// Skips any value, at a depth of the whole.
    fn skip(&mut self, depth: u8) -> Result<(), Expected> {
        if depth > MAX_DEPTH {
            return Err(Expected("less depth"));
        }
        let head = self.raw_head()?;
        let mut remaining = Remaining(head.argument);
        match head.major {
            TAG => self.skip(depth + 1)?,
            BYTES | TEXT => self.skip_bytes(head)?,
            ARRAY => {
                while self.next(&mut remaining) {
                    self.skip(depth + 1)?;
                }
            }
            MAP => {
                while self.next(&mut remaining) {
                    let key = self.head()?;
                    if key.major != TEXT {
                        return Err(Expected("text"));
                    }
                    self.skip_bytes(key)?;
                    self.skip(depth + 1)?;
                }
            }
            SIMPLE if head.argument.is_none() => return Err(Expected("a value")),
            _ => {}
        }
        Ok(())
    }

    /// Skips the bytes or the text behind its head.
    fn skip_bytes(&mut self, head: Head) -> Result<(), Expected> {
        let mut remaining = Remaining(head.argument);
        if let Some(length) = head.argument {
            return self.take_slice(length).map(drop);
        }
        while self.next(&mut remaining) {
            let part = self.head()?;
            let length = part.argument.filter(|_| part.major == head.major);
            self.take_slice(length.ok_or(Expected("a part of the same type"))?)?;
        }
        Ok(())
    }

    fn read_bool(&mut self) -> Result<bool, Expected> {
        match self.head()?.byte {
            TRUE => Ok(true),
            FALSE => Ok(false),
            _ => Err(Expected("a boolean")),
        }
    }
}

/// Returns the value of a float of 16, 32 or 64 bits.
fn float(byte: u8, bits: u64) -> Option<f64> {
    match byte {
        HALF => Some(half(bits as u16)),
        SINGLE => Some(f32::from_bits(bits as u32).into()),
        DOUBLE => Some(f64::from_bits(bits)),
        _ => None,
    }
}

/// Returns the value of an IEEE 754 half.
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (bits >> 10 & 0x1F, f64::from(bits & 0x3FF));
    let magnitude = match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1.0 + fraction / 1024.0) * 2_f64.powi(i32::from(exponent) - 15),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

impl Reader<'_> {
    fn read_members(
        &mut self,
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError> {
        let shape = value.shape();
        let mut remaining = self.start(MAP, "a structure").map_err(|it| it.at(place))?;
        while self.next(&mut remaining) {
            let key = self.read_text().map_err(|it| it.at(place))?;
            let found = shape.fields.iter().position(|field| field.key() == key);
            let Some((index, field)) = found.and_then(|it| Some((it, shape.fields.get(it)?)))
            else {
                self.skip(0).map_err(|it| it.at(place))?;
                continue;
            };
            if !field.has(DOCUMENT) && self.take_null() {
                continue;
            }
            read_member(shape, field, place, || self.read_value(value.member(index), place))?;
            seen.mark(index);
        }
        Ok(())
    }

    fn read_value(&mut self, slot: Slot<'_>, place: Place<'_>) -> Result<(), ReadError> {
        match slot {
            Slot::Structure(value) => {
                let place = place.below()?;
                let mut seen = SeenMembers::new(value.shape());
                self.read_members(value, place, &mut seen)?;
                seen.check(place)
            }
            Slot::Union(value) => self.read_union(value, place.below()?),
            Slot::List(list) => self.read_list(list, place.below()?),
            Slot::Map(map) => self.read_map(map, place.below()?),
            Slot::Any(slot) => {
                let content = self.read_content(0).map_err(|it| it.at(place))?;
                slot.set(content).map_err(|it| Expected(it).at(place))
            }
            slot => self.read_leaf(slot).map_err(|it| it.at(place)),
        }
    }

    fn read_leaf(&mut self, slot: Slot<'_>) -> Result<(), Expected> {
        match slot {
            Slot::String(slot) => *slot = self.read_text()?,
            Slot::Enum(slot) => slot.set(&self.read_text()?),
            Slot::Bool(slot) => *slot = self.read_bool()?,
            Slot::I8(slot) => *slot = self.read_integer()?,
            Slot::I16(slot) => *slot = self.read_integer()?,
            Slot::I32(slot) => *slot = self.read_integer()?,
            Slot::I64(slot) => *slot = self.read_integer()?,
            Slot::IntEnum(slot) => slot.set(self.read_integer()?),
            Slot::F32(slot) => {
                let number = self.read_double()?;
                *slot = number as f32;
                if slot.is_infinite() && number.is_finite() {
                    return Err(Expected("a number of the member's type"));
                }
            }
            Slot::F64(slot) => *slot = self.read_double()?,
            Slot::Blob(slot) => *slot = self.read_bytes(BYTES, "bytes")?.into(),
            Slot::Timestamp(slot) => *slot = self.read_timestamp()?,
            _ => _ = self.read_content(0)?,
        }
        Ok(())
    }

    fn read_list(&mut self, list: &mut dyn List, place: Place<'_>) -> Result<(), ReadError> {
        let mut remaining = self.start(ARRAY, "a list").map_err(|it| it.at(place))?;
        let mut index = 0;
        while self.next(&mut remaining) {
            place.enter(Step::Index(index));
            let result = if self.take_null() {
                place.check_null(list.push_null())
            } else {
                self.read_value(list.push(), place)
            };
            place.leave();
            result.map_err(|error| place.in_item(index, error))?;
            index += 1;
        }
        Ok(())
    }

    fn read_map(&mut self, map: &mut dyn Map, place: Place<'_>) -> Result<(), ReadError> {
        let mut remaining = self.start(MAP, "a map").map_err(|it| it.at(place))?;
        while self.next(&mut remaining) {
            let key = self.read_text().map_err(|it| it.at(place))?;
            place.enter(Step::Key(&key));
            let result = if self.take_null() {
                place.check_null(map.insert_null(&key))
            } else {
                self.read_value(map.insert(&key), place)
            };
            place.leave();
            result.map_err(|error| place.in_entry(&key, error))?;
        }
        Ok(())
    }

    fn read_union(&mut self, value: &mut dyn Union, place: Place<'_>) -> Result<(), ReadError> {
        let shape = value.shape();
        let mut remaining = self.start(MAP, "a union").map_err(|it| it.at(place))?;
        let mut count = 0;
        while self.next(&mut remaining) {
            let key = self.read_text().map_err(|it| it.at(place))?;
            let found = shape.fields.iter().position(|field| field.key() == key);
            if self.take_null() {
                continue;
            }
            let known = found.and_then(|index| Some((index, shape.fields.get(index)?)));
            match known {
                Some((index, field)) => {
                    read_member(shape, field, place, || {
                        self.read_value(value.choose(index), place)
                    })?;
                }
                None => {
                    let content = self.read_content(0).map_err(|it| it.at(place))?;
                    if key == "__type" {
                        continue;
                    }
                    if self.is_strict {
                        return Err(place.error("unknown member of the union"));
                    }
                    value.set_unknown(UnknownVariant::new(key, content));
                }
            }
            count += 1;
        }
        match count {
            1 => Ok(()),
            _ => Err(place.error("expected exactly one member of the union")),
        }
    }
}

impl Expected {
    fn at(self, place: Place<'_>) -> ReadError {
        place.error(format_args!("expected {}", self.0))
    }
}
