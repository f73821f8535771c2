//! The JSON form of a value without sensitive members.

use std::ops::ControlFlow;

use serde_core::ser::{SerializeMap, SerializeSeq};
use serde_core::{Serialize, Serializer};

use super::field::{Field, SENSITIVE, Shape};
use super::value::{FieldVisitor, Value, Variant, View};
use super::write::Serialized;

/// The JSON form of a value without its sensitive members, for logs.
///
/// Members that the model calls sensitive are left out, at any depth; of a sensitive structure or union, all members are. It can't
/// be read back if a required member is missing.
/// ([Smithy: sensitive](https://smithy.io/2.0/spec/documentation-traits.html#sensitive-trait))
#[derive(Clone, Copy, Debug)]
pub struct Redacted<'a, T>(pub &'a T);

impl<T: Value> Serialize for Redacted<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        RedactedView { view: self.0.view(), flags: 0 }.serialize(to)
    }
}

/// A value that isn't sensitive itself, with the flags of its member.
struct RedactedView<'a> {
    view: View<'a>,
    flags: u32,
}

impl Serialize for RedactedView<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { view, flags } = *self;
        match view {
            View::Structure(value) => write_structure(value, to),
            View::Union(value) => {
                let shape = value.shape();
                let mut state = to.serialize_map(None)?;
                match value.variant() {
                    Variant::Known(index, view) => {
                        let field = shape.fields.get(index);
                        write_member(shape, field, view, &mut state)?;
                    }
                    // Nobody knows whether it is sensitive.
                    Variant::Unknown(_) => {}
                }
                state.end()
            }
            View::List(list) => {
                let mut state = to.serialize_seq(Some(list.count()))?;
                for index in 0..list.count() {
                    state.serialize_element(&RedactedView { view: list.item(index), flags })?;
                }
                state.end()
            }
            View::Map(map) => {
                let (mut state, mut result) = (to.serialize_map(Some(map.count()))?, Ok(()));
                map.each(&mut |key, view| {
                    result = state.serialize_entry(key, &RedactedView { view, flags });
                    if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                });
                result?;
                state.end()
            }
            view => Serialized { view: &view, flags }.serialize(to),
        }
    }
}

fn write_structure<S: Serializer>(value: &dyn Value, to: S) -> Result<S::Ok, S::Error> {
    let (mut state, mut result) = (to.serialize_map(None)?, Ok(()));
    value.fields(FieldVisitor(&mut |shape, views| {
        let mut members = shape.fields.iter().zip(views);
        result = members
            .try_for_each(|(field, view)| write_member(shape, Some(field), *view, &mut state));
    }));
    result?;
    state.end()
}

fn write_member<M: SerializeMap>(
    shape: &Shape,
    field: Option<&Field>,
    view: View<'_>,
    to: &mut M,
) -> Result<(), M::Error> {
    match field {
        Some(field) if !view.is_absent() && !shape.has(SENSITIVE) && !field.has(SENSITIVE) => {
            to.serialize_entry(field.key(), &RedactedView { view, flags: field.flags() })
        }
        _ => Ok(()),
    }
}
