//! Layout: tokens become text, in one pass and in the layout of the crate `prettyplease`.
//!
//! The grammar is that of generated code, not all of Rust. What is beyond it is printed token by token. Unlike
//! `prettyplease`, the pass takes no syntax tree, which would have to be parsed first; a test compares the two over
//! everything that is generated (`tests/tests/generated_layout.rs`).

mod attributes;
mod cursor;
mod expressions;
mod items;
mod macros;
mod patterns;
mod printer;
mod statements;
mod types;

use proc_macro2::TokenStream;

use cursor::Cursor;
use printer::Printer;

#[allow(unused_imports, dead_code)]
pub use attributes::doc_literal;

/// Appends the lines of some items to a text.
pub fn append_items(tokens: TokenStream, out: &mut String) {
    let mut cursor = Cursor::new(tokens);
    let mut printer = Printer::default();
    while !cursor.is_empty() {
        items::item(&mut printer, &mut cursor);
        printer.print_to(out);
    }
}

/// Returns the lines of some items.
pub fn items(tokens: TokenStream) -> String {
    let mut text = String::new();
    append_items(tokens, &mut text);
    text
}

#[cfg(test)]
mod tests;
