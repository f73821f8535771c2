//! Finds where in a text the values of JSON pointers stand, for all pointers in one pass.

use std::collections::{BTreeMap, HashSet};

use super::scan::{Scan, Token, unquote};
use crate::Pointer;

/// Where the values that some pointers name start.
pub(crate) struct Index {
    nodes: Vec<Node>,
}

/// A step of one or more wanted pointers.
#[derive(Default)]
struct Node {
    offset: Option<usize>,
    children: BTreeMap<String, usize>,
}

/// An open object or array on the way through the text.
struct Frame {
    /// The step that this container is, where a wanted pointer leads to or through it.
    node: Option<usize>,
    next: Next,
}

enum Next {
    Key(String),
    Item(usize),
}

impl Index {
    /// Looks the pointers up in the text, which is JSON as far as it goes.
    pub(crate) fn new<'a>(text: &str, pointers: impl Iterator<Item = &'a Pointer>) -> Self {
        let mut index = Self { nodes: vec![Node::default()] };
        for pointer in pointers {
            index.want(pointer);
        }
        index.walk(text);
        index
    }

    /// The byte offset of the value at the pointer, or of the innermost value around it that exists.
    pub(crate) fn offset(&self, pointer: &Pointer) -> usize {
        let mut node = self.nodes.first();
        let mut offset = node.and_then(|root| root.offset).unwrap_or_default();
        for step in steps(pointer) {
            node = node.and_then(|node| self.nodes.get(*node.children.get(&step)?));
            offset = node.and_then(|node| node.offset).unwrap_or(offset);
        }
        offset
    }

    fn want(&mut self, pointer: &Pointer) {
        let mut at = 0;
        for step in steps(pointer) {
            let fresh = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            at = *node.children.entry(step).or_insert(fresh);
            if at == fresh {
                self.nodes.push(Node::default());
            }
        }
    }

    fn walk(&mut self, text: &str) {
        let mut open: Vec<Frame> = Vec::new();
        for (offset, token) in Scan::new(text) {
            match token {
                Token::Close => {
                    open.pop();
                }
                Token::Key(raw) => {
                    if let Some(frame) = open.last_mut().filter(|frame| frame.node.is_some()) {
                        frame.next = Next::Key(unquote(raw));
                    }
                }
                Token::Object => {
                    let node = self.value(offset, &mut open);
                    open.push(Frame { node, next: Next::Key(String::new()) });
                }
                Token::Array => {
                    let node = self.value(offset, &mut open);
                    open.push(Frame { node, next: Next::Item(0) });
                }
                Token::Text(_) | Token::Literal(_) => {
                    self.value(offset, &mut open);
                }
            }
        }
    }

    /// Notes where a value starts, if it is wanted; gives its node.
    fn value(&mut self, offset: usize, open: &mut [Frame]) -> Option<usize> {
        let at = match open.last_mut() {
            None => 0,
            Some(frame) => {
                let node = self.nodes.get(frame.node?)?;
                match &mut frame.next {
                    Next::Key(key) => *node.children.get(key)?,
                    Next::Item(number) => {
                        let item = *number;
                        *number += 1;
                        *node.children.get(&item.to_string())?
                    }
                }
            }
        };
        self.nodes.get_mut(at)?.offset = Some(offset);
        Some(at)
    }
}

/// Every key that its object had before, with its pointer and the offset of the later key.
pub(crate) fn duplicate_keys(text: &str) -> Vec<(Pointer, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<(HashSet<String>, Next)> = Vec::new();
    for (offset, token) in Scan::new(text) {
        if let Token::Key(raw) = token {
            let key = unquote(raw);
            let fresh = open.last_mut().is_none_or(|(seen, _)| seen.insert(key.clone()));
            if !fresh {
                found.push((path(&open).join(&key), offset));
            }
            if let Some((_, next)) = open.last_mut() {
                *next = Next::Key(key);
            }
            continue;
        }
        if token == Token::Close {
            open.pop();
            continue;
        }
        if let Some((_, Next::Item(next))) = open.last_mut() {
            *next += 1;
        }
        match token {
            Token::Object => open.push((HashSet::new(), Next::Key(String::new()))),
            Token::Array => open.push((HashSet::new(), Next::Item(0))),
            _ => {}
        }
    }
    found
}

