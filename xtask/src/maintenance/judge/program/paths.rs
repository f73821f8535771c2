//! The paths of types in a program that uses a generated module.

use shapesmith::rust::Type;

/// Returns the path of an item of the module.
pub fn item_path(item: &str) -> String {
    format!("api::{item}")
}

/// Returns the path of a type, with its arguments.
pub fn type_path(ty: &Type) -> String {
    let generic = |path: &str, inner: &Type| format!("{path}<{}>", type_path(inner));
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::I8 => "i8".to_owned(),
        Type::I16 => "i16".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::BigInteger => "support::BigInteger".to_owned(),
        Type::BigDecimal => "support::BigDecimal".to_owned(),
        Type::Blob => "support::Blob".to_owned(),
        Type::Timestamp => "support::Timestamp".to_owned(),
        Type::Document => "serde_json::Value".to_owned(),
        Type::Empty => "support::Empty".to_owned(),
        Type::Item(item) => item_path(item),
        Type::Vec(inner) => generic("Vec", inner),
        Type::Map(inner) => format!("BTreeMap<String, {}>", type_path(inner)),
        Type::Option(inner) => generic("Option", inner),
        Type::Boxed(inner) => generic("Box", inner),
    }
}
