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

pub use attributes::doc_literal;

/// Appends the lines of groups of items to a text, each group below a blank line.
pub fn append_groups(groups: impl IntoIterator<Item = TokenStream>, out: &mut String) {
    let mut printer = Printer::default();
    for group in groups {
        let mut cursor = Cursor::new(group);
        if !cursor.is_empty() {
            out.push('\n');
        }
        while !cursor.is_empty() {
            items::item(&mut printer, &mut cursor);
            printer.print_to(out);
        }
    }
}

/// Returns the lines of some items.
pub fn items(tokens: TokenStream) -> String {
    let mut text = String::new();
    append_groups([tokens], &mut text);
    text.split_off(text.len().min(1))
}

/// Returns a type on one line.
pub fn type_line(tokens: TokenStream) -> String {
    line(tokens, types::ty)
}

/// Returns an expression on one line.
#[cfg(feature = "review")]
pub fn expression_line(tokens: TokenStream) -> String {
    line(tokens, |to, from| _ = expressions::expression(to, from))
}

/// Returns the declaration of a field, a variant or a function on one line.
#[cfg(feature = "review")]
pub fn declaration_line(tokens: TokenStream) -> String {
    line(tokens, items::declaration)
}

fn line(tokens: TokenStream, print: impl FnOnce(&mut Printer, &mut Cursor)) -> String {
    let mut printer = Printer::default();
    print(&mut printer, &mut Cursor::new(tokens));
    printer.line()
}

#[cfg(test)]
mod tests;
