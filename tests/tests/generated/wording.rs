//! Violations in the words of AWS's services. Messages marked as recorded were sent by AWS and are in the test snapshots or
//! issues that DECISIONS.md names.

use serde_json::{Value, json};
use shapesmith_tests::constraints::{CheckRequest, CheckResponse, PlaceRequest, Vault};
use shapesmith_tests::support::{Validate, Violation, Violations, Wording, check};

const AT: &str = "failed to satisfy constraint:";

fn violations(mut value: Value) -> Violations {
    value.as_object_mut().unwrap().entry("id").or_insert_with(|| "id".into());
    serde_json::from_value::<CheckRequest>(value).unwrap().validate().unwrap_err()
}

/// Returns the message about a request of the fixture, without the count of one violation.
#[track_caller]
fn one(value: Value) -> String {
    let message = violations(value).message(Wording::Aws).to_string();
    let start = "1 validation error detected: ";
    message.strip_prefix(start).unwrap_or_else(|| panic!("{message}")).to_owned()
}

/// Returns the message about a value of Lambda.
fn lambda<T: serde::de::DeserializeOwned + aws_shapes::support::Validate>(value: Value) -> String {
    use aws_shapes::support::Wording;
    let value: T = serde_json::from_value(value).unwrap();
    value.validate().unwrap_err().message(Wording::Aws).to_string()
}

#[test]
fn lengths_tell_the_bound_that_is_violated() {
    let shorter = |bound| format!("Member must have length less than or equal to {bound}");
    let longer = |bound| format!("Member must have length greater than or equal to {bound}");
    for (value, shown, path, words) in [
        (json!({"text": "a"}), "'a'", "text", longer(2)),
        (json!({"text": "👍👍👍👍👍"}), "'👍👍👍👍👍'", "text", shorter(4)),
        (json!({"minText": ""}), "''", "minText", longer(2)),
        (json!({"maxText": "12345"}), "'12345'", "maxText", shorter(4)),
        (json!({"items": ["a"]}), "'[a]'", "items", longer(2)),
        (json!({"maxItems": ["a", "b", "c", ""]}), "'[a, b, c, ]'", "maxItems", shorter(3)),
        (json!({"minItems": []}), "'[]'", "minItems", longer(2)),
        (json!({"minEntries": {}}), "'{}'", "minEntries", longer(2)),
        (json!({"ownEntries": {"a": "1", "b": "2"}}), "'{a=1, b=2}'", "ownEntries", shorter(1)),
    ] {
        assert_eq!(one(value), format!("Value {shown} at '{path}' {AT} {words}"));
    }
    // Recorded, of Kinesis.
    let reported = one(json!({"maxData": "YWJjZA=="}));
    let shown = "java.nio.HeapByteBuffer[pos=0 lim=4 cap=4]";
    assert_eq!(reported, format!("Value '{shown}' at 'maxData' {AT} {}", shorter(3)));
}

#[test]
fn ranges_tell_the_bound_that_is_violated() {
    for (value, shown, path, words) in [
        (json!({"byte": 6}), "6", "byte", "less than or equal to 5"),
        (json!({"byte": -6}), "-6", "byte", "greater than or equal to -5"),
        (json!({"minShort": -301}), "-301", "minShort", "greater than or equal to -300"),
        (json!({"maxInteger": 1001}), "1001", "maxInteger", "less than or equal to 1000"),
        (json!({"float": 9.5}), "9.5", "float", "less than or equal to 8.8"),
        (json!({"double": 2}), "2.0", "double", "less than or equal to 0.5"),
        (json!({"double": -1e300}), "-1.0E300", "double", "greater than or equal to -0.25"),
        (json!({"maxDouble": 12_345_678}), "1.2345678E7", "maxDouble", "less than or equal to 0.5"),
        (json!({"maxDouble": "Infinity"}), "Infinity", "maxDouble", "less than or equal to 0.5"),
        (json!({"wholeDouble": 0.000_25}), "2.5E-4", "wholeDouble", "greater than or equal to 1.0"),
        (json!({"wholeDouble": 3}), "3.0", "wholeDouble", "less than or equal to 2.0"),
        (json!({"bigDecimal": "100.50"}), "100.50", "bigDecimal", "less than or equal to 99.5"),
        (json!({"minBigDecimal": 0}), "0", "minBigDecimal", "greater than or equal to 0.5"),
    ] {
        let words = format!("Member must have value {words}");
        assert_eq!(one(value), format!("Value '{shown}' at '{path}' {AT} {words}"));
    }
    // NaN isn't within any bound, and both are told.
    let nan = violations(json!({"double": "NaN"}));
    assert_eq!(nan.len(), 1);
    let upper =
        format!("Value 'NaN' at 'double' {AT} Member must have value less than or equal to 0.5");
    let lower = format!(
        "Value 'NaN' at 'double' {AT} Member must have value greater than or equal to -0.25"
    );
    let message = nan.message(Wording::Aws).to_string();
    assert_eq!(message, format!("2 validation errors detected: {upper}; {lower}"));
    assert_eq!(
        nan.iter().next().unwrap().message(Wording::Aws).to_string(),
        format!("{upper}; {lower}")
    );
}

