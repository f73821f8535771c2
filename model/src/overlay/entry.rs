//! One correction as its file has it.

use serde_json::Value;

use super::TraitValues;
use crate::json::{Fields, wrong_type};
use crate::report::{Report, error};
use crate::{Pointer, ShapeId};

/// A correction that is right in itself, whatever the model is.
pub(super) struct Entry {
    /// Where it stands.
    pub(super) at: Pointer,
    /// The shape or member that it is about.
    pub(super) id: ShapeId,
    /// What must be so before; `null` for a trait that must be absent.
    pub(super) expect: TraitValues,
    /// The traits to set.
    pub(super) set: TraitValues,
    /// The traits to take away.
    pub(super) remove: Vec<String>,
    /// The values to add to an enum.
    pub(super) add: Vec<Value>,
    /// Why.
    pub(super) reason: String,
}

const KEYS: [&str; 6] = ["at", "expect", "set", "remove", "add", "reason"];

impl Entry {
    /// Reads a correction; a problem where it is none.
    pub(super) fn read(value: Value, at: Pointer, report: &mut Report) -> Option<Self> {
        let nowhere = ShapeId::new("");
        let known = value.get("at").and_then(Value::as_str).map(ShapeId::new).unwrap_or(nowhere);
        let mut own = Report::default();
        let mut fields = Fields::new(value, at.clone(), &known, report)?;
        let place = fields.text("at", &mut own);
        let reason = fields.text("reason", &mut own).map(|(reason, _)| reason);
        let (expect, _) = fields.object("expect", &mut own);
        let (set, set_at) = fields.object("set", &mut own);
        let (remove, remove_at) = fields.array("remove", &mut own);
        let (add, _) = fields.array("add", &mut own);
        let mut wrong = |at: &Pointer, message: &str, hint: &str| {
            own.push(error("invalid-correction", at, message).about(&known).hint(hint));
        };
        if place.is_none() {
            wrong(&at, "this correction has no `at`", "say which shape: `namespace#Shape`");
        }
        if reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
            wrong(&at, "this correction has no `reason`", "say what is wrong and how it is known");
        }
        if set.is_empty() && remove.is_empty() && add.is_empty() {
            wrong(&at, "this correction changes nothing", "it takes `set`, `remove` or `add`");
        }
        for (id, value) in &set {
            if value.is_null() {
                let hint = "name the trait in `remove`";
                wrong(&set_at.join(id), "a trait can't be set to null", hint);
            } else if remove.iter().any(|removed| removed == id) {
                let hint = "a trait that is set replaces the one there was";
                wrong(&set_at.join(id), "this trait is set and removed", hint);
            }
        }
        for id in expect.keys().chain(set.keys()).filter(|id| !id.contains('#')) {
            let key = if set.contains_key(id) { "set" } else { "expect" };
            let hint = format!("traits go by their ids, such as `smithy.api#{id}`");
            wrong(&at.join(key).join(id), "this is no trait", &hint);
        }
        let remove = texts(remove, &remove_at, &known, &mut own);
        let reason = reason.unwrap_or_default();
        fields.strict(&KEYS, "invalid-correction", &mut own);
        let is_right = own.is_empty();
        report.append(own);
        is_right.then_some(Self { at, id: known, expect, set, remove, add, reason })
    }

    /// Whether it changes what is said of its own place.
    pub(super) fn changes_traits(&self) -> bool {
        !self.set.is_empty() || !self.remove.is_empty()
    }
}

fn texts(values: Vec<Value>, at: &Pointer, id: &ShapeId, report: &mut Report) -> Vec<String> {
    let mut texts = Vec::new();
    for (place, value) in values.into_iter().enumerate() {
        match value {
            Value::String(text) => texts.push(text),
            other => {
                let at = at.join(&place.to_string());
                report.push(wrong_type(&at, "the id of a trait", &other).about(id));
            }
        }
    }
    texts
}
