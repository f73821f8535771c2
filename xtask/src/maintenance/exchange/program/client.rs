//! The client's side.

use serde_json::{Value, json};
use shapes::support::Operation;
use shapes::support::http::{Endpoint, ResponseError, response};

use crate::Answer;
use crate::messages::{request_to_json, response_from_json, values_to_json};
use crate::values::{error_from_params, error_to_json, from_params, to_json};

/// The idempotency token that is expected.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

pub fn write_request<O: Operation>(task: &Value) -> Answer {
    let input: O::Input = from_params(&task["params"])?;
    let mut endpoint = match task["endpoint"]["url"].as_str() {
        Some(url) => Endpoint::parse(url).map_err(|error| format!("{url}: {error}"))?,
        None => Endpoint::relative(),
    };
    if let Some(has_bucket) = task["endpoint"]["has_bucket_in_host"].as_bool() {
        endpoint = endpoint.with_bucket_in_host(has_bucket);
    }
    let endpoint = endpoint.with_token_source(|| TOKEN.to_owned());
    let request = endpoint.request::<O>(&input);
    let request = request.map_err(|error| format!("no request is written: {error}"))?;
    Ok(request_to_json(&request))
}

/// Reads a response that isn't one of the operation's.
pub fn fail_response<O: Operation>(task: &Value) -> Answer {
    match response::<O>(&response_from_json(&task["response"])?) {
        Ok(output) => Err(format!("an output is read: {}", to_json(&output))),
        Err(_) => Ok(json!({ "failure": "" })),
    }
}

pub fn read_response<O: Operation>(task: &Value) -> Answer {
    let message = response_from_json(&task["response"])?;
    match (response::<O>(&message), task["error"].as_str()) {
        (Ok(output), None) => {
            let expected: O::Output = from_params(&task["params"])?;
            values_to_json(&to_json(&expected), [("client", to_json(&output))])
        }
        (Err(ResponseError::Service(error)), Some(code)) => {
            let expected = error_from_params::<O::Error>(code, &task["params"])?;
            values_to_json(&error_to_json(&expected), [("client", error_to_json(&error))])
        }
        (Ok(output), Some(_)) => {
            Err(format!("no error but an output is read: {}", to_json(&output)))
        }
        (Err(ResponseError::Service(error)), None) => {
            Err(format!("no output but an error is read: {}", error_to_json(&error)))
        }
        (Err(ResponseError::Malformed(error)), _) => Err(error.to_string()),
    }
}
