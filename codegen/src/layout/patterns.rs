//! Patterns.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::printer::{Break, INDENT, Printer};
use super::types::{PathKind, identifier, path};

/// Prints a pattern; with alternatives where `|` can't be anything else.
pub fn pattern(to: &mut Printer, from: &mut Cursor, with_alternatives: bool) {
    let start = to.place();
    let mut is_plain = single(to, from);
    let mut is_list = false;
    while with_alternatives && from.skip_mark("|") {
        is_list = true;
        to.space();
        to.word("| ");
        is_plain &= single(to, from);
    }
    if is_list {
        if is_plain {
            to.open_filled_at(start, 0);
        } else {
            to.open_at(start, 0);
        }
        to.close();
    }
}

/// Prints a pattern without alternatives. Returns whether it is a literal or `_`.
fn single(to: &mut Printer, from: &mut Cursor) -> bool {
    match from.peek(0) {
        Some(TokenTree::Literal(literal)) => {
            to.display(literal);
            from.next();
            return true;
        }
        Some(TokenTree::Punct(mark)) => match mark.as_char() {
            '-' => {
                from.next();
                to.word("-");
                return single(to, from);
            }
            '.' => {
                from.skip_mark("..");
                to.word("..");
            }
            '&' => {
                from.next();
                to.word("&");
                if from.skip_word("mut") {
                    to.word("mut ");
                }
                single(to, from);
            }
            _ => with_path(to, from),
        },
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            if let Some(inner) = from.group(Delimiter::Parenthesis) {
                parts(to, inner);
            }
        }
        Some(TokenTree::Ident(word)) if word == "_" => {
            from.next();
            to.word("_");
            return true;
        }
        Some(TokenTree::Ident(word)) if word == "true" || word == "false" => {
            identifier(to, from);
            return true;
        }
        _ => with_path(to, from),
    }
    false
}

/// Prints a name, or a path with what is in its variant.
fn with_path(to: &mut Printer, from: &mut Cursor) {
    let start = to.place();
    while from.is_word("ref") || from.is_word("mut") {
        identifier(to, from);
        to.word(" ");
    }
    path(to, from, PathKind::Expression);
    if let Some(inner) = from.group(Delimiter::Parenthesis) {
        parts(to, inner);
    } else if let Some(inner) = from.group(Delimiter::Brace) {
        to.open_at(start, INDENT);
        fields(to, inner);
    }
}

fn parts(to: &mut Printer, mut from: Cursor) {
    to.word("(");
    to.open(INDENT);
    to.zero_break();
    while !from.is_empty() {
        pattern(to, &mut from, true);
        from.skip_mark(",");
        to.comma(from.is_empty());
    }
    to.dedent();
    to.close();
    to.word(")");
}

fn fields(to: &mut Printer, mut from: Cursor) {
    to.word(" {");
    to.add_break(Break { blanks: 1, if_more: true, ..Break::default() });
    while !from.is_empty() {
        if from.skip_mark("..") {
            to.word("..");
            to.space();
            break;
        }
        if from.is_mark_at(1, ":") {
            identifier(to, &mut from);
            from.next();
            to.word(": ");
        }
        pattern(to, &mut from, true);
        from.skip_mark(",");
        to.comma_or_space(from.is_empty());
    }
    to.dedent();
    to.close();
    to.word("}");
}
