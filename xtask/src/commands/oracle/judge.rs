//! Whether a verdict is the one that was predicted.

use super::case::{Case, Predicted};
use super::program::Verdict;

/// A verdict that isn't the predicted one.
pub struct Disagreement {
    /// What the oracle calls the case.
    pub id: String,
    /// What is wrong with the value.
    pub kind: String,
    /// What was predicted and what was told instead.
    pub told: String,
    /// The entry by which it is expected, by its place in the list.
    pub expected: Option<usize>,
}

impl Disagreement {
    /// The disagreement about a case.
    pub fn new(case: &Case, told: String, expected: Option<usize>) -> Self {
        Self { id: case.id.clone(), kind: case.kind.clone(), told, expected }
    }
}

/// Nothing where the verdict is as predicted; else both.
pub fn judge(case: &Case, verdict: &Verdict) -> Result<(), String> {
    let agrees = match (&case.predicted, verdict) {
        (_, Verdict::Panicked(_)) => false,
        (Predicted::Valid, Verdict::Told(told)) => told.iter().all(|(path, _)| doubted(case, path)),
        (Predicted::Unreadable(place), Verdict::Unread(told)) => place_in(told, place).is_some(),
        (Predicted::Violation { path, message }, Verdict::Told(told)) => {
            // One value is wrong, so that one thing is told; the value may be wrong in a second way.
            told.iter().any(|it| (&it.0, &it.1) == (path, message))
                && told.iter().all(|(at, _)| is_within(at, path) || doubted(case, at))
        }
        _ => false,
    };
    if agrees { Ok(()) } else { Err(format!("{}, {}", predicted(case), said(verdict))) }
}

/// All that was predicted or told, in words.
pub fn words<'a>(case: &'a Case, verdict: &'a Verdict) -> Vec<&'a str> {
    let mut words = Vec::new();
    if let Predicted::Violation { message, .. } = &case.predicted {
        words.push(message.as_str());
    }
    match verdict {
        Verdict::Told(told) => words.extend(told.iter().map(|(_, words)| words.as_str())),
        Verdict::Unread(told) | Verdict::Panicked(told) => words.push(told),
    }
    words
}

/// Whether the oracle itself doesn't know whether what is at this pointer is valid.
fn doubted(case: &Case, pointer: &str) -> bool {
    case.doubts.iter().any(|doubt| doubt == pointer)
}

fn is_within(pointer: &str, of: &str) -> bool {
    pointer.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The place as the error of reading names it, if it is about that place: where a value is sensitive, keys of maps
/// aren't shown.
pub fn place_in(told: &str, place: &str) -> Option<String> {
    let mut parts = place.split("[\"");
    let mut hidden = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        hidden.push_str("[…]");
        hidden.push_str(part.split_once("\"]").map_or("", |(_, rest)| rest));
    }
    let is_at = |place: &String| told.starts_with(&format!("{place}: "));
    [place.to_owned(), hidden].into_iter().find(is_at)
}

fn predicted(case: &Case) -> String {
    match &case.predicted {
        Predicted::Valid => "predicted valid".to_owned(),
        Predicted::Unreadable(place) => format!("predicted that {place} can't be read"),
        Predicted::Violation { path, message } => format!("predicted of {path}: {message}"),
    }
}

fn said(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Told(told) if told.is_empty() => "found valid".to_owned(),
        Verdict::Told(told) => {
            let told: Vec<&str> = told.iter().map(|(_, words)| words.as_str()).collect();
            format!("told: {}", told.join("; "))
        }
        Verdict::Unread(told) => format!("not read: {told}"),
        Verdict::Panicked(told) => format!("panicked: {told}"),
    }
}
