//! Changes of the service itself.

use serde_json::json;
use shapesmith_model::diff::{Options, diff};

use crate::diff::support::{base, check, check_between, compare, edit, edited, lines, model};

#[test]
fn changed_names_and_host_prefixes_are_found() {
    check(
        &[("Weather/version", json!("2025-01-01"))],
        &[
            r#"safe api-version-changed Weather {"version":"2024-01-01"} > {"version":"2025-01-01"}"#,
        ],
    );
    check(
        &[("Weather@title", json!("The Weather"))],
        &[
            r#"safe service-title-changed Weather {"title":"Weather Service"} > {"title":"The Weather"}"#,
        ],
    );
    check(
        &[("Weather@aws.api#service", json!({ "sdkId": "Weather", "endpointPrefix": "sky" }))],
        &[
            r#"risk endpoint-prefix-changed Weather {"endpointPrefix":"weather"} > {"endpointPrefix":"sky"}"#,
        ],
    );
    // What is left out is what is usual.
    check(&[("Weather@aws.api#service", json!({ "sdkId": "Weather" }))], &[]);
}

#[test]
fn changed_protocols_are_found() {
    let other = [
        ("Weather@aws.protocols#restJson1", json!(null)),
        ("Weather@aws.protocols#restXml", json!({})),
    ];
    check(&other, &[r#"risk protocol-changed Weather ["restJson1"] > ["restXml"]"#]);
    // What belongs to the form goes with the protocol.
    let mut named = edited(&other);
    edit(
        &mut named,
        &[
            ("Wind$from@xmlName", json!("From")),
            ("PutForecastInput$reason@httpQuery", json!("why")),
            ("Notes@length", json!({ "max": 5 })),
        ],
    );
    check_between(
        &base(),
        &named,
        &[
            r#"risk protocol-changed Weather ["restJson1"] > ["restXml"]"#,
            r#"=> risk member-location-changed PutForecastInput$reason "body" > {"query":"why"}"#,
            r#"=> risk member-wire-name-changed Wind$from {"xmlName":"from"} > {"xmlName":"From"}"#,
            r#"risk limit-tightened Notes - > {"max":5}"#,
        ],
    );
    let more = [("Weather@smithy.protocols#rpcv2Cbor", json!({}))];
    check(
        &more,
        &[r#"safe protocols-list-changed Weather ["restJson1"] > ["restJson1","rpcv2Cbor"]"#],
    );
    let back = compare(&model(&edited(&more)), &model(&base()), &Options::default());
    assert_eq!(
        lines(&back),
        [r#"risk protocols-list-changed Weather ["restJson1","rpcv2Cbor"] > ["restJson1"]"#]
    );
    check(
        &[("Weather@aws.protocols#restJson1", json!({ "http": ["h2"] }))],
        &[r#"risk query-compatible-changed Weather - > {"http":["h2"]}"#],
    );
    check(
        &[("Weather@aws.protocols#awsQueryCompatible", json!({}))],
        &[r#"risk query-compatible-changed Weather - > {"awsQueryCompatible":true}"#],
    );
}

#[test]
fn changed_target_headers_are_found() {
    let json_1_0 = [
        ("Weather@aws.protocols#restJson1", json!(null)),
        ("Weather@aws.protocols#awsJson1_0", json!({})),
    ];
    let json_1_1 = [
        ("Weather@aws.protocols#restJson1", json!(null)),
        ("Weather@aws.protocols#awsJson1_1", json!({})),
    ];
    let versions = [model(&edited(&json_1_0)), model(&edited(&json_1_1))];
    let found = compare(&versions[0], &versions[1], &Options::default());
    let expected = r#"break target-prefix-changed Weather {"protocol":"awsJson1_0"} > {"protocol":"awsJson1_1"}"#;
    assert_eq!(lines(&found), [expected]);
    let mut renamed = edited(&json_1_1);
    let shapes = renamed["shapes"].as_object_mut().unwrap();
    let service = shapes.shift_remove("example#Weather").unwrap();
    shapes.insert("example#Meteo".to_owned(), service);
    let found = compare(&versions[1], &model(&renamed), &Options::default());
    let expected = r#"break target-prefix-changed Meteo {"prefix":"Weather"} > {"prefix":"Meteo"}"#;
    assert_eq!(lines(&found), [expected]);
    // Without that header the name of the service is nobody's business.
    let mut renamed = base();
    let shapes = renamed["shapes"].as_object_mut().unwrap();
    let service = shapes.shift_remove("example#Weather").unwrap();
    shapes.insert("example#Meteo".to_owned(), service);
    assert!(compare(&model(&base()), &model(&renamed), &Options::default()).is_empty());
}

#[test]
fn changed_authentication_is_found() {
    check(
        &[("Weather@aws.auth#sigv4", json!({ "name": "sky" }))],
        &[r#"break signing-changed Weather {"sigv4":"weather"} > {"sigv4":"sky"}"#],
    );
    check(
        &[("Weather@httpBearerAuth", json!({}))],
        &[r#"risk service-auth-changed Weather ["sigv4"] > ["sigv4","httpBearerAuth"]"#],
    );
    check(
        &[("Weather@auth", json!(["aws.auth#sigv4"]))],
        &[r#"safe metadata-made-explicit Weather - > ["sigv4"]"#],
    );
}

#[test]
fn changed_context_params_and_endpoint_rules_are_found() {
    let params = json!({ "accelerate": { "type": "boolean", "documentation": "Faster." } });
    check(
        &[("Weather@smithy.rules#clientContextParams", params.clone())],
        &[r#"safe client-context-params-changed Weather "accelerate" - > {"type":"boolean"}"#],
    );
    let ruled = |rules: serde_json::Value| {
        model(&edited(&[("Weather@smithy.rules#endpointRuleSet", rules)]))
    };
    let (one, other) = (ruled(json!({ "rules": [1] })), ruled(json!({ "rules": [2] })));
    let found = compare(&one, &other, &Options::default());
    assert_eq!(found.changes.len(), 1);
    assert_eq!(found.changes[0].kind.id(), "endpoint-ruleset-changed");
    assert_ne!(found.changes[0].before, found.changes[0].after);
    // What rules answer isn't compared, so that another text says little.
    assert!(found.changes[0].kind.is_noise() && found.wire().as_str() == "safe");
    // Rules that are kept elsewhere on one side can't be compared.
    assert!(compare(&one, &model(&base()), &Options::default()).is_empty());
    check(
        &[(
            "Weather@aws.api#clientEndpointDiscovery",
            json!({ "operation": "example#GetForecast" }),
        )],
        &["safe endpoint-discovery-changed Weather - > true"],
    );
    let xml = |uri: &str| {
        model(&edited(&[
            ("Weather@aws.protocols#restJson1", json!(null)),
            ("Weather@aws.protocols#restXml", json!({})),
            ("Weather@xmlNamespace", json!({ "uri": uri })),
        ]))
    };
    let found = compare(&xml("http://a"), &xml("http://b"), &Options::default());
    assert_eq!(
        lines(&found),
        [
            r#"risk service-xml-namespace-changed Weather {"xmlNamespace":{"uri":"http://a"}} > {"xmlNamespace":{"uri":"http://b"}}"#
        ]
    );
}

#[test]
fn added_and_removed_services_are_found() {
    let model = model(&base());
    let service = model.services.values().next().unwrap();
    let options = Options::default();
    assert_eq!(
        lines(&diff(None, Some((&model, service)), &options)),
        [r#"safe service-added Weather - > {"version":"2024-01-01","operations":2}"#]
    );
    assert_eq!(
        lines(&diff(Some((&model, service)), None, &options)),
        [r#"break service-removed Weather {"version":"2024-01-01","operations":2} > -"#]
    );
    assert!(diff(None, None, &options).is_empty());
}
