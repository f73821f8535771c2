//! Python values as text, in the format of Python's `pprint.pformat` with an indentation of 1.
//!
//! A value that fits in the width is on one line. Otherwise the entries of dicts, lists and sets are on lines of their own,
//! and strings are split after spaces. Columns are counted in code points. There are two differences from
//! [pprint](https://docs.python.org/3/library/pprint.html): sets are always in byte order, and the pieces of a top-level string
//! have no parentheses, because no block of the page is a string.

use std::collections::BTreeMap;

use super::python_value::Value;

/// Formats a value in lines of at most `width` columns, except for words that are longer.
pub(super) fn format_value(value: &Value, width: usize) -> String {
    let mut printer = Printer { width, text: String::new() };
    printer.value(value, 0, 0);
    printer.text
}

struct Printer {
    width: usize,
    text: String,
}

impl Printer {
    /// Appends a value that starts at the column `indent`, with `allowance` columns reserved after its last line.
    fn value(&mut self, value: &Value, indent: usize, allowance: usize) {
        let whole = one_line(value);
        if columns(&whole) + indent + allowance <= self.width {
            return self.text.push_str(&whole);
        }
        match value {
            Value::Empty => self.text.push_str(&whole),
            Value::Text(text) if text.is_empty() => self.text.push_str(&whole),
            Value::Text(text) => self.pieces(text, indent, allowance),
            Value::Set(values) if values.is_empty() => self.text.push_str(&whole),
            Value::Set(values) => {
                let values: Vec<Value> = values.iter().cloned().map(Value::Text).collect();
                self.entries(('{', '}'), &values, indent, allowance);
            }
            Value::List(entry) => {
                self.entries(('[', ']'), std::slice::from_ref(&**entry), indent, allowance);
            }
            Value::Dict(entries) => self.dict(entries, indent, allowance),
        }
    }

    fn dict(&mut self, entries: &BTreeMap<String, Value>, indent: usize, allowance: usize) {
        self.text.push('{');
        for (number, (key, value)) in entries.iter().enumerate() {
            self.separate(number, indent);
            let key = quoted(key);
            self.text.push_str(&key);
            self.text.push_str(": ");
            let follows = if number + 1 == entries.len() { allowance + 1 } else { 1 };
            self.value(value, indent + 1 + columns(&key) + 2, follows);
        }
        self.text.push('}');
    }

    fn entries(
        &mut self,
        (open, close): (char, char),
        values: &[Value],
        indent: usize,
        allowance: usize,
    ) {
        self.text.push(open);
        for (number, value) in values.iter().enumerate() {
            self.separate(number, indent);
            let follows = if number + 1 == values.len() { allowance + 1 } else { 1 };
            self.value(value, indent + 1, follows);
        }
        self.text.push(close);
    }

    /// Appends the separator in front of an entry, except for the first.
    fn separate(&mut self, number: usize, indent: usize) {
        if number > 0 {
            self.text.push(',');
            self.next_line(indent + 1);
        }
    }

    fn next_line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// Appends a string as literals on consecutive lines, each as long as possible.
    fn pieces(&mut self, text: &str, indent: usize, allowance: usize) {
        let room = self.width.saturating_sub(indent);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut pieces: Vec<String> = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let is_last = number + 1 == lines.len();
            let end = if is_last { room.saturating_sub(allowance) } else { room };
            let whole = quoted(line);
            if columns(&whole) <= end {
                pieces.push(whole);
            } else {
                split_line(line, room, end, &mut pieces);
            }
        }
        for (number, piece) in pieces.iter().enumerate() {
            if number > 0 {
                self.next_line(indent);
            }
            self.text.push_str(piece);
        }
    }
}

/// Splits a line after spaces into literals of at most `room` columns, the last of at most `end`. Longer words aren't split.
fn split_line(line: &str, room: usize, end: usize, pieces: &mut Vec<String>) {
    let mut current = String::new();
    let mut words = split_words(line).into_iter().peekable();
    while let Some(word) = words.next() {
        let room = if words.peek().is_none() { end } else { room };
        if columns(&quoted(&format!("{current}{word}"))) > room && !current.is_empty() {
            pieces.push(quoted(&current));
            current.clear();
        }
        current.push_str(word);
    }
    pieces.push(quoted(&current));
}

