//! The report on patterns: how many are enforced, and for each other one how to correct it.

use serde_json::json;
use shapesmith::rust::{PatternCounts, Skipped};
use shapesmith_model::escape;

use crate::console::{Console, DIM, pluralize, styled};

/// The trait with a pattern.
const PATTERN: &str = "smithy.api#pattern";

/// Returns a line such as `48 patterns: 46 exact, 0 approximated, 2 not enforced (1 that no value matches)`.
pub fn summarize_patterns(counts: &PatternCounts) -> String {
    let PatternCounts { exact, approximated, unsupported, impossible, .. } = counts;
    let all = pluralize(exact + approximated + unsupported + impossible, "pattern");
    let impossible_note = match impossible {
        0 => String::new(),
        number => format!(" ({number} that no value matches)"),
    };
    let unenforced = unsupported + impossible;
    format!(
        "{all}: {exact} exact, {approximated} approximated, {unenforced} not enforced{impossible_note}"
    )
}

/// Prints each pattern that isn't enforced exactly, with a correction that removes it; `overlay` is the file of corrections.
pub fn print_inexact_patterns<'a>(
    skipped: impl IntoIterator<Item = &'a Skipped>,
    overlay: &str,
    console: &mut Console<'_>,
) {
    for skipped in skipped {
        let Some(pattern) = &skipped.pattern else { continue };
        console.print_status(format_args!("  {} {skipped}", styled(DIM, "pattern")));
        console.print_status(format_args!(
            "    {} to remove it, add to the `corrections` in {overlay} (or `set` another pattern instead of `remove`): {}",
            styled(DIM, "hint:"),
            escape::json(&create_correction(skipped, pattern).to_string())
        ));
    }
}

/// Returns the correction that removes a pattern.
fn create_correction(skipped: &Skipped, pattern: &str) -> serde_json::Value {
    json!({
        "at": skipped.origin.to_string(),
        "expect": { PATTERN: pattern },
        "remove": [PATTERN],
        "reason": format!("{}.", capitalize(&skipped.reason)),
    })
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
