//! Places in files, with their source lines.

use std::ops::Range;

/// The length up to which a line is shown completely, in bytes.
const MAX_LINE: usize = 400;
/// The number of bytes of a longer line that are shown before the span.
const SHOWN_BEFORE: usize = 80;
/// The number of bytes of a longer line that are shown from the start of the span.
const SHOWN_AFTER: usize = 240;

/// A span of a source line.
#[derive(Clone, Debug)]
pub struct Place {
    /// The path or name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column of the span in characters, from 1.
    pub column: usize,
    /// The line; of a long one the part around the span, with `…` for the rest.
    pub text: String,
    /// The span in bytes of `text`.
    pub span: Range<usize>,
}

impl Place {
    /// Returns the place of the token at a line and a column in characters, both from 1.
    pub fn at_position(file: &str, text: &str, line: usize, column: usize) -> Self {
        let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let before = shown.char_indices().nth(column.saturating_sub(1));
        let start = before.map_or(shown.len(), |(offset, _)| offset);
        let length = shown.get(start..).map_or(0, token_length);
        let (text, span) = cut_line(shown, start..start + length);
        Self { file: file.to_owned(), line, column, text, span }
    }

    /// Returns the place of a range of bytes of the file, cut at the end of the range's first line.
    pub fn from_range(file: &str, text: &str, range: Range<usize>) -> Self {
        let before = text.get(..range.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let shown = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
        let start = (before.len() - line_start).min(shown.len());
        let end = range.end.saturating_sub(line_start).clamp(start, shown.len());
        let column = shown.get(..start).unwrap_or_default().chars().count() + 1;
        let (text, span) = cut_line(shown, start..end);
        Self { file: file.to_owned(), line, column, text, span }
    }
}

/// Returns the part of a line to show, and the span in it. Minified JSON can be one line of megabytes.
fn cut_line(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    if line.len() <= MAX_LINE {
        return (line.to_owned(), span);
    }
    let from = char_boundary(line, span.start.saturating_sub(SHOWN_BEFORE));
    let to = char_boundary(line, (span.start + SHOWN_AFTER).min(line.len())).max(span.start);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let start = cut(from > 0);
    let text = format!("{start}{}{}", &line[from..to], cut(to < line.len()));
    let shift = |offset: usize| offset.min(to) - from + start.len();
    (text, shift(span.start)..shift(span.end))
}

/// Returns the last character boundary at or before the byte.
fn char_boundary(line: &str, mut byte: usize) -> usize {
    while !line.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Returns the length in bytes of the JSON token at the start of the text, or of the first character if there is none.
fn token_length(text: &str) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_around_the_span() {
        let line = format!("{}\"spot\"{}", "ä".repeat(5_000), "ö".repeat(5_000));
        let place = Place::at_position("f", &line, 1, 5_001);
        assert_eq!((place.line, place.column), (1, 5_001));
        assert!(place.text.len() < MAX_LINE, "{}", place.text.len());
        assert_eq!(&place.text[place.span.clone()], "\"spot\"");
        assert!(place.text.starts_with("…ä") && place.text.ends_with("ö…"));
        let same = Place::from_range("f", &line, 10_000..10_006);
        assert_eq!((same.column, same.text, same.span), (5_001, place.text, place.span));
    }

    #[test]
    fn spans_of_long_tokens_end_with_the_shown_part() {
        let line = format!("\"{}\"", "x".repeat(5_000));
        let place = Place::at_position("f", &line, 1, 1);
        assert_eq!(place.span, 0..SHOWN_AFTER);
        assert!(place.text.ends_with("x…"));
    }

    #[test]
    fn short_lines_are_shown_completely() {
        let place = Place::at_position("f", "[1, two]\n", 1, 5);
        assert_eq!((place.text.as_str(), place.span), ("[1, two]", 4..7));
    }
}
