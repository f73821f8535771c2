//! Converts parameters of other origins into the JSON form of the generated types.

use serde_json::{Map, Value, json};
use shapesmith::rust::{Api, Item, Operation, Type};

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
        // The value of a member with the media type of JSON, as botocore takes it.
        (Type::String, Value::Object(_)) if blobs == BlobForm::Text => params.to_string().into(),
        (_, Value::Object(marker)) if blobs == BlobForm::Marker => {
            marker.get("$blob").or(marker.get("$float")).unwrap_or(params).clone()
        }
        _ => params.clone(),
    }
}

/// Returns a value in the JSON form as parameters with markers: the names of members instead of their keys. Timestamps stay what they
/// are. Null entries of sparse lists and maps, which botocore doesn't know, are left out.
pub fn to_params(api: &Api, ty: &Type, value: &Value) -> Value {
    match (ty, value) {
        (Type::Option(ty) | Type::Boxed(ty), _) => to_params(api, ty, value),
        (Type::Blob, Value::String(text)) => json!({ "$blob": text }),
        (Type::F32 | Type::F64, Value::String(text)) => json!({ "$float": text }),
        (Type::Item(name), Value::Object(members)) => {
            let fields = api.item(name).map(|item| item.fields()).unwrap_or_default();
            let convert = |(key, value): (&String, &Value)| {
                let field = fields.iter().find(|field| field.key == *key)?;
                Some((field.member.clone(), to_params(api, &field.ty, value)))
            };
            members.iter().filter_map(convert).collect()
        }
        (Type::Vec(ty), Value::Array(items)) => {
            let items = items.iter().filter(|item| !(item.is_null() && is_option(ty)));
            items.map(|item| to_params(api, ty, item)).collect()
        }
        (Type::Map(ty), Value::Object(entries)) => {
            let entries = entries.iter().filter(|(_, value)| !(value.is_null() && is_option(ty)));
            entries.map(|(key, value)| (key.clone(), to_params(api, ty, value))).collect()
        }
        _ => value.clone(),
    }
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Option(_))
}

/// Returns the code and the parameters of an operation's error, which has this name or code. The message is a member unless it is
/// empty or the error has no such member.
///
/// # Errors
/// The operation doesn't have the error.
pub fn convert_error(
    api: &Api,
    operation: &Operation,
    shape: &str,
    message: Option<&Value>,
    mut members: Map<String, Value>,
    blobs: BlobForm,
) -> Result<(String, Value), String> {
    let mut items = operation.errors.variants.iter().filter_map(|variant| api.item(&variant.item));
    let is_it = |item: &&Item| {
        item.origin.name() == shape || item.exception().is_some_and(|it| it.code == shape)
    };
    let item = items.find(is_it);
    let missing = || format!("the model's {} has no error {shape}", operation.origin.name());
    let item = item.ok_or_else(missing)?;
    let code = item.exception().ok_or_else(missing)?.code.clone();
    let message = message.filter(|text| text.as_str() != Some(""));
    if let (Some(name), Some(text)) = (find_message_member(item), message) {
        members.entry(name).or_insert_with(|| text.clone());
    }
    let ty = Type::Item(item.name.clone());
    Ok((code, to_json_form(api, &ty, &members.into(), blobs)))
}

/// Returns the name of the member for the message of an error.
fn find_message_member(item: &Item) -> Option<&str> {
    let mut fields = item.fields().iter();
    let field = fields.find(|field| field.member.eq_ignore_ascii_case("message"))?;
    Some(&field.member)
}

#[cfg(test)]
mod tests {
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
