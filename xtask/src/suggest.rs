//! "Did you mean": the nearest of the names that would have been right.

/// A list of more names than these is no hint.
const LISTED: usize = 30;

/// A hint: the nearest name, or all of them where none is near.
pub fn hint(wrong: &str, right: &[&str]) -> Option<String> {
    if right.is_empty() {
        return None;
    }
    let near = similar::get_close_matches(wrong, right, 1, 0.6);
    Some(match near.first() {
        Some(name) => format!("did you mean `{name}`?"),
        None if right.len() > LISTED => return None,
        None => format!("known: {}", listed(right)),
    })
}

/// `a`, `b`
pub fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
