//! Calls of macros, whose tokens have no known grammar.

use proc_macro2::{Delimiter, Ident, Spacing, TokenTree};

use super::cursor::Cursor;
use super::printer::{INDENT, Printer};
use super::types::print_simple_path;

/// Prints the call of a macro that is an item. Entries in braces get a line each, unlike those of `prettyplease`, which
/// fills lines.
pub fn print_macro_item(to: &mut Printer, from: &mut Cursor) {
    let is_call = from.ident(0).is_some();
    if !is_call {
        // A token that starts no known item.
        if let Some(token) = from.next() {
            to.display(&token);
        }
        return;
    }
    let Some((delimiter, inner)) = print_call_path(to, from) else { return };
    match delimiter {
        Delimiter::Parenthesis if ends_with_entries(&inner) => print_entries(to, inner),
        _ => print_delimited(to, inner, delimiter),
    }
    if delimiter != Delimiter::Brace {
        from.skip_mark(";");
        to.word(";");
    }
}

/// Prints a call of a macro without a semicolon.
pub fn print_macro_call(to: &mut Printer, from: &mut Cursor) {
    if let Some((delimiter, inner)) = print_call_path(to, from) {
        print_delimited(to, inner, delimiter);
    }
}

/// Prints the path and the `!`, and takes the arguments.
fn print_call_path(to: &mut Printer, from: &mut Cursor) -> Option<(Delimiter, Cursor)> {
    print_simple_path(to, from);
    from.skip_mark("!");
    to.word("!");
    take_arguments(from)
}

/// Takes the next group. Returns its delimiter and its tokens.
pub fn take_arguments(from: &mut Cursor) -> Option<(Delimiter, Cursor)> {
    match from.next()? {
        TokenTree::Group(group) => {
            let (delimiter, tokens) = (group.delimiter(), group.stream());
            drop(group);
            Some((delimiter, Cursor::new(tokens)))
        }
        _ => None,
    }
}

/// Prints the arguments of a call with their delimiters.
pub fn print_delimited(to: &mut Printer, inner: Cursor, delimiter: Delimiter) {
    let (open, close) = match delimiter {
        Delimiter::Parenthesis | Delimiter::None => ("(", ")"),
        Delimiter::Brace => (" {", "}"),
        Delimiter::Bracket => ("[", "]"),
    };
    let add_break =
        if delimiter == Delimiter::Brace { Printer::line_break } else { Printer::zero_break };
    to.word(open);
    if !inner.is_empty() {
        to.open(INDENT);
        add_break(to);
        to.open_filled(0);
        print_tokens(to, inner);
        to.close();
        add_break(to);
        to.dedent();
        to.close();
    }
    to.word(close);
}

fn ends_with_entries(inner: &Cursor) -> bool {
    matches!(inner.rest().last(), Some(TokenTree::Group(group))
        if group.delimiter() == Delimiter::Brace && !group.stream().is_empty())
}

/// Prints `(Name { … })` with a line for each entry, which ends with a comma.
fn print_entries(to: &mut Printer, mut inner: Cursor) {
    to.word("(");
    while !inner.is_group(Delimiter::Brace) {
        let Some(token) = inner.next() else { break };
        to.display(&token);
        to.word(" ");
    }
    to.word("{");
    to.open(INDENT);
    to.line_break();
    let mut list = inner.group(Delimiter::Brace).unwrap_or(inner);
    let mut opens = true;
    while let Some(token) = list.next() {
        let is_comma = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ',');
        if !opens && !is_comma {
            to.word(" ");
        }
        to.display(&token);
        if is_comma {
            to.line_break();
        }
        opens = is_comma;
    }
    to.dedent();
    to.close();
    to.word("})");
}

/// The kind of the last token, as far as the space after it depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Start,
    Pound,
    PoundBang,
    Dot,
    Colon,
    DoubleColon,
    Word,
    WordBang,
    Group,
    Other,
}

/// Prints tokens with the spaces that are usual in Rust.
fn print_tokens(to: &mut Printer, mut from: Cursor) {
    let (mut last, mut is_joint) = (Last::Start, true);
    while let Some(token) = from.next() {
        let (needs_space, next) = spacing(last, &token);
        if !is_joint {
            if needs_space {
                to.space();
            } else if matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '.') {
                to.zero_break();
            }
        }
        is_joint = matches!(&token, TokenTree::Punct(mark) if mark.spacing() == Spacing::Joint);
        last = next;
        match token {
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                drop(group);
                print_group(to, Cursor::new(inner), delimiter);
            }
            token => to.display(&token),
        }
    }
}

/// Returns whether there is a space before a token, and the token's kind.
fn spacing(last: Last, token: &TokenTree) -> (bool, Last) {
    use Delimiter::{Brace, Bracket, Parenthesis};
    match token {
        TokenTree::Group(group) => match (last, group.delimiter()) {
            (Last::Pound | Last::PoundBang, Bracket) => (false, Last::Other),
            (Last::Word, Parenthesis | Bracket) => (false, Last::Group),
            (Last::WordBang, Parenthesis | Bracket) => (false, Last::Other),
            (_, Parenthesis | Bracket) => (true, Last::Group),
            (_, Brace | Delimiter::None) => (true, Last::Other),
        },
        TokenTree::Ident(ident) if !is_keyword(ident) => {
            (last != Last::Dot && last != Last::DoubleColon, Last::Word)
        }
        TokenTree::Ident(_) => (true, Last::Other),
        TokenTree::Literal(_) => (last != Last::Dot, Last::Word),
        TokenTree::Punct(mark) => match (mark.as_char(), mark.spacing()) {
            ('!', _) if last == Last::Pound => (false, Last::PoundBang),
            ('!', Spacing::Alone) if last == Last::Word => (false, Last::WordBang),
            (':', _) if last == Last::Colon => (false, Last::DoubleColon),
            (',' | ';', _) => (false, Last::Other),
            ('.', _) => (last != Last::Word && last != Last::Group, Last::Dot),
            (':', Spacing::Joint) => (last != Last::Word, Last::Colon),
            ('#', _) => (true, Last::Pound),
            _ => (true, Last::Other),
        },
    }
}

fn print_group(to: &mut Printer, inner: Cursor, delimiter: Delimiter) {
    let (open, close) = match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    to.word(open);
    if !inner.is_empty() {
        let is_block = delimiter == Delimiter::Brace;
        if is_block {
            to.space();
        }
        print_tokens(to, inner);
        if is_block {
            to.space();
        }
    }
    to.word(close);
}

fn is_keyword(ident: &Ident) -> bool {
    const KEYWORDS: &[&str] = &[
        "as", "async", "await", "box", "break", "const", "continue", "crate", "dyn", "else",
        "enum", "extern", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
        "move", "mut", "pub", "ref", "return", "static", "struct", "trait", "type", "unsafe",
        "use", "where", "while", "yield",
    ];
    KEYWORDS.iter().any(|keyword| ident == keyword)
}
