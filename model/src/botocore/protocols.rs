//! Reads the protocols of a service, and the properties of their wire formats.

use serde_json::{Map, Value, json};

use crate::json::ObjectReader;
use crate::report::{ProblemBuilder, Report, error};
use crate::suggest::did_you_mean;
use crate::wording::list_names;
use crate::{Pointer, ShapeId, Traits};

/// The properties of the wire formats of all protocols of a service.
#[derive(Clone, Copy, Default)]
pub(super) struct WireFormat {
    /// Whether each operation has its own method and URI.
    pub(super) is_rest: bool,
    /// Whether the names of members in JSON are their `locationName`.
    pub(super) has_json_names: bool,
    /// Whether the names of members in XML or forms are their `locationName`.
    pub(super) is_xml: bool,
    pub(super) is_ec2: bool,
    /// Whether the codes of errors can differ from their names.
    pub(super) has_error_codes: bool,
}

const NAMES: [&str; 6] = ["ec2", "json", "query", "rest-json", "rest-xml", "smithy-rpc-v2-cbor"];

impl WireFormat {
    pub(super) fn new(metadata: Option<&Map<String, Value>>) -> Self {
        let mut wire = Self::default();
        let Some(metadata) = metadata else { return wire };
        let listed = metadata.get("protocols").and_then(Value::as_array).into_iter().flatten();
        for protocol in metadata.get("protocol").into_iter().chain(listed).filter_map(Value::as_str)
        {
            wire.is_rest |= protocol.starts_with("rest-");
            wire.has_json_names |= protocol == "rest-json";
            wire.is_xml |= matches!(protocol, "rest-xml" | "query" | "ec2");
            wire.is_ec2 |= protocol == "ec2";
            wire.has_error_codes |= protocol == "query";
        }
        wire.has_error_codes |= metadata.contains_key("awsQueryCompatible");
        wire
    }
}

/// Reads the entries of the metadata that concern protocols.
pub(super) fn read_protocols(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    traits: &mut Traits,
    report: &mut Report,
) {
    let main = object.take_string("protocol", report);
    if main.is_none() {
        let problem = error("missing-key", &object.at, "the service has no `protocol`").about(id);
        report.push(problem.hint(format!("add one of {}", list_names(NAMES))));
    }
    let version = object.take_string("jsonVersion", report);
    let settings = read_settings(object, report);
    if object.take("awsQueryCompatible").is_some() {
        traits.insert("aws.protocols#awsQueryCompatible", json!({}));
    }
    let (listed, at) = object.take_array("protocols", report);
    let listed =
        listed.into_iter().enumerate().map(|(index, name)| (name, at.join(&index.to_string())));
    for (name, at) in main.map(|(name, at)| (Value::String(name), at)).into_iter().chain(listed) {
        match protocol_trait(
            name.as_str().unwrap_or_default(),
            version.as_ref().map(|(text, _)| text.as_str()),
        ) {
            Some(trait_id) => drop(traits.insert(trait_id, settings.clone())),
            None => report.push(unknown_protocol(&name, &at).about(id)),
        }
    }
}

/// Notes that errors are the root of their XML document. The format can't say so; botocore's parser accepts either form.
pub(super) fn unwrap_errors(traits: &mut Traits) {
    const REST_XML: &str = "aws.protocols#restXml";
    if let Some(Value::Object(settings)) = traits.get(REST_XML) {
        let mut settings = settings.clone();
        settings.insert("noErrorWrapping".to_owned(), Value::Bool(true));
        traits.insert(REST_XML, Value::Object(settings));
    }
}

/// Returns the trait of a protocol.
fn protocol_trait(name: &str, json_version: Option<&str>) -> Option<&'static str> {
    Some(match name {
        "ec2" => "aws.protocols#ec2Query",
        "json" if json_version == Some("1.1") => "aws.protocols#awsJson1_1",
        "json" => "aws.protocols#awsJson1_0",
        "query" => "aws.protocols#awsQuery",
        "rest-json" => "aws.protocols#restJson1",
        "rest-xml" => "aws.protocols#restXml",
        "smithy-rpc-v2-cbor" => "smithy.protocols#rpcv2Cbor",
        _ => return None,
    })
}

/// Returns the HTTP versions of the service as the value of the traits of protocols.
fn read_settings(object: &mut ObjectReader<'_>, report: &mut Report) -> Value {
    let (settings, _) = object.take_object("protocolSettings", report);
    match settings.get("h2").and_then(Value::as_str) {
        Some("eventstream") => json!({ "http": ["http/1.1", "h2"], "eventStreamHttp": ["h2"] }),
        Some("optional") => json!({ "http": ["http/1.1", "h2"] }),
        Some("required") => json!({ "http": ["h2"] }),
        _ => json!({}),
    }
}

fn unknown_protocol(name: &Value, at: &Pointer) -> ProblemBuilder {
    let hint = name.as_str().and_then(|name| did_you_mean(name, NAMES.into_iter()));
    let problem = error("unknown-protocol", at, format!("unknown protocol {name}"));
    problem.hint(hint.unwrap_or_else(|| format!("use one of {}", list_names(NAMES))))
}
