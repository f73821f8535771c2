//! Violations tell nothing of sensitive values but their lengths.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Value, json};
use shapesmith_tests::constraints::{CheckRequest, SecretChoice, Vault};
use shapesmith_tests::support::{Validate, Violations};

const SECRET: &str = "5up3rS3cr3t";

fn violations(mut value: Value) -> Violations {
    value.as_object_mut().unwrap().insert("id".to_owned(), json!("id"));
    serde_json::from_value::<CheckRequest>(value).unwrap().validate().unwrap_err()
}

/// All that anyone is shown.
fn shown(violations: &Violations) -> String {
    let mut text = format!("{violations} {violations:?} {violations:#?}");
    for violation in violations {
        text += &format!("{violation} {violation:?} {} ", violation.path());
        text += &format!("{:?} {}", violation.constraint(), violation.constraint());
    }
    text
}

#[test]
fn neither_display_nor_debug_has_the_value() {
    let cases = [
        (json!({"secret": SECRET}), vec!["/secret"]),
        (json!({"pin": 535_353}), vec!["/pin"]),
        (json!({"secretColor": SECRET}), vec!["/secretColor"]),
        (json!({"secrets": [SECRET, SECRET]}), vec!["/secrets", "/secrets/0", "/secrets/1"]),
        // The keys of a map are part of its value.
        (json!({"secretKeys": {SECRET: ""}}), vec!["/secretKeys", "/secretKeys/…"]),
        (json!({"secretValues": {"key": SECRET}}), vec!["/secretValues/…"]),
        (json!({"vault": {"code": SECRET}}), vec!["/vault/code"]),
        (json!({"vault": {"named": {SECRET: ""}}}), vec!["/vault/named", "/vault/named/…"]),
        (json!({"secretChoice": {"text": SECRET}}), vec!["/secretChoice/text"]),
        (
            json!({"secretChoice": {"named": {SECRET: ""}}}),
            vec!["/secretChoice/named", "/secretChoice/named/…"],
        ),
    ];
    for (value, paths) in cases {
        let found = violations(value.clone());
        let text = shown(&found);
        assert!(!text.contains(SECRET) && !text.contains("535"), "{text}");
        let found: Vec<&str> = found.iter().map(|violation| violation.path()).collect();
        assert_eq!(found, paths, "{value}");
    }
}

#[test]
fn sensitive_types_alone_hide_as_much() {
    let vault = json!({"code": SECRET, "named": {SECRET: SECRET}});
    let vault: Vault = serde_json::from_value(vault).unwrap();
    let text = shown(&vault.validate().unwrap_err());
    assert!(!text.contains(SECRET) && text.contains("/named/…"), "{text}");
    let choice: SecretChoice = serde_json::from_value(json!({"named": {SECRET: ""}})).unwrap();
    let text = shown(&choice.validate().unwrap_err());
    assert!(!text.contains(SECRET) && text.contains("/named/…"), "{text}");
}

#[test]
fn values_that_are_not_sensitive_are_not_told_either_but_by_their_keys() {
    let text = shown(&violations(json!({"text": SECRET, "labels": {"key": SECRET}, "byte": 53})));
    assert!(!text.contains(SECRET) && !text.contains("53"), "{text}");
    assert!(text.contains("/labels/key"), "{text}");
}
