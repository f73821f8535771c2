//! Unions have exactly one member, known or unknown.

use serde_json::{Value, json};
use shapesmith_tests::choices::{self, OnlyUnit, Shape};

fn read(value: Value) -> Result<Shape, String> {
    let text = value.to_string();
    let from_value = serde_json::from_value::<Shape>(value).map_err(|e| e.to_string());
    let from_text = serde_json::from_str::<Shape>(&text);
    match (&from_value, from_text) {
        (Ok(value), Ok(text)) => assert_eq!(value, &text),
        (Err(value), Err(text)) => assert!(text.to_string().starts_with(value.as_str())),
        (value, text) => panic!("{value:?} {text:?}"),
    }
    from_value
}

#[test]
fn each_member_is_an_object_with_one_key() {
    for value in [
        json!({"circle": {"radius": 1.5}}),
        json!({"square": {"side": 2.0, "inner": {"name": "x"}}}),
        json!({"name": ""}),
        json!({"number": -1}),
        json!({"nothing": {}}),
        json!({"list": []}),
        json!({"map": {"a": "b"}}),
        json!({"sparse": [null, "a"]}),
        json!({"when": "2024-02-29T00:00:00Z"}),
        json!({"blob": "AAEC"}),
        json!({"kind": "a"}),
        json!({"kind": "never seen"}),
        json!({"nested": {"nested": {"number": 1}}}),
        json!({"Unknown": "a member of that name"}),
        json!({"kind_of": "renamed"}),
    ] {
        let shape = read(value.clone()).unwrap();
        assert!(!matches!(shape, Shape::Unknown(_)), "{value}");
        assert_eq!(serde_json::to_value(&shape).unwrap(), value);
    }
}

#[test]
fn nulls_and_the_type_are_ignored() {
    let shape = read(json!({
        "__type": "example#Shape", "circle": null, "unheard-of": null, "number": 3, "list": null
    }));
    assert_eq!(shape, Ok(Shape::Number(3)));
    let written = serde_json::to_string(&shape.unwrap()).unwrap();
    assert_eq!(written, r#"{"number":3}"#);
}

#[test]
fn any_number_of_members_but_one_is_an_error() {
    for value in [json!({}), json!({"__type": "x"}), json!({"number": null}), json!({"new": null})]
    {
        assert_eq!(read(value).unwrap_err(), "no member of the union is set");
    }
    for value in [
        json!({"number": 1, "name": "a"}),
        json!({"number": 1, "new": 1}),
        json!({"new": 1, "newer": 2}),
    ] {
        assert_eq!(read(value).unwrap_err(), "more than one member of the union is set");
    }
    let twice = serde_json::from_str::<Shape>(r#"{"number":1,"number":2}"#).unwrap_err();
    assert!(twice.to_string().starts_with("more than one member"), "{twice}");
    for value in [json!(1), json!("circle"), json!([]), json!(null)] {
        read(value).unwrap_err();
    }
}

#[test]
fn unknown_members_are_written_back() {
    for content in [
        json!(true),
        json!(0),
        json!(-5),
        json!(u64::MAX),
        json!(1.5),
        json!("x"),
        json!([]),
        json!({"a": [null, {"b": {"c": [1, 2.5, "d", false]}}], "é": {}}),
    ] {
        let value = json!({"brandNew": content});
        let shape = read(value.clone()).unwrap();
        let Shape::Unknown(unknown) = &shape else { panic!("{shape:?}") };
        assert_eq!(unknown.tag(), "brandNew");
        assert_eq!(serde_json::to_value(&shape).unwrap(), value);
        assert_eq!(shape.clone(), shape);
        assert_eq!(format!("{shape:?}"), "Unknown(\"brandNew\")", "what it holds may be a secret");
    }
    let input = json!({"shape": {"a": 1}, "shapes": [{"b": {}}, {"name": "n"}], "byName": {"k": {"c": []}}});
    let read: choices::DrawInput = serde_json::from_value(input.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), input);
}

#[test]
fn errors_name_the_member() {
    let reported =
        |value: Value| serde_json::from_value::<choices::DrawInput>(value).unwrap_err().to_string();
    assert_eq!(reported(json!({"shape": {}})), "shape: no member of the union is set");
    let deep =
        json!({"shape": {"name": ""}, "shapes": [{"name": "a"}, {"nested": {"number": "x"}}]});
    assert!(reported(deep).starts_with("shapes[1].nested.number: invalid type"));
    let map = json!({"shape": {"name": ""}, "byName": {"k": {"a": 1, "b": 2}}});
    assert_eq!(reported(map), "byName[\"k\"]: more than one member of the union is set");
}

#[test]
fn a_unit_member_is_an_empty_object() {
    let on: OnlyUnit = serde_json::from_str(r#"{"on":{"ignored":1}}"#).unwrap();
    assert_eq!(on, OnlyUnit::On(Default::default()));
    assert_eq!(serde_json::to_string(&on).unwrap(), r#"{"on":{}}"#);
    assert_ne!(on, OnlyUnit::Off(Default::default()));
    serde_json::from_str::<OnlyUnit>(r#"{"on":1}"#).unwrap_err();
    serde_json::from_str::<OnlyUnit>(r#""on""#).unwrap_err();
}

#[test]
fn event_stream_members_are_skipped_and_event_types_are_generated() {
    let events: choices::Events = serde_json::from_str(r#"{"tick":{"at":1}}"#).unwrap();
    assert!(matches!(events, choices::Events::Tick(_)));
    let output: choices::WatchOutput =
        serde_json::from_str(r#"{"id":"1","events":{"tick":{}}}"#).unwrap();
    assert_eq!(serde_json::to_string(&output).unwrap(), r#"{"id":"1"}"#);
}
