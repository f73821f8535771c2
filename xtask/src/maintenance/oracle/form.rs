//! Converts the oracle's values and places into the JSON form of the generated types.

use serde_json::Value;
use shapesmith::rust::{Api, Type};

/// Returns a value in its JSON form: the keys of members instead of their names, and no markers for blobs and special floats.
pub fn to_json_form(api: &Api, ty: &Type, value: &Value) -> Value {
    match (ty, value) {
        (Type::Option(ty) | Type::Boxed(ty), _) => to_json_form(api, ty, value),
        (Type::Document, _) => value.clone(),
        (Type::Item(name), Value::Object(members)) => {
            let fields = api.item(name).map(|item| item.fields()).unwrap_or_default();
            let member = |(name, value): (&String, &Value)| match fields
                .iter()
                .find(|field| field.member == *name)
            {
                Some(field) => (field.key.clone(), to_json_form(api, &field.ty, value)),
                None => (name.clone(), value.clone()),
            };
            members.iter().map(member).collect()
        }
        (Type::Vec(ty), Value::Array(items)) => {
            items.iter().map(|item| to_json_form(api, ty, item)).collect()
        }
        (Type::Map(ty), Value::Object(entries)) => {
            entries.iter().map(|(key, value)| (key.clone(), to_json_form(api, ty, value))).collect()
        }
        (_, Value::Object(marker)) => {
            marker.get("$blob").or(marker.get("$float")).unwrap_or(value).clone()
        }
        _ => value.clone(),
    }
}

/// Returns the place of a JSON pointer with member names as errors of reading write it: `Functions[3].Tags["a"]`.
pub fn format_place(api: &Api, ty: &Type, pointer: &str) -> String {
    let mut ty = ty;
    let mut text = String::new();
    for step in pointer.split('/').skip(1) {
        while let Type::Option(inner) | Type::Boxed(inner) = ty {
            ty = inner;
        }
        let step = step.replace("~1", "/").replace("~0", "~");
        match ty {
            Type::Vec(entry) => {
                text.push_str(&format!("[{step}]"));
                ty = entry;
            }
            Type::Map(entry) => {
                text.push_str(&format!("[{step:?}]"));
                ty = entry;
            }
            _ => {
                let item = if let Type::Item(name) = ty { api.item(name) } else { None };
                let fields = item.map(|item| item.fields()).unwrap_or_default();
                let field = fields.iter().find(|field| field.member == step);
                text.push_str(if text.is_empty() { "" } else { "." });
                text.push_str(field.map_or(&step, |field| &field.key));
                ty = field.map_or(&Type::Empty, |field| &field.ty);
            }
        }
    }
    text
}
