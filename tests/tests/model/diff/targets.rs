//! Members that target another shape than before.

use serde_json::{Value, json};

use crate::diff::support::{base, check, check_between, edited};

fn target(name: &str) -> Value {
    json!({ "target": format!("example#{name}") })
}

#[test]
fn a_different_simple_target_is_compared_by_its_traits() {
    check(
        &[("Wind$from", target("Text"))],
        &[r#"safe target-renamed-anonymous Wind$from "String" > "Text""#],
    );
    check(
        &[("Wind$from", target("City"))],
        &[r#"risk limit-tightened Wind$from - > {"min":1,"max":64}"#],
    );
    check(
        &[("Wind$from", target("Days"))],
        &[
            r#"break target-type-changed Wind$from {"target":"String","type":"string"} > {"target":"Days","type":"integer"}"#,
        ],
    );
    check(
        &[("Wind$from", target("Sky"))],
        &[
            r#"safe string-enum-flip Wind$from {"target":"String","type":"string"} > {"target":"Sky","type":"enum"}"#,
        ],
    );
    // A limit that a member gets in another way is the same limit.
    let limited = json!({ "type": "string", "traits": { "smithy.api#length": { "max": 5 } } });
    check_between(
        &edited(&[("Wind$from@length", json!({ "max": 5 }))]),
        &edited(&[("Wind$from", target("Short")), ("Short", limited)]),
        &[r#"safe target-renamed-anonymous Wind$from "String" > "Short""#],
    );
}

#[test]
fn a_different_list_or_map_is_compared_by_its_elements() {
    let list = |of: Value| {
        edited(&[
            ("Forecast$notes", target("Lines")),
            ("Lines", json!({ "type": "list", "member": of })),
        ])
    };
    let renamed = r#"safe target-renamed-anonymous Forecast$notes "Notes" > "Lines""#;
    let keeps = |expected: &[&str], of: Value| {
        let mut new = list(of);
        crate::diff::support::edit(&mut new, &[("Notes", json!(null))]);
        check_between(&base(), &new, expected);
    };
    keeps(&[renamed], target("Text"));
    keeps(&[renamed], json!({ "target": "smithy.api#String" }));
    keeps(
        &[r#"risk limit-tightened Forecast$notes "member" - > {"min":1,"max":64}"#],
        target("City"),
    );
    keeps(
        &[
            r#"break target-type-changed Forecast$notes "member" {"target":"Text","type":"string"} > {"target":"Days","type":"integer"}"#,
        ],
        target("Days"),
    );
    check(
        &[
            ("Forecast$notes", target("Table")),
            ("Table", json!({ "type": "map", "key": target("Text"), "value": target("Text") })),
        ],
        &[
            r#"break target-type-changed Forecast$notes {"target":"Notes","type":"list"} > {"target":"Table","type":"map"}"#,
        ],
    );
    // The list is the same, what it lists isn't: that is told at the list.
    check(
        &[("Notes/member", target("Wind"))],
        &[
            r#"break target-type-changed Notes$member {"target":"Text","type":"string"} > {"target":"Wind","type":"structure"}"#,
        ],
    );
}

#[test]
fn a_different_structure_is_a_replacement_or_a_rename() {
    let breeze = |members: Value| {
        edited(&[
            ("Forecast$wind", target("Breeze")),
            ("Breeze", json!({ "type": "structure", "members": members })),
            ("Wind", json!(null)),
        ])
    };
    let speed = json!({ "target": "smithy.api#Integer" });
    let from = json!({ "target": "smithy.api#String" });
    check_between(
        &base(),
        &breeze(json!({ "from": from, "speed": speed })),
        &[
            r#"safe target-renamed-named Forecast$wind {"target":"Wind","type":"structure"} > {"target":"Breeze","type":"structure"}"#,
            r#"=> safe named-shape-added Breeze - > {"type":"structure","members":2}"#,
            r#"=> safe named-shape-removed Wind {"type":"structure","members":2} > -"#,
        ],
    );
    check_between(
        &base(),
        &breeze(json!({ "from": from })),
        &[
            r#"risk target-replaced Forecast$wind {"target":"Wind","type":"structure"} > {"target":"Breeze","type":"structure"}"#,
            r#"=> safe named-shape-added Breeze - > {"type":"structure","members":1}"#,
            r#"=> safe named-shape-removed Wind {"type":"structure","members":2} > -"#,
        ],
    );
}

#[test]
fn recursive_content_can_be_equal() {
    let tree = |name: &str, leaf: Value| {
        edited(&[
            ("Forecast$tree", target(name)),
            (
                name,
                json!({ "type": "structure", "members": { "below": target(name), "leaf": leaf } }),
            ),
        ])
    };
    let kind = |old: Value, new: Value| {
        let (old, new) = (crate::diff::support::model(&old), crate::diff::support::model(&new));
        let found = crate::diff::support::compare(&old, &new, &Default::default());
        found.changes[0].kind.id()
    };
    assert_eq!(
        kind(tree("Tree", target("Text")), tree("Bush", target("Text"))),
        "target-renamed-named"
    );
    assert_eq!(kind(tree("Tree", target("Text")), tree("Bush", target("Days"))), "target-replaced");
}

/// What would be safe in place is safe in another shape, too.
#[test]
fn compatible_content_is_safe() {
    let value = |value: &str| json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } });
    let heaven =
        json!({ "CLEAR": value("clear"), "CLOUDY": value("cloudy"), "RAINY": value("rainy") });
    let more = edited(&[
        ("Forecast$sky", target("Heaven")),
        ("Heaven", json!({ "type": "enum", "members": heaven })),
        ("Sky", json!(null)),
    ]);
    let replaced = |wire: &str, before: &str, after: &str| {
        let value = |name: &str| format!(r#"{{"target":"{name}","type":"enum"}}"#);
        format!("{wire} target-replaced Forecast$sky {} > {}", value(before), value(after))
    };
    let first = |old: &Value, new: &Value| {
        let (old, new) = (crate::diff::support::model(old), crate::diff::support::model(new));
        crate::diff::support::lines(&crate::diff::support::compare(&old, &new, &Default::default()))
            .remove(0)
    };
    assert_eq!(first(&base(), &more), replaced("safe", "Sky", "Heaven"));
    assert_eq!(first(&more, &base()), replaced("risk", "Heaven", "Sky"));
    // A blob that is secret, by itself and within a union.
    let blobs = |name: &str, traits: Value| {
        edited(&[
            ("Wind$raw", target(name)),
            (name, json!({ "type": "blob", "traits": traits })),
            ("Forecast$image", target(&format!("{name}Source"))),
            (
                &format!("{name}Source"),
                json!({ "type": "union", "members": { "bytes": target(name) } }),
            ),
        ])
    };
    let (open, secret) =
        (blobs("Open", json!({})), blobs("Secret", json!({ "smithy.api#sensitive": {} })));
    check_between(
        &open,
        &secret,
        &[
            r#"safe target-replaced Forecast$image {"target":"OpenSource","type":"union"} > {"target":"SecretSource","type":"union"}"#,
            r#"=> safe named-shape-removed OpenSource {"type":"union","members":1} > -"#,
            r#"=> safe named-shape-added SecretSource - > {"type":"union","members":1}"#,
            "safe sensitive-changed Wind$raw - > true",
        ],
    );
}
