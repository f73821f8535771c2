//! Splits HTML into tags and the text between them, in one pass. It never fails.

use std::collections::HashMap;

/// A tag, or text between tags.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    Text(&'a str),
    Tag(Tag<'a>),
}

/// A tag as it is in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tag<'a> {
    pub name: &'a str,
    pub attributes: &'a str,
    pub raw: &'a str,
    pub closing: bool,
}

/// An iterator over the remaining text.
pub struct Tokens<'a> {
    rest: &'a str,
    /// Whether the remaining text may have the end of a comment, so that it is searched for at most once in vain.
    comments_end: bool,
    /// The length of the text after the last end tag of each name; computed on demand.
    last_ends: Option<HashMap<String, usize>>,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Tokens { rest: text, comments_end: true, last_ends: None }
    }

    /// Returns whether an end tag of this name follows.
    pub fn will_close(&mut self, name: &str) -> bool {
        let rest = self.rest;
        let ends = self.last_ends.get_or_insert_with(|| end_tags(rest));
        ends.get(&name.to_ascii_lowercase()).is_some_and(|after| *after < rest.len())
    }

    /// Skips the text up to the end tag of this name, if there is one.
    pub fn skip_to_end(&mut self, name: &str) {
        if !self.will_close(name) {
            return;
        }
        for token in self.by_ref() {
            if matches!(token, Token::Tag(tag) if tag.closing && tag.name.eq_ignore_ascii_case(name))
            {
                return;
            }
        }
    }

    fn advance(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Returns the length of the comment or declaration at the start of the rest.
    fn unshown(&mut self) -> Option<usize> {
        if self.comments_end && self.rest.starts_with("<!--") {
            let end = self.rest.find("-->").map(|end| end + 3);
            self.comments_end = end.is_some();
            return end;
        }
        let body = self.rest.strip_prefix("<!").or_else(|| self.rest.strip_prefix("<?"))?;
        body.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| tag_length(self.rest))?
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while let Some(length) = self.unshown() {
            self.advance(length);
        }
        if let Some((tag, length)) = tag(self.rest) {
            self.advance(length);
            return Some(Token::Tag(tag));
        }
        // A `<` that starts no tag is text.
        let lone = usize::from(self.rest.starts_with('<'));
        let length = self.rest.get(lone..).unwrap_or_default().find('<');
        let text = self.advance(length.map_or(self.rest.len(), |length| length + lone));
        (!text.is_empty()).then_some(Token::Text(text))
    }
}

impl<'a> Tag<'a> {
    /// Returns the value of an attribute as it is in the text.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end =
                rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
            let (key, after) = rest.split_at_checked(end)?;
            let Some(value) = after.trim_start().strip_prefix('=') else {
                rest = after;
                if after.is_empty() {
                    return None;
                }
                continue;
            };
            let (value, after) = attribute_value(value.trim_start());
            if key.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(body) = text.strip_prefix(quote) {
            return body.split_once(quote).unwrap_or((body, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Parses the tag at the start of the text. Returns it with its length.
fn tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let body = text.strip_prefix('<')?;
    let (closing, body) = match body.strip_prefix('/') {
        Some(body) => (true, body),
        None => (false, body),
    };
    if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    let name_length = body.find(|c: char| !in_name(c))?;
    let (name, after) = body.split_at_checked(name_length)?;
    if !after.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
        return None;
    }
    let length = tag_length(text)?;
    let raw = text.get(..length)?;
    let attributes = raw.get(text.len() - after.len()..length - 1)?;
    Some((Tag { name, attributes, raw, closing }, length))
}

/// Returns the length up to the `>` at the end of a tag. The search stops at the next `<`, so that all searches together
/// take linear time.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut first = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (byte, quote) {
            (b'<', _) => break,
            (b'>', None) => return Some(at + 1),
            (b'>', Some(_)) => first = first.or(Some(at + 1)),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    // A quote without an end is no quote.
    first
}

fn end_tags(text: &str) -> HashMap<String, usize> {
    let mut ends = HashMap::new();
    for (at, _) in text.match_indices("</") {
        if let Some((tag, length)) = text.get(at..).and_then(tag) {
            ends.insert(tag.name.to_ascii_lowercase(), text.len() - at - length);
        }
    }
    ends
}
