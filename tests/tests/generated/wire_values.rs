//! Values whose JSON form is easy to get wrong, with the specification's rules.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shapesmith_tests::support::{Body, ErrorSet, Timestamp, Validate, With, check};
use shapesmith_tests::{
    bodies, collections, documents, exceptions, numbers, sensitive, sparse_unknown, timestamps,
};

fn error<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    serde_json::from_str::<T>(text).unwrap_err().to_string()
}

fn rewritten<T: DeserializeOwned + serde::Serialize>(text: &str) -> String {
    serde_json::to_string(&serde_json::from_str::<T>(text).unwrap()).unwrap()
}

/// Maps are dense by default, as lists are.
/// ([Smithy: map](https://smithy.io/2.0/spec/aggregate-types.html#map))
#[test]
fn null_entries_of_dense_maps_are_errors() {
    let message = error::<collections::Output>(r#"{"map":{"a":null,"b":"c"}}"#);
    let expected = "map[\"a\"]: null in a list or map that has no null entries";
    assert!(message.starts_with(expected), "{message}");
    assert_eq!(
        rewritten::<collections::Output>(r#"{"sparseMap":{"a":null}}"#),
        r#"{"sparseMap":{"a":null}}"#
    );
}

/// A model from botocore's format can't say which lists are sparse, so a response with a null entry can be read.
#[test]
fn null_entries_of_botocore_responses_are_dropped() {
    let read = rewritten::<sparse_unknown::ListBaysResponse>;
    for (text, expected) in [
        (r#"{"Names":[null,"a",null,"b"]}"#, r#"{"Names":["a","b"]}"#),
        (r#"{"Names":[null]}"#, r#"{"Names":[]}"#),
        (r#"{"Depths":{"a":null,"b":1}}"#, r#"{"Depths":{"b":1}}"#),
        (r#"{"Nested":[null,[null,"a"],[]]}"#, r#"{"Nested":[["a"],[]]}"#),
        (r#"{"Bays":[null,{"Tags":["a",null]}]}"#, r#"{"Bays":[{"Tags":["a"]}]}"#),
        (r#"{"Choice":{"names":[null]}}"#, r#"{"Choice":{"names":[]}}"#),
        (r#"{"Names":null,"Depths":{}}"#, r#"{"Depths":{}}"#),
    ] {
        assert_eq!(read(text), expected);
    }
    // The length is that of the entries that are there.
    let response: sparse_unknown::ListBaysResponse =
        serde_json::from_str(r#"{"Names":[null,"a"]}"#).unwrap();
    assert_eq!(response.names.unwrap().len(), 1);
    // A request is read by services, which are strict, also below a structure that it shares with a response.
    let message = error::<sparse_unknown::ListBaysRequest>(r#"{"Names":["a",null]}"#);
    assert!(message.starts_with("Names[1]: null in a list or map"), "{message}");
    let message = error::<sparse_unknown::ListBaysRequest>(r#"{"Like":{"Tags":["a",null]}}"#);
    assert!(message.starts_with("Like.Tags[1]: null in a list or map"), "{message}");
    // Validation is strict as well.
    let text = r#"{"Names":["a",null]}"#;
    let from = &mut serde_json::Deserializer::from_str(text);
    let message = check::<sparse_unknown::ListBaysResponse, _>(from).unwrap_err().to_string();
    assert!(message.contains("Names[1]: null in a list or map"), "{message}");
}

/// RFC 8259 doesn't distinguish `1`, `1.0` and `1e0`.
#[test]
fn integers_may_be_written_with_fractions_and_exponents() {
    for (text, expected) in [
        (r#"{"byte":5.0}"#, r#"{"byte":5}"#),
        (r#"{"short":2E2}"#, r#"{"short":200}"#),
        (r#"{"integer":1e+06}"#, r#"{"integer":1000000}"#),
        (r#"{"long":1.7E12}"#, r#"{"long":1700000000000}"#),
        (r#"{"bytes":[1.0,-2e0]}"#, r#"{"bytes":[1,-2]}"#),
        (r#"{"bigInteger":1e3}"#, r#"{"bigInteger":1000}"#),
    ] {
        assert_eq!(rewritten::<numbers::Numbers>(text), expected);
    }
    for text in [
        r#"{"integer":1.001}"#,
        r#"{"byte":3e2}"#,
        r#"{"long":1e19}"#,
        r#"{"long":9007199254740993.0}"#,
        r#"{"integer":"1"}"#,
        r#"{"bigInteger":1.5}"#,
    ] {
        assert!(error::<numbers::Numbers>(text).contains("expected"), "{text}");
    }
}

#[test]
fn base64_has_no_bits_left_over() {
    use shapesmith_tests::support::Blob;
    for text in ["xyz", "YmxvYh==", "YmxvYi1=", "AB"] {
        assert!(Blob::from_base64(text).is_err(), "{text}");
    }
    for text in ["xyw=", "YmxvYg==", "YmxvYi0=", "AA"] {
        let padded = Blob::from_base64(text).unwrap().to_base64();
        assert_eq!(padded.trim_end_matches('='), text.trim_end_matches('='));
    }
}

/// HTTP dates have no fractions. The other formats have milliseconds, and writing a value again gives the same text.
#[test]
fn timestamps_are_written_to_the_millisecond() {
    let at = Timestamp::new(1_515_531_081, 123_987_654).unwrap();
    let times = timestamps::Times::default().with(|times| {
        (times.plain, times.date_time, times.http_date) = (Some(at), Some(at), Some(at));
    });
    let text = serde_json::to_string(&times).unwrap();
    assert_eq!(
        text,
        r#"{"plain":1515531081.123,"dateTime":"2018-01-09T20:51:21.123Z","httpDate":"Tue, 09 Jan 2018 20:51:21 GMT"}"#
    );
    assert_eq!(rewritten::<timestamps::Times>(&text), text);
    let text = r#"{"httpDate":"Sun, 02 Jan 2000 20:34:56.456 GMT"}"#;
    assert!(error::<timestamps::Times>(text).contains("invalid timestamp"));
}

/// Null is a valid document.
#[test]
fn documents_can_be_null() {
    let input = documents::Input::new(Value::Null);
    let text = serde_json::to_string(&input).unwrap();
    assert_eq!(text, r#"{"required":null}"#);
    assert!(input.is_valid());
    assert_eq!(serde_json::from_str::<documents::Input>(&text).unwrap(), input);
    assert!(check::<documents::Input, _>(json!({"required": null})).unwrap().is_ok());
    assert!(check::<documents::Input, _>(json!({})).unwrap().is_err());

    let text =
        r#"{"document":null,"documents":[null,1],"map":{"a":null},"payload":{"document":null}}"#;
    let output: documents::Output = serde_json::from_str(text).unwrap();
    assert_eq!(output.document, Some(Value::Null));
    assert_eq!(output.payload, Some(documents::Payload::Document(Value::Null)));
    assert_eq!(serde_json::to_string(&output).unwrap(), text);
    assert_ne!(output, output.clone().with(|output| output.document = None));
    assert_eq!(
        format!(
            "{:?}",
            documents::Output::default().with(|output| output.document = Some(Value::Null))
        ),
        "Output { document: null }"
    );
}

/// The object that serde_json shows numbers as, where somebody asked for its feature `arbitrary_precision`, is an
/// object like others where nobody did.
#[test]
fn objects_with_the_private_key_of_serde_json_numbers_stay_objects() {
    let text = r#"{"document":{"$serde_json::private::Number":"12"},"payload":{"document":{"$serde_json::private::Number":"12","b":1}}}"#;
    let output: documents::Output = serde_json::from_str(text).unwrap();
    assert!(output.document.as_ref().unwrap().is_object(), "{output:?}");
    assert_eq!(serde_json::to_string(&output).unwrap(), text);
    let text = r#"{"payload":{"unheard-of":{"$serde_json::private::Number":"12"}}}"#;
    assert_eq!(rewritten::<documents::Output>(text), text);
    let text = r#"{"payload":{"unheard-of":{"$serde_json::private::Number":"twelve"}}}"#;
    assert_eq!(rewritten::<documents::Output>(text), text);
    // A number of a known type may be shown so.
    let text = r#"{"integer":{"$serde_json::private::Number":"1e3"},"double":{"$serde_json::private::Number":"0.5"}}"#;
    assert_eq!(rewritten::<numbers::Numbers>(text), r#"{"integer":1000,"double":0.5}"#);
    let text = r#"{"double":{"$serde_json::private::Number":"1e400"}}"#;
    assert!(error::<numbers::Numbers>(text).starts_with("double: number out of range"));
}

/// Services use several spellings of the key of an error's message, and send it even without a member in the model.
#[test]
fn every_error_keeps_the_message_of_the_service() {
    for body in [
        r#"{"Message":"gone","Resource":"r"}"#,
        r#"{"message":"gone","Resource":"r"}"#,
        r#"{"errorMessage":"gone","Resource":"r"}"#,
        r#"{"ErrorMessage":"gone","Resource":"r"}"#,
    ] {
        let from = &mut serde_json::Deserializer::from_str(body);
        let error = exceptions::errors::Error::read("NotFound", from).unwrap();
        assert_eq!(error.message().as_deref(), Some("gone"), "{body}");
    }
    let from = &mut serde_json::Deserializer::from_str(r#"{"__type":"Broken","message":"boom"}"#);
    let error = exceptions::errors::Error::read("Broken", from).unwrap();
    assert_eq!(error.message().as_deref(), Some("boom"));
    assert_eq!(error.to_string(), "Broken: boom");
    assert_eq!(serde_json::to_string(&error.body()).unwrap(), r#"{"message":"boom"}"#);
}

/// Errors quote nothing of a sensitive type that is read by itself.
#[test]
fn errors_of_sensitive_root_types_quote_no_value() {
    const SECRET: &str = "5up3rS3cr3t";
    fn reported<T: shapesmith_tests::support::value::Value + std::fmt::Debug>(
        value: Value,
    ) -> String {
        check::<T, _>(value).unwrap_err().to_string()
    }
    let secret = || json!({ "user": SECRET });
    for text in [
        reported::<sensitive::SecretUnion>(json!(SECRET)),
        reported::<sensitive::SecretEnum>(json!(5353)),
        reported::<sensitive::SecretNumber>(json!(SECRET)),
        reported::<Vec<sensitive::Credentials>>(json!([SECRET])),
        reported::<Vec<sensitive::Credentials>>(json!([secret(), SECRET])),
        reported::<std::collections::BTreeMap<String, sensitive::Credentials>>(
            json!({ SECRET: SECRET }),
        ),
        reported::<Option<Box<sensitive::SecretUnion>>>(json!({ "b": SECRET })),
    ] {
        assert!(!text.contains(SECRET) && !text.contains("5353"), "{text}");
    }
    let unknown: sensitive::SecretUnion = serde_json::from_value(json!({ SECRET: 1 })).unwrap();
    if let sensitive::SecretUnion::Unknown(held) = &unknown {
        assert_eq!(format!("{held:?}"), "UnknownVariant");
    }
    assert!(!format!("{unknown:?}").contains(SECRET), "{unknown:?}");
}

/// Of an unset payload the body is `{}` for a structure and none for anything else; a message whose members all travel
/// elsewhere has none either. Labels and queries are parts of requests, status codes of responses.
/// ([Smithy: HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html))
#[test]
fn messages_report_whether_they_have_a_body() {
    let input = bodies::ChooseInput::default().with(|input| input.tag = Some("t".into()));
    assert_eq!(serde_json::to_string(&Body(&input)).unwrap(), "{}");
    assert!(!Body(&input).is_absent());
    let output = bodies::ChooseOutput::default();
    assert!(Body(&output).is_absent());
    let output = output.with(|output| output.choice = Some(bodies::Choice::Right(1)));
    assert_eq!(serde_json::to_string(&Body(&output)).unwrap(), r#"{"right":1}"#);
    assert!(!Body(&output).is_absent());

    assert!(Body(&bodies::ListInput::new("n")).is_absent());
    let output = bodies::ListOutput::default().with(|output| {
        output.items = Some(vec!["a".into()]);
        output.position = Some("2".into());
        output.trace = Some("t".into());
        output.status = Some(200);
    });
    assert_eq!(serde_json::to_string(&Body(&output)).unwrap(), r#"{"items":["a"],"position":"2"}"#);
    assert!(!Body(&bodies::ListOutput::default()).is_absent());
}

/// Some services send null for each member of a union that isn't set.
#[test]
fn null_is_the_document_member_of_a_union_without_other_members() {
    for text in [r#"{"text":"t","document":null}"#, r#"{"document":null,"text":"t"}"#] {
        let payload: documents::Payload = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&payload).unwrap(), r#"{"text":"t"}"#);
    }
    for text in [r#"{"document":null}"#, r#"{"text":null,"document":null}"#] {
        let payload: documents::Payload = serde_json::from_str(text).unwrap();
        assert_eq!(payload, documents::Payload::Document(Value::Null));
    }
}
