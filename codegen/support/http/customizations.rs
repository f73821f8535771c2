//! What single services ask of their clients beyond their models. Every SDK has these rules.

use ::http::{HeaderMap, HeaderName, header};

use super::super::service::Service;
use super::content_type::set_default;

/// Adds the headers that every request to the service has.
pub(super) fn add_headers(service: &Service, headers: &mut HeaderMap) {
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
