//! Sensitive values don't appear in `Debug` output or in errors.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shapesmith_tests::support::Redacted;
use shapesmith_tests::{lambda, sensitive};

const SECRET: &str = "5up3rS3cr3t";

/// Returns a `Login` with the secret in every sensitive member.
fn members() -> Value {
    json!({
        "password": SECRET, "token": SECRET, "passwords": [SECRET, SECRET], "passwordMap": {"k": SECRET},
        "secretKeys": {SECRET: "v"}, "nested": [{"a": SECRET}], "secretMap": {SECRET: SECRET},
        "secretList": [535_353], "memberSecret": [SECRET], "blob": "NXVwM3JTM2NyM3Q=", "pin": 535_353,
        "choice": SECRET, "number": 535_353, "credentials": {"user": SECRET, "inner": {"name": SECRET}},
        "list": [{"key": SECRET}], "secretUnion": {"a": SECRET}, "openUnion": {"secret": SECRET},
        "public": {"credentials": {"key": SECRET}}, "when": 535_353, "ratio": 535_353.0, "flag": true,
        "document": {SECRET: [SECRET]}, "big": 535_353
    })
}

fn leaks(text: &str) -> bool {
    [SECRET, "535353", "535_353", "5up3rS3cr3t", "NXVwM3JTM2NyM3Q"].iter().any(|s| text.contains(s))
        || text.contains("true")
        || text.contains("1970")
}

#[test]
fn debug_hides_sensitive_members() {
    let login: sensitive::Login = serde_json::from_value(members()).unwrap();
    assert_eq!(serde_json::to_value(&login).unwrap(), members());
    for shown in [format!("{login:?}"), format!("{login:#?}")] {
        assert!(!leaks(&shown), "{shown}");
        assert!(shown.contains("password: [redacted]"), "{shown}");
    }
    let open = json!({"user": "ann", "public": {"name": "pub"}, "openUnion": {"open": "sesame"}});
    let login: sensitive::Login = serde_json::from_value(open).unwrap();
    assert_eq!(
        format!("{login:?}"),
        r#"Login { user: "ann", openUnion: OpenUnion { open: "sesame" }, public: Public { name: "pub" } }"#
    );
}

#[test]
fn debug_of_sensitive_types_hides_their_values() {
    fn shown<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> String {
        format!("{:?}", serde_json::from_value::<T>(value).unwrap())
    }
    let all = [
        shown::<sensitive::Credentials>(json!({"user": SECRET, "inner": {"name": SECRET}})),
        shown::<sensitive::SecretUnion>(json!({"a": SECRET})),
        shown::<sensitive::SecretUnion>(json!({"b": 535_353})),
        shown::<sensitive::SecretUnion>(json!({"unheard-of": SECRET})),
        shown::<sensitive::SecretEnum>(json!(SECRET)),
        shown::<sensitive::SecretEnum>(json!("one")),
        shown::<sensitive::SecretNumber>(json!(535_353)),
        shown::<sensitive::SecretNumber>(json!(1)),
    ];
    for text in all {
        assert!(!leaks(&text) && !text.contains("one") && !text.contains("One"), "{text}");
    }
}

/// A value of the wrong type may be a secret in the wrong member.
#[test]
fn errors_do_not_quote_sensitive_members() {
    let wrong = [
        json!(SECRET),
        json!(535_353),
        json!({SECRET: SECRET}),
        json!([SECRET, {SECRET: 535_353}]),
        json!(535_353.5),
        json!(true),
    ];
    let mut errors = 0;
    for member in members().as_object().unwrap().keys() {
        if ["public", "openUnion"].contains(&member.as_str()) {
            continue;
        }
        for wrong in &wrong {
            let value = json!({ member: wrong });
            let reported = [
                serde_json::from_value::<sensitive::Login>(value.clone())
                    .map_err(|e| e.to_string()),
                serde_json::from_str::<sensitive::Login>(&value.to_string())
                    .map_err(|e| e.to_string()),
            ];
            for reported in reported.into_iter().filter_map(Result::err) {
                errors += 1;
                assert!(!leaks(&reported), "{reported}");
                assert!(reported.starts_with(member.as_str()), "{reported}");
            }
        }
    }
    assert!(errors > 150, "{errors}");
    let deep = json!({"public": {"credentials": {"inner": {"name": 535_353}}}});
    let reported = serde_json::from_value::<sensitive::Login>(deep).unwrap_err().to_string();
    assert!(reported.starts_with("public.credentials") && !leaks(&reported), "{reported}");
    let union = json!({"openUnion": {"secret": 535_353}});
    let reported = serde_json::from_value::<sensitive::Login>(union).unwrap_err().to_string();
    assert!(reported.starts_with("openUnion.secret: ") && !leaks(&reported), "{reported}");
}

