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
    folder.write("vectors/input/rest-json.json", create_input_suites().to_string());
    folder.write("vectors/output/rest-json.json", create_output_suites().to_string());
    let output = conformance(&folder, &[]).expect_code(1);
    let rows: Vec<Vec<&str>> =
        output.out.lines().map(|line| line.split_whitespace().collect()).collect();
    // Of each row: the cases, and those that passed, are listed, and failed.
    for row in [
        ["awsJson1_0", "request", "client", "1", "1", "0", "0"].as_slice(),
        &["restJson1", "request", "client", "5", "2", "1", "2"],
        &["restJson1", "request", "server", "4", "2", "0", "2"],
        &["restJson1", "response", "client", "2", "2", "0", "0"],
        &["restJson1", "response", "server", "2", "2", "0", "0"],
        &["restJson1", "error", "client", "3", "3", "0", "0"],
        &["restJson1", "error", "server", "3", "3", "0", "0"],
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
        "botocore/input/rest-json/0.1 (restJson1, request, client) fails",
        "= query\n   expected: \n   actual:   page=2\n",
    ]);
    let totals = "23 cases: 17 passed, 1 listed, 5 failed; 2 of protocols that aren't built in";
    output.expect_out(&[totals, "5 of 23 failed"]);

    let client = ["--side", "client", "--protocol", "restJson1"];
    let output = conformance(&folder, &client).expect_code(1);
    output.expect_out(&["10 cases: 7 passed, 1 listed, 2 failed; 0 of protocols that"]);
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

/// Returns botocore's cases of requests: one that is right, and one whose request lacks a parameter of the query.
fn create_input_suites() -> Value {
    let case = |query: &str| {
        json!({
            "given": {
                "name": "ListThings", "http": { "method": "POST", "requestUri": "/things" },
                "input": { "shape": "ListRequest" }
            },
            "params": { "Page": 2, "Name": "a", "Data": "b", "When": 0 },
            "serialized": {
                "uri": format!("/things{query}"), "headers": { "X-When": "Thu, 01 Jan 1970 00:00:00 GMT" },
                "body": "{\"Name\": \"a\", \"Data\": \"Yg==\"}"
            }
        })
    };
    json!([create_suite([case("?page=2"), case("")])])
}

/// Returns botocore's cases of responses: an output, an error of the model, and one that the model doesn't have.
fn create_output_suites() -> Value {
    let given = json!({
        "name": "ListThings", "output": { "shape": "ListResponse" }, "errors": [{ "shape": "Gone" }]
    });
    let error = |code: &str, members: Value| {
        json!({
            "given": given, "error": members, "errorCode": code, "errorMessage": "m",
            "response": {
                "status_code": 400, "headers": { "X-Amzn-Errortype": code }, "body": "{\"Message\": \"m\", \"Why\": \"w\"}"
            }
        })
    };
    let output = json!({
        "given": given, "result": { "Names": ["a", "b"] },
        "response": { "body": "{\"Names\": [\"a\", \"b\"]}" }
    });
    json!([create_suite([output, error("Gone", json!({ "Why": "w" })), error("Other", json!({}))])])
}

/// Returns a suite with these cases. As in some of botocore's, a shape has the location of its members.
fn create_suite(cases: impl IntoIterator<Item = Value>) -> Value {
    let member = |shape: &str| json!({ "shape": shape });
    json!({
        "metadata": { "protocol": "rest-json" },
        "shapes": {
            "ListRequest": { "type": "structure", "members": {
                "Page": { "shape": "Number", "location": "querystring", "locationName": "page" },
                "Name": member("Text"), "Data": member("Blob"), "When": member("When")
            } },
            "ListResponse": { "type": "structure", "members": { "Names": member("Texts") } },
            "Gone": { "type": "structure", "exception": true, "members": {
                "Message": member("Text"), "Why": member("Text")
            } },
            "When": { "type": "timestamp", "location": "header", "locationName": "X-When" },
            "Texts": { "type": "list", "member": member("Text") },
            "Number": { "type": "integer" }, "Text": { "type": "string" }, "Blob": { "type": "blob" }
        },
        "cases": cases.into_iter().collect::<Vec<_>>()
    })
}
