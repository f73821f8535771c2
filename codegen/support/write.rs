//! Writing the JSON form of a value to any serde format.

use std::ops::ControlFlow;

use serde_core::ser::{Error, SerializeMap, SerializeSeq, SerializeStruct};
use serde_core::{Serialize, Serializer};

use super::TimestampFormat;
use super::content::write_digits;
use super::field::{
    DATE_TIME, EMPTY_OBJECT, Field, HTTP_DATE, PAYLOAD, Shape, TEXT_DIGITS, TIMESTAMP_FORMAT,
};
use super::value::{FieldVisitor, List, Map, Union, Value, Variant, View};

/// Writes a value.
#[inline]
pub fn write<S: Serializer>(value: &impl Value, serializer: S) -> Result<S::Ok, S::Error> {
    Serialized { view: &value.view(), flags: 0 }.serialize(serializer)
}

/// The body of a message: the members of a structure without an HTTP binding, or the member that is the whole body.
///
/// A body that is a blob or text consists of its bytes and isn't JSON: take it from the member. If the message
/// [has no body](Self::is_absent), null is written.
pub struct Body<'a, T>(pub &'a T);

impl<T: Value> Body<'_, T> {
    /// Returns whether the message has no body: the member that is the whole body isn't set, or every member has another
    /// HTTP binding. The body of an unset structure is `{}`.
    /// ([Smithy: httpPayload](https://smithy.io/2.0/spec/http-bindings.html#httppayload-trait))
    pub fn is_absent(&self) -> bool {
        let mut is_absent = false;
        self.0.fields(FieldVisitor(&mut |shape, views| {
            is_absent = match find_payload(shape, views) {
                Some((field, view)) => view.is_absent() && !field.has(EMPTY_OBJECT),
                None => {
                    let mut fields = shape.fields.iter();
                    !shape.fields.is_empty() && fields.all(|field| !field.is_in_body())
                }
            };
        }));
        is_absent
    }
}

impl<T: Value> Serialize for Body<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_body(self.0, serializer)
    }
}

/// Writes the body of a message.
pub(super) fn write_body<S: Serializer>(value: &dyn Value, to: S) -> Result<S::Ok, S::Error> {
    write_structure::<S, false>(value, to)
}

/// A value with the flags of its member.
pub(super) struct Serialized<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) flags: u32,
}

impl Serialize for Serialized<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self.view {
            View::String(text) => serializer.serialize_str(text),
            View::Structure(value) => write_structure::<S, true>(value, serializer),
            View::List(items) => write_list(items, self.flags, serializer),
            View::Map(entries) => write_map(entries, self.flags, serializer),
            _ => self.serialize_rest(serializer),
        }
    }
}

impl Serialized<'_> {
    #[inline(never)]
    fn serialize_rest<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self.view {
            View::Unrecognized(text) => serializer.serialize_str(text),
            View::UnrecognizedInteger(value) => serializer.serialize_i32(value),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Integer(value) => serializer.serialize_i64(value),
            View::Unsigned(value) => serializer.serialize_u64(value),
            View::Float(value) if value.is_finite() => serializer.serialize_f32(value),
            View::Float(value) => serializer.serialize_str(special_float_text(value.into())),
            View::Double(value) if value.is_finite() => serializer.serialize_f64(value),
            View::Double(value) => serializer.serialize_str(special_float_text(value)),
            View::Digits(digits) if self.flags & TEXT_DIGITS != 0 => {
                serializer.serialize_str(digits)
            }
            View::Digits(digits) => write_number(digits, serializer),
            View::Number(digits) => write_digits(&digits.to_string(), serializer),
            View::Blob(bytes) => bytes.serialize(serializer),
            View::Timestamp(time) if self.flags & TIMESTAMP_FORMAT == DATE_TIME => {
                serializer.collect_str(&time.display(TimestampFormat::DateTime))
            }
            View::Timestamp(time) if self.flags & TIMESTAMP_FORMAT == HTTP_DATE => {
                serializer.collect_str(&time.display(TimestampFormat::HttpDate))
            }
            View::Timestamp(time) => time.serialize(serializer),
            View::Union(value) => write_union(value, serializer),
            _ => serializer.serialize_none(),
        }
    }
}

