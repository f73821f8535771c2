//! The test cases of protocols, as the traits in the namespace `smithy.test` have them.
//! ([Smithy: HTTP protocol compliance tests](https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html))

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::cli::Side;

/// A case of the trait `httpRequestTests`: an input and its request.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestVector {
    #[serde(flatten)]
    pub common: Common,
    pub method: String,
    /// The path; without the query.
    pub uri: String,
    /// The endpoint: a host, perhaps with a path.
    pub host: Option<String>,
    /// The host that the request is sent to.
    pub resolved_host: Option<String>,
    /// Parts of the query, such as `a=1` or `a`, as they are on the wire.
    #[serde(default)]
    pub query_params: Vec<String>,
    #[serde(default)]
    pub forbid_query_params: Vec<String>,
    #[serde(default)]
    pub require_query_params: Vec<String>,
    /// Whether the query has no other parts than these.
    #[serde(default)]
    pub has_whole_query: bool,
    /// Whether the headers have all that a strict server needs.
    #[serde(default = "yes")]
    pub has_whole_head: bool,
    #[serde(flatten)]
    pub content: Content,
    /// The members of the input.
    #[serde(default = "empty_object")]
    pub params: Value,
    /// The configuration of the client.
    #[serde(default)]
    vendor_params: Value,
}

impl RequestVector {
    /// Returns whether the configuration has the bucket in the host's name or in the path; that of the operation counts first.
    pub fn has_bucket_in_host(&self) -> Option<bool> {
        let config = &self.vendor_params["scopedConfig"];
        let style = |level: &str| config[level]["s3"]["addressing_style"].as_str();
        Some(style("operation").or(style("client"))? == "virtual")
    }
}

/// A case of the trait `httpResponseTests`: an output or error and its response.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseVector {
    #[serde(flatten)]
    pub common: Common,
    pub code: u16,
    #[serde(flatten)]
    pub content: Content,
    /// The members of the output or error.
    #[serde(default = "empty_object")]
    pub params: Value,
}

/// A case of the trait `httpMalformedRequestTests`: a request that a server rejects, and the response.
#[derive(Clone, Deserialize)]
pub struct MalformedVector {
    #[serde(flatten)]
    pub common: Common,
    pub request: MalformedRequest,
    pub response: RejectionResponse,
}

/// A case of the trait `eventStreamTests`: events and their frames, or the message that their stream is a member of.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventVector {
    #[serde(flatten)]
    pub common: Common,
    #[serde(default = "empty_object")]
    pub initial_request_params: Value,
    pub initial_request: Option<InitialRequest>,
    #[serde(default = "empty_object")]
    pub initial_response_params: Value,
    pub initial_response: Option<InitialResponse>,
    #[serde(default)]
    pub events: Vec<Event>,
    #[serde(default)]
    pub expectation: EventExpectation,
}

/// The request of an [`EventVector`].
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitialRequest {
    pub method: String,
    pub uri: String,
    #[serde(flatten)]
    pub content: Content,
}

/// The response of an [`EventVector`].
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitialResponse {
    pub code: u16,
    #[serde(flatten)]
    pub content: Content,
}

/// An event of an [`EventVector`].
#[derive(Clone, Deserialize)]
pub struct Event {
    /// The direction: `request` or `response`.
    #[serde(rename = "type")]
    pub direction: String,
    /// The union.
    #[serde(default = "empty_object")]
    pub params: Value,
    /// The frame, in base64.
    pub bytes: String,
}

/// What reading an [`EventVector`] results in.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventExpectation {
    pub failure: Option<EventFailure>,
}

/// The failure of an [`EventVector`].
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventFailure {
    /// The shape of the exception; `None` for any error.
    pub error_id: Option<String>,
}

/// What cases of all kinds have.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Common {
    pub id: String,
    /// The shape id of the protocol's trait.
    pub protocol: String,
    /// The side that the case is about; `None` for both.
    pub applies_to: Option<Side>,
}

/// The headers and the body of a message.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub forbid_headers: Vec<String>,
    #[serde(default)]
    pub require_headers: Vec<String>,
    /// `None` for any body.
    pub body: Option<String>,
    /// How bodies are compared; `None` for byte by byte.
    pub body_media_type: Option<String>,
}

/// The request of a [`MalformedVector`].
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MalformedRequest {
    pub method: String,
    /// The path, perhaps with a query.
    pub uri: String,
    pub host: Option<String>,
    #[serde(default)]
    pub query_params: Vec<String>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub body: String,
}

/// The response of a [`MalformedVector`].
#[derive(Clone, Deserialize)]
pub struct RejectionResponse {
    pub code: u16,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// `None` for any body.
    pub body: Option<RejectionBody>,
}

/// The body of a [`RejectionResponse`].
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RejectionBody {
    pub media_type: String,
    pub assertion: BodyAssertion,
}

/// What must hold for a [`RejectionBody`].
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BodyAssertion {
    /// The body equals it.
    Contents(String),
    /// The message in the body matches the regular expression.
    MessageRegex(String),
}

impl RequestVector {
    /// Creates a case without a query.
    pub fn new(
        common: &Common,
        method: String,
        uri: String,
        content: Content,
        params: Value,
    ) -> Self {
        Self {
            common: common.clone(),
            method,
            uri,
            host: None,
            resolved_host: None,
            query_params: Vec::new(),
            forbid_query_params: Vec::new(),
            require_query_params: Vec::new(),
            has_whole_query: false,
            has_whole_head: true,
            content,
            params,
            vendor_params: Value::Null,
        }
    }
}

fn yes() -> bool {
    true
}

fn empty_object() -> Value {
    Value::Object(serde_json::Map::new())
}
