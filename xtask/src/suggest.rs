//! Hints about unknown names.

use shapesmith_model::did_you_mean;

/// A hint lists at most this many names.
const MAX_LISTED: usize = 30;

/// Returns a hint about an unknown name: the most similar of the known names, or if none is similar, all of them; `None` if
/// they are too many to list.
pub fn suggest_name(unknown: &str, known: &[&str]) -> Option<String> {
    let listed = || {
        let can_list = !known.is_empty() && known.len() <= MAX_LISTED;
        can_list.then(|| format!("known: {}", list_names(known)))
    };
    did_you_mean(unknown, known.iter().copied()).or_else(listed)
}

/// Joins names, each in backticks.
pub fn list_names(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
