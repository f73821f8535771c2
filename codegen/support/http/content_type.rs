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

/// Returns whether the client takes a response of this media type. Of the ranges that include it, the most specific counts.
/// ([RFC 9110: Accept](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1))
pub(super) fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let mut lines = headers.get_all(header::ACCEPT).iter().map(decode_value).peekable();
    if lines.peek().is_none() {
        return true;
    }
    let best = lines.filter_map(|line| {
        line.split(',').filter_map(|range| match_range(range, media_type)).max()
    });
    best.max().is_some_and(|(_, is_accepted)| is_accepted)
}

/// Returns how specific a range of media types is, and whether the client takes it; `None` if it doesn't include the media type.
fn match_range(range: &str, media_type: &str) -> Option<(u8, bool)> {
    let mut parts = range.split(';');
    let name = parts.next().unwrap_or_default().trim();
    let main = media_type.split('/').next().unwrap_or_default();
    let specificity = if name.eq_ignore_ascii_case(media_type) {
        2
    } else if name.strip_suffix("/*").is_some_and(|name| name.eq_ignore_ascii_case(main)) {
        1
    } else if name == "*/*" {
        0
    } else {
        return None;
    };
    let mut parameters = parts.filter_map(|part| part.split_once('='));
    let weight = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    let is_refused = weight.is_some_and(|(_, weight)| weight.trim().parse() == Ok(0.0_f32));
    Some((specificity, !is_refused))
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
