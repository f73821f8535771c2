//! Tests of the records of a corpus and of their checks.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;

use serde_json::{Value, json};
use shapesmith::Policy;
use shapesmith::rust::Api;
use shapesmith_model::{Source, read};

use super::check::{Check, CheckKind, Expectation, create_checks};
use super::find_protocol;
use super::record::{Record, read_corpus};
use crate::maintenance::exchange::{Bytes, Reading, Task};

const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
    "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#Do"}],
        "traits": {"aws.protocols#restJson1": {}}},
    "a#Do": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "a#In"},
        "errors": [{"target": "a#Gone"}],
        "traits": {"smithy.api#http": {"method": "POST", "uri": "/do"}}},
    "a#In": {"type": "structure", "members": {
        "data": {"target": "smithy.api#Blob", "traits": {"smithy.api#jsonName": "d"}}}},
    "a#Gone": {"type": "structure", "traits": {"smithy.api#error": "client"}, "members": {
        "Message": {"target": "smithy.api#String"}, "at": {"target": "smithy.api#Blob"}}}
}}"#;

fn api() -> Api {
    let model = read(Source { name: "m", bytes: MODEL.as_bytes() }, None).unwrap().model;
    shapesmith::lower_service(&model, model.services.values().next().unwrap(), &Policy::default())
        .unwrap()
}

/// Returns a record that is read from a corpus with this one line.
fn read_record(kind: &str, members: Value) -> Record {
    let mut line = json!({"kind": kind, "service": "s", "operation": "Do", "id": "s/Do/1"});
    line.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("corpus.jsonl");
    fs::write(&file, format!("{line}\n\n")).unwrap();
    read_corpus(&file).unwrap().pop().unwrap()
}

fn request(protocol: &str) -> Value {
    json!({
        "protocol": protocol, "method": "POST", "host": "h", "path": "/do", "raw_query": "a=1",
        "query": [["a", "1"]], "headers": {"X-A": "1"}, "body": {"$blob": "AP8="}
    })
}

fn checks(record: Record) -> Vec<Check> {
    create_checks(record, &api()).unwrap()
}

#[test]
fn request_is_checked_on_both_sides() {
    let record = json!({"params": {"data": {"$blob": "AA=="}}, "request": request("rest-json")});
    let checks = checks(read_record("request", record));
    let [written, read] = checks.as_slice() else { panic!("{}", checks.len()) };
    let params = json!({"d": "AA=="});
    assert_eq!(written.task, Task::WriteRequest { params: params.clone(), endpoint: None });
    let Expectation::Request(recorded) = &written.expectation else { panic!() };
    assert_eq!(recorded.body, Bytes(vec![0, 255]));
    let message = recorded.message();
    assert_eq!(message.uri, "/do?a=1");
    let lines = [("X-A", "1"), ("host", "h")];
    assert_eq!(message.headers, lines.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let readings = vec![Reading::Lenient, Reading::Validated];
    assert_eq!(read.task, Task::ReadRequest { params, request: message, readings });
    assert_eq!((written.kind, read.kind), (CheckKind::RequestWritten, CheckKind::RequestRead));
}

#[test]
fn output_and_error_are_read_and_written() {
    let response = json!({"status": 404, "headers": {"A": "b"}, "body": "{}"});
    let output = json!({"data": {"$blob": "AA=="}});
    let record = json!({"response": response, "output": output, "agrees": true});
    let output = checks(read_record("response", record));
    assert_eq!(
        output.iter().map(|it| it.kind.name()).collect::<Vec<_>>(),
        ["output read", "output written"]
    );
    let params = json!({"d": "AA=="});
    let written = Task::WriteResponse { params, error: None, request_id: None };
    assert_eq!(output.get(1).unwrap().task, written);

    let members = json!({"Error": {"Code": "Gone", "Message": "m"}, "at": {"$blob": "AA=="}});
    let record = |output: Value| json!({"response": response, "output": output, "error_shape": "Gone", "resolved": "Gone"});
    let error = checks(read_record("error", record(members)));
    let read = |error: &[Check]| match &error.first().unwrap().task {
        Task::ReadResponse { params, error, response } => {
            assert_eq!((response.status, error.as_deref()), (404, Some("Gone")));
            params.clone()
        }
        task => panic!("{task:?}"),
    };
    assert_eq!(read(&error), json!({"at": "AA==", "Message": "m"}));
    // With the code of the query protocol, botocore has the message alone.
    let members = json!({"Error": {"Code": "a.Gone", "Message": "m"}});
    assert_eq!(read(&checks(read_record("error", record(members)))), json!({"Message": "m"}));
}

#[test]
fn fault_is_checked_as_the_oracles() {
    let smithy = json!({"path": "/data", "message": "m"});
    let mutation = json!({"kind": "too_long", "path": "/data", "smithy": smithy});
    let record = json!({"params": {"data": {"$blob": "AA=="}}, "mutation": mutation});
    let checks = checks(read_record("invalid", record));
    let [check] = checks.as_slice() else { panic!() };
    assert_eq!(check.task, Task::ValidateInput { params: json!({"d": "AA=="}) });
    let Expectation::Verdict(case) = &check.expectation else { panic!() };
    assert_eq!((case.kind.as_str(), case.output), ("too_long", false));
}

#[test]
fn records_that_the_model_lacks_are_reported() {
    let record = |kind: &str| {
        let response = json!({"status": 400, "headers": {}, "body": ""});
        read_record(kind, json!({"response": response, "output": {}, "error_shape": "Other"}))
    };
    let error = create_checks(record("error"), &api()).err().unwrap();
    assert_eq!(error, "the model's Do has no error Other");
    let other = Record { operation: "Other".to_owned(), ..record("response") };
    assert_eq!(create_checks(other, &api()).err().unwrap(), "the model has no operation Other");
}

#[test]
fn lines_that_are_no_records_are_reported_by_their_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("corpus.jsonl");
    fs::write(&file, "\n{\"kind\": \"other\"}\n").unwrap();
    let failure = read_corpus(&file).err().unwrap();
    let message = &failure.diagnostics.first().unwrap().message;
    assert!(message.contains("corpus.jsonl:2: not a record of a corpus: "), "{message}");
}

#[test]
fn protocol_is_the_recorded_one_if_it_has_a_codec() {
    let find = |protocols: &[&'static str], recorded: Option<&str>| {
        let record = |protocol| {
            let (params, request) = (json!({}), request(protocol));
            read_record("request", json!({"params": params, "request": request}))
        };
        find_protocol(protocols, &recorded.map(record).into_iter().collect::<Vec<_>>())
    };
    assert_eq!(find(&["other", "awsJson1_0"], Some("json")), Some("awsJson1_0"));
    assert_eq!(find(&["awsJson1_0", "other"], Some("other")), None);
    assert_eq!(find(&["awsJson1_1", "restJson1"], Some("rest-json")), Some("restJson1"));
    assert_eq!(find(&["other", "restJson1"], None), Some("restJson1"));
    assert_eq!(find(&["other"], None), None);
}
