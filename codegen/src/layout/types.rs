//! Types, paths and generic parameters.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::expressions::print_expression;
use super::printer::{INDENT, Printer};

/// The kind of a path, which decides about `::` before generic arguments.
#[derive(Clone, Copy, PartialEq)]
pub enum PathKind {
    /// `a::B<T>`
    Type,
    /// `a::B::<T>`
    Expression,
}

/// Prints a type.
pub fn print_type(to: &mut Printer, from: &mut Cursor) {
    match from.peek(0) {
        Some(TokenTree::Punct(mark)) if mark.as_char() == '&' => print_reference_type(to, from),
        Some(TokenTree::Punct(mark)) if mark.as_char() == '!' => {
            from.next();
            to.word("!");
        }
        Some(TokenTree::Group(group)) => match group.delimiter() {
            Delimiter::Bracket => print_slice_type(to, from),
            Delimiter::Parenthesis => print_tuple_type(to, from),
            delimiter => {
                if let Some(mut inner) = from.group(delimiter) {
                    print_type(to, &mut inner);
                }
            }
        },
        Some(TokenTree::Ident(word)) if word == "dyn" || word == "impl" => {
            to.display(word);
            to.word(" ");
            from.next();
            print_bounds(to, from);
        }
        Some(_) => print_path(to, from, PathKind::Type),
        None => {}
    }
}

fn print_reference_type(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.word("&");
    if from.is_mark("'") {
        print_lifetime(to, from);
        to.word(" ");
    }
    if from.skip_word("mut") {
        to.word("mut ");
    }
    print_type(to, from);
}

fn print_slice_type(to: &mut Printer, from: &mut Cursor) {
    let Some(mut inner) = from.group(Delimiter::Bracket) else { return };
    to.word("[");
    print_type(to, &mut inner);
    if inner.skip_mark(";") {
        to.word("; ");
        print_expression(to, &mut inner);
    }
    to.word("]");
}

fn print_tuple_type(to: &mut Printer, from: &mut Cursor) {
    let Some(mut inner) = from.group(Delimiter::Parenthesis) else { return };
    to.word("(");
    to.open(INDENT);
    to.zero_break();
    while !inner.is_empty() {
        print_type(to, &mut inner);
        inner.skip_mark(",");
        to.comma(inner.is_empty());
    }
    to.dedent();
    to.close();
    to.word(")");
}

/// Prints a lifetime.
pub fn print_lifetime(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.word("'");
    print_identifier(to, from);
}

/// Prints the next token if it is an identifier.
pub fn print_identifier(to: &mut Printer, from: &mut Cursor) {
    if from.ident(0).is_some()
        && let Some(TokenTree::Ident(ident)) = from.next()
    {
        to.display(&ident);
    }
}

/// Prints traits and lifetimes separated by `+`.
fn print_bounds(to: &mut Printer, from: &mut Cursor) {
    print_bound(to, from);
    while from.skip_mark("+") {
        to.word(" + ");
        print_bound(to, from);
    }
}

fn print_bound(to: &mut Printer, from: &mut Cursor) {
    if from.is_mark("'") {
        return print_lifetime(to, from);
    }
    if from.skip_mark("?") {
        to.word("?");
    }
    print_path(to, from, PathKind::Type);
}

/// Prints a path without arguments, as attributes and macros have it.
pub fn print_simple_path(to: &mut Printer, from: &mut Cursor) {
    if from.skip_mark("::") {
        to.word("::");
    }
    print_identifier(to, from);
    while from.skip_mark("::") {
        to.word("::");
        print_identifier(to, from);
    }
}

