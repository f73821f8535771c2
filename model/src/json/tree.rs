//! JSON as a tree that keeps the order of keys and the spelling of numbers, for rewriting files.

use super::tokens::{Token, Tokens, unquote};

/// A JSON value with the order and spelling of its text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree<'a> {
    /// A number, `true`, `false` or `null` as written, because a double would lose digits of big numbers.
    Literal(&'a str),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Tree<'a>>),
    /// An object.
    Object(Entries<'a>),
}

/// The entries of an object in the order of the text.
pub(crate) type Entries<'a> = Vec<(String, Tree<'a>)>;

impl<'a> Tree<'a> {
    /// Creates the tree of valid JSON text.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut open: Vec<(Option<String>, Tree<'a>)> = Vec::new();
        let mut key = None;
        for (_, token) in Tokens::new(text) {
            let finished = match token {
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
                Token::String(raw) => (key.take(), Tree::String(unquote(raw))),
                Token::Literal(raw) => (key.take(), Tree::Literal(raw)),
            };
            match (open.last_mut(), finished) {
                (Some((_, Tree::Object(entries))), (Some(key), value)) => {
                    entries.push((key, value))
                }
                (Some((_, Tree::Array(items))), (_, value)) => items.push(value),
                (_, (_, root)) => return root,
            }
        }
        Tree::Literal("null")
    }

    /// Returns the text with an indentation of two spaces and a newline at its end, like Python's `json.dumps` with
    /// `indent=2, ensure_ascii=False`.
    pub(crate) fn to_pretty_string(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out.push('\n');
        out
    }

    /// Writes the value. The recursion isn't deeper than the 127 levels that the parser accepts.
    fn write(&self, depth: usize, out: &mut String) {
        match self {
            Tree::Literal(raw) => out.push_str(raw),
            Tree::String(text) => out.push_str(&quote(text)),
            Tree::Array(items) if items.is_empty() => out.push_str("[]"),
            Tree::Object(entries) if entries.is_empty() => out.push_str("{}"),
            Tree::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    start_entry(index, depth + 1, out);
                    item.write(depth + 1, out);
                }
                close_container(depth, ']', out);
            }
            Tree::Object(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    start_entry(index, depth + 1, out);
                    out.push_str(&quote(key));
                    out.push_str(": ");
                    value.write(depth + 1, out);
                }
                close_container(depth, '}', out);
            }
        }
    }
}

fn start_entry(index: usize, depth: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn close_container(depth: usize, bracket: char, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
    out.push(bracket);
}

fn quote(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
