//! Corrections of a model, kept in a file beside it: entries that fit the model, or fail.

mod entry;
mod values;

use serde_json::{Map, Value};

use crate::botocore::Beside;
use crate::find::{self, Missing};
use crate::json::{Fields, wrong_type};
use crate::places::Places;
use crate::report::{Report, error};
use crate::suggest::Suggestions;
use crate::{Model, Pointer, ShapeId};
use entry::Entry;

/// Corrects the model, entry by entry; one that doesn't fit is reported and changes nothing.
pub(crate) fn apply(
    document: Value,
    model: &mut Model,
    places: &mut Places,
    files: Beside<'_>,
    report: &mut Report,
) {
    let root = Pointer::default();
    let entries = match document {
        Value::Object(entries) => entries,
        other => {
            return report.push(wrong_type(&root, "an object with a list `corrections`", &other));
        }
    };
    let mut work = Work { model, places, files, suggestions: Suggestions::default() };
    let nowhere = ShapeId::new("");
    let Some(mut fields) = Fields::new(Value::Object(entries), root, &nowhere, report) else {
        return;
    };
    let (corrections, at) = fields.array("corrections", report);
    for (place, correction) in corrections.into_iter().enumerate() {
        let at = at.join(&place.to_string());
        if let Some(entry) = Entry::read(correction, at, report) {
            work.correct(entry, report);
        }
    }
    fields.finish(&["corrections"], report);
}

/// What corrections are worked into.
struct Work<'a> {
    model: &'a mut Model,
    places: &'a mut Places,
    files: Beside<'a>,
    suggestions: Suggestions,
}

impl Work<'_> {
    fn correct(&mut self, entry: Entry, report: &mut Report) {
        let Some(stands) = find::place(self.model, &entry.id) else {
            let Missing { message, hint } =
                find::missing(self.model, &entry.id, &mut self.suggestions);
            let problem = error("unknown-correction", &entry.at.join("at"), message);
            return report.push(problem.about(&entry.id).maybe_hint(hint));
        };
        if !self.fits(&entry, report) {
            return;
        }
        self.add(&entry, &stands, report);
        let Some(traits) = find::traits(self.model, &entry.id) else { return };
        if entry.changes_traits() {
            traits.note_correction(&entry.reason);
        }
        for id in &entry.remove {
            traits.remove(id);
        }
        for (id, value) in &entry.set {
            traits.insert(id.as_str(), value.clone());
            self.places.reset(&entry.id, id);
            let seen = self.places.of_trait(&entry.id, &stands, id);
            if seen != stands {
                let here = entry.at.join("set").join(id);
                self.files.note(seen, here);
            }
        }
    }

    /// Whether the model has what the entry expects.
    fn fits(&mut self, entry: &Entry, report: &mut Report) -> bool {
        let Some(traits) = find::traits(self.model, &entry.id) else { return false };
        let mut fits = true;
        let mut miss = |at: &Pointer, message: String, hint: &str| {
            fits = false;
            let problem = error("unmet-correction", at, message);
            report.push(problem.about(&entry.id).hint(hint));
        };
        for (id, expected) in &entry.expect {
            let found = traits.get(id).unwrap_or(&Value::Null);
            if found != expected {
                let message =
                    format!("the trait `{id}` is {}, not {}", told(found), told(expected));
                miss(&entry.at.join("expect").join(id), message, CHANGED);
            }
        }
        for (id, value) in &entry.set {
            let at = entry.at.join("set").join(id);
            match traits.get(id) {
                Some(found) if found == value => {
                    let message = format!("the trait `{id}` is {} already", told(found));
                    miss(&at, message, "the mistake is corrected: remove the entry");
                }
                Some(found) if !entry.expect.contains_key(id) => {
                    let message =
                        format!("the trait `{id}` is {}, which isn't expected", told(found));
                    miss(&at, message, "say in `expect` what is to be replaced");
                }
                _ => {}
            }
        }
        for (place, id) in entry.remove.iter().enumerate() {
            if !traits.has(id) {
                let message = format!("there is no trait `{id}` to remove");
                miss(&entry.at.join("remove").join(&place.to_string()), message, CHANGED);
            }
        }
        fits
    }
}

/// What to do where a model isn't as it was.
const CHANGED: &str = "the model has changed: see whether the correction is still needed";

/// A value as a sentence has it.
fn told(value: &Value) -> String {
    if value.is_null() {
        return "absent".to_owned();
    }
    let text = value.to_string();
    let short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() { format!("`{short}…`") } else { format!("`{text}`") }
}

const SHOWN: usize = 60;

/// The traits by their ids.
type TraitValues = Map<String, Value>;
