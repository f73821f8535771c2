//! The paths of types, as a stranger writes them.

use shapesmith::rust::Type;

/// The path of an item of the module.
pub fn name(item: &str) -> String {
    format!("api::{item}")
}

/// The path of a type.
pub fn ty(ty: &Type) -> String {
    let of = |path: &str, inner: &Type| format!("{path}<{}>", self::ty(inner));
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
        Type::Item(item) => name(item),
        Type::Vec(inner) => of("Vec", inner),
        Type::Map(inner) => format!("BTreeMap<String, {}>", self::ty(inner)),
        Type::Option(inner) => of("Option", inner),
        Type::Boxed(inner) => of("Box", inner),
    }
}
