//! Operators, with their precedence.

use proc_macro2::{Delimiter, TokenTree};

use super::control_flow::print_closure;
use super::cursor::Cursor;
use super::expressions::{Expression, Kind, Place, print_postfix};
use super::printer::{INDENT, Printer};
use super::types::{print_identifier, print_type};

/// How tightly operators bind: a higher number binds more tightly.
pub mod precedence {
    pub const ASSIGN: u8 = 1;
    pub const RANGE: u8 = 2;
    pub const OR: u8 = 3;
    pub const AND: u8 = 4;
    pub const COMPARE: u8 = 5;
    pub const BIT_OR: u8 = 6;
    pub const BIT_XOR: u8 = 7;
    pub const BIT_AND: u8 = 8;
    pub const SHIFT: u8 = 9;
    pub const SUM: u8 = 10;
    pub const PRODUCT: u8 = 11;
    pub const CAST: u8 = 12;
}

/// The operators with their precedence. An operator stands before its prefixes.
const OPERATORS: [(&str, u8); 22] = [
    ("..=", precedence::RANGE),
    ("..", precedence::RANGE),
    ("||", precedence::OR),
    ("&&", precedence::AND),
    ("==", precedence::COMPARE),
    ("!=", precedence::COMPARE),
    ("<=", precedence::COMPARE),
    (">=", precedence::COMPARE),
    ("<<", precedence::SHIFT),
    (">>", precedence::SHIFT),
    ("+=", precedence::ASSIGN),
    ("-=", precedence::ASSIGN),
    ("=", precedence::ASSIGN),
    ("|", precedence::BIT_OR),
    ("^", precedence::BIT_XOR),
    ("&", precedence::BIT_AND),
    ("<", precedence::COMPARE),
    (">", precedence::COMPARE),
    ("+", precedence::SUM),
    ("-", precedence::SUM),
    ("*", precedence::PRODUCT),
    ("/", precedence::PRODUCT),
];

/// Returns the binary operator after `ahead` tokens.
fn operator(from: &Cursor, ahead: usize) -> Option<(&'static str, u8)> {
    if from.is_word_at(ahead, "as") {
        return Some(("as", precedence::CAST));
    }
    let Some(TokenTree::Punct(first)) = from.peek(ahead) else { return None };
    if matches!(first.as_char(), ',' | ';') || from.is_mark_at(ahead, "=>") {
        return None;
    }
    OPERATORS.iter().find(|(marks, _)| from.is_mark_at(ahead, marks)).copied()
}

/// Returns whether the next name, with its members and calls, is the operand of an operator.
pub fn is_operand(from: &Cursor) -> bool {
    let mut ahead = 1;
    loop {
        ahead += match from.peek(ahead) {
            Some(TokenTree::Punct(mark)) if mark.as_char() == '.' => 2,
            Some(TokenTree::Punct(mark)) if mark.as_char() == '?' => 1,
            Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::Brace => 1,
            _ => return operator(from, ahead).is_some(),
        }
    }
}

/// Prints operands with operators whose precedence is at least `least`.
pub fn print_binary(to: &mut Printer, from: &mut Cursor, least: u8, place: Place) -> Expression {
    let start = to.place();
    let mut left = print_prefix(to, from, place);
    if place.starts_line && left.ends_with_block() {
        return left;
    }
    while let Some((marks, binding)) = operator(from, 0) {
        if binding < least {
            break;
        }
        left = match marks {
            "as" => print_cast(to, from, start),
            "=" => print_assignment(to, from, start, place),
            ".." | "..=" => print_range(to, from, marks, place),
            _ => print_binary_operation(to, from, start, (marks, binding), place),
        };
    }
    left
}

fn print_cast(to: &mut Printer, from: &mut Cursor, start: usize) -> Expression {
    from.next();
    open_operands(to, start);
    to.word("as ");
    print_type(to, from);
    to.close();
    Expression::chain()
}

/// Opens the boxes around the operands of an operator, of which the left one was printed from `start` on.
fn open_operands(to: &mut Printer, start: usize) {
    to.open_filled_at(start, -INDENT);
    to.open_filled_at(start, INDENT);
    to.close();
    to.space();
}

fn print_assignment(to: &mut Printer, from: &mut Cursor, start: usize, place: Place) -> Expression {
    from.next();
    to.open_filled_at(start, 0);
    to.word(" = ");
    to.never_break();
    print_binary(to, from, precedence::ASSIGN, place.inner());
    to.close();
    Expression { is_chain: true, ..Expression::new(Kind::Action) }
}

fn print_range(to: &mut Printer, from: &mut Cursor, marks: &str, place: Place) -> Expression {
    from.skip_mark(marks);
    to.word(marks);
    let is_open = from.is_empty()
        || from.is_mark(",")
        || from.is_mark(";")
        || (place.before_block && from.is_group(Delimiter::Brace));
    if is_open {
        return Expression::new(Kind::Other);
    }
    let end = print_binary(to, from, precedence::RANGE + 1, place.inner());
    Expression { kind: Kind::Other, is_short_name: false, ..end }
}

fn print_binary_operation(
    to: &mut Printer,
    from: &mut Cursor,
    start: usize,
    (marks, binding): (&str, u8),
    place: Place,
) -> Expression {
    from.skip_mark(marks);
    open_operands(to, start);
    to.word(marks);
    to.word(" ");
    print_binary(to, from, binding + 1, place.inner());
    to.close();
    let kind = if binding == precedence::ASSIGN { Kind::Action } else { Kind::Other };
    Expression { kind, ..Expression::chain() }
}

fn print_prefix(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    let Some(TokenTree::Punct(mark)) = from.peek(0) else {
        return print_jump(to, from, place).unwrap_or_else(|| print_postfix(to, from, place));
    };
    match mark.as_char() {
        '|' => return print_closure(to, from, place),
        '&' => {
            from.next();
            to.word("&");
            if from.skip_word("mut") {
                to.word("mut ");
            }
        }
        mark @ ('-' | '!' | '*') => {
            from.next();
            to.character(mark);
        }
        '.' => return print_range(to, from, if from.is_mark("..=") { "..=" } else { ".." }, place),
        _ => return print_postfix(to, from, place),
    }
    let value = print_prefix(to, from, place.inner());
    Expression { is_chain: value.is_chain, ..Expression::new(Kind::Other) }
}

/// Prints a jump such as `return`, or a closure with `move`, if one is next.
fn print_jump(to: &mut Printer, from: &mut Cursor, place: Place) -> Option<Expression> {
    if from.is_word("move") {
        return Some(print_closure(to, from, place));
    }
    if !from.is_word("return") && !from.is_word("break") && !from.is_word("continue") {
        return None;
    }
    print_identifier(to, from);
    let mut is_chain = false;
    if !from.is_empty() && !from.is_mark(";") && !from.is_mark(",") {
        to.word(" ");
        is_chain = print_binary(to, from, precedence::ASSIGN, place.inner()).is_chain;
    }
    Some(Expression { is_chain, ..Expression::new(Kind::Action) })
}
