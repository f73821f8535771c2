//! Writing the JSON form of any value to any serde format.

use std::ops::ControlFlow;

use serde_core::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde_core::{Serialize, Serializer};

use super::TimestampFormat;
use super::field::{DATE_TIME, Field, HTTP_DATE, LOCATION};
use super::value::{List, Map, Structure, Union, Value, Variant, View};

/// Writes a value.
#[inline]
pub fn write<S: Serializer>(value: &impl Value, serializer: S) -> Result<S::Ok, S::Error> {
    Shown { view: value.view(), flags: 0 }.serialize(serializer)
}

/// The members of a structure that travel in the body of a message: those that no HTTP binding
/// takes elsewhere.
pub struct Body<'a, T>(pub &'a T);

impl<T: Structure> Serialize for Body<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        structure(self.0, serializer, |field| field.flags & LOCATION == 0)
    }
}

/// A value together with the properties of the member it belongs to.
struct Shown<'a> {
    view: View<'a>,
    flags: u16,
}

impl Serialize for Shown<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::String(text) => serializer.serialize_str(text),
            View::Structure(value) => structure(value, serializer, |_| true),
            View::List(items) => list(items, self.flags, serializer),
            View::Map(entries) => map(entries, self.flags, serializer),
            _ => self.serialize_rest(serializer),
        }
    }
}

impl Shown<'_> {
    fn serialize_rest<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::Bool(value) => serializer.serialize_bool(value),
            View::Integer(value) => serializer.serialize_i64(value),
            View::Unsigned(value) => serializer.serialize_u64(value),
            View::Float(value) if value.is_finite() => serializer.serialize_f32(value),
            View::Float(value) => serializer.serialize_str(special(value.into())),
            View::Double(value) if value.is_finite() => serializer.serialize_f64(value),
            View::Double(value) => serializer.serialize_str(special(value)),
            View::Digits(digits) => number(digits, serializer),
            View::Blob(bytes) => bytes.serialize(serializer),
            View::Timestamp(time) if self.flags & DATE_TIME != 0 => {
                serializer.collect_str(&time.display(TimestampFormat::DateTime))
            }
            View::Timestamp(time) if self.flags & HTTP_DATE != 0 => {
                serializer.collect_str(&time.display(TimestampFormat::HttpDate))
            }
            View::Timestamp(time) => time.serialize(serializer),
            View::Union(value) => union(value, serializer),
            _ => serializer.serialize_none(),
        }
    }
}

/// The text that stands for a number that JSON has none for.
fn special(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// A number of any size: a number where serde has one that is the same, or else text.
fn number<S: Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(value) = digits.parse::<i64>() {
        serializer.serialize_i64(value)
    } else if let Ok(value) = digits.parse::<i128>() {
        serializer.serialize_i128(value)
    } else if let Some(value) = digits.parse::<f64>().ok().filter(|v| v.to_string() == digits) {
        serializer.serialize_f64(value)
    } else {
        serializer.serialize_str(digits)
    }
}

fn structure<S: Serializer>(
    value: &dyn Structure,
    serializer: S,
    keep: impl Fn(&Field) -> bool,
) -> Result<S::Ok, S::Error> {
    let shape = value.shape();
    let mut serializer = Some(serializer);
    let mut result = None;
    value.fields(&mut |views| {
        if let Some(serializer) = serializer.take() {
            result = Some(members(shape.name, shape.fields, views, serializer, &keep));
        }
    });
    match (result, serializer) {
        (Some(result), _) => result,
        (None, Some(serializer)) => serializer.serialize_struct(shape.name, 0)?.end(),
        (None, None) => Err(serde_core::ser::Error::custom("a structure without members")),
    }
}

#[inline]
fn members<S: Serializer>(
    name: &'static str,
    fields: &'static [Field],
    views: &[View<'_>],
    serializer: S,
    keep: impl Fn(&Field) -> bool,
) -> Result<S::Ok, S::Error> {
    let shown = |(field, view): &(&Field, &View<'_>)| !matches!(view, View::Absent) && keep(field);
    let count = fields.iter().zip(views).filter(shown).count();
    let mut state = serializer.serialize_struct(name, count)?;
    for (field, view) in fields.iter().zip(views).filter(shown) {
        match view {
            View::String(text) => state.serialize_field(field.key, text)?,
            View::Integer(value) => state.serialize_field(field.key, value)?,
            _ => state.serialize_field(field.key, &Shown { view: *view, flags: field.flags })?,
        }
    }
    state.end()
}

fn list<S: Serializer>(list: &dyn List, flags: u16, serializer: S) -> Result<S::Ok, S::Error> {
    let mut state = serializer.serialize_seq(Some(list.count()))?;
    for index in 0..list.count() {
        state.serialize_element(&Shown { view: list.item(index), flags })?;
    }
    state.end()
}

fn map<S: Serializer>(map: &dyn Map, flags: u16, serializer: S) -> Result<S::Ok, S::Error> {
    let mut state = serializer.serialize_map(Some(map.count()))?;
    let mut result = Ok(());
    map.each(&mut |key, view| {
        result = state.serialize_entry(key, &Shown { view, flags });
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result?;
    state.end()
}

fn union<S: Serializer>(value: &dyn Union, serializer: S) -> Result<S::Ok, S::Error> {
    let mut state = serializer.serialize_map(Some(1))?;
    match value.variant() {
        Variant::Known(index, view) => {
            let field = &value.shape().fields[index];
            state.serialize_entry(field.key, &Shown { view, flags: field.flags })?;
        }
        Variant::Unknown(unknown) => state.serialize_entry(unknown.tag(), unknown.content())?,
    }
    state.end()
}
