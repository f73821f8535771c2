//! The structure of Rust text: its tokens without the content of literals, documentation and names.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens of a file in their order.
pub struct Tokens(Vec<Token>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Name(String),
    /// A punctuation mark, a bracket, or the kind of a literal.
    Other(String),
}

impl Tokens {
    /// Returns the tokens of a text.
    pub fn of(text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{error}:\n{text}"));
        let mut tokens = Self(Vec::new());
        tokens.add(stream);
        tokens
    }

    fn add(&mut self, stream: TokenStream) {
        let all: Vec<TokenTree> = stream.into_iter().collect();
        let mut rest = all.as_slice();
        while let Some((first, after)) = rest.split_first() {
            if let Some(after) = after_doc(rest) {
                rest = after;
                continue;
            }
            rest = after;
            match first {
                TokenTree::Group(group) if is_deprecated(group) => {
                    self.0.push(Token::Other("deprecated".to_owned()));
                }
                // The layout adds braces to an arm of a `match` that is too long for a line.
                TokenTree::Group(group) if is_braced_literal(group) => {
                    self.add(group.stream());
                    self.0.push(Token::Other(",".to_owned()));
                }
                TokenTree::Group(group) => {
                    self.0.push(Token::Other(format!("open {:?}", group.delimiter())));
                    self.add(group.stream());
                    // The layout adds a trailing comma to a list with a line for each item.
                    self.0.pop_if(|last| *last == Token::Other(",".to_owned()));
                    self.0.push(Token::Other("close".to_owned()));
                }
                TokenTree::Ident(name) => self.0.push(Token::Name(name.to_string())),
                TokenTree::Punct(mark) => self.0.push(Token::Other(mark.to_string())),
                TokenTree::Literal(literal) => {
                    let kind: String = literal
                        .to_string()
                        .chars()
                        .take_while(|c| !matches!(c, '"' | '\'' | '#'))
                        .collect();
                    let number = kind.starts_with(|c: char| c.is_ascii_digit());
                    let kind = if number { "number" } else { kind.trim_end_matches('r') };
                    self.0.push(Token::Other(format!("literal {kind}")));
                }
            }
        }
    }
}

/// Compares tokens. Names may differ if each name always corresponds to the same other name.
pub fn compare_structure(left: &Tokens, right: &Tokens) -> Result<(), String> {
    let (mut right_of, mut left_of) = (BTreeMap::new(), BTreeMap::new());
    for (index, (left, right)) in left.0.iter().zip(&right.0).enumerate() {
        let same = match (left, right) {
            (Token::Name(left), Token::Name(right)) => {
                right_of.entry(left).or_insert(right) == &right
                    && left_of.entry(right).or_insert(left) == &left
            }
            (left, right) => left == right,
        };
        if !same {
            return Err(format!("token {index} is {left:?}, not {right:?}"));
        }
    }
    match left.0.len() == right.0.len() {
        true => Ok(()),
        false => Err(format!("{} tokens, not {}", left.0.len(), right.0.len())),
    }
}

/// Returns whether a group is `[deprecated]` or `[deprecated(note = "…")]`. There is no note if a text consists of tags.
fn is_deprecated(group: &Group) -> bool {
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let is = |token: &TokenTree, name: &str| matches!(token, TokenTree::Ident(it) if it == name);
    let notes = match inner.as_slice() {
        [first, rest @ ..]
            if group.delimiter() == Delimiter::Bracket && is(first, "deprecated") =>
        {
            rest
        }
        _ => return false,
    };
    match notes {
        [] => true,
        [TokenTree::Group(note)] => {
            let note: Vec<TokenTree> = note.stream().into_iter().collect();
            matches!(note.as_slice(), [name, TokenTree::Punct(_), TokenTree::Literal(_)] if is(name, "note"))
        }
        _ => false,
    }
}

fn is_braced_literal(group: &Group) -> bool {
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    group.delimiter() == Delimiter::Brace && matches!(inner.as_slice(), [TokenTree::Literal(_)])
}

/// Returns the tokens after a leading `#[doc = "…"]` or `#![doc = "…"]`, or `None` if there is none.
fn after_doc(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    let is =
        |token: &TokenTree, c: char| matches!(token, TokenTree::Punct(mark) if mark.as_char() == c);
    let rest = tokens.split_first().filter(|(first, _)| is(first, '#'))?.1;
    let rest =
        rest.split_first().filter(|(first, _)| is(first, '!')).map_or(rest, |(_, rest)| rest);
    let (TokenTree::Group(group), rest) = rest.split_first()? else { return None };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let [TokenTree::Ident(doc), equals, TokenTree::Literal(_)] = inner.as_slice() else {
        return None;
    };
    (*doc == "doc" && is(equals, '=')).then_some(rest)
}
