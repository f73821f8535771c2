//! `cargo xtask conformance` with a small model: cases that pass and that fail, of both sides.

use std::ffi::OsString;

use serde_json::{Value, json};
use shapesmith_test_support::{CommandOutput, TestFolder};
use shapesmith_tests::command::run_xtask;

#[test]
fn cases_are_run_on_both_sides() {
    let folder = TestFolder::new();
    folder.write("model/shapesmith.toml", "");
    folder.write("vectors/ex.json", create_model().to_string());
    let output = conformance(&folder, &[]).expect_code(1);
    let rows: Vec<Vec<&str>> =
        output.out.lines().map(|line| line.split_whitespace().collect()).collect();
    // Of each row: the cases, and those that passed, are listed, and failed.
    for row in [
        ["awsJson1_0", "request", "client", "1", "1", "0", "0"].as_slice(),
        &["restJson1", "request", "client", "3", "1", "1", "1"],
        &["restJson1", "request", "server", "2", "1", "0", "1"],
        &["restJson1", "response", "client", "1", "1", "0", "0"],
        &["restJson1", "response", "server", "1", "1", "0", "0"],
        &["restJson1", "error", "client", "1", "1", "0", "0"],
        &["restJson1", "error", "server", "1", "1", "0", "0"],
        &["restJson1", "malformed", "request", "server", "3", "2", "0", "1"],
        &["rpcv9", "request", "client", "1", "not", "built", "in"],
        &["rpcv9", "request", "server", "1", "not", "built", "in"],
    ] {
        assert!(rows.contains(&row.to_vec()), "{row:?} is not in:\n{}", output.out);
    }
    let output = output.expect_err(&[
        "Wrong (restJson1, request, client) fails",
        "= path\n   expected: /things/b\n   actual:   /things/a\n",
        "   header X-Tags\n   expected: 2\n   actual:   1, \"x,y\"\n",
        "   body\n   expected: {\"Size\": 2.5}\n   actual:   {\"Size\":1.5,",
        "Wrong (restJson1, request, server) fails",
        "value, lenient\n   expected: {\"data\":{\"base64\":\"AAE=\"},\"id\":\"a\",",
        "Malformed_case2 (restJson1, malformed request, server) fails",
        "it isn't rejected: {",
    ]);
    let totals = "13 cases: 9 passed, 1 listed, 3 failed; 2 of protocols that aren't built in";
    output.expect_out(&[totals, "3 of 13 failed"]);

    let client = ["--side", "client", "--protocol", "restJson1"];
    let output = conformance(&folder, &client).expect_code(1);
    output.expect_out(&["5 cases: 3 passed, 1 listed, 1 failed; 0 of protocols that"]);
    let output = conformance(&folder, &["--protocol", "rpcv9"]).expect_code(0);
    output.expect_out(&["0 cases: 0 passed, 0 listed, 0 failed; 2 of protocols that"]);
    let output = conformance(&folder, &["--protocol", "restJson"]).expect_code(2);
    output.expect_err(&["there is no case of the protocol `restJson`", "`restJson1`"]);
}

fn conformance(folder: &TestFolder, options: &[&str]) -> CommandOutput {
    let arguments = ["conformance".into(), folder.path("vectors").into_os_string()];
    let options = options.iter().map(OsString::from);
    run_xtask(folder.root(), arguments.into_iter().chain(options))
}

