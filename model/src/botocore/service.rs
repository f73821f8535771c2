//! Reads the service from the `metadata` and the remaining entries of a document.

use serde_json::{Map, Value, json};

use super::context::{Context, root_pointer};
use super::{common_traits, protocols};
use crate::id::{is_absolute_id, is_identifier};
use crate::json::ObjectReader;
use crate::report::{Report, error};
use crate::traits::{SPARSE_UNKNOWN, TARGET_PREFIX};
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

/// The trait with the order of the operations in the file, if they aren't sorted by name.
const OPERATION_ORDER: &str = "shapesmith#operationOrder";

/// Ignored keys, which have no counterpart in Smithy.
const IGNORED_KEYS: [&str; 4] =
    ["checksumFormat", "globalEndpoint", "ripServiceName", "serviceAbbreviation"];

/// Reads the service. The shapes and operations have been read before.
pub(super) fn read_service(
    document: &mut Map<String, Value>,
    context: &Context,
    model: &mut Model,
    report: &mut Report,
) {
    let at = root_pointer("metadata");
    let order = find_operation_order(document, context, model);
    let metadata = document.swap_remove("metadata").unwrap_or_default();
    let id = find_service_id(&metadata, context);
    let mut service = Service::new(id.clone());
    service.operations = model.operations.keys().cloned().collect();
    service.at = at.clone();
    let Some(mut object) = ObjectReader::new(metadata, at, &id, report) else {
        // The service is inserted without metadata so that a missing service isn't reported as well.
        model.services.insert(id, service);
        return;
    };
    let traits = &mut service.traits;
    protocols::read_protocols(&mut object, &id, traits, report);
    if context.service_name == "S3" {
        protocols::unwrap_errors(traits);
    }
    let version = object.take_string("apiVersion", report).map(|(version, _)| version);
    service.version = version.unwrap_or_default();
    read_names(&mut object, &id, &service.version, traits, report);
    object.skip(&IGNORED_KEYS);
    object.warn_unknown_keys(&KEYS, report);
    if let Some(uri) = &context.xml_namespace {
        traits.insert("smithy.api#xmlNamespace", json!({ "uri": uri }));
    }
    add_endpoint_discovery(context, model, traits);
    read_document_traits(document, &id, traits, report);
    if let Some(order) = order {
        traits.insert(OPERATION_ORDER, order);
    }
    traits.insert(SPARSE_UNKNOWN, json!({}));
    model.services.insert(id, service);
}

/// Returns the id of the service.
///
/// Its name is the prefix of the header `X-Amz-Target` without a namespace, which is the name of the service in Smithy, or else
/// derived from the `serviceId`.
fn find_service_id(metadata: &Value, context: &Context) -> ShapeId {
    let prefix = metadata.get("targetPrefix").and_then(Value::as_str);
    let name =
        prefix.and_then(|prefix| prefix.rsplit('.').next()).filter(|name| is_identifier(name));
    let mut name = name.unwrap_or(&context.service_name).to_owned();
    while context.is_taken(&name) {
        name.push_str("Service");
    }
    context.id(&name)
}

fn read_names(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    version: &str,
    traits: &mut Traits,
    report: &mut Report,
) {
    if let Some((title, _)) = object.take_string("serviceFullName", report) {
        traits.insert("smithy.api#title", Value::String(title));
    }
    let prefix = object.take_string("endpointPrefix", report).map(|(prefix, _)| prefix);
    let sdk_id =
        object.take_string("serviceId", report).map(|(id, _)| id).or_else(|| prefix.clone());
    let uid = object.take_string("uid", report).map(|(uid, _)| uid);
    let signing_name = object.take_string("signingName", report).map(|(name, _)| name);
    read_auth(object, signing_name.or_else(|| prefix.clone()), traits, report);
    object.skip(&["xmlNamespace"]);
    if let Some((target, _)) = object.take_string("targetPrefix", report)
        && target != id.name()
    {
        traits.insert(TARGET_PREFIX, Value::String(target));
    }
    let Some(sdk_id) = sdk_id else {
        let problem = error("missing-key", &object.at, "the service has no `serviceId`").about(id);
        return report.push(problem.hint("add it, for example \"serviceId\": \"Lambda\""));
    };
    let default_uid = format!("{}-{version}", sdk_id.to_lowercase().replace(' ', "-"));
    let mut service = json!({ "sdkId": sdk_id });
    if let Some(prefix) = prefix {
        service["endpointPrefix"] = Value::String(prefix);
    }
    if let Some(uid) = uid.filter(|uid| *uid != default_uid) {
        service["docId"] = Value::String(uid);
    }
    traits.insert("aws.api#service", service);
}

