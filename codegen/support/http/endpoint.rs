//! The endpoint of a service, and the requests to it.

use std::fmt;
use std::sync::Arc;

use ::http::uri::{Authority, PathAndQuery, Scheme};
use ::http::{HeaderValue, Request, Uri, header};

use super::super::field::{Field, HOST_LABEL, IDEMPOTENCY_TOKEN, LABEL, STREAMING};
use super::super::operation::Operation;
use super::super::value::{Value, View};
use super::checksums::add_checksum;
use super::codec::{
    Codec, Direction, EVENT_STREAM, Members, OperationFacts, OperationSource, RequestParts,
    client_codec,
};
use super::codecs::STREAM_BODIES;
use super::customizations;
use super::request_error::RequestError;
use super::token::random_uuid;
use super::uri::split_labels;

/// An endpoint: the scheme, host and path that requests are sent to, and how they are made.
///
/// ```ignore
/// let endpoint = Endpoint::parse("https://lambda.eu-west-1.amazonaws.com")?;
/// let request = endpoint.request::<GetFunction>(&GetFunctionRequest::new("hello"))?;
/// ```
#[derive(Clone)]
pub struct Endpoint {
    base: Option<(Scheme, Authority, String)>,
    has_host_prefix: bool,
    /// `None` if it depends on the host.
    has_bucket_in_host: Option<bool>,
    has_optional_checksums: bool,
    tokens: Arc<dyn Fn() -> String + Send + Sync>,
}

/// The error of text that isn't the URL of an endpoint: a scheme, a host, and perhaps a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidEndpoint;

impl fmt::Display for InvalidEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the URL of an endpoint, such as `https://lambda.eu-west-1.amazonaws.com`")
    }
}

impl std::error::Error for InvalidEndpoint {}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut endpoint = f.debug_struct("Endpoint");
        endpoint.field("base", &self.base).finish_non_exhaustive()
    }
}

impl Endpoint {
    /// Creates an endpoint without a scheme and a host: the targets of requests are paths.
    pub fn relative() -> Self {
        Self {
            base: None,
            has_host_prefix: true,
            has_bucket_in_host: None,
            has_optional_checksums: false,
            tokens: Arc::new(random_uuid),
        }
    }

