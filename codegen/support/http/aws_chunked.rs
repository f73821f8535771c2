//! Bodies in chunks, as SDKs send them to S3.
//! ([AWS: chunked uploads](https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html))

use std::fmt;

use ::http::{HeaderMap, HeaderName, HeaderValue, header};

/// A decoder of a body in chunks. It takes the body in parts of any size.
///
/// A chunk is its size in hexadecimal, perhaps with a signature behind a semicolon, a line end, its bytes, and a line end. Behind the
/// last chunk, which is empty, lines of headers may follow. Signatures aren't verified.
#[derive(Debug)]
pub struct ChunkDecoder {
    state: State,
    /// The line that is being read.
    line: Vec<u8>,
    trailers: HeaderMap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In the line with the size of a chunk.
    Size,
    /// In a chunk, of which so many bytes are missing.
    Data(usize),
    /// In the line end behind a chunk.
    DataEnd,
    /// In the lines of headers.
    Trailers,
    /// Behind the end.
    Finished,
}

/// The error of a body that isn't in chunks; it says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidChunk(&'static str);

impl fmt::Display for InvalidChunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed body in chunks: {}", self.0)
    }
}

impl std::error::Error for InvalidChunk {}

/// The greatest length of a line, in bytes.
const MAX_LINE: usize = 4096;
/// The greatest number of headers behind the last chunk.
const MAX_TRAILERS: usize = 32;

impl Default for ChunkDecoder {
    fn default() -> Self {
        Self::new()
    }
}

impl ChunkDecoder {
    /// Creates a decoder at the beginning of a body.
    pub fn new() -> Self {
        Self { state: State::Size, line: Vec::new(), trailers: HeaderMap::new() }
    }

    /// Returns whether the headers of a request say that its body is in chunks.
    pub fn is_needed(headers: &HeaderMap) -> bool {
        let has = |name: HeaderName, is_chunked: fn(&str) -> bool| {
            let values = headers.get_all(name).iter();
            values.filter_map(|value| value.to_str().ok()).any(is_chunked)
        };
        has(header::CONTENT_ENCODING, |text| text.split(',').any(is_chunked_coding))
            || has(CONTENT_SHA256, |text| text.starts_with("STREAMING-"))
    }

    /// Decodes the next part of a body and appends the bytes of its chunks to `decoded`.
    ///
    /// # Errors
    /// The body is malformed.
    pub fn decode(&mut self, part: &[u8], decoded: &mut Vec<u8>) -> Result<(), InvalidChunk> {
        let mut rest = part;
        while let Some((first, behind)) = rest.split_first() {
            match self.state {
                State::Data(missing) => {
                    let length = missing.min(rest.len());
                    let (data, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                    decoded.extend_from_slice(data);
                    rest = behind;
                    self.state = match missing - data.len() {
                        0 => State::DataEnd,
                        missing => State::Data(missing),
                    };
                }
                State::Finished => return Ok(()),
                _ => {
                    rest = behind;
                    self.push(*first)?;
                }
            }
        }
        Ok(())
    }

    /// Checks that the body is complete, and returns the headers behind the last chunk.
    ///
    /// # Errors
    /// The end is missing.
    pub fn finish(self) -> Result<HeaderMap, InvalidChunk> {
        match self.state {
            // Some clients leave the empty line at the end out.
            State::Finished | State::Trailers => Ok(self.trailers),
            _ => Err(InvalidChunk("the last chunk is missing")),
        }
    }

    /// Adds a byte outside of chunks.
    fn push(&mut self, byte: u8) -> Result<(), InvalidChunk> {
        if byte != b'\n' {
            self.line.push(byte);
            return match self.line.len() > MAX_LINE {
                true => Err(InvalidChunk("a line is too long")),
                false => Ok(()),
            };
        }
        let line = std::mem::take(&mut self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        self.state = match self.state {
            State::Size => match parse_size(line)? {
                0 => State::Trailers,
                size => State::Data(size),
            },
            State::DataEnd if line.is_empty() => State::Size,
            State::DataEnd => return Err(InvalidChunk("a chunk is longer than its size")),
            State::Trailers if line.is_empty() => State::Finished,
            State::Trailers => {
                self.add_trailer(line)?;
                State::Trailers
            }
            state => state,
        };
        Ok(())
    }

    fn add_trailer(&mut self, line: &[u8]) -> Result<(), InvalidChunk> {
        let colon = line.iter().position(|byte| *byte == b':');
        let parts = colon.and_then(|at| Some((line.get(..at)?, line.get(at + 1..)?)));
        let malformed = InvalidChunk("a line behind the last chunk isn't a header");
        let (name, value) = parts.ok_or(malformed)?;
        let name = HeaderName::from_bytes(name.trim_ascii()).map_err(|_| malformed)?;
        let value = HeaderValue::from_bytes(value.trim_ascii()).map_err(|_| malformed)?;
        if self.trailers.len() == MAX_TRAILERS {
            return Err(InvalidChunk("there are too many headers behind the last chunk"));
        }
        self.trailers.insert(name, value);
        Ok(())
    }
}

/// The header with the digest of a body, or with the kind of its chunks.
pub(super) const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
/// The header with the length of a body without its chunks.
pub(super) const DECODED_LENGTH: HeaderName =
    HeaderName::from_static("x-amz-decoded-content-length");

/// Returns whether a coding in `Content-Encoding` is the one of chunks.
pub(super) fn is_chunked_coding(coding: &str) -> bool {
    coding.trim().eq_ignore_ascii_case("aws-chunked")
}

/// Returns the size in the first line of a chunk.
fn parse_size(line: &[u8]) -> Result<usize, InvalidChunk> {
    let malformed = InvalidChunk("a chunk has no size");
    let digits = line.split(|byte| *byte == b';').next().unwrap_or_default();
    let digits = std::str::from_utf8(digits).map_err(|_| malformed)?.trim();
    // The parser of integers takes a sign, which a size can't have.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    usize::from_str_radix(digits, 16).ok().filter(|_| is_number).ok_or(malformed)
}
