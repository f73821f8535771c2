//! Changes of operations.

use serde_json::json;
use shapesmith_model::diff::Options;

use crate::diff::support::{base, check, check_between, compare, edited, lines, model, touches};

const BOTH: &str = "Weather/operations";

#[test]
fn added_and_removed_operations_are_found() {
    check(
        &[(BOTH, json!([{ "target": "example#GetForecast" }])), ("PutForecast", json!(null))],
        &[
            r#"break operation-removed PutForecast {"input":"PutForecastInput","errors":["NotFound"]} > -"#,
            r#"=> safe named-shape-removed PutForecastInput {"type":"structure","members":3} > -"#,
        ],
    );
    let back = compare(
        &model(&edited(&[
            (BOTH, json!([{ "target": "example#GetForecast" }])),
            ("PutForecast", json!(null)),
        ])),
        &model(&base()),
        &Options::default(),
    );
    assert_eq!(back.changes[0].kind.id(), "operation-added");
    assert_eq!(touches(&back.changes[0]), "PutForecast:ioe");
}

#[test]
fn added_and_removed_inputs_and_outputs_are_found() {
    check(
        &[
            ("PutForecast/output", json!({ "target": "example#Receipt" })),
            ("Receipt", json!({ "type": "structure" })),
        ],
        &[
            r#"safe operation-io-added PutForecast output - > "Receipt""#,
            r#"=> safe named-shape-added Receipt - > {"type":"structure","members":0}"#,
        ],
    );
    let without = edited(&[("PutForecast/input", json!(null))]);
    let found = compare(&model(&base()), &model(&without), &Options::default());
    assert_eq!(
        lines(&found)[0],
        r#"risk operation-io-removed PutForecast input "PutForecastInput" > -"#
    );
}

#[test]
fn a_renamed_input_is_compared_with_the_old_one() {
    let mut renamed =
        edited(&[("PutForecast/input", json!({ "target": "example#PutForecastRequest" }))]);
    let shapes = renamed["shapes"].as_object_mut().unwrap();
    let mut input = shapes.shift_remove("example#PutForecastInput").unwrap();
    input["members"]["reason"]["traits"] = json!({ "smithy.api#required": {} });
    shapes.insert("example#PutForecastRequest".to_owned(), input);
    let found = compare(&model(&base()), &model(&renamed), &Options::default());
    assert_eq!(
        lines(&found),
        [
            r#"safe operation-io-shape-renamed PutForecast input "PutForecastInput" > "PutForecastRequest""#,
            "break required-added PutForecastRequest$reason false > true",
        ]
    );
    let back = compare(&model(&renamed), &model(&base()), &Options::default());
    assert_eq!(lines(&back)[1], "safe required-removed PutForecastInput$reason true > false");
}

#[test]
fn an_input_shared_with_another_operation_is_a_replacement() {
    let shared = edited(&[
        ("PutForecast/input", json!({ "target": "example#GetForecastInput" })),
        ("PutForecast@http", json!({ "method": "PUT", "uri": "/forecast/{city}" })),
    ]);
    let found = compare(&model(&base()), &model(&shared), &Options::default());
    assert_eq!(
        lines(&found),
        [
            r#"break http-uri-changed PutForecast "/forecast" > "/forecast/{city}""#,
            r#"risk target-replaced PutForecast input "PutForecastInput" > "GetForecastInput""#,
            r#"=> safe named-shape-removed PutForecastInput {"type":"structure","members":3} > -"#,
        ]
    );
}

