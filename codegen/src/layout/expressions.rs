//! Expressions.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::printer::{Break, INDENT, Printer};
use super::statements::{block, is_only_value, statement};
use super::types::{self, PathKind, identifier, path, ty};
use super::{attributes, macros, patterns};

/// What an expression is, as far as the layout around it depends on it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// An array, tuple or block, a structure's literal, or a closure: as an only argument it stands on the line of the
    /// call.
    Enclosed,
    /// The same, but it is also a statement without a semicolon.
    Block,
    Match,
    /// `if`; with a branch for everything else, or complete without a semicolon.
    If {
        has_else: bool,
    },
    Loop,
    Call,
    /// An assignment or a jump, which is no value.
    Action,
    Other,
}

/// An expression that was printed.
#[derive(Clone, Copy)]
pub struct Expression {
    kind: Kind,
    /// Whether it may be broken into lines between operators or calls.
    is_chain: bool,
    /// Whether it is a name that is no longer than the indentation.
    is_short_name: bool,
}

/// Where an expression stands.
#[derive(Clone, Copy, Default)]
pub struct Place {
    /// At the start of a line.
    starts_line: bool,
    /// Before a block, so that a brace opens that block.
    before_block: bool,
}

impl Place {
    /// A statement's or an arm's.
    pub const LINE_START: Self = Self { starts_line: true, before_block: false };
    const BEFORE_BLOCK: Self = Self { starts_line: false, before_block: true };

    fn inner(self) -> Self {
        Self { starts_line: false, ..self }
    }
}

impl Expression {
    fn new(kind: Kind) -> Self {
        Self { kind, is_chain: false, is_short_name: false }
    }

    fn chain() -> Self {
        Self { is_chain: true, ..Self::new(Kind::Other) }
    }

    /// Whether a statement of it ends with its brace, even if a semicolon was written.
    pub fn is_complete_statement(self) -> bool {
        matches!(self.kind, Kind::If { has_else: false } | Kind::Loop)
    }

    /// Whether it needs a semicolon to be a statement, although none was written.
    pub fn needs_semicolon(self) -> bool {
        self.kind == Kind::Action
    }

    /// Whether a comma isn't needed behind it in an arm.
    fn ends_with_block(self) -> bool {
        matches!(self.kind, Kind::Block | Kind::Match | Kind::If { .. } | Kind::Loop)
    }

    fn is_enclosed(self) -> bool {
        matches!(self.kind, Kind::Enclosed | Kind::Block)
    }
}

