//! The report as JSON, which `diff.schema.json` beside this file describes.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use shapesmith::review::{ItemChange, ReviewEntry};
use shapesmith_model::diff::AffectedOperation;
use shapesmith_model::escape;

use super::Report;
use crate::commands::diff::compare::ChangedService;
use crate::commands::diff::fingerprint::fingerprint;
use crate::exit::Failure;

/// The version of the format, which increases when programs that read it have to change.
const VERSION: u32 = 2;

/// Returns the report as JSON.
pub fn json(report: &Report<'_>) -> Result<String, Failure> {
    let services: Vec<Value> =
        report.services.iter().map(|service| service_json(service, report)).collect();
    let document = json!({
        "version": VERSION,
        "old": report.old,
        "new": report.new,
        "compared": report.compared,
        "services": services,
    });
    let text = serde_json::to_string_pretty(&document);
    let text = text.map_err(|error| Failure::new(error.to_string()))?;
    Ok(escape::json(&text).into_owned())
}

fn service_json(service: &ChangedService, report: &Report<'_>) -> Value {
    let mut sets = OperationSets::default();
    let entries = service.review.entries.iter();
    let changes: Vec<Value> = entries
        .map(|entry| {
            let mut value = entry_json(entry, &mut sets);
            if let Value::Object(members) = &mut value {
                let reason = report.accepted.reason(&service.name, entry);
                members.insert("fingerprint".to_owned(), fingerprint(entry).into());
                members.insert("accepted".to_owned(), reason.into());
            }
            value
        })
        .collect();
    let without_rename_hints = service.review.without_rename_hints.iter().map(|id| id.as_str());
    json!({
        "name": service.name,
        "title": service.title,
        "oldFile": service.old_file,
        "newFile": service.new_file,
        "wire": service.review.wire().as_str(),
        "rust": service.review.semver().as_str(),
        "withoutRenameHints": without_rename_hints.collect::<Vec<_>>(),
        "operationSets": sets.sets.iter().map(|set| operation_set_json(set)).collect::<Vec<_>>(),
        "changes": changes,
    })
}

/// The sets of operations that changes affect, each once, because hundreds of changes may affect the same hundreds of
/// operations.
#[derive(Default)]
struct OperationSets<'a> {
    sets: Vec<&'a [AffectedOperation]>,
    indices: HashMap<&'a [AffectedOperation], usize>,
}

impl<'a> OperationSets<'a> {
    /// Returns the index of a set; `None` for the service as a whole.
    fn index(&mut self, operations: &'a [AffectedOperation]) -> Option<usize> {
        if operations.is_empty() {
            return None;
        }
        let index = *self.indices.entry(operations).or_insert_with(|| {
            self.sets.push(operations);
            self.sets.len() - 1
        });
        Some(index)
    }
}

/// Groups a set of operations by the directions in which they are affected.
fn operation_set_json(set: &[AffectedOperation]) -> Value {
    let mut groups: BTreeMap<(bool, bool, bool), Vec<&str>> = BTreeMap::new();
    for affected in set {
        let directions = (affected.input, affected.output, affected.error);
        groups.entry(directions).or_default().push(affected.operation.as_str());
    }
    let group = |((input, output, error), operations)| json!({ "input": input, "output": output, "error": error, "operations": operations });
    groups.into_iter().map(group).collect()
}

fn entry_json<'a>(entry: &'a ReviewEntry, sets: &mut OperationSets<'a>) -> Value {
    json!({
        "kind": entry.kind,
        "about": entry.description,
        "shape": entry.place.id.as_str(),
        "part": entry.place.part,
        "before": entry.before,
        "after": entry.after,
        "oldPointer": entry.old_pointer.as_ref().map(|pointer| &pointer.0),
        "newPointer": entry.new_pointer.as_ref().map(|pointer| &pointer.0),
        "operationSet": sets.index(&entry.operations),
        "wire": { "verdict": entry.wire.as_str(), "reason": entry.wire_reason },
        "rust": {
            "verdict": entry.semver.as_str(),
            "reason": entry.semver_reason,
            "behaviour": entry.changes_behaviour,
            "items": entry.items.iter().map(item_json).collect::<Vec<_>>(),
        },
        "noise": entry.is_noise,
        "hint": entry.hint.as_ref().map(|hint| json!({
            "kind": hint.kind.id(),
            "shape": hint.other.id.as_str(),
            "part": hint.other.part,
        })),
        "implied": entry.implied.iter().map(|implied| entry_json(implied, sets)).collect::<Vec<_>>(),
    })
}

fn item_json(item: &ItemChange) -> Value {
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
