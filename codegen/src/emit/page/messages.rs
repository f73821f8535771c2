//! The paragraph about the requests of an operation.

use crate::docs;
use crate::rust::{Api, Operation};

/// Returns the form of requests in each protocol of the service, the one that clients prefer first, and whether the operation is
/// read-only or idempotent.
pub fn describe_messages(api: &Api, operation: &Operation) -> Vec<String> {
    let (mut forms, mut sentences) = (describe_requests(api, operation), Vec::new());
    if forms.len() == 1 {
        sentences.append(&mut forms);
    }
    if operation.readonly {
        sentences.push("Read-only.".to_owned());
    }
    if operation.idempotent {
        sentences.push("Idempotent.".to_owned());
    }
    let mut lines = Vec::new();
    if !forms.is_empty() {
        lines.push(String::new());
        lines.extend(forms.iter().map(|form| format!("- {form}")));
    }
    if !sentences.is_empty() {
        lines.extend([String::new(), sentences.join(" ")]);
    }
    lines
}

/// Returns a sentence about requests for each protocol that the model describes.
fn describe_requests(api: &Api, operation: &Operation) -> Vec<String> {
    let protocols = &api.service.protocols;
    if protocols.is_empty() {
        return describe_http(operation).map(|form| format!("{form}.")).into_iter().collect();
    }
    let describe = |protocol: &&str| {
        let form = describe_request(api, operation, protocol)?;
        Some(format!("Protocol `{protocol}`: {form}."))
    };
    protocols.iter().filter_map(describe).collect()
}

fn describe_request(api: &Api, operation: &Operation, protocol: &str) -> Option<String> {
    let (service, name) = (api.origin.name(), operation.origin.name());
    match protocol {
        "awsJson1_0" | "awsJson1_1" => {
            let prefix = api.service.target_prefix.as_deref().unwrap_or(service);
            let target = docs::code(&format!("X-Amz-Target: {prefix}.{name}"));
            Some(format!("`POST /` with the header {target}"))
        }
        "awsQuery" | "ec2Query" => {
            let parameters = format!("Action={name}&Version={}", api.version);
            Some(format!("`POST /` with {}", docs::code(&parameters)))
        }
        "rpcv2Cbor" | "rpcv2Json" => Some(format!("`POST /service/{service}/operation/{name}`")),
        _ => describe_http(operation),
    }
}

fn describe_http(operation: &Operation) -> Option<String> {
    let http = operation.http.as_ref()?;
    let request = docs::code(&format!("{} {}", http.method, http.uri));
    Some(format!("{request}; responds with status {}", http.code))
}
