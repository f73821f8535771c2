//! Rust as text, without tokens in between: most of what is generated has few forms, and there is much of it.
//!
//! The layout is prettyplease's: what fits is on one line, else each part has its own.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

use crate::rust::Item;

/// The text of a file, or of a part of one.
#[derive(Default)]
pub struct Text(String);

/// An expression or a type.
pub enum Node {
    /// What is never broken.
    Word(String),
    /// Parts with commas between; on one line, or one a line.
    List(String, Vec<Node>, &'static str),
    /// Words in front of another node.
    Prefixed(String, Box<Node>),
    /// Parts with commas between, as many on a line as there is room for.
    Fill(String, Vec<String>, &'static str),
}

/// How long lines may be, indentation included; but code that is far in has at least `LEAST` columns.
const MARGIN: usize = 89;
const LEAST: usize = 60;
const INDENT: usize = 4;

impl Text {
    /// The text.
    pub fn finish(self) -> String {
        self.0
    }

    /// A line at this depth.
    pub fn line(&mut self, depth: usize, parts: &[&str]) {
        self.indent(depth);
        for part in parts {
            self.0.push_str(part);
        }
        self.0.push('\n');
    }

    /// A line, or several, that a node is in.
    pub fn node(&mut self, depth: usize, before: &str, node: &Node, after: &str) {
        self.indent(depth);
        self.0.push_str(before);
        self.put(depth, before.len(), node, after.len());
        self.0.push_str(after);
        self.0.push('\n');
    }

    /// The last part of a list that has a line for each: its comma may stand beyond the margin, as it does
    /// with prettyplease.
    pub fn last(&mut self, depth: usize, before: &str, node: &Node) {
        self.indent(depth);
        self.0.push_str(before);
        self.put(depth, before.len(), node, 0);
        self.0.push_str(",\n");
    }

    /// An arm of a `match`, its comma included.
    pub fn arm(&mut self, depth: usize, pattern: &str, body: &str) {
        if pattern.len() + body.len() + 4 <= room(depth) {
            self.line(depth, &[pattern, " => ", body, ","]);
        } else {
            self.line(depth, &[pattern, " => {"]);
            self.line(depth + 1, &[body]);
            self.line(depth, &["}"]);
        }
    }

    /// A value of the type at hand, by its fields.
    pub fn value(&mut self, depth: usize, fields: &[Node]) {
        /// Longer ones aren't on one line, whatever the room.
        const SHORT: usize = 34;
        let width = fields.iter().map(|field| field.width() + 2).sum::<usize>();
        self.indent(depth);
        self.0.push_str("Self {");
        if width + "Self {".len() <= SHORT {
            for (place, field) in fields.iter().enumerate() {
                self.0.push_str(if place > 0 { ", " } else { " " });
                field.flat(&mut self.0);
            }
            self.0.push_str(if fields.is_empty() { "}\n" } else { " }\n" });
            return;
        }
        self.0.push('\n');
        self.parts(depth + 1, fields);
        self.line(depth, &["}"]);
    }

    /// Lines of Markdown as doc comments.
    pub fn docs(&mut self, depth: usize, lines: &[String]) {
        // A line break within a line would end the comment.
        for line in lines.iter().flat_map(|line| line.split(['\n', '\r'])) {
            let line = line.trim_end_matches(' ');
            let space = if line.is_empty() { "" } else { " " };
            self.line(depth, &["///", space, line]);
        }
    }

    /// The `deprecated` attribute, if any.
    pub fn deprecated(&mut self, depth: usize, note: &Option<String>) {
        match note.as_deref() {
            None => {}
            Some("") => self.line(depth, &["#[deprecated]"]),
            Some(note) => {
                let note = format!("note = {}", string(note));
                if note.len() + "#[deprecated()]".len() <= room(depth) {
                    return self.line(depth, &["#[deprecated(", &note, ")]"]);
                }
                self.line(depth, &["#[deprecated("]);
                self.line(depth + 1, &[&note]);
                self.line(depth, &[")]"]);
            }
        }
    }

    /// What is derived, and the attributes that people have asked for.
    pub fn attributes(&mut self, item: &Item, derives: &str) {
        let derives = [derives].into_iter().chain(item.derives.iter().map(String::as_str));
        let derives: Vec<&str> = derives.collect();
        self.line(0, &["#[derive(", &derives.join(", "), ")]"]);
        for attribute in &item.attributes {
            self.line(0, &[attribute.trim()]);
        }
    }

    /// The parts of a list, a line or more for each.
    fn parts(&mut self, depth: usize, parts: &[Node]) {
        if let Some((last, parts)) = parts.split_last() {
            for part in parts {
                self.node(depth, "", part, ",");
            }
            self.last(depth, "", last);
        }
    }

    fn indent(&mut self, depth: usize) {
        self.0.extend(std::iter::repeat_n("    ", depth));
    }

    /// A node, on a line on which there are `used` columns already, with `after` to follow.
    fn put(&mut self, depth: usize, used: usize, node: &Node, after: usize) {
        if used + node.width() + after <= room(depth) {
            return node.flat(&mut self.0);
        }
        match node {
            Node::Word(text) => self.0.push_str(text),
            Node::Prefixed(text, node) => {
                self.0.push_str(text);
                self.put(depth, used + text.len(), node, after);
            }
            Node::List(open, items, close) => {
                self.0.push_str(open);
                self.0.push('\n');
                self.parts(depth + 1, items);
                self.indent(depth);
                self.0.push_str(close);
            }
            Node::Fill(open, items, close) => {
                self.0.push_str(open);
                let mut left = 0;
                for item in items {
                    if left < item.len() + 1 + usize::from(left > 0) {
                        self.0.push('\n');
                        self.indent(depth + 1);
                        left = room(depth + 1);
                    } else {
                        self.0.push(' ');
                        left -= 1;
                    }
                    self.0.push_str(item);
                    self.0.push(',');
                    left -= (item.len() + 1).min(left);
                }
                self.0.push('\n');
                self.indent(depth);
                self.0.push_str(close);
            }
        }
    }
}

impl Node {
    /// What is never broken.
    pub fn word(text: impl Into<String>) -> Self {
        Self::Word(text.into())
    }

    /// How many columns it takes on one line.
    fn width(&self) -> usize {
        match self {
            Self::Word(text) => text.len(),
            Self::Prefixed(text, node) => text.len() + node.width(),
            Self::List(open, items, close) => {
                let commas = items.len().saturating_sub(1) * 2;
                open.len() + items.iter().map(Self::width).sum::<usize>() + commas + close.len()
            }
            Self::Fill(open, items, close) => {
                let commas = items.len().saturating_sub(1) * 2;
                open.len() + items.iter().map(String::len).sum::<usize>() + commas + close.len()
            }
        }
    }

    /// Adds it on one line.
    pub fn flat(&self, to: &mut String) {
        match self {
            Self::Word(text) => to.push_str(text),
            Self::Prefixed(text, node) => {
                to.push_str(text);
                node.flat(to);
            }
            Self::List(open, items, close) => {
                to.push_str(open);
                for (place, item) in items.iter().enumerate() {
                    to.push_str(if place > 0 { ", " } else { "" });
                    item.flat(to);
                }
                to.push_str(close);
            }
            Self::Fill(open, items, close) => {
                to.push_str(open);
                to.push_str(&items.join(", "));
                to.push_str(close);
            }
        }
    }
}

/// The nodes of an expression's tokens, set apart by its commas.
pub fn nodes(tokens: TokenStream) -> Vec<Node> {
    let (mut nodes, mut open) = (Vec::new(), None::<Node>);
    for token in tokens {
        let text = match open.take() {
            Some(Node::Word(text)) => text,
            Some(node) => {
                nodes.push(node);
                String::new()
            }
            None => String::new(),
        };
        open = match token {
            TokenTree::Punct(mark) if mark.as_char() == ',' => {
                // After a list there is nothing to push but the list, which has been.
                nodes.extend((!text.is_empty()).then_some(Node::Word(text)));
                None
            }
            TokenTree::Group(group) => {
                let (before, after) = match group.delimiter() {
                    Delimiter::Bracket => ('[', "]"),
                    _ => ('(', ")"),
                };
                Some(Node::List(format!("{text}{before}"), self::nodes(group.stream()), after))
            }
            other => Some(Node::Word(format!("{text}{other}"))),
        };
    }
    nodes.extend(open);
    nodes
}

/// The columns that a line has after its indentation.
fn room(depth: usize) -> usize {
    MARGIN.saturating_sub(depth * INDENT).max(LEAST)
}

/// A string literal.
pub fn string(text: &str) -> String {
    let plain = |byte: u8| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) { format!("\"{text}\"") } else { Literal::string(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<Node> {
        words.iter().map(|word| Node::word(*word)).collect()
    }

    #[test]
    fn what_fits_is_on_one_line() {
        let mut text = Text::default();
        let short = Node::List("f(".to_owned(), words(&["a", "b"]), ")");
        text.node(1, "x = ", &short, ";");
        let word = "w".repeat(30);
        let inner = Node::List("&[".to_owned(), words(&[&word, &word, &word]), "]");
        text.node(1, "x = ", &Node::List("f(".to_owned(), vec![short, inner], ")"), ";");
        let lines = format!(
            "    x = f(a, b);\n    x = f(\n        f(a, b),\n        &[\n{0}{0}{0}        ],\n    );\n",
            format!("            {word},\n")
        );
        assert_eq!(text.finish(), lines);
    }

    #[test]
    fn margin_is_met_to_the_column() {
        for (width, lines) in [(86, 1), (87, 1), (88, 3)] {
            let mut text = Text::default();
            let word = "w".repeat(width - 2);
            text.node(0, "", &Node::List("(".to_owned(), words(&[&word]), ")"), ",;");
            assert_eq!(text.finish().lines().count(), lines, "{width}");
        }
    }

    #[test]
    fn no_line_of_a_comment_is_anything_else() {
        let mut text = Text::default();
        text.docs(0, &["a\nb\r\nc  ".to_owned(), String::new()]);
        assert!(text.finish().lines().all(|line| line.starts_with("///") && !line.ends_with(' ')));
    }

    #[test]
    fn strings_are_escaped() {
        assert_eq!(string("plain 'text'"), "\"plain 'text'\"");
        for hostile in ["\"", "\\", "\n", "\u{202e}", "\0"] {
            let read = syn::parse_str::<syn::LitStr>(&string(hostile));
            assert_eq!(read.map(|read| read.value()).ok().as_deref(), Some(hostile));
        }
    }

    #[test]
    fn tokens_become_the_nodes_between_their_commas() {
        let tokens = quote::quote!(Length(1, 2), Each(&[Values(super::X::spell), Min(-5)]), Unique);
        let mut text = Text::default();
        text.node(0, "", &Node::List("&[".to_owned(), nodes(tokens), "]"), ",");
        let line = "&[Length(1, 2), Each(&[Values(super::X::spell), Min(-5)]), Unique],\n";
        assert_eq!(text.finish(), line);
    }
}
