//! Generates the types of a module with serde's derive, to compare them with the generated serde implementations.

use shapesmith::rust::{Api, Enum, Field, ItemKind, Type};

/// Returns a module with the structs and enums of the API. Enums accept unknown values like generated ones, by a `match`,
/// because derive has no fast way. Blobs are base64 texts and timestamps numbers, so the documents can't have either.
pub fn derive_types(api: &Api) -> String {
    let mut text = String::from(
        "#![allow(dead_code, clippy::all)]\nuse serde::{Deserialize, Serialize};\nuse std::collections::BTreeMap;\n",
    );
    for item in &api.items {
        let name = &item.name;
        let (keyword, body) = match &item.kind {
            ItemKind::Enum(values) => {
                text.push_str(&format_enum(name, values));
                continue;
            }
            ItemKind::Struct(body) => ("struct", format_lines(&body.fields, format_field)),
            ItemKind::Union(body) => ("enum", format_lines(&body.variants, format_variant)),
            ItemKind::IntEnum(_) => continue,
        };
        text.push_str(&format!(
            "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\npub {keyword} {name} {{\n{body}}}\n"
        ));
    }
    text
}

fn format_enum(name: &str, values: &Enum<String>) -> String {
    let variants = format_lines(&values.variants, |value| format!("{},", value.name));
    let read = format_lines(&values.variants, |value| {
        format!("{:?} => Self::Value::{},", value.value, value.name)
    });
    let write = format_lines(&values.variants, |value| {
        format!("Self::{} => {:?},", value.name, value.value)
    });
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

fn format_lines<T>(items: &[T], format_item: fn(&T) -> String) -> String {
    items.iter().map(|item| format!("    {}\n", format_item(item))).collect()
}

fn format_field(field: &Field) -> String {
    let skip = if field.is_non_optional() {
        ""
    } else {
        ", default, skip_serializing_if = \"Option::is_none\""
    };
    format!(
        "#[serde(rename = {:?}{skip})] pub {}: {},",
        field.key,
        field.name,
        format_type(&field.ty)
    )
}

fn format_variant(variant: &Field) -> String {
    format!("#[serde(rename = {:?})] {}({}),", variant.key, variant.name, format_type(&variant.ty))
}

fn format_type(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::I8 => "i8".to_owned(),
        Type::I16 => "i16".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 | Type::Timestamp => "f64".to_owned(),
        Type::Item(name) => name.clone(),
        Type::Vec(inner) => format!("Vec<{}>", format_type(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", format_type(inner)),
        Type::Option(inner) => format!("Option<{}>", format_type(inner)),
        Type::Boxed(inner) => format!("Box<{}>", format_type(inner)),
        Type::Empty | Type::Document => "()".to_owned(),
        Type::String | Type::Blob | Type::BigInteger | Type::BigDecimal => "String".to_owned(),
    }
}
