//! Paths of violations through every kind of container, and their order.

use serde_json::{Value, json};
use shapesmith_tests::constraints::{
    CheckRequest, CheckResponse, Choice, Inner, Node, Nothing, Plain, SharedInner,
};
use shapesmith_tests::support::{Bounds, Constraint, Empty, Validate, Violations};
use shapesmith_tests::violations::{
    no_violations, one_violation, validate_json, validate_member, validate_request,
};

const NAME: &str = "have length between 1 and 2, inclusive";

fn paths(reported: &[(String, String)]) -> Vec<&str> {
    reported.iter().map(|(path, _)| path.as_str()).collect()
}

#[test]
fn lists_in_lists_have_paths() {
    assert_eq!(
        validate_member("matrix", json!([["a"], ["b", ""]])),
        one_violation("/matrix/1/1", Some(0), NAME)
    );
    let words = "have length less than or equal to 3";
    let long = json!([["a"], ["a", "a", "a", "a"]]);
    assert_eq!(validate_member("matrix", long), one_violation("/matrix/1", Some(4), words));
    let words = "have length less than or equal to 2";
    assert_eq!(
        validate_member("matrix", json!([[], [], []])),
        one_violation("/matrix", Some(3), words)
    );
    // The constraint of the list's member replaces the one of its target.
    let words = "have length greater than or equal to 3";
    assert_eq!(
        validate_member("ownNames", json!(["abcdef", "ab"])),
        one_violation("/ownNames/1", Some(2), words)
    );
    let words = "be between 10 and 1000, inclusive";
    assert_eq!(
        validate_member("numbers", json!([10, 9])),
        one_violation("/numbers/1", None, words)
    );
}

#[test]
fn maps_report_values_by_key_and_keys_by_map() {
    assert_eq!(
        validate_member("labels", json!({"a": "b", "c": ""})),
        one_violation("/labels/c", Some(0), NAME)
    );
    let words = "have length less than or equal to 3";
    assert_eq!(
        validate_member("labels", json!({"long": "b"})),
        one_violation("/labels", Some(4), words)
    );
    assert_eq!(validate_member("labels", json!({"👍👍👍": "b"})), no_violations());
    let words = "be between 0 and 1, inclusive";
    assert_eq!(
        validate_member("numberMap", json!({"a": 1, "b": 1.5})),
        one_violation("/numberMap/b", None, words)
    );
    // Members of maps have constraints of their own, too.
    let mut expected =
        one_violation("/ownLabels", Some(4), "have length greater than or equal to 5");
    expected.extend(one_violation(
        "/ownLabels/keys",
        Some(2),
        "have length less than or equal to 1",
    ));
    assert_eq!(validate_member("ownLabels", json!({"keys": "ab", "longer": ""})), expected);
}

#[test]
fn keys_are_escaped_as_a_json_pointer() {
    let cases = [
        ("a/b", "/numberMap/a~1b"),
        ("a~b", "/numberMap/a~0b"),
        ("~1", "/numberMap/~01"),
        ("/~/", "/numberMap/~1~0~1"),
        ("", "/numberMap/"),
        ("é 👍\"'\n", "/numberMap/é 👍\"'\n"),
    ];
    for (key, path) in cases {
        let reported = validate_member("numberMap", json!({ key: 2 }));
        let shown = path.replace('\n', "\\n");
        let expected = one_violation(&shown, None, "be between 0 and 1, inclusive");
        assert_eq!((reported[0].0.as_str(), &reported[0].1), (path, &expected[0].1));
        // Another implementation of the pointer finds the value.
        let value = json!({"numberMap": {key: 2}});
        assert_eq!(value.pointer(&reported[0].0), Some(&json!(2)));
    }
}

#[test]
fn structures_in_lists_in_maps_have_paths() {
    let groups = json!({
        "a": [{"name": "ok", "count": 10}, {"name": "", "count": 9}],
        "b": [],
        "c": [{"name": "far too long"}]
    });
    let mut expected = one_violation("/groups/a/1/name", Some(0), NAME);
    expected.extend(one_violation("/groups/a/1/count", None, "be between 10 and 1000, inclusive"));
    expected.extend(one_violation("/groups/c/0/name", Some(12), NAME));
    assert_eq!(validate_member("groups", groups), expected);
}

#[test]
fn members_of_unions_have_paths() {
    for (value, expected) in [
        (json!({"text": "ab"}), no_violations()),
        (
            json!({"text": "a"}),
            one_violation("/choice/text", Some(1), "have length between 2 and 4, inclusive"),
        ),
        (
            json!({"number": 1001}),
            one_violation("/choice/number", None, "be between 10 and 1000, inclusive"),
        ),
        (json!({"inner": {"name": ""}}), one_violation("/choice/inner/name", Some(0), NAME)),
        (json!({"none": {}}), no_violations()),
        (json!({"plain": {"a": "b"}}), no_violations()),
        (json!({"unheard-of": {"name": ""}}), no_violations()),
    ] {
        assert_eq!(validate_member("choice", value), expected);
    }
    let unique = json!([{"text": "a"}, {"text": "b"}]);
    assert_eq!(paths(&validate_member("choices", unique)), ["/choices/0/text", "/choices/1/text"]);
}

