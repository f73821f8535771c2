//! Checks the syntax of attributes in policies. It works on tokens without recursion: a recursive parser could be made to
//! overflow the stack by deep nesting.

use std::iter::Peekable;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream::IntoIter};

/// The maximum length of an attribute in bytes.
const MAX_LEN: usize = 16_384;
/// The maximum nesting of brackets in an attribute.
const MAX_NESTING: usize = 32;

type Tokens = Peekable<IntoIter>;

/// Returns whether the text consists of one or more outer attributes, such as `#[must_use]`.
pub fn is_attributes(text: &str) -> bool {
    if text.len() > MAX_LEN || nesting(text) > MAX_NESTING {
        return false;
    }
    let Ok(tokens) = TokenStream::from_str(text) else { return false };
    let mut tokens = tokens.into_iter().peekable();
    let mut count = 0;
    while tokens.peek().is_some() {
        let Some(content) = take_attribute(&mut tokens) else { return false };
        if !is_meta(&mut content.into_iter().peekable()) {
            return false;
        }
        count += 1;
    }
    count > 0
}

/// Returns how deeply brackets are nested, including those in literals.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for letter in text.bytes() {
        match letter {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Consumes `#[…]` and returns the tokens between the brackets.
fn take_attribute(tokens: &mut Tokens) -> Option<TokenStream> {
    is_mark(tokens.next().as_ref(), '#').then_some(())?;
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Some(group.stream())
        }
        _ => None,
    }
}

/// Consumes tokens and returns whether they are a path alone, followed by one group, or followed by `=` and a value.
fn is_meta(tokens: &mut Tokens) -> bool {
    if !is_path(tokens) {
        return false;
    }
    match tokens.next() {
        None => true,
        Some(TokenTree::Group(_)) => tokens.next().is_none(),
        mark => is_mark(mark.as_ref(), '=') && is_value(tokens),
    }
}

/// Consumes a path and returns whether it is complete.
fn is_path(tokens: &mut Tokens) -> bool {
    let is_colon = |tokens: &mut Tokens| {
        let is_colon = is_mark(tokens.peek(), ':');
        is_colon.then(|| tokens.next());
        is_colon
    };
    if is_colon(tokens) && !is_colon(tokens) {
        return false;
    }
    loop {
        if !matches!(tokens.next(), Some(TokenTree::Ident(_))) {
            return false;
        }
        if !is_colon(tokens) {
            return true;
        }
        if !is_colon(tokens) {
            return false;
        }
    }
}

/// Consumes tokens and returns whether they are a literal or the call of a macro, such as `include_str!("a.md")`.
fn is_value(tokens: &mut Tokens) -> bool {
    match tokens.next() {
        Some(TokenTree::Literal(_)) => tokens.next().is_none(),
        Some(TokenTree::Ident(_)) => {
            let is_call = is_mark(tokens.next().as_ref(), '!')
                && matches!(tokens.next(), Some(TokenTree::Group(_)));
            is_call && tokens.next().is_none()
        }
        _ => false,
    }
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_recognized() {
        for text in [
            "#[must_use]",
            " #[must_use] ",
            "#[must_use] #[allow(dead_code)]",
            "#[cfg_attr(docsrs, doc(cfg(feature = \"x\")))]",
            "#[doc = \"a [ b\"]",
            "#[doc = include_str!(\"a.md\")]",
            "#[::a::b(c = 1, d)]",
            "#[rustfmt::skip]",
            "/// Words.",
        ] {
            assert!(is_attributes(text), "{text}");
        }
    }

    #[test]
    fn other_text_is_refused_however_long_it_is() {
        let deep = format!("#[a{}{}]", "(".repeat(50_000), ")".repeat(50_000));
        let operators = format!("#[a = {}b]", "!".repeat(50_000));
        let within = format!("#[a = {}b]", "!".repeat(5_000));
        for text in [
            "",
            "must_use",
            "#![must_use]",
            "#[]",
            "#[a b]",
            "#[a] struct B;",
            "#[a] /* b",
            "#[a = b]",
            "#[a::]",
            "#[:a]",
            "/// a\nstruct B;",
            deep.as_str(),
            operators.as_str(),
            within.as_str(),
        ] {
            assert!(!is_attributes(text), "{:.60}", text);
        }
    }
}
