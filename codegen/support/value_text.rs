//! The text of a value in messages, as AWS's services print it.

use std::fmt::{self, Write};
use std::ops::ControlFlow;

use super::field::{Field, SENSITIVE, Shape};
use super::path::write_decapitalized;
use super::value::{FieldVisitor, List, Map, Union, Value, Variant, View};

/// The greatest number of characters of a value that are shown.
const LONGEST_VALUE: usize = 4096;

/// What is shown instead of a sensitive member of a structure.
const REDACTED: &str = "***Sensitive Data Redacted***";

/// Returns the text of a value: its first 4,096 characters and `…` if it is longer. It takes no more time or memory for a
/// longer one.
pub(super) fn show_value(view: View<'_>) -> String {
    let mut to = LimitedText { text: String::new(), left: LONGEST_VALUE };
    if write_value(view, &mut to).is_err() {
        to.text.push('…');
    }
    to.text
}

/// Text up to a number of characters. The write that exceeds it is an error, which ends all writing.
struct LimitedText {
    text: String,
    left: usize,
}

impl Write for LimitedText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = text.char_indices().nth(self.left).map(|(end, _)| end);
        if let Some(fitting) = end.and_then(|end| text.get(..end)) {
            self.text.push_str(fitting);
            self.left = 0;
            return Err(fmt::Error);
        }
        self.text.push_str(text);
        self.left -= text.chars().count();
        Ok(())
    }
}

/// Writes a value as Java's `toString` does.
fn write_value(view: View<'_>, to: &mut LimitedText) -> fmt::Result {
    match view {
        View::Absent | View::Null => to.write_str("null"),
        View::String(text) | View::Unrecognized(text) | View::Digits(text) => to.write_str(text),
        View::UnrecognizedInteger(value) => write!(to, "{value}"),
        View::Bool(value) => write!(to, "{value}"),
        View::Integer(value) => write!(to, "{value}"),
        View::Unsigned(value) => write!(to, "{value}"),
        View::Float(value) => write_double(value, value.into(), to),
        View::Double(value) => write_double(value, value, to),
        View::Number(digits) => write!(to, "{digits}"),
        View::Blob(bytes) => {
            let length = bytes.as_ref().len();
            write!(to, "java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]")
        }
        View::Timestamp(time) => write!(to, "{time}"),
        View::Structure(value) => write_structure(value, to),
        View::Union(value) => write_union(value, to),
        View::List(items) => write_list(items, to),
        View::Map(entries) => write_map(entries, to),
    }
}

/// Writes a number with at least one digit after the point, and with an exponent from ten million on or below a thousandth.
/// `value` is the number as a double.
fn write_double<N>(number: N, value: f64, to: &mut LimitedText) -> fmt::Result
where
    N: fmt::Debug + fmt::UpperExp,
{
    let magnitude = value.abs();
    if value.is_infinite() {
        to.write_str(if value > 0.0 { "Infinity" } else { "-Infinity" })
    } else if magnitude >= 1e7 || magnitude > 0.0 && magnitude < 1e-3 {
        let text = format!("{number:E}");
        match text.split_once('E') {
            Some((mantissa, exponent)) if !mantissa.contains('.') => {
                write!(to, "{mantissa}.0E{exponent}")
            }
            _ => to.write_str(&text),
        }
    } else {
        write!(to, "{number:?}")
    }
}

fn write_list(items: &dyn List, to: &mut LimitedText) -> fmt::Result {
    to.write_str("[")?;
    for index in 0..items.count() {
        to.write_str(if index == 0 { "" } else { ", " })?;
        write_value(items.item(index), to)?;
    }
    to.write_str("]")
}

fn write_map(entries: &dyn Map, to: &mut LimitedText) -> fmt::Result {
    let mut separator = "{";
    let mut result = Ok(());
    entries.each(&mut |key, view| {
        result = [separator, key, "="]
            .into_iter()
            .try_for_each(|text| to.write_str(text))
            .and_then(|()| write_value(view, to));
        separator = ", ";
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result?;
    to.write_str(if entries.count() == 0 { "{}" } else { "}" })
}

fn write_structure(value: &dyn Value, to: &mut LimitedText) -> fmt::Result {
    let mut result = Ok(());
    value.fields(FieldVisitor(&mut |shape, views| {
        result = write_members(shape, shape.fields.iter().zip(views.iter().copied()), to);
    }));
    result
}

fn write_union(value: &dyn Union, to: &mut LimitedText) -> fmt::Result {
    let shape = value.shape();
    let member = match value.variant() {
        Variant::Known(index, view) => shape.fields.get(index).map(|field| (field, view)),
        Variant::Unknown(_) => None,
    };
    write_members(shape, member.into_iter(), to)
}

fn write_members<'a>(
    shape: &Shape,
    members: impl Iterator<Item = (&'static Field, View<'a>)>,
    to: &mut LimitedText,
) -> fmt::Result {
    write!(to, "{}(", shape.name)?;
    for (place, (field, view)) in members.enumerate() {
        to.write_str(if place == 0 { "" } else { ", " })?;
        write_decapitalized(field.name(), to)?;
        to.write_str("=")?;
        let is_sensitive = shape.has(SENSITIVE) || field.has(SENSITIVE);
        if is_sensitive && !view.is_absent() {
            to.write_str(REDACTED)?;
        } else {
            write_value(view, to)?;
        }
    }
    to.write_str(")")
}
