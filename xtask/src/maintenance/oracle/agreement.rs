//! Compares verdicts of the generated validators with predictions.

use super::case::{Case, Prediction};
use super::program::Verdict;

/// A verdict that differs from the prediction.
pub struct Disagreement {
    /// The oracle's id of the case.
    pub id: String,
    /// The kind of fault in the value.
    pub kind: String,
    /// The prediction and the verdict in words.
    pub description: String,
    /// The index of the entry that expects it.
    pub expected: Option<usize>,
}

impl Disagreement {
    /// Creates the disagreement about a case.
    pub fn new(case: &Case, description: String, expected: Option<usize>) -> Self {
        Self { id: case.id.clone(), kind: case.kind.clone(), description, expected }
    }
}

/// Checks a verdict.
///
/// # Errors
/// It differs from the prediction; the text describes both.
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
            // The case has one faulty value, which can violate several constraints.
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

/// Returns whether the oracle couldn't determine if the value at this pointer is valid.
fn is_doubted(case: &Case, pointer: &str) -> bool {
    case.doubts.iter().any(|doubt| doubt == pointer)
}

fn is_within(pointer: &str, of: &str) -> bool {
    pointer.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the place as it is written in an error about it; `None` if the error is about another place. In sensitive values,
/// the keys of maps are replaced.
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
        Prediction::Unreadable(place) => format!("predicted an error when reading {place}"),
        Prediction::Violation { path, message } => {
            format!("predicted a violation at {path}: {message}")
        }
    }
}

fn describe_verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Violations(violations) if violations.is_empty() => "but it is valid".to_owned(),
        Verdict::Violations(violations) => {
            let messages: Vec<&str> =
                violations.iter().map(|(_, message)| message.as_str()).collect();
            format!("but the violations are: {}", messages.join("; "))
        }
        Verdict::Unreadable(error) => format!("but reading fails: {error}"),
        Verdict::Panicked(message) => format!("but validation panics: {message}"),
    }
}
