//! Cases with their verdicts, as a file that tests read without the oracle.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::Subject;
use super::case::{Case, Prediction};
use super::judge::find_place;
use super::program::Verdict;
use crate::exit::Failure;

/// A case as a line of the file; nothing where there is no type, or no verdict.
pub fn format_line(subject: &Subject<'_>, case: &Case, verdict: &Verdict) -> Option<String> {
    let model = subject.service.files.first()?.display().to_string();
    let verdict = match (verdict, &case.prediction) {
        (Verdict::Violations(violations), _) => json!(violations),
        // The place is ours, the words may be those of the format.
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

/// Writes the lines, in the order of the services.
pub fn write_lines(file: &Path, lines: Vec<Vec<String>>) -> Result<(), Failure> {
    let mut lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.sort();
    lines.dedup();
    fs::write(file, lines.join("\n") + "\n")
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))
}
