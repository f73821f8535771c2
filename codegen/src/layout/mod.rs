//! Prints tokens as text, in one pass and in the layout of the crate `prettyplease`.
//!
//! The grammar covers generated code, not all of Rust. Other tokens are printed one by one. Unlike
//! `prettyplease`, the pass works on tokens, because parsing a syntax tree takes several times as long. The test
//! `tests/tests/generated/layout.rs` compares the two for all generated code.

mod attributes;
mod control_flow;
mod cursor;
mod expressions;
mod items;
mod lists;
mod macros;
mod operators;
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
            items::print_item(&mut printer, &mut cursor);
            printer.print_to(out);
        }
    }
}

/// Returns the lines of some items, each line with its line break.
pub fn format_items(tokens: TokenStream) -> String {
    let mut text = String::new();
    append_groups([tokens], &mut text);
    text.split_off(text.len().min(1))
}

/// Returns a type on one line.
pub fn format_type(tokens: TokenStream) -> String {
    format_on_one_line(tokens, types::print_type)
}

/// Returns an expression on one line.
#[cfg(feature = "review")]
pub fn format_expression(tokens: TokenStream) -> String {
    format_on_one_line(tokens, |to, from| _ = expressions::print_expression(to, from))
}

/// Returns the declaration of a field, a variant or a function on one line.
#[cfg(feature = "review")]
pub fn format_declaration(tokens: TokenStream) -> String {
    format_on_one_line(tokens, items::print_declaration)
}

fn format_on_one_line(
    tokens: TokenStream,
    print: impl FnOnce(&mut Printer, &mut Cursor),
) -> String {
    let mut printer = Printer::default();
    print(&mut printer, &mut Cursor::new(tokens));
    printer.line()
}

#[cfg(test)]
mod tests;
