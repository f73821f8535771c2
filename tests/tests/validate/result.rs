//! The results of validation: all violations, the first, a limited number, and the exception of a service.

use serde_json::{Value, json};
use shapesmith_tests::constraints::{CheckRequest, PlaceRequest, PlaceResponse};
use shapesmith_tests::support::{
    Constraint, Severity, Validate, ValidationException, Violation, Violations, check,
};

fn request(mut value: Value) -> CheckRequest {
    value.as_object_mut().unwrap().insert("id".to_owned(), json!("id"));
    serde_json::from_value(value).unwrap()
}

/// Returns a request with this number of violations.
fn bad(count: usize) -> CheckRequest {
    request(json!({ "numbers": vec![0; count] }))
}

fn paths(violations: &Violations) -> Vec<&str> {
    violations.iter().map(Violation::path).collect()
}

#[test]
fn every_method_accepts_a_valid_value() {
    let request = bad(0);
    assert!(request.is_valid());
    assert_eq!(request.first_violation(), None);
    assert_eq!(request.validate(), Ok(()));
    for limit in [0, 1, usize::MAX] {
        let none = request.violations(limit);
        assert!(none.is_empty() && !none.is_truncated() && none.iter().next().is_none());
        assert_eq!(none.to_string(), "0 validation errors detected.");
    }
}

#[test]
fn first_violation_is_the_first_of_all_violations() {
    let request =
        request(json!({"text": "", "byte": 99, "colors": ["red", "pink"], "tags": ["a", "a"]}));
    assert!(!request.is_valid());
    let all = request.validate().unwrap_err();
    assert_eq!(paths(&all), ["/text", "/byte", "/colors/1", "/tags"]);
    assert_eq!(request.first_violation().as_ref(), all.iter().next());
    assert_eq!(all, request.violations(usize::MAX));
    assert!(all.iter().all(|violation| violation.severity() == Severity::Deny));
}

#[test]
fn validate_returns_at_most_a_hundred_violations() {
    let request = bad(1_000_000);
    let few = request.validate().unwrap_err();
    assert_eq!((few.len(), few.is_truncated()), (Violations::LIMIT, true));
    assert_eq!(few.iter().last().unwrap().path(), "/numbers/99");
    assert!(
        few.to_string()
            .starts_with("More than 100 validation errors detected. Value at '/numbers/0'")
    );
    assert!(!request.is_valid());
    let none = request.violations(0);
    assert_eq!((none.len(), none.is_truncated()), (0, true));
    let all = request.violations(usize::MAX);
    assert_eq!((all.len(), all.is_truncated()), (1_000_000, false));
}

#[test]
fn the_limit_is_exact() {
    for count in [1, 5, 99, 100, 101] {
        let request = bad(count);
        for limit in [0, 1, 4, 5, 6, 99, 100, 101, 102] {
            let found = request.violations(limit);
            assert_eq!(found.len(), count.min(limit), "{count} {limit}");
            assert_eq!(found.is_truncated(), count > limit, "{count} {limit}");
        }
        assert_eq!(request.validate().unwrap_err().len(), count.min(100));
    }
}

#[test]
fn validation_stops_at_the_limit_in_every_kind_of_container() {
    let inner = json!({"name": "", "count": 9});
    for value in [
        json!({"sparseInners": [inner, null, inner]}),
        json!({"labels": {"a": "", "long": "", "longer": ""}}),
        json!({"groups": {"a": [inner], "b": [inner]}}),
        json!({"choices": [{"text": ""}, {"inner": inner}, {"text": "x"}]}),
        json!({"matrix": [["", ""], [""]]}),
    ] {
        let request = request(value.clone());
        let all = request.violations(usize::MAX);
        assert!(all.len() > 2 && !all.is_truncated(), "{value}");
        for limit in 0..all.len() {
            let some = request.violations(limit);
            let expected: Vec<&Violation> = all.iter().take(limit).collect();
            assert_eq!(some.iter().collect::<Vec<_>>(), expected, "{value}");
            assert!(some.is_truncated(), "{value}");
        }
    }
}

/// Each recorded missing member takes memory until the end.
#[test]
fn missing_members_are_recorded_up_to_the_limit() {
    let places = |count: usize| {
        let place = json!({"account": "a", "path": "p", "filled": "ab", "number": 1});
        check::<Vec<PlaceRequest>, _>(json!(vec![place; count]))
    };
    let reported = places(50).unwrap().unwrap_err();
    assert_eq!((reported.len(), reported.is_truncated()), (100, false));
    assert_eq!(reported.iter().next().unwrap().path(), "/0/limited");
    let error = places(51).unwrap_err().to_string();
    assert_eq!(error, "[50]: missing member `limited`");
}

