//! Emitting: the items of an API become the text of Rust files. Nothing is decided here.

mod apart;
mod constructors;
#[cfg(feature = "review")]
pub mod declare;
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
mod text;
mod tokens;
mod types;
mod unions;
mod words;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::layout;
pub use apart::{crate_name, packages};
pub use module::{INSIDE, Module, Placement, Provenance, module};
pub use nest::nest;
pub use package::{Package, package};
pub use support::support_of;
use text::Text;

/// Files by their paths below the folder that they are for; `/` separates.
pub type Files = BTreeMap<String, String>;

/// A Rust file: its header, then the items, set apart by blank lines.
fn written<I>(
    header: &str,
    items: impl IntoIterator<Item = I>,
    write: impl Fn(I, &mut Text),
) -> String {
    let mut text = Text::default();
    for item in items {
        text.line(0, &[]);
        write(item, &mut text);
    }
    format!("{header}{}", text.finish())
}

/// The same, of items that are tokens below their documentation.
fn file(header: &str, items: Vec<(Vec<String>, TokenStream)>) -> String {
    let mut text = header.to_owned();
    for (docs, item) in items {
        let mut above = Text::default();
        above.line(0, &[]);
        above.docs(0, &docs);
        text.push_str(&above.finish());
        layout::append_items(item, &mut text);
    }
    text
}
