//! The test cases in botocore's source package, below `tests/unit/protocols`: models and cases of all protocols that botocore
//! speaks. Some are Smithy's.

mod draft;
mod events;
mod suite;

use serde_json::Value;
use shapesmith::rust::{Api, Operation};
use shapesmith::{BuildError, Selection, lower_selection};
use shapesmith_model::{Source, read};

use super::collect::{Collected, Collector, ResponseValue};
use super::vector::{Common, Content, RequestVector, ResponseVector};
use crate::cli::Side;
use crate::maintenance::params::{BlobForm, convert_error};
use crate::maintenance::protocols::to_protocol_prefix;
use draft::{Draft, DraftCase};
use suite::{RawResponse, SerializedRequest, SuiteCase};

pub use draft::draft_models;
pub use suite::take_suite_files;

/// Reads a model, and returns its items and cases.
///
/// # Errors
/// The problems of the model.
pub fn collect_cases(draft: &Draft) -> Result<(Api, Collected), Vec<String>> {
    let api = lower(draft).map_err(|error| error.to_lines())?;
    let mut collector = Collector::new(&api, &draft.name);
    for case in &draft.cases {
        if let Err(reason) = add_case(&mut collector, &api, draft, case) {
            collector.collected.failures.push(format!("{}: {reason}", case.id));
        }
    }
    let collected = collector.collected;
    Ok((api, collected))
}

fn lower(draft: &Draft) -> Result<Api, BuildError> {
    let document = draft.to_document();
    let model = read(Source { name: &draft.name, bytes: document.as_bytes() }, None)?.model;
    Ok(lower_selection(&model, &Selection::default())?)
}

fn add_case(
    collector: &mut Collector<'_>,
    api: &Api,
    draft: &Draft,
    DraftCase { id, case }: &DraftCase,
) -> Result<(), String> {
    let operation = api.operation(case.operation());
    let operation = operation.ok_or("the model doesn't have the operation")?;
    let prefix = to_protocol_prefix(draft.protocol());
    let protocol = api.service.protocols.iter().find(|protocol| protocol.starts_with(prefix));
    let protocol = (*protocol.ok_or("the model doesn't have the protocol")?).to_owned();
    let common = Common { id: id.clone(), protocol, applies_to: None };
    if let Some(request) = &case.serialized {
        let vector = to_request_vector(common, request, draft, case);
        collector.add_request(operation, vector);
    } else if let Some(response) = &case.response {
        match &operation.output_events {
            Some(stream) => events::add_events(collector, operation, stream, common, case)?,
            None => add_response(collector, api, operation, common, case, response, draft)?,
        }
    }
    Ok(())
}

/// Adds a response, which the client reads. Of the response that the server writes, only the status must be the same, because
/// botocore reads responses leniently; the client reads it, too.
fn add_response(
    collector: &mut Collector<'_>,
    api: &Api,
    operation: &Operation,
    common: Common,
    case: &SuiteCase,
    RawResponse { status_code, headers, body }: &RawResponse,
    draft: &Draft,
) -> Result<(), String> {
    let value = match (&case.error, &case.error_code) {
        (Some(members), Some(code)) => {
            let message = Some(&case.error_message);
            convert_error(api, operation, code, message, members.clone(), BlobForm::Text)
                .map(|(code, params)| ResponseValue::of_error(code, params))
                // The model doesn't have the error.
                .unwrap_or_else(|_| unknown_error(code, message))
        }
        _ => ResponseValue::of_output(api, operation, &Value::Object(case.result.clone())),
    };
    let content = Content {
        headers: headers.clone(),
        body: Some(body.clone()),
        body_media_type: find_media_type(draft.protocol(), body),
        ..Content::default()
    };
    let (code, params) = (*status_code, Value::Null);
    let read = ResponseVector { common: common.clone(), code, content, params };
    collector.add_read_response(operation, &value, &read);
    let written = ResponseVector { common, code, content: Content::default(), params: Value::Null };
    collector.add_written_response(operation, &value, written);
    Ok(())
}

fn to_request_vector(
    mut common: Common,
    request: &SerializedRequest,
    draft: &Draft,
    case: &SuiteCase,
) -> RequestVector {
    let SerializedRequest { method, uri, host, headers, forbid_headers, require_headers, body } =
        request;
    let content = Content {
        headers: headers.clone(),
        forbid_headers: forbid_headers.clone(),
        require_headers: require_headers.clone(),
        body: body.clone(),
        body_media_type: find_media_type(draft.protocol(), body.as_deref().unwrap_or_default()),
    };
    let method = method.as_deref().or_else(|| case.given.get("http")?.get("method")?.as_str());
    let (method, (path, query)) =
        (method.unwrap_or("POST"), uri.split_once('?').unwrap_or((uri, "")));
    let endpoint = draft.client_endpoint.as_deref();
    let endpoint = endpoint.map(|url| url.split_once("://").map_or(url, |(_, host)| host));
    if endpoint.is_some_and(|host| host.contains('/')) {
        // A server doesn't know the path of an endpoint.
        common.applies_to = Some(Side::Client);
    }
    let (method, path) = (method.to_owned(), path.to_owned());
    let params = Value::Object(case.params.clone());
    let mut vector = RequestVector::new(&common, method, path, content, params);
    let parts = query.split('&').filter(|part| !part.is_empty());
    vector.query_params = parts.map(str::to_owned).collect();
    vector.has_whole_query = true;
    vector.has_whole_head = headers.keys().any(|name| name.eq_ignore_ascii_case("content-type"));
    vector.host = endpoint.map(str::to_owned);
    let resolved = host.as_deref().and_then(|host| host.split('/').next());
    vector.resolved_host = resolved.filter(|_| endpoint.is_some()).map(str::to_owned);
    vector
}

/// Returns the media type by which a body is compared or decoded, which the cases don't have.
fn find_media_type(protocol: &str, body: &str) -> Option<String> {
    let media_type = match protocol {
        "smithy-rpc-v2-cbor" => "application/cbor",
        "json" | "rest-json" if serde_json::from_str::<Value>(body).is_ok() => "application/json",
        "rest-xml" if body.starts_with('<') => "application/xml",
        _ => return None,
    };
    Some(media_type.to_owned())
}

/// Returns an error that the model doesn't have.
fn unknown_error(code: &str, message: Option<&Value>) -> ResponseValue {
    let message = message.filter(|message| !message.is_null());
    let members = message.map(|message| ("message".to_owned(), message.clone()));
    ResponseValue::of_error(code.to_owned(), members.into_iter().collect())
}