#[test]
fn patterns_enums_and_unique_items_are_told_with_the_value() {
    use aws_shapes::lambda::AddPermissionRequest;
    let request =
        json!({"FunctionName": "f", "StatementId": "a b", "Action": "lambda:*", "Principal": "p"});
    assert_eq!(
        lambda::<AddPermissionRequest>(request),
        format!(
            "1 validation error detected: Value 'a b' at 'statementId' {AT} Member must satisfy regular expression pattern: ^([a-zA-Z0-9-_]+)$"
        )
    );
    let words = "Member must satisfy enum value set: [red, light blue, infra]";
    assert_eq!(one(json!({"color": "pink"})), format!("Value 'pink' at 'color' {AT} {words}"));
    assert!(one(json!({"level": 7})).starts_with("Value '7' at 'level' failed"));
    let words = "Member must have unique values";
    assert_eq!(one(json!({"tags": ["a", "a"]})), format!("Value '[a, a]' at 'tags' {AT} {words}"));
}

#[test]
fn missing_members_are_null() {
    let missing = |path: &str| format!("Value null at '{path}' {AT} Member must not be null");
    assert_eq!(one(json!({"shareds": [{"name": "n"}]})), missing("shareds.1.member.inner"));
    // Members that aren't `Option`s are missing only when reading.
    let reported = check::<CheckResponse, _>(json!({})).unwrap().unwrap_err();
    let [name, shared] = [missing("name"), missing("shared")];
    assert_eq!(
        reported.message(Wording::Aws).to_string(),
        format!("2 validation errors detected: {name}; {shared}")
    );
    let reported = check::<Vec<PlaceRequest>, _>(json!([{"account": "a"}])).unwrap().unwrap_err();
    let reported = reported.message(Wording::Aws).to_string();
    assert!(
        reported
            .starts_with(&format!("5 validation errors detected: {}", missing("1.member.path"))),
        "{reported}"
    );
}

#[test]
fn entries_are_told_once_with_all_their_conditions() {
    let name = "Member must have length less than or equal to 2, Member must have length greater than or equal to 1";
    let reported = one(json!({"names": ["", "a", "long"]}));
    assert_eq!(
        reported,
        format!("Value '[, a, long]' at 'names' {AT} Member must satisfy constraint: [{name}]")
    );
    let found = violations(json!({"names": ["", "a", "long"]}));
    let paths: Vec<&str> = found.iter().map(Violation::path).collect();
    assert_eq!(paths, ["/names/0", "/names/2"]);
    // The list itself and its entries are told apart, and lists in lists with the outermost.
    let found = violations(json!({"matrix": [["", ""], [], ["long"]]}));
    assert_eq!(
        found.message(Wording::Aws).to_string(),
        format!(
            "2 validation errors detected: Value '[[, ], [], [long]]' at 'matrix' {AT} Member must have length less than or equal to 2; Value '[[, ], [], [long]]' at 'matrix' {AT} Member must satisfy constraint: [Member must have length less than or equal to 3, Member must satisfy constraint: [{name}]]"
        )
    );
}