/// Prints a path.
pub fn print_path(to: &mut Printer, from: &mut Cursor, kind: PathKind) {
    if from.skip_mark("::") {
        to.word("::");
    } else if from.is_mark("<") {
        print_qualified_self(to, from);
    }
    loop {
        if from.ident(0).is_none() {
            // A token that starts no path is printed unchanged, so that nothing is lost.
            if let Some(token) = from.next() {
                to.display(&token);
            }
            return;
        }
        print_identifier(to, from);
        let is_turbofish = from.is_mark("::") && from.is_mark_at(2, "<");
        if is_turbofish || (kind == PathKind::Type && from.is_mark("<")) {
            from.skip_mark("::");
            to.word(if kind == PathKind::Expression { "::" } else { "" });
            print_generic_arguments(to, from);
        } else if kind == PathKind::Type && from.is_group(Delimiter::Parenthesis) {
            print_function_arguments(to, from);
        }
        if !(from.is_mark("::") && from.ident(2).is_some()) {
            return;
        }
        from.skip_mark("::");
        to.word("::");
    }
}

/// Prints `<T as Trait>::`.
fn print_qualified_self(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.word("<");
    print_type(to, from);
    if from.skip_word("as") {
        to.word(" as ");
        print_path(to, from, PathKind::Type);
    }
    from.skip_mark(">");
    to.word(">");
    if from.skip_mark("::") {
        to.word("::");
    }
}

/// Prints generic arguments.
pub fn print_generic_arguments(to: &mut Printer, from: &mut Cursor) {
    from.skip_mark("<");
    print_rest_in_angle_brackets(to, from, INDENT, print_generic_argument);
}

/// Prints a list in angle brackets, of which the opening one is skipped already.
fn print_rest_in_angle_brackets(
    to: &mut Printer,
    from: &mut Cursor,
    indent: isize,
    print_entry: impl Fn(&mut Printer, &mut Cursor),
) {
    to.word("<");
    to.open(indent);
    to.zero_break();
    while !from.is_empty() && !from.is_mark(">") {
        print_entry(to, from);
        from.skip_mark(",");
        to.comma(from.is_mark(">"));
    }
    to.dedent();
    to.close();
    from.skip_mark(">");
    to.word(">");
}

fn print_generic_argument(to: &mut Printer, from: &mut Cursor) {
    if from.is_mark("'") {
        print_lifetime(to, from);
    } else if from.ident(0).is_some() && from.is_mark_at(1, "=") {
        print_identifier(to, from);
        from.next();
        to.word(" = ");
        print_type(to, from);
    } else {
        print_type(to, from);
    }
}

/// Prints the arguments and the result of `Fn(A) -> B`.
fn print_function_arguments(to: &mut Printer, from: &mut Cursor) {
    let Some(mut inner) = from.group(Delimiter::Parenthesis) else { return };
    to.open(INDENT);
    to.word("(");
    to.zero_break();
    while !inner.is_empty() {
        print_type(to, &mut inner);
        inner.skip_mark(",");
        to.comma(inner.is_empty());
    }
    to.dedent();
    to.word(")");
    print_return_type(to, from);
    to.close();
}

/// Prints the result of a function, if it has one.
pub fn print_return_type(to: &mut Printer, from: &mut Cursor) {
    if from.skip_mark("->") {
        to.word(" -> ");
        print_type(to, from);
    }
}

/// Prints generic parameters, if there are any.
pub fn print_generic_parameters(to: &mut Printer, from: &mut Cursor) {
    if from.skip_mark("<") {
        print_rest_in_angle_brackets(to, from, 0, print_generic_parameter);
    }
}

fn print_generic_parameter(to: &mut Printer, from: &mut Cursor) {
    if from.is_mark("'") {
        print_lifetime(to, from);
        if from.skip_mark(":") {
            to.word(": ");
            print_bounds(to, from);
        }
        return;
    }
    print_identifier(to, from);
    to.open_filled(INDENT);
    if from.skip_mark(":") {
        to.word(": ");
        print_bound(to, from);
        while from.skip_mark("+") {
            to.space();
            to.word("+ ");
            print_bound(to, from);
        }
    }
    to.close();
}
