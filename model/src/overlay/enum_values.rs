//! Adds the values of a correction to an enum.

use serde_json::Value;

use super::correction::Correction;
use crate::json::ObjectReader;
use crate::report::{Report, error};
use crate::source_map::SideFile;
use crate::{EnumMember, Model, Pointer, ShapeKind, Traits};

const KEYS: [&str; 3] = ["value", "name", "traits"];

/// Adds the values of a correction after the present values of the enum, which is at `enum_at`.
pub(super) fn add_values(
    model: &mut Model,
    correction: &Correction,
    enum_at: &Pointer,
    file: &mut SideFile<'_>,
    report: &mut Report,
) {
    for (index, value) in correction.add.iter().enumerate() {
        let at = correction.at.join("add").join(&index.to_string());
        if let Some(merged) = add_value(model, correction, value.clone(), &at, enum_at, report) {
            file.record_origin(merged, at);
        }
    }
}

/// Adds a value, and returns its location in the model's file as if it was there.
fn add_value(
    model: &mut Model,
    correction: &Correction,
    value: Value,
    at: &Pointer,
    enum_at: &Pointer,
    report: &mut Report,
) -> Option<Pointer> {
    let mut object = ObjectReader::new(value, at.clone(), &correction.id, report)?;
    let value = object.take("value").map(|(value, _)| value);
    let name = object.take_string("name", report).map(|(name, _)| name);
    let (traits, _) = object.take_object("traits", report);
    object.reject_unknown_keys(&KEYS, "invalid-correction", report);
    let mut traits: Traits = traits.into_iter().collect();
    traits.add_correction(&correction.reason);
    let key = name.clone().or_else(|| value.as_ref()?.as_str().map(str::to_owned));
    let merged = enum_at.join("members").join(&key.unwrap_or_default());
    let shape = model.shapes.get_mut(&correction.id);
    let result = match (shape.map(|shape| &mut shape.kind), value) {
        (Some(ShapeKind::Enum(values)), Some(Value::String(value))) => {
            push_value(values, EnumMember { name, value, traits, at: merged.clone() })
        }
        (Some(ShapeKind::IntEnum(values)), Some(Value::Number(value))) => {
            match value.as_i64().and_then(|value| i32::try_from(value).ok()) {
                Some(value) if name.is_some() => {
                    push_value(values, EnumMember { name, value, traits, at: merged.clone() })
                }
                _ => Err("the value of an intEnum must be a 32-bit integer with a `name`"),
            }
        }
        (Some(ShapeKind::Enum(_)), _) => Err("the `value` of an enum must be a string"),
        (Some(ShapeKind::IntEnum(_)), _) => Err("the `value` of an intEnum must be an integer"),
        _ => Err("`add` can only be used for enums"),
    };
    match result {
        Ok(()) => Some(merged),
        Err(message) => {
            report.push(error("invalid-correction", at, message).about(&correction.id));
            None
        }
    }
}

/// Adds a value that the enum doesn't have. Either all values of an enum have names or none.
fn push_value<V: PartialEq>(
    values: &mut Vec<EnumMember<V>>,
    value: EnumMember<V>,
) -> Result<(), &'static str> {
    let has_same_name = |known: &EnumMember<V>| known.name.is_some() && known.name == value.name;
    if values.iter().any(|known| known.value == value.value || has_same_name(known)) {
        return Err("the enum already has this value: remove it from `add`");
    }
    if value.name.is_none() != values.iter().all(|known| known.name.is_none()) {
        return Err("either all values of an enum have a `name` or none has");
    }
    values.push(value);
    Ok(())
}
