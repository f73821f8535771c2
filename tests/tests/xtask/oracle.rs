//! `cargo xtask oracle --corpus` with records of a small model, and with a corpus of botocore's messages.

use std::ffi::OsString;

use serde_json::{Value, json};
use shapesmith_test_support::{TestFolder, find_botocore, find_shared};
use shapesmith_tests::command::run_xtask;

#[test]
fn records_are_checked_on_both_sides() {
    let folder = TestFolder::new();
    folder.write("model/shapesmith.toml", "");
    folder.write("models/ex.json", create_model().to_string());
    let lines: Vec<String> = create_records().iter().map(Value::to_string).collect();
    folder.write("corpus.jsonl", lines.join("\n"));
    let arguments = ["oracle".into(), folder.path("models").into_os_string(), "--corpus".into()];
    let file = folder.path("corpus.jsonl").into_os_string();
    let output = run_xtask(folder.root(), arguments.into_iter().chain([file])).expect_code(1);
    let rows: Vec<Vec<&str>> =
        output.out.lines().map(|line| line.split_whitespace().collect()).collect();
    // Of each row: the checks, and those that agree, differ as expected, and differ.
    for row in [
        "service restJson1 request written 2 1 0 1",
        "service restJson1 request read 2 1 0 1",
        "service restJson1 verdict 2 1 0 1",
        "service restJson1 output read 1 1 0 0",
        "service restJson1 output written 1 1 0 0",
        "service restJson1 error read 1 1 0 0",
        "service restJson1 error written 1 0 0 1",
    ] {
        let row: Vec<&str> = row.split(' ').collect();
        assert!(rows.contains(&row), "{row:?} is not in:\n{}", output.out);
    }
    output
        .expect_out(&["10 checks: 6 agree, 0 expected differences, 4 unexpected; 0 records of"])
        .expect_err(&[
            "other (request written): path: expected /things/b, actual /things/a; \
             header x-size: expected 2, actual 1",
            "other (request read): value, lenient: expected {\"id\":\"a\",\"size\":1}, \
             actual {\"id\":\"b\",\"size\":2}",
            "valid (verdict): verdict: ",
            "gone (error written): status: expected 410, actual 404",
            "service: the model has no operation Other: 1 record",
            "unknown: no model was found; `.ci/botocore` downloads",
        ]);
}

#[test]
fn messages_of_sqs_agree_with_botocores() {
    let test = "the corpus of SQS";
    let (Some(shared), Some(botocore)) = (find_shared(test), find_botocore(test)) else { return };
    let folder = TestFolder::new();
    folder.write("model/shapesmith.toml", "");
    let models = botocore.join("sqs").into_os_string();
    let corpus = shared.join("corpora/sqs.jsonl.gz").into_os_string();
    let arguments: [OsString; 4] = ["oracle".into(), models, "--corpus".into(), corpus];
    let output = run_xtask(folder.root(), arguments).expect_code(0);
    // The expected differences are codes that the model doesn't have.
    output.expect_out(&["671 checks: 613 agree, 58 expected differences, 0 unexpected"]);
}

/// Returns a model with one operation.
fn create_model() -> Value {
    let string = "smithy.api#String";
    json!({ "smithy": "2.0", "shapes": {
        "ex#Service": {
            "type": "service",
            "version": "1",
            "operations": [{ "target": "ex#Put" }],
            "traits": { "aws.protocols#restJson1": {} }
        },
        "ex#Put": {
            "type": "operation",
            "input": { "target": "ex#Input" },
            "output": { "target": "ex#Output" },
            "errors": [{ "target": "ex#Gone" }],
            "traits": { "smithy.api#http": { "method": "PUT", "uri": "/things/{id}" } }
        },
        "ex#Input": { "type": "structure", "members": {
            "id": { "target": string, "traits": {
                "smithy.api#required": {}, "smithy.api#httpLabel": {},
                "smithy.api#length": { "max": 3 }
            } },
            "size": { "target": "smithy.api#Integer", "traits": { "smithy.api#httpHeader": "X-Size" } }
        } },
        "ex#Output": { "type": "structure", "members": {
            "data": { "target": "smithy.api#Blob" },
            "at": { "target": "smithy.api#Timestamp" }
        } },
        "ex#Gone": {
            "type": "structure",
            "members": { "message": { "target": string } },
            "traits": { "smithy.api#error": "client", "smithy.api#httpError": 404 }
        }
    } })
}

/// Returns records that agree, and one of each kind that doesn't.
fn create_records() -> Vec<Value> {
    let request = |path: &str, size: &str| {
        json!({
            "protocol": "rest-json", "method": "PUT", "host": "h", "path": path, "raw_query": "",
            "headers": { "X-Size": size, "User-Agent": "x" }, "body": ""
        })
    };
    let params = json!({ "id": "a", "size": 1 });
    let length = |path: &str| {
        let message =
            "failed to satisfy constraint: Member must have length less than or equal to 3";
        let message = format!("Value with length 4 at '{path}' {message}");
        json!({ "kind": "too_long", "path": path, "smithy": { "path": path, "message": message } })
    };
    let gone = |status: u16| {
        let headers = json!({ "X-Amzn-Errortype": "Gone" });
        json!({ "status": status, "headers": headers, "body": "{\"message\": \"m\"}" })
    };
    let created = json!({
        "status": 200, "headers": { "Content-Type": "application/json" },
        "body": "{\"data\": \"AA==\", \"at\": 1.5}"
    });
    let output = json!({ "data": { "$blob": "AA==" }, "at": "1970-01-01T00:00:01.5Z" });
    let error = json!({ "Error": { "Code": "Gone", "Message": "m" }, "message": "m" });
    [
        json!({ "kind": "request", "id": "same", "params": params, "request": request("/things/a", "1") }),
        json!({ "kind": "request", "id": "other", "params": params, "request": request("/things/b", "2") }),
        json!({ "kind": "invalid", "id": "long", "params": { "id": "aaaa" }, "mutation": length("/id") }),
        json!({ "kind": "invalid", "id": "valid", "params": { "id": "aaa" }, "mutation": length("/id") }),
        json!({ "kind": "response", "id": "output", "output": output, "response": created }),
        json!({ "kind": "error", "id": "gone", "error_shape": "Gone", "output": error, "response": gone(410) }),
        json!({ "kind": "response", "id": "new", "operation": "Other", "output": {}, "response": created }),
        json!({ "kind": "response", "id": "new", "service": "unknown", "output": {}, "response": created }),
    ]
    .map(|record| {
        let mut all = json!({ "service": "service", "operation": "Put" });
        all.as_object_mut().unwrap().extend(record.as_object().unwrap().clone());
        all
    })
    .to_vec()
}