#[test]
fn recursive_structures_have_paths() {
    let bad = json!({"value": "too long"});
    for (node, path) in [
        (json!({"next": {"next": bad}}), "/node/next/next/value"),
        (json!({"children": [{}, {"children": [bad]}]}), "/node/children/1/children/0/value"),
        (json!({"named": {"a/b": {"named": {"c": bad}}}}), "/node/named/a~1b/named/c/value"),
        (json!({"either": {"node": {"either": {"leaf": ""}}}}), "/node/either/node/either/leaf"),
    ] {
        assert_eq!(paths(&validate_member("node", node)), [path]);
    }
    let mut deep = bad;
    for _ in 0..100 {
        deep = json!({ "next": deep });
    }
    let path = format!("/node{}/value", "/next".repeat(100));
    assert_eq!(paths(&validate_member("node", deep)), [path.as_str()]);
}

#[test]
fn nulls_in_sparse_collections_are_valid() {
    assert_eq!(validate_member("sparseNames", json!([null, "a", null])), no_violations());
    assert_eq!(
        validate_member("sparseNames", json!([null, "", null, "abc"])),
        [
            one_violation("/sparseNames/1", Some(0), NAME),
            one_violation("/sparseNames/3", Some(3), NAME)
        ]
        .concat()
    );
    assert_eq!(validate_member("sparseLabels", json!({"a": null, "b": "b"})), no_violations());
    let long = one_violation("/sparseLabels", Some(4), "have length less than or equal to 3");
    assert_eq!(validate_member("sparseLabels", json!({"a": null, "long": null})), long);
    let labels = json!({"a": null, "b": ""});
    assert_eq!(
        validate_member("sparseLabels", labels),
        one_violation("/sparseLabels/b", Some(0), NAME)
    );
    // What follows a null is looked at.
    let inners = json!([null, {"name": ""}]);
    assert_eq!(
        validate_member("sparseInners", inners),
        one_violation("/sparseInners/1/name", Some(0), NAME)
    );
    let groups = json!({"a": null, "b": {"name": ""}});
    assert_eq!(
        validate_member("sparseGroups", groups),
        one_violation("/sparseGroups/b/name", Some(0), NAME)
    );
    assert_eq!(validate_member("sparseInners", json!([null, null])), no_violations());
}

#[test]
fn paths_have_the_names_of_the_model_for_every_binding() {
    let value = json!({"other-name": "", "inHeader": "", "inQuery": ""});
    assert_eq!(
        validate_request(value),
        [
            one_violation("/renamed", Some(0), NAME),
            one_violation("/inHeader", Some(0), NAME),
            one_violation("/inQuery", Some(0), NAME)
        ]
        .concat()
    );
}

/// A request with each of the nine forms of messages, apart from those of patterns.
#[test]
fn violations_are_in_the_order_of_the_model() {
    let shuffled = json!({
        "shareds": [{"name": "n"}],
        "tags": ["a", "b", "a"],
        "labels": {"long": "", "b": "abc", "a": "", "longer": "ok"},
        "colors": ["red", "pink", "ultra", "cyan"],
        "maxShort": 301, "minShort": -301, "short": 301,
        "maxText": "12345", "minText": "1", "text": "",
        "id": ""
    });
    let long = "have length less than or equal to 3";
    let expected = [
        one_violation("/id", Some(0), NAME),
        one_violation("/text", Some(0), "have length between 2 and 4, inclusive"),
        one_violation("/minText", Some(1), "have length greater than or equal to 2"),
        one_violation("/maxText", Some(5), "have length less than or equal to 4"),
        // A map has its own first, then by entry, a key before its value.
        one_violation("/labels", Some(4), long),
        one_violation("/labels/a", Some(0), NAME),
        one_violation("/labels/b", Some(3), NAME),
        one_violation("/labels", Some(4), long),
        one_violation("/labels/long", Some(0), NAME),
        one_violation("/labels", Some(6), long),
        one_violation("/short", None, "be between -300 and 300, inclusive"),
        one_violation("/minShort", None, "be greater than or equal to -300"),
        one_violation("/maxShort", None, "be less than or equal to 300"),
        one_violation("/colors/1", None, "satisfy enum value set: [red, light blue, infra]"),
        one_violation("/colors/3", None, "satisfy enum value set: [red, light blue, infra]"),
        one_violation("/tags", None, "have unique values"),
        one_violation("/shareds/0/inner", None, "not be null"),
    ];
    let reported = validate_request(shuffled.clone());
    assert_eq!(reported, expected.concat());
    for _ in 0..3 {
        assert_eq!(validate_request(shuffled.clone()), reported);
    }
}

