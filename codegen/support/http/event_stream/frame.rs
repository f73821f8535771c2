//! Frames of event streams: headers with types, and a payload.

use std::fmt;

use super::super::super::Timestamp;
use super::super::crc::{crc32, update_crc32};
use super::frame_reader::{parse_frame, read_prelude};
use super::{FrameError, MAX_HEADERS, MAX_PAYLOAD};

/// A frame of the format `application/vnd.amazon.eventstream`.
/// ([Smithy: event stream encoding](https://smithy.io/2.0/aws/amazon-eventstream.html))
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    pub(super) headers: Vec<(String, FrameValue)>,
    pub(super) payload: Vec<u8>,
}

/// The value of a frame's header.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameValue {
    /// A boolean.
    Bool(bool),
    /// A signed 8-bit integer.
    Byte(i8),
    /// A signed 16-bit integer.
    Short(i16),
    /// A signed 32-bit integer.
    Int(i32),
    /// A signed 64-bit integer.
    Long(i64),
    /// Bytes, at most 32,767.
    Bytes(Vec<u8>),
    /// Text of at most 32,767 bytes of UTF-8.
    Text(String),
    /// A point in time, as milliseconds since 1970.
    Timestamp(i64),
    /// A UUID.
    Uuid([u8; 16]),
}

/// The length of the prelude: the lengths of the frame and of its headers, and their checksum.
pub(super) const PRELUDE: usize = 12;

/// The length of the checksum at the end.
pub(super) const CHECKSUM: usize = 4;

/// The greatest length of a header's name, and of bytes and text.
const MAX_NAME: usize = u8::MAX as usize;
const MAX_VALUE: usize = i16::MAX as usize;

impl Frame {
    /// Creates a frame with a payload and no headers.
    pub fn new(payload: impl Into<Vec<u8>>) -> Self {
        Self { headers: Vec::new(), payload: payload.into() }
    }

    /// Adds a header. The first of several with one name counts.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<FrameValue>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Returns the headers, in order.
    pub fn headers(&self) -> &[(String, FrameValue)] {
        &self.headers
    }