/// Reads the authentication schemes. Old signature versions without a trait in Smithy are omitted.
fn read_auth(
    object: &mut ObjectReader<'_>,
    signing_name: Option<String>,
    traits: &mut Traits,
    report: &mut Report,
) {
    let version = object.take_string("signatureVersion", report).map(|(version, _)| version);
    let (listed, at) = object.take_array("auth", report);
    let version_scheme = match version.as_deref() {
        Some("v4" | "s3" | "s3v4") => Some("aws.auth#sigv4"),
        Some("v4a") => Some("aws.auth#sigv4a"),
        Some("bearer") => Some("smithy.api#httpBearerAuth"),
        _ => None,
    };
    let mut schemes: Vec<&str> = Vec::new();
    for (index, scheme) in listed.iter().enumerate() {
        match scheme.as_str().filter(|scheme| is_absolute_id(scheme)) {
            Some(scheme) => schemes.push(scheme),
            None => {
                let at = at.join(&index.to_string());
                let message = format!("{scheme} isn't the id of an authentication scheme");
                let problem = error("malformed-trait", &at, message).about(&object.owner());
                report.push(problem.hint("write the id of its trait, such as \"aws.auth#sigv4\""));
            }
        }
    }
    if schemes.len() > 1 {
        traits.insert("smithy.api#auth", json!(schemes));
    }
    for scheme in schemes.into_iter().chain(version_scheme).filter(|id| *id != "smithy.api#noAuth")
    {
        let name = signing_name.as_ref().filter(|_| scheme.starts_with("aws.auth#sigv4"));
        let value = name.map_or(json!({}), |name| json!({ "name": name }));
        traits.insert(scheme, value);
    }
}

/// Adds the trait that names the operation for endpoint discovery, if any operation uses it.
fn add_endpoint_discovery(context: &Context, model: &Model, traits: &mut Traits) {
    let error = context.shape_id("InvalidEndpointException");
    let mut operations = model.operations.values();
    let is_used = operations.clone().any(|it| it.traits.has("aws.api#clientDiscoveredEndpoint"));
    let discovery = operations.find(|operation| operation.id.name() == "DescribeEndpoints");
    if let Some(operation) = discovery.filter(|_| is_used) {
        let mut value = json!({ "operation": operation.id.as_str() });
        if model.shapes.contains_key(&error) {
            value["error"] = Value::String(error.as_str().to_owned());
        }
        traits.insert("aws.api#clientEndpointDiscovery", value);
    }
}

/// Returns the names of the operations in the order of the document, or `None` if they are sorted by id.
fn find_operation_order(
    document: &Map<String, Value>,
    context: &Context,
    model: &Model,
) -> Option<Value> {
    let names = document.get("operations").and_then(Value::as_object);
    let ids = names.into_iter().flat_map(Map::keys).map(|name| context.id(name));
    let ids: Vec<ShapeId> = ids.filter(|id| model.operations.contains_key(id)).collect();
    (!ids.is_sorted()).then(|| ids.iter().map(ShapeId::name).collect())
}

/// Reads the entries of the document itself that are traits of the service.
fn read_document_traits(
    document: &mut Map<String, Value>,
    id: &ShapeId,
    traits: &mut Traits,
    report: &mut Report,
) {
    document.swap_remove("operations");
    let root = Value::Object(std::mem::take(document));
    let Some(mut object) = ObjectReader::new(root, Default::default(), id, report) else { return };
    common_traits::read_common(&mut object, traits, report);
    let params = [("clientContextParams", "smithy.rules#clientContextParams")];
    common_traits::read_objects(&mut object, &params, traits, report);
    object.skip(&["version", "examples"]);
    object.warn_unknown_keys(
        &["version", "metadata", "operations", "shapes", "documentation"],
        report,
    );
}
