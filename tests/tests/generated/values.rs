//! Blobs, timestamps, documents, defaults and message bodies as members.

use serde_json::{Value, json};
use shapesmith_tests::support::{Blob, Body, Empty, Timestamp};
use shapesmith_tests::timestamps::{Times, When};
use shapesmith_tests::{blobs, defaults, documents, exceptions, json_names};

#[test]
fn blobs_are_base64() {
    let text = r#"{"data":"","media":"/+8=","list":["AA==","AAA=","AAAA"],"map":{"k":"aGk="},"required":"aGVsbG8="}"#;
    let input: blobs::Input = serde_json::from_str(text).unwrap();
    assert_eq!(input.required.as_ref(), b"hello");
    assert_eq!(input.media, Some(Blob::new([0xff, 0xef])));
    assert_eq!(serde_json::to_string(&input).unwrap(), text);
    for (wrong, path) in [
        (json!({"required": "a"}), "required: invalid base64"),
        (json!({"required": "", "list": ["", "****"]}), "list[1]: invalid base64"),
        (json!({"required": "", "map": {"k": 1}}), "map[\"k\"]: invalid type: integer `1`"),
        (json!({"required": [1, 2]}), "required: invalid type: sequence"),
    ] {
        let reported = serde_json::from_value::<blobs::Input>(wrong).unwrap_err().to_string();
        assert!(reported.starts_with(path), "{reported}");
    }
    let (start, _) = input.required.split_at(2);
    assert_eq!((start, input.required.len()), (&b"he"[..], 5));
    assert!(!input.required.is_empty() && Blob::default().is_empty());
    assert_eq!(Vec::from(input.required), b"hello");
    let upload = blobs::Upload::new(Blob::from("streamed"));
    assert_eq!(serde_json::to_string(&upload).unwrap(), r#"{"body":"c3RyZWFtZWQ="}"#);
}

#[test]
fn timestamps_are_written_in_the_format_of_the_model() {
    let at = Timestamp::new(1_398_796_238, 500_000_000).unwrap();
    let (date, http) = ("2014-04-29T18:30:38.500Z", "Tue, 29 Apr 2014 18:30:38 GMT");
    let expected = json!({
        "plain": 1_398_796_238.5, "dateTime": date, "httpDate": http, "epoch": 1_398_796_238.5,
        "dateTimeTarget": date, "httpDateTarget": http, "epochTarget": 1_398_796_238.5,
        "override": http, "dateTimes": [date], "httpDates": [http], "epochs": {"k": 1_398_796_238.5},
        "dateTimeMap": {"a": date, "b": null}, "nested": [[date], []], "plains": [1_398_796_238.5],
        "when": {"date": date}
    });
    let times: Times = serde_json::from_value(expected.clone()).unwrap();
    let second = Timestamp::new(1_398_796_238, 0).unwrap();
    assert_eq!((times.plain, times.date_time, times.http_date), (Some(at), Some(at), Some(second)));
    assert_eq!(times.r#override, Some(second));
    assert_eq!(times.when, Some(When::Date(at)));
    assert_eq!(serde_json::to_value(&times).unwrap(), expected);
    let whole = json!({"plain": 5, "dateTime": "1970-01-01T00:00:05Z", "httpDate": "Thu, 01 Jan 1970 00:00:05 GMT"});
    let times: Times = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(serde_json::to_string(&times).unwrap(), whole.to_string());
}

#[test]
fn timestamps_are_read_in_every_format() {
    let forms = [
        json!(1_398_796_238),
        json!(1_398_796_238.0),
        json!("1398796238"),
        json!("1.398796238e9"),
        json!("2014-04-29T18:30:38Z"),
        json!("2014-04-29t18:30:38.000z"),
        json!("2014-04-29T20:30:38+02:00"),
        json!("2014-04-29T13:00:38-05:30"),
        json!("Tue, 29 Apr 2014 18:30:38 GMT"),
    ];
    for form in &forms {
        for member in ["plain", "dateTime", "httpDate", "epoch", "override"] {
            let times: Times = serde_json::from_value(json!({ member: form })).unwrap();
            let written = serde_json::to_value(&times).unwrap();
            let again: Times = serde_json::from_value(written).unwrap();
            assert_eq!(times, again);
            let read =
                [times.plain, times.date_time, times.http_date, times.epoch, times.r#override];
            assert_eq!(
                read.into_iter().flatten().next().unwrap().seconds(),
                1_398_796_238,
                "{form}"
            );
        }
    }
}

#[test]
fn errors_of_invalid_timestamps_have_their_path() {
    for wrong in [
        json!("yesterday"),
        json!(""),
        json!("NaN"),
        json!("Infinity"),
        json!("2014-02-29T00:00:00Z"),
        json!("2014-04-29"),
        json!("2014-04-29T24:00:00Z"),
        json!("Tue, 31 Apr 2014 18:30:38 GMT"),
        json!(1e12),
        json!(-1e12),
        json!(253_402_300_800_i64),
        json!(u64::MAX),
        json!(true),
        json!([1]),
    ] {
        let value = json!({"dateTimes": [0, wrong]});
        let reported = serde_json::from_value::<Times>(value).unwrap_err().to_string();
        assert!(reported.starts_with("dateTimes[1]: invalid "), "{reported}");
    }
}

#[test]
fn documents_are_unchanged_after_a_round_trip() {
    let document = json!({"b": [1, -1, 1.5, u64::MAX, "x", true, null, {"a": null}], "a": {}});
    let value = json!({
        "document": document, "documents": [document, 1, null], "map": {"k": document, "n": null},
        "sparse": [null, document], "payload": {"document": [document]}
    });
    let output: documents::Output = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(output.document.as_ref(), Some(&document));
    assert_eq!(serde_json::to_value(&output).unwrap(), value);
    assert_eq!(serde_json::to_string(&output).unwrap(), value.to_string());
    let input: documents::Input = serde_json::from_value(json!({"required": [document]})).unwrap();
    assert_eq!(input.required, json!([document]));
}

/// Equality is that of `serde_json`, in which the order of keys doesn't matter.
#[test]
fn documents_are_equal_in_any_order() {
    let read = |text: &str| serde_json::from_str::<documents::Output>(text).unwrap();
    let left = read(r#"{"document":{"a":1,"b":{"c":2,"d":3}}}"#);
    assert_eq!(left, read(r#"{"document":{"b":{"d":3,"c":2},"a":1}}"#));
    assert_ne!(left, read(r#"{"document":{"b":{"d":3,"c":2},"a":2}}"#));
}

#[test]
fn defaults_are_not_filled_in() {
    let output: defaults::Output = serde_json::from_str("{}").unwrap();
    assert_eq!(output, defaults::Output::default());
    assert_eq!(serde_json::to_string(&output).unwrap(), "{}");
    let input = defaults::Input::new("given");
    assert_eq!(serde_json::to_string(&input).unwrap(), r#"{"required":"given"}"#);
    serde_json::from_str::<defaults::Input>("{}").unwrap_err();
}

#[test]
fn the_body_has_the_members_without_another_binding() {
    let whole = json!({
        "@Uri": "in the path", "Uri": "in the body", "Token": "t", "Trace": "h", "Meta": {"a": "b"},
        "Rest": {"c": "d"}, "wire_name": "r", "inner": {"Uri": "no binding here", "Other": "o"}
    });
    let input: json_names::Input = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(serde_json::to_value(&input).unwrap(), whole);
    let body = json!({
        "Uri": "in the body", "wire_name": "r", "inner": {"Uri": "no binding here", "Other": "o"}
    });
    assert_eq!(serde_json::to_value(Body(&input)).unwrap(), body);
    assert_eq!(
        serde_json::to_string(&Body(&input)).unwrap(),
        r#"{"wire_name":"r","Uri":"in the body","inner":{"Uri":"no binding here","Other":"o"}}"#
    );
    let error: exceptions::Throttled =
        serde_json::from_value(json!({"message": "m", "retryAfterSeconds": 5})).unwrap();
    assert_eq!(serde_json::to_value(Body(&error)).unwrap(), json!({"message": "m"}));
    assert_eq!(serde_json::to_string(&Body(&Empty::default())).unwrap(), "{}");
}

#[test]
fn a_unit_is_an_empty_object() {
    let empty: Empty = serde_json::from_str(r#"{"ignored":[1]}"#).unwrap();
    assert_eq!(serde_json::to_string(&empty).unwrap(), "{}");
    serde_json::from_str::<Empty>("null").unwrap_err();
    assert_eq!(serde_json::to_value(Empty::default()).unwrap(), Value::Object(Default::default()));
}
