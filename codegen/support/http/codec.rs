//! The interface between messages and the protocols that write and read them.

use std::borrow::Cow;
use std::fmt;

use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

use super::super::any_operation::AnyOperation;
use super::super::field::{Field, Shape};
use super::super::missing::Step;
use super::super::operation::{Checksum, Http, Operation, XmlRoot};
use super::super::place::Place;
use super::super::read_structure::SeenMembers;
use super::super::service::Service;
use super::super::unknown_error::UnknownError;
use super::super::validation_exception::ValidationException;
use super::super::value::{FieldVisitor, Slot, Value, View};
use super::codecs::CODECS;
use super::error_code::QUERY_ERROR;
use super::header::InvalidHeader;
use super::query::Query;
use super::request_error::RequestError;

/// A protocol of AWS.
/// ([Smithy: AWS protocols](https://smithy.io/2.0/aws/protocols/index.html))
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// `awsJson1_0`: JSON bodies, and the operation in the header `X-Amz-Target`.
    AwsJson1_0,
    /// `awsJson1_1`: JSON bodies, and the operation in the header `X-Amz-Target`.
    AwsJson1_1,
    /// `awsQuery`: parameters in the body of requests, and XML in responses.
    AwsQuery,
    /// `ec2Query`: parameters in the body of requests, and XML in responses.
    Ec2Query,
    /// `restJson1`: REST with JSON bodies.
    RestJson1,
    /// `restXml`: REST with XML bodies.
    RestXml,
    /// `rpcv2Cbor`: CBOR bodies, and the operation in the path.
    RpcV2Cbor,
    /// `rpcv2Json`: JSON bodies, and the operation in the path.
    RpcV2Json,
}

impl Protocol {
    /// Returns the name of the protocol's trait in Smithy, such as `restJson1`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AwsJson1_0 => "awsJson1_0",
            Self::AwsJson1_1 => "awsJson1_1",
            Self::AwsQuery => "awsQuery",
            Self::Ec2Query => "ec2Query",
            Self::RestJson1 => "restJson1",
            Self::RestXml => "restXml",
            Self::RpcV2Cbor => "rpcv2Cbor",
            Self::RpcV2Json => "rpcv2Json",
        }
    }

    /// Returns the protocol whose trait has this name; `None` if the generated code has no codec for it.
    pub fn from_name(name: &str) -> Option<Self> {
        find_codec(|protocol| protocol.name() == name).map(Codec::protocol)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What messages depend on beside the types of an operation.
#[derive(Clone, Copy)]
pub(super) struct OperationFacts {
    pub(super) name: &'static str,
    pub(super) service: &'static Service,
    pub(super) http: Option<Http>,
    pub(super) host_prefix: Option<&'static str>,
    pub(super) checksum: Option<Checksum>,
    pub(super) input_root: Option<XmlRoot>,
    pub(super) output_root: Option<XmlRoot>,
    pub(super) has_input_events: bool,
    pub(super) has_output_events: bool,
}

impl OperationFacts {
    /// Returns the facts of an operation.
    pub(super) const fn of<O: Operation>() -> Self {
        Self {
            name: O::NAME,
            service: O::SERVICE,
            http: O::HTTP,
            host_prefix: O::HOST_PREFIX,
            checksum: O::CHECKSUM,
            input_root: O::INPUT_ROOT,
            output_root: O::OUTPUT_ROOT,
            has_input_events: O::INPUT_EVENTS.is_some(),
            has_output_events: O::OUTPUT_EVENTS.is_some(),
        }
    }
}

/// The members of a structure that is being written.
#[derive(Clone, Copy)]
pub(super) struct Members<'a> {
    pub(super) shape: &'static Shape,
    pub(super) views: &'a [View<'a>],
}

impl Members<'_> {
    /// Calls `visit` with the members of a structure and returns its result; `None` if the value isn't a structure.
    pub(super) fn with<T>(value: &dyn Value, visit: impl FnOnce(Members<'_>) -> T) -> Option<T> {
        let (mut visit, mut result) = (Some(visit), None);
        value.fields(FieldVisitor(&mut |shape, views| {
            result = visit.take().map(|visit| visit(Members { shape, views }));
        }));
        result
    }
}

/// A request that is being written. Its target has no host.
pub(super) struct RequestParts {
    pub(super) method: Method,
    pub(super) target: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// A request that is being read.
#[derive(Clone, Copy)]
pub(super) struct RequestView<'r> {
    /// The host's name in the URI, perhaps with a port; empty if the URI is only a path.
    pub(super) authority: &'r str,
    pub(super) method: &'r Method,
    pub(super) path: &'r str,
    pub(super) query: &'r str,
    pub(super) headers: &'r HeaderMap,
    pub(super) body: &'r [u8],
}