#[test]
fn an_exception_has_a_field_for_each_violation() {
    let violations = request(json!({"text": "", "pin": 100})).validate().unwrap_err();
    let (text, pin) = (
        "Value with length 0 at '/text' failed to satisfy constraint: Member must have length between 2 and 4, inclusive",
        "Value at '/pin' failed to satisfy constraint: Member must be less than or equal to 99",
    );
    assert_eq!(
        serde_json::to_value(violations.exception()).unwrap(),
        json!({
            "message": format!("2 validation errors detected. {text}; {pin}"),
            "fieldList": [{"path": "/text", "message": text}, {"path": "/pin", "message": pin}]
        })
    );
    assert_eq!(
        (ValidationException::CODE, ValidationException::STATUS),
        ("ValidationException", 400)
    );
}

#[test]
fn violations_can_be_written_to_logs() {
    let invalid = json!({"text": "", "labels": {"longer": "long"}, "pin": 100, "byte": 99});
    let violations = request(invalid).violations(2);
    let text = concat!(
        r#"{"path":"/text","constraint":"length","severity":"deny","message":"Value with length 0 at '/text' "#,
        r#"failed to satisfy constraint: Member must have length between 2 and 4, inclusive"}"#
    );
    assert_eq!(serde_json::to_string(violations.iter().next().unwrap()).unwrap(), text);
    let key = concat!(
        r#"{"path":"/labels","key":"longer","constraint":"length","severity":"deny","message":"Value with length 6 at "#,
        r#"'/labels' failed to satisfy constraint: Member must have length less than or equal to 3"}"#
    );
    assert_eq!(
        serde_json::to_string(&violations).unwrap(),
        format!(r#"{{"violations":[{text},{key}],"truncated":true}}"#)
    );
    let none = request(json!({})).violations(2);
    assert_eq!(serde_json::to_value(&none).unwrap(), json!({"violations": [], "truncated": false}));
    let first = violations.iter().next().unwrap();
    let mut cbor = Vec::new();
    ciborium::into_writer(first, &mut cbor).unwrap();
    assert_eq!(
        cbor.first(),
        Some(&0xa4),
        "formats without self-delimiting maps need the number of entries"
    );
}

#[test]
fn constraints_have_the_names_of_policies() {
    let invalid = json!({
        "text": "", "byte": 99, "color": "pink", "tags": ["a", "a"], "shareds": [{"name": "n"}]
    });
    let mut names: Vec<&str> = Vec::new();
    for violation in &request(invalid).validate().unwrap_err() {
        names.push(violation.constraint().name());
    }
    assert_eq!(names, ["length", "range", "enum", "uniqueItems", "required"]);
    let name = aws_shapes::lambda::GetFunctionRequest::new("a b");
    let violations = aws_shapes::support::Validate::validate(&name).unwrap_err();
    assert_eq!(violations.iter().next().unwrap().constraint().name(), "pattern");
}

/// Tests the ten forms of messages as whole texts.
#[test]
fn messages_have_the_ten_forms_of_services() {
    use aws_shapes::lambda::AddPermissionRequest;
    use aws_shapes::support::Validate as _;
    let lambda =
        json!({"FunctionName": "f", "StatementId": "!", "Action": "lambda:*", "Principal": "p"});
    let lambda: AddPermissionRequest = serde_json::from_value(lambda).unwrap();
    let mut reported: Vec<String> =
        lambda.validate().unwrap_err().iter().map(ToString::to_string).collect();
    let rest = request(json!({
        "text": "👍", "minText": "a", "maxText": "12345", "short": 301, "minShort": -301, "maxShort": 301,
        "color": "pink", "tags": ["a", "a"], "shareds": [{"name": "n"}]
    }));
    reported.extend(rest.validate().unwrap_err().iter().map(ToString::to_string));
    let at = "failed to satisfy constraint: Member must";
    assert_eq!(
        reported,
        [
            format!(
                "Value at '/StatementId' {at} satisfy regular expression pattern: ^([a-zA-Z0-9-_]+)$"
            ),
            format!("Value with length 1 at '/text' {at} have length between 2 and 4, inclusive"),
            format!(
                "Value with length 1 at '/minText' {at} have length greater than or equal to 2"
            ),
            format!("Value with length 5 at '/maxText' {at} have length less than or equal to 4"),
            format!("Value at '/short' {at} be between -300 and 300, inclusive"),
            format!("Value at '/minShort' {at} be greater than or equal to -300"),
            format!("Value at '/maxShort' {at} be less than or equal to 300"),
            format!("Value at '/color' {at} satisfy enum value set: [red, light blue, infra]"),
            format!("Value at '/tags' {at} have unique values"),
            format!("Value at '/shareds/0/inner' {at} not be null"),
        ]
    );
}

#[test]
fn neither_reading_nor_writing_validates() {
    let value = json!({"id": "far too long", "color": "pink", "tags": ["a", "a"], "byte": 99});
    let read: CheckRequest = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(read.validate().unwrap_err().len(), 4);
    assert_eq!(serde_json::to_value(&read).unwrap(), value);
}

fn place(account: &str, path: &str, limited: &str, filled: &str) -> PlaceRequest {
    PlaceRequest::new(account, path, limited, filled, 0, "")
}

#[test]
fn path_and_host_labels_must_not_be_empty() {
    assert_eq!(place("a", "p", "l", "ab").validate(), Ok(()));
    let reported = place("", "", "", "").validate().unwrap_err();
    // `filled` has its own least length; `notInHost` is in no host name.
    assert_eq!(paths(&reported), ["/account", "/path", "/limited", "/filled"]);
    let least = |violation: &Violation| violation.constraint().to_string();
    let reported: Vec<String> = reported.iter().map(least).collect();
    let one = "have length greater than or equal to 1";
    assert_eq!(reported, [one, one, one, "have length greater than or equal to 2"]);
    // What is too long is told in the words of the model's constraint.
    let reported = place("a", "p", "12345", "ab").validate().unwrap_err();
    assert!(
        reported.to_string().ends_with("Member must have length less than or equal to 4"),
        "{reported}"
    );
}

/// Validation doesn't fill in defaults or tokens.
#[test]
fn required_members_with_defaults_or_tokens_are_required() {
    let reported = PlaceResponse::default().validate().unwrap_err();
    assert_eq!(paths(&reported), ["/withDefault", "/forClients", "/token"]);
    assert!(reported.iter().all(|violation| *violation.constraint() == Constraint::Required));
}

#[test]
fn big_numbers_are_compared_by_their_digits() {
    let judge = |name: &str, value: &str| {
        let mut request = json!({
            "account": "a", "path": "p", "limited": "l", "filled": "ab", "number": 1, "notInHost": ""
        });
        request[name] = json!(value);
        serde_json::from_value::<PlaceRequest>(request).unwrap().is_valid()
    };
    for value in ["18446744073709551615", "-1", "0", "-99999999999999999999999999999999"] {
        assert!(judge("huge", value), "{value}");
    }
    for value in ["18446744073709551616", "100000000000000000000000000000000000000000"] {
        assert!(!judge("huge", value), "{value}");
    }
    for value in
        ["0.1", "0.10000", "1e-1", "0.00001e4", "100e-3", "1E+0", "0.1000000000000000000001"]
    {
        assert!(judge("tenth", value), "{value}");
    }
    for value in
        ["0.0999999999999999999999", "0", "-0", "-0.1", "-5", "0.9e-1", "1e-99999999999999999999"]
    {
        assert!(!judge("tenth", value), "{value}");
    }
}

#[test]
fn decimal_comparison_agrees_with_integer_arithmetic() {
    arbtest::arbtest(|u| {
        let (digits, exponent): (i32, i8) = (u.arbitrary()?, u.int_in_range(-12..=6)?);
        // 0.1 in units of a billionth of a thousandth.
        let units = i128::from(digits) * 10_i128.pow(u32::try_from(exponent + 12).unwrap());
        let mut request = place("a", "p", "l", "ab");
        request.tenth = Some(format!("{digits}e{exponent}").parse().unwrap());
        assert_eq!(request.is_valid(), units >= 100_000_000_000, "{digits}e{exponent}");
        Ok(())
    });
}

#[test]
fn unique_items_compare_numbers_by_value() {
    for (items, is_valid) in [
        (["1", "2"], true),
        (["1", "1.00"], false),
        (["10e-1", "1"], false),
        (["0", "-0.0"], false),
        (["0", "0e5"], false),
        (["-1", "1"], true),
        (["1.1", "1.10000000000000000000000000001"], true),
    ] {
        let mut request = place("a", "p", "l", "ab");
        request.unique_decimals = Some(items.map(|item| item.parse().unwrap()).to_vec());
        assert_eq!(request.is_valid(), is_valid, "{items:?}");
    }
}
