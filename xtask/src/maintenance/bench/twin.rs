//! The same types with serde's derive: what our own serde impls are measured against.

use shapesmith::rust::{Api, Enum, Field, ItemKind, Type};

/// A module with the structs and enums of the API. Enums are open as ours are, with a `match` by hand, because
/// derive alone has no quick way; blobs stay base64 and timestamps numbers, so the documents must have
/// neither.
pub fn derived(api: &Api) -> String {
    let mut text = String::from(
        "#![allow(dead_code, clippy::all)]\nuse serde::{Deserialize, Serialize};\nuse std::collections::BTreeMap;\n",
    );
    for item in &api.items {
        let name = &item.name;
        let (keyword, body) = match &item.kind {
            ItemKind::Enum(values) => {
                text.push_str(&open_enum(name, values));
                continue;
            }
            ItemKind::Struct(body) => ("struct", lines(&body.fields, field)),
            ItemKind::Union(body) => ("enum", lines(&body.variants, variant)),
            ItemKind::IntEnum(_) => continue,
        };
        text.push_str(&format!(
            "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\npub {keyword} {name} {{\n{body}}}\n"
        ));
    }
    text
}

fn open_enum(name: &str, values: &Enum<String>) -> String {
    let variants = lines(&values.variants, |value| format!("{},", value.name));
    let read = lines(&values.variants, |value| {
        format!("{:?} => Self::Value::{},", value.value, value.name)
    });
    let write =
        lines(&values.variants, |value| format!("Self::{} => {:?},", value.name, value.value));
    format!(
        "#[derive(Clone, Debug, PartialEq)]\npub enum {name} {{\n{variants}    Unknown(String),\n}}\n\
         impl Serialize for {name} {{\n\
         fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {{\n\
         to.serialize_str(match self {{\n{write}    Self::Unknown(value) => value,\n}})\n}}\n}}\n\
         impl<'de> Deserialize<'de> for {name} {{\n\
         fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {{\n\
         struct Text;\nimpl serde::de::Visitor<'_> for Text {{\ntype Value = {name};\n\
         fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{ f.write_str(\"a string\") }}\n\
         fn visit_str<E>(self, value: &str) -> Result<{name}, E> {{\n\
         Ok(match value {{\n{read}    _ => {name}::Unknown(value.to_owned()),\n}})\n}}\n}}\n\
         from.deserialize_str(Text)\n}}\n}}\n"
    )
}

fn lines<T>(parts: &[T], line: fn(&T) -> String) -> String {
    parts.iter().map(|part| format!("    {}\n", line(part))).collect()
}

fn field(field: &Field) -> String {
    let skip =
        if field.must() { "" } else { ", default, skip_serializing_if = \"Option::is_none\"" };
    format!("#[serde(rename = {:?}{skip})] pub {}: {},", field.key, field.name, ty(&field.ty))
}

fn variant(variant: &Field) -> String {
    format!("#[serde(rename = {:?})] {}({}),", variant.key, variant.name, ty(&variant.ty))
}

fn ty(of: &Type) -> String {
    match of {
        Type::Bool => "bool".to_owned(),
        Type::I8 => "i8".to_owned(),
        Type::I16 => "i16".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 | Type::Timestamp => "f64".to_owned(),
        Type::Item(name) => name.clone(),
        Type::Vec(inner) => format!("Vec<{}>", ty(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", ty(inner)),
        Type::Option(inner) => format!("Option<{}>", ty(inner)),
        Type::Boxed(inner) => format!("Box<{}>", ty(inner)),
        Type::Empty | Type::Document => "()".to_owned(),
        Type::String | Type::Blob | Type::BigInteger | Type::BigDecimal => "String".to_owned(),
    }
}
