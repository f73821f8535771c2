//! Checksums of the bodies of messages: added to requests by clients, verified in requests by servers and in responses by clients.

use ::http::{HeaderMap, HeaderName};

use super::super::Blob;
use super::super::operation::Checksum;
use super::codec::{Members, RequestParts};
use super::codecs::CHECKSUM_HEADERS;
use super::content_type::set_default;
use super::request_error::RequestError;

/// The headers `x-amz-checksum-…`, which only some outputs need.
pub(super) trait ChecksumHeaders: Sync {
    /// Adds the checksum of a request whose algorithm is the value of a member.
    ///
    /// # Errors
    /// There is no such algorithm.
    fn add(
        &self,
        checksum: Checksum,
        members: Members<'_>,
        request: &mut RequestParts,
    ) -> Result<(), RequestError>;

    /// Verifies the checksum of a request. Returns whether it has one.
    ///
    /// # Errors
    /// It isn't that of the body, or malformed.
    fn check_request(&self, headers: &HeaderMap, body: &[u8]) -> Result<bool, InvalidChecksum>;

    /// Verifies the checksum of a response, if it has one of these algorithms.
    ///
    /// # Errors
    /// Why it isn't that of the body.
    fn check_response(
        &self,
        algorithms: &[&str],
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<(), String>;
}

/// Why a request is refused because of its checksum: the code of the error and its message, which are S3's.
/// ([AWS: error codes](https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html))
pub(super) struct InvalidChecksum {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl InvalidChecksum {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// The header with the MD5 of the body.
pub(super) const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");

/// Adds the checksum that a request needs, unless it has one.
///
/// # Errors
/// A member names an algorithm that there isn't.
pub(super) fn add_checksum(
    checksum: Checksum,
    members: Members<'_>,
    request: &mut RequestParts,
) -> Result<(), RequestError> {
    if let Some(headers) = CHECKSUM_HEADERS.filter(|_| checksum.algorithm_member.is_some()) {
        return headers.add(checksum, members, request);
    }
    if checksum.is_required && !request.headers.contains_key(CONTENT_MD5) {
        let digest = Blob::new(md5::compute(&request.body).0);
        set_default(&mut request.headers, CONTENT_MD5, &digest.to_base64());
    }
    Ok(())
}

/// Verifies the checksums of a request.
///
/// # Errors
/// One of them isn't that of the body, or malformed, or one is required and there is none.
pub(super) fn check_request(
    checksum: Checksum,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), InvalidChecksum> {
    let has_md5 = check_md5(headers, body)?;
    let flexible = CHECKSUM_HEADERS.filter(|_| checksum.algorithm_member.is_some());
    let has_other = flexible.map_or(Ok(false), |flexible| flexible.check_request(headers, body))?;
    if checksum.is_required && !has_md5 && !has_other && !body.is_empty() {
        let other = if flexible.is_some() { " OR x-amz-checksum-*" } else { "" };
        let message = format!("Missing required header for this request: Content-MD5{other}");
        return Err(InvalidChecksum::new("InvalidRequest", message));
    }
    Ok(())
}

/// Verifies the MD5 of a body. Returns whether the headers have it.
fn check_md5(headers: &HeaderMap, body: &[u8]) -> Result<bool, InvalidChecksum> {
    let Some(expected) = headers.get(CONTENT_MD5) else { return Ok(false) };
    let expected = expected.to_str().ok().and_then(|text| Blob::from_base64(text).ok());
    let Some(expected) = expected.filter(|digest| digest.as_ref().len() == 16) else {
        let message = "The Content-MD5 you specified was invalid.";
        return Err(InvalidChecksum::new("InvalidDigest", message));
    };
    if expected.as_ref() != md5::compute(body).0 {
        let message = "The Content-MD5 you specified did not match what we received.";
        return Err(InvalidChecksum::new("BadDigest", message));
    }
    Ok(true)
}

/// Verifies the checksum of a response.
///
/// # Errors
/// Why it isn't that of the body.
pub(super) fn check_response(
    checksum: Option<Checksum>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), String> {
    let algorithms = checksum.map_or(&[][..], |checksum| checksum.response_algorithms);
    match CHECKSUM_HEADERS {
        Some(flexible) if !algorithms.is_empty() => {
            flexible.check_response(algorithms, headers, body)
        }
        _ => Ok(()),
    }
}
