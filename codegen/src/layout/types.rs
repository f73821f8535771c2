//! Types, paths and generic parameters.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::expressions;
use super::printer::{INDENT, Printer};

/// Where a path stands, which decides how its arguments are written.
#[derive(Clone, Copy, PartialEq)]
pub enum PathKind {
    /// `a::B<T>`
    Type,
    /// `a::B::<T>`
    Expression,
}

/// Prints a type.
pub fn ty(to: &mut Printer, from: &mut Cursor) {
    match from.peek(0) {
        Some(TokenTree::Punct(mark)) if mark.as_char() == '&' => reference(to, from),
        Some(TokenTree::Punct(mark)) if mark.as_char() == '!' => {
            from.next();
            to.word("!");
        }
        Some(TokenTree::Group(group)) => match group.delimiter() {
            Delimiter::Bracket => slice(to, from),
            Delimiter::Parenthesis => tuple(to, from),
            delimiter => {
                if let Some(mut inner) = from.group(delimiter) {
                    ty(to, &mut inner);
                }
            }
        },
        Some(TokenTree::Ident(word)) if word == "dyn" || word == "impl" => {
            to.display(word);
            to.word(" ");
            from.next();
            bounds(to, from);
        }
        Some(_) => path(to, from, PathKind::Type),
        None => {}
    }
}

fn reference(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.word("&");
    if from.is_mark("'") {
        lifetime(to, from);
        to.word(" ");
    }
    if from.skip_word("mut") {
        to.word("mut ");
    }
    ty(to, from);
}

fn slice(to: &mut Printer, from: &mut Cursor) {
    let Some(mut inner) = from.group(Delimiter::Bracket) else { return };
    to.word("[");
    ty(to, &mut inner);
    if inner.skip_mark(";") {
        to.word("; ");
        expressions::expression(to, &mut inner);
    }
    to.word("]");
}

fn tuple(to: &mut Printer, from: &mut Cursor) {
    let Some(mut inner) = from.group(Delimiter::Parenthesis) else { return };
    to.word("(");
    to.open(INDENT);
    to.zero_break();
    while !inner.is_empty() {
        ty(to, &mut inner);
        inner.skip_mark(",");
        to.comma(inner.is_empty());
    }
    to.dedent();
    to.close();
    to.word(")");
}

/// Prints a lifetime.
pub fn lifetime(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.word("'");
    identifier(to, from);
}

/// Prints the identifier that is next.
pub fn identifier(to: &mut Printer, from: &mut Cursor) {
    if from.ident(0).is_some()
        && let Some(TokenTree::Ident(ident)) = from.next()
    {
        to.display(&ident);
    }
}

/// Prints traits and lifetimes with `+` between.
fn bounds(to: &mut Printer, from: &mut Cursor) {
    bound(to, from);
    while from.skip_mark("+") {
        to.word(" + ");
        bound(to, from);
    }
}

fn bound(to: &mut Printer, from: &mut Cursor) {
    if from.is_mark("'") {
        return lifetime(to, from);
    }
    if from.skip_mark("?") {
        to.word("?");
    }
    path(to, from, PathKind::Type);
}

/// Prints a path without arguments, as attributes and macros have it.
pub fn simple_path(to: &mut Printer, from: &mut Cursor) {
    if from.skip_mark("::") {
        to.word("::");
    }
    identifier(to, from);
    while from.skip_mark("::") {
        to.word("::");
        identifier(to, from);
    }
}

/// Prints a path.
pub fn path(to: &mut Printer, from: &mut Cursor, kind: PathKind) {
    if from.skip_mark("::") {
        to.word("::");
    } else if from.is_mark("<") {
        qualified_self(to, from);
    }
    loop {
        if from.ident(0).is_none() {
            // What opens no path of ours is printed as it is, so that nothing is lost.
            if let Some(token) = from.next() {
                to.display(&token);
            }
            return;
        }
        identifier(to, from);
        let is_turbofish = from.is_mark("::") && from.is_mark_at(2, "<");
        if is_turbofish || (kind == PathKind::Type && from.is_mark("<")) {
            from.skip_mark("::");
            to.word(if kind == PathKind::Expression { "::" } else { "" });
            arguments(to, from);
        } else if kind == PathKind::Type && from.is_group(Delimiter::Parenthesis) {
            function_arguments(to, from);
        }
        if !(from.is_mark("::") && from.ident(2).is_some()) {
            return;
        }
        from.skip_mark("::");
        to.word("::");
    }
}

/// Prints `<T as Trait>::`.
fn qualified_self(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.word("<");
    ty(to, from);
    if from.skip_word("as") {
        to.word(" as ");
        path(to, from, PathKind::Type);
    }
    from.skip_mark(">");
    to.word(">");
    if from.skip_mark("::") {
        to.word("::");
    }
}

/// Prints generic arguments.
pub fn arguments(to: &mut Printer, from: &mut Cursor) {
    from.skip_mark("<");
    to.word("<");
    to.open(INDENT);
    to.zero_break();
    while !from.is_empty() && !from.is_mark(">") {
        argument(to, from);
        from.skip_mark(",");
        to.comma(from.is_mark(">"));
    }
    to.dedent();
    to.close();
    from.skip_mark(">");
    to.word(">");
}

fn argument(to: &mut Printer, from: &mut Cursor) {
    if from.is_mark("'") {
        lifetime(to, from);
    } else if from.ident(0).is_some() && from.is_mark_at(1, "=") {
        identifier(to, from);
        from.next();
        to.word(" = ");
        ty(to, from);
    } else {
        ty(to, from);
    }
}

/// Prints the arguments and the result of `Fn(A) -> B`.
fn function_arguments(to: &mut Printer, from: &mut Cursor) {
    let Some(mut inner) = from.group(Delimiter::Parenthesis) else { return };
    to.open(INDENT);
    to.word("(");
    to.zero_break();
    while !inner.is_empty() {
        ty(to, &mut inner);
        inner.skip_mark(",");
        to.comma(inner.is_empty());
    }
    to.dedent();
    to.word(")");
    return_type(to, from);
    to.close();
}

/// Prints the result of a function, if it has one.
pub fn return_type(to: &mut Printer, from: &mut Cursor) {
    if from.skip_mark("->") {
        to.word(" -> ");
        ty(to, from);
    }
}

/// Prints generic parameters, if there are any.
pub fn generics(to: &mut Printer, from: &mut Cursor) {
    if !from.skip_mark("<") {
        return;
    }
    to.word("<");
    to.open(0);
    to.zero_break();
    while !from.is_empty() && !from.is_mark(">") {
        parameter(to, from);
        from.skip_mark(",");
        to.comma(from.is_mark(">"));
    }
    to.dedent();
    to.close();
    from.skip_mark(">");
    to.word(">");
}

fn parameter(to: &mut Printer, from: &mut Cursor) {
    if from.is_mark("'") {
        lifetime(to, from);
        if from.skip_mark(":") {
            to.word(": ");
            bounds(to, from);
        }
        return;
    }
    identifier(to, from);
    to.open_filled(INDENT);
    if from.skip_mark(":") {
        to.word(": ");
        bound(to, from);
        while from.skip_mark("+") {
            to.space();
            to.word("+ ");
            bound(to, from);
        }
    }
    to.close();
}
