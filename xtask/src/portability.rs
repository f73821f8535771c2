//! What is told of the patterns of a service: how many are enforced, and of each that isn't as it stands, what to do.

use serde_json::json;
use shapesmith::rust::{PatternCounts, Skipped};
use shapesmith_model::escape;

use crate::console::{Console, DIM, count, styled};

/// The trait that has a pattern.
const PATTERN: &str = "smithy.api#pattern";

/// `48 patterns: 46 exact, 0 approximated, 2 not enforced (1 that no value matches)`
pub fn summary(counts: &PatternCounts) -> String {
    let PatternCounts { exact, approximated, unsupported, impossible, .. } = counts;
    let all = count(exact + approximated + unsupported + impossible, "pattern");
    let nothing = match impossible {
        0 => String::new(),
        number => format!(" ({number} that no value matches)"),
    };
    let unenforced = unsupported + impossible;
    format!("{all}: {exact} exact, {approximated} approximated, {unenforced} not enforced{nothing}")
}

/// A line for each pattern that isn't enforced as it stands, and one with what would change that; `overlay` says
/// where corrections of the model are.
pub fn list<'a>(
    skipped: impl IntoIterator<Item = &'a Skipped>,
    overlay: &str,
    console: &mut Console<'_>,
) {
    for skipped in skipped {
        let Some(pattern) = &skipped.pattern else { continue };
        console.print_status(format_args!("  {} {skipped}", styled(DIM, "pattern")));
        console.print_status(format_args!(
            "    {} to take it away, add to the `corrections` in {overlay} (or `set` another instead of `remove`): {}",
            styled(DIM, "hint:"),
            escape::json(&correction(skipped, pattern).to_string())
        ));
    }
}

/// The correction that takes the pattern away.
fn correction(skipped: &Skipped, pattern: &str) -> serde_json::Value {
    json!({
        "at": skipped.origin.to_string(),
        "expect": { PATTERN: pattern },
        "remove": [PATTERN],
        "reason": format!("{}.", capitalized(&skipped.reason)),
    })
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
