//! Changes of members: which there are, whether they must be there, and how they travel.

use serde_json::{Value, json};
use shapesmith_model::diff::Options;

use crate::diff::support::{
    base, check, check_between, compare, edit, edited, lines, model, touches,
};

fn text(traits: Value) -> Value {
    json!({ "target": "example#Text", "traits": traits })
}

#[test]
fn added_and_removed_members_are_found() {
    check(
        &[("Wind$gusts", json!({ "target": "smithy.api#Integer" }))],
        &[r#"safe member-added-optional Wind$gusts - > {"target":"Integer","type":"integer"}"#],
    );
    check(
        &[("Wind$speed", json!(null))],
        &[r#"risk member-removed Wind$speed {"target":"Integer","type":"integer"} > -"#],
    );
    let found = compare(
        &model(&base()),
        &model(&edited(&[("Wind$gusts", json!({ "target": "smithy.api#Integer" }))])),
        &Options::default(),
    );
    assert_eq!(touches(&found.changes[0]), "GetForecast:o PutForecast:i");
}

#[test]
fn an_added_required_member_breaks_senders() {
    let new = r#" - > {"target":"Text","type":"string","required":true}"#;
    let required = text(json!({ "smithy.api#required": {} }));
    for (shape, wire) in [
        ("PutForecastInput", "break"),
        ("GetForecastOutput", "safe"),
        ("NotFound", "safe"),
        ("Wind", "break"),
    ] {
        check(
            &[(&format!("{shape}$more"), required.clone())],
            &[&format!("{wire} member-added-required {shape}$more{new}")],
        );
    }
    for (member, wire) in [
        ("PutForecastInput$reason", "break"),
        ("GetForecastOutput$copyright", "safe"),
        ("Wind$speed", "break"),
    ] {
        let place = format!("{member}@required");
        check(&[(&place, json!({}))], &[&format!("{wire} required-added {member} false > true")]);
    }
    for (member, wire) in [
        ("PutForecastInput$reason", "safe"),
        ("GetForecastOutput$copyright", "risk"),
        ("Wind$speed", "risk"),
    ] {
        let place = format!("{member}@required");
        let old = edited(&[(&place, json!({}))]);
        check_between(&old, &base(), &[&format!("{wire} required-removed {member} true > false")]);
    }
}

#[test]
fn changed_defaults_and_nullability_are_found() {
    check(&[("Wind$speed@default", json!(3))], &["risk default-changed Wind$speed - > 3"]);
    check(
        &[("Wind$speed@clientOptional", json!({}))],
        &[r#"safe nullability-changed Wind$speed - > "clientOptional""#],
    );
    check(
        &[("PutForecastInput@input", json!({}))],
        &[r#"safe nullability-changed PutForecastInput - > {"input":{}}"#],
    );
}

#[test]
fn changed_order_of_members_is_found() {
    let mut moved = base();
    let members = moved["shapes"]["example#Forecast"]["members"].as_object_mut().unwrap();
    let sky = members.shift_remove("sky").unwrap();
    members.insert("sky".to_owned(), sky);
    check_between(
        &base(),
        &moved,
        &[
            r#"safe member-order-changed Forecast ["sky","wind","notes","at"] > ["wind","notes","at","sky"]"#,
        ],
    );
    // One that is new in between moves nobody.
    let mut between = base();
    let members = between["shapes"]["example#Wind"]["members"].as_object_mut().unwrap();
    members.shift_insert(1, "gusts".to_owned(), json!({ "target": "smithy.api#Integer" }));
    check_between(
        &base(),
        &between,
        &[r#"safe member-added-optional Wind$gusts - > {"target":"Integer","type":"integer"}"#],
    );
}

#[test]
fn changed_http_locations_are_found() {
    let to = |traits: Value| edited(&[("PutForecastInput$reason", text(traits))]);
    let header = |name: &str| to(json!({ "smithy.api#httpHeader": name }));
    let reported = |kind: &str, before: &str, after: &str| {
        format!("break {kind} PutForecastInput$reason {before} > {after}")
    };
    let a = r#"{"header":"x-a"}"#;
    let located = "member-location-changed";
    check_between(&base(), &header("X-A"), &[&reported(located, r#""body""#, a)]);
    check_between(
        &header("X-A"),
        &to(json!({ "smithy.api#httpQuery": "a" })),
        &[&reported(located, a, r#"{"query":"a"}"#)],
    );
    let named = "member-wire-name-changed";
    check_between(&header("X-A"), &header("X-B"), &[&reported(named, a, r#"{"header":"x-b"}"#)]);
    // Headers have no case.
    check_between(&header("X-A"), &header("x-a"), &[]);
    check_between(
        &base(),
        &to(json!({ "smithy.api#jsonName": "why" })),
        &[&reported(named, r#"{"jsonName":"reason"}"#, r#"{"jsonName":"why"}"#)],
    );
    // Its own name is no other name, and XML is not spoken.
    check_between(
        &base(),
        &to(json!({ "smithy.api#jsonName": "reason", "smithy.api#xmlName": "Why" })),
        &[],
    );
    let mut alone = base();
    edit(
        &mut alone,
        &[("PutForecastInput$forecast", json!(null)), ("PutForecastInput$station", json!(null))],
    );
    let mut payload = alone.clone();
    edit(&mut payload, &[("PutForecastInput$reason@httpPayload", json!({}))]);
    check_between(&alone, &payload, &[&reported("payload-changed", r#""body""#, r#""payload""#)]);
}

#[test]
fn changed_xml_traits_are_found() {
    let xml = [
        ("Weather@aws.protocols#restJson1", json!(null)),
        ("Weather@aws.protocols#restXml", json!({})),
    ];
    let with = |edits: &[(&str, Value)]| {
        let mut model = edited(&xml);
        edit(&mut model, edits);
        model
    };
    check_between(
        &with(&[]),
        &with(&[("PutForecastInput$reason@xmlName", json!("Why"))]),
        &[
            r#"break member-wire-name-changed PutForecastInput$reason {"xmlName":"reason"} > {"xmlName":"Why"}"#,
        ],
    );
    check_between(
        &with(&[]),
        &with(&[("Forecast$notes@xmlFlattened", json!({}))]),
        &[r#"break xml-binding-changed Forecast$notes - > {"xmlFlattened":{}}"#],
    );
    check_between(
        &with(&[]),
        &with(&[("PutForecastInput@xmlName", json!("Forecast"))]),
        &[r#"break xml-wrapper-changed PutForecastInput - > {"xmlName":"Forecast"}"#],
    );
    check_between(
        &with(&[]),
        &with(&[(
            "Notes/member",
            json!({ "target": "example#Text", "traits": { "smithy.api#xmlName": "Note" } }),
        )]),
        &[
            r#"break member-wire-name-changed Notes$member {"xmlName":"member"} > {"xmlName":"Note"}"#,
        ],
    );
}

#[test]
fn changed_member_traits_are_found() {
    check(
        &[("PutForecastInput$reason@idempotencyToken", json!({}))],
        &[r#"safe idempotency-token-changed PutForecastInput$reason - > {"idempotencyToken":{}}"#],
    );
    check(
        &[("PutForecastInput$reason@smithy.rules#contextParam", json!({ "name": "Why" }))],
        &[
            r#"risk context-params-changed PutForecastInput$reason - > {"contextParam":{"name":"Why"}}"#,
        ],
    );
    let labelled = json!({ "smithy.api#required": {}, "smithy.api#hostLabel": {} });
    check_between(
        &edited(&[("PutForecastInput$reason@required", json!({}))]),
        &edited(&[
            ("PutForecastInput$reason", text(labelled)),
            ("PutForecast@endpoint", json!({ "hostPrefix": "{reason}." })),
        ]),
        &[
            r#"risk host-prefix-changed PutForecast - > {"endpoint":{"hostPrefix":"{reason}."}}"#,
            r#"break host-label-changed PutForecastInput$reason - > {"hostLabel":{}}"#,
        ],
    );
    check(
        &[("Wind$speed@deprecated", json!({ "message": "Use gusts." }))],
        &[r#"safe member-deprecated Wind$speed - > {"message":"Use gusts."}"#],
    );
}

#[test]
fn changed_union_members_are_found() {
    check(
        &[("Station$code", json!({ "target": "example#Text" }))],
        &[r#"safe union-variant-added Station$code - > {"target":"Text","type":"string"}"#],
    );
    check(
        &[("Station$number", json!(null))],
        &[r#"risk union-variant-removed Station$number {"target":"Integer","type":"integer"} > -"#],
    );
}

#[test]
fn changed_events_are_found() {
    let stream = |edits: &[(&str, Value)]| {
        let mut model = edited(&[
            (
                "GetForecastOutput$updates",
                json!({ "target": "example#Updates", "traits": { "smithy.api#httpPayload": {} } }),
            ),
            ("GetForecastOutput$forecast", json!(null)),
            ("GetForecastOutput$station", json!(null)),
            ("GetForecastOutput$copyright", json!(null)),
            (
                "Updates",
                json!({ "type": "union", "members": { "sky": { "target": "example#SkyUpdate" } }, "traits": { "smithy.api#streaming": {} } }),
            ),
            (
                "SkyUpdate",
                json!({ "type": "structure", "members": { "note": { "target": "example#Text" } } }),
            ),
        ]);
        edit(&mut model, edits);
        model
    };
    check_between(
        &stream(&[]),
        &stream(&[("Updates$wind", json!({ "target": "example#Wind" }))]),
        &[r#"safe event-added Updates$wind - > {"target":"Wind","type":"structure"}"#],
    );
    check_between(
        &stream(&[("Updates$wind", json!({ "target": "example#Wind" }))]),
        &stream(&[]),
        &[r#"break eventstream-changed Updates$wind {"target":"Wind","type":"structure"} > -"#],
    );
    check_between(
        &stream(&[]),
        &stream(&[("SkyUpdate$note@eventHeader", json!({}))]),
        &[r#"break eventstream-changed SkyUpdate$note - > {"eventHeader":{}}"#],
    );
}

#[test]
fn documentation_is_compared_if_requested() {
    let documented = model(&edited(&[
        ("Weather@documentation", json!("Rain.")),
        ("PutForecast@documentation", json!("Puts.")),
        ("Wind@documentation", json!("Blows.")),
        ("Wind$speed@documentation", json!("In knots.")),
        ("Sky$CLEAR@documentation", json!("Blue.")),
    ]));
    assert!(compare(&model(&base()), &documented, &Options::default()).is_empty());
    let options = Options { docs: true, ..Options::default() };
    assert_eq!(
        lines(&compare(&model(&base()), &documented, &options)),
        [
            r#"safe docs-changed Weather - > "Rain.""#,
            r#"safe docs-changed PutForecast - > "Puts.""#,
            r#"safe docs-changed Sky "clear" - > "Blue.""#,
            r#"safe docs-changed Wind - > "Blows.""#,
            r#"safe docs-changed Wind$speed - > "In knots.""#,
        ]
    );
}

#[test]
fn http_bindings_are_compared_where_they_have_an_effect() {
    // Protocols without URIs don't.
    let spoken = |traits: Value| {
        edited(&[
            ("Weather@aws.protocols#restJson1", json!(null)),
            ("Weather@aws.protocols#awsJson1_0", json!({})),
            ("GetForecast@http", json!(null)),
            ("GetForecastInput$city", json!({ "target": "example#City", "traits": traits })),
        ])
    };
    let (required, label) = ("smithy.api#required", "smithy.api#httpLabel");
    check_between(
        &spoken(json!({ required: {}, label: {} })),
        &spoken(json!({ required: {} })),
        &[],
    );
    // Nor do responses have a query, or structures within others headers.
    let asked = json!({ "smithy.api#httpQuery": "copy" });
    check_between(&base(), &edited(&[("GetForecastOutput$copyright", text(asked))]), &[]);
    let headed =
        json!({ "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "x-from" } });
    check_between(&base(), &edited(&[("Wind$from", headed)]), &[]);
}
