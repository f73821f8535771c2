//! Reads the operations of a document.

use serde_json::{Map, Value, json};

use super::common_traits;
use super::context::{Context, root_pointer};
use crate::id::is_identifier;
use crate::json::{ObjectReader, malformed_name, wrong_type};
use crate::report::{Report, error};
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

/// Ignored keys. `endpointoperation` isn't needed, because the reader of the service finds the operation by its name.
const IGNORED_KEYS: [&str; 4] = ["name", "endpointoperation", "alias", "documentationUrl"];

/// Reads the operations, and leaves their names in the document.
pub(super) fn read_operations(
    document: &mut Map<String, Value>,
    context: &Context,
    model: &mut Model,
    report: &mut Report,
) {
    let at = root_pointer("operations");
    let operations = match document.get_mut("operations") {
        None => return,
        Some(Value::Object(operations)) => operations,
        Some(other) => return report.push(wrong_type(&at, "an object", other)),
    };
    for (name, value) in operations {
        let at = at.join(name);
        let id = context.id(name);
        if !is_identifier(name) {
            report.push(malformed_name(name, &at).about(&id));
        } else if let Some(operation) =
            read_operation(&id, value.take(), at, context, model, report)
        {
            model.operations.insert(id, operation);
        }
    }
}

fn read_operation(
    id: &ShapeId,
    value: Value,
    at: Pointer,
    context: &Context,
    model: &mut Model,
    report: &mut Report,
) -> Option<Operation> {
    let mut object = ObjectReader::new(value, at, id, report)?;
    let mut traits = Traits::new();
    common_traits::read_common(&mut object, &mut traits, report);
    let input = read_reference(&mut object, "input", id, context, report);
    let output = read_reference(&mut object, "output", id, context, report);
    let input = input.map(|input| set_input_name(input, context, model, report));
    let output = output.map(|(output, _)| output);
    let errors = read_errors(&mut object, id, context, report);
    read_http(&mut object, id, input.as_ref(), context, &mut traits, report);
    read_auth(&mut object, &mut traits, report);
    read_other_traits(&mut object, &mut traits, report);
    if context.service_name == "S3" && id.name() == "GetBucketLocation" {
        // The format can't say so; AWS's SDKs for Python have code for it.
        traits.insert("aws.customizations#s3UnwrappedXmlOutput", json!({}));
    }
    object.skip(&IGNORED_KEYS);
    let at = object.at.clone();
    object.warn_unknown_keys(&KEYS, report);
    Some(Operation { id: id.clone(), input, output, errors, traits, at })
}

/// Returns the shape that a key refers to, with the other entries of the reference.
fn read_reference<'a>(
    object: &mut ObjectReader<'_>,
    key: &str,
    id: &'a ShapeId,
    context: &Context,
    report: &mut Report,
) -> Option<(ShapeId, ObjectReader<'a>)> {
    let (value, at) = object.take(key)?;
    read_shape_reference(value, at, id, context, report)
}

fn read_shape_reference<'a>(
    value: Value,
    at: Pointer,
    id: &'a ShapeId,
    context: &Context,
    report: &mut Report,
) -> Option<(ShapeId, ObjectReader<'a>)> {
    let mut object = ObjectReader::new(value, at, id, report)?;
    let shape = object.take_string("shape", report);
    if shape.is_none() && !report.last_is_at(&object.at.join("shape")) {
        let problem = error("missing-key", &object.at, "the key `shape` is missing").about(id);
        report.push(problem.hint("add it, for example \"shape\": \"GetForecastRequest\""));
    }
    shape.map(|(name, _)| (context.shape_id(&name), object))
}

/// Sets the XML name of an input, which its operation defines, and returns its id.
fn set_input_name(
    (input, mut object): (ShapeId, ObjectReader<'_>),
    context: &Context,
    model: &mut Model,
    report: &mut Report,
) -> ShapeId {
    let name = object.take_string("locationName", report).filter(|(name, _)| name != input.name());
    if let Some((name, _)) = name.filter(|_| context.wire.is_xml && !context.wire.is_ec2)
        && let Some(shape) = model.shapes.get_mut(&input)
    {
        shape.traits.insert("smithy.api#xmlName", Value::String(name));
    }
    input
}

/// Returns the errors in their order, without duplicates.
fn read_errors(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    context: &Context,
    report: &mut Report,
) -> Vec<ShapeId> {
    let (items, at) = object.take_array("errors", report);
    let mut errors: Vec<ShapeId> = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = at.join(&index.to_string());
        let reference = read_shape_reference(item, at, id, context, report);
        errors.extend(reference.map(|(error, _)| error).filter(|error| !errors.contains(error)));
    }
    errors
}

