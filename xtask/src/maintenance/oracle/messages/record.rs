//! The records of a corpus: values, with the messages and verdicts of botocore and of a server.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use shapesmith::tree::read_regular;
use shapesmith_model::decompress_gzip;

use super::super::case::CaseLine;
use crate::exit::Failure;
use crate::maintenance::base64::decode_base64;
use crate::maintenance::cargo::path_failure;
use crate::maintenance::exchange::{Bytes, Request, Response};

/// A record of a corpus.
pub struct Record {
    pub id: String,
    /// The name of the service, such as `lambda`.
    pub service: String,
    /// The operation, as the model names it.
    pub operation: String,
    pub content: Content,
}

/// What a record has, by its kind.
pub enum Content {
    /// An input and the request that botocore wrote. A doubtful input may violate a constraint.
    Request { params: Value, is_doubtful: bool, request: Box<RecordedRequest> },
    /// An input, valid or with a known fault.
    Verdict(Box<CaseLine>),
    /// A response, the output of which it is, and what botocore read.
    Response { output: Value, parsed: Value, response: RecordedResponse },
    /// The response with an error and what botocore read.
    Error { shape: String, output: Value, response: RecordedResponse },
}

/// A request that botocore wrote.
#[derive(Clone, Debug, Deserialize)]
pub struct RecordedRequest {
    /// The name of the protocol in botocore's format, such as `rest-json`.
    pub protocol: String,
    pub method: String,
    pub host: String,
    pub path: String,
    pub raw_query: String,
    pub headers: BTreeMap<String, String>,
    #[serde(deserialize_with = "read_body")]
    pub body: Bytes,
}

/// A response that a server wrote.
#[derive(Clone, Debug, Deserialize)]
pub struct RecordedResponse {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    #[serde(deserialize_with = "read_body")]
    pub body: Bytes,
}

/// What every record has.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    kind: Kind,
    id: String,
    service: Option<String>,
    /// The path of the model, whose first folder is the service's, in records that don't name the service.
    model: Option<String>,
    operation: String,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// A corpus that has nothing but verdicts doesn't say so.
    #[default]
    Verdict,
    Request,
    Invalid,
    Response,
    Error,
}

#[derive(Deserialize)]
struct RequestLine {
    params: Value,
    #[serde(default)]
    doubtful: bool,
    request: Box<RecordedRequest>,
}

#[derive(Deserialize)]
struct ResponseLine {
    output: Value,
    /// What botocore read, if it has another form than the output.
    parsed: Option<Value>,
    response: RecordedResponse,
    /// The name of the error's shape.
    #[serde(default)]
    error_shape: String,
}

impl RecordedRequest {
    /// Returns the message.
    pub fn message(&self) -> Request {
        let Self { method, host, path, raw_query, headers, body, .. } = self;
        let question_mark = if raw_query.is_empty() { "" } else { "?" };
        let mut request = Request::new(method, "", &[], headers, "");
        request.uri = format!("{path}{question_mark}{raw_query}");
        request.headers.push(("host".to_owned(), host.clone()));
        request.body = body.clone();
        request
    }
}

impl RecordedResponse {
    /// Returns the message.
    pub fn message(&self) -> Response {
        Response { body: self.body.clone(), ..Response::new(self.status, &self.headers, "") }
    }
}

/// Reads the records of a corpus: lines of JSON, perhaps compressed.
///
/// # Errors
/// The file can't be read, or a line isn't a record.
pub fn read_corpus(path: &Path) -> Result<Vec<Record>, Failure> {
    let bytes = read_regular(path).map_err(|error| path_failure(path, &error))?;
    let text = decompress_gzip(&bytes).unwrap_or(bytes);
    let describe = |line: usize, error: &dyn std::fmt::Display| {
        Failure::new(format!("{}:{line}: not a record of a corpus: {error}", path.display()))
    };
    let text = std::str::from_utf8(&text).map_err(|error| describe(1, &error))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parse = |(index, line)| parse_record(line).map_err(|error| describe(index + 1, &error));
    lines.map(parse).collect()
}

/// Returns the record in a line.
///
/// # Errors
/// The line isn't a record.
pub fn parse_record(line: &str) -> serde_json::Result<Record> {
    let Head { kind, id, service, model, operation } = serde_json::from_str(line)?;
    let folder = || model.as_deref()?.split('/').next().map(str::to_owned);
    let service = service.or_else(folder).ok_or_else(|| Error::custom("it names no service"))?;
    let content = match kind {
        Kind::Request => {
            let RequestLine { params, doubtful, request } = serde_json::from_str(line)?;
            Content::Request { params, is_doubtful: doubtful, request }
        }
        Kind::Verdict | Kind::Invalid => Content::Verdict(serde_json::from_str(line)?),
        Kind::Response => {
            let ResponseLine { output, parsed, response, .. } = serde_json::from_str(line)?;
            let parsed = parsed.unwrap_or_else(|| output.clone());
            Content::Response { output, parsed, response }
        }
        Kind::Error => {
            let ResponseLine { output, response, error_shape, .. } = serde_json::from_str(line)?;
            Content::Error { shape: error_shape, output, response }
        }
    };
    Ok(Record { id, service, operation, content })
}

/// Reads a body: text, or bytes that aren't UTF-8 as `{"$blob": "<base64>"}`.
fn read_body<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Body {
        Text(String),
        Blob {
            #[serde(rename = "$blob")]
            base64: String,
        },
    }
    match Body::deserialize(deserializer)? {
        Body::Text(text) => Ok(text.as_str().into()),
        Body::Blob { base64 } => match decode_base64(&base64) {
            Some(bytes) => Ok(Bytes(bytes)),
            None => Err(Error::custom("the body isn't base64")),
        },
    }
}
