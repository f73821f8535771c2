//! Control flow: `match`, `if`, `for` and closures.

use proc_macro2::Delimiter;

use super::attributes::print_attributes;
use super::cursor::Cursor;
use super::expressions::{Expression, Kind, Place, print_expression, print_expression_at};
use super::operators::{precedence, print_binary};
use super::patterns::print_pattern;
use super::printer::{Break, INDENT, Printer};
use super::statements::{is_only_value, print_block, print_statement};
use super::types::print_type;

/// Prints the condition or the value between a keyword and its block.
fn print_condition(to: &mut Printer, from: &mut Cursor) {
    to.open(0);
    let is_chain = if from.is_word("let") {
        print_let_condition(to, from)
    } else {
        print_expression_at(to, from, Place::BEFORE_BLOCK).is_chain
    };
    if is_chain {
        to.space();
    } else {
        to.word(" ");
    }
    to.close();
}

/// Prints `let pattern = value`. Returns whether the value may be broken into lines.
fn print_let_condition(to: &mut Printer, from: &mut Cursor) -> bool {
    from.next();
    to.open_filled(0);
    to.word("let ");
    to.open_filled(0);
    print_pattern(to, from, true);
    to.close();
    from.skip_mark("=");
    to.word(" = ");
    to.never_break();
    to.open_filled(0);
    let value = print_binary(to, from, precedence::AND + 1, Place::BEFORE_BLOCK);
    to.close();
    to.close();
    value.is_chain
}

/// Prints a `match`.
pub fn print_match(to: &mut Printer, from: &mut Cursor) -> Expression {
    from.next();
    to.open_filled(0);
    to.word("match ");
    print_condition(to, from);
    print_braces(to, from.group(Delimiter::Brace), |to, from| {
        print_arm(to, from);
        to.line_break();
    });
    to.close();
    Expression::new(Kind::Match)
}

/// Prints braces with an entry on each line.
fn print_braces(
    to: &mut Printer,
    content: Option<Cursor>,
    print_entry: impl Fn(&mut Printer, &mut Cursor),
) {
    to.word("{");
    to.never_break();
    to.open(INDENT);
    to.line_break_if_more();
    if let Some(mut content) = content {
        while !content.is_empty() {
            print_entry(to, &mut content);
        }
    }
    to.dedent();
    to.close();
    to.word("}");
}

fn print_arm(to: &mut Printer, from: &mut Cursor) {
    print_attributes(to, from);
    to.open_filled(0);
    print_pattern(to, from, true);
    if from.skip_word("if") {
        to.word(" if ");
        print_expression(to, from);
    }
    from.skip_mark("=>");
    to.word(" => ");
    match from.group(Delimiter::Brace) {
        Some(mut inner) if !inner.is_empty() && is_only_value(&inner) => {
            print_arm_value(to, &mut inner);
        }
        Some(inner) => print_braces(to, Some(inner), print_statement),
        None => print_arm_value(to, from),
    }
    from.skip_mark(",");
    to.close();
}

/// Prints the value of an arm, which gets braces if it is broken into lines.
fn print_arm_value(to: &mut Printer, from: &mut Cursor) {
    to.never_break();
    to.open(INDENT);
    to.add_break(Break { before: Some('{'), ..Break::default() });
    let value = print_expression_at(to, from, Place::LINE_START);
    to.add_break(Break {
        indent: -(INDENT as i16),
        before: value.needs_semicolon().then_some(';'),
        after: "}",
        unbroken: (!value.ends_with_block()).then_some(','),
        ..Break::default()
    });
    to.close();
}

/// Prints an `if` with its branches.
pub fn print_if(to: &mut Printer, from: &mut Cursor) -> Expression {
    to.open(INDENT);
    print_if_head(to, from);
    let mut has_else = false;
    if from.is_word_at(1, "else") {
        print_block(to, from);
        while from.skip_word("else") {
            to.word(" else ");
            has_else = !from.is_word("if");
            if !has_else {
                print_if_head(to, from);
            }
            print_block(to, from);
        }
    } else if let Some(mut inner) = from.group(Delimiter::Brace) {
        to.word("{");
        if !inner.is_empty() {
            to.line_break();
            while !inner.is_empty() {
                print_statement(to, &mut inner);
            }
            to.dedent();
        }
        to.word("}");
    }
    to.close();
    Expression::new(Kind::If { has_else })
}

fn print_if_head(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.word("if ");
    to.open(-INDENT);
    print_condition(to, from);
    to.close();
}

/// Prints a `for` loop.
pub fn print_for(to: &mut Printer, from: &mut Cursor) -> Expression {
    from.next();
    to.open_filled(0);
    to.word("for ");
    print_pattern(to, from, true);
    from.skip_word("in");
    to.word(" in ");
    to.never_break();
    print_condition(to, from);
    print_braces(to, from.group(Delimiter::Brace), print_statement);
    to.close();
    Expression::new(Kind::Loop)
}

/// Prints a closure.
pub fn print_closure(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    to.open_filled(0);
    if from.skip_word("move") {
        to.word("move ");
    }
    to.open(INDENT);
    print_closure_parameters(to, from);
    to.space();
    to.dedent();
    to.close();
    to.never_break();
    let start = to.place();
    let value = print_binary(to, from, precedence::ASSIGN, place.inner());
    if !value.is_enclosed() && value.kind != Kind::Match && value.kind != Kind::Call {
        to.break_at(start, Break { before: Some('{'), ..Break::default() });
        to.open_at(start, INDENT);
        to.add_break(Break {
            indent: -(INDENT as i16),
            before: value.needs_semicolon().then_some(';'),
            after: "}",
            ..Break::default()
        });
        to.close();
    }
    to.close();
    Expression::new(Kind::Enclosed)
}

fn print_closure_parameters(to: &mut Printer, from: &mut Cursor) {
    to.word("|");
    let is_empty = from.skip_mark("||");
    if !is_empty {
        from.next();
    }
    let mut is_first = true;
    while !is_empty && !from.is_empty() && !from.skip_mark("|") {
        if is_first {
            to.zero_break();
        }
        is_first = false;
        print_pattern(to, from, false);
        if from.skip_mark(":") {
            to.word(": ");
            print_type(to, from);
        }
        if from.skip_mark(",") {
            to.word(",");
            to.space();
        }
    }
    to.word("|");
}