/// Returns the words of a line, each with the spaces after it.
fn split_words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let spaces = rest.get(word..).unwrap_or_default();
        let length = word + spaces.len() - spaces.trim_start().len();
        let (first, others) = rest.split_at(length);
        words.push(first);
        rest = others;
    }
    words
}

/// Formats a value in one line.
fn one_line(value: &Value) -> String {
    match value {
        Value::Empty => "()".to_owned(),
        Value::Text(text) => quoted(text),
        Value::Set(values) if values.is_empty() => "set()".to_owned(),
        Value::Set(values) => {
            let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            format!("{{{}}}", values.join(", "))
        }
        Value::List(entry) => format!("[{}]", one_line(entry)),
        Value::Dict(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(key, value)| format!("{}: {}", quoted(key), one_line(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Returns a string literal. Of the characters that Python escapes, those of ASCII and Latin-1 are escaped.
fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    for character in text.chars() {
        match character {
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            '\0'..' ' | '\u{7f}'..='\u{a0}' | '\u{ad}' => {
                literal.push_str(&format!("\\x{:02x}", u32::from(character)));
            }
            _ if character == quote => literal.extend(['\\', quote]),
            _ => literal.push(character),
        }
    }
    literal.push(quote);
    literal
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn set(values: &[&str]) -> Value {
        Value::Set(values.iter().map(|value| (*value).to_owned()).collect())
    }

    fn dict<const N: usize>(entries: [(&str, Value); N]) -> Value {
        Value::Dict(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }

    /// The expected texts were produced by Python's `pprint.pformat`.
    #[test]
    fn values_are_formatted_as_by_python() {
        let list = |entry: Value| Value::List(Box::new(entry));
        let cases = [
            (20, dict([]), "{}"),
            (21, dict([("a", Value::Empty), ("b", set(&[]))]), "{'a': (), 'b': set()}"),
            (20, dict([("a", Value::Empty), ("b", set(&[]))]), "{'a': (),\n 'b': set()}"),
            (20, dict([("a", text("12345678901"))]), "{'a': '12345678901'}"),
            (20, dict([("a", text("12345678 01"))]), "{'a': '12345678 01'}"),
            (20, dict([("a", text("12345678 012"))]), "{'a': '12345678 '\n      '012'}"),
            (20, dict([("a", text("123456789012"))]), "{'a': '123456789012'}"),
            (20, dict([("a", text("1  3  5 \t 9 1 34"))]), "{'a': '1  3  5 \\t '\n      '9 1 34'}"),
            (20, dict([("a", text("12\n4567\n"))]), "{'a': '12\\n4567\\n'}"),
            (16, dict([("b", set(&["yy", "xx"]))]), "{'b': {'xx',\n       'yy'}}"),
            (16, dict([("b", list(text("x y z w")))]), "{'b': ['x y z '\n       'w']}"),
            (12, dict([("a", text("x")), ("b", text("y"))]), "{'a': 'x',\n 'b': 'y'}"),
            (
                14,
                dict([("a", dict([("b", text("x")), ("c", text("y"))])), ("d", text("z"))]),
                "{'a': {'b': 'x',\n       'c': 'y'},\n 'd': 'z'}",
            ),
        ];
        for (width, value, expected) in cases {
            assert_eq!(format_value(&value, width), expected, "{width} {value:?}");
        }
    }

    #[test]
    fn strings_are_quoted_as_by_python() {
        let cases = [
            ("plain", "'plain'"),
            ("it's", "\"it's\""),
            ("\"it\"", "'\"it\"'"),
            ("\"it's\"", "'\"it\\'s\"'"),
            ("\\d\n\r\t\0\u{7f}\u{85}\u{a0}", "'\\\\d\\n\\r\\t\\x00\\x7f\\x85\\xa0'"),
            ("größer", "'größer'"),
        ];
        for (text, expected) in cases {
            assert_eq!(quoted(text), expected);
        }
    }
}