    /// Returns the value of a header.
    pub fn header(&self, name: &str) -> Option<&FrameValue> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Returns the value of a header that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.header(name) {
            Some(FrameValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the payload.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Returns the payload without the rest.
    pub fn into_payload(self) -> Vec<u8> {
        self.payload
    }

    /// Reads a single frame.
    ///
    /// # Errors
    /// The bytes aren't one frame.
    pub fn parse(bytes: &[u8]) -> Result<Self, FrameError> {
        let prelude = read_prelude(bytes, MAX_PAYLOAD)?.ok_or(FrameError::Truncated)?;
        if bytes.len() > prelude.total {
            return Err(FrameError::Length);
        }
        parse_frame(bytes, prelude)
    }

    /// Returns the bytes of the frame.
    ///
    /// # Errors
    /// The name or value of a header, all headers or the payload are too long, or a header has no name.
    pub fn encode(&self) -> Result<Vec<u8>, FrameError> {
        let length = self.payload.len();
        if length > MAX_PAYLOAD {
            return Err(FrameError::PayloadTooLong);
        }
        let mut bytes = Vec::with_capacity(PRELUDE + 128 + length + CHECKSUM);
        bytes.extend([0; PRELUDE]);
        for (name, value) in &self.headers {
            write_name(name, &mut bytes)?;
            value.write(&mut bytes)?;
        }
        let headers = bytes.len() - PRELUDE;
        if headers > MAX_HEADERS {
            return Err(FrameError::HeadersTooLong);
        }
        let prelude = encode_prelude(PRELUDE + headers + length + CHECKSUM, headers);
        if let Some(start) = bytes.first_chunk_mut() {
            *start = prelude;
        }
        bytes.extend_from_slice(&self.payload);
        let checksum = crc32(&bytes);
        bytes.extend(checksum.to_be_bytes());
        Ok(bytes)
    }
}

fn encode_prelude(total: usize, headers: usize) -> [u8; PRELUDE] {
    // The limits are far below what 32 bits can hold.
    let [a, b, c, d] = (total as u32).to_be_bytes();
    let [e, f, g, h] = (headers as u32).to_be_bytes();
    let lengths = [a, b, c, d, e, f, g, h];
    let [i, j, k, l] = update_crc32(0, &lengths).to_be_bytes();
    [a, b, c, d, e, f, g, h, i, j, k, l]
}

fn write_name(name: &str, bytes: &mut Vec<u8>) -> Result<(), FrameError> {
    if name.is_empty() || name.len() > MAX_NAME {
        return Err(FrameError::HeaderName);
    }
    bytes.push(name.len() as u8);
    bytes.extend_from_slice(name.as_bytes());
    Ok(())
}

impl FrameValue {
    /// Returns a point in time, truncated to milliseconds.
    pub fn from_time(time: Timestamp) -> Self {
        let millis = i64::from(time.subsec_nanos() / 1_000_000);
        Self::Timestamp(time.seconds().saturating_mul(1000).saturating_add(millis))
    }

    /// Returns the point in time; `None` if the value isn't one, or its year is before 0 or after 9999.
    pub fn to_time(&self) -> Option<Timestamp> {
        let Self::Timestamp(millis) = self else { return None };
        let nanos = u32::try_from(millis.rem_euclid(1000)).ok()? * 1_000_000;
        Timestamp::new(millis.div_euclid(1000), nanos).ok()
    }

    /// Returns the integer; `None` if the value isn't one.
    pub(super) fn to_integer(&self) -> Option<i64> {
        match self {
            Self::Byte(value) => Some((*value).into()),
            Self::Short(value) => Some((*value).into()),
            Self::Int(value) => Some((*value).into()),
            Self::Long(value) => Some(*value),
            _ => None,
        }
    }

    /// Appends the type and the value.
    pub(super) fn write(&self, to: &mut Vec<u8>) -> Result<(), FrameError> {
        to.push(self.type_code());
        match self {
            Self::Bool(_) => {}
            Self::Byte(value) => to.extend(value.to_be_bytes()),
            Self::Short(value) => to.extend(value.to_be_bytes()),
            Self::Int(value) => to.extend(value.to_be_bytes()),
            Self::Long(value) | Self::Timestamp(value) => to.extend(value.to_be_bytes()),
            Self::Bytes(value) => write_sized(value, to)?,
            Self::Text(value) => write_sized(value.as_bytes(), to)?,
            Self::Uuid(value) => to.extend_from_slice(value),
        }
        Ok(())
    }

    fn type_code(&self) -> u8 {
        match self {
            Self::Bool(true) => 0,
            Self::Bool(false) => 1,
            Self::Byte(_) => 2,
            Self::Short(_) => 3,
            Self::Int(_) => 4,
            Self::Long(_) => 5,
            Self::Bytes(_) => 6,
            Self::Text(_) => 7,
            Self::Timestamp(_) => 8,
            Self::Uuid(_) => 9,
        }
    }
}

fn write_sized(value: &[u8], to: &mut Vec<u8>) -> Result<(), FrameError> {
    if value.len() > MAX_VALUE {
        return Err(FrameError::HeaderValue);
    }
    to.extend((value.len() as u16).to_be_bytes());
    to.extend_from_slice(value);
    Ok(())
}

impl fmt::Debug for FrameValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Byte(value) => value.fmt(f),
            Self::Short(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Long(value) => value.fmt(f),
            Self::Bytes(value) => write!(f, "{} bytes", value.len()),
            Self::Text(value) => value.fmt(f),
            Self::Timestamp(value) => write!(f, "{value} ms"),
            Self::Uuid(value) => write!(f, "{:032x}", u128::from_be_bytes(*value)),
        }
    }
}

macro_rules! from_values {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for FrameValue {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}
from_values! {
    bool => Bool, i8 => Byte, i16 => Short, i32 => Int, i64 => Long, Vec<u8> => Bytes, &[u8] => Bytes,
    String => Text, &str => Text
}

impl From<Timestamp> for FrameValue {
    fn from(time: Timestamp) -> Self {
        Self::from_time(time)
    }
}
