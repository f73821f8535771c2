//! JSON as a tree that keeps the order of keys and numbers as they are written, for rewriting files.

use super::scan::{Scan, Token, unquote};

/// A JSON value as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree<'a> {
    /// A number, `true`, `false` or `null`, as written: a double would lose digits of big numbers.
    Literal(&'a str),
    /// A string.
    Text(String),
    /// An array.
    Array(Vec<Tree<'a>>),
    /// An object in its order.
    Object(Entries<'a>),
}

/// The entries of an object in their order.
pub(crate) type Entries<'a> = Vec<(String, Tree<'a>)>;

impl<'a> Tree<'a> {
    /// The tree of a text that has been parsed before.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut open: Vec<(Option<String>, Tree<'a>)> = Vec::new();
        let mut key = None;
        for (_, token) in Scan::new(text) {
            let done = match token {
                Token::Key(raw) => {
                    key = Some(unquote(raw));
                    continue;
                }
                Token::Object => {
                    open.push((key.take(), Tree::Object(Vec::new())));
                    continue;
                }
                Token::Array => {
                    open.push((key.take(), Tree::Array(Vec::new())));
                    continue;
                }
                Token::Close => open.pop().unwrap_or((None, Tree::Literal("null"))),
                Token::Text(raw) => (key.take(), Tree::Text(unquote(raw))),
                Token::Literal(raw) => (key.take(), Tree::Literal(raw)),
            };
            match (open.last_mut(), done) {
                (Some((_, Tree::Object(entries))), (Some(key), value)) => {
                    entries.push((key, value))
                }
                (Some((_, Tree::Array(items))), (_, value)) => items.push(value),
                (_, (_, root)) => return root,
            }
        }
        Tree::Literal("null")
    }

    /// The text with two spaces of indent and a newline at its end, as Python's `json.dumps` with
    /// `indent=2, ensure_ascii=False` writes it.
    pub(crate) fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out.push('\n');
        out
    }

    /// Recursive, but no deeper than the parser goes, which is 127 levels.
    fn write(&self, depth: usize, out: &mut String) {
        match self {
            Tree::Literal(raw) => out.push_str(raw),
            Tree::Text(text) => out.push_str(&quoted(text)),
            Tree::Array(items) if items.is_empty() => out.push_str("[]"),
            Tree::Object(entries) if entries.is_empty() => out.push_str("{}"),
            Tree::Array(items) => {
                out.push('[');
                for (number, item) in items.iter().enumerate() {
                    start_line(number, depth + 1, out);
                    item.write(depth + 1, out);
                }
                end_lines(depth, ']', out);
            }
            Tree::Object(entries) => {
                out.push('{');
                for (number, (key, value)) in entries.iter().enumerate() {
                    start_line(number, depth + 1, out);
                    out.push_str(&quoted(key));
                    out.push_str(": ");
                    value.write(depth + 1, out);
                }
                end_lines(depth, '}', out);
            }
        }
    }
}

fn start_line(number: usize, depth: usize, out: &mut String) {
    if number > 0 {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn end_lines(depth: usize, end: char, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
    out.push(end);
}

fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