    /// Creates the endpoint at a URL. If the URL has a path, the path of each request is appended to it.
    ///
    /// # Errors
    /// The text isn't a URL with a scheme and a host, or it has a query.
    pub fn parse(url: &str) -> Result<Self, InvalidEndpoint> {
        let parts = url.parse::<Uri>().map_err(|_| InvalidEndpoint)?.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(InvalidEndpoint);
        };
        let path = parts.path_and_query.unwrap_or(PathAndQuery::from_static("/"));
        if path.query().is_some() {
            return Err(InvalidEndpoint);
        }
        let path = path.path().trim_end_matches('/').to_owned();
        Ok(Self { base: Some((scheme, authority, path)), ..Self::relative() })
    }

    /// Sets whether the host's name starts with the prefix that the model gives some operations. That is the default; an
    /// emulator on one host needs `false`.
    /// ([Smithy: endpoint](https://smithy.io/2.0/spec/endpoint-traits.html#endpoint-trait))
    #[must_use]
    pub fn with_host_prefix(self, has_host_prefix: bool) -> Self {
        Self { has_host_prefix, ..self }
    }

    /// Sets whether the host's name starts with the bucket of a request to S3, instead of the path. By default it does if the host is
    /// one of AWS's; others, such as an emulator, may have one name only. A bucket that can't be a part of a host's name stays in the
    /// path.
    /// ([AWS: virtual hosting](https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html))
    #[must_use]
    pub fn with_bucket_in_host(self, is_in_host: bool) -> Self {
        Self { has_bucket_in_host: Some(is_in_host), ..self }
    }

    /// Returns whether the bucket of a request is in the host's name.
    fn has_bucket_in_host(&self) -> bool {
        let host = self.base.as_ref().map(|(_, authority, _)| authority.host());
        let is_aws = |host: &str| {
            host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn")
        };
        host.is_some_and(|host| self.has_bucket_in_host.unwrap_or_else(|| is_aws(host)))
    }

    /// Sets whether a request has a CRC-32 where the service supports a checksum and requires none, and the input has no checksum and
    /// names no algorithm. AWS's SDKs add it by default, with the setting `when_supported`; the default here is their
    /// `when_required`. A body that is streamed has a checksum only if its member is set.
    /// ([AWS: data integrity](https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html))
    #[must_use]
    pub fn with_optional_checksums(self, has_optional_checksums: bool) -> Self {
        Self { has_optional_checksums, ..self }
    }

    /// Sets the function that creates idempotency tokens, for members that aren't set. The default creates random UUIDs.
    /// ([Smithy: idempotencyToken](https://smithy.io/2.0/spec/behavior-traits.html#idempotencytoken-trait))
    #[must_use]
    pub fn with_token_source(self, tokens: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { tokens: Arc::new(tokens), ..self }
    }

    /// Creates the request of an operation. Nothing has to be added to it but a signature and what the connection needs, such as
    /// `Host` and `Content-Length`.
    ///
    /// If a member is streamed, its bytes are the body; leave it unset and give the request a body of your own to stream it, with a
    /// checksum of your own. If the request has a [stream of events](Operation::INPUT_EVENTS), the body is its start, which may be
    /// empty: append the events.
    ///
    /// # Errors
    /// A value can't be where it belongs, for example in a header, or the service's protocols aren't supported.
    pub fn request<O: Operation>(&self, input: &O::Input) -> Result<Request<Vec<u8>>, RequestError> {
        self.write_request(&OperationFacts::of::<O>(), input)
    }

    fn write_request(
        &self,
        operation: &OperationFacts,
        input: &dyn Value,
    ) -> Result<Request<Vec<u8>>, RequestError> {
        let written = Members::with(input, |members| {
            let token = self.create_token(members);
            let filled = token.as_deref().map(|token| fill_tokens(members, token));
            let members = Members { views: filled.as_deref().unwrap_or(members.views), ..members };
            let codec =
                client_codec(operation.service).ok_or(RequestError::UnsupportedProtocol)?;
            let mut request = codec.write_request(operation, members)?;
            prepare_streams(operation, codec, &mut request);
            if let Some(mut checksum) = operation.checksum {
                let is_supported = checksum.algorithm_member.is_some();
                checksum.is_required |= self.has_optional_checksums && is_supported;
                add_checksum(checksum, members, &mut request)?;
            }
            if !operation.has_input_events {
                add_length(&mut request, members);
            }
            let is_default = self.base.is_some() && self.has_host_prefix;
            let mut prefix = match operation.host_prefix.filter(|_| is_default) {
                Some(prefix) => write_host_prefix(prefix, members)?,
                None => String::new(),
            };
            let customization =
                customizations::find(operation.service).filter(|_| self.has_bucket_in_host());
            if let Some(bucket) =
                customization.and_then(|it| it.take_bucket(operation, &mut request.target))
            {
                prefix = format!("{bucket}.{prefix}");
            }
            match customizations::find_host(operation, members).filter(|_| is_default) {
                Some(host) => Self::at_host(host)?.join("", request),
                None => self.join(&prefix, request),
            }
        });
        written.unwrap_or(Err(RequestError::UnsupportedProtocol))
    }

    /// Returns the endpoint at a URL that is the value of a member.
    fn at_host(url: &str) -> Result<Self, RequestError> {
        Self::parse(url).map_err(|_| RequestError::InvalidTarget)
    }

    /// Returns a token if a member needs one.
    fn create_token(&self, members: Members<'_>) -> Option<String> {
        let mut fields = members.shape.fields.iter().zip(members.views);
        fields.any(|(field, view)| needs_token(field, view)).then(|| (self.tokens)())
    }

    /// Returns the request with the endpoint's scheme, host and path in front of the target.
    fn join(&self, prefix: &str, request: RequestParts) -> Result<Request<Vec<u8>>, RequestError> {
        let RequestParts { method, target, headers, body } = request;
        let mut parts = ::http::uri::Parts::default();
        let target = match &self.base {
            Some((scheme, authority, path)) => {
                parts.scheme = Some(scheme.clone());
                parts.authority = Some(prefix_host(prefix, authority)?);
                format!("{path}{target}")
            }
            None => target,
        };
        // Old versions of the crate `http` don't check the length and confuse the path and the query of a longer target.
        if target.len() >= usize::from(u16::MAX) {
            return Err(RequestError::InvalidTarget);
        }
        let target = PathAndQuery::try_from(target).map_err(|_| RequestError::InvalidTarget)?;
        parts.path_and_query = Some(target);
        let mut joined = Request::new(body);
        *joined.method_mut() = method;
        *joined.uri_mut() = Uri::from_parts(parts).map_err(|_| RequestError::InvalidTarget)?;
        *joined.headers_mut() = headers;
        Ok(joined)
    }
}