#[test]
fn changed_deprecation_of_operations_is_found() {
    let edit = [("PutForecast@deprecated", json!({ "message": "Use Set.", "since": "2.0" }))];
    check(
        &edit,
        &[r#"safe operation-deprecated PutForecast - > {"message":"Use Set.","since":"2.0"}"#],
    );
    let mut other = edited(&edit);
    crate::diff::support::edit(&mut other, &[("PutForecast@deprecated", json!({}))]);
    check_between(
        &edited(&edit),
        &other,
        &[r#"safe deprecation-note-changed PutForecast {"message":"Use Set.","since":"2.0"} > {}"#],
    );
}

#[test]
fn changed_http_bindings_are_found() {
    let http = |method: &str, uri: &str, code: u16| {
        [("PutForecast@http", json!({ "method": method, "uri": uri, "code": code }))]
    };
    check(
        &http("POST", "/forecast", 200),
        &[r#"break http-method-changed PutForecast "PUT" > "POST""#],
    );
    check(&http("PUT", "/f", 200), &[r#"break http-uri-changed PutForecast "/forecast" > "/f""#]);
    check(
        &http("PUT", "/forecast?f", 200),
        &[r#"break http-uri-changed PutForecast "/forecast" > "/forecast?f""#],
    );
    check(
        &http("PUT", "/forecast/", 200),
        &[r#"risk http-uri-changed PutForecast "/forecast" > "/forecast/""#],
    );
    check(
        &http("PUT", "/forecast", 202),
        &["risk http-response-code-changed PutForecast 200 > 202"],
    );
    // Without the code it is 200.
    check(&[("PutForecast@http", json!({ "method": "PUT", "uri": "/forecast" }))], &[]);
}

#[test]
fn renamed_labels_follow_from_renamed_members() {
    check(
        &[
            ("GetForecast@http", json!({ "method": "GET", "uri": "/cities/{town}" })),
            ("GetForecastInput$city", json!(null)),
            (
                "GetForecastInput$town",
                json!({ "target": "example#City", "traits": { "smithy.api#required": {}, "smithy.api#httpLabel": {} } }),
            ),
        ],
        &[
            r#"risk member-removed GetForecastInput$city {"target":"City","type":"string","required":true} > -"#,
            r#"=> safe http-uri-labels-renamed GetForecast "/cities/{city}" > "/cities/{town}""#,
            r#"break member-added-required GetForecastInput$town - > {"target":"City","type":"string","required":true}"#,
        ],
    );
}

#[test]
fn added_and_removed_errors_are_found() {
    let busy = json!({ "type": "structure", "traits": { "smithy.api#error": "server" } });
    let with_busy = json!([{ "target": "example#NotFound" }, { "target": "example#Busy" }]);
    check(
        &[("Busy", busy.clone()), ("PutForecast/errors", with_busy.clone())],
        &[
            r#"safe operation-error-added PutForecast "Busy" - > "Busy""#,
            r#"=> safe named-shape-added Busy - > {"type":"structure","members":0}"#,
        ],
    );
    // Each error brings its own shape, not those of others.
    let more = json!([{ "target": "example#Late" }, { "target": "example#Busy" }]);
    check(
        &[("Busy", busy.clone()), ("Late", busy.clone()), ("GetForecast/errors", more)],
        &[
            r#"safe operation-error-added GetForecast "Busy" - > "Busy""#,
            r#"=> safe named-shape-added Busy - > {"type":"structure","members":0}"#,
            r#"safe operation-error-added GetForecast "Late" - > "Late""#,
            r#"=> safe named-shape-added Late - > {"type":"structure","members":0}"#,
            r#"safe operation-error-removed GetForecast "NotFound" "NotFound" > -"#,
        ],
    );
    // An error that all operations have is the service's fact, told once.
    let common = [("Busy", busy), ("Weather/errors", json!([{ "target": "example#Busy" }]))];
    check(
        &common,
        &[
            r#"safe operation-error-added Weather "Busy" - > "Busy""#,
            r#"=> safe named-shape-added Busy - > {"type":"structure","members":0}"#,
        ],
    );
    let found = compare(&model(&base()), &model(&edited(&common)), &Options::default());
    assert_eq!(touches(&found.changes[0]), "GetForecast:e PutForecast:e");
    // It is all the same whether the service has it, or each of its operations.
    let moved = [
        ("Weather/errors", json!([{ "target": "example#NotFound" }])),
        ("GetForecast/errors", json!(null)),
        ("PutForecast/errors", json!(null)),
    ];
    check(&moved, &[]);
}

#[test]
fn changed_request_traits_are_found() {
    check(
        &[("GetForecast@readonly", json!({}))],
        &[r#"safe operation-idempotency-changed GetForecast - > {"readonly":{}}"#],
    );
    check(
        &[("PutForecast@httpChecksumRequired", json!({}))],
        &[r#"risk operation-checksum-changed PutForecast - > {"httpChecksumRequired":{}}"#],
    );
    check(
        &[("PutForecast@requestCompression", json!({ "encodings": ["gzip"] }))],
        &[
            r#"safe request-compression-changed PutForecast - > {"requestCompression":{"encodings":["gzip"]}}"#,
        ],
    );
    check(
        &[("PutForecast@endpoint", json!({ "hostPrefix": "data." }))],
        &[r#"risk host-prefix-changed PutForecast - > {"endpoint":{"hostPrefix":"data."}}"#],
    );
    check(
        &[("PutForecast@aws.api#clientDiscoveredEndpoint", json!({ "required": true }))],
        &[
            r#"safe endpoint-discovery-changed PutForecast - > {"clientDiscoveredEndpoint":{"required":true}}"#,
        ],
    );
    check(
        &[("PutForecast@smithy.rules#staticContextParams", json!({ "A": { "value": true } }))],
        &[
            r#"risk context-params-changed PutForecast - > {"staticContextParams":{"A":{"value":true}}}"#,
        ],
    );
}

#[test]
fn changed_authentication_of_operations_is_found() {
    check(
        &[("PutForecast@optionalAuth", json!({}))],
        &[r#"risk operation-auth-changed PutForecast {"schemes":["sigv4"]} > {"schemes":[]}"#],
    );
    check(
        &[("PutForecast@aws.auth#unsignedPayload", json!({}))],
        &[r#"risk operation-auth-changed PutForecast - > {"unsignedPayload":true}"#],
    );
    check(
        &[("PutForecast@auth", json!(["aws.auth#sigv4"]))],
        &[r#"safe metadata-made-explicit PutForecast - > {"schemes":["sigv4"]}"#],
    );
}

#[test]
fn changed_pagination_is_found() {
    let paged = |items: &str| {
        edited(&[
            (
                "GetForecastInput$token",
                json!({ "target": "example#Text", "traits": { "smithy.api#httpQuery": "t" } }),
            ),
            ("GetForecastOutput$next", json!({ "target": "example#Text" })),
            ("GetForecastOutput$a", json!({ "target": "example#Notes" })),
            ("GetForecastOutput$b", json!({ "target": "example#Notes" })),
            (
                "GetForecast@paginated",
                json!({ "inputToken": "token", "outputToken": "next", "items": items }),
            ),
            ("GetForecast@readonly", json!({})),
        ])
    };
    let mut unpaged = paged("a");
    crate::diff::support::edit(&mut unpaged, &[("GetForecast@paginated", json!(null))]);
    check_between(
        &unpaged,
        &paged("a"),
        &[
            r#"safe paginator-added GetForecast - > {"inputToken":"token","outputToken":"next","items":"a"}"#,
        ],
    );
    check_between(
        &paged("a"),
        &paged("b"),
        &[r#"risk paginator-changed GetForecast {"items":"a"} > {"items":"b"}"#],
    );
    // What the service says for all counts for each.
    let mut common = paged("a");
    crate::diff::support::edit(
        &mut common,
        &[
            ("Weather@paginated", json!({ "inputToken": "token", "outputToken": "next" })),
            ("GetForecast@paginated", json!({ "items": "a" })),
        ],
    );
    check_between(&paged("a"), &common, &[]);
}

#[test]
fn changed_waiters_are_found() {
    let waits = |seconds: u32| {
        json!({ "ForecastReady": { "minDelay": seconds, "documentation": format!("Every {seconds} s."), "acceptors": [
            { "state": "success", "matcher": { "success": true } }
        ] } })
    };
    let id = "GetForecast@smithy.waiters#waitable";
    check(
        &[(id, waits(2))],
        &[
            r#"safe waiter-added GetForecast "ForecastReady" - > {"minDelay":2,"maxDelay":120,"acceptors":[{"state":"success","matcher":{"success":true}}]}"#,
        ],
    );
    check_between(
        &edited(&[(id, waits(2))]),
        &edited(&[(id, waits(5))]),
        &[r#"safe waiter-changed GetForecast "ForecastReady" {"minDelay":2} > {"minDelay":5}"#],
    );
}

/// The signatures of operations are the members of their inputs and outputs, and not the structures.
#[test]
fn a_renamed_operation_is_found_among_others_that_share_its_input() {
    let operation = |input: &str, output: &str| {
        json!({
            "type": "operation",
            "input": { "target": format!("example#{input}") },
            "output": { "target": format!("example#{output}") },
        })
    };
    let with = |operations: [(&str, serde_json::Value); 3]| {
        let mut listed = vec![
            json!({ "target": "example#GetForecast" }),
            json!({ "target": "example#PutForecast" }),
        ];
        listed.extend(
            operations.iter().map(|(name, _)| json!({ "target": format!("example#{name}") })),
        );
        let mut model = edited(&[(BOTH, json!(listed))]);
        crate::diff::support::edit(&mut model, &operations);
        crate::diff::support::edit(
            &mut model,
            &[("GetForecast/input", json!({ "target": "example#PutForecastInput" }))],
        );
        crate::diff::support::edit(
            &mut model,
            &[("GetForecast@http", json!({ "method": "POST", "uri": "/forecasts" }))],
        );
        crate::diff::support::model(&model)
    };
    let old = with([
        ("Alpha", operation("PutForecastInput", "Forecast")),
        ("Beta", operation("PutForecastInput", "Wind")),
        ("Gamma", operation("PutForecastInput", "Wind")),
    ]);
    let new = with([
        ("Omega", operation("PutForecastInput", "Forecast")),
        ("Psi", operation("PutForecastInput", "Wind")),
        ("Sigma", operation("PutForecastInput", "Wind")),
    ]);
    let found = compare(&old, &new, &Options::default());
    let hints: Vec<String> = found
        .iter()
        .filter_map(|change| Some((change, change.hint.as_ref()?)))
        .map(|(change, hint)| format!("{} {} {}", change.place, hint.kind.id(), hint.other))
        .collect();
    assert_eq!(hints, ["Alpha operation-renamed Omega", "Omega operation-renamed Alpha"]);
}
