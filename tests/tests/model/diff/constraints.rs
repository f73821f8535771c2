//! Changes of what values are allowed: limits, patterns, secrets, and where such a trait stands.

use serde_json::{Value, json};
use shapesmith::review::compare_patterns;
use shapesmith_model::diff::{Options, WireImpact};

use crate::diff::support::{base, check, check_between, compare, edited, lines, model, touches};

#[test]
fn each_bound_of_a_limit_is_compared() {
    let city = |length: Value| [("City@length", length)];
    check(
        &city(json!({ "min": 1, "max": 32 })),
        &[r#"risk limit-tightened City {"max":64} > {"max":32}"#],
    );
    check(&city(json!({ "min": 1 })), &[r#"safe limit-loosened City {"max":64} > -"#]);
    // No length is less than nothing.
    check(&city(json!({ "min": 0, "max": 64 })), &[r#"safe limit-loosened City {"min":1} > -"#]);
    check(
        &city(json!({ "min": 2, "max": 128 })),
        &[
            r#"risk limit-tightened City {"min":1} > {"min":2}"#,
            r#"safe limit-loosened City {"max":64} > {"max":128}"#,
        ],
    );
    check(
        &[("Days@range", json!({ "min": 0, "max": 7 }))],
        &[r#"safe limit-loosened Days {"min":1} > {"min":0}"#],
    );
    // Of what is only received nobody is told that it is too long.
    check(
        &[("GetForecastOutput$copyright@length", json!({ "max": 9 }))],
        &[r#"safe limit-tightened GetForecastOutput$copyright - > {"max":9}"#],
    );
    check(&[("Text@length", json!({ "max": 9 }))], &[r#"risk limit-tightened Text - > {"max":9}"#]);
}

#[test]
fn a_limit_that_moves_between_member_and_target_is_no_change() {
    let length = json!({ "min": 1, "max": 64 });
    let member = json!({ "target": "example#City", "traits": {
        "smithy.api#required": {}, "smithy.api#httpLabel": {}, "smithy.api#length": length
    } });
    check(&[("City@length", json!(null)), ("GetForecastInput$city", member.clone())], &[]);
    // Nobody has the target's own any more.
    check_between(
        &edited(&[("GetForecastInput$city", member.clone())]),
        &edited(&[("GetForecastInput$city", member), ("City@length", json!({ "max": 1 }))]),
        &[],
    );
    // Another has it still.
    let also = ("Wind$city", json!({ "target": "example#City" }));
    let mut moved = edited(std::slice::from_ref(&also));
    crate::diff::support::edit(
        &mut moved,
        &[
            ("City@length", json!(null)),
            ("GetForecastInput$city@length", json!({ "min": 1, "max": 64 })),
        ],
    );
    let old = edited(&[also]);
    check_between(&old, &moved, &[r#"safe limit-loosened City {"min":1,"max":64} > -"#]);
    let found = compare(&model(&old), &model(&moved), &Options::default());
    assert_eq!(touches(&found.changes[0]), "GetForecast:io PutForecast:i");
}

#[test]
fn changed_patterns_are_found() {
    check(&[("City@pattern", json!("^[a-z]+$"))], &[r#"risk pattern-added City - > "^[a-z]+$""#]);
    let pattern = |pattern: &str| edited(&[("City@pattern", json!(pattern))]);
    check_between(
        &pattern("^[a-z]+$"),
        &pattern("^[a-z]*$"),
        &[r#"risk pattern-changed City "^[a-z]+$" > "^[a-z]*$""#],
    );
    check_between(&pattern("^a$"), &base(), &[r#"safe pattern-removed City "^a$" > -"#]);
    // Anchors make a difference in one format, and none between two.
    let (anchored, free) = (model(&pattern("^(?:a|b)$")), model(&pattern("a|b")));
    assert_eq!(compare(&anchored, &free, &Options::default()).changes.len(), 1);
    let across = Options { across_formats: true, ..Options::default() };
    assert!(compare(&anchored, &free, &across).is_empty());
    // Whoever knows more of patterns may say so.
    let (one, other) = (model(&pattern("^[0-9]{2}$")), model(&pattern("^[0-9][0-9]$")));
    let options = Options { compare_patterns: &compare_patterns, ..Options::default() };
    assert_eq!(compare(&one, &other, &Options::default()).changes.len(), 1);
    assert_eq!(
        lines(&compare(&one, &other, &options)),
        [r#"safe pattern-respelled City "^[0-9]{2}$" > "^[0-9][0-9]$""#]
    );
    assert!(compare(&one, &other, &Options { across_formats: true, ..options }).is_empty());
    assert_eq!(compare(&one, &free, &options).changes.len(), 1);
    // What matched goes on to match, so that no client is refused.
    let (narrow, wide) = (model(&pattern("^[a-z]+$")), model(&pattern("^[a-z]*$")));
    assert_eq!(compare(&narrow, &wide, &options).changes[0].wire, WireImpact::Safe);
    assert_eq!(compare(&wide, &narrow, &options).changes[0].wire, WireImpact::Risk);
}

#[test]
fn changes_of_inherited_traits_are_changes_of_the_target() {
    check(&[("City@sensitive", json!({}))], &["safe sensitive-changed City - > true"]);
    check(
        &[("Text@mediaType", json!("text/html"))],
        &[r#"break media-type-changed Text - > "text/html""#],
    );
    check(
        &[("Forecast$at@timestampFormat", json!("http-date"))],
        &[r#"break timestamp-format-changed Forecast$at - > "http-date""#],
    );
    check(
        &[("Notes@sparse", json!({}))],
        &[r#"risk sparse-or-unique-changed Notes - > ["sparse"]"#],
    );
    check(
        &[("Notes@uniqueItems", json!({}))],
        &[r#"risk sparse-or-unique-changed Notes - > ["uniqueItems"]"#],
    );
    let blob = |traits: Value| {
        edited(&[
            ("Picture", json!({ "type": "blob", "traits": traits })),
            (
                "PutForecastInput",
                json!({ "type": "structure", "members": {
                "picture": { "target": "example#Picture", "traits": { "smithy.api#httpPayload": {}, "smithy.api#required": {} } }
            } }),
            ),
        ])
    };
    check_between(
        &blob(json!({})),
        &blob(json!({ "smithy.api#streaming": {} })),
        &[r#"break streaming-changed Picture - > "streaming""#],
    );
    check_between(
        &blob(json!({ "smithy.api#streaming": {} })),
        &blob(json!({ "smithy.api#streaming": {}, "smithy.api#requiresLength": {} })),
        &[r#"break streaming-changed Picture - > "requiresLength""#],
    );
}

#[test]
fn changed_error_traits_are_found() {
    check(
        &[("NotFound@httpError", json!(410))],
        &[r#"risk error-binding-changed NotFound {"status":404} > {"status":410}"#],
    );
    check(
        &[("NotFound@retryable", json!({}))],
        &[r#"risk error-binding-changed NotFound - > {"retryable":true,"throttling":false}"#],
    );
    // A fault has a status by itself.
    check_between(
        &edited(&[("NotFound@httpError", json!(400))]),
        &edited(&[("NotFound@httpError", json!(null))]),
        &[],
    );
    let found = compare(
        &model(&edited(&[("Wind@error", json!("client"))])),
        &model(&base()),
        &Options::default(),
    );
    assert_eq!(lines(&found), [r#"risk exception-flag-changed Wind "client" > -"#]);
}
