//! The headers `x-amz-checksum-…` of requests and responses.
//! ([AWS: httpChecksum](https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait))

use ::http::{HeaderMap, HeaderName, HeaderValue};

use super::super::field::{HEADER, STREAMING};
use super::super::operation::Checksum;
use super::super::value::View;
use super::checksum_algorithm::ChecksumAlgorithm;
use super::checksums::{CONTENT_MD5, ChecksumHeaders, InvalidChecksum};
use super::codec::{Members, RequestParts};
use super::content_type::set_default;
use super::request_error::RequestError;

/// The headers.
pub(super) static CHECKSUM_HEADERS: FlexibleChecksums = FlexibleChecksums;

pub(super) struct FlexibleChecksums;

/// What the names of the headers start with.
const PREFIX: &str = "x-amz-checksum-";
/// Headers with this prefix that aren't checksums.
const OTHERS: [&str; 3] = ["algorithm", "mode", "type"];
/// The header with the names of headers behind the body.
pub(super) const TRAILER: HeaderName = HeaderName::from_static("x-amz-trailer");
/// The header with the name of the algorithm.
pub(super) const ALGORITHM: HeaderName = HeaderName::from_static("x-amz-sdk-checksum-algorithm");

impl ChecksumHeaders for FlexibleChecksums {
    /// Adds the checksum of the algorithm that the member names, or where one is required and none is named, that of the default. A
    /// body that isn't set is the caller's, and so is its checksum.
    fn add(
        &self,
        checksum: Checksum,
        members: Members<'_>,
        request: &mut RequestParts,
    ) -> Result<(), RequestError> {
        let RequestParts { headers, body, .. } = request;
        let mut fields = members.shape.fields.iter().zip(members.views);
        let is_streamed = fields.clone().any(|(field, view)| field.has(STREAMING) && view.is_absent());
        if is_streamed || checksum_names(headers).next().is_some() {
            return Ok(());
        }
        let member = fields.find(|(field, _)| Some(field.name()) == checksum.algorithm_member);
        let Some((field, view)) = member else { return Ok(()) };
        let algorithm = match view {
            View::String(name) | View::Unrecognized(name) => ChecksumAlgorithm::from_name(name)
                .ok_or(RequestError::UnsupportedChecksum(field.name()))?,
            _ if checksum.is_required && !headers.contains_key(CONTENT_MD5) => {
                let name = HeaderName::from_bytes(field.wire_name().as_bytes());
                if let (HEADER, Ok(name)) = (field.location(), name) {
                    set_default(headers, name, ChecksumAlgorithm::CRC32.name());
                }
                ChecksumAlgorithm::CRC32
            }
            _ => return Ok(()),
        };
        set_default(headers, algorithm.header(), &algorithm.compute(body));
        Ok(())
    }

    /// Verifies a checksum in the head or behind the body, as S3 does. One of an algorithm that the generated code hasn't isn't
    /// verified.
    fn check_request(&self, headers: &HeaderMap, body: &[u8]) -> Result<bool, InvalidChecksum> {
        let invalid = |message: String| Err(InvalidChecksum::new("InvalidRequest", message));
        if trailer_names(headers).any(|name| !headers.contains_key(name)) {
            let message = "The request contained trailing data that was not well-formed.";
            return Err(InvalidChecksum::new("MalformedTrailerError", message));
        }
        let mut names = checksum_names(headers);
        let found = names.next();
        if names.next().is_some() {
            return invalid(format!(
                "Expecting a single {PREFIX} header. Multiple checksum Types are not allowed."
            ));
        }
        let named = headers.get(ALGORITHM).map(HeaderValue::as_bytes);
        let Some(found) = found else {
            return match named {
                None => Ok(false),
                Some(_) => invalid(format!(
                    "{ALGORITHM} specified, but no corresponding {PREFIX}* or {TRAILER} headers were found."
                )),
            };
        };
        if named.is_some_and(|named| !named.eq_ignore_ascii_case(found.as_bytes())) {
            return invalid(format!("Value for {ALGORITHM} header is invalid."));
        }
        let Some(algorithm) = ChecksumAlgorithm::from_name(found) else { return Ok(true) };
        let value = headers.get(algorithm.header()).and_then(|value| value.to_str().ok());
        let Some(expected) = value.and_then(|text| algorithm.decode(text)) else {
            return invalid(format!("Value for {PREFIX}{found} header is invalid."));
        };
        if expected.to_base64() != algorithm.compute(body) {
            let name = algorithm.name();
            let message = format!("The {name} you specified did not match the calculated checksum.");
            return Err(InvalidChecksum::new("BadDigest", message));
        }
        Ok(true)
    }

    /// Verifies the checksum of the fastest algorithm. A body that is empty may be the caller's to read.
    fn check_response(
        &self,
        algorithms: &[&str],
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<(), String> {
        let found = ChecksumAlgorithm::find(headers).filter(|_| !body.is_empty());
        let Some((algorithm, expected)) = found else { return Ok(()) };
        let name = algorithm.name();
        if !algorithms.contains(&name) || algorithm.compute(body) == expected {
            return Ok(());
        }
        Err(format!("the {name} of the body isn't {expected}, as its header has it"))
    }
}

/// Returns the ends of the names of the headers with checksums, such as `crc32`.
fn checksum_names(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let names = headers.keys().filter_map(|name| name.as_str().strip_prefix(PREFIX));
    names.filter(|name| !OTHERS.contains(name))
}

/// Returns the names of the headers that are behind the body.
fn trailer_names(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(TRAILER).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|name| !name.is_empty())
}
