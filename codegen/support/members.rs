//! The members of structures as data: how each travels in an HTTP message.

use super::TimestampFormat;
use super::field::{
    DATE_TIME, EPOCH_SECONDS, Field, HEADER, HOST_LABEL, HTTP_DATE, IDEMPOTENCY_TOKEN, LABEL,
    PAYLOAD, PREFIX_HEADERS, QUERY, QUERY_PARAMS, REQUIRED, REQUIRED_WARN, RESPONSE_CODE,
    SENSITIVE, STREAMING, Shape, TIMESTAMP_FORMAT,
};
use super::operation::Structure;

/// A member of a structure, as the model has it.
#[derive(Clone, Copy)]
pub struct Member {
    field: &'static Field,
    is_in_sensitive: bool,
}

/// The location of a member in an HTTP message.
/// ([Smithy: HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html))
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// In the body, among other members.
    Body,
    /// The whole body.
    Payload,
    /// In the path: the label with the member's name.
    Label,
    /// The query parameter with this name.
    Query(&'static str),
    /// All query parameters that no other member is bound to.
    QueryParams,
    /// The header with this name.
    Header(&'static str),
    /// All headers that start with this prefix, which may be empty.
    PrefixHeaders(&'static str),
    /// The status code.
    ResponseCode,
    /// The header of an event with the member's name.
    EventHeader,
    /// The whole payload of an event.
    EventPayload,
}

/// Returns the members of a structure, in the order of the model.
pub fn members<T: Structure>() -> impl Iterator<Item = Member> {
    members_of(T::placeholder().shape())
}

/// Returns the members in a table.
pub(super) fn members_of(shape: &'static Shape) -> impl Iterator<Item = Member> {
    let is_in_sensitive = shape.has(SENSITIVE);
    shape.fields.iter().map(move |field| Member { field, is_in_sensitive })
}

impl Member {
    /// Returns the name in the model.
    pub fn name(&self) -> &'static str {
        self.field.name()
    }

    /// Returns the key in the JSON form of the structure.
    pub fn key(&self) -> &'static str {
        self.field.key()
    }

    /// Returns the location in an HTTP message, or of a member of an event in the event. Protocols without HTTP bindings have every
    /// member of a message in the body.
    pub fn location(&self) -> Location {
        match self.field.location() {
            _ if self.field.is_event_header() => Location::EventHeader,
            _ if self.field.is_event_payload() => Location::EventPayload,
            PAYLOAD => Location::Payload,
            LABEL => Location::Label,
            QUERY => Location::Query(self.field.wire_name()),
            QUERY_PARAMS => Location::QueryParams,
            HEADER => Location::Header(self.field.wire_name()),
            PREFIX_HEADERS => Location::PrefixHeaders(self.field.wire_name()),
            RESPONSE_CODE => Location::ResponseCode,
            _ => Location::Body,
        }
    }

    /// Returns whether the model requires a value.
    pub fn is_required(&self) -> bool {
        self.field.flags() & (REQUIRED | REQUIRED_WARN) != 0
    }

    /// Returns whether values must not be shown, for example in logs.
    pub fn is_sensitive(&self) -> bool {
        self.is_in_sensitive || self.field.has(SENSITIVE)
    }

    /// Returns whether the value is streamed.
    pub fn is_streaming(&self) -> bool {
        self.field.has(STREAMING)
    }

    /// Returns whether a client generates a value if there is none.
    /// ([Smithy: idempotencyToken](https://smithy.io/2.0/spec/behavior-traits.html#idempotencytoken-trait))
    pub fn is_idempotency_token(&self) -> bool {
        self.field.has(IDEMPOTENCY_TOKEN)
    }

    /// Returns whether the value is a part of the host's name, too.
    /// ([Smithy: hostLabel](https://smithy.io/2.0/spec/endpoint-traits.html#hostlabel-trait))
    pub fn is_host_label(&self) -> bool {
        self.field.has(HOST_LABEL)
    }

    /// Returns the form of timestamps, if the model gives one. The default depends on the location: an HTTP date in headers, RFC
    /// 3339 in labels and queries, and what the protocol says in bodies.
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        match self.field.flags() & TIMESTAMP_FORMAT {
            DATE_TIME => Some(TimestampFormat::DateTime),
            HTTP_DATE => Some(TimestampFormat::HttpDate),
            EPOCH_SECONDS => Some(TimestampFormat::EpochSeconds),
            _ => None,
        }
    }

    /// Returns the media type of the value, such as `application/json`, if the model gives one.
    pub fn media_type(&self) -> Option<&'static str> {
        self.field.media_type()
    }
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut member = f.debug_struct("Member");
        member
            .field("name", &self.name())
            .field("location", &self.location())
            .finish_non_exhaustive()
    }
}
