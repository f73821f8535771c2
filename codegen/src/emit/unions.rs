//! Unions, as a reader wants to see them.

use super::text::{Node, Text};
use super::types::ty;
use super::words::documented;
use crate::rust::{Field, Item, Union};

/// The enum with a variant a member.
pub fn union(item: &Item, union: &Union, to: &mut Text) {
    to.docs(0, &item.docs);
    to.deprecated(0, &item.deprecated);
    to.attributes(item, "Clone");
    to.line(0, &["#[non_exhaustive]"]);
    to.line(0, &["pub enum ", &item.name, " {"]);
    for variant in &union.variants {
        to.docs(1, &documented(variant));
        to.deprecated(1, &variant.deprecated);
        to.node(1, "", &self::variant(variant), ",");
    }
    let about = "/// A member that this crate doesn't know. Only reading makes it; writing gives back what was read.";
    to.line(1, &[about]);
    to.line(1, &["Unknown(support::UnknownVariant),"]);
    to.line(0, &["}"]);
}

/// The declaration of a variant.
pub fn variant(variant: &Field) -> Node {
    Node::List(format!("{}(", variant.name), vec![ty(&variant.ty)], ")")
}
