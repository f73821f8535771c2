//! The paths of types.

use super::text::Node;
use crate::rust::Type;

/// The path of a type. Everything that isn't of the module itself is absolute, so that no shape's
/// name can stand in for it.
pub fn ty(ty: &Type) -> Node {
    let of = |path: &str, inner: &Type| Node::List(format!("{path}<"), vec![self::ty(inner)], ">");
    match ty {
        Type::Bool => Node::word("bool"),
        Type::I8 => Node::word("i8"),
        Type::I16 => Node::word("i16"),
        Type::I32 => Node::word("i32"),
        Type::I64 => Node::word("i64"),
        Type::F32 => Node::word("f32"),
        Type::F64 => Node::word("f64"),
        Type::String => Node::word("::std::string::String"),
        Type::BigInteger => Node::word("support::BigInteger"),
        Type::BigDecimal => Node::word("support::BigDecimal"),
        Type::Blob => Node::word("support::Blob"),
        Type::Timestamp => Node::word("support::Timestamp"),
        Type::Document => Node::word("::serde_json::Value"),
        Type::Empty => Node::word("support::Empty"),
        Type::Item(name) => Node::word(name.as_str()),
        Type::Vec(inner) => of("::std::vec::Vec", inner),
        Type::Map(inner) => {
            let parts = vec![Node::word("::std::string::String"), self::ty(inner)];
            Node::List("::std::collections::BTreeMap<".to_owned(), parts, ">")
        }
        Type::Option(inner) => of("::core::option::Option", inner),
        Type::Boxed(inner) => of("::std::boxed::Box", inner),
    }
}
