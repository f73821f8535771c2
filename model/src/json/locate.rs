//! Locates values in JSON text: from JSON pointers to offsets, lines and columns.

use std::collections::{BTreeMap, HashSet};

use super::tokens::{Token, Tokens, unquote};
use crate::Pointer;

/// The offsets of the values that a set of pointers refers to, found in one pass over the text.
pub(crate) struct PointerIndex {
    /// A tree of the steps of the pointers. The first node is the root.
    nodes: Vec<Node>,
}

/// A step of one or more pointers.
#[derive(Default)]
struct Node {
    offset: Option<usize>,
    children: BTreeMap<String, usize>,
}

/// An open object or array.
struct Container {
    /// The node of the container, or `None` if no pointer leads to or through it.
    node: Option<usize>,
    next: Step,
}

/// The step to the current value of a container.
enum Step {
    Key(String),
    Item(usize),
}

impl PointerIndex {
    /// Finds the values of pointers in JSON text, which may be incomplete.
    pub(crate) fn new<'a>(text: &str, pointers: impl Iterator<Item = &'a Pointer>) -> Self {
        let mut index = Self { nodes: vec![Node::default()] };
        for pointer in pointers {
            index.add_pointer(pointer);
        }
        index.find_offsets(text);
        index
    }

    /// Returns the byte offset of the value of a pointer. If there is no such value, returns the offset of the innermost
    /// value around it.
    pub(crate) fn offset(&self, pointer: &Pointer) -> usize {
        let mut node = self.nodes.first();
        let mut offset = node.and_then(|root| root.offset).unwrap_or_default();
        for step in split_pointer(pointer) {
            node = node.and_then(|node| self.nodes.get(*node.children.get(&step)?));
            offset = node.and_then(|node| node.offset).unwrap_or(offset);
        }
        offset
    }

    fn add_pointer(&mut self, pointer: &Pointer) {
        let mut current = 0;
        for step in split_pointer(pointer) {
            let new = self.nodes.len();
            let Some(node) = self.nodes.get_mut(current) else {
                return;
            };
            current = *node.children.entry(step).or_insert(new);
            if current == new {
                self.nodes.push(Node::default());
            }
        }
    }

    fn find_offsets(&mut self, text: &str) {
        let mut open: Vec<Container> = Vec::new();
        for (offset, token) in Tokens::new(text) {
            match token {
                Token::Close => {
                    open.pop();
                }
                Token::Key(raw) => {
                    if let Some(container) = open.last_mut().filter(|it| it.node.is_some()) {
                        container.next = Step::Key(unquote(raw));
                    }
                }
                Token::Object => {
                    let node = self.record_value(offset, &mut open);
                    open.push(Container { node, next: Step::Key(String::new()) });
                }
                Token::Array => {
                    let node = self.record_value(offset, &mut open);
                    open.push(Container { node, next: Step::Item(0) });
                }
                Token::String(_) | Token::Literal(_) => {
                    self.record_value(offset, &mut open);
                }
            }
        }
    }

    /// Records the offset of a value if it has a node, and returns the node.
    fn record_value(&mut self, offset: usize, open: &mut [Container]) -> Option<usize> {
        let node = match open.last_mut() {
            None => 0,
            Some(container) => {
                let parent = self.nodes.get(container.node?)?;
                match &mut container.next {
                    Step::Key(key) => *parent.children.get(key)?,
                    Step::Item(index) => {
                        let item = *index;
                        *index += 1;
                        *parent.children.get(&item.to_string())?
                    }
                }
            }
        };
        self.nodes.get_mut(node)?.offset = Some(offset);
        Some(node)
    }
}

/// The path to the current token of a text.
#[derive(Default)]
struct Path {
    /// For each open container, the step to its current value and, for an object, the keys before.
    open: Vec<(Step, HashSet<String>)>,
}

impl Path {
    /// Moves to the next token. Returns whether the token is a key that its object had before.
    fn advance(&mut self, token: Token<'_>) -> bool {
        if let Token::Key(raw) = token {
            let key = unquote(raw);
            let Some((step, keys)) = self.open.last_mut() else { return false };
            let is_duplicate = !keys.insert(key.clone());
            *step = Step::Key(key);
            return is_duplicate;
        }
        if token == Token::Close {
            self.open.pop();
            return false;
        }
        if let Some((Step::Item(next), _)) = self.open.last_mut() {
            *next += 1;
        }
        match token {
            Token::Object => self.open.push((Step::Key(String::new()), HashSet::new())),
            Token::Array => self.open.push((Step::Item(0), HashSet::new())),
            _ => {}
        }
        false
    }

