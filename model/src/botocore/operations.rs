//! The operations of a document.

use serde_json::{Map, Value, json};

use super::context::{Context, place};
use super::{facts, uri};
use crate::json::{Fields, wrong_type};
use crate::report::{Report, error};
use crate::smithy::{bad_name, is_identifier};
use crate::{Model, Operation, Pointer, ShapeId, Traits};

const KEYS: [&str; 24] = [
    "name",
    "http",
    "input",
    "output",
    "errors",
    "documentation",
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
    "idempotent",
    "readonly",
    "endpoint",
    "endpointdiscovery",
    "endpointoperation",
    "authtype",
    "auth",
    "httpChecksum",
    "httpChecksumRequired",
    "unsignedPayload",
    "requestcompression",
    "staticContextParams",
    "operationContextParams",
    "alias",
    "documentationUrl",
];

/// `endpointoperation` is looked at for the service.
const MEANINGLESS: [&str; 4] = ["name", "endpointoperation", "alias", "documentationUrl"];

/// Takes the operations out of the document.
pub(super) fn read(
    document: &mut Map<String, Value>,
    context: &Context,
    model: &mut Model,
    report: &mut Report,
) {
    let at = place("operations");
    let operations = match document.get_mut("operations") {
        None => return,
        Some(Value::Object(operations)) => operations,
        Some(other) => return report.push(wrong_type(&at, "an object", other)),
    };
    for (name, value) in operations {
        let at = at.join(name);
        let id = context.id(name);
        if !is_identifier(name) {
            report.push(bad_name(name, &at).about(&id));
        } else if let Some(operation) = operation(&id, value.take(), at, context, model, report) {
            model.operations.insert(id, operation);
        }
    }
}

fn operation(
    id: &ShapeId,
    value: Value,
    at: Pointer,
    context: &Context,
    model: &mut Model,
    report: &mut Report,
) -> Option<Operation> {
    let mut fields = Fields::new(value, at, id, report)?;
    let mut traits = Traits::new();
    facts::common(&mut fields, &mut traits, report);
    let input = reference(&mut fields, "input", id, context, report);
    let output = reference(&mut fields, "output", id, context, report);
    let input = input.map(|input| root(input, context, model, report));
    let output = output.map(|(output, _)| output);
    let errors = errors(&mut fields, id, context, report);
    http(&mut fields, id, input.as_ref(), context, &mut traits, report);
    auth(&mut fields, &mut traits, report);
    others(&mut fields, &mut traits, report);
    fields.skip(&MEANINGLESS);
    let at = fields.at.clone();
    fields.finish(&KEYS, report);
    Some(Operation { id: id.clone(), input, output, errors, traits, at })
}

/// The shape that a key refers to, with what else it says.
fn reference<'a>(
    fields: &mut Fields<'_>,
    key: &str,
    id: &'a ShapeId,
    context: &Context,
    report: &mut Report,
) -> Option<(ShapeId, Fields<'a>)> {
    let (value, at) = fields.take(key)?;
    shape_of(value, at, id, context, report)
}

fn shape_of<'a>(
    value: Value,
    at: Pointer,
    id: &'a ShapeId,
    context: &Context,
    report: &mut Report,
) -> Option<(ShapeId, Fields<'a>)> {
    let mut fields = Fields::new(value, at, id, report)?;
    let found = fields.text("shape", report);
    if found.is_none() && !report.tells_of(&fields.at.join("shape")) {
        let problem = error("missing-key", &fields.at, "this has no `shape`").about(id);
        report.push(problem.hint("such as \"shape\": \"GetForecastRequest\""));
    }
    found.map(|(name, _)| (context.shape(&name), fields))
}

