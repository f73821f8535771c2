//! Reads members: their targets, their HTTP bindings and their names on the wire.

use serde_json::{Value, json};

use super::common_traits;
use super::context::Context;
use crate::json::{ObjectReader, Owner};
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::{Member, Pointer, ShapeId, Traits};

pub(super) const XML_NAMESPACE: &str = "smithy.api#xmlNamespace";

/// The kind of shape that has a member, with the properties of the member that the shape defines.
#[derive(Clone, Copy)]
pub(super) enum Holder {
    Structure { required: bool, payload: bool },
    List,
    Map,
}

const KEYS: [&str; 24] = [
    "shape",
    "documentation",
    "location",
    "locationName",
    "queryName",
    "idempotencyToken",
    "jsonvalue",
    "hostLabel",
    "contextParam",
    "flattened",
    "streaming",
    "xmlAttribute",
    "xmlNamespace",
    "eventpayload",
    "eventheader",
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
    "timestampFormat",
    "sensitive",
    "enum",
    "min",
    "max",
    "pattern",
];

const LOCATIONS: [&str; 5] = ["header", "headers", "querystring", "statusCode", "uri"];

/// Ignored keys. `box` is used inconsistently, and the others repeat what other keys say.
const IGNORED_KEYS: [&str; 4] = ["box", "endpointdiscoveryid", "eventstream", "event"];

/// Reads a member. If its target is missing, which is reported, the target of the member is empty.
pub(super) fn read_member(
    name: String,
    value: Value,
    at: Pointer,
    holder: Holder,
    shape: &ShapeId,
    context: &mut Context,
    report: &mut Report,
) -> Option<Member> {
    let owner = Owner { shape, member: Some(&name) };
    let mut object = ObjectReader::new(value, at, owner, report)?;
    let mut traits = Traits::new();
    let target = read_target(&mut object, report);
    common_traits::read_common(&mut object, &mut traits, report);
    read_member_traits(&mut object, &mut traits, report);
    if let Holder::Structure { required: true, .. } = holder {
        traits.insert("smithy.api#required", json!({}));
    }
    let target_name = target.as_deref().unwrap_or_default();
    let mut reader = BindingReader { name: &name, target: target_name, holder, context };
    reader.read_binding(&mut object, shape, &mut traits, report);
    object.skip(&IGNORED_KEYS);
    let at = object.at.clone();
    object.warn_unknown_keys(&KEYS, report);
    let target = target.map_or(ShapeId::new(""), |target| context.shape_id(&target));
    Some(Member { name, target, traits, at })
}

fn read_target(object: &mut ObjectReader<'_>, report: &mut Report) -> Option<String> {
    let target = object.take_string("shape", report);
    if target.is_none() && !report.last_is_at(&object.at.join("shape")) {
        let problem = error("missing-key", &object.at, "the member has no `shape`");
        let hint = "add it, for example \"shape\": \"String\"";
        report.push(problem.about(&object.owner()).hint(hint));
    }
    target.map(|(name, _)| name)
}

/// Reads the traits that don't concern names. Constraints are usually on shapes, but are accepted on members.
fn read_member_traits(object: &mut ObjectReader<'_>, traits: &mut Traits, report: &mut Report) {
    let flags = [
        ("eventheader", "smithy.api#eventHeader"),
        ("eventpayload", "smithy.api#eventPayload"),
        ("hostLabel", "smithy.api#hostLabel"),
        ("idempotencyToken", "smithy.api#idempotencyToken"),
        ("streaming", "smithy.api#streaming"),
    ];
    common_traits::read_flags(object, &flags, traits, report);
    common_traits::read_objects(
        object,
        &[("contextParam", "smithy.rules#contextParam")],
        traits,
        report,
    );
    common_traits::read_timestamp_format(object, traits, report);
    common_traits::read_pattern(object, traits, report);
    common_traits::read_length(object, traits, report);
    if object.take_flag("jsonvalue", report) {
        traits.insert("smithy.api#mediaType", json!("application/json"));
    }
    let (values, _) = object.take_array("enum", report);
    if !values.is_empty() {
        let values = values.into_iter().map(|value| json!({ "value": value }));
        traits.insert("smithy.api#enum", values.collect());
    }
}

/// Reads the HTTP binding of a member and its names on the wire.
struct BindingReader<'a> {
    name: &'a str,
    target: &'a str,
    holder: Holder,
    context: &'a mut Context,
}

