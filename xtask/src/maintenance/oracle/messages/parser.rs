//! Botocore as the client that reads our server's responses.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::{Value, json};

use super::check::{Check, ExpectedResponse};
use crate::exit::Failure;
use crate::maintenance::base64::encode_base64;
use crate::maintenance::cargo::exchange_lines;
use crate::maintenance::exchange::{Mismatch, Response, are_equal, find_header};
use crate::maintenance::protocols::to_botocore_name;

/// Runs the oracle's program that reads responses.
pub struct ResponseParser<'a> {
    pub python: &'a Path,
    pub folder: &'a Path,
}

/// What botocore read from a response.
#[derive(Deserialize)]
struct ParsedResponse {
    output: Option<Value>,
    /// The error of botocore, if it couldn't read it.
    exception: Option<String>,
}

impl ResponseParser<'_> {
    /// Returns the mismatch of each response: what botocore reads from it must be what it read from the recorded one.
    ///
    /// # Errors
    /// The oracle's program fails.
    pub fn check_responses(
        &self,
        model: Option<&PathBuf>,
        protocol: &str,
        responses: &[(&Check, &ExpectedResponse, &Response)],
    ) -> Result<Vec<Option<Mismatch>>, Failure> {
        let lines = responses.iter().map(|(check, _, response)| {
            let (operation, response) = (&check.operation, format_response(response));
            json!({ "model": model, "protocol": to_botocore_name(protocol), "operation": operation, "response": response })
        });
        let mut command = Command::new(self.python);
        // Without `-B` Python would write into the folder of the oracle.
        command.arg("-B").arg(self.folder.join("oracle.py")).args(["batch", "-a", "parse"]);
        let failed = |reason: String| Failure::new(format!("the oracle failed: {reason}"));
        let (parsed, status): (Vec<ParsedResponse>, _) =
            exchange_lines(&mut command, lines).map_err(failed)?;
        if parsed.len() != responses.len() {
            return Err(failed(format!("{status} at a response")));
        }
        let pairs = parsed.into_iter().zip(responses);
        Ok(pairs.map(|(parsed, (_, expected, _))| compare(&expected.parsed, parsed)).collect())
    }
}

fn compare(expected: &Value, parsed: ParsedResponse) -> Option<Mismatch> {
    let ParsedResponse { output, exception } = parsed;
    let Some(output) = output else {
        let reason = exception.unwrap_or_default();
        return Some(Mismatch::new("value, botocore", expected.to_string(), reason));
    };
    let (expected, output) = (simplify_error(expected, &output), simplify_error(&output, expected));
    (!are_equal(&expected, &output))
        .then(|| Mismatch::new("value, botocore", expected.to_string(), output.to_string()))
}

/// Returns what botocore read without what isn't a part of an error's value: an empty message, which is the same as none, and the type
/// that some servers don't write.
fn simplify_error(parsed: &Value, other: &Value) -> Value {
    let mut parsed = parsed.clone();
    if let Some(error) = parsed.get_mut("Error").and_then(Value::as_object_mut) {
        let other = other.get("Error");
        error.retain(|name, value| match name.as_str() {
            "Message" => value.as_str().is_some_and(|text| !text.is_empty()),
            "Type" => other.is_some_and(|other| other.get("Type").is_some()),
            _ => true,
        });
    }
    parsed
}

/// Returns a response as the oracle reads it.
fn format_response(Response { status, headers, body }: &Response) -> Value {
    let names = headers.iter().map(|(name, _)| name);
    let lines: BTreeMap<&String, Option<String>> =
        names.map(|name| (name, find_header(headers, name))).collect();
    json!({ "status": status, "headers": lines, "body": { "$blob": encode_base64(&body.0) } })
}
