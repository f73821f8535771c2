//! Whether a verdict is the one that was predicted.

use super::case::{Case, Prediction};
use super::program::Verdict;

/// A verdict that isn't the predicted one.
pub struct Disagreement {
    /// What the oracle calls the case.
    pub id: String,
    /// What is wrong with the value.
    pub kind: String,
    /// The prediction and the verdict, for people.
    pub description: String,
    /// The entry by which it is expected, by its place in the list.
    pub expected: Option<usize>,
}

impl Disagreement {
    /// The disagreement about a case.
    pub fn new(case: &Case, description: String, expected: Option<usize>) -> Self {
        Self { id: case.id.clone(), kind: case.kind.clone(), description, expected }
    }
}

/// Nothing where the verdict is as predicted; else both.
pub fn check_verdict(case: &Case, verdict: &Verdict) -> Result<(), String> {
    let agrees = match (&case.prediction, verdict) {
        (_, Verdict::Panicked(_)) => false,
        (Prediction::Valid, Verdict::Violations(violations)) => {
            violations.iter().all(|(path, _)| is_doubted(case, path))
        }
        (Prediction::Unreadable(place), Verdict::Unreadable(error)) => {
            find_place(error, place).is_some()
        }
        (Prediction::Violation { path, message }, Verdict::Violations(violations)) => {
            // One value is wrong, so all violations are about it; it may be wrong in a second way.
            violations.iter().any(|it| (&it.0, &it.1) == (path, message))
                && violations.iter().all(|(at, _)| is_within(at, path) || is_doubted(case, at))
        }
        _ => false,
    };
    if agrees {
        Ok(())
    } else {
        Err(format!("{}, {}", describe_prediction(case), describe_verdict(verdict)))
    }
}

/// Returns the messages of the prediction and of the verdict.
pub fn collect_messages<'a>(case: &'a Case, verdict: &'a Verdict) -> Vec<&'a str> {
    let mut messages = Vec::new();
    if let Prediction::Violation { message, .. } = &case.prediction {
        messages.push(message.as_str());
    }
    match verdict {
        Verdict::Violations(violations) => {
            messages.extend(violations.iter().map(|(_, message)| message.as_str()))
        }
        Verdict::Unreadable(message) | Verdict::Panicked(message) => messages.push(message),
    }
    messages
}

/// Whether the oracle itself doesn't know whether what is at this pointer is valid.
fn is_doubted(case: &Case, pointer: &str) -> bool {
    case.doubts.iter().any(|doubt| doubt == pointer)
}

fn is_within(pointer: &str, of: &str) -> bool {
    pointer.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The place as the error of reading names it, if it is about that place: where a value is sensitive, keys of maps
/// aren't shown.
pub fn find_place(error: &str, place: &str) -> Option<String> {
    let mut parts = place.split("[\"");
    let mut hidden = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        hidden.push_str("[…]");
        hidden.push_str(part.split_once("\"]").map_or("", |(_, rest)| rest));
    }
    let is_at = |place: &String| error.starts_with(&format!("{place}: "));
    [place.to_owned(), hidden].into_iter().find(is_at)
}

fn describe_prediction(case: &Case) -> String {
    match &case.prediction {
        Prediction::Valid => "predicted valid".to_owned(),
        Prediction::Unreadable(place) => format!("predicted that {place} can't be read"),
        Prediction::Violation { path, message } => format!("predicted of {path}: {message}"),
    }
}

fn describe_verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Violations(violations) if violations.is_empty() => "found valid".to_owned(),
        Verdict::Violations(violations) => {
            let messages: Vec<&str> =
                violations.iter().map(|(_, message)| message.as_str()).collect();
            format!("found: {}", messages.join("; "))
        }
        Verdict::Unreadable(error) => format!("not read: {error}"),
        Verdict::Panicked(message) => format!("panicked: {message}"),
    }
}
