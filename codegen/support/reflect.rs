//! `Debug` of any value, without sensitive ones.

use std::fmt;
use std::ops::ControlFlow;

use super::field::{Field, SENSITIVE, Shape};
use super::value::{FieldVisitor, Value, Variant, View};

/// Formats a value: its set members, by their names in the model.
pub fn debug(value: &impl Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&DebugView(value.view()), f)
}

/// Formats a structure whose type isn't known.
pub(super) fn debug_dyn(value: &dyn Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&DebugView(View::Structure(value)), f)
}

/// The text in place of a sensitive value.
const REDACTED: &str = "[redacted]";

struct DebugView<'a>(View<'a>);

impl fmt::Debug for DebugView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Absent => f.write_str("None"),
            View::Null => f.write_str("null"),
            View::String(text) | View::Unrecognized(text) => text.fmt(f),
            View::UnrecognizedInteger(value) => value.fmt(f),
            View::Bool(value) => value.fmt(f),
            View::Integer(value) => value.fmt(f),
            View::Unsigned(value) => value.fmt(f),
            View::Float(value) => value.fmt(f),
            View::Double(value) => value.fmt(f),
            View::Digits(digits) => f.write_str(digits),
            View::Number(digits) => digits.fmt(f),
            View::Blob(bytes) => bytes.fmt(f),
            View::Timestamp(time) => fmt::Display::fmt(time, f),
            View::List(list) => {
                let items = (0..list.count()).map(|index| DebugView(list.item(index)));
                f.debug_list().entries(items).finish()
            }
            View::Map(map) => {
                let mut entries = f.debug_map();
                map.each(&mut |key, view| {
                    entries.entry(&key, &DebugView(view));
                    ControlFlow::Continue(())
                });
                entries.finish()
            }
            View::Structure(value) => {
                let mut result = Ok(());
                value.fields(FieldVisitor(&mut |shape, views| {
                    result = fmt_structure(shape, views, f)
                }));
                result
            }
            View::Union(value) => {
                let shape = value.shape();
                match value.variant() {
                    Variant::Known(index, view) => {
                        let shown = DebugMember(shape, &shape.fields[index], view);
                        f.debug_struct(shape.name).field(shown.1.name(), &shown).finish()
                    }
                    Variant::Unknown(_) if shape.has(SENSITIVE) => f.write_str(REDACTED),
                    Variant::Unknown(unknown) => write!(f, "Unknown({:?})", unknown.tag()),
                }
            }
        }
    }
}

fn fmt_structure(shape: &Shape, views: &[View<'_>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut members = f.debug_struct(shape.name);
    for (field, view) in shape.fields.iter().zip(views) {
        if !view.is_absent() {
            members.field(field.name(), &DebugMember(shape, field, *view));
        }
    }
    members.finish()
}

/// The value of a member.
struct DebugMember<'a>(&'a Shape, &'a Field, View<'a>);

impl fmt::Debug for DebugMember<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(shape, field, view) = *self;
        if shape.has(SENSITIVE) || field.has(SENSITIVE) {
            f.write_str(REDACTED)
        } else {
            fmt::Debug::fmt(&DebugView(view), f)
        }
    }
}
