//! Structures, as a reader wants to see them.

use super::text::{Node, Text};
use super::types::ty;
use super::words::documented;
use crate::rust::{Field, Item, Struct};

/// The struct, fields with their docs and nothing else.
pub fn structure(item: &Item, structure: &Struct, to: &mut Text) {
    to.docs(0, &item.docs);
    to.deprecated(0, &item.deprecated);
    let derives = if structure.has_default() { "Clone, Default" } else { "Clone" };
    to.attributes(item, derives);
    to.line(0, &["#[non_exhaustive]"]);
    if structure.fields.is_empty() {
        return to.line(0, &["pub struct ", &item.name, " {}"]);
    }
    to.line(0, &["pub struct ", &item.name, " {"]);
    for field in &structure.fields {
        to.docs(1, &documented(field));
        to.deprecated(1, &field.deprecated);
        to.node(1, "", &self::field(field), ",");
    }
    to.line(0, &["}"]);
}

/// The declaration of a field.
pub fn field(field: &Field) -> Node {
    Node::Prefixed(format!("pub {}: ", field.name), Box::new(ty(&field.ty)))
}
