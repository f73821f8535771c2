//! Expressions: their kinds, and values with members and calls. Operators, control flow and lists have modules of their
//! own.

use proc_macro2::{Delimiter, TokenTree};

use super::control_flow::{print_for, print_if, print_match};
use super::cursor::Cursor;
use super::lists::{print_array, print_field_values, print_rest_of_list, print_tuple};
use super::macros::{print_delimited, take_arguments};
use super::operators::{is_operand, precedence, print_binary};
use super::printer::{INDENT, Printer};
use super::statements::print_block;
use super::types::{PathKind, print_generic_arguments, print_path};

/// The kind of an expression, as far as the layout around it depends on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// An array, a tuple, a structure's literal or a closure, which as the only argument stays on the line of the call.
    Enclosed,
    /// A block, which stays there as well, and is a statement without a semicolon.
    Block,
    Match,
    /// `if`, which without a last `else` is a statement without a semicolon.
    If {
        has_else: bool,
    },
    Loop,
    Call,
    /// An assignment or a jump, which has no value.
    Action,
    Other,
}

/// An expression that was printed.
#[derive(Clone, Copy)]
pub struct Expression {
    pub kind: Kind,
    /// Whether it may be broken into lines between operators or calls.
    pub is_chain: bool,
    /// Whether it is a name that is no longer than the indentation.
    pub is_short_name: bool,
}

/// Where an expression stands.
#[derive(Clone, Copy, Default)]
pub struct Place {
    /// At the start of a line.
    pub starts_line: bool,
    /// Before a block, so that a brace opens that block.
    pub before_block: bool,
}

impl Place {
    /// The place of a statement or of the value of a `match` arm.
    pub const LINE_START: Self = Self { starts_line: true, before_block: false };
    /// Before the block of an `if`, a `match` or a loop.
    pub const BEFORE_BLOCK: Self = Self { starts_line: false, before_block: true };

    /// Returns the place of an operand that isn't the first part of the expression.
    pub fn inner(self) -> Self {
        Self { starts_line: false, ..self }
    }
}

impl Expression {
    /// Creates an expression of a kind.
    pub fn new(kind: Kind) -> Self {
        Self { kind, is_chain: false, is_short_name: false }
    }

    /// Creates an expression that may be broken between operators or calls.
    pub fn chain() -> Self {
        Self { is_chain: true, ..Self::new(Kind::Other) }
    }

    /// Returns whether it is a statement without a semicolon, which is dropped if it was written.
    pub fn is_complete_statement(self) -> bool {
        matches!(self.kind, Kind::If { has_else: false } | Kind::Loop)
    }

    /// Returns whether it gets a semicolon as a statement, even if none was written.
    pub fn needs_semicolon(self) -> bool {
        self.kind == Kind::Action
    }

    /// Returns whether it ends with a block, so that an arm needs no comma after it.
    pub fn ends_with_block(self) -> bool {
        matches!(self.kind, Kind::Block | Kind::Match | Kind::If { .. } | Kind::Loop)
    }

    /// Returns whether it stays on the line of a call whose only argument it is.
    pub fn is_enclosed(self) -> bool {
        matches!(self.kind, Kind::Enclosed | Kind::Block)
    }
}

/// Prints an expression.
pub fn print_expression(to: &mut Printer, from: &mut Cursor) -> Expression {
    print_expression_at(to, from, Place::default())
}

/// Prints an expression at a place.
pub fn print_expression_at(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    print_binary(to, from, precedence::ASSIGN, place)
}

/// Prints a value and the members, calls and indices after it.
pub fn print_postfix(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    let start = to.place();
    let starts_line = place.starts_line && !is_operand(from);
    let receiver = print_primary(to, from, place);
    if place.starts_line && receiver.ends_with_block() {
        return receiver;
    }
    let receiver_end = to.place();
    let chain = print_chain(to, from, receiver, starts_line && receiver.is_short_name);
    if let Some(last_member_end) = chain.last_member_end {
        if let Some(arguments) = chain.joined_arguments
            && chain.members == 1
        {
            to.indent_at(arguments, -INDENT);
        }
        to.close_at(last_member_end);
        to.close_at(receiver_end);
        to.open_at(start, -INDENT);
        to.open_at(start, INDENT);
    }
    chain.value
}

/// The members, calls and indices after a receiver.
struct Chain {
    value: Expression,
    /// The number of members.
    members: usize,
    /// The place after the last member.
    last_member_end: Option<usize>,
    /// The box of the arguments of a first call that stays on the receiver's line.
    joined_arguments: Option<usize>,
}

