//! One state of an API in two formats, and in two namespaces.

use serde_json::{Value, json};
use shapesmith_model::diff::{Options, has_smithy_only_traits};

use crate::diff::support::{base, compare, edited, lines, model};

#[test]
fn traits_that_one_format_cannot_express_are_no_changes() {
    let rich = model(&edited(&[
        ("Wind$speed@default", json!(0)),
        ("Wind$speed@clientOptional", json!({})),
        ("PutForecastInput@input", json!({})),
        ("Notes@uniqueItems", json!({})),
        ("PutForecast@http", json!({ "method": "PUT", "uri": "/forecast/", "code": 200 })),
        ("City@pattern", json!("^(?:a|b)$")),
        ("Text@mediaType", json!("text/html")),
    ]));
    let poor = model(&edited(&[("City@pattern", json!("a|b"))]));
    let across = Options { across_formats: true, ..Options::default() };
    assert_eq!(lines(&compare(&rich, &poor, &across)), [""; 0]);
    assert_eq!(compare(&rich, &poor, &Options::default()).changes.len(), 7);
}

/// Each of these words is enough to know that a model isn't of the format without them.
#[test]
fn formats_are_recognized_by_their_traits() {
    assert!(!has_smithy_only_traits(&model(&base())));
    let json_text = edited(&[("Text@mediaType", json!("application/json"))]);
    assert!(!has_smithy_only_traits(&model(&json_text)), "the other format has a word for it");
    for (place, value) in [
        ("Wind$speed@default", json!(0)),
        ("Wind$speed@clientOptional", json!({})),
        ("PutForecastInput@input", json!({})),
        ("Text@mediaType", json!("text/html")),
    ] {
        assert!(has_smithy_only_traits(&model(&edited(&[(place, value)]))), "{place}");
    }
}

#[test]
fn another_namespace_is_no_change() {
    let moved: Value =
        serde_json::from_str(&base().to_string().replace("example#", "com.other#")).unwrap();
    assert_eq!(lines(&compare(&model(&base()), &model(&moved), &Options::default())), [""; 0]);
    let changed = edited(&[
        ("Wind$gusts", json!({ "target": "example#Text" })),
        ("Wind$speed", json!(null)),
        ("GetForecast@readonly", json!({})),
    ]);
    let moved: Value =
        serde_json::from_str(&changed.to_string().replace("example#", "com.other#")).unwrap();
    let lines = lines(&compare(&model(&base()), &model(&moved), &Options::default()));
    assert_eq!(
        lines,
        [
            r#"safe operation-idempotency-changed GetForecast - > {"readonly":{}}"#,
            r#"safe member-added-optional Wind$gusts - > {"target":"Text","type":"string"}"#,
            r#"risk member-removed Wind$speed {"target":"Integer","type":"integer"} > -"#,
        ]
    );
    let found = compare(&model(&base()), &model(&moved), &Options::default());
    let operations: Vec<&str> =
        found.changes[1].operations.iter().map(|touch| touch.operation.as_str()).collect();
    assert_eq!(operations, ["com.other#GetForecast", "com.other#PutForecast"]);
}
