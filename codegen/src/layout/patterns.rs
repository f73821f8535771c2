//! Patterns.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::printer::{Break, INDENT, Printer};
use super::types::{PathKind, print_identifier, print_path};

/// Prints a pattern, with alternatives unless `|` ends the pattern, as in the parameters of a closure.
pub fn print_pattern(to: &mut Printer, from: &mut Cursor, with_alternatives: bool) {
    let start = to.place();
    let mut is_plain = print_single_pattern(to, from);
    let mut is_list = false;
    while with_alternatives && from.skip_mark("|") {
        is_list = true;
        to.space();
        to.word("| ");
        is_plain &= print_single_pattern(to, from);
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
fn print_single_pattern(to: &mut Printer, from: &mut Cursor) -> bool {
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
                return print_single_pattern(to, from);
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
                print_single_pattern(to, from);
            }
            _ => print_path_pattern(to, from),
        },
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            if let Some(inner) = from.group(Delimiter::Parenthesis) {
                print_pattern_list(to, inner);
            }
        }
        Some(TokenTree::Ident(word)) if word == "_" => {
            from.next();
            to.word("_");
            return true;
        }
        Some(TokenTree::Ident(word)) if word == "true" || word == "false" => {
            print_identifier(to, from);
            return true;
        }
        _ => print_path_pattern(to, from),
    }
    false
}

/// Prints a name, or a path with the fields of a variant.
fn print_path_pattern(to: &mut Printer, from: &mut Cursor) {
    let start = to.place();
    while from.is_word("ref") || from.is_word("mut") {
        print_identifier(to, from);
        to.word(" ");
    }
    print_path(to, from, PathKind::Expression);
    if let Some(inner) = from.group(Delimiter::Parenthesis) {
        print_pattern_list(to, inner);
    } else if let Some(inner) = from.group(Delimiter::Brace) {
        to.open_at(start, INDENT);
        print_pattern_fields(to, inner);
    }
}

fn print_pattern_list(to: &mut Printer, mut from: Cursor) {
    to.word("(");
    to.open(INDENT);
    to.zero_break();
    while !from.is_empty() {
        print_pattern(to, &mut from, true);
        from.skip_mark(",");
        to.comma(from.is_empty());
    }
    to.dedent();
    to.close();
    to.word(")");
}

fn print_pattern_fields(to: &mut Printer, mut from: Cursor) {
    to.word(" {");
    to.add_break(Break { blanks: 1, if_more: true, ..Break::default() });
    while !from.is_empty() {
        if from.skip_mark("..") {
            to.word("..");
            to.space();
            break;
        }
        if from.is_mark_at(1, ":") {
            print_identifier(to, &mut from);
            from.next();
            to.word(": ");
        }
        print_pattern(to, &mut from, true);
        from.skip_mark(",");
        to.comma_or_space(from.is_empty());
    }
    to.dedent();
    to.close();
    to.word("}");
}
