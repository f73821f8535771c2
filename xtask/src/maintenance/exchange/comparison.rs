//! Compares bodies of messages by their media types, and values.

use serde_json::Value;

use super::cbor;
use super::task::{Answer, ReadValue};
use super::xml;
use crate::maintenance::base64::decode_base64;

/// A part of an answer that isn't as expected.
#[derive(Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The part, such as `method`.
    pub part: String,
    pub expected: String,
    pub actual: String,
}

impl Mismatch {
    pub fn new(
        part: impl Into<String>,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Self {
        Self { part: part.into(), expected: expected.into(), actual: actual.into() }
    }
}

/// Checks the values that an answer has. Any other answer is a mismatch.
pub fn compare_values(answer: &Answer) -> Vec<Mismatch> {
    let Answer::Values(values) = answer else { return vec![describe_answer(answer)] };
    let mismatch = |ReadValue { reading, expected, actual }: &ReadValue| {
        Mismatch::new(format!("value, {reading}"), expected.to_string(), actual.to_string())
    };
    values.iter().filter(|it| !are_equal(&it.expected, &it.actual)).map(mismatch).collect()
}

/// Returns the mismatch of an answer that isn't of the expected kind.
pub fn describe_answer(answer: &Answer) -> Mismatch {
    match answer {
        Answer::Failed(reason) => Mismatch::new("result", "success", reason),
        Answer::Panicked(message) => {
            Mismatch::new("result", "no panic", format!("panic: {message}"))
        }
        answer => Mismatch::new("result", "another kind of answer", format!("{answer:?}")),
    }
}

const CBOR: &str = "application/cbor";

/// Returns the bytes of a body in a case: that of a binary media type is base64.
///
/// # Errors
/// The text isn't base64.
pub fn decode_body(text: &str, media_type: Option<&str>) -> Result<Vec<u8>, String> {
    if media_type == Some(CBOR) {
        decode_base64(text).ok_or_else(|| format!("the body isn't base64: {text}"))
    } else {
        Ok(text.as_bytes().to_vec())
    }
}

/// Checks a body: JSON, CBOR and XML by value, other media types and none byte by byte.
pub fn compare_bodies(expected: &str, actual: &[u8], media_type: Option<&str>) -> Option<Mismatch> {
    if media_type == Some(CBOR) && !expected.is_empty() {
        let expected = decode_body(expected, media_type).and_then(|body| cbor::to_json(&body));
        let actual = cbor::to_json(actual);
        if matches!((&expected, &actual), (Ok(left), Ok(right)) if are_equal(left, right)) {
            return None;
        }
        let show = |body: Result<Value, String>| {
            body.map_or_else(|error| format!("not CBOR: {error}"), |body| body.to_string())
        };
        return Some(Mismatch::new("body", show(expected), show(actual)));
    }
    let are_equal = match media_type {
        Some(media_type) if is_json(media_type) && !expected.is_empty() => {
            let expected: Result<Value, _> = serde_json::from_str(expected);
            let actual: Result<Value, _> = serde_json::from_slice(actual);
            matches!((expected, actual), (Ok(expected), Ok(actual)) if are_equal(&expected, &actual))
        }
        Some(media_type) if is_xml(media_type) && !expected.is_empty() => {
            xml::are_equal(expected, &String::from_utf8_lossy(actual))
        }
        _ => expected.as_bytes() == actual,
    };
    (!are_equal).then(|| Mismatch::new("body", expected, String::from_utf8_lossy(actual)))
}

/// Returns whether two JSON values are equal. Numbers are equal by their values, `1` and `1.0` too.
pub fn are_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || (left.is_f64() || right.is_f64()) && left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(a, b)| are_equal(a, b))
        }
        (Value::Object(left), Value::Object(right)) => {
            let has_equal = |(key, value): (&String, &Value)| {
                right.get(key).is_some_and(|other| are_equal(value, other))
            };
            left.len() == right.len() && left.iter().all(has_equal)
        }
        _ => left == right,
    }
}

fn is_xml(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    matches!(essence, "application/xml" | "text/xml")
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agree(expected: &str, actual: &str, media_type: Option<&str>) -> bool {
        compare_bodies(expected, actual.as_bytes(), media_type).is_none()
    }

    #[test]
    fn json_is_compared_by_value() {
        let json = Some("application/json");
        assert!(agree(r#"{"a": 1, "b": [0.5, "x"]}"#, r#"{"b":[0.50,"\u0078"],"a":1.0}"#, json));
        assert!(agree("{}", " {}", Some("application/x+json; charset=utf-8")));
        for different in [r#"{"a":2}"#, r#"{"a":"1"}"#, r#"{"a":1,"b":1}"#, "{}", "", "{\"a\":1"] {
            assert!(!agree(r#"{"a":1}"#, different, json), "{different}");
        }
        assert!(!agree("[1,2]", "[2,1]", json));
        assert!(!agree("9007199254740993", "9007199254740992", json));
    }

    #[test]
    fn cbor_is_compared_by_value() {
        let cbor = Some("application/cbor");
        // {"a": 1} with an indefinite and a definite length.
        assert_eq!(decode_body("v2FhAf8=", cbor), Ok(b"\xbf\x61a\x01\xff".to_vec()));
        assert!(decode_body("v2FhAf8", cbor).is_err());
        for (actual, is_equal) in [
            (&b"\xa1\x61a\x01"[..], true),
            (b"\xa1\x61a\x02", false),
            (b"\xa1", false),
            (b"", false),
        ] {
            let mismatch = compare_bodies("v2FhAf8=", actual, cbor);
            assert_eq!(mismatch.is_none(), is_equal, "{actual:?}");
        }
        assert!(compare_bodies("", b"\xa0", cbor).is_some());
    }

    #[test]
    fn other_bodies_are_compared_byte_by_byte() {
        for media_type in [None, Some("text/plain"), Some("application/octet-stream")] {
            assert!(agree("{}", "{}", media_type));
            assert!(!agree("{}", "{ }", media_type));
        }
        assert!(agree("", "", Some("application/json")));
        assert!(!agree("", "{}", Some("application/json")));
    }
}
