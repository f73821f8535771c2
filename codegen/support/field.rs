//! The tables of structures and unions: the properties of each member.

use super::rule::{Fact, Rule};

/// A structure or union: its name and its members in model order.
pub struct Shape {
    /// The shape's name in the model.
    pub name: &'static str,
    /// `SENSITIVE` if no value may be shown, `NON_OPTIONAL` if a member is, `CONSTRAINED` if anything in a value, at
    /// whatever depth, may violate a constraint, `ERROR` if it is an error, `SKIPS_NULLS`, `XML_UNWRAPPED`.
    pub flags: u32,
    /// The members, in the order in which a value shows them.
    pub fields: &'static [Field],
}

/// A member: its name in the model, its key in the JSON form or [its name on the wire](WIRE_NAME), its flags (the constants of
/// this module, or-ed), and the rules that its values must satisfy. Facts that few members have are in the list of rules, too.
///
/// Tables are literals of this type, so that they are constants without items of their own: a `static` for each type takes
/// an eighth more time to compile.
pub struct Field(pub &'static str, pub &'static str, pub u32, pub &'static [Rule]);

/// The member is required.
pub const REQUIRED: u32 = 1;
/// The type of the Rust field isn't an `Option`, so that JSON must have the member.
pub const NON_OPTIONAL: u32 = 1 << 1;
/// The value is not shown in logs and errors.
pub const SENSITIVE: u32 = 1 << 2;
/// The value is streamed.
pub const STREAMING: u32 = 1 << 3;
/// Timestamps of this member are RFC 3339 text.
pub const DATE_TIME: u32 = 1 << 4;
/// Timestamps of this member are HTTP dates.
pub const HTTP_DATE: u32 = 2 << 4;
/// Timestamps of this member are seconds since 1970, also where another form is the default.
pub const EPOCH_SECONDS: u32 = 3 << 4;
/// The bits of the form of a member's timestamps; none is set if the model gives no form.
pub const TIMESTAMP_FORMAT: u32 = 3 << 4;
/// Values may violate a constraint, at whatever depth.
pub const CONSTRAINED: u32 = 1 << 6;
/// The structure is an error, whose key `message` services write in any case.
pub const ERROR: u32 = 1 << 7;
/// Member of the URI's path.
pub const LABEL: u32 = 1 << 8;
/// Query parameter.
pub const QUERY: u32 = 2 << 8;
/// All further query parameters.
pub const QUERY_PARAMS: u32 = 3 << 8;
/// HTTP header.
pub const HEADER: u32 = 4 << 8;
/// All HTTP headers with a prefix.
pub const PREFIX_HEADERS: u32 = 5 << 8;
/// The whole HTTP body.
pub const PAYLOAD: u32 = 6 << 8;
/// The HTTP status code.
pub const RESPONSE_CODE: u32 = 7 << 8;
/// The member is required, and its absence is a warning.
pub const REQUIRED_WARN: u32 = 1 << 11;
/// The value is a document, for which null is a value.
pub const DOCUMENT: u32 = 1 << 12;
/// The member is the whole body and a structure, so that the body is an empty object if it isn't set.
pub const EMPTY_OBJECT: u32 = 1 << 13;
/// Big numbers of this member are text in the JSON form, whatever their size.
pub const TEXT_DIGITS: u32 = 1 << 14;
/// Null entries of lists and maps at any depth are left out when the structure or union is read: the model's format can't
/// say whether a service sends them.
pub const SKIPS_NULLS: u32 = 1 << 15;
/// The second column is the name of the header, header prefix, query parameter or XML element, and the key in the JSON form is the
/// first. Where both are the same, the flag isn't set.
pub const WIRE_NAME: u32 = 1 << 16;
/// A client generates the value if it is absent.
pub const IDEMPOTENCY_TOKEN: u32 = 1 << 17;
/// The value is a part of the host's name, too.
pub const HOST_LABEL: u32 = 1 << 18;
/// The entries of the list or map have no element around them in XML, and no name of their own in queries.
pub const XML_FLATTENED: u32 = 1 << 19;
/// The value is an attribute of the structure's element in XML.
pub const XML_ATTRIBUTE: u32 = 1 << 20;
/// The only member of the output is the root of its XML document.
pub const XML_UNWRAPPED: u32 = 1 << 21;
/// The location is in the frame of an event, not in an HTTP message.
pub const EVENT: u32 = 1 << 22;
/// Header of an event.
pub const EVENT_HEADER: u32 = HEADER | EVENT;
/// The whole payload of an event.
pub const EVENT_PAYLOAD: u32 = PAYLOAD | EVENT;
/// The bits of a member's location; none is set for a member of the body.
pub const LOCATION: u32 = 7 << 8;

/// No rules.
pub const NONE: &[Rule] = &[];

impl Shape {
    /// Returns whether all of `flags` are set.
    pub const fn has(&self, flags: u32) -> bool {
        self.flags & flags == flags
    }

    /// Returns whether it is an error.
    pub const fn is_error(&self) -> bool {
        self.has(ERROR)
    }
}

impl Field {
    /// Returns the member's name in the model.
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    /// Returns the member's key in the JSON form.
    #[inline]
    pub const fn key(&self) -> &'static str {
        if self.has(WIRE_NAME) { self.0 } else { self.1 }
    }

    /// Returns the name of the header, header prefix or query parameter that the member is bound to, or of its element in XML and
    /// query protocols. In other cases it has no meaning.
    pub fn wire_name(&self) -> &'static str {
        let name = |fact| if let Fact::WireName(name) = fact { Some(name) } else { None };
        self.facts().find_map(name).unwrap_or(self.1)
    }

    /// Returns the media type of the value, if the model gives one.
    pub fn media_type(&self) -> Option<&'static str> {
        let media_type = |fact| if let Fact::MediaType(it) = fact { Some(it) } else { None };
        self.facts().find_map(media_type)
    }

    /// Returns the facts that aren't in the table.
    pub(super) fn facts(&self) -> impl Iterator<Item = Fact> + use<> {
        let fact = |rule: &Rule| if let Rule::Fact(fact) = rule { Some(*fact) } else { None };
        self.3.iter().filter_map(fact)
    }

    /// Returns the member's flags.
    #[inline]
    pub const fn flags(&self) -> u32 {
        self.2
    }

    /// Returns the bits of the member's location: one of [`LABEL`] to [`RESPONSE_CODE`], or 0 for a member of the body.
    #[inline]
    pub const fn location(&self) -> u32 {
        self.2 & LOCATION
    }

    /// Returns whether the member is in the body, among others.
    #[inline]
    pub const fn is_in_body(&self) -> bool {
        self.location() == 0
    }

    /// Returns whether the member is a header of an event.
    #[inline]
    pub const fn is_event_header(&self) -> bool {
        self.2 & (LOCATION | EVENT) == EVENT_HEADER
    }

    /// Returns whether the member is the whole payload of an event.
    #[inline]
    pub const fn is_event_payload(&self) -> bool {
        self.2 & (LOCATION | EVENT) == EVENT_PAYLOAD
    }

    /// Returns the rules that the member's values must satisfy.
    #[inline]
    pub const fn rules(&self) -> &'static [Rule] {
        self.3
    }

    /// Returns whether all of `flags` are set.
    #[inline]
    pub const fn has(&self, flags: u32) -> bool {
        self.2 & flags == flags
    }
}
