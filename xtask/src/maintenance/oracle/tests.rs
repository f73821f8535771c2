//! Tests of the comparison with predictions, and of the conversion of values and places.
#![allow(clippy::unwrap_used)]

use serde_json::json;
use shapesmith::rust::Type;

use super::agreement::{check_verdict, find_place};
use super::case::{Case, Prediction};
use super::place::format_place;
use super::program::Verdict;
use crate::maintenance::test_model::lower_test_model;

fn case(prediction: Prediction, doubts: &[&str]) -> Case {
    Case {
        id: String::new(),
        operation: String::new(),
        output: false,
        item: String::new(),
        kind: String::new(),
        value: json!({}),
        prediction,
        doubts: doubts.iter().map(|&doubt| doubt.to_owned()).collect(),
    }
}

fn violations(violations: &[(&str, &str)]) -> Verdict {
    Verdict::Violations(
        violations.iter().map(|&(path, message)| (path.to_owned(), message.to_owned())).collect(),
    )
}

#[test]
fn places_are_converted_to_those_of_errors() {
    let (api, ty) = (lower_test_model(), Type::Item("In".to_owned()));
    assert_eq!(format_place(&api, &ty, "/more/a~1b/0/data"), "more[\"a/b\"][0].d");
}

#[test]
fn prediction_of_valid_agrees_only_with_valid() {
    assert!(check_verdict(&case(Prediction::Valid, &[]), &violations(&[])).is_ok());
    assert!(check_verdict(&case(Prediction::Valid, &[]), &violations(&[("/a", "x")])).is_err());
    assert!(
        check_verdict(&case(Prediction::Valid, &[]), &Verdict::Unreadable("a: x".to_owned()))
            .is_err()
    );
    // The oracle noted that this value may be invalid.
    assert!(check_verdict(&case(Prediction::Valid, &["/a"]), &violations(&[("/a", "x")])).is_ok());
    assert!(check_verdict(&case(Prediction::Valid, &["/a"]), &violations(&[("/b", "x")])).is_err());
}

#[test]
fn predicted_violation_agrees_by_path_and_message_if_no_other_value_is_invalid() {
    let violation = || Prediction::Violation { path: "/a".to_owned(), message: "x".to_owned() };
    assert!(check_verdict(&case(violation(), &[]), &violations(&[("/a", "x")])).is_ok());
    assert!(
        check_verdict(&case(violation(), &[]), &violations(&[("/a", "x"), ("/a", "y")])).is_ok()
    );
    for mismatch in [&[][..], &[("/a", "y")], &[("/b", "x")], &[("/a", "x"), ("/ab", "x")]] {
        assert!(
            check_verdict(&case(violation(), &[]), &violations(mismatch)).is_err(),
            "{mismatch:?}"
        );
    }
}

#[test]
fn predicted_error_of_reading_agrees_by_its_place() {
    let unreadable = || Prediction::Unreadable("a[\"k\"][0]".to_owned());
    let unread = |text: &str| Verdict::Unreadable(text.to_owned());
    assert!(check_verdict(&case(unreadable(), &[]), &unread("a[\"k\"][0]: x")).is_ok());
    assert!(check_verdict(&case(unreadable(), &[]), &unread("a[…][0]: x")).is_ok());
    assert!(check_verdict(&case(unreadable(), &[]), &unread("a[\"k\"]: x")).is_err());
    assert!(check_verdict(&case(unreadable(), &[]), &violations(&[])).is_err());
    assert_eq!(find_place("a[…][0]: x", "a[\"k\"][0]").as_deref(), Some("a[…][0]"));
}

#[test]
fn panic_agrees_with_no_prediction() {
    assert!(
        check_verdict(&case(Prediction::Valid, &[]), &Verdict::Panicked(String::new())).is_err()
    );
}
