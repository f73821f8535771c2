//! Writes cases with their verdicts to a file, so that tests can repeat them without the oracle.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::Subject;
use super::agreement::find_place;
use super::case::{Case, Prediction};
use super::program::Verdict;
use crate::exit::Failure;
use crate::maintenance::cargo::path_failure;

/// Returns a case as a line of the file; `None` if it has no type or no verdict to record.
pub fn format_line(subject: &Subject<'_>, case: &Case, verdict: &Verdict) -> Option<String> {
    let model = subject.service.files.first()?.display().to_string();
    let verdict = match (verdict, &case.prediction) {
        (Verdict::Violations(violations), _) => json!(violations),
        // Only the place is recorded: the message can come from the format's library.
        (Verdict::Unreadable(error), Prediction::Unreadable(place)) => {
            json!(find_place(error, place)?)
        }
        _ => return None,
    };
    let line = json!({
        "model": model,
        "type": case.item,
        "kind": case.kind,
        "value": case.value,
        "verdict": verdict,
    });
    (!case.item.is_empty()).then(|| line.to_string())
}

/// Writes the lines of all services, sorted and without duplicates.
///
/// # Errors
/// The file can't be written.
pub fn write_lines(file: &Path, lines: Vec<Vec<String>>) -> Result<(), Failure> {
    let mut lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.sort();
    lines.dedup();
    fs::write(file, lines.join("\n") + "\n").map_err(|error| path_failure(file, &error))
}