/// Prints the members, calls and indices after a receiver. The first member stays on the receiver's line if
/// `joins_first`.
fn print_chain(
    to: &mut Printer,
    from: &mut Cursor,
    receiver: Expression,
    joins_first: bool,
) -> Chain {
    let mut chain =
        Chain { value: receiver, members: 0, last_member_end: None, joined_arguments: None };
    let mut joins = joins_first;
    loop {
        let is_chain = chain.value.is_chain;
        chain.value = if from.is_mark(".") && !from.is_mark("..") {
            let arguments = print_member_access(to, from, joins);
            chain.joined_arguments = if joins { arguments } else { chain.joined_arguments };
            chain.members += 1;
            chain.last_member_end = Some(to.place());
            Expression::chain()
        } else if from.skip_mark("?") {
            to.word("?");
            Expression { is_chain, ..Expression::new(Kind::Other) }
        } else if let Some(inner) = from.group(Delimiter::Parenthesis) {
            print_call_arguments(to, inner);
            Expression { is_chain, ..Expression::new(Kind::Call) }
        } else if let Some(mut inner) = from.group(Delimiter::Bracket) {
            to.word("[");
            print_expression(to, &mut inner);
            to.word("]");
            Expression::chain()
        } else {
            return chain;
        };
        joins = false;
    }
}

/// Prints a dot with the member or the call after it, without a break before the dot if it `joins` the line. Returns the
/// place of the box around the call's arguments.
fn print_member_access(to: &mut Printer, from: &mut Cursor, joins: bool) -> Option<usize> {
    from.next();
    if !joins {
        to.zero_break();
    }
    to.word(".");
    if let Some(token) = from.next() {
        to.display(&token);
    }
    if from.is_mark("::") {
        from.skip_mark("::");
        to.word("::");
        print_generic_arguments(to, from);
    }
    let inner = from.group(Delimiter::Parenthesis)?;
    let place = to.place();
    to.open(0);
    print_call_arguments(to, inner);
    to.close();
    Some(place)
}

/// Prints arguments in parentheses.
fn print_call_arguments(to: &mut Printer, mut from: Cursor) {
    to.word("(");
    if !from.is_empty() {
        let start = to.place();
        let first = print_expression(to, &mut from);
        from.skip_mark(",");
        if !(first.is_enclosed() && from.is_empty()) {
            print_rest_of_list(to, &mut from, start);
        }
    }
    to.word(")");
}

fn print_primary(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    match from.peek(0) {
        Some(TokenTree::Literal(literal)) => {
            to.display(literal);
            from.next();
            Expression::new(Kind::Other)
        }
        Some(TokenTree::Group(group)) => match group.delimiter() {
            Delimiter::Parenthesis => print_tuple(to, from),
            Delimiter::Bracket => print_array(to, from),
            Delimiter::Brace => {
                to.open(INDENT);
                print_block(to, from);
                to.close();
                Expression::new(Kind::Block)
            }
            Delimiter::None => from
                .group(Delimiter::None)
                .map_or(Expression::new(Kind::Other), |mut inner| print_expression(to, &mut inner)),
        },
        Some(TokenTree::Ident(word)) if word == "match" => print_match(to, from),
        Some(TokenTree::Ident(word)) if word == "if" => print_if(to, from),
        Some(TokenTree::Ident(word)) if word == "for" => print_for(to, from),
        Some(_) => print_path_expression(to, from, place),
        None => Expression::new(Kind::Other),
    }
}

/// Prints a path, the call of a macro, or the literal of a structure.
fn print_path_expression(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    let start = to.place();
    let is_name = !from.is_mark_at(1, "::") && from.ident(0).is_some();
    let is_short_name =
        is_name && from.ident(0).is_some_and(|ident| ident.to_string().len() <= INDENT as usize);
    print_path(to, from, PathKind::Expression);
    if from.is_mark("!") && matches!(from.peek(1), Some(TokenTree::Group(_))) {
        from.next();
        to.word("!");
        if let Some((delimiter, inner)) = take_arguments(from) {
            print_delimited(to, inner, delimiter);
        }
        return Expression::new(Kind::Other);
    }
    if !place.before_block
        && let Some(fields) = from.group(Delimiter::Brace)
    {
        let end = to.place();
        to.close_at(end);
        to.open_filled_at(start, -INDENT);
        to.open_at(start, INDENT);
        print_field_values(to, fields);
        return Expression::new(Kind::Enclosed);
    }
    Expression { is_short_name, ..Expression::new(Kind::Other) }
}