#[test]
fn keys_and_values_of_maps_are_told_once_each() {
    let name = "Member must have length less than or equal to 2, Member must have length greater than or equal to 1";
    // Keys are told first, whichever is found first.
    let found = violations(json!({"labels": {"l": "", "long": "", "longer": "abc"}}));
    let start = format!("Value '{{l=, long=, longer=abc}}' at 'labels' {AT}");
    assert_eq!(
        found.message(Wording::Aws).to_string(),
        format!(
            "2 validation errors detected: {start} Map keys must satisfy constraint: [Member must have length less than or equal to 3]; {start} Map value must satisfy constraint: [{name}]"
        )
    );
    // Each violation of a key says which, as data.
    let keys: Vec<Option<&str>> = found.iter().map(Violation::key).collect();
    assert_eq!(keys, [None, Some("long"), None, Some("longer"), None]);
    let key = "k".repeat(200);
    let found = violations(json!({"labels": {key.clone(): "a"}}));
    let cut = format!("{}…(200 bytes)", "k".repeat(100));
    assert_eq!(found.iter().next().unwrap().key(), Some(cut.as_str()));
}

/// Recorded, but for the order of the enum's values and the anchors of the pattern, which the model writes otherwise.
#[test]
fn lambda_tells_what_was_recorded() {
    use aws_shapes::lambda::{CreateAliasRequest, PutProvisionedConcurrencyConfigRequest};
    let alias = |weights: Value| {
        lambda::<CreateAliasRequest>(json!({
            "FunctionName": "f", "Name": "n", "FunctionVersion": "1",
            "RoutingConfig": {"AdditionalVersionWeights": weights}
        }))
    };
    let at = format!("at 'routingConfig.additionalVersionWeights' {AT}");
    for (weight, shown) in [(json!(2), "2.0"), (json!(-1), "-1.0")] {
        assert_eq!(
            alias(json!({"2": weight})),
            format!(
                "1 validation error detected: Value '{{2={shown}}}' {at} Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0]"
            )
        );
    }
    assert_eq!(
        alias(json!({"$LATEST": 0.5})),
        format!(
            "1 validation error detected: Value '{{$LATEST=0.5}}' {at} Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ^[0-9]+$]"
        )
    );
    assert_eq!(
        lambda::<PutProvisionedConcurrencyConfigRequest>(
            json!({"FunctionName": "f", "Qualifier": "1", "ProvisionedConcurrentExecutions": 0})
        ),
        format!(
            "1 validation error detected: Value '0' at 'provisionedConcurrentExecutions' {AT} Member must have value greater than or equal to 1"
        )
    );
}

#[test]
fn paths_have_dots_and_numbers() {
    use aws_shapes::lambda::CreateFunctionRequest;
    let start = |value: Value| {
        let reported = one(value);
        reported.split_once(AT).unwrap().0.trim_end().to_owned()
    };
    let bad = json!({"name": ""});
    for (value, expected) in [
        (json!({"sparseInners": [null, bad]}), "Value '' at 'sparseInners.2.member.name'"),
        (json!({"groups": {"g": [bad]}}), "Value '' at 'groups.g.member.1.member.name'"),
        (json!({"choice": {"inner": bad}}), "Value '' at 'choice.inner.name'"),
        (json!({"choices": [{"text": "a"}]}), "Value 'a' at 'choices.1.member.text'"),
        (
            json!({"node": {"named": {"x": {"children": [{"value": ""}]}}}}),
            "Value '' at 'node.named.x.member.children.1.member.value'",
        ),
        // Neither the JSON key nor a header's name is told.
        (json!({"other-name": ""}), "Value '' at 'renamed'"),
        (json!({"inHeader": ""}), "Value '' at 'inHeader'"),
    ] {
        assert_eq!(start(value), expected);
    }
    // Only the first letter is small, as recorded of `KMSKeyArn`.
    assert_eq!(start(json!({"KMSKey": ""})), "Value '' at 'kMSKey'");
    let function = json!({
        "FunctionName": "a b", "Role": "arn:aws:iam::123456789012:role/r",
        "Code": {"S3Bucket": "."}
    });
    let reported = lambda::<CreateFunctionRequest>(function);
    assert!(
        reported.starts_with("3 validation errors detected: Value 'a b' at 'functionName'"),
        "{reported}"
    );
    assert!(reported.contains("; Value '.' at 'code.s3Bucket'"), "{reported}");
}

/// Recorded of EventBridge, with another structure.
#[test]
fn structures_show_all_their_members() {
    let point = json!({"x": 1});
    let reported = one(json!({"points": [point, point]}));
    assert!(
        reported.starts_with("Value '[Point(x=1, y=null), Point(x=1, y=null)]' at 'points'"),
        "{reported}"
    );
    let choice = json!({"text": "abc"});
    let reported = one(json!({"choices": [choice, choice]}));
    assert!(
        reported.starts_with("Value '[Choice(text=abc), Choice(text=abc)]' at 'choices'"),
        "{reported}"
    );
}

