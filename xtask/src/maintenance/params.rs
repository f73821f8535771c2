//! Converts parameters of other origins into the JSON form of the generated types.

use serde_json::Value;
use shapesmith::rust::{Api, Type};

use super::base64::encode_base64;

/// How blobs and special floats are written in parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobForm {
    /// Blobs are plain text, as in test cases of protocols.
    Text,
    /// `{"$blob": "…"}` is a blob in base64 and `{"$float": "…"}` a special float, as in the oracle's values.
    Marker,
}

/// Returns parameters in the JSON form: the keys of members instead of their names, and blobs in base64. Timestamps stay what they
/// are, text of RFC 3339 or seconds since 1970, because both can be read.
pub fn to_json_form(api: &Api, ty: &Type, params: &Value, blobs: BlobForm) -> Value {
    match (ty, params) {
        (Type::Option(ty) | Type::Boxed(ty), _) => to_json_form(api, ty, params, blobs),
        (Type::Document, _) => params.clone(),
        (Type::Blob, Value::String(text)) if blobs == BlobForm::Text => {
            encode_base64(text.as_bytes()).into()
        }
        (Type::Item(name), Value::Object(members)) => {
            let fields = api.item(name).map(|item| item.fields()).unwrap_or_default();
            let convert = |(name, value): (&String, &Value)| match fields
                .iter()
                .find(|field| field.member == *name)
            {
                Some(field) => (field.key.clone(), to_json_form(api, &field.ty, value, blobs)),
                None => (name.clone(), value.clone()),
            };
            members.iter().map(convert).collect()
        }
        (Type::Vec(ty), Value::Array(items)) => {
            items.iter().map(|item| to_json_form(api, ty, item, blobs)).collect()
        }
        (Type::Map(ty), Value::Object(entries)) => {
            let convert = |(key, value): (&String, &Value)| {
                (key.clone(), to_json_form(api, ty, value, blobs))
            };
            entries.iter().map(convert).collect()
        }
        (_, Value::Object(marker)) if blobs == BlobForm::Marker => {
            marker.get("$blob").or(marker.get("$float")).unwrap_or(params).clone()
        }
        _ => params.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::maintenance::test_model::lower_test_model;

    #[test]
    fn parameters_are_converted_to_the_json_form() {
        let api = lower_test_model();
        let free = json!({"data": "foo"});
        let params = json!({"data": "foo", "more": {"data": [{"data": ""}]}, "free": free, "x": 1});
        let form = json!({"d": "Zm9v", "more": {"data": [{"d": ""}]}, "free": free, "x": 1});
        let item = Type::Item("In".to_owned());
        assert_eq!(to_json_form(&api, &item, &params, BlobForm::Text), form);
        let marked = |bytes: &str| json!({ "$blob": bytes });
        let params = json!({
            "data": marked("AA=="), "more": {"data": [{"data": marked("")}]}, "free": marked("AA==")
        });
        let form = json!({"d": "AA==", "more": {"data": [{"d": ""}]}, "free": marked("AA==")});
        assert_eq!(to_json_form(&api, &item, &params, BlobForm::Marker), form);
    }
}