/// How tightly operators bind.
mod precedence {
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

/// Operators, those first that others are the start of.
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

/// Prints an expression.
pub fn expression(to: &mut Printer, from: &mut Cursor) -> Expression {
    expression_at(to, from, Place::default())
}

/// Prints an expression at a place.
pub fn expression_at(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    binary(to, from, precedence::ASSIGN, place)
}

/// The binary operator behind `ahead` tokens.
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

/// Whether the name that is next, with the calls and members behind it, is the operand of an operator.
fn is_operand(from: &Cursor) -> bool {
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

/// Prints operands with operators that bind at least as tightly.
fn binary(to: &mut Printer, from: &mut Cursor, least: u8, place: Place) -> Expression {
    let start = to.place();
    let mut left = prefix(to, from, place);
    if place.starts_line && left.ends_with_block() {
        return left;
    }
    while let Some((marks, binding)) = operator(from, 0) {
        if binding < least {
            break;
        }
        left = match marks {
            "as" => cast(to, from, start),
            "=" => assignment(to, from, start, place),
            ".." | "..=" => range(to, from, marks, place),
            _ => operation(to, from, start, (marks, binding), place),
        };
    }
    left
}

fn cast(to: &mut Printer, from: &mut Cursor, start: usize) -> Expression {
    from.next();
    open_operands(to, start);
    to.word("as ");
    ty(to, from);
    to.close();
    Expression::chain()
}

/// Puts the left operand of an operator in its boxes.
fn open_operands(to: &mut Printer, start: usize) {
    to.open_filled_at(start, -INDENT);
    to.open_filled_at(start, INDENT);
    to.close();
    to.space();
}

fn assignment(to: &mut Printer, from: &mut Cursor, start: usize, place: Place) -> Expression {
    from.next();
    to.open_filled_at(start, 0);
    to.word(" = ");
    to.never_break();
    binary(to, from, precedence::ASSIGN, place.inner());
    to.close();
    Expression { is_chain: true, ..Expression::new(Kind::Action) }
}

fn range(to: &mut Printer, from: &mut Cursor, marks: &str, place: Place) -> Expression {
    from.skip_mark(marks);
    to.word(marks);
    let is_open = from.is_empty()
        || from.is_mark(",")
        || from.is_mark(";")
        || (place.before_block && from.is_group(Delimiter::Brace));
    if is_open {
        return Expression::new(Kind::Other);
    }
    let end = binary(to, from, precedence::RANGE + 1, place.inner());
    Expression { kind: Kind::Other, is_short_name: false, ..end }
}

fn operation(
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
    binary(to, from, binding + 1, place.inner());
    to.close();
    let kind = if binding == precedence::ASSIGN { Kind::Action } else { Kind::Other };
    Expression { kind, ..Expression::chain() }
}

fn prefix(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    let Some(TokenTree::Punct(mark)) = from.peek(0) else {
        return jump(to, from, place).unwrap_or_else(|| postfix(to, from, place));
    };
    match mark.as_char() {
        '|' => return closure(to, from, place),
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
        '.' => return range(to, from, if from.is_mark("..=") { "..=" } else { ".." }, place),
        _ => return postfix(to, from, place),
    }
    let value = prefix(to, from, place.inner());
    Expression { is_chain: value.is_chain, ..Expression::new(Kind::Other) }
}

/// Prints `return` or `break`, if one is next.
fn jump(to: &mut Printer, from: &mut Cursor, place: Place) -> Option<Expression> {
    if from.is_word("move") {
        return Some(closure(to, from, place));
    }
    if !from.is_word("return") && !from.is_word("break") && !from.is_word("continue") {
        return None;
    }
    identifier(to, from);
    let mut is_chain = false;
    if !from.is_empty() && !from.is_mark(";") && !from.is_mark(",") {
        to.word(" ");
        is_chain = binary(to, from, precedence::ASSIGN, place.inner()).is_chain;
    }
    Some(Expression { is_chain, ..Expression::new(Kind::Action) })
}

/// Prints a value with the calls and members behind it.
fn postfix(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    let start = to.place();
    let starts_line = place.starts_line && !is_operand(from);
    let receiver = primary(to, from, place);
    if place.starts_line && receiver.ends_with_block() {
        return receiver;
    }
    let receiver_end = to.place();
    let starts_line = starts_line && receiver.is_short_name;
    let mut value = receiver;
    // The end of the last part behind a dot, and how many such parts there are.
    let (mut last_end, mut dots) = (None, 0);
    let mut first_arguments = None;
    let mut is_first = true;
    loop {
        if from.is_mark(".") && !from.is_mark("..") {
            let stays = starts_line && is_first;
            let arguments = member(to, from, stays);
            if stays {
                first_arguments = arguments;
            }
            dots += 1;
            last_end = Some(to.place());
            value = Expression::chain();
        } else if from.skip_mark("?") {
            to.word("?");
            value = Expression { is_chain: value.is_chain, ..Expression::new(Kind::Other) };
        } else if let Some(inner) = from.group(Delimiter::Parenthesis) {
            call_arguments(to, inner);
            value = Expression { is_chain: value.is_chain, ..Expression::new(Kind::Call) };
        } else if let Some(mut inner) = from.group(Delimiter::Bracket) {
            to.word("[");
            expression(to, &mut inner);
            to.word("]");
            value = Expression::chain();
        } else {
            break;
        }
        is_first = false;
    }
    if let Some(last_end) = last_end {
        if let Some(arguments) = first_arguments
            && dots == 1
        {
            to.indent_at(arguments, -INDENT);
        }
        to.close_at(last_end);
        to.close_at(receiver_end);
        to.open_at(start, -INDENT);
        to.open_at(start, INDENT);
    }
    value
}

/// Prints a dot with the member or the call behind it. Returns the place of the box around the call's arguments.
fn member(to: &mut Printer, from: &mut Cursor, stays: bool) -> Option<usize> {
    from.next();
    if !stays {
        to.zero_break();
    }
    to.word(".");
    if let Some(token) = from.next() {
        to.display(&token);
    }
    if from.is_mark("::") {
        from.skip_mark("::");
        to.word("::");
        types::arguments(to, from);
    }
    let inner = from.group(Delimiter::Parenthesis)?;
    let place = to.place();
    to.open(0);
    call_arguments(to, inner);
    to.close();
    Some(place)
}

/// Prints arguments in parentheses.
fn call_arguments(to: &mut Printer, mut from: Cursor) {
    if from.is_empty() {
        return to.word("()");
    }
    to.word("(");
    let start = to.place();
    let first = expression(to, &mut from);
    from.skip_mark(",");
    if !(first.is_enclosed() && from.is_empty()) {
        to.break_at(start, Break::default());
        to.open_at(start, INDENT);
        to.comma(from.is_empty());
        while !from.is_empty() {
            expression(to, &mut from);
            from.skip_mark(",");
            to.comma(from.is_empty());
        }
        to.dedent();
        to.close();
    }
    to.word(")");
}

fn primary(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    match from.peek(0) {
        Some(TokenTree::Literal(literal)) => {
            to.display(literal);
            from.next();
            Expression::new(Kind::Other)
        }
        Some(TokenTree::Group(group)) => match group.delimiter() {
            Delimiter::Parenthesis => tuple(to, from),
            Delimiter::Bracket => array(to, from),
            Delimiter::Brace => {
                to.open(INDENT);
                block(to, from);
                to.close();
                Expression::new(Kind::Block)
            }
            Delimiter::None => from
                .group(Delimiter::None)
                .map_or(Expression::new(Kind::Other), |mut inner| expression(to, &mut inner)),
        },
        Some(TokenTree::Ident(word)) if word == "match" => match_arms(to, from),
        Some(TokenTree::Ident(word)) if word == "if" => if_chain(to, from),
        Some(TokenTree::Ident(word)) if word == "for" => for_loop(to, from),
        Some(_) => with_path(to, from, place),
        None => Expression::new(Kind::Other),
    }
}

/// Prints a path, the call of a macro, or the literal of a structure.
fn with_path(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    let start = to.place();
    let is_name = !from.is_mark_at(1, "::") && from.ident(0).is_some();
    let is_short_name =
        is_name && from.ident(0).is_some_and(|ident| ident.to_string().len() <= INDENT as usize);
    path(to, from, PathKind::Expression);
    if from.is_mark("!") && matches!(from.peek(1), Some(TokenTree::Group(_))) {
        from.next();
        to.word("!");
        if let Some((delimiter, inner)) = macros::arguments(from) {
            macros::content(to, inner, delimiter);
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
        field_values(to, fields);
        return Expression::new(Kind::Enclosed);
    }
    Expression { is_short_name, ..Expression::new(Kind::Other) }
}

fn field_values(to: &mut Printer, mut from: Cursor) {
    to.word(" {");
    to.add_break(Break { blanks: 1, if_more: true, ..Break::default() });
    while !from.is_empty() {
        if from.skip_mark("..") {
            to.word("..");
            expression(to, &mut from);
            to.space();
            break;
        }
        attributes::attributes(to, &mut from);
        if let Some(member) = from.next() {
            to.display(&member);
        }
        if from.skip_mark(":") {
            to.word(": ");
            to.open_filled(0);
            expression(to, &mut from);
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
fn tuple(to: &mut Printer, from: &mut Cursor) -> Expression {
    let Some(mut inner) = from.group(Delimiter::Parenthesis) else {
        return Expression::new(Kind::Other);
    };
    to.word("(");
    let start = to.place();
    if inner.is_empty() {
        to.word(")");
        return Expression::new(Kind::Enclosed);
    }
    let value = expression(to, &mut inner);
    if inner.is_empty() {
        to.word(")");
        return Expression { is_chain: value.is_chain, ..Expression::new(Kind::Other) };
    }
    to.break_at(start, Break::default());
    to.open_at(start, INDENT);
    inner.skip_mark(",");
    if inner.is_empty() {
        to.word(",");
        to.zero_break();
    } else {
        to.comma(false);
    }
    while !inner.is_empty() {
        expression(to, &mut inner);
        inner.skip_mark(",");
        to.comma(inner.is_empty());
    }
    to.dedent();
    to.close();
    to.word(")");
    Expression::new(Kind::Enclosed)
}

fn array(to: &mut Printer, from: &mut Cursor) -> Expression {
    let Some(mut inner) = from.group(Delimiter::Bracket) else {
        return Expression::new(Kind::Other);
    };
    if inner.is_empty() {
        to.word("[]");
    } else if is_of_short_literals(&inner) {
        literals(to, inner);
    } else {
        to.word("[");
        let start = to.place();
        expression(to, &mut inner);
        if inner.skip_mark(";") {
            to.word("; ");
            expression(to, &mut inner);
            to.word("]");
            return Expression::new(Kind::Other);
        }
        to.break_at(start, Break::default());
        to.open_at(start, INDENT);
        inner.skip_mark(",");
        to.comma(inner.is_empty());
        while !inner.is_empty() {
            expression(to, &mut inner);
            inner.skip_mark(",");
            to.comma(inner.is_empty());
        }
        to.dedent();
        to.close();
        to.word("]");
    }
    Expression::new(Kind::Enclosed)
}

/// Whether an array has nothing but whole numbers, characters or bytes.
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

fn literals(to: &mut Printer, mut inner: Cursor) {
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

/// Prints what stands between a keyword and its block.
fn condition(to: &mut Printer, from: &mut Cursor) {
    to.open(0);
    let is_chain = if from.is_word("let") {
        let_condition(to, from)
    } else {
        expression_at(to, from, Place::BEFORE_BLOCK).is_chain
    };
    if is_chain {
        to.space();
    } else {
        to.word(" ");
    }
    to.close();
}

/// Prints `let pattern = value`. Returns whether the value may be broken into lines.
fn let_condition(to: &mut Printer, from: &mut Cursor) -> bool {
    from.next();
    to.open_filled(0);
    to.word("let ");
    to.open_filled(0);
    patterns::pattern(to, from, true);
    to.close();
    from.skip_mark("=");
    to.word(" = ");
    to.never_break();
    to.open_filled(0);
    let value = binary(to, from, precedence::AND + 1, Place::BEFORE_BLOCK);
    to.close();
    to.close();
    value.is_chain
}

fn match_arms(to: &mut Printer, from: &mut Cursor) -> Expression {
    from.next();
    to.open_filled(0);
    to.word("match ");
    condition(to, from);
    to.word("{");
    to.never_break();
    to.open(INDENT);
    to.line_break_if_more();
    if let Some(mut arms) = from.group(Delimiter::Brace) {
        while !arms.is_empty() {
            arm(to, &mut arms);
            to.line_break();
        }
    }
    to.dedent();
    to.close();
    to.word("}");
    to.close();
    Expression::new(Kind::Match)
}

fn arm(to: &mut Printer, from: &mut Cursor) {
    attributes::attributes(to, from);
    to.open_filled(0);
    patterns::pattern(to, from, true);
    if from.skip_word("if") {
        to.word(" if ");
        expression(to, from);
    }
    from.skip_mark("=>");
    to.word(" => ");
    match from.group(Delimiter::Brace) {
        Some(mut inner) if !inner.is_empty() && is_only_value(&inner) => arm_value(to, &mut inner),
        Some(mut inner) => {
            to.word("{");
            to.never_break();
            to.open(INDENT);
            to.line_break_if_more();
            while !inner.is_empty() {
                statement(to, &mut inner);
            }
            to.dedent();
            to.close();
            to.word("}");
        }
        None => arm_value(to, from),
    }
    from.skip_mark(",");
    to.close();
}

fn arm_value(to: &mut Printer, from: &mut Cursor) {
    to.never_break();
    to.open(INDENT);
    to.add_break(Break { before: Some('{'), ..Break::default() });
    let value = expression_at(to, from, Place::LINE_START);
    to.add_break(Break {
        indent: -(INDENT as i16),
        before: value.needs_semicolon().then_some(';'),
        after: "}",
        unbroken: (!value.ends_with_block()).then_some(','),
        ..Break::default()
    });
    to.close();
}

fn if_chain(to: &mut Printer, from: &mut Cursor) -> Expression {
    to.open(INDENT);
    if_head(to, from);
    let mut has_else = false;
    if from.is_word_at(1, "else") {
        block(to, from);
        while from.skip_word("else") {
            to.word(" else ");
            has_else = !from.is_word("if");
            if !has_else {
                if_head(to, from);
            }
            block(to, from);
        }
    } else if let Some(mut inner) = from.group(Delimiter::Brace) {
        to.word("{");
        if !inner.is_empty() {
            to.line_break();
            while !inner.is_empty() {
                statement(to, &mut inner);
            }
            to.dedent();
        }
        to.word("}");
    }
    to.close();
    Expression::new(Kind::If { has_else })
}

fn if_head(to: &mut Printer, from: &mut Cursor) {
    from.next();
    to.word("if ");
    to.open(-INDENT);
    condition(to, from);
    to.close();
}

fn for_loop(to: &mut Printer, from: &mut Cursor) -> Expression {
    from.next();
    to.open_filled(0);
    to.word("for ");
    patterns::pattern(to, from, true);
    from.skip_word("in");
    to.word(" in ");
    to.never_break();
    condition(to, from);
    to.word("{");
    to.never_break();
    to.open(INDENT);
    to.line_break_if_more();
    if let Some(mut inner) = from.group(Delimiter::Brace) {
        while !inner.is_empty() {
            statement(to, &mut inner);
        }
    }
    to.dedent();
    to.close();
    to.word("}");
    to.close();
    Expression::new(Kind::Loop)
}

fn closure(to: &mut Printer, from: &mut Cursor, place: Place) -> Expression {
    to.open_filled(0);
    if from.skip_word("move") {
        to.word("move ");
    }
    to.open(INDENT);
    closure_parameters(to, from);
    to.space();
    to.dedent();
    to.close();
    to.never_break();
    let start = to.place();
    let value = binary(to, from, precedence::ASSIGN, place.inner());
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

fn closure_parameters(to: &mut Printer, from: &mut Cursor) {
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
        patterns::pattern(to, from, false);
        if from.skip_mark(":") {
            to.word(": ");
            ty(to, from);
        }
        if from.skip_mark(",") {
            to.word(",");
            to.space();
        }
    }
    to.word("|");
}
