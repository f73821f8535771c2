//! Errors of frames.

use std::fmt;

/// Why bytes aren't a frame, or a frame can't be written. After such an error a stream can't be read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameError {
    /// The checksum of the lengths is wrong.
    PreludeChecksum,
    /// The checksum of the frame is wrong.
    Checksum,
    /// The length of the frame contradicts the lengths of its parts.
    Length,
    /// The payload is longer than the limit.
    PayloadTooLong,
    /// The headers are longer than the limit.
    HeadersTooLong,
    /// A header has no name, or its name is too long or not UTF-8.
    HeaderName,
    /// The value of a header is cut off, too long or not UTF-8.
    HeaderValue,
    /// The value of a header has an unknown type.
    HeaderType,
    /// Several headers have one name.
    RepeatedHeader,
    /// The bytes end within a frame.
    Truncated,
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PreludeChecksum => "the checksum of the frame's lengths is wrong",
            Self::Checksum => "the checksum of the frame is wrong",
            Self::Length => "the length of the frame isn't that of its parts",
            Self::PayloadTooLong => "the payload of the frame is too long",
            Self::HeadersTooLong => "the headers of the frame are too long",
            Self::HeaderName => "a header of the frame has no name of 1 to 255 bytes of UTF-8",
            Self::HeaderValue => "a header of the frame has a value that is malformed or too long",
            Self::HeaderType => "a header of the frame has a value of an unknown type",
            Self::RepeatedHeader => "two headers of the frame have the same name",
            Self::Truncated => "the stream ends within a frame",
        })
    }
}

impl std::error::Error for FrameError {}
