//! Attributes, of which `#[doc]` is printed as comments.

use proc_macro2::{Delimiter, Literal, TokenTree};

use super::cursor::Cursor;
use super::expressions::print_expression;
use super::printer::{INDENT, Printer};
use super::types::print_simple_path;

/// Prints the next attributes, each on a line.
pub fn print_attributes(to: &mut Printer, from: &mut Cursor) {
    while from.is_mark("#") {
        from.next();
        let inner = from.skip_mark("!");
        if let Some(content) = from.group(Delimiter::Bracket) {
            print_attribute(to, content, inner);
        }
    }
}

fn print_attribute(to: &mut Printer, mut content: Cursor, inner: bool) {
    if content.is_word("doc")
        && content.is_mark_at(1, "=")
        && let [_, _, TokenTree::Literal(literal)] = content.rest()
    {
        return print_documentation(to, &literal.to_string(), if inner { "//!" } else { "///" });
    }
    to.word(if inner { "#![" } else { "#[" });
    print_simple_path(to, &mut content);
    if content.skip_mark("=") {
        to.word(" = ");
        print_expression(to, &mut content);
    } else if let Some(TokenTree::Group(group)) = content.next() {
        let delimiter = group.delimiter();
        print_arguments(to, Cursor::new(group.stream()), delimiter);
    }
    to.word("]");
    to.space();
}

/// Prints each line of documentation as a comment.
fn print_documentation(to: &mut Printer, literal: &str, mark: &str) {
    match raw_value(literal) {
        Some(text) => print_comment_lines(to, text, mark),
        None => print_comment_lines(to, &unescape(literal), mark),
    }
}

fn print_comment_lines(to: &mut Printer, text: &str, mark: &str) {
    // A carriage return would end the comment as well. Two searches for one character are much faster than one for two.
    for line in text.split('\n').flat_map(|line| line.split('\r')) {
        to.word(mark);
        to.word(line.trim_end_matches(' '));
        to.line_break();
    }
}

/// The kind of the last token, as far as the space after it depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Word,
    Mark,
    FinalComma,
}

/// Prints the arguments of an attribute with their delimiters.
fn print_arguments(to: &mut Printer, mut from: Cursor, delimiter: Delimiter) {
    match delimiter {
        Delimiter::Parenthesis => {
            to.word("(");
            to.open(INDENT);
            to.zero_break();
        }
        Delimiter::Brace => to.word("{"),
        Delimiter::Bracket => to.word("["),
        Delimiter::None => {}
    }
    let mut last = Last::Mark;
    while let Some(token) = from.next() {
        last = print_argument_token(to, token, last, from.is_empty());
    }
    match delimiter {
        Delimiter::Parenthesis => {
            if last != Last::FinalComma {
                to.zero_break();
            }
            to.dedent();
            to.close();
            to.word(")");
        }
        Delimiter::Brace => to.word("}"),
        Delimiter::Bracket => to.word("]"),
        Delimiter::None => {}
    }
}

fn print_argument_token(to: &mut Printer, token: TokenTree, last: Last, is_last: bool) -> Last {
    if !matches!(token, TokenTree::Punct(_) | TokenTree::Group(_)) && last == Last::Word {
        to.space();
    }
    match token {
        TokenTree::Ident(ident) => to.display(&ident),
        TokenTree::Literal(literal) => to.display(&literal),
        TokenTree::Group(group) => {
            let delimiter = group.delimiter();
            print_arguments(to, Cursor::new(group.stream()), delimiter);
            return Last::Mark;
        }
        TokenTree::Punct(punct) => {
            let mark = punct.as_char();
            if mark == ',' && is_last {
                to.comma(true);
                return Last::FinalComma;
            }
            if mark == '=' && last == Last::Word {
                to.word(" ");
            }
            to.character(mark);
            match mark {
                '=' => to.word(" "),
                ',' => to.space(),
                _ => {}
            }
            return Last::Mark;
        }
    }
    Last::Word
}

/// Creates the literal of a `#[doc]` attribute. It is a raw string if possible, because escaping large texts is slow.
pub fn doc_literal(text: &str) -> Literal {
    let hashes = hashes_for(text);
    let raw = format!("r{hashes}\"{text}\"{hashes}");
    match raw.parse() {
        Ok(literal) => literal,
        // Raw strings have no carriage returns, and at most 255 hashes.
        Err(_) => Literal::string(text),
    }
}

/// Returns the hashes of a raw string with this text.
fn hashes_for(text: &str) -> String {
    let runs =
        text.split('"').skip(1).map(|after| after.len() - after.trim_start_matches('#').len());
    "#".repeat(runs.max().map_or(0, |longest| longest + 1))
}

/// Returns the text of a raw string, or `None` for another literal.
fn raw_value(literal: &str) -> Option<&str> {
    let quoted = literal.strip_prefix('r')?;
    let text = quoted.trim_start_matches('#');
    let hashes = quoted.len() - text.len();
    text.strip_prefix('"')?.get(..text.len().checked_sub(hashes + 2)?)
}

/// Returns the text of a string literal, with its escapes resolved.
fn unescape(literal: &str) -> String {
    let mut chars = literal.trim_matches('"').chars();
    if let Some(inner) = literal.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        chars = inner.chars();
    }
    let mut text = String::new();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('0') => text.push('\0'),
            Some('u') => {
                let digits: String = chars
                    .by_ref()
                    .take_while(|c| *c != '}')
                    .filter(char::is_ascii_hexdigit)
                    .collect();
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some('x') => {
                let digits: String = chars.by_ref().take(2).collect();
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doc_literals_keep_every_text() {
        for text in
            ["", "plain", "a \"quoted\"# word", "back\\slash", "r#\"raw\"#", "a\rb", "ü\u{202e}\0"]
        {
            let literal = doc_literal(text).to_string();
            let read = raw_value(&literal).map_or_else(|| unescape(&literal), str::to_owned);
            assert_eq!(read, text, "{literal}");
        }
        let many = format!("\"{}", "#".repeat(300));
        let literal = doc_literal(&many).to_string();
        assert_eq!(unescape(&literal), many);
    }
}