/// The input, whose element in XML has the name that the operation gives it.
fn root(
    (input, mut fields): (ShapeId, Fields<'_>),
    context: &Context,
    model: &mut Model,
    report: &mut Report,
) -> ShapeId {
    let name = fields.text("locationName", report).filter(|(name, _)| name != input.name());
    if let Some((name, _)) = name.filter(|_| context.wire.xml && !context.wire.ec2)
        && let Some(shape) = model.shapes.get_mut(&input)
    {
        shape.traits.insert("smithy.api#xmlName", Value::String(name));
    }
    input
}

/// The errors in their order, each once.
fn errors(
    fields: &mut Fields<'_>,
    id: &ShapeId,
    context: &Context,
    report: &mut Report,
) -> Vec<ShapeId> {
    let (items, at) = fields.array("errors", report);
    let mut errors: Vec<ShapeId> = Vec::with_capacity(items.len());
    for (number, item) in items.into_iter().enumerate() {
        let found = shape_of(item, at.join(&number.to_string()), id, context, report);
        errors.extend(found.map(|(error, _)| error).filter(|error| !errors.contains(error)));
    }
    errors
}

/// Method and URI, except where the protocol has none but `POST /`.
fn http(
    fields: &mut Fields<'_>,
    id: &ShapeId,
    input: Option<&ShapeId>,
    context: &Context,
    traits: &mut Traits,
    report: &mut Report,
) {
    let Some((value, at)) = fields.take("http") else { return };
    let Some(mut http) = Fields::new(value, at, id, report) else { return };
    let method =
        http.text("method", report).map_or_else(|| "POST".to_owned(), |(method, _)| method);
    let code = http.number("responseCode", report).map_or_else(|| 200.into(), |(code, _)| code);
    let labels = input.and_then(|input| context.labels.get(input)).map_or(&[][..], Vec::as_slice);
    let uri = match http.text("requestUri", report) {
        Some((uri, _)) if uri.starts_with('/') => uri::renamed(&uri, labels),
        Some((uri, at)) => {
            let message = format!("the URI `{uri}` doesn't start with a slash");
            report.push(error("malformed-trait", &at, message).about(id));
            return;
        }
        None => "/".to_owned(),
    };
    http.finish(&["method", "requestUri", "responseCode"], report);
    if context.wire.rest || uri != "/" || method != "POST" {
        let value = json!({ "method": method, "uri": uri, "code": code });
        traits.insert("smithy.api#http", value);
    }
}

fn auth(fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report) {
    let kind = fields.text("authtype", report).map(|(kind, _)| kind);
    let (schemes, _) = fields.array("auth", report);
    let schemes: Vec<Value> =
        schemes.into_iter().filter(|scheme| scheme != "smithy.api#noAuth").collect();
    let none = kind.as_deref() == Some("none");
    if none {
        traits.insert("smithy.api#optionalAuth", json!({}));
    }
    if none || !schemes.is_empty() {
        traits.insert("smithy.api#auth", Value::Array(schemes));
    }
    if fields.flag("unsignedPayload", report) || kind.as_deref() == Some("v4-unsigned-body") {
        traits.insert("aws.auth#unsignedPayload", json!({}));
    }
}

fn others(fields: &mut Fields<'_>, traits: &mut Traits, report: &mut Report) {
    let marks = [
        ("idempotent", "smithy.api#idempotent"),
        ("readonly", "smithy.api#readonly"),
        ("httpChecksumRequired", "smithy.api#httpChecksumRequired"),
    ];
    facts::marks(fields, &marks, traits, report);
    let objects = [
        ("endpoint", "smithy.api#endpoint"),
        ("httpChecksum", "aws.protocols#httpChecksum"),
        ("operationContextParams", "smithy.rules#operationContextParams"),
        ("requestcompression", "smithy.api#requestCompression"),
        ("staticContextParams", "smithy.rules#staticContextParams"),
    ];
    facts::objects(fields, &objects, traits, report);
    if let Some((discovery, _)) = fields.take("endpointdiscovery") {
        let required = discovery.get("required") == Some(&Value::Bool(true));
        traits.insert("aws.api#clientDiscoveredEndpoint", json!({ "required": required }));
    }
}
