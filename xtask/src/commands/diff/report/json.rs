//! The review for programs; `diff.schema.json` beside this file documents it.

use serde_json::{Value, json};
use shapesmith::review::{Finding, ItemChange};
use shapesmith_model::diff::Touch;

use super::Report;
use crate::commands::diff::compare::Compared;
use crate::commands::diff::fingerprint::fingerprint;
use crate::exit::Failure;

/// The version of the form; it changes where programs have to.
const VERSION: u32 = 1;

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
    serde_json::to_string_pretty(&whole).map_err(|error| Failure::new(error.to_string()))
}

fn of_service(service: &Compared, report: &Report<'_>) -> Value {
    let findings = service.review.findings.iter();
    let findings: Vec<Value> = findings
        .map(|finding| {
            let mut value = of_finding(finding);
            if let Value::Object(entries) = &mut value {
                let reason = report.accepted.reason(&service.name, finding);
                entries.insert("fingerprint".to_owned(), fingerprint(finding).into());
                entries.insert("accepted".to_owned(), reason.into());
            }
            value
        })
        .collect();
    json!({
        "name": service.name,
        "title": service.title,
        "oldFile": service.old_file,
        "newFile": service.new_file,
        "wire": service.review.wire().as_str(),
        "rust": service.review.rust().as_str(),
        "changes": findings,
    })
}

fn of_finding(finding: &Finding) -> Value {
    json!({
        "kind": finding.kind,
        "about": finding.about,
        "shape": finding.place.id.as_str(),
        "part": finding.place.part,
        "before": finding.before,
        "after": finding.after,
        "oldPointer": finding.old_at.as_ref().map(|at| &at.0),
        "newPointer": finding.new_at.as_ref().map(|at| &at.0),
        "operations": finding.touches.iter().map(of_touch).collect::<Vec<_>>(),
        "wire": { "verdict": finding.wire.as_str(), "reason": finding.wire_reason },
        "rust": {
            "verdict": finding.rust.as_str(),
            "reason": finding.rust_reason,
            "behaviour": finding.behaviour,
            "items": finding.items.iter().map(of_item).collect::<Vec<_>>(),
        },
        "noise": finding.noise,
        "hint": finding.hint.as_ref().map(|hint| json!({
            "kind": hint.kind.id(),
            "shape": hint.other.id.as_str(),
            "part": hint.other.part,
        })),
        "implied": finding.implied.iter().map(of_finding).collect::<Vec<_>>(),
    })
}

fn of_touch(touch: &Touch) -> Value {
    json!({
        "operation": touch.operation.as_str(),
        "input": touch.input,
        "output": touch.output,
        "error": touch.error,
    })
}

fn of_item(item: &ItemChange) -> Value {
    json!({
        "what": item.what.as_str(),
        "path": item.path,
        "before": item.before,
        "after": item.after,
        "verdict": item.rust.as_str(),
        "behaviour": item.behaviour,
        "seenByCompiler": item.seen_by_compiler,
    })
}