#[test]
fn sensitive_values_are_not_told() {
    const SECRET: &str = "5up3rS3cr3t";
    let longest = "Member must have length less than or equal to 3";
    let start = |path: &str| format!("Value at '{path}' {AT}");
    assert_eq!(one(json!({"secret": SECRET})), format!("{} {longest}", start("secret")));
    assert_eq!(
        one(json!({"secretValues": {"k": SECRET}})),
        format!("{} Map value must satisfy constraint: [{longest}]", start("secretValues"))
    );
    for (value, path) in [
        (json!({"pin": 535_353}), "pin"),
        (json!({"secretColor": SECRET}), "secretColor"),
        (json!({"secrets": [SECRET]}), "secrets"),
        (json!({"secretKeys": {SECRET: "a"}}), "secretKeys"),
        (json!({"vault": {"code": SECRET}}), "vault.code"),
        (json!({"vault": {"named": {SECRET: "a"}}}), "vault.named"),
        (json!({"secretChoice": {"text": SECRET}}), "secretChoice.text"),
    ] {
        let found = violations(value);
        let reported = found.message(Wording::Aws).to_string();
        assert!(reported.contains(&start(path)), "{reported}");
        let keys: Vec<_> = found.iter().filter_map(Violation::key).collect();
        assert!(keys.is_empty(), "{keys:?}");
        let all = format!("{reported} {found} {found:?} {found:#?}");
        assert!(!all.contains(SECRET) && !all.contains("535"), "{all}");
    }
    let vault = json!({"named": {SECRET: SECRET}});
    let vault: Vault = serde_json::from_value(vault).unwrap();
    let reported = vault.validate().unwrap_err().message(Wording::Aws).to_string();
    assert!(!reported.contains(SECRET) && reported.contains("Value at 'named'"), "{reported}");
}

#[test]
fn sensitive_members_of_a_printed_structure_are_not_told() {
    let login = json!({
        "User": "u", "Secret": "abc", "Vault": {"code": "c"}, "Since": 0, "Active": true,
        "Details": {"a": [1, null, "b"]}
    });
    let reported = one(json!({"logins": [login, {}]}));
    let redacted = "***Sensitive Data Redacted***";
    assert_eq!(
        reported,
        format!(
            "Value '[Login(user=u, secret={redacted}, vault={redacted}, since=1970-01-01T00:00:00Z, active=true, details={{a=[1, null, b]}}), Login(user=null, secret=null, vault=null, since=null, active=null, details=null)]' at 'logins' {AT} Member must have length less than or equal to 1"
        )
    );
}

#[test]
fn warnings_are_told_with_their_conditions() {
    use shapesmith_tests::decided_constraints::CheckRequest;
    let request = json!({"id": "id", "matrix": [[""]], "text": ""});
    let request: CheckRequest = serde_json::from_value(request).unwrap();
    let found = request.violations(usize::MAX);
    assert_eq!(
        found.message(Wording::Aws).to_string(),
        format!(
            "2 validation errors detected: Value '' at 'text' {AT} Member must have length greater than or equal to 2; Value '[[]]' at 'matrix' {AT} Member must satisfy constraint: [Member must have length less than or equal to 3, Member must satisfy constraint: [Member must have length less than or equal to 2, Member must have length greater than or equal to 1]]"
        )
    );
}

#[test]
fn debug_shows_no_values() {
    let found = violations(json!({"text": "5up3rS3cr3t", "names": ["5up3rS3cr3t"]}));
    let shown = format!("{found:?} {found:#?}");
    assert!(!shown.contains("5up3rS3cr3t"), "{shown}");
    assert!(found.message(Wording::Aws).to_string().contains("Value '5up3rS3cr3t' at 'text'"));
}

