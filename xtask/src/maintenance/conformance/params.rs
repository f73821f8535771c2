//! Converts the parameters of cases into the JSON form of the generated types.

use serde_json::Value;
use shapesmith::rust::{Api, Type};

/// Returns parameters in the JSON form: the keys of members instead of their names, and blobs, which are plain text, in base64.
/// Timestamps are seconds since 1970 in both.
pub fn to_json_form(api: &Api, ty: &Type, params: &Value) -> Value {
    match (ty, params) {
        (Type::Option(ty) | Type::Boxed(ty), _) => to_json_form(api, ty, params),
        (Type::Blob, Value::String(text)) => encode_base64(text.as_bytes()).into(),
        (Type::Item(name), Value::Object(members)) => {
            let fields = api.item(name).map(|item| item.fields()).unwrap_or_default();
            let convert = |(name, value): (&String, &Value)| match fields
                .iter()
                .find(|field| field.member == *name)
            {
                Some(field) => (field.key.clone(), to_json_form(api, &field.ty, value)),
                None => (name.clone(), value.clone()),
            };
            members.iter().map(convert).collect()
        }
        (Type::Vec(ty), Value::Array(items)) => {
            items.iter().map(|item| to_json_form(api, ty, item)).collect()
        }
        (Type::Map(ty), Value::Object(entries)) => {
            entries.iter().map(|(key, value)| (key.clone(), to_json_form(api, ty, value))).collect()
        }
        _ => params.clone(),
    }
}

/// Returns bytes as base64 with padding ([RFC 4648](https://www.rfc-editor.org/rfc/rfc4648#section-4)).
fn encode_base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            let letter = ALPHABET.get(value as usize).filter(|_| digit <= chunk.len());
            text.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;
    use shapesmith::Policy;
    use shapesmith_model::{Source, read};

    use super::*;

    const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
        "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#Do"}],
            "traits": {"aws.protocols#restJson1": {}}},
        "a#Do": {"type": "operation", "input": {"target": "a#In"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/"}}},
        "a#In": {"type": "structure", "members": {
            "data": {"target": "smithy.api#Blob", "traits": {"smithy.api#jsonName": "d"}},
            "more": {"target": "a#Map"},
            "free": {"target": "smithy.api#Document"}}},
        "a#Map": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "a#List"}},
        "a#List": {"type": "list", "member": {"target": "a#In"}}
    }}"#;

    #[test]
    fn parameters_are_converted_to_the_json_form() {
        let model = read(Source { name: "m", bytes: MODEL.as_bytes() }, None).unwrap().model;
        let service = model.services.values().next().unwrap();
        let api = shapesmith::lower_service(&model, service, &Policy::default()).unwrap();
        let free = json!({"data": "foo"});
        let params = json!({"data": "foo", "more": {"data": [{"data": ""}]}, "free": free, "x": 1});
        let form = json!({"d": "Zm9v", "more": {"data": [{"d": ""}]}, "free": free, "x": 1});
        assert_eq!(to_json_form(&api, &Type::Item("In".to_owned()), &params), form);
    }

    #[test]
    fn base64_is_padded() {
        let texts = ["", "f", "fo", "foo", "foob", "\u{3f}\u{fb}"];
        let encoded = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "P8O7"];
        assert_eq!(texts.map(|text| encode_base64(text.as_bytes())), encoded);
    }
}
