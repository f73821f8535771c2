//! JSON as text with places: from bytes to a value, and from a pointer back to line and column.

mod decimal;
mod fields;
pub(crate) mod locate;
mod parse;
pub(crate) mod scan;
mod sniff;
pub(crate) mod tree;

pub(crate) use fields::{Fields, Owner, kind, wrong_type};
pub(crate) use parse::{parse, text};