    /// Returns the key of the current entry, if the innermost container is an object.
    fn key(&self) -> Option<&str> {
        match self.open.last()? {
            (Step::Key(key), _) => Some(key),
            (Step::Item(_), _) => None,
        }
    }

    /// Returns the pointer to the current entry.
    fn pointer(&self) -> Pointer {
        self.open.iter().fold(Pointer::default(), |pointer, (step, _)| match step {
            Step::Key(key) => pointer.join(key),
            // The index has already been increased.
            Step::Item(next) => pointer.join(&next.saturating_sub(1).to_string()),
        })
    }
}

/// Returns the keys that an object has more than once, each with its pointer and the offset of the later key.
pub(crate) fn find_duplicate_keys(text: &str) -> Vec<(Pointer, usize)> {
    let mut found = Vec::new();
    let mut path = Path::default();
    for (offset, token) in Tokens::new(text) {
        if path.advance(token) {
            found.push((path.pointer(), offset));
        }
    }
    found
}

/// Returns the bounds of constraints that are read as doubles, with their digits and offsets. Bounds are `min` and `max`
/// of the trait `range`, or of a shape of botocore.
pub(crate) fn find_double_bounds(text: &str) -> Vec<(Pointer, &str, usize)> {
    let mut found = Vec::new();
    let mut path = Path::default();
    for (offset, token) in Tokens::new(text) {
        path.advance(token);
        if let Token::Literal(digits) = token
            && path.key().is_some_and(|key| ["min", "max"].contains(&key))
            && is_double(digits)
        {
            let pointer = path.pointer();
            if is_constraint_bound(&pointer) {
                found.push((pointer, digits, offset));
            }
        }
    }
    found
}

/// Returns whether a literal is a number that isn't a 64-bit integer.
fn is_double(literal: &str) -> bool {
    let is_number = literal.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_number && literal.parse::<i64>().is_err() && literal.parse::<u64>().is_err()
}

/// Returns whether a bound belongs to a constraint, and not to an example or metadata.
fn is_constraint_bound(pointer: &Pointer) -> bool {
    let steps: Vec<&str> = pointer.0.split('/').skip(1).collect();
    match steps.as_slice() {
        ["shapes", _, "min" | "max"] => true,
        ["metadata", ..] => false,
        [.., "smithy.api#range", "min" | "max"] => true,
        _ => false,
    }
}

/// Returns the lines, from 1, on which the values of pointers start in a JSON text.
///
/// The line of a pointer without a value is that of the innermost value around it.
pub fn line_numbers(text: &str, pointers: &[&Pointer]) -> Vec<usize> {
    let index = PointerIndex::new(text, pointers.iter().copied());
    let mut offsets: Vec<(usize, usize)> = pointers
        .iter()
        .enumerate()
        .map(|(position, pointer)| (index.offset(pointer), position))
        .collect();
    offsets.sort_unstable();
    let lines = lines_and_columns(text, offsets.iter().map(|(offset, _)| *offset));
    let mut numbers: Vec<(usize, usize)> =
        offsets.iter().zip(lines).map(|((_, position), (line, _))| (*position, line)).collect();
    numbers.sort_unstable();
    numbers.into_iter().map(|(_, line)| line).collect()
}

/// Returns the lines and columns of ascending byte offsets. Both count from 1; columns count characters.
pub(crate) fn lines_and_columns(
    text: &str,
    offsets: impl Iterator<Item = usize>,
) -> Vec<(usize, usize)> {
    let (mut position, mut line, mut column) = (0, 1, 1);
    offsets
        .map(|offset| {
            for byte in text.as_bytes().get(position..offset).unwrap_or_default() {
                match byte {
                    b'\n' => (line, column) = (line + 1, 1),
                    // Continuation bytes of UTF-8 aren't counted.
                    byte => column += usize::from(byte & 0xC0 != 0x80),
                }
            }
            position = offset.max(position);
            (line, column)
        })
        .collect()
}

/// Returns the byte offset of a line and a column in bytes, both from 1, as in errors of serde_json.
pub(crate) fn offset_of_position(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// Returns the unescaped steps of a pointer.
fn split_pointer(pointer: &Pointer) -> impl Iterator<Item = String> {
    pointer.0.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}