/// Returns a model with cases.
fn create_model() -> Value {
    let string = "smithy.api#String";
    json!({ "smithy": "2.0", "shapes": {
        "ex#Service": {
            "type": "service",
            "version": "1",
            "operations": [{ "target": "ex#Put" }],
            "traits": { "aws.protocols#restJson1": {}, "aws.protocols#awsJson1_0": {} }
        },
        "ex#Put": {
            "type": "operation",
            "input": { "target": "ex#Input" },
            "output": { "target": "ex#Output" },
            "errors": [{ "target": "ex#Gone" }],
            "traits": {
                "smithy.api#http": { "method": "PUT", "uri": "/things/{id}" },
                "smithy.test#httpRequestTests": create_requests(),
                "smithy.test#httpResponseTests": [case("Response", json!({
                    "code": 200, "headers": { "X-Count": "3" }, "params": { "count": 3 },
                    "body": "{}", "bodyMediaType": "application/json"
                }))],
                "smithy.test#httpMalformedRequestTests": [case("Malformed", json!({
                    "request": {
                        "method": "PUT", "uri": "/things/a", "body": "{\"Size\": $size:L}",
                        "headers": { "Content-Type": "application/json" }
                    },
                    "response": {
                        "code": 400, "headers": { "x-amzn-errortype": "SerializationException" }
                    },
                    // The last one is well-formed.
                    "testParameters": { "size": ["\"1.5\"", "[]", "1.5"] }
                }))]
            }
        },
        "ex#Input": { "type": "structure", "members": {
            "id": {
                "target": string,
                "traits": { "smithy.api#httpLabel": {}, "smithy.api#required": {} }
            },
            "tags": { "target": "ex#Tags", "traits": { "smithy.api#httpHeader": "X-Tags" } },
            "size": { "target": "smithy.api#Double", "traits": { "smithy.api#jsonName": "Size" } },
            "data": { "target": "smithy.api#Blob" }
        } },
        "ex#Output": { "type": "structure", "members": {
            "count": { "target": "smithy.api#Integer", "traits": { "smithy.api#httpHeader": "X-Count" } }
        } },
        "ex#Tags": { "type": "list", "member": { "target": string } },
        "ex#Gone": {
            "type": "structure",
            "members": { "message": { "target": string } },
            "traits": {
                "smithy.api#error": "client",
                "smithy.api#httpError": 410,
                "smithy.test#httpResponseTests": [case("Error", json!({
                    "code": 410, "headers": { "x-amzn-errortype": "Gone" },
                    "params": { "message": "m" },
                    "body": "{\"message\": \"m\"}", "bodyMediaType": "application/json"
                }))]
            }
        }
    } })
}

/// Returns a request, the same one with other expectations, one that is an exception, one of a second protocol of the service, and
/// one of a protocol without a codec.
fn create_requests() -> Value {
    let params = json!({ "id": "a", "tags": ["1", "x,y"], "size": 1.5, "data": "\u{0}\u{1}" });
    let body = "{\"Size\": 1.50, \"data\": \"AAE=\"}";
    let request = |id: &str, uri: &str, tags: &str, body: &str| {
        case(
            id,
            json!({
                "method": "PUT", "uri": uri, "headers": { "X-Tags": tags, "Content-Type": "application/json" },
                "body": body, "bodyMediaType": "application/json", "params": params
            }),
        )
    };
    let mut listed = request("RestJsonClientPopulatesDefaultValuesInInput", "/other", "", "{}");
    listed["appliesTo"] = json!("client");
    let mut second = request("Second", "/", "1", "{\"id\": \"a\"}");
    second["appliesTo"] = json!("client");
    second["protocol"] = json!("aws.protocols#awsJson1_0");
    second["params"] = json!({ "id": "a" });
    second["headers"] = json!({ "X-Amz-Target": "Service.Put" });
    second["method"] = json!("POST");
    let mut other = request("Other", "/", "", "");
    other["protocol"] = json!("smithy.protocols#rpcv9");
    json!([
        request("Request", "/things/a", "1, \"x,y\"", body),
        request("Wrong", "/things/b", "2", "{\"Size\": 2.5}"),
        listed,
        second,
        other,
    ])
}

/// Returns a case of restJson1.
fn case(id: &str, mut case: Value) -> Value {
    case["id"] = json!(id);
    case["protocol"] = json!("aws.protocols#restJson1");
    case
}