/// Reads the method and URI. They are omitted if they are `POST /` and the protocol doesn't use others.
fn read_http(
    object: &mut ObjectReader<'_>,
    id: &ShapeId,
    input: Option<&ShapeId>,
    context: &Context,
    traits: &mut Traits,
    report: &mut Report,
) {
    let Some((value, at)) = object.take("http") else { return };
    let Some(mut http) = ObjectReader::new(value, at, id, report) else { return };
    let method =
        http.take_string("method", report).map_or_else(|| "POST".to_owned(), |(method, _)| method);
    let code =
        http.take_number("responseCode", report).map_or_else(|| 200.into(), |(code, _)| code);
    let labels = input.and_then(|input| context.labels.get(input)).map_or(&[][..], Vec::as_slice);
    let uri = match http.take_string("requestUri", report) {
        Some((uri, _)) if uri.starts_with('/') => rename_labels(&uri, labels),
        Some((uri, at)) => {
            let message = format!("the URI `{uri}` doesn't start with a slash");
            report.push(error("malformed-trait", &at, message).about(id));
            return;
        }
        None => "/".to_owned(),
    };
    http.warn_unknown_keys(&["method", "requestUri", "responseCode"], report);
    if context.wire.is_rest || uri != "/" || method != "POST" {
        let value = json!({ "method": method, "uri": uri, "code": code });
        traits.insert("smithy.api#http", value);
    }
}

fn read_auth(object: &mut ObjectReader<'_>, traits: &mut Traits, report: &mut Report) {
    let auth_type = object.take_string("authtype", report).map(|(auth_type, _)| auth_type);
    let (schemes, _) = object.take_array("auth", report);
    let schemes: Vec<Value> =
        schemes.into_iter().filter(|scheme| scheme != "smithy.api#noAuth").collect();
    let is_optional = auth_type.as_deref() == Some("none");
    if is_optional {
        traits.insert("smithy.api#optionalAuth", json!({}));
    }
    if is_optional || !schemes.is_empty() {
        traits.insert("smithy.api#auth", Value::Array(schemes));
    }
    if object.take_flag("unsignedPayload", report)
        || auth_type.as_deref() == Some("v4-unsigned-body")
    {
        traits.insert("aws.auth#unsignedPayload", json!({}));
    }
}

fn read_other_traits(object: &mut ObjectReader<'_>, traits: &mut Traits, report: &mut Report) {
    let flags = [
        ("idempotent", "smithy.api#idempotent"),
        ("readonly", "smithy.api#readonly"),
        ("httpChecksumRequired", "smithy.api#httpChecksumRequired"),
    ];
    common_traits::read_flags(object, &flags, traits, report);
    let objects = [
        ("endpoint", "smithy.api#endpoint"),
        ("httpChecksum", "aws.protocols#httpChecksum"),
        ("operationContextParams", "smithy.rules#operationContextParams"),
        ("requestcompression", "smithy.api#requestCompression"),
        ("staticContextParams", "smithy.rules#staticContextParams"),
    ];
    common_traits::read_objects(object, &objects, traits, report);
    if let Some((discovery, _)) = object.take("endpointdiscovery") {
        let required = discovery.get("required") == Some(&Value::Bool(true));
        traits.insert("aws.api#clientDiscoveredEndpoint", json!({ "required": required }));
    }
}

/// Renames the labels of a URI template. `renames` are pairs of a label and the new name.
fn rename_labels(template: &str, renames: &[(String, String)]) -> String {
    let mut renamed = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, label)) = rest.split_once('{') {
        renamed.push_str(before);
        renamed.push('{');
        let end = label.find(['}', '+']).unwrap_or(label.len());
        let (name, after) = label.split_at_checked(end).unwrap_or((label, ""));
        let rename = renames.iter().find(|(label, _)| label == name);
        renamed.push_str(rename.map_or(name, |(_, new)| new));
        rest = after;
    }
    renamed.push_str(rest);
    renamed
}

#[cfg(test)]
mod tests {
    use super::rename_labels;

    #[test]
    fn only_labels_are_renamed() {
        let renames = [("a_id".to_owned(), "aId".to_owned()), ("key".to_owned(), "Key".to_owned())];
        let template = "/a_id/{a_id}/b/{other}/{key+}?key&x={a_id}";
        assert_eq!(rename_labels(template, &renames), "/a_id/{aId}/b/{other}/{Key+}?key&x={aId}");
        assert_eq!(rename_labels("/{open", &renames), "/{open");
    }
}
