//! The section about waiters.

use shapesmith_model::{Comparator, WaiterState};

use crate::docs;
use crate::names::capitalize;
use crate::rust::{Acceptor, Matcher, Waiter};

/// Returns the section about waiters; empty if there are none.
pub fn describe_waiters(waiters: &[Waiter]) -> Vec<String> {
    if waiters.is_empty() {
        return Vec::new();
    }
    let heading = [String::new(), "# Waiters".to_owned(), String::new()];
    heading.into_iter().chain(waiters.iter().map(describe_waiter)).collect()
}

fn describe_waiter(waiter: &Waiter) -> String {
    let Waiter { name, docs, min_delay, max_delay, acceptors } = waiter;
    let about = super::first_paragraph(docs);
    let about = if about.is_empty() { about } else { format!(" {about}") };
    let outcomes: Vec<String> = [
        (WaiterState::Success, "succeeds"),
        (WaiterState::Failure, "fails"),
        (WaiterState::Retry, "retries"),
    ]
    .into_iter()
    .filter_map(|(state, what)| describe_outcome(acceptors, state, what))
    .collect();
    format!(
        "- {}:{about} {}; polls every {min_delay} to {max_delay} seconds.",
        docs::code(name),
        capitalize(&outcomes.join("; "))
    )
}

fn describe_outcome(acceptors: &[Acceptor], state: WaiterState, what: &str) -> Option<String> {
    let of_state = acceptors.iter().filter(|acceptor| acceptor.state == state);
    let when: Vec<String> =
        of_state.map(|acceptor| describe_condition(&acceptor.matcher)).collect();
    (!when.is_empty()).then(|| format!("{what} when {}", when.join(" or ")))
}

fn describe_condition(matcher: &Matcher) -> String {
    match matcher {
        Matcher::Success(true) => "there is a response".to_owned(),
        Matcher::Success(false) => "there is an error".to_owned(),
        Matcher::ErrorType(name) => format!("the error is {}", docs::code(name)),
        Matcher::Path { path, expected, comparator, .. } => {
            let (path, expected) = (docs::code(path), docs::code(expected));
            match comparator {
                Comparator::StringEquals | Comparator::BooleanEquals => {
                    format!("{path} is {expected}")
                }
                Comparator::AllStringEquals => format!("all of {path} are {expected}"),
                Comparator::AnyStringEquals => format!("any of {path} is {expected}"),
            }
        }
    }
}
