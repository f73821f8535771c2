//! Places in files, with the line that is shown of them.

use std::ops::Range;

/// A part of a line.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file, as people call it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What stands in the line.
    pub text: String,
    /// The part that is meant, in bytes of the line.
    pub span: Range<usize>,
}

impl Place {
    /// The token at a line and a column in characters, both from 1.
    pub fn at(file: &str, text: &str, line: usize, column: usize) -> Self {
        let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let before = shown.char_indices().nth(column.saturating_sub(1));
        let start = before.map_or(shown.len(), |(offset, _)| offset);
        let length = shown.get(start..).map_or(0, token);
        Self { file: file.to_owned(), line, text: shown.to_owned(), span: start..start + length }
    }

    /// A range of bytes of the file, as far as it is in the first line of it.
    pub fn of(file: &str, text: &str, range: Range<usize>) -> Self {
        let before = text.get(..range.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let shown = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
        let start = (before.len() - line_start).min(shown.len());
        let end = range.end.saturating_sub(line_start).clamp(start, shown.len());
        Self { file: file.to_owned(), line, text: shown.to_owned(), span: start..end }
    }
}

/// The length in bytes of the JSON token that the text begins with; a single character where it is none.
fn token(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    if first == '"' {
        let mut escaped = false;
        let end = text.bytes().skip(1).position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        return end.map_or(text.len(), |end| end + 2);
    }
    let word = text.find(|letter: char| !(letter.is_alphanumeric() || "+-._".contains(letter)));
    word.unwrap_or(text.len()).max(first.len_utf8())
}
