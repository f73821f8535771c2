//! Percent-encoding of paths and queries.

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_decode_str, utf8_percent_encode,
};

/// All characters but the unreserved ones of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same without the slash, which a greedy label keeps.
const RESERVED_IN_GREEDY: &AsciiSet = &RESERVED.remove(b'/');

/// Returns the text of a label, or of a name or value of a query, percent-encoded.
pub(super) fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// Returns the text of a greedy label, percent-encoded apart from its slashes.
pub(super) fn encode_greedy(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED_IN_GREEDY)
}

/// Decodes a part of a path, in which a plus is a plus; `None` if it isn't UTF-8.
pub(super) fn decode_path(text: &str) -> Option<Cow<'_, str>> {
    // Most texts are so short that a search in larger steps would take longer.
    if !text.bytes().any(|byte| byte == b'%') {
        return Some(Cow::Borrowed(text));
    }
    percent_decode_str(text).decode_utf8().ok()
}

/// Decodes a name or value of a query, in which a plus is a space; `None` if it isn't UTF-8.
pub(super) fn decode_query(text: &str) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|byte| byte == b'+') {
        return decode_path(text);
    }
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8().ok().map(|text| Cow::Owned(text.into_owned()))
}
