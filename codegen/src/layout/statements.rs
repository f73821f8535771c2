//! Statements and blocks.

use proc_macro2::{Delimiter, TokenTree};

use super::attributes::attributes;
use super::cursor::Cursor;
use super::expressions::{self, Expression, Place, expression};
use super::printer::Printer;
use super::types::ty;
use super::{macros, patterns};

/// Prints the statement that is next, and ends its line.
pub fn statement(to: &mut Printer, from: &mut Cursor) {
    attributes(to, from);
    if from.is_word("let") {
        return local(to, from);
    }
    if is_macro_call(from) {
        macros::call(to, from);
        from.skip_mark(";");
        to.word(";");
        return to.line_break();
    }
    let start = to.place();
    let value = expressions::expression_at(to, from, Place::LINE_START);
    let ends = from.skip_mark(";");
    finish(to, start, value, ends);
    to.line_break();
}

/// Puts a box around a statement, and the semicolon that it needs.
fn finish(to: &mut Printer, start: usize, value: Expression, ends: bool) {
    to.open_filled_at(start, 0);
    if (ends && !value.is_complete_statement()) || (!ends && value.needs_semicolon()) {
        to.word(";");
    }
    to.close();
}

fn local(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.open_filled(0);
    to.word("let ");
    patterns::pattern(to, from, false);
    if from.skip_mark(":") {
        to.word(": ");
        ty(to, from);
    }
    if from.skip_mark("=") {
        to.word(" = ");
        to.never_break();
        expression(to, from);
    }
    from.skip_mark(";");
    to.close();
    to.word(";");
    to.line_break();
}

/// Whether a call of a macro with a semicolon is next.
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

/// Prints a block, on one line if there is room and it is no more than a value.
pub fn block(to: &mut Printer, from: &mut Cursor) {
    let Some(mut inner) = from.group(Delimiter::Brace) else { return };
    to.word("{");
    if !inner.is_empty() {
        to.space();
        while !inner.is_empty() {
            if is_only_value(&inner) {
                value_of_block(to, &mut inner);
            } else {
                statement(to, &mut inner);
            }
        }
        to.dedent();
    }
    to.word("}");
}

/// Whether the tokens of a block are a value and no other statement.
pub fn is_only_value(inner: &Cursor) -> bool {
    let is_end =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';');
    !inner.is_word("let") && !inner.rest().iter().any(is_end)
}

/// Prints the value of a block, or a statement that needs no semicolon.
fn value_of_block(to: &mut Printer, inner: &mut Cursor) {
    let start = to.place();
    expressions::expression_at(to, inner, Place::LINE_START);
    to.open_filled_at(start, 0);
    to.close();
    if inner.is_empty() {
        to.space();
    } else {
        to.line_break();
    }
}
