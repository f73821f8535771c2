//! The members of structures as data, against the model files.

use serde_json::Value;
use shapesmith_tests::lambda::{self, operations::OPERATIONS};
use shapesmith_tests::support::{Location, Member, Operation, TimestampFormat, members};
use shapesmith_tests::{blobs, bodies, constraints, json_names, json_names_ignored, timestamps};

const LAMBDA: &str = include_str!("../../../model/services/lambda.json");

/// Where the model says that a member of an input or output travels.
fn modelled_location(traits: &Value, is_input: bool) -> String {
    let text = |name: &str| traits[format!("smithy.api#{name}")].as_str().map(str::to_owned);
    let has = |name: &str| !traits[format!("smithy.api#{name}")].is_null();
    match () {
        () if has("httpLabel") && is_input => "Label".to_owned(),
        () if has("httpQuery") && is_input => format!("Query({:?})", text("httpQuery").unwrap()),
        () if has("httpHeader") => format!("Header({:?})", text("httpHeader").unwrap()),
        () if has("httpPrefixHeaders") => {
            format!("PrefixHeaders({:?})", text("httpPrefixHeaders").unwrap())
        }
        () if has("httpPayload") => "Payload".to_owned(),
        () if has("httpResponseCode") && !is_input => "ResponseCode".to_owned(),
        () => "Body".to_owned(),
    }
}

#[test]
fn locations_and_wire_names_are_those_of_the_model() {
    let model: Value = serde_json::from_str(LAMBDA).unwrap();
    let mut bound = 0;
    for operation in OPERATIONS {
        let id = format!("com.amazonaws.lambda#{}", operation.name());
        let modelled = &model["shapes"][&id];
        let sides = [
            ("input", operation.input_members(), true),
            ("output", operation.output_members(), false),
        ];
        for (side, members, is_input) in sides {
            let Some(shape) = modelled[side]["target"].as_str() else { continue };
            let expected = model["shapes"][shape]["members"].as_object();
            // Streams of events have no field.
            let expected =
                expected.into_iter().flatten().filter(|(name, _)| *name != "EventStream");
            let expected = expected.map(|(name, member)| {
                (name.as_str(), modelled_location(&member["traits"], is_input))
            });
            let found: Vec<(&str, String)> = members
                .iter()
                .map(|member| (member.name(), format!("{:?}", member.location())))
                .collect();
            assert_eq!(found, expected.collect::<Vec<_>>(), "{shape}");
            bound += found.iter().filter(|(_, location)| location != "Body").count();
        }
    }
    assert!(bound > 100, "{bound}");
}

fn find<T: shapesmith_tests::support::Structure>(name: &str) -> Member {
    members::<T>().find(|member| member.name() == name).unwrap()
}

#[test]
fn wire_names_can_differ_from_keys_of_the_json_form() {
    let mut members = aws_shapes::support::members::<lambda::InvocationRequest>();
    let log_type = members.find(|member| member.name() == "LogType").unwrap();
    assert_eq!(format!("{:?}", log_type.location()), "Header(\"X-Amz-Log-Type\")");
    assert_eq!(log_type.key(), "LogType");
    let mut request = lambda::InvocationRequest::new("f");
    request.log_type = Some(lambda::LogType::Tail);
    let json = serde_json::to_value(&request).unwrap();
    assert_eq!(json["LogType"], "Tail");
    assert_eq!(serde_json::from_value::<lambda::InvocationRequest>(json).unwrap(), request);
}

#[test]
fn bindings_mean_something_in_their_messages_alone() {
    // A query parameter is a part of requests; in a response such a member is in the body.
    let location = find::<bodies::ListOutput>("position").location();
    assert_eq!(location, Location::Body);
    // Protocols without HTTP bindings have all members in the body.
    assert!(members::<json_names_ignored::Input>().all(|it| it.location() == Location::Body));
}

#[test]
fn a_bound_member_keeps_its_name_on_the_wire_beside_a_body_member_with_its_key() {
    let found: Vec<(&str, &str, Location)> = members::<json_names::Input>()
        .filter(|it| it.location() != Location::Body)
        .map(|it| (it.name(), it.key(), it.location()))
        .collect();
    assert!(found.iter().any(|(name, key, _)| key.starts_with('@') && !name.starts_with('@')));
    assert!(found.iter().any(|(.., it)| *it == Location::PrefixHeaders("X-Meta-")), "{found:?}");
    assert!(found.iter().any(|(.., it)| *it == Location::Query("token")), "{found:?}");
    assert!(found.iter().any(|(.., it)| *it == Location::Header("X-Named")), "{found:?}");
}

#[test]
fn facts_that_few_members_have_are_known() {
    let account = find::<constraints::PlaceRequest>("account");
    assert!(account.is_host_label() && account.is_required());
    // The prefix of the host has no label for it.
    assert!(!find::<constraints::PlaceRequest>("notInHost").is_host_label());
    assert_eq!(constraints::operations::Place::HOST_PREFIX, Some("{account}.place."));
    assert_eq!(constraints::operations::Check::HOST_PREFIX, None);

    let tokens = members::<constraints::PlaceResponse>().filter(Member::is_idempotency_token);
    assert_eq!(tokens.map(|it| it.name()).collect::<Vec<_>>(), ["token", "freeToken"]);

    let media = members::<blobs::Input>().filter_map(|it| Some((it.name(), it.media_type()?)));
    assert_eq!(media.collect::<Vec<_>>(), [("media", "image/png")]);
    assert!(members::<blobs::Upload>().any(|it| it.is_streaming()));
    let mut members = aws_shapes::support::members::<lambda::Environment>();
    assert!(members.all(|member| member.is_sensitive()));
}

#[test]
fn timestamp_formats_of_the_model_are_told_from_none() {
    let format = |name| find::<timestamps::Times>(name).timestamp_format();
    assert_eq!(format("dateTime"), Some(TimestampFormat::DateTime));
    assert_eq!(format("httpDate"), Some(TimestampFormat::HttpDate));
    assert_eq!(format("epoch"), Some(TimestampFormat::EpochSeconds));
    assert_eq!(format("override"), Some(TimestampFormat::HttpDate));
    assert_eq!(find::<blobs::Input>("media").timestamp_format(), None);
}

#[test]
fn the_service_is_that_of_the_model() {
    let service = lambda::SERVICE;
    assert_eq!((service.namespace, service.name), ("com.amazonaws.lambda", "AWSGirApiService"));
    assert_eq!(service.version, "2015-03-31");
    assert_eq!(service.protocols, ["restJson1"]);
    assert_eq!(service.sdk_id, Some("Lambda"));
    assert_eq!((service.signing_name, service.endpoint_prefix), (Some("lambda"), Some("lambda")));
    assert_eq!(service.xml_namespace, None);
}
