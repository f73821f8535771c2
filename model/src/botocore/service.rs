//! The service: what a document says in its `metadata` and at its top.

use serde_json::{Map, Value, json};

use super::context::{Context, place};
use super::{facts, protocols};
use crate::json::Fields;
use crate::report::{Report, error};
use crate::smithy::{is_absolute, is_identifier};
use crate::traits::SPARSE_UNKNOWN;
use crate::{Model, Service, ShapeId, Traits};

const KEYS: [&str; 18] = [
    "apiVersion",
    "auth",
    "awsQueryCompatible",
    "checksumFormat",
    "endpointPrefix",
    "globalEndpoint",
    "jsonVersion",
    "protocol",
    "protocols",
    "protocolSettings",
    "serviceAbbreviation",
    "serviceFullName",
    "serviceId",
    "signatureVersion",
    "signingName",
    "targetPrefix",
    "uid",
    "xmlNamespace",
];

/// The trait of a service whose file doesn't list its operations by name.
pub(crate) const OPERATION_ORDER: &str = "shapesmith#operationOrder";

/// What Smithy has no word for, and nobody needs who has the rest.
const MEANINGLESS: [&str; 4] =
    ["checksumFormat", "globalEndpoint", "ripServiceName", "serviceAbbreviation"];

/// Takes the service out of what is left of the document.
pub(super) fn read(
    document: &mut Map<String, Value>,
    context: &Context,
    model: &mut Model,
    report: &mut Report,
) {
    let at = place("metadata");
    let order = operation_order(document, context, model);
    let operations = model.operations.keys().cloned().collect();
    let metadata = document.swap_remove("metadata").unwrap_or_default();
    let id = id(&metadata, context);
    let Some(mut fields) = Fields::new(metadata, at.clone(), &id, report) else {
        // Nobody should be told that there is no service.
        let (version, errors, rename, traits) = Default::default();
        let service = Service { id: id.clone(), version, operations, errors, rename, traits, at };
        model.services.insert(id, service);
        return;
    };
    let mut traits = Traits::new();
    protocols::read(&mut fields, &id, &mut traits, report);
    let version = fields.text("apiVersion", report).map(|(version, _)| version).unwrap_or_default();
    names(&mut fields, &id, &version, &mut traits, report);
    fields.skip(&MEANINGLESS);
    let at = fields.at.clone();
    fields.finish(&KEYS, report);
    if let Some(uri) = &context.xml_namespace {
        traits.insert("smithy.api#xmlNamespace", json!({ "uri": uri }));
    }
    discovery(context, model, &mut traits);
    of_document(document, &id, &mut traits, report);
    if let Some(order) = order {
        traits.insert(OPERATION_ORDER, order);
    }
    traits.insert(SPARSE_UNKNOWN, json!({}));
    let (errors, rename) = Default::default();
    let service = Service { id: id.clone(), version, operations, errors, rename, traits, at };
    model.services.insert(id, service);
}

/// The service's id. The prefix of the header `X-Amz-Target`, which is the service's name in Smithy,
/// is its name here; other protocols don't say it, so that it is called after its `serviceId`.
fn id(metadata: &Value, context: &Context) -> ShapeId {
    let prefix = metadata.get("targetPrefix").and_then(Value::as_str);
    let name =
        prefix.and_then(|prefix| prefix.rsplit('.').next()).filter(|name| is_identifier(name));
    let mut name = name.unwrap_or(&context.service_name).to_owned();
    while context.taken(&name) {
        name.push_str("Service");
    }
    context.id(&name)
}

