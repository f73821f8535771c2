//! Bodies in chunks with a checksum behind them, written as they are streamed.
//! ([AWS: trailing headers](https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html))

use std::fmt;

use ::http::{HeaderMap, HeaderValue, header};

use super::aws_chunked::{CONTENT_SHA256, DECODED_LENGTH};
use super::checksum_algorithm::{ChecksumAlgorithm, ChecksumHasher};
use super::checksum_headers::{ALGORITHM, TRAILER};

/// An encoder of a body in chunks for S3, with the checksum of the body behind them. It takes the body in parts of any size and keeps
/// nothing of them.
///
/// The chunks aren't signed, so that only an encrypted connection protects them. Leave the members with the body and with checksums
/// unset.
///
/// ```ignore
/// let mut encoder = ChunkEncoder::new(ChecksumAlgorithm::CRC32, file.metadata()?.len());
/// let mut request = endpoint.request::<PutObject>(&input)?;
/// encoder.add_headers(request.headers_mut());
/// // Sign the head, and send it. Then:
/// for part in &parts {
///     encoder.encode(part, &mut encoded)?;
///     connection.write_all(&encoded)?;
///     encoded.clear();
/// }
/// encoder.finish(&mut encoded)?;
/// connection.write_all(&encoded)?;
/// ```
#[derive(Debug)]
pub struct ChunkEncoder {
    algorithm: ChecksumAlgorithm,
    hasher: ChecksumHasher,
    /// The length of the body.
    length: u64,
    /// The number of bytes of the body that are missing.
    missing: u64,
    /// The number of bytes of the current chunk that are missing; 0 between chunks.
    missing_in_chunk: u64,
}

/// The error of a body that is longer or shorter than the length in its head, which it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidLength(u64);

impl fmt::Display for InvalidLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body doesn't have the length in its head, {} bytes", self.0)
    }
}

impl std::error::Error for InvalidLength {}

/// The size of each chunk but the last. S3 requires at least 8 KiB.
const CHUNK_SIZE: u64 = 1 << 16;
const LINE_END: &[u8] = b"\r\n";

impl ChunkEncoder {
    /// Creates an encoder at the beginning of a body with this length.
    pub fn new(algorithm: ChecksumAlgorithm, length: u64) -> Self {
        let hasher = ChecksumHasher::new(algorithm);
        Self { algorithm, hasher, length, missing: length, missing_in_chunk: 0 }
    }

    /// Adds the headers to the head of the request. Do so before it is signed: the signature has the value of `x-amz-content-sha256`
    /// in place of a hash of the body.
    pub fn add_headers(&self, headers: &mut HeaderMap) {
        let codings = headers.get_all(header::CONTENT_ENCODING).iter().map(HeaderValue::as_bytes);
        let codings: Vec<&[u8]> = codings.chain([&b"aws-chunked"[..]]).collect();
        if let Ok(codings) = HeaderValue::from_bytes(&codings.join(&b","[..])) {
            headers.insert(header::CONTENT_ENCODING, codings);
        }
        let payload = HeaderValue::from_static("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        headers.insert(CONTENT_SHA256, payload);
        headers.insert(ALGORITHM, HeaderValue::from_static(self.algorithm.name()));
        headers.insert(TRAILER, self.algorithm.header().into());
        headers.insert(DECODED_LENGTH, self.length.into());
        headers.insert(header::CONTENT_LENGTH, self.encoded_length().into());
    }

    /// Returns the length of the encoded body.
    pub fn encoded_length(&self) -> u64 {
        let line_end = LINE_END.len();
        let frame = |size: u64| (format!("{size:x}").len() + 2 * line_end) as u64;
        let (chunks, last) = (self.length / CHUNK_SIZE, self.length % CHUNK_SIZE);
        let frames = chunks * frame(CHUNK_SIZE) + if last > 0 { frame(last) } else { 0 };
        let name = self.algorithm.header();
        let trailer = name.as_str().len() + ":".len() + self.algorithm.text_length();
        let end = "0".len() + trailer + 3 * line_end;
        self.length.saturating_add(frames).saturating_add(end as u64)
    }

    /// Encodes the next part of the body and appends it to `encoded`.
    ///
    /// # Errors
    /// The body is longer than its length. Nothing is appended.
    pub fn encode(&mut self, part: &[u8], encoded: &mut Vec<u8>) -> Result<(), InvalidLength> {
        if part.len() as u64 > self.missing {
            return Err(InvalidLength(self.length));
        }
        self.hasher.update(part);
        let mut rest = part;
        while !rest.is_empty() {
            if self.missing_in_chunk == 0 {
                self.missing_in_chunk = self.missing.min(CHUNK_SIZE);
                encoded.extend(format!("{:x}\r\n", self.missing_in_chunk).into_bytes());
            }
            let length = usize::try_from(self.missing_in_chunk).unwrap_or(usize::MAX);
            let (data, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            encoded.extend_from_slice(data);
            rest = behind;
            self.missing -= data.len() as u64;
            self.missing_in_chunk -= data.len() as u64;
            if self.missing_in_chunk == 0 {
                encoded.extend_from_slice(LINE_END);
            }
        }
        Ok(())
    }

    /// Appends the end of the body with the checksum to `encoded`.
    ///
    /// # Errors
    /// The body is shorter than its length. Nothing is appended.
    pub fn finish(self, encoded: &mut Vec<u8>) -> Result<(), InvalidLength> {
        if self.missing > 0 {
            return Err(InvalidLength(self.length));
        }
        let (name, value) = (self.algorithm.header(), self.hasher.finish());
        encoded.extend(format!("0\r\n{name}:{value}\r\n\r\n").into_bytes());
        Ok(())
    }
}
