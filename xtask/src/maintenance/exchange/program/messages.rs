//! Messages as JSON. A body is a text with a character for each byte.

use http::{HeaderMap, Request, Response, request, response};
use serde_json::{Value, json};

use crate::Answer;

pub fn request_to_json(request: &Request<Vec<u8>>) -> Value {
    json!({ "request": {
        "method": request.method().as_str(),
        "uri": request.uri().to_string(),
        "headers": headers_to_json(request.headers()),
        "body": to_text(request.body()),
    } })
}

pub fn response_to_json(response: &Response<Vec<u8>>) -> Value {
    json!({ "response": {
        "status": response.status().as_u16(),
        "headers": headers_to_json(response.headers()),
        "body": to_text(response.body()),
    } })
}

/// # Errors
/// The message isn't one that can be sent.
pub fn request_from_json(message: &Value) -> Result<Request<Vec<u8>>, String> {
    let mut builder =
        request::Builder::new().method(text(&message["method"])).uri(text(&message["uri"]));
    for (name, value) in headers(message) {
        builder = builder.header(name, value);
    }
    let request = builder.body(to_bytes(text(&message["body"])));
    request.map_err(|error| format!("the case has no request that can be sent: {error}"))
}

/// # Errors
/// The message isn't one that can be sent.
pub fn response_from_json(message: &Value) -> Result<Response<Vec<u8>>, String> {
    let status = message["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let mut builder = response::Builder::new().status(status.unwrap_or_default());
    for (name, value) in headers(message) {
        builder = builder.header(name, value);
    }
    let response = builder.body(to_bytes(text(&message["body"])));
    response.map_err(|error| format!("the case has no response that can be sent: {error}"))
}

/// Describes a response that wasn't expected.
pub fn describe(response: &Response<Vec<u8>>) -> String {
    format!("status {}, {}", response.status(), String::from_utf8_lossy(response.body()))
}

/// Returns values that were read, with the ways of reading, and the expected value.
pub fn values_to_json(
    expected: &Value,
    values: impl IntoIterator<Item = (&'static str, Value)>,
) -> Answer {
    let values = values.into_iter().map(
        |(reading, actual)| json!({ "reading": reading, "expected": expected, "actual": actual }),
    );
    Ok(json!({ "values": values.collect::<Vec<_>>() }))
}

fn headers_to_json(headers: &HeaderMap) -> Value {
    let lines = headers
        .iter()
        .map(|(name, value)| json!([name.as_str(), String::from_utf8_lossy(value.as_bytes())]));
    lines.collect()
}

fn headers(message: &Value) -> impl Iterator<Item = (&str, &str)> {
    let lines = message["headers"].as_array().into_iter().flatten();
    lines.map(|line| (text(&line[0]), text(&line[1])))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn to_text(body: &[u8]) -> String {
    body.iter().map(|byte| char::from(*byte)).collect()
}

/// Returns the bytes that travel as a text.
pub fn bytes(value: &Value) -> Vec<u8> {
    to_bytes(text(value))
}

fn to_bytes(body: &str) -> Vec<u8> {
    body.chars().filter_map(|letter| u8::try_from(letter).ok()).collect()
}