#[test]
fn errors_of_sensitive_types_do_not_quote_values() {
    fn reported<T: DeserializeOwned>(value: Value) -> String {
        match serde_json::from_value::<T>(value) {
            Ok(_) => panic!("was read"),
            Err(error) => error.to_string(),
        }
    }
    let all = [
        reported::<sensitive::Credentials>(json!({"user": 535_353})),
        reported::<sensitive::Credentials>(json!(SECRET)),
        reported::<sensitive::SecretUnion>(json!({"b": SECRET})),
        reported::<sensitive::SecretUnion>(json!(SECRET)),
        reported::<sensitive::SecretEnum>(json!(535_353)),
        reported::<sensitive::SecretNumber>(json!(SECRET)),
    ];
    for text in all {
        assert!(!leaks(&text), "{text}");
    }
    let parse = SECRET.parse::<sensitive::SecretEnum>().unwrap_err();
    assert!(!leaks(&format!("{parse} {parse:?}")));
}

#[test]
fn errors_quote_values_that_are_not_sensitive() {
    let reported =
        serde_json::from_value::<sensitive::Login>(json!({"user": 535_353})).unwrap_err();
    assert_eq!(reported.to_string(), "user: invalid type: integer `535353`, expected a string");
}

#[test]
fn lambda_hides_the_members_that_its_model_marks() {
    let environment: lambda::Environment =
        serde_json::from_value(json!({"Variables": {"KEY": SECRET}})).unwrap();
    assert_eq!(format!("{environment:?}"), "Environment { Variables: [redacted] }");
    let code: lambda::FunctionCode =
        serde_json::from_value(json!({"ZipFile": "NXVwM3JTM2NyM3Q=", "S3Key": "k"})).unwrap();
    assert_eq!(format!("{code:?}"), r#"FunctionCode { ZipFile: [redacted], S3Key: "k" }"#);
    let wrong = json!({"Environment": {"Variables": {SECRET: 1, "A": SECRET}}});
    let reported = serde_json::from_value::<lambda::UpdateFunctionConfigurationRequest>(wrong);
    assert!(!leaks(&reported.unwrap_err().to_string()));
}

#[test]
fn redacted_json_has_no_sensitive_members() {
    let redact = |value: Value| {
        let login: sensitive::Login = serde_json::from_value(value.clone()).unwrap();
        let text = serde_json::to_string(&Redacted(&login)).unwrap();
        // A value whose type isn't known is the same.
        let operation = sensitive::operations::find("Log").unwrap();
        let any = operation.read_input(&value).unwrap();
        assert_eq!(serde_json::to_string(&Redacted(&any)).unwrap(), text);
        text
    };
    let text = redact(members());
    assert!(!leaks(&text), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    for key in ["public", "openUnion"] {
        // What isn't sensitive itself stays.
        assert_eq!(value[key].as_object().map(serde_json::Map::len), Some(0), "{key}: {text}");
    }
    let open = json!({
        "user": "ann", "password": "", "openUnion": {"open": "sesame"},
        "public": {"name": "pub", "credentials": {"user": SECRET, "inner": {"name": SECRET}}}
    });
    let expected = r#"{"user":"ann","openUnion":{"open":"sesame"},"public":{"name":"pub"}}"#;
    assert_eq!(redact(open), expected);
    // Nobody knows whether a new variant is sensitive.
    let new = json!({"user": "ann", "password": "", "openUnion": {"new": SECRET}});
    assert_eq!(redact(new), r#"{"user":"ann","openUnion":{}}"#);
}
