//! Expressions with entries: tuples, arrays and the fields of structures.

use proc_macro2::{Delimiter, TokenTree};

use super::attributes::print_attributes;
use super::cursor::Cursor;
use super::expressions::{Expression, Kind, print_expression};
use super::printer::{Break, INDENT, Printer};

/// Prints the fields of a structure's literal in braces.
pub fn print_field_values(to: &mut Printer, mut from: Cursor) {
    to.word(" {");
    to.add_break(Break { blanks: 1, if_more: true, ..Break::default() });
    while !from.is_empty() {
        if from.skip_mark("..") {
            to.word("..");
            print_expression(to, &mut from);
            to.space();
            break;
        }
        print_attributes(to, &mut from);
        if let Some(member) = from.next() {
            to.display(&member);
        }
        if from.skip_mark(":") {
            to.word(": ");
            to.open_filled(0);
            print_expression(to, &mut from);
            to.close();
        }
        from.skip_mark(",");
        to.comma_or_space(from.is_empty());
    }
    to.dedent();
    to.close_structure();
    to.word("}");
}

/// Prints a tuple, or an expression in parentheses.
pub fn print_tuple(to: &mut Printer, from: &mut Cursor) -> Expression {
    let Some(mut inner) = from.group(Delimiter::Parenthesis) else {
        return Expression::new(Kind::Other);
    };
    to.word("(");
    let start = to.place();
    if inner.is_empty() {
        to.word(")");
        return Expression::new(Kind::Enclosed);
    }
    let value = print_expression(to, &mut inner);
    if inner.is_empty() {
        to.word(")");
        return Expression { is_chain: value.is_chain, ..Expression::new(Kind::Other) };
    }
    inner.skip_mark(",");
    if inner.is_empty() {
        open_list(to, start);
        to.word(",");
        to.zero_break();
        close_list(to);
    } else {
        print_rest_of_list(to, &mut inner, start);
    }
    to.word(")");
    Expression::new(Kind::Enclosed)
}

/// Opens the box of a list whose first entry was printed from `start` on.
fn open_list(to: &mut Printer, start: usize) {
    to.break_at(start, Break::default());
    to.open_at(start, INDENT);
}

fn close_list(to: &mut Printer) {
    to.dedent();
    to.close();
}

/// Prints the entries of a list after the first one, which was printed from `start` on, and puts all of them in a box.
pub fn print_rest_of_list(to: &mut Printer, from: &mut Cursor, start: usize) {
    open_list(to, start);
    from.skip_mark(",");
    to.comma(from.is_empty());
    while !from.is_empty() {
        print_expression(to, from);
        from.skip_mark(",");
        to.comma(from.is_empty());
    }
    close_list(to);
}

/// Prints an array.
pub fn print_array(to: &mut Printer, from: &mut Cursor) -> Expression {
    let Some(mut inner) = from.group(Delimiter::Bracket) else {
        return Expression::new(Kind::Other);
    };
    if inner.is_empty() {
        to.word("[]");
        return Expression::new(Kind::Enclosed);
    }
    if is_of_short_literals(&inner) {
        print_literals(to, inner);
        return Expression::new(Kind::Enclosed);
    }
    to.word("[");
    let start = to.place();
    print_expression(to, &mut inner);
    if inner.skip_mark(";") {
        to.word("; ");
        print_expression(to, &mut inner);
        to.word("]");
        return Expression::new(Kind::Other);
    }
    print_rest_of_list(to, &mut inner, start);
    to.word("]");
    Expression::new(Kind::Enclosed)
}

/// Returns whether an array has only whole numbers, characters or bytes.
fn is_of_short_literals(inner: &Cursor) -> bool {
    let tokens = inner.rest();
    let are_literals = tokens.iter().enumerate().all(|(place, token)| match token {
        TokenTree::Literal(_) => place % 2 == 0,
        TokenTree::Punct(mark) => place % 2 == 1 && mark.as_char() == ',',
        _ => false,
    });
    let is_short = |literal: &str| match literal.as_bytes() {
        [b'0'..=b'9', ..] => !literal.contains('.'),
        [b'\'', ..] | [b'b', b'\'', ..] => true,
        _ => false,
    };
    // All entries of an array have one type.
    are_literals
        && matches!(tokens.first(), Some(TokenTree::Literal(first)) if is_short(&first.to_string()))
}

/// Prints an array of short literals, with as many on each line as fit.
fn print_literals(to: &mut Printer, mut inner: Cursor) {
    to.open(INDENT);
    to.word("[");
    to.zero_break();
    to.open_filled(0);
    while let Some(literal) = inner.next() {
        to.display(&literal);
        inner.skip_mark(",");
        if !inner.is_empty() {
            to.word(",");
            to.space();
        }
    }
    to.close();
    to.comma(true);
    to.dedent();
    to.word("]");
    to.close();
}
