//! Bodies in CBOR as JSON, so that they can be compared by value and shown.

use ciborium::Value as Cbor;
use serde_json::{Map, Value, json};

use crate::maintenance::base64::encode_base64;

/// Returns a body as JSON. What JSON doesn't have is an object with a single key.
///
/// # Errors
/// The body isn't one value in CBOR.
pub fn to_json(body: &[u8]) -> Result<Value, String> {
    let mut rest = body;
    let value: Cbor = ciborium::from_reader(&mut rest).map_err(|error| error.to_string())?;
    if rest.is_empty() {
        convert(value)
    } else {
        Err("there are bytes behind the value".to_owned())
    }
}

fn convert(value: Cbor) -> Result<Value, String> {
    Ok(match value {
        Cbor::Null => Value::Null,
        Cbor::Bool(value) => json!(value),
        Cbor::Integer(number) => match (i64::try_from(number), u64::try_from(number)) {
            (Ok(number), _) => json!(number),
            (_, Ok(number)) => json!(number),
            _ => json!({ "$integer": i128::from(number).to_string() }),
        },
        Cbor::Float(number) if number.is_finite() => json!(number),
        Cbor::Float(number) => json!({ "$float": number.to_string() }),
        Cbor::Text(text) => json!(text),
        Cbor::Bytes(bytes) => json!({ "$bytes": encode_base64(&bytes) }),
        Cbor::Tag(tag, value) => json!({ "$tag": tag, "value": convert(*value)? }),
        Cbor::Array(items) => items.into_iter().map(convert).collect::<Result<Vec<_>, _>>()?.into(),
        Cbor::Map(entries) => {
            let mut members = Map::new();
            for (key, value) in entries {
                let Cbor::Text(key) = key else { return Err("a key isn't text".to_owned()) };
                if members.insert(key, convert(value)?).is_some() {
                    return Err("a key is repeated".to_owned());
                }
            }
            members.into()
        }
        other => return Err(format!("unknown value {other:?}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_converted() {
        // {"a": [1, -1, 0.5 in 16 bits, NaN], "b": h'00', "c": 1(0), and indefinite text "xy"}
        let body = b"\xbf\x61a\x84\x01\x20\xf9\x38\x00\xf9\x7e\x00\x61b\x41\x00\x61c\xc1\x00\x61d\x7f\x61x\x61y\xff\xff";
        let value = json!({
            "a": [1, -1, 0.5, {"$float": "NaN"}], "b": {"$bytes": "AA=="},
            "c": {"$tag": 1, "value": 0}, "d": "xy"
        });
        assert_eq!(to_json(body), Ok(value));
    }

    #[test]
    fn malformed_bodies_are_errors() {
        for body in [&b""[..], b"\xbf", b"\xa0\x00", b"\xa1\x00\x00", b"\xa2\x61a\x00\x61a\x00"] {
            assert!(to_json(body).is_err(), "{body:?}");
        }
    }
}
