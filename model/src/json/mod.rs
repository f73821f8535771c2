//! Reads JSON text into values, and locates values in the text.

mod decimal;
mod format_hints;
pub(crate) mod locate;
mod object_reader;
mod parse;
mod tokens;
pub(crate) mod tree;

pub(crate) use object_reader::{ObjectReader, Owner, describe_type, malformed_name, wrong_type};
pub(crate) use parse::{decode_text, parse};