#[test]
fn long_values_are_cut() {
    const LONGEST: usize = 4096;
    for (length, is_cut) in [(LONGEST, false), (LONGEST + 1, true), (8_000_000, true)] {
        let reported = one(json!({"maxText": "👍".repeat(length)}));
        let shown = "👍".repeat(LONGEST) + if is_cut { "…" } else { "" };
        assert!(reported.starts_with(&format!("Value '{shown}' at 'maxText'")), "{length}");
    }
    // Every part of a value counts, whatever the depth.
    for value in [
        json!({"maxItems": vec!["ab"; 1_000_000]}),
        json!({"maxEntries": (0..100_000).map(|n| (n.to_string(), json!("a"))).collect::<Value>()}),
        json!({"uniqueLists": vec![vec!["a"; 3]; 10_000]}),
        json!({"points": vec![json!({"x": 1, "y": "y"}); 10_000]}),
    ] {
        let reported = one(value);
        let shown = reported.split('\'').nth(1).unwrap();
        assert_eq!(shown.chars().count(), LONGEST + 1, "{shown}");
        assert!(shown.ends_with('…'), "{shown}");
    }
}

/// A list is shown once, however many of its entries are invalid.
#[test]
fn many_violations_share_the_value_of_their_list() {
    let request = json!({"id": "id", "numbers": vec![0; 1_000_000]});
    let mut request: CheckRequest = serde_json::from_value(request).unwrap();
    let reported = request.validate().unwrap_err();
    assert_eq!((reported.len(), reported.is_truncated()), (100, true));
    let reported = reported.message(Wording::Aws).to_string();
    assert!(
        reported.starts_with("At least 1 validation error detected: Value '[0, 0, 0"),
        "{reported}"
    );
    assert!(reported.len() < 5_000, "{}", reported.len());
    request.numbers.as_mut().unwrap().truncate(200_000);
    let all = request.violations(usize::MAX);
    assert_eq!(all.len(), 200_000);
    assert!(all.message(Wording::Aws).to_string().starts_with("1 validation error detected: "));
}

#[test]
fn control_characters_are_escaped() {
    let reported = one(json!({"maxText": "a\n\u{1b}[31m\u{202e}b"}));
    assert!(reported.starts_with(r"Value 'a\n\u{1b}[31m\u{202e}b' at 'maxText'"), "{reported}");
    let reported = one(json!({"groups": {"a\nb": [{"name": ""}]}}));
    assert!(reported.contains(r"at 'groups.a\nb.member.1.member.name'"), "{reported}");
}

#[test]
fn several_violations_are_counted_and_separated() {
    let found = violations(json!({"text": "", "pin": 100, "shareds": [{"name": "n"}]}));
    let text =
        format!("Value '' at 'text' {AT} Member must have length greater than or equal to 2");
    let pin = format!("Value at 'pin' {AT} Member must have value less than or equal to 99");
    let inner = format!("Value null at 'shareds.1.member.inner' {AT} Member must not be null");
    let reported = [&inner, &pin, &text];
    let message = found.message(Wording::Aws).to_string();
    assert!(message.starts_with("3 validation errors detected: "), "{message}");
    assert!(reported.iter().all(|part| message.contains(part.as_str())), "{message}");
    assert_eq!(message.matches("; ").count(), 2, "{message}");
    let parts: Vec<String> =
        found.iter().map(|violation| violation.message(Wording::Aws).to_string()).collect();
    assert_eq!(message, format!("3 validation errors detected: {}", parts.join("; ")));
}

#[test]
fn exceptions_have_either_wording() {
    let found = violations(json!({"text": ""}));
    let text =
        format!("Value '' at 'text' {AT} Member must have length greater than or equal to 2");
    assert_eq!(
        serde_json::to_value(found.exception().with_wording(Wording::Aws)).unwrap(),
        json!({"message": format!("1 validation error detected: {text}")})
    );
    let smithy = serde_json::to_value(found.exception()).unwrap();
    assert_eq!(smithy["message"], found.to_string());
    assert_eq!(smithy["fieldList"][0]["path"], "/text");
    assert_eq!(
        serde_json::to_value(found.exception().with_wording(Wording::Smithy)).unwrap(),
        smithy
    );
}

#[test]
fn smithys_words_are_the_default() {
    assert_eq!(Wording::default(), Wording::Smithy);
    let found = violations(json!({"text": "", "labels": {"long": "a"}}));
    assert_eq!(found.message(Wording::Smithy).to_string(), found.to_string());
    for violation in &found {
        assert_eq!(violation.message(Wording::Smithy).to_string(), violation.to_string());
    }
    assert!(found.to_string().starts_with("2 validation errors detected. Value with length 0"));
}