fn names(
    fields: &mut Fields<'_>,
    id: &ShapeId,
    version: &str,
    traits: &mut Traits,
    report: &mut Report,
) {
    if let Some((title, _)) = fields.text("serviceFullName", report) {
        traits.insert("smithy.api#title", Value::String(title));
    }
    let prefix = fields.text("endpointPrefix", report).map(|(prefix, _)| prefix);
    let sdk_id = fields.text("serviceId", report).map(|(id, _)| id).or_else(|| prefix.clone());
    let uid = fields.text("uid", report).map(|(uid, _)| uid);
    let signing_name = fields.text("signingName", report).map(|(name, _)| name);
    auth(fields, signing_name.or_else(|| prefix.clone()), traits, report);
    fields.skip(&["targetPrefix", "xmlNamespace"]);
    let Some(sdk_id) = sdk_id else {
        let problem = error("missing-key", &fields.at, "the service has no `serviceId`").about(id);
        return report.push(problem.hint("such as \"serviceId\": \"Lambda\""));
    };
    let usual = format!("{}-{version}", sdk_id.to_lowercase().replace(' ', "-"));
    let mut service = json!({ "sdkId": sdk_id });
    if let Some(prefix) = prefix {
        service["endpointPrefix"] = Value::String(prefix);
    }
    if let Some(uid) = uid.filter(|uid| *uid != usual) {
        service["docId"] = Value::String(uid);
    }
    traits.insert("aws.api#service", service);
}

/// How requests are signed; old ways that Smithy has no words for are left out.
fn auth(fields: &mut Fields<'_>, name: Option<String>, traits: &mut Traits, report: &mut Report) {
    let version = fields.text("signatureVersion", report).map(|(version, _)| version);
    let (listed, at) = fields.array("auth", report);
    let of_version = match version.as_deref() {
        Some("v4" | "s3" | "s3v4") => Some("aws.auth#sigv4"),
        Some("v4a") => Some("aws.auth#sigv4a"),
        Some("bearer") => Some("smithy.api#httpBearerAuth"),
        _ => None,
    };
    let mut schemes: Vec<&str> = Vec::new();
    for (number, scheme) in listed.iter().enumerate() {
        match scheme.as_str().filter(|scheme| is_absolute(scheme)) {
            Some(scheme) => schemes.push(scheme),
            None => {
                let at = at.join(&number.to_string());
                let message = format!("there is no way to sign called {scheme}");
                let problem = error("malformed-trait", &at, message).about(&fields.owner());
                report.push(problem.hint("such as \"aws.auth#sigv4\""));
            }
        }
    }
    if schemes.len() > 1 {
        traits.insert("smithy.api#auth", json!(schemes));
    }
    for scheme in schemes.into_iter().chain(of_version).filter(|id| *id != "smithy.api#noAuth") {
        let signs = scheme.starts_with("aws.auth#sigv4");
        let value =
            name.as_ref().filter(|_| signs).map_or(json!({}), |name| json!({ "name": name }));
        traits.insert(scheme, value);
    }
}

/// Which operation tells the endpoints of the others.
fn discovery(context: &Context, model: &Model, traits: &mut Traits) {
    let error = context.shape("InvalidEndpointException");
    let told =
        model.operations.values().find(|operation| operation.id.name() == "DescribeEndpoints");
    let used = model.operations.values().any(|o| o.traits.has("aws.api#clientDiscoveredEndpoint"));
    if let Some(operation) = told.filter(|_| used) {
        let mut value = json!({ "operation": operation.id.as_str() });
        if model.shapes.contains_key(&error) {
            value["error"] = Value::String(error.as_str().to_owned());
        }
        traits.insert("aws.api#clientEndpointDiscovery", value);
    }
}

/// The names of the operations in the order of the document, where that isn't the one of their ids.
fn operation_order(
    document: &Map<String, Value>,
    context: &Context,
    model: &Model,
) -> Option<Value> {
    let names = document.get("operations").and_then(Value::as_object);
    let ids = names.into_iter().flat_map(Map::keys).map(|name| context.id(name));
    let ids: Vec<ShapeId> = ids.filter(|id| model.operations.contains_key(id)).collect();
    (!ids.is_sorted()).then(|| ids.iter().map(ShapeId::name).collect())
}

/// What stands at the top of the document.
fn of_document(
    document: &mut Map<String, Value>,
    id: &ShapeId,
    traits: &mut Traits,
    report: &mut Report,
) {
    document.swap_remove("operations");
    let root = Value::Object(std::mem::take(document));
    let Some(mut fields) = Fields::new(root, Default::default(), id, report) else { return };
    facts::common(&mut fields, traits, report);
    let params = [("clientContextParams", "smithy.rules#clientContextParams")];
    facts::objects(&mut fields, &params, traits, report);
    fields.skip(&["version", "examples"]);
    fields.finish(&["version", "metadata", "operations", "shapes", "documentation"], report);
}