impl<'r> RequestView<'r> {
    /// Returns the host's name, perhaps with a port; empty if it isn't known.
    pub(super) fn host(self) -> &'r str {
        let host = self.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.unwrap_or(self.authority)
    }
}

/// The values of labels by the names of their members, decoded.
pub(super) type Labels<'r> = Vec<(&'static str, Cow<'r, str>)>;

/// A request for an operation, as far as it has been read.
pub(super) struct InputSource<'a, 'r> {
    pub(super) request: RequestView<'r>,
    pub(super) labels: &'a Labels<'r>,
    pub(super) query: &'a Query<'r>,
    pub(super) is_strict: bool,
}

/// A response that is being read.
#[derive(Clone, Copy)]
pub(super) struct ResponseView<'r> {
    pub(super) status: StatusCode,
    pub(super) headers: &'r HeaderMap,
    pub(super) body: &'r [u8],
}

/// What an error is beside its members.
#[derive(Clone, Copy)]
pub(super) struct ErrorHead<'a> {
    pub(super) service: &'static Service,
    pub(super) code: &'a str,
    /// The code in the query protocol, which the service spoke earlier.
    pub(super) query_code: &'a str,
    pub(super) status: StatusCode,
    pub(super) is_client_fault: bool,
    /// Whether the model has the error.
    pub(super) is_modeled: bool,
    /// The identifier of the request.
    pub(super) request_id: &'a str,
}

impl ErrorHead<'_> {
    /// Returns the id of the error's shape; of an error that the model doesn't have, the code.
    pub(super) fn shape_id(&self) -> String {
        if self.is_modeled {
            format!("{}#{}", self.service.namespace, self.code)
        } else {
            self.code.to_owned()
        }
    }

    /// Adds the header with the code in the query protocol, which the service spoke earlier.
    /// ([AWS: awsQueryCompatible](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait))
    pub(super) fn add_query_error(&self, headers: &mut HeaderMap) {
        if !self.service.is_query_compatible {
            return;
        }
        let fault = if self.is_client_fault { "Sender" } else { "Receiver" };
        let error = format!("{};{fault}", self.query_code);
        if let Ok(error) = HeaderValue::from_bytes(error.as_bytes()) {
            headers.insert(HeaderName::from_static(QUERY_ERROR), error);
        }
    }
}

/// The error of reading a message. It has the path of the value in front.
pub(super) type ReadError = serde_json::Error;

/// Why the head of a request was refused before its input was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadProblem {
    /// The body has a media type that the operation doesn't take.
    UnsupportedMediaType,
    /// The client doesn't take the media type of the response.
    NotAcceptable,
}

/// A value that is read into, and another of the same type to try the values of headers on.
pub(super) struct Target<'a> {
    pub(super) value: &'a mut dyn Value,
    /// `None` if no value may be left out because it is malformed.
    pub(super) trial: Option<&'a mut dyn Value>,
}

impl Target<'_> {
    /// Reads the members of a message whose body is an object of all of them. An empty body is an empty object.
    pub(super) fn read_object(
        self,
        body: &[u8],
        place: Place<'_>,
        read: impl FnOnce(&mut dyn Value, &mut SeenMembers) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let shape = self.value.shape();
        let mut seen = SeenMembers::new(shape);
        // A peer may send anything where nothing is modeled.
        if !body.is_empty() && !shape.fields.is_empty() {
            read(self.value, &mut seen)?;
        }
        seen.check(place)
    }
}

/// Reads the value of a member. An error has the member in its place.
pub(super) fn read_member(
    shape: &Shape,
    field: &Field,
    place: Place<'_>,
    read: impl FnOnce() -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    place.enter(Step::Member(field.name()));
    let result = read();
    place.leave();
    result.map_err(|error| place.in_member(shape, field, error))
}

/// Adds the header that tells a service which spoke the query protocol earlier that the client knows its codes.
/// ([AWS: awsQueryCompatible](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait))
pub(super) fn add_query_mode(service: &Service, headers: &mut HeaderMap) {
    if service.is_query_compatible {
        let name = HeaderName::from_static("x-amzn-query-mode");
        headers.insert(name, HeaderValue::from_static("true"));
    }
}

/// Where a request names its operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OperationSource {
    /// In the header [`TARGET`].
    Target,
    /// In the method, path and query.
    Uri,
    /// In the parameter `Action` of the body, or of the query.
    Action,
    /// At the end of the path, if the header [`SMITHY_PROTOCOL`] has this value.
    RpcPath(&'static str),
}

/// The header with the operation, in protocols that have it there: the service's name, a dot, and the operation's name.
pub(super) const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// The header with the protocol of a message, in protocols that have it.
pub(super) const SMITHY_PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");

/// An error whose members aren't those of the model.
pub(super) struct PlainError<'a> {
    pub(super) message: Option<&'a str>,
    /// The violations that it reports.
    pub(super) violations: Option<ValidationException<'a>>,
}

