//! Values that a correction adds to an enum.

use serde_json::Value;

use super::Work;
use super::entry::Entry;
use crate::json::Fields;
use crate::report::{Draft, Report, error};
use crate::{EnumMember, Pointer, ShapeKind, Traits};

const KEYS: [&str; 3] = ["value", "name", "traits"];

impl Work<'_> {
    /// Adds the entry's values behind those that the enum has; `stands` is the enum's place.
    pub(super) fn add(&mut self, entry: &Entry, stands: &Pointer, report: &mut Report) {
        for (place, value) in entry.add.iter().enumerate() {
            let at = entry.at.join("add").join(&place.to_string());
            if let Some(seen) = self.add_value(entry, value.clone(), &at, stands, report) {
                self.files.note(seen, at);
            }
        }
    }

    /// The place that the value seems to have in the model's file.
    fn add_value(
        &mut self,
        entry: &Entry,
        value: Value,
        at: &Pointer,
        stands: &Pointer,
        report: &mut Report,
    ) -> Option<Pointer> {
        let wrong = |at: &Pointer, message: &str| -> Draft {
            error("invalid-correction", at, message).about(&entry.id)
        };
        let mut fields = Fields::new(value, at.clone(), &entry.id, report)?;
        let value = fields.take("value").map(|(value, _)| value);
        let name = fields.text("name", report).map(|(name, _)| name);
        let (traits, _) = fields.object("traits", report);
        fields.strict(&KEYS, "invalid-correction", report);
        let mut traits: Traits = traits.into_iter().collect();
        traits.note_correction(&entry.reason);
        let spelling = name.clone().or_else(|| value.as_ref()?.as_str().map(str::to_owned));
        let seen = stands.join("members").join(&spelling.unwrap_or_default());
        let shape = self.model.shapes.get_mut(&entry.id);
        let result = match (shape.map(|shape| &mut shape.kind), value) {
            (Some(ShapeKind::Enum(values)), Some(Value::String(value))) => {
                push(values, EnumMember { name, value, traits, at: seen.clone() })
            }
            (Some(ShapeKind::IntEnum(values)), Some(Value::Number(value))) => {
                match value.as_i64().and_then(|value| i32::try_from(value).ok()) {
                    Some(value) if name.is_some() => {
                        push(values, EnumMember { name, value, traits, at: seen.clone() })
                    }
                    _ => Err("a value of an integer enum is an integer with a `name`"),
                }
            }
            (Some(ShapeKind::Enum(_)), _) => Err("the `value` of this enum is a string"),
            (Some(ShapeKind::IntEnum(_)), _) => Err("the `value` of this enum is an integer"),
            _ => Err("only enums have values that can be added to"),
        };
        match result {
            Ok(()) => Some(seen),
            Err(message) => {
                report.push(wrong(at, message));
                None
            }
        }
    }
}

/// Adds the value unless the enum has it, or has names where it has none.
fn push<V: PartialEq>(
    values: &mut Vec<EnumMember<V>>,
    value: EnumMember<V>,
) -> Result<(), &'static str> {
    let same_name = |known: &EnumMember<V>| known.name.is_some() && known.name == value.name;
    if values.iter().any(|known| known.value == value.value || same_name(known)) {
        return Err("the enum has this value already: remove it here");
    }
    if value.name.is_none() != values.iter().all(|known| known.name.is_none()) {
        return Err("the values of this enum have names, all or none: `name` has to be like that");
    }
    values.push(value);
    Ok(())
}
