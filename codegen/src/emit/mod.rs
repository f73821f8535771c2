//! Emitting: the items of an API become the text of Rust files. Nothing is decided here.

mod apart;
mod constructors;
mod enums;
mod errors;
mod impls;
mod module;
mod nest;
mod operations;
mod package;
mod page;
mod patterns;
mod rules;
mod structures;
mod support;
mod tokens;
mod unions;
mod words;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

pub use apart::{crate_name, packages};
pub use module::{INSIDE, Module, Placement, Provenance, module};
pub use nest::nest;
pub use package::{Package, package};
pub use support::support_of;

/// Files by their paths below the folder that they are for; `/` separates.
pub type Files = BTreeMap<String, String>;

/// A Rust file: its header, then the items, set apart by blank lines.
fn file(header: &str, items: impl IntoIterator<Item = TokenStream>) -> Result<String, syn::Error> {
    let mut text = header.to_owned();
    for item in items {
        let parsed = syn::parse2(item)?;
        text.push('\n');
        text.push_str(&prettyplease::unparse(&parsed));
    }
    Ok(text)
}
