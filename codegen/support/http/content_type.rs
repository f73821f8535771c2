//! Media types in `Content-Type` and `Accept`.

use ::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::header::decode_value;

/// Returns the media type of the body in lower case, without parameters.
pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = decode_value(headers.get(header::CONTENT_TYPE)?);
    Some(strip_parameters(&value))
}

/// Returns whether a media type is one of CBOR, whose bodies would be misread as another format.
pub(super) fn is_cbor(media_type: Option<&str>) -> bool {
    media_type.is_some_and(|media_type| media_type.contains("cbor"))
}

fn strip_parameters(text: &str) -> String {
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns whether the client takes a response of this media type.
/// ([RFC 9110: Accept](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1))
pub(super) fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let mut ranges = headers.get_all(header::ACCEPT).iter().map(decode_value).peekable();
    if ranges.peek().is_none() {
        return true;
    }
    let main = media_type.split('/').next().unwrap_or_default();
    ranges.any(|line| {
        line.split(',').map(strip_parameters).any(|range| {
            range == media_type.to_ascii_lowercase()
                || range == "*/*"
                || range.strip_suffix("/*").is_some_and(|range| range.eq_ignore_ascii_case(main))
        })
    })
}

/// Sets a header unless a member has set it.
pub(super) fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.entry(name).or_insert(value);
    }
}

/// Sets the media type of the body unless a member has set it.
pub(super) fn set_content_type(headers: &mut HeaderMap, media_type: &str) {
    set_default(headers, header::CONTENT_TYPE, media_type);
}
