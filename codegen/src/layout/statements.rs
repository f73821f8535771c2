//! Statements and blocks.

use proc_macro2::{Delimiter, TokenTree};

use super::attributes::print_attributes;
use super::cursor::Cursor;
use super::expressions::{Expression, Place, print_expression, print_expression_at};
use super::macros::print_macro_call;
use super::patterns::print_pattern;
use super::printer::Printer;
use super::types::print_type;

/// Prints the next statement and the break after it.
pub fn print_statement(to: &mut Printer, from: &mut Cursor) {
    print_attributes(to, from);
    if from.is_word("let") {
        return print_let(to, from);
    }
    if is_macro_call(from) {
        print_macro_call(to, from);
        from.skip_mark(";");
        to.word(";");
        return to.line_break();
    }
    let start = to.place();
    let value = print_expression_at(to, from, Place::LINE_START);
    let ends = from.skip_mark(";");
    wrap_statement(to, start, value, ends);
    to.line_break();
}

/// Puts a box around a statement, and adds its semicolon.
fn wrap_statement(to: &mut Printer, start: usize, value: Expression, ends: bool) {
    to.open_filled_at(start, 0);
    if (ends && !value.is_complete_statement()) || (!ends && value.needs_semicolon()) {
        to.word(";");
    }
    to.close();
}

fn print_let(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.open_filled(0);
    to.word("let ");
    print_pattern(to, from, false);
    if from.skip_mark(":") {
        to.word(": ");
        print_type(to, from);
    }
    if from.skip_mark("=") {
        to.word(" = ");
        to.never_break();
        print_expression(to, from);
    }
    from.skip_mark(";");
    to.close();
    to.word(";");
    to.line_break();
}

/// Returns whether the next statement is the call of a macro with a semicolon.
fn is_macro_call(from: &Cursor) -> bool {
    let mut at = 0;
    while from.ident(at).is_some() && from.is_mark_at(at + 1, "::") {
        at += 3;
    }
    from.ident(at).is_some()
        && from.is_mark_at(at + 1, "!")
        && matches!(from.peek(at + 2), Some(TokenTree::Group(_)))
        && from.is_mark_at(at + 3, ";")
}

/// Prints a block, on one line if it has only a value and fits.
pub fn print_block(to: &mut Printer, from: &mut Cursor) {
    let Some(mut inner) = from.group(Delimiter::Brace) else { return };
    to.word("{");
    if !inner.is_empty() {
        to.space();
        while !inner.is_empty() {
            if is_only_value(&inner) {
                print_value_of_block(to, &mut inner);
            } else {
                print_statement(to, &mut inner);
            }
        }
        to.dedent();
    }
    to.word("}");
}

/// Returns whether a block has only a value and no statement.
pub fn is_only_value(inner: &Cursor) -> bool {
    let is_end =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';');
    !inner.is_word("let") && !inner.rest().iter().any(is_end)
}

/// Prints the value of a block, or a statement that needs no semicolon.
fn print_value_of_block(to: &mut Printer, inner: &mut Cursor) {
    let start = to.place();
    print_expression_at(to, inner, Place::LINE_START);
    to.open_filled_at(start, 0);
    to.close();
    if inner.is_empty() {
        to.space();
    } else {
        to.line_break();
    }
}
