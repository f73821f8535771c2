//! Values as text, in labels, queries and headers.

use std::borrow::Cow;

use super::super::content;
use super::super::field::{
    DATE_TIME, EPOCH_SECONDS, Field, HEADER, HTTP_DATE, TIMESTAMP_FORMAT,
};
use super::super::timestamp::{parse_date_time, parse_http_date};
use super::super::value::{Slot, View};
use super::super::write::special_float_text;
use super::super::{Blob, Timestamp, TimestampFormat};

/// How the values of a member are text.
#[derive(Clone, Copy)]
pub(super) struct TextForm {
    /// The form of timestamps.
    pub(super) timestamps: TimestampFormat,
    /// Whether text is base64, because the model gives it a media type and it is in a header.
    is_base64: bool,
}

/// The error of a text that isn't a value of its type; it says what was expected.
#[derive(Debug)]
pub(super) struct InvalidText(pub(super) &'static str);

impl TextForm {
    /// Returns the form of a member that is in the head of a message.
    /// ([Smithy: httpHeader](https://smithy.io/2.0/spec/http-bindings.html#httpheader-trait))
    pub(super) fn of(field: &Field) -> Self {
        let is_header = field.location() == HEADER;
        let timestamps = match field.flags() & TIMESTAMP_FORMAT {
            DATE_TIME => TimestampFormat::DateTime,
            HTTP_DATE => TimestampFormat::HttpDate,
            EPOCH_SECONDS => TimestampFormat::EpochSeconds,
            _ if is_header => TimestampFormat::HttpDate,
            _ => TimestampFormat::DateTime,
        };
        Self { timestamps, is_base64: is_header && field.media_type().is_some() }
    }
}

/// Returns the text of a value that isn't a collection; `None` if there is no value.
pub(super) fn write_text<'a>(view: View<'a>, form: TextForm) -> Option<Cow<'a, str>> {
    let text = match view {
        View::String(text) | View::Unrecognized(text) if form.is_base64 => {
            Blob::new(text).to_base64()
        }
        View::String(text) | View::Unrecognized(text) | View::Digits(text) => {
            return Some(Cow::Borrowed(text));
        }
        View::UnrecognizedInteger(value) => value.to_string(),
        View::Bool(value) => value.to_string(),
        View::Integer(value) => value.to_string(),
        View::Unsigned(value) => value.to_string(),
        View::Float(value) if value.is_finite() => value.to_string(),
        View::Float(value) => special_float_text(value.into()).to_owned(),
        View::Double(value) if value.is_finite() => value.to_string(),
        View::Double(value) => special_float_text(value).to_owned(),
        View::Number(digits) => digits.to_string(),
        View::Blob(bytes) => bytes.to_base64(),
        View::Timestamp(time) => time.to_text(form.timestamps),
        _ => return None,
    };
    Some(Cow::Owned(text))
}

/// Reads a text into a place. If reading is strict, only the exact form of the type is accepted.
pub(super) fn read_text(
    slot: Slot<'_>,
    text: &str,
    form: TextForm,
    is_strict: bool,
) -> Result<(), InvalidText> {
    match slot {
        Slot::String(slot) if form.is_base64 => *slot = decode_text(text, is_strict)?,
        Slot::Enum(slot) if form.is_base64 => slot.set(&decode_text(text, is_strict)?),
        Slot::String(slot) => text.clone_into(slot),
        Slot::Enum(slot) => slot.set(text),
        Slot::Bool(slot) => {
            *slot = match text {
                "true" => true,
                "false" => false,
                _ => return Err(InvalidText("`true` or `false`")),
            }
        }
        Slot::I8(slot) => *slot = parse_integer(text)?,
        Slot::I16(slot) => *slot = parse_integer(text)?,
        Slot::I32(slot) => *slot = parse_integer(text)?,
        Slot::I64(slot) => *slot = parse_integer(text)?,
        Slot::IntEnum(slot) => slot.set(parse_integer(text)?),
        Slot::F32(slot) => *slot = parse_single(text)?,
        Slot::F64(slot) => *slot = parse_double(text)?,
        Slot::Blob(slot) => *slot = decode_base64(text, is_strict)?,
        Slot::Timestamp(slot) => *slot = parse_timestamp(text, form.timestamps, is_strict)?,
        Slot::Any(slot) => slot.set(content::Content::String(text.to_owned())).map_err(InvalidText)?,
        _ => return Err(InvalidText("a value that isn't in the head of a message")),
    }
    Ok(())
}

fn parse_integer<T: TryFrom<i64>>(text: &str) -> Result<T, InvalidText> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse::<i64>().ok().filter(|_| is_number);
    number.and_then(|number| T::try_from(number).ok()).ok_or(InvalidText("an integer of its type"))
}

fn parse_single(text: &str) -> Result<f32, InvalidText> {
    let number = parse_double(text)?;
    let single = number as f32;
    let fits = single.is_finite() || !number.is_finite();
    if fits { Ok(single) } else { Err(InvalidText("a number of its type")) }
}

fn parse_double(text: &str) -> Result<f64, InvalidText> {
    match text {
        "NaN" => Ok(f64::NAN),
        "Infinity" => Ok(f64::INFINITY),
        "-Infinity" => Ok(f64::NEG_INFINITY),
        _ => {
            // Rust's parser also takes words and a sign that JSON doesn't have.
            let first = text.strip_prefix('-').unwrap_or(text).bytes().next();
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            number
                .filter(|_| first.is_some_and(|byte| byte.is_ascii_digit()))
                .ok_or(InvalidText("a number"))
        }
    }
}

/// Parses a timestamp: in its own form, without another offset than `Z`, or if reading isn't strict in any form.
pub(super) fn parse_timestamp(
    text: &str,
    format: TimestampFormat,
    is_strict: bool,
) -> Result<Timestamp, InvalidText> {
    let time = match format {
        _ if !is_strict => Timestamp::parse(text).ok(),
        TimestampFormat::DateTime if text.ends_with('Z') && !text.contains(' ') => {
            parse_date_time(text)
        }
        TimestampFormat::DateTime => None,
        TimestampFormat::HttpDate => parse_http_date(text),
        TimestampFormat::EpochSeconds => parse_epoch(text),
    };
    time.ok_or(InvalidText("a timestamp of its format"))
}

/// Parses digits with an optional fraction as seconds since 1970.
fn parse_epoch(text: &str) -> Option<Timestamp> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number(whole) && is_number(fraction));
    number.and_then(Timestamp::from_epoch)
}

/// Decodes base64, whose padding may be absent if reading isn't strict.
pub(super) fn decode_base64(text: &str, is_strict: bool) -> Result<Blob, InvalidText> {
    let blob = Blob::from_base64(text).ok();
    let is_padded = text.len().is_multiple_of(4);
    blob.filter(|_| is_padded || !is_strict).ok_or(InvalidText("base64"))
}

fn decode_text(text: &str, is_strict: bool) -> Result<String, InvalidText> {
    let bytes = decode_base64(text, is_strict)?.into_inner();
    String::from_utf8(bytes).map_err(|_| InvalidText("base64 of UTF-8"))
}
