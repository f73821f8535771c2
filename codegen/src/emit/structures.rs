//! Structures, as a reader wants to see them.

use super::text::Text;
use super::types::ty;
use super::words::documented;
use crate::rust::{Item, Struct};

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
        to.node(1, &format!("pub {}: ", field.name), &ty(&field.ty), ",");
    }
    to.line(0, &["}"]);
}
