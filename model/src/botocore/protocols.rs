//! The protocols of a service, as traits and as what they mean for names and bindings.

use serde_json::{Map, Value, json};

use crate::json::Fields;
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::{Pointer, ShapeId, Traits};

/// How values travel, over all protocols that the service speaks.
#[derive(Clone, Copy, Default)]
pub(super) struct Wire {
    /// Whether requests have a method and a URI of their own.
    pub(super) rest: bool,
    /// Whether members are named in JSON after their `locationName`.
    pub(super) json_names: bool,
    /// Whether members are named in XML or forms after their `locationName`.
    pub(super) xml: bool,
    pub(super) ec2: bool,
    /// Whether errors have codes that aren't their names.
    pub(super) error_codes: bool,
}

const NAMES: [&str; 6] = ["ec2", "json", "query", "rest-json", "rest-xml", "smithy-rpc-v2-cbor"];

impl Wire {
    pub(super) fn new(metadata: Option<&Map<String, Value>>) -> Self {
        let mut wire = Self::default();
        let Some(metadata) = metadata else { return wire };
        let several = metadata.get("protocols").and_then(Value::as_array).into_iter().flatten();
        for protocol in
            metadata.get("protocol").into_iter().chain(several).filter_map(Value::as_str)
        {
            wire.rest |= protocol.starts_with("rest-");
            wire.json_names |= protocol == "rest-json";
            wire.xml |= matches!(protocol, "rest-xml" | "query" | "ec2");
            wire.ec2 |= protocol == "ec2";
            wire.error_codes |= protocol == "query";
        }
        wire.error_codes |= metadata.contains_key("awsQueryCompatible");
        wire
    }
}

/// Takes everything about protocols out of the metadata.
pub(super) fn read(
    fields: &mut Fields<'_>,
    id: &ShapeId,
    traits: &mut Traits,
    report: &mut Report,
) {
    let one = fields.text("protocol", report);
    if one.is_none() {
        let problem = error("missing-key", &fields.at, "the service has no `protocol`").about(id);
        report.push(problem.hint(format!("it is one of {}", words())));
    }
    let version = fields.text("jsonVersion", report);
    let settings = settings(fields, report);
    if fields.take("awsQueryCompatible").is_some() {
        traits.insert("aws.protocols#awsQueryCompatible", json!({}));
    }
    let (several, at) = fields.array("protocols", report);
    let several =
        several.into_iter().enumerate().map(|(number, name)| (name, at.join(&number.to_string())));
    for (name, at) in one.map(|(name, at)| (Value::String(name), at)).into_iter().chain(several) {
        match trait_of(
            name.as_str().unwrap_or_default(),
            version.as_ref().map(|(text, _)| text.as_str()),
        ) {
            Some(known) => drop(traits.insert(known, settings.clone())),
            None => report.push(unknown(&name, &at).about(id)),
        }
    }
}

fn trait_of(name: &str, json_version: Option<&str>) -> Option<&'static str> {
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

/// The HTTP versions that the service accepts, as the value of the protocols' traits.
fn settings(fields: &mut Fields<'_>, report: &mut Report) -> Value {
    let (settings, _) = fields.object("protocolSettings", report);
    match settings.get("h2").and_then(Value::as_str) {
        Some("eventstream") => json!({ "http": ["http/1.1", "h2"], "eventStreamHttp": ["h2"] }),
        Some("optional") => json!({ "http": ["http/1.1", "h2"] }),
        Some("required") => json!({ "http": ["h2"] }),
        _ => json!({}),
    }
}

fn unknown(name: &Value, at: &Pointer) -> crate::report::Draft {
    let hint = name.as_str().and_then(|name| did_you_mean(name, NAMES.into_iter()));
    let problem = error("unknown-protocol", at, format!("there is no protocol {name}"));
    problem.hint(hint.unwrap_or_else(|| format!("it is one of {}", words())))
}

fn words() -> String {
    NAMES.map(|name| format!("`{name}`")).join(", ")
}