impl BindingReader<'_> {
    fn read_binding(
        &mut self,
        object: &mut ObjectReader<'_>,
        shape: &ShapeId,
        traits: &mut Traits,
        report: &mut Report,
    ) {
        let location = object.take_string("location", report);
        let name = object.take_string("locationName", report).map(|(name, _)| name);
        let query_name = object.take_string("queryName", report);
        let flattened = object.take_flag("flattened", report);
        let is_attribute = object.take_flag("xmlAttribute", report);
        let namespace = common_traits::take_xml_namespace(object);
        if let Some((location, at)) = location {
            if !self.bind_to_location(&location, name, shape, traits) {
                let message = format!("unknown location `{location}`");
                let hint = did_you_mean(&location, LOCATIONS.into_iter());
                let problem = error("unknown-location", &at, message).about(&object.owner());
                report.push(problem.maybe_hint(hint));
            }
            return;
        }
        if self.is_payload() {
            traits.insert("smithy.api#httpPayload", json!({}));
        }
        if self.context.wire.is_xml {
            let element = || self.context.summary(self.target)?.element_name.clone();
            let element = name.clone().or_else(element);
            self.add_xml_traits(element, flattened, namespace, traits);
            if is_attribute {
                traits.insert("smithy.api#xmlAttribute", json!({}));
            }
        }
        if let Some((name, _)) = query_name.filter(|_| self.context.wire.is_ec2) {
            traits.insert("aws.protocols#ec2QueryName", Value::String(name));
        }
        let in_json = matches!(self.holder, Holder::Structure { payload: false, .. });
        if let Some(name) =
            name.filter(|name| in_json && self.context.wire.has_json_names && name != self.name)
        {
            traits.insert("smithy.api#jsonName", Value::String(name));
        }
    }

    fn is_payload(&self) -> bool {
        matches!(self.holder, Holder::Structure { payload: true, .. })
    }

    /// Binds the member to a part of the HTTP message outside the body. Returns false if the location is unknown.
    fn bind_to_location(
        &mut self,
        location: &str,
        name: Option<String>,
        shape: &ShapeId,
        traits: &mut Traits,
    ) -> bool {
        let is_map = self.context.summary(self.target).is_some_and(|summary| summary.is_map);
        let name_or_default =
            |name: Option<String>| Value::String(name.unwrap_or_else(|| self.name.to_owned()));
        let (trait_id, value) = match location {
            "uri" => ("smithy.api#httpLabel", json!({})),
            "querystring" if is_map => ("smithy.api#httpQueryParams", json!({})),
            "querystring" => ("smithy.api#httpQuery", name_or_default(name.clone())),
            "header" => ("smithy.api#httpHeader", name_or_default(name.clone())),
            "headers" => {
                ("smithy.api#httpPrefixHeaders", Value::String(name.clone().unwrap_or_default()))
            }
            "statusCode" => ("smithy.api#httpResponseCode", json!({})),
            _ => return false,
        };
        traits.insert(trait_id, value);
        if let Some(name) = name.filter(|name| location == "uri" && name != self.name) {
            self.context.add_label(shape, name, self.name);
        }
        true
    }

    /// Adds the traits for XML and forms. In protocols with forms, the name of a flattened list without a name of its own is that of
    /// its items.
    fn add_xml_traits(
        &self,
        name: Option<String>,
        flattened: bool,
        namespace: Option<Value>,
        traits: &mut Traits,
    ) {
        let summary = self.context.summary(self.target);
        let flattened = flattened || summary.is_some_and(|summary| summary.is_flattened);
        let mut name = name;
        if flattened && let Holder::Structure { .. } = self.holder {
            traits.insert("smithy.api#xmlFlattened", json!({}));
            let has_item_name = !self.context.wire.is_rest;
            name = name.or_else(|| summary.filter(|_| has_item_name)?.item_name.clone());
        }
        // The default name of a payload, which is the root of a document, is that of its shape.
        if let Some(name) = name.filter(|name| name != self.name || self.is_payload()) {
            traits.insert("smithy.api#xmlName", Value::String(name));
        }
        let is_default = |namespace: &Value| {
            let uri = namespace.get("uri").and_then(Value::as_str);
            namespace.get("prefix").is_none() && uri == self.context.xml_namespace.as_deref()
        };
        // Every element of a shape with a namespace has it; in Smithy, only the root of a document.
        let namespace = namespace.or_else(|| summary?.namespace.clone());
        if let Some(namespace) = namespace.filter(|namespace| !is_default(namespace)) {
            traits.insert(XML_NAMESPACE, namespace);
        }
    }
}
