//! What single services do beyond their models. Every SDK has these rules.

use ::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::super::Blob;
use super::super::service::Service;
use super::super::value::View;
use super::codec::{Members, OperationFacts, RequestView};
use super::codecs::CUSTOMIZATIONS;
use super::content_type::set_default;

/// What a service does beyond its model.
pub(super) trait Customization: Sync {
    /// Returns the name that AWS's SDKs know the service by.
    fn sdk_id(&self) -> &'static str;

    /// Adds the headers that depend on the body.
    fn add_headers(&self, headers: &mut HeaderMap, body: &[u8]) {
        _ = (headers, body);
    }

    /// Removes the bucket from the target of a request and returns it, if it can be the first part of the host's name.
    fn take_bucket(&self, operation: &OperationFacts, target: &mut String) -> Option<String> {
        _ = (operation, target);
        None
    }

    /// Returns the bucket in a host's name, which is below one of these domains or one of AWS's.
    fn find_bucket<'r>(&self, host: &'r str, domains: &[String]) -> Option<&'r str> {
        _ = (host, domains);
        None
    }

    /// Returns the request without the frames of its body; `None` if it has none.
    ///
    /// # Errors
    /// The frames are malformed.
    fn unframe(&self, request: RequestView<'_>) -> Result<Option<Unframed>, String> {
        _ = request;
        Ok(None)
    }
}

/// The headers and body of a request without the frames of the body.
pub(super) struct Unframed {
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// Returns the customization of a service.
pub(super) fn find(service: &Service) -> Option<&'static dyn Customization> {
    CUSTOMIZATIONS.iter().copied().find(|it| service.sdk_id == Some(it.sdk_id()))
}

/// Adds the headers that every request to the service has.
pub(super) fn add_headers(service: &Service, headers: &mut HeaderMap, body: &[u8]) {
    if let Some(customization) = find(service) {
        customization.add_headers(headers, body);
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

/// Adds the headers with the identifiers of the request to a response.
pub(super) fn add_request_id(service: &Service, headers: &mut HeaderMap, id: &str) {
    let host_id = create_host_id(service, id);
    let name = if host_id.is_some() { "x-amz-request-id" } else { "x-amzn-requestid" };
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static(name), id);
    }
    if let Some(id) = host_id {
        set_default(headers, HeaderName::from_static("x-amz-id-2"), &id);
    }
}

/// Returns the second identifier of the request, which means something to the service alone. Only S3 has one.
pub(super) fn create_host_id(service: &Service, request_id: &str) -> Option<String> {
    let is_s3 = matches!(service.sdk_id, Some("S3" | "S3 Control"));
    is_s3.then(|| Blob::from(request_id).to_base64())
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