/// Returns the text of a number that JSON doesn't have.
pub(super) fn special_float_text(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// Writes a number of any size: as a number if a type of serde has the same, otherwise as text.
pub(super) fn write_number<S: Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    // Most readers make doubles of integers beyond 64 bits, so these are text.
    let is_integer = !digits.contains(['.', 'e', 'E']);
    if let Some(value) = digits.parse::<i64>().ok().filter(|value| value.to_string() == digits) {
        serializer.serialize_i64(value)
    } else if let Some(value) = digits.parse::<u64>().ok().filter(|v| v.to_string() == digits) {
        serializer.serialize_u64(value)
    } else if let Some(value) =
        digits.parse::<f64>().ok().filter(|v| !is_integer && format_double(*v) == digits)
    {
        serializer.serialize_f64(value)
    } else {
        serializer.serialize_str(digits)
    }
}

/// Returns the digits of a double, with an exponent if it is 2^53 or more.
pub(super) fn format_double(value: f64) -> String {
    let is_integer = value.abs() < 9_007_199_254_740_992.0;
    if is_integer { value.to_string() } else { format!("{value:e}") }
}

/// Writes all members of a structure, or those of the body.
fn write_structure<S: Serializer, const ALL: bool>(
    value: &dyn Value,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut serializer = Some(serializer);
    let mut result = None;
    value.fields(FieldVisitor(&mut |shape, views| {
        result =
            serializer.take().map(|serializer| write_members::<S, ALL>(shape, views, serializer));
    }));
    result.unwrap_or_else(|| Err(S::Error::custom("a structure that doesn't show its members")))
}

#[inline]
pub(super) fn write_members<S: Serializer, const ALL: bool>(
    shape: &'static Shape,
    views: &[View<'_>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let is_written = |field: &Field| ALL || field.is_in_body();
    let payload = if ALL { None } else { find_payload(shape, views) };
    if let Some((field, view)) = payload {
        if view.is_absent() && field.has(EMPTY_OBJECT) {
            return serializer.serialize_struct(shape.name, 0)?.end();
        }
        return Serialized { view, flags: field.flags() }.serialize(serializer);
    }
    let count = if ALL {
        views.iter().filter(|view| !view.is_absent()).count()
    } else {
        let members = shape.fields.iter().zip(views);
        members.filter(|(field, view)| !view.is_absent() && is_written(field)).count()
    };
    let mut state = serializer.serialize_struct(shape.name, count)?;
    for (view, field) in views.iter().zip(shape.fields) {
        // The most frequent kinds are written without a further call.
        match view {
            View::Absent => {}
            _ if !is_written(field) => {}
            View::String(text) => state.serialize_field(field.key(), text)?,
            View::Integer(value) => state.serialize_field(field.key(), value)?,
            _ => state.serialize_field(field.key(), &Serialized { view, flags: field.flags() })?,
        }
    }
    state.end()
}

/// Returns the member that is the whole body.
pub(super) fn find_payload<'a>(
    shape: &'static Shape,
    views: &'a [View<'a>],
) -> Option<(&'static Field, &'a View<'a>)> {
    let mut members = shape.fields.iter().zip(views);
    members.find(|(field, _)| field.location() == PAYLOAD)
}

fn write_list<S: Serializer>(
    list: &dyn List,
    flags: u32,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut state = serializer.serialize_seq(Some(list.count()))?;
    for index in 0..list.count() {
        match list.item(index) {
            View::String(text) => state.serialize_element(text)?,
            ref view => state.serialize_element(&Serialized { view, flags })?,
        }
    }
    state.end()
}

fn write_map<S: Serializer>(map: &dyn Map, flags: u32, serializer: S) -> Result<S::Ok, S::Error> {
    let mut state = serializer.serialize_map(Some(map.count()))?;
    let mut result = Ok(());
    map.each(&mut |key, view| {
        result = match view {
            View::String(text) => state.serialize_entry(key, text),
            ref view => state.serialize_entry(key, &Serialized { view, flags }),
        };
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result?;
    state.end()
}

fn write_union<S: Serializer>(value: &dyn Union, serializer: S) -> Result<S::Ok, S::Error> {
    let mut state = serializer.serialize_map(Some(1))?;
    match value.variant() {
        Variant::Known(index, view) => {
            let field = &value.shape().fields[index];
            state
                .serialize_entry(field.key(), &Serialized { view: &view, flags: field.flags() })?;
        }
        Variant::Unknown(unknown) => state.serialize_entry(unknown.tag(), unknown.content())?,
    }
    state.end()
}
