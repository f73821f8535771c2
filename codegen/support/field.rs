//! The field tables: what is known of each member of a structure or union beside its value.

use super::rule::Rule;

/// A structure or union: its name and its members in model order.
pub struct Shape {
    /// The shape's name in the model.
    pub name: &'static str,
    /// `SENSITIVE` where nothing of a value may be shown, `MUST` where a member has that, `CONSTRAINED`
    /// where anything in a value, at whatever depth, has something to satisfy, `ERROR` where it is one, `SKIPS_NULLS`.
    pub flags: u16,
    /// The members, in the order in which the value shows them.
    pub fields: &'static [Field],
}

/// A member: its name in the model, its key in the JSON form, its properties (the constants of this
/// module, or-ed), and what its values have to satisfy.
///
/// Tables are written as literals of this, so that they are constants without an item of their own: a
/// `static` a type costs an eighth more compile time.
pub struct Field(pub &'static str, pub &'static str, pub u16, pub &'static [Rule]);

/// The member has to be there.
pub const REQUIRED: u16 = 1;
/// The Rust field holds a plain value rather than an `Option`, so that JSON must have the member.
pub const MUST: u16 = 1 << 1;
/// The value is not shown in logs and errors.
pub const SENSITIVE: u16 = 1 << 2;
/// The value is streamed.
pub const STREAMING: u16 = 1 << 3;
/// Timestamps of this member are RFC 3339 text.
pub const DATE_TIME: u16 = 1 << 4;
/// Timestamps of this member are HTTP dates.
pub const HTTP_DATE: u16 = 1 << 5;
/// Values may violate a constraint, at whatever depth.
pub const CONSTRAINED: u16 = 1 << 6;
/// The structure is an error: services spell its member `message` in whatever case.
pub const ERROR: u16 = 1 << 7;
/// Member of the URI's path.
pub const LABEL: u16 = 1 << 8;
/// Query parameter.
pub const QUERY: u16 = 2 << 8;
/// All further query parameters.
pub const QUERY_PARAMS: u16 = 3 << 8;
/// HTTP header.
pub const HEADER: u16 = 4 << 8;
/// All HTTP headers with a prefix.
pub const PREFIX_HEADERS: u16 = 5 << 8;
/// The HTTP body as a whole.
pub const PAYLOAD: u16 = 6 << 8;
/// The HTTP status code.
pub const RESPONSE_CODE: u16 = 7 << 8;
/// The member had better be there.
pub const ADVISED: u16 = 1 << 11;
/// The value is a document, so that null is a value.
pub const DOCUMENT: u16 = 1 << 12;
/// The member is the body as a whole and a structure, so that the body is an empty object where it isn't set.
pub const EMPTY_OBJECT: u16 = 1 << 13;
/// Big numbers of this member are text in the JSON form, whatever their size.
pub const TEXT_DIGITS: u16 = 1 << 14;
/// Null entries of lists and maps in the structure's members are left out when it is read: the model's format can't say
/// whether a service sends them.
pub const SKIPS_NULLS: u16 = 1 << 15;
/// The bits that tell where a member travels; none of them for a member of the body.
pub const LOCATION: u16 = 7 << 8;

/// Values that have nothing to satisfy.
pub const NONE: &[Rule] = &[];

impl Shape {
    /// Whether all of `flags` are set.
    pub const fn has(&self, flags: u16) -> bool {
        self.flags & flags == flags
    }
}

impl Field {
    /// The member's name in the model.
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    /// The member's key in the JSON form.
    #[inline]
    pub const fn key(&self) -> &'static str {
        self.1
    }

    /// The member's properties.
    #[inline]
    pub const fn flags(&self) -> u16 {
        self.2
    }

    /// What the member's values have to satisfy.
    #[inline]
    pub const fn rules(&self) -> &'static [Rule] {
        self.3
    }

    /// Whether all of `flags` are set.
    #[inline]
    pub const fn has(&self, flags: u16) -> bool {
        self.2 & flags == flags
    }
}
