//! The error of a request that can't be written.

use std::fmt;

use super::header::InvalidHeader;

/// Why a request can't be written. Members are named as in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The label of this member is in the path and has no value, or an empty one.
    EmptyLabel(&'static str),
    /// The value of this member is a part of the host's name and has characters that host names don't have.
    InvalidHostLabel(&'static str),
    /// The value of this member can't be a header: it has a line break or another control character.
    InvalidHeader(&'static str),
    /// The generated code has no codec for any of the service's protocols.
    UnsupportedProtocol,
    /// The target isn't a URI.
    InvalidTarget,
    /// The value of this member names an algorithm of checksums that the generated code hasn't.
    UnsupportedChecksum(&'static str),
    /// A value has a character that XML can't hold, such as a control character.
    ForbiddenCharacter,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyLabel(member) => {
                write!(f, "`{member}` is a part of the path and must not be empty")
            }
            Self::InvalidHostLabel(member) => {
                write!(f, "`{member}` is a part of the host's name and has other characters")
            }
            Self::InvalidHeader(member) => write!(f, "`{member}` can't be the value of a header"),
            Self::UnsupportedChecksum(member) => {
                write!(f, "there is no algorithm of checksums with the name in `{member}`")
            }
            Self::UnsupportedProtocol => f.write_str("none of the service's protocols is supported"),
            Self::ForbiddenCharacter => {
                f.write_str("a value has a character that XML can't hold")
            }
            Self::InvalidTarget => f.write_str("the target of the request isn't a URI"),
        }
    }
}

impl std::error::Error for RequestError {}

impl From<InvalidHeader> for RequestError {
    fn from(InvalidHeader(member): InvalidHeader) -> Self {
        Self::InvalidHeader(member)
    }
}
