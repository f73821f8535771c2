//! The review for programs; `diff.schema.json` beside this file documents it.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use shapesmith::review::{ItemChange, ReviewEntry};
use shapesmith_model::diff::AffectedOperation;
use shapesmith_model::escape;

use super::Report;
use crate::commands::diff::compare::Compared;
use crate::commands::diff::fingerprint::fingerprint;
use crate::exit::Failure;

/// The version of the form; it changes where programs have to.
const VERSION: u32 = 2;

/// The review as JSON.
pub fn json(report: &Report<'_>) -> Result<String, Failure> {
    let services: Vec<Value> =
        report.services.iter().map(|service| of_service(service, report)).collect();
    let whole = json!({
        "version": VERSION,
        "old": report.old,
        "new": report.new,
        "compared": report.compared,
        "services": services,
    });
    let text = serde_json::to_string_pretty(&whole);
    let text = text.map_err(|error| Failure::new(error.to_string()))?;
    Ok(escape::json(&text).into_owned())
}

fn of_service(service: &Compared, report: &Report<'_>) -> Value {
    let mut sets = OperationSets::default();
    let findings = service.review.entries.iter();
    let findings: Vec<Value> = findings
        .map(|finding| {
            let mut value = of_finding(finding, &mut sets);
            if let Value::Object(entries) = &mut value {
                let reason = report.accepted.reason(&service.name, finding);
                entries.insert("fingerprint".to_owned(), fingerprint(finding).into());
                entries.insert("accepted".to_owned(), reason.into());
            }
            value
        })
        .collect();
    let unsearched = service.review.without_rename_hints.iter().map(|id| id.as_str());
    json!({
        "name": service.name,
        "title": service.title,
        "oldFile": service.old_file,
        "newFile": service.new_file,
        "wire": service.review.wire().as_str(),
        "rust": service.review.semver().as_str(),
        "withoutRenameHints": unsearched.collect::<Vec<_>>(),
        "operationSets": sets.sets.iter().map(|set| of_set(set)).collect::<Vec<_>>(),
        "changes": findings,
    })
}

/// The sets of operations that findings touch, each once: hundreds of findings may touch the same hundreds of operations.
#[derive(Default)]
struct OperationSets<'a> {
    sets: Vec<&'a [AffectedOperation]>,
    places: HashMap<&'a [AffectedOperation], usize>,
}

impl<'a> OperationSets<'a> {
    /// Returns the place of a set; there is none for the service as a whole.
    fn place(&mut self, touches: &'a [AffectedOperation]) -> Option<usize> {
        if touches.is_empty() {
            return None;
        }
        let place = *self.places.entry(touches).or_insert_with(|| {
            self.sets.push(touches);
            self.sets.len() - 1
        });
        Some(place)
    }
}

/// A set of operations, those together that are touched in the same directions.
fn of_set(set: &[AffectedOperation]) -> Value {
    let mut groups: BTreeMap<(bool, bool, bool), Vec<&str>> = BTreeMap::new();
    for touch in set {
        let directions = (touch.input, touch.output, touch.error);
        groups.entry(directions).or_default().push(touch.operation.as_str());
    }
    let group = |((input, output, error), operations)| json!({ "input": input, "output": output, "error": error, "operations": operations });
    groups.into_iter().map(group).collect()
}

fn of_finding<'a>(finding: &'a ReviewEntry, sets: &mut OperationSets<'a>) -> Value {
    json!({
        "kind": finding.kind,
        "about": finding.description,
        "shape": finding.place.id.as_str(),
        "part": finding.place.part,
        "before": finding.before,
        "after": finding.after,
        "oldPointer": finding.old_pointer.as_ref().map(|at| &at.0),
        "newPointer": finding.new_pointer.as_ref().map(|at| &at.0),
        "operationSet": sets.place(&finding.operations),
        "wire": { "verdict": finding.wire.as_str(), "reason": finding.wire_reason },
        "rust": {
            "verdict": finding.semver.as_str(),
            "reason": finding.semver_reason,
            "behaviour": finding.changes_behaviour,
            "items": finding.items.iter().map(of_item).collect::<Vec<_>>(),
        },
        "noise": finding.is_noise,
        "hint": finding.hint.as_ref().map(|hint| json!({
            "kind": hint.kind.id(),
            "shape": hint.other.id.as_str(),
            "part": hint.other.part,
        })),
        "implied": finding.implied.iter().map(|implied| of_finding(implied, sets)).collect::<Vec<_>>(),
    })
}

fn of_item(item: &ItemChange) -> Value {
    json!({
        "what": item.kind.as_str(),
        "path": item.path,
        "before": item.before,
        "after": item.after,
        "verdict": item.semver.as_str(),
        "behaviour": item.changes_behaviour,
        "seenByCompiler": item.breaks_compilation,
    })
}
