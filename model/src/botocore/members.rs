//! Members: what they target, where they travel and what they are called there.

use serde_json::{Value, json};

use super::context::Context;
use super::facts;
use crate::json::{Fields, Owner};
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::{Member, Pointer, ShapeId, Traits};

pub(super) const XML_NAMESPACE: &str = "smithy.api#xmlNamespace";

/// What the shape says of its member.
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

/// What says nothing: `box` stands without a rule, the others are said elsewhere.
const MEANINGLESS: [&str; 4] = ["box", "endpointdiscoveryid", "eventstream", "event"];

/// Reads a member; one without a target has an empty one, so that it still has a name.
pub(super) fn read(
    name: String,
    value: Value,
    at: Pointer,
    holder: Holder,
    shape: &ShapeId,
    context: &mut Context,
    report: &mut Report,
) -> Option<Member> {
    let owner = Owner { shape, member: Some(&name) };
    let mut fields = Fields::new(value, at, owner, report)?;
    let mut traits = Traits::new();
    let target = target(&mut fields, report);
    facts::common(&mut fields, &mut traits, report);
    own_facts(&mut fields, &mut traits, report);
    if let Holder::Structure { required: true, .. } = holder {
        traits.insert("smithy.api#required", json!({}));
    }
    let named = target.as_deref().unwrap_or_default();
    let mut naming = Naming { name: &name, target: named, holder, context };
    naming.read(&mut fields, shape, &mut traits, report);
    fields.skip(&MEANINGLESS);
    let at = fields.at.clone();
    fields.finish(&KEYS, report);
    // Without one, which has been reported, the member keeps an empty one.
    let target = target.map_or(ShapeId::new(""), |target| context.shape(&target));
    Some(Member { name, target, traits, at })
}

fn target(fields: &mut Fields<'_>, report: &mut Report) -> Option<String> {
    let found = fields.text("shape", report);
    if found.is_none() && !report.tells_of(&fields.at.join("shape")) {
        let problem = error("missing-key", &fields.at, "the member has no `shape`");
        report.push(problem.about(&fields.owner()).hint("such as \"shape\": \"String\""));
    }
    found.map(|(name, _)| name)
}

/// What has nothing to do with names. Constraints stand on shapes, but nothing forbids them here.
fn own_facts(fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report) {
    let marks = [
        ("eventheader", "smithy.api#eventHeader"),
        ("eventpayload", "smithy.api#eventPayload"),
        ("hostLabel", "smithy.api#hostLabel"),
        ("idempotencyToken", "smithy.api#idempotencyToken"),
        ("streaming", "smithy.api#streaming"),
    ];
    facts::marks(fields, &marks, traits, report);
    facts::objects(fields, &[("contextParam", "smithy.rules#contextParam")], traits, report);
    facts::timestamp_format(fields, traits, report);
    facts::pattern(fields, traits, report);
    facts::length(fields, traits, report);
    if fields.flag("jsonvalue", report) {
        traits.insert("smithy.api#mediaType", json!("application/json"));
    }
    let (values, _) = fields.array("enum", report);
    if !values.is_empty() {
        let values = values.into_iter().map(|value| json!({ "value": value }));
        traits.insert("smithy.api#enum", values.collect());
    }
}

/// What decides where a member travels under which name.
struct Naming<'a> {
    name: &'a str,
    target: &'a str,
    holder: Holder,
    context: &'a mut Context,
}

impl Naming<'_> {
    fn read(
        &mut self,
        fields: &mut Fields<'_>,
        shape: &ShapeId,
        traits: &mut Traits,
        report: &mut Report,
    ) {
        let location = fields.text("location", report);
        let name = fields.text("locationName", report).map(|(name, _)| name);
        let query_name = fields.text("queryName", report);
        let flattened = fields.flag("flattened", report);
        let is_attribute = fields.flag("xmlAttribute", report);
        let namespace = fields.take("xmlNamespace").map(|(namespace, _)| namespace);
        if let Some((location, at)) = location {
            if !self.bind(&location, name, shape, traits) {
                let message = format!("there is no location `{location}`");
                let hint = did_you_mean(&location, LOCATIONS.into_iter());
                let problem = error("unknown-location", &at, message).about(&fields.owner());
                report.push(problem.maybe_hint(hint));
            }
            return;
        }
        if self.is_payload() {
            traits.insert("smithy.api#httpPayload", json!({}));
        }
        if self.context.wire.xml {
            self.xml(name.clone(), flattened, namespace, traits);
            if is_attribute {
                traits.insert("smithy.api#xmlAttribute", json!({}));
            }
        }
        if let Some((name, _)) = query_name.filter(|_| self.context.wire.ec2) {
            traits.insert("aws.protocols#ec2QueryName", Value::String(name));
        }
        let in_json = matches!(self.holder, Holder::Structure { payload: false, .. });
        if let Some(name) =
            name.filter(|name| in_json && self.context.wire.json_names && name != self.name)
        {
            traits.insert("smithy.api#jsonName", Value::String(name));
        }
    }

    fn is_payload(&self) -> bool {
        matches!(self.holder, Holder::Structure { payload: true, .. })
    }

    /// Binds the member to a part of the HTTP message outside the body, if there is such a part.
    fn bind(
        &mut self,
        location: &str,
        name: Option<String>,
        shape: &ShapeId,
        traits: &mut Traits,
    ) -> bool {
        let is_map = self.context.outline(self.target).is_some_and(|outline| outline.is_map);
        let named =
            |name: Option<String>| Value::String(name.unwrap_or_else(|| self.name.to_owned()));
        let (binding, value) = match location {
            "uri" => ("smithy.api#httpLabel", json!({})),
            "querystring" if is_map => ("smithy.api#httpQueryParams", json!({})),
            "querystring" => ("smithy.api#httpQuery", named(name.clone())),
            "header" => ("smithy.api#httpHeader", named(name.clone())),
            "headers" => {
                ("smithy.api#httpPrefixHeaders", Value::String(name.clone().unwrap_or_default()))
            }
            "statusCode" => ("smithy.api#httpResponseCode", json!({})),
            _ => return false,
        };
        traits.insert(binding, value);
        if let Some(name) = name.filter(|name| location == "uri" && name != self.name) {
            self.context.label(shape, name, self.name);
        }
        true
    }

    /// Names the member in XML and forms. Where the entries of a list aren't in an element of the list's
    /// own, their name is the member's.
    fn xml(
        &self,
        name: Option<String>,
        flattened: bool,
        namespace: Option<Value>,
        traits: &mut Traits,
    ) {
        let outline = self.context.outline(self.target);
        let flattened = flattened || outline.is_some_and(|outline| outline.flattened);
        let mut name = name;
        if flattened && let Holder::Structure { .. } = self.holder {
            traits.insert("smithy.api#xmlFlattened", json!({}));
            name = outline.and_then(|outline| outline.entry_name.clone()).or(name);
        }
        // The root of a document is otherwise called after its shape.
        if let Some(name) = name.filter(|name| name != self.name || self.is_payload()) {
            traits.insert("smithy.api#xmlName", Value::String(name));
        }
        let usual = |namespace: &Value| {
            let uri = namespace.get("uri").and_then(Value::as_str);
            namespace.get("prefix").is_none() && uri == self.context.xml_namespace.as_deref()
        };
        if let Some(namespace) = namespace.filter(|namespace| !usual(namespace)) {
            traits.insert(XML_NAMESPACE, namespace);
        }
    }
}