/// Creates the request of an operation with a path as its target, as [`Endpoint::relative`] does.
///
/// # Errors
/// Those of [`Endpoint::request`].
pub fn request<O: Operation>(input: &O::Input) -> Result<Request<Vec<u8>>, RequestError> {
    Endpoint::relative().request::<O>(input)
}

/// Returns whether a member needs an idempotency token.
fn needs_token(field: &Field, view: &View<'_>) -> bool {
    field.has(IDEMPOTENCY_TOKEN) && view.is_absent()
}

/// Returns the members with this token where one is needed.
fn fill_tokens<'a>(members: Members<'a>, token: &'a str) -> Vec<View<'a>> {
    let fields = members.shape.fields.iter().zip(members.views);
    let fill = |(field, view): (&Field, &View<'a>)| {
        if needs_token(field, view) { View::String(token) } else { *view }
    };
    fields.map(fill).collect()
}

/// Prepares the request for streams of events in it and in its response.
fn prepare_streams(operation: &OperationFacts, codec: &dyn Codec, request: &mut RequestParts) {
    let RequestParts { headers, body, .. } = request;
    if let Some(bodies) = STREAM_BODIES.filter(|_| operation.has_input_events) {
        bodies.start_stream(codec, Direction::Request, headers, body);
    }
    // Only some protocols have the media type of the response in the request; in others, the header is a member's.
    let has_media_type = matches!(codec.operation_source(), OperationSource::RpcPath(_));
    if operation.has_output_events && has_media_type {
        headers.insert(header::ACCEPT, HeaderValue::from_static(EVENT_STREAM));
    }
}

/// Adds the length of the body, which signatures include. Of a streamed body it isn't known.
fn add_length(request: &mut RequestParts, members: Members<'_>) {
    let is_streamed = members.shape.fields.iter().any(|field| field.has(STREAMING));
    if !request.body.is_empty() && !is_streamed {
        let length = request.body.len().into();
        request.headers.entry(header::CONTENT_LENGTH).or_insert(length);
    }
}

fn prefix_host(prefix: &str, authority: &Authority) -> Result<Authority, RequestError> {
    if prefix.is_empty() {
        return Ok(authority.clone());
    }
    // User information stays in front of the host.
    let (user, host) = match authority.as_str().rsplit_once('@') {
        Some((user, host)) => (format!("{user}@"), host),
        None => (String::new(), authority.as_str()),
    };
    Authority::try_from(format!("{user}{prefix}{host}")).map_err(|_| RequestError::InvalidTarget)
}

/// Returns the prefix of the host's name with the values of its labels.
fn write_host_prefix(
    prefix: &'static str,
    members: Members<'_>,
) -> Result<String, RequestError> {
    let mut host = String::new();
    for (literal, label) in split_labels(prefix) {
        host.push_str(literal);
        let Some(label) = label else { continue };
        let mut fields = members.shape.fields.iter().zip(members.views);
        let is_label = |field: &Field| field.has(HOST_LABEL) || field.location() == LABEL;
        let found = fields.find(|(field, _)| field.name() == label && is_label(field));
        let text = match found {
            Some((_, View::String(text) | View::Unrecognized(text))) => *text,
            _ => "",
        };
        let is_host = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
        if text.is_empty() || !is_host {
            return Err(RequestError::InvalidHostLabel(label));
        }
        host.push_str(text);
    }
    Ok(host)
}
