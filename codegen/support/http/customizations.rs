//! What single services ask of their clients beyond their models. Every SDK has these rules.

use ::http::{HeaderMap, HeaderName, header};

use super::super::service::Service;
use super::super::value::View;
use super::codecs::CUSTOM_HEADERS;
use super::codec::{Members, OperationFacts};
use super::content_type::set_default;

/// Adds headers to a request: its own headers and body.
pub(super) type AddHeaders = fn(&mut HeaderMap, &[u8]);

/// Adds the headers that every request to the service has.
pub(super) fn add_headers(service: &Service, headers: &mut HeaderMap, body: &[u8]) {
    for (_, add) in CUSTOM_HEADERS.iter().filter(|(sdk_id, _)| service.sdk_id == Some(sdk_id)) {
        add(headers, body);
    }
    match service.sdk_id {
        // Without it, the service answers with HAL instead of the model's JSON.
        Some("API Gateway") => set_default(headers, header::ACCEPT, "application/json"),
        Some("Glacier") => {
            let name = HeaderName::from_static("x-amz-glacier-version");
            set_default(headers, name, service.version);
        }
        _ => {}
    }
}

/// Returns the value of a label that isn't set.
pub(super) fn default_label(service: &Service, label: &str) -> Option<&'static str> {
    // The hyphen stands for the account that signs the request.
    (service.sdk_id == Some("Glacier") && label == "accountId").then_some("-")
}

/// Returns the URL of the endpoint that a request is sent to if a member has it.
pub(super) fn find_host<'a>(operation: &OperationFacts, members: Members<'a>) -> Option<&'a str> {
    let is_predict =
        operation.service.sdk_id == Some("Machine Learning") && operation.name == "Predict";
    let mut fields = members.shape.fields.iter().zip(members.views);
    let endpoint = fields.find(|(field, _)| is_predict && field.name() == "PredictEndpoint")?;
    if let View::String(url) = endpoint.1 { Some(url) } else { None }
}