#[test]
fn a_value_may_violate_several_constraints() {
    let mut tags = vec![json!("same"); 2];
    tags.extend((0..20).map(|number| json!(number.to_string())));
    let found = validate_request(
        json!({"items": ["", "", "", ""], "tags": tags, "names": ["", "", "", ""]}),
    );
    let expected = ["/items", "/names", "/names/0", "/names/1", "/names/2", "/names/3", "/tags"];
    assert_eq!(paths(&found), expected);
}

fn violations(value: Value) -> Violations {
    serde_json::from_value::<CheckRequest>(value).unwrap().validate().unwrap_err()
}

#[test]
fn the_display_of_violations_is_the_message_of_a_validation_exception() {
    assert_eq!(
        violations(json!({"id": ""})).to_string(),
        "1 validation error detected. Value with length 0 at '/id' failed to satisfy constraint: \
         Member must have length between 1 and 2, inclusive"
    );
    assert_eq!(
        violations(json!({"id": "id", "color": "pink", "pin": 100, "byte": 6})).to_string(),
        "3 validation errors detected. Value at '/byte' failed to satisfy constraint: Member must \
         be between -5 and 5, inclusive; Value at '/color' failed to satisfy constraint: Member \
         must satisfy enum value set: [red, light blue, infra]; Value at '/pin' failed to satisfy \
         constraint: Member must be less than or equal to 99"
    );
    let error: Box<dyn std::error::Error + Send + Sync> = violations(json!({"id": ""})).into();
    assert!(error.source().is_none() && error.to_string().starts_with("1 validation error"));
}

#[test]
fn violations_have_their_constraint_as_data() {
    let found = violations(json!({
        "id": "", "text": "👍", "minText": "", "float": 9, "maxShort": 301, "minShort": -301,
        "tags": ["a", "b", "c", "b", "a"], "shareds": [{"inner": {"key": ""}}]
    }));
    let data: Vec<&Constraint> = found.iter().map(|violation| violation.constraint()).collect();
    let length = |min, max, length| Constraint::Length { min, max, length };
    assert_eq!(*data[0], length(Some(1), Some(2), 0));
    assert_eq!(*data[1], length(Some(2), Some(4), 1));
    assert_eq!(*data[2], length(Some(2), None, 0));
    let bounds = |constraint: &Constraint| match constraint {
        Constraint::Range(Bounds { min, max, .. }) => (min.clone(), max.clone()),
        other => panic!("{other:?}"),
    };
    let text = |bound: &str| Some(bound.to_owned());
    assert_eq!(bounds(data[3]), (text("-300"), None));
    assert_eq!(bounds(data[4]), (None, text("300")));
    assert_eq!(bounds(data[5]), (text("0.7"), text("8.8")));
    assert!(matches!(data[6], Constraint::Unique { index: 3, .. }), "{:?}", data[6]);
    assert_eq!(*data[7], Constraint::Required);
    assert_eq!(data.len(), 8);
    assert_eq!(data[1].to_string(), "have length between 2 and 4, inclusive");
    let by_reference: Vec<&str> = (&found).into_iter().map(|violation| violation.path()).collect();
    assert_eq!(by_reference.len(), 8);
    assert_eq!(found.clone(), found);
    assert_eq!(found.into_iter().count(), 8);
}

#[test]
fn values_without_constraints_are_always_valid() {
    assert_eq!(Nothing::default().validate(), Ok(()));
    assert_eq!(Plain::default().validate(), Ok(()));
    assert_eq!(Empty::default().validate(), Ok(()));
    assert_eq!(Node::default().validate(), Ok(()));
    assert_eq!(CheckRequest::new("id").validate(), Ok(()));
    let plain = json!({"a": "", "b": [1, -1], "c": {"unknown": 1}});
    assert_eq!(validate_json("constraints", "Plain", &plain), no_violations());
    assert_eq!(validate_member("plain", plain), no_violations());
    assert_eq!(validate_member("nothing", json!({"name": ""})), no_violations());
    assert_eq!(
        validate_member("document", json!({"name": "", "a": [null, {"id": ""}]})),
        no_violations()
    );
    // Members that the model doesn't have are dropped, and say nothing.
    assert_eq!(validate_member("unknown", json!("")), no_violations());
}

#[test]
fn every_nested_structure_can_be_validated_alone() {
    let inner: Inner = serde_json::from_value(json!({"name": ""})).unwrap();
    let path = |violations: Violations| {
        violations.iter().map(|violation| violation.path().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(path(inner.validate().unwrap_err()), ["/name"]);
    let choice: Choice = serde_json::from_value(json!({"inner": {"name": ""}})).unwrap();
    assert_eq!(path(choice.validate().unwrap_err()), ["/inner/name"]);
    assert_eq!(path(SharedInner::default().validate().unwrap_err()), ["/key"]);
    let response = CheckResponse::default();
    assert_eq!(path(response.validate().unwrap_err()), ["/name", "/shared"]);
}
