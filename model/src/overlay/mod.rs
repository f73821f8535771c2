//! Applies the corrections of an overlay file to a model. A correction that doesn't fit the model is an error.

mod correction;
mod enum_values;

use serde_json::Value;

use crate::json::{ObjectReader, wrong_type};
use crate::lookup::{self, MissingShape};
use crate::report::{Report, error};
use crate::source_map::{SideFile, SourceMap};
use crate::suggest::Suggestions;
use crate::{Model, Pointer, ShapeId};
use correction::Correction;

/// Applies corrections in their order. A correction that doesn't fit the model is reported and not applied.
pub(crate) fn apply_corrections(
    document: Value,
    model: &mut Model,
    source_map: &mut SourceMap,
    file: SideFile<'_>,
    report: &mut Report,
) {
    let root = Pointer::default();
    if !document.is_object() {
        return report.push(wrong_type(&root, "an object with a list `corrections`", &document));
    }
    let no_id = ShapeId::new("");
    let Some(mut object) = ObjectReader::new(document, root, &no_id, report) else {
        return;
    };
    let (corrections, at) = object.take_array("corrections", report);
    let mut overlay = Overlay { model, source_map, file, suggestions: Suggestions::default() };
    for (index, correction) in corrections.into_iter().enumerate() {
        let at = at.join(&index.to_string());
        if let Some(correction) = Correction::read(correction, at, report) {
            overlay.apply(correction, report);
        }
    }
    object.warn_unknown_keys(&["corrections"], report);
}

/// The model that corrections are applied to.
struct Overlay<'a> {
    model: &'a mut Model,
    source_map: &'a mut SourceMap,
    file: SideFile<'a>,
    suggestions: Suggestions,
}

impl Overlay<'_> {
    fn apply(&mut self, correction: Correction, report: &mut Report) {
        let Some(at) = lookup::find_pointer(self.model, &correction.id) else {
            let MissingShape { message, hint } =
                lookup::describe_missing(self.model, &correction.id, &mut self.suggestions);
            let problem = error("unknown-correction", &correction.at.join("at"), message);
            return report.push(problem.about(&correction.id).maybe_hint(hint));
        };
        if !self.check_expectations(&correction, report) {
            return;
        }
        enum_values::add_values(self.model, &correction, &at, &mut self.file, report);
        let Some(traits) = lookup::find_traits_mut(self.model, &correction.id) else { return };
        if correction.changes_traits() {
            traits.add_correction(&correction.reason);
        }
        for trait_id in &correction.remove {
            traits.remove(trait_id);
        }
        for (trait_id, value) in &correction.set {
            traits.insert(trait_id.as_str(), value.clone());
            self.source_map.reset_trait_pointer(&correction.id, trait_id);
            let merged = self.source_map.trait_pointer(&correction.id, &at, trait_id);
            if merged != at {
                let origin = correction.at.join("set").join(trait_id);
                self.file.record_origin(merged, origin);
            }
        }
    }

    /// Returns whether the model is as a correction expects it; reports each difference.
    fn check_expectations(&mut self, correction: &Correction, report: &mut Report) -> bool {
        let Some(traits) = lookup::find_traits_mut(self.model, &correction.id) else {
            return false;
        };
        let mut is_met = true;
        let mut report_unmet = |at: &Pointer, message: String, hint: &str| {
            is_met = false;
            let problem = error("unmet-correction", at, message);
            report.push(problem.about(&correction.id).hint(hint));
        };
        for (trait_id, expected) in &correction.expect {
            let found = traits.get(trait_id).unwrap_or(&Value::Null);
            if found != expected {
                let (found, expected) = (describe_value(found), describe_value(expected));
                let message =
                    format!("expected the trait `{trait_id}` to be {expected}, but it is {found}");
                report_unmet(&correction.at.join("expect").join(trait_id), message, MODEL_CHANGED);
            }
        }
        for (trait_id, value) in &correction.set {
            let at = correction.at.join("set").join(trait_id);
            match traits.get(trait_id) {
                Some(found) if found == value => {
                    let found = describe_value(found);
                    let message = format!("the trait `{trait_id}` is already {found}");
                    report_unmet(&at, message, "remove the correction: the model is corrected");
                }
                Some(found) if !correction.expect.contains_key(trait_id) => {
                    let found = describe_value(found);
                    let message =
                        format!("the trait `{trait_id}` is {found}, but `expect` doesn't list it");
                    report_unmet(&at, message, "add the value to replace to `expect`");
                }
                _ => {}
            }
        }
        for (index, trait_id) in correction.remove.iter().enumerate() {
            if !traits.has(trait_id) {
                let at = correction.at.join("remove").join(&index.to_string());
                let message = format!("the trait `{trait_id}`, which is to be removed, is absent");
                report_unmet(&at, message, MODEL_CHANGED);
            }
        }
        is_met
    }
}

/// The hint if the model isn't as a correction expects it.
const MODEL_CHANGED: &str =
    "check whether the correction is still needed: the model has changed since it was written";

/// The largest number of characters of a value in a message.
const MAX_SHOWN: usize = 60;

/// Returns a value of a trait for a message: `absent`, or the JSON in backticks, shortened if it is long.
fn describe_value(value: &Value) -> String {
    if value.is_null() {
        return "absent".to_owned();
    }
    let text = value.to_string();
    let short: String = text.chars().take(MAX_SHOWN).collect();
    if short.len() < text.len() { format!("`{short}…`") } else { format!("`{text}`") }
}
