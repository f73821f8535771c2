//! Escapes text of models for terminals, logs and reports.
//!
//! A model comes from somebody else. Its text, written unescaped, could move the cursor of a terminal, forge lines of a
//! review, or be a command to the machine that runs a CI workflow.

use std::borrow::Cow;
use std::fmt::Write;

/// The start of a workflow command of the older form, which is recognized anywhere in a line.
const OLD_COMMAND: &str = "##[";

/// Returns the text in one line.
///
/// Line breaks, control characters and characters that change the direction of text are escaped as in Rust (`\n`,
/// `\u{1b}`). The start of a workflow command, such as `::error::` or `##[add-mask]`, is escaped as well.
///
/// ```
/// assert_eq!(shapesmith_model::escape::line("plain"), "plain");
/// assert_eq!(shapesmith_model::escape::line("a\nb\u{1b}[31m"), "a\\nb\\u{1b}[31m");
/// assert_eq!(shapesmith_model::escape::line("::error::x"), "\\u{3a}:error::x");
/// assert_eq!(shapesmith_model::escape::line("x ##[error]y"), "x #\\u{23}[error]y");
/// ```
pub fn line(text: &str) -> Cow<'_, str> {
    if !needs_escape(text) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    push_line(&mut escaped, text);
    Cow::Owned(escaped)
}

/// Returns the text with its line breaks, each line escaped as by [`line`](fn@line).
///
/// ```
/// assert_eq!(shapesmith_model::escape::lines("a\n  ::error::b\r\n"), "a\n  \\u{3a}:error::b\\r\n");
/// ```
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.split('\n').any(needs_escape) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            escaped.push('\n');
        }
        push_line(&mut escaped, line);
    }
    Cow::Owned(escaped)
}

/// Returns a JSON document with the same values, in which `\u` escapes replace what [`line`](fn@line) escapes.
///
/// Such characters can only be in strings, except line breaks and tabs between values, which are kept.
///
/// ```
/// assert_eq!(shapesmith_model::escape::json("{\n \"a##[b\": \"\u{9b}\"}"), "{\n \"a#\\u0023[b\": \"\\u009b\"}");
/// ```
pub fn json(document: &str) -> Cow<'_, str> {
    let is_layout = |c: char| matches!(c, '\n' | '\r');
    let needs_escape = |c: char| is_hidden(c) && !is_layout(c);
    if !document.contains(needs_escape) && !document.contains(OLD_COMMAND) {
        return Cow::Borrowed(document);
    }
    let mut escaped = String::with_capacity(document.len() + 16);
    for c in document.replace(OLD_COMMAND, "#\\u0023[").chars() {
        if needs_escape(c) {
            // Each of these characters is one unit of UTF-16. Writing to a string can't fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Returns whether a line contains anything to escape.
fn needs_escape(text: &str) -> bool {
    text.contains(is_hidden) || starts_command(text) || text.contains(OLD_COMMAND)
}

/// Returns whether a line with this text is a workflow command.
fn starts_command(text: &str) -> bool {
    text.trim_start().starts_with("::")
}

/// Returns whether a character is invisible and affects how others are displayed. A tab is harmless.
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