/// The format of a protocol's documents, for those that aren't the body of an HTTP message: the payloads of events.
pub(super) trait DocumentFormat: Sync {
    /// Writes a document of members. Some may be absent because they aren't in it.
    fn write_members(&self, members: Members<'_>) -> Vec<u8>;

    /// Writes the value of a member as a document.
    fn write_value(&self, field: &Field, view: View<'_>) -> Vec<u8>;

    /// Reads the members in a document.
    fn read_members(
        &self,
        document: &[u8],
        value: &mut dyn Value,
        place: Place<'_>,
        seen: &mut SeenMembers,
    ) -> Result<(), ReadError>;

    /// Reads a document as the value of a member.
    fn read_value(
        &self,
        document: &[u8],
        field: &Field,
        slot: Slot<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError>;

    /// Returns the message in the document of an error that the model doesn't have.
    fn read_message(&self, document: &[u8]) -> Option<String>;
}

/// What the bodies of messages with streams of events have in common in all protocols.
pub(super) trait StreamBodies: Sync {
    /// Makes the message that a codec has written, which a stream of events follows, the start of the stream, and sets its media
    /// type.
    fn start_stream(
        &self,
        codec: &dyn Codec,
        direction: Direction,
        headers: &mut HeaderMap,
        body: &mut Vec<u8>,
    );

    /// Returns the body that the codec reads: the document of the initial message, as far as the start of the stream has one.
    ///
    /// # Errors
    /// Why the start isn't that of a stream.
    fn find_initial(&self, codec: &dyn Codec, body: &[u8]) -> Result<Vec<u8>, String>;
}

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// To the server.
    Request,
    /// To the client.
    Response,
}

/// The media type of streams of events.
pub(super) const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

/// The codec of a protocol.
pub(super) trait Codec: Sync {
    /// Returns the protocol.
    fn protocol(&self) -> Protocol;

    /// Returns where a request names its operation.
    fn operation_source(&self) -> OperationSource;

    /// Returns the media type of bodies that aren't a single member.
    fn media_type(&self) -> &'static str;

    /// Returns the format of documents.
    fn format(&self) -> &'static dyn DocumentFormat;

    /// Writes a request.
    fn write_request(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
    ) -> Result<RequestParts, RequestError>;

    /// Checks the media types in the head of a request. If reading isn't strict, only those are refused whose bodies would be
    /// misread.
    fn check_head(
        &self,
        source: &InputSource<'_, '_>,
        operation: &dyn AnyOperation,
    ) -> Result<(), HeadProblem>;

    /// Reads the input of an operation.
    fn read_input(
        &self,
        source: &InputSource<'_, '_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError>;

    /// Writes the response of a success.
    fn write_output(
        &self,
        operation: &OperationFacts,
        members: Members<'_>,
        request_id: &str,
    ) -> Result<Response<Vec<u8>>, InvalidHeader>;

    /// Writes the response of an error with these members.
    fn write_error(
        &self,
        head: &ErrorHead<'_>,
        members: Members<'_>,
    ) -> Result<Response<Vec<u8>>, InvalidHeader>;

    /// Writes the response of an error whose members aren't those of the model.
    fn write_plain_error(&self, head: &ErrorHead<'_>, error: &PlainError<'_>) -> Response<Vec<u8>>;

    /// Returns whether a response is that of an error.
    fn is_error(&self, response: ResponseView<'_>, output: &Shape) -> bool {
        _ = output;
        !response.status.is_success()
    }

    /// Reads the output of an operation, or the members of an error.
    fn read_output(
        &self,
        response: ResponseView<'_>,
        target: Target<'_>,
        place: Place<'_>,
    ) -> Result<(), ReadError>;

    /// Reads the code and message in the body of an error; the code is empty if the body has none.
    ///
    /// # Errors
    /// The body isn't that of an error.
    fn read_error(&self, response: ResponseView<'_>) -> Result<UnknownError, String>;
}

/// Returns the first codec whose protocol is as wanted.
pub(super) fn find_codec(is_wanted: impl Fn(Protocol) -> bool) -> Option<&'static dyn Codec> {
    CODECS.iter().copied().find(|codec| is_wanted(codec.protocol()))
}

/// Returns the codec that a client uses: that of the first of the service's protocols which has one.
pub(super) fn client_codec(service: &Service) -> Option<&'static dyn Codec> {
    let mut protocols = service.protocols.iter();
    protocols.find_map(|name| find_codec(|protocol| protocol.name() == *name))
}

/// Returns the codecs of a service's protocols.
pub(super) fn service_codecs(service: &Service) -> impl Iterator<Item = &'static dyn Codec> {
    let protocols = service.protocols;
    CODECS.iter().copied().filter(move |codec| protocols.contains(&codec.protocol().name()))
}