/// Returns the bounds of constraints that a double may not have the digits of, with their digits and offsets: `min` and
/// `max` below the trait `range`, or of a shape of botocore's.
pub(crate) fn bounds(text: &str) -> Vec<(Pointer, &str, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<(HashSet<String>, Next)> = Vec::new();
    for (offset, token) in Scan::new(text) {
        match token {
            Token::Key(raw) => {
                if let Some((_, next)) = open.last_mut() {
                    *next = Next::Key(unquote(raw));
                }
                continue;
            }
            Token::Close => {
                open.pop();
                continue;
            }
            Token::Literal(digits) => {
                let is_bound = |key: &str| ["min", "max"].contains(&key) && may_be_double(digits);
                if let Some((_, Next::Key(key))) =
                    open.last().filter(|(_, next)| matches!(next, Next::Key(key) if is_bound(key)))
                {
                    let pointer = path(&open).join(key);
                    if is_of_constraint(&pointer) {
                        found.push((pointer, digits, offset));
                    }
                }
            }
            _ => {}
        }
        if let Some((_, Next::Item(next))) = open.last_mut() {
            *next += 1;
        }
        match token {
            Token::Object => open.push((HashSet::new(), Next::Key(String::new()))),
            Token::Array => open.push((HashSet::new(), Next::Item(0))),
            _ => {}
        }
    }
    found
}

/// Whether a number isn't one that 64 bits hold exactly.
fn may_be_double(digits: &str) -> bool {
    let is_number = digits.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_number && digits.parse::<i64>().is_err() && digits.parse::<u64>().is_err()
}

/// Whether a bound is that of a constraint, and not a part of an example or of metadata.
fn is_of_constraint(pointer: &Pointer) -> bool {
    let steps: Vec<&str> = pointer.0.split('/').skip(1).collect();
    match steps.as_slice() {
        ["shapes", _, "min" | "max"] => true,
        ["metadata", ..] => false,
        [.., "smithy.api#range", "min" | "max"] => true,
        _ => false,
    }
}

/// The pointer of the innermost open container.
fn path(open: &[(HashSet<String>, Next)]) -> Pointer {
    let outer = open.split_last().map_or(open, |(_, outer)| outer);
    outer.iter().fold(Pointer::default(), |at, (_, next)| match next {
        Next::Key(key) => at.join(key),
        // The count is already past the item that is open.
        Next::Item(number) => at.join(&number.saturating_sub(1).to_string()),
    })
}

/// The lines, from 1, on which the values at these pointers start in a JSON text; of a value that isn't there, that of the
/// innermost one around it.
pub fn line_numbers(text: &str, pointers: &[&Pointer]) -> Vec<usize> {
    let index = Index::new(text, pointers.iter().copied());
    let mut offsets: Vec<(usize, usize)> =
        pointers.iter().enumerate().map(|(place, it)| (index.offset(it), place)).collect();
    offsets.sort_unstable();
    let found = lines(text, offsets.iter().map(|(offset, _)| *offset));
    let mut numbers: Vec<(usize, usize)> =
        offsets.iter().zip(found).map(|((_, place), (line, _))| (*place, line)).collect();
    numbers.sort_unstable();
    numbers.into_iter().map(|(_, line)| line).collect()
}

/// Line and column, both from 1 and the column in characters, of ascending byte offsets.
pub(crate) fn lines(text: &str, offsets: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let (mut at, mut line, mut column) = (0, 1, 1);
    offsets
        .map(|offset| {
            for byte in text.as_bytes().get(at..offset).unwrap_or_default() {
                match byte {
                    b'\n' => (line, column) = (line + 1, 1),
                    // Only the first byte of a character counts.
                    byte => column += usize::from(byte & 0xC0 != 0x80),
                }
            }
            at = offset.max(at);
            (line, column)
        })
        .collect()
}

/// The byte offset of a line and a column in bytes, both from 1, as serde_json's errors give them.
pub(crate) fn offset_of_line(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

fn steps(pointer: &Pointer) -> impl Iterator<Item = String> {
    pointer.0.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}
