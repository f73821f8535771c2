//! The codes of errors in responses.
//! ([Smithy: operation error serialization](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization))

use ::http::{HeaderMap, StatusCode};

use super::super::unknown_error::UnknownError;
use super::codec::{Codec, ResponseView};
use super::header::decode_value;

/// The header with the code of an error, in REST protocols.
pub(super) const ERROR_TYPE: &str = "x-amzn-errortype";
/// The header with the code in the query protocol, of services that spoke it earlier.
pub(super) const QUERY_ERROR: &str = "x-amzn-query-error";

/// Returns the code and message of an error, and its code in the query protocol. The header counts before the body.
///
/// # Errors
/// The body isn't that of an error.
pub(super) fn find_error(
    codec: &dyn Codec,
    response: ResponseView<'_>,
) -> Result<(UnknownError, Option<String>), String> {
    let query_code = read_code(response.headers, QUERY_ERROR);
    let header = read_code(response.headers, ERROR_TYPE);
    let mut error = match (codec.read_error(response), &header) {
        (Ok(error), _) => error,
        (Err(_), Some(_)) => UnknownError::default(),
        (Err(reason), None) => return Err(reason),
    };
    if let Some(code) = header {
        error.code = code;
    }
    if error.code.is_empty() {
        error.code = query_code.clone().unwrap_or_else(|| status_code(response.status));
    }
    error.status = Some(response.status.as_u16());
    Ok((error, query_code))
}

/// Returns the code in a header, without what follows a semicolon.
fn read_code(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = decode_value(headers.get(name)?);
    let code = value.split(';').next().unwrap_or_default().trim();
    (!code.is_empty()).then(|| code.to_owned())
}

/// Returns the code of an error whose response has none, as those to `HEAD` requests.
fn status_code(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => reason.replace(|it: char| !it.is_ascii_alphanumeric(), ""),
        None => status.as_str().to_owned(),
    }
}
