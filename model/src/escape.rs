//! Text of models as people and programs are shown it: what a terminal, a log or a reader would take for something else
//! than text is escaped.
//!
//! A model is somebody else's file. Written raw, a text of it could move a terminal's cursor, forge lines of a review, or
//! be a command to the machine that runs a workflow.

use std::borrow::Cow;
use std::fmt::Write;

/// What starts a workflow command of the older form, anywhere in a line.
const OLD_COMMAND: &str = "##[";

/// Returns the text in one line: line breaks, control characters and those that change the direction of what is behind
/// them are escaped as Rust does it (`\n`, `\u{1b}`). A text can't start a workflow command either, such as
/// `::error::` or `##[add-mask]`.
///
/// ```
/// assert_eq!(shapesmith_model::escape::line("plain"), "plain");
/// assert_eq!(shapesmith_model::escape::line("a\nb\u{1b}[31m"), "a\\nb\\u{1b}[31m");
/// assert_eq!(shapesmith_model::escape::line("::error::x"), "\\u{3a}:error::x");
/// assert_eq!(shapesmith_model::escape::line("x ##[error]y"), "x #\\u{23}[error]y");
/// ```
pub fn line(text: &str) -> Cow<'_, str> {
    if !has_hidden(text) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    push_line(&mut escaped, text);
    Cow::Owned(escaped)
}

/// Returns the text with its line breaks, each line as [`line`](fn@line) has it.
///
/// ```
/// assert_eq!(shapesmith_model::escape::lines("a\n  ::error::b\r\n"), "a\n  \\u{3a}:error::b\\r\n");
/// ```
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.split('\n').any(has_hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for (number, part) in text.split('\n').enumerate() {
        if number > 0 {
            escaped.push('\n');
        }
        push_line(&mut escaped, part);
    }
    Cow::Owned(escaped)
}

/// Returns the JSON document with the same values and without what [`line`](fn@line) escapes: all of it can only be in strings,
/// where `\u` says the same. Line breaks and tabs between values stay.
///
/// ```
/// assert_eq!(shapesmith_model::escape::json("{\n \"a##[b\": \"\u{9b}\"}"), "{\n \"a#\\u0023[b\": \"\\u009b\"}");
/// ```
pub fn json(document: &str) -> Cow<'_, str> {
    let is_layout = |c: char| matches!(c, '\n' | '\r');
    let is_wrong = |c: char| is_hidden(c) && !is_layout(c);
    if !document.contains(is_wrong) && !document.contains(OLD_COMMAND) {
        return Cow::Borrowed(document);
    }
    let mut escaped = String::with_capacity(document.len() + 16);
    for c in document.replace(OLD_COMMAND, "#\\u0023[").chars() {
        if is_wrong(c) {
            // Each of them is one unit of UTF-16. Writing to a string can't fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

fn has_hidden(text: &str) -> bool {
    text.contains(is_hidden) || starts_command(text) || text.contains(OLD_COMMAND)
}

/// Whether the text is a workflow command where it stands first in a line.
fn starts_command(text: &str) -> bool {
    text.trim_start().starts_with("::")
}

/// Whether a character controls how others are shown instead of being shown. A tab does no harm.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

fn push_line(escaped: &mut String, text: &str) {
    let mut rest = text;
    if starts_command(text) {
        let (space, command) = text.split_at(text.len() - text.trim_start().len());
        push_characters(escaped, space);
        escaped.push_str("\\u{3a}");
        rest = command.get(1..).unwrap_or_default();
    }
    for (number, part) in rest.split(OLD_COMMAND).enumerate() {
        if number > 0 {
            escaped.push_str("#\\u{23}[");
        }
        push_characters(escaped, part);
    }
}

fn push_characters(escaped: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            c if is_hidden(c) => escaped.extend(c.escape_unicode()),
            c => escaped.push(c),
        }
    }
}
