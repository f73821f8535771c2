//! Open enums, as a reader wants to see them.

use super::text::Text;
use crate::rust::{Enum, Item};

/// An enum over text.
pub fn text(item: &Item, values: &Enum<String>, to: &mut Text) {
    open(item, values, "Clone, PartialEq, Eq", "support::UnknownValue", to);
}

/// An enum over integers.
pub fn integer(item: &Item, values: &Enum<i32>, to: &mut Text) {
    let derives = "Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord";
    open(item, values, derives, "support::UnknownInteger", to);
}

fn open<V>(item: &Item, values: &Enum<V>, derives: &str, unknown: &str, to: &mut Text) {
    to.docs(0, &item.docs);
    to.deprecated(0, &item.deprecated);
    to.attributes(item, derives);
    to.line(0, &["#[non_exhaustive]"]);
    to.line(0, &["pub enum ", &item.name, " {"]);
    for variant in &values.variants {
        to.docs(1, &variant.docs);
        to.deprecated(1, &variant.deprecated);
        to.line(1, &[&variant.name, ","]);
    }
    let about = "/// A value that this crate doesn't know. Only reading and conversion make it, never of a known value.";
    to.line(1, &[about]);
    to.line(1, &["Unknown(", unknown, "),"]);
    to.line(0, &["}"]);
}
