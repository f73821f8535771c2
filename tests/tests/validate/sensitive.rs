//! Violations reveal only the lengths of sensitive values.

use serde_json::{Value, json};
use shapesmith_tests::constraints::{CheckRequest, SecretChoice, Vault};
use shapesmith_tests::support::{Validate, Violations};

const SECRET: &str = "5up3rS3cr3t";

fn violations(mut value: Value) -> Violations {
    value.as_object_mut().unwrap().insert("id".to_owned(), json!("id"));
    serde_json::from_value::<CheckRequest>(value).unwrap().validate().unwrap_err()
}

/// Returns everything that a violation displays.
fn shown(violations: &Violations) -> String {
    let mut text = format!("{violations} {violations:?} {violations:#?}");
    text += &serde_json::to_string(violations).unwrap();
    for violation in violations {
        text += &format!("{violation} {violation:?} {} ", violation.path());
        text += &format!("{:?} {}", violation.constraint(), violation.constraint());
    }
    text
}

#[test]
fn display_and_debug_hide_sensitive_values() {
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
fn violations_of_sensitive_root_types_hide_their_values() {
    let vault = json!({"code": SECRET, "named": {SECRET: SECRET}});
    let vault: Vault = serde_json::from_value(vault).unwrap();
    let text = shown(&vault.validate().unwrap_err());
    assert!(!text.contains(SECRET) && text.contains("/named/…"), "{text}");
    let choice: SecretChoice = serde_json::from_value(json!({"named": {SECRET: ""}})).unwrap();
    let text = shown(&choice.validate().unwrap_err());
    assert!(!text.contains(SECRET) && text.contains("/named/…"), "{text}");
}

#[test]
fn violations_quote_no_values_except_keys() {
    let text = shown(&violations(json!({"text": SECRET, "labels": {"key": SECRET}, "byte": 53})));
    assert!(!text.contains(SECRET) && !text.contains("53"), "{text}");
    assert!(text.contains("/labels/key"), "{text}");
}
