//! Constraints whose violations are warnings, and constraints that are off.

use serde_json::{Value, json};
use shapesmith_tests::decided_constraints::{CheckRequest, CheckResponse, Inner, PlaceResponse};
use shapesmith_tests::support::{Severity, Validate, Violations};

fn request(mut value: Value) -> CheckRequest {
    value.as_object_mut().unwrap().insert("id".to_owned(), json!("id"));
    serde_json::from_value(value).unwrap()
}

fn reported(violations: &Violations) -> Vec<(&str, Severity)> {
    violations.iter().map(|it| (it.path(), it.severity())).collect()
}

#[test]
fn warnings_are_returned_only_by_violations() {
    let request =
        request(json!({"text": "", "matrix": [[""]], "labels": {"long": ""}, "tags": ["a", "a"]}));
    assert_eq!(request.validate(), Ok(()));
    assert!(request.is_valid());
    assert_eq!(request.first_violation(), None);
    let expected = ["/text", "/matrix/0/0", "/labels", "/labels/long", "/tags"];
    let all = request.violations(usize::MAX);
    assert_eq!(reported(&all), expected.map(|path| (path, Severity::Warn)));
    let written = serde_json::to_value(&all).unwrap();
    assert_eq!(written["violations"][0]["severity"], "warn");
    let two = request.violations(2);
    assert_eq!((two.len(), two.is_truncated()), (2, true));
}

#[test]
fn validate_returns_errors_without_warnings() {
    let request = request(json!({"text": "", "byte": 99, "sparseInners": [{"name": ""}]}));
    let denied = request.validate().unwrap_err();
    assert_eq!(
        reported(&denied),
        [("/byte", Severity::Deny), ("/sparseInners/0/name", Severity::Deny)]
    );
    assert!(!request.is_valid());
    assert_eq!(request.first_violation().unwrap().path(), "/byte");
    assert_eq!(request.violations(usize::MAX).len(), 3);
}

#[test]
fn constraints_that_are_off_are_not_checked() {
    let request = request(
        json!({"color": "pink", "byColor": {"pink": "pink"}, "sparseInners": [{"name": "n", "count": 9}]}),
    );
    assert!(request.violations(usize::MAX).is_empty());
    assert!(PlaceResponse::default().violations(usize::MAX).is_empty());
    // The types know nothing of it.
    assert_eq!(request.color.unwrap().as_str(), "pink");
}

/// Settings of the containing shape take precedence over those of the target, and both over those of the service.
#[test]
fn settings_of_shapes_override_those_of_the_service() {
    let inner: Inner = serde_json::from_value(json!({"name": ""})).unwrap();
    assert!(!inner.is_valid());
    let request = request(json!({"level": 77}));
    assert_eq!(reported(&request.violations(9)), [("/level", Severity::Warn)]);
    let response: CheckResponse = serde_json::from_value(json!({"name": ""})).unwrap();
    let all = response.violations(usize::MAX);
    assert_eq!(reported(&all), [("/name", Severity::Deny), ("/shared", Severity::Warn)]);
    assert!(CheckResponse::default().is_valid());
}

/// Constraints that are off are listed once, with the reason.
#[test]
fn constraints_that_are_off_are_listed_as_skipped() {
    use shapesmith::{ConstraintKind, ItemPolicy, Policy, Strictness};
    let bytes = include_bytes!("../../fixtures/codegen/constraints/model.json");
    let source = shapesmith_model::Source { name: "model.json", bytes };
    let model = shapesmith_model::read(source, None).unwrap().model;
    let service = model.services.values().next().unwrap();
    let mut policy = Policy::default();
    policy.all.constraints = [(ConstraintKind::UniqueItems, Strictness::Off)].into();
    let constraints = [(ConstraintKind::Range, Strictness::Off)].into();
    policy.shapes.insert("Inner".to_owned(), ItemPolicy { constraints, ..ItemPolicy::default() });
    let api = shapesmith::lower_service(&model, service, &policy).unwrap();
    let of = |kind: &str| -> Vec<&str> {
        let reason = format!("the policy says that `{kind}` isn't checked");
        let skipped = api.skipped.iter().filter(|skipped| skipped.reason == reason);
        skipped.map(|skipped| skipped.origin.as_str()).collect()
    };
    assert_eq!(of("range"), ["example.constraints#Inner$count"]);
    assert!(of("uniqueItems").contains(&"example.constraints#Tags"));
    assert!(of("uniqueItems").len() > 3 && of("length").is_empty());
    // Nothing else is lost.
    let plain = shapesmith::lower_service(&model, service, &Policy::default()).unwrap();
    assert_eq!(
        api.skipped.len(),
        plain.skipped.len() + of("range").len() + of("uniqueItems").len()
    );
}
