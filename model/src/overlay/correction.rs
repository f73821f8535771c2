//! Reads one correction.

use serde_json::{Map, Value};

use crate::json::{ObjectReader, wrong_type};
use crate::report::{Report, error};
use crate::{Pointer, ShapeId};

/// A well-formed correction.
pub(super) struct Correction {
    /// The location of the correction.
    pub(super) at: Pointer,
    /// The shape or member to correct.
    pub(super) id: ShapeId,
    /// The expected values of traits by their ids; `null` for a trait that must be absent.
    pub(super) expect: Map<String, Value>,
    /// The values of the traits to set, by their ids.
    pub(super) set: Map<String, Value>,
    /// The ids of the traits to remove.
    pub(super) remove: Vec<String>,
    /// The values to add to an enum.
    pub(super) add: Vec<Value>,
    /// The reason.
    pub(super) reason: String,
}

const KEYS: [&str; 6] = ["at", "expect", "set", "remove", "add", "reason"];

impl Correction {
    /// Reads a correction; reports a malformed one.
    pub(super) fn read(value: Value, at: Pointer, report: &mut Report) -> Option<Self> {
        let no_id = ShapeId::new("");
        let id = value.get("at").and_then(Value::as_str).map(ShapeId::new).unwrap_or(no_id);
        let mut own = Report::default();
        let mut object = ObjectReader::new(value, at.clone(), &id, report)?;
        let target = object.take_string("at", &mut own);
        let reason = object.take_string("reason", &mut own).map(|(reason, _)| reason);
        let (expect, _) = object.take_object("expect", &mut own);
        let (set, set_at) = object.take_object("set", &mut own);
        let (remove, remove_at) = object.take_array("remove", &mut own);
        let (add, _) = object.take_array("add", &mut own);
        let mut report_invalid = |at: &Pointer, message: &str, hint: &str| {
            own.push(error("invalid-correction", at, message).about(&id).hint(hint));
        };
        if target.is_none() {
            let hint = "add the id of the shape or member to correct, such as `namespace#Shape`";
            report_invalid(&at, "the correction has no `at`", hint);
        }
        if reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
            let hint = "describe what is wrong in the model, and how this is known";
            report_invalid(&at, "the correction has no `reason`", hint);
        }
        if set.is_empty() && remove.is_empty() && add.is_empty() {
            let hint = "add at least one of `set`, `remove` and `add`";
            report_invalid(&at, "the correction changes nothing", hint);
        }
        for (trait_id, value) in &set {
            if value.is_null() {
                let hint = "list the trait in `remove` instead";
                report_invalid(&set_at.join(trait_id), "a trait can't be set to null", hint);
            } else if remove.iter().any(|removed| removed == trait_id) {
                let hint = "delete the trait from `remove`: `set` replaces the present value";
                report_invalid(&set_at.join(trait_id), "the trait is both set and removed", hint);
            }
        }
        for trait_id in expect.keys().chain(set.keys()).filter(|id| !id.contains('#')) {
            let key = if set.contains_key(trait_id) { "set" } else { "expect" };
            let message = format!("`{trait_id}` isn't the id of a trait");
            let hint = format!("write the absolute id, such as `smithy.api#{trait_id}`");
            report_invalid(&at.join(key).join(trait_id), &message, &hint);
        }
        let remove = read_trait_ids(remove, &remove_at, &id, &mut own);
        let reason = reason.unwrap_or_default();
        object.reject_unknown_keys(&KEYS, "invalid-correction", &mut own);
        let is_valid = own.is_empty();
        report.append(own);
        is_valid.then_some(Self { at, id, expect, set, remove, add, reason })
    }

    /// Returns whether the correction changes the traits of its shape or member.
    pub(super) fn changes_traits(&self) -> bool {
        !self.set.is_empty() || !self.remove.is_empty()
    }
}

fn read_trait_ids(
    values: Vec<Value>,
    at: &Pointer,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<String> {
    let mut trait_ids = Vec::new();
    for (index, value) in values.into_iter().enumerate() {
        match value {
            Value::String(trait_id) => trait_ids.push(trait_id),
            other => {
                let at = at.join(&index.to_string());
                report.push(wrong_type(&at, "the id of a trait", &other).about(id));
            }
        }
    }
    trait_ids
}
