//! Breaks a paragraph of Markdown into lines.

use super::escape;
use super::inline::GLUE;

/// Breaks the text into lines of at most `width` characters, unless a single word is longer. No line can be read as the
/// start of another block.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut parts = text.split('\n').filter(|part| !part.trim().is_empty()).peekable();
    while let Some(part) = parts.next() {
        wrap_part(part, width, &mut lines);
        if let (Some(_), Some(last)) = (parts.peek(), lines.last_mut()) {
            last.push('\\');
        }
    }
    lines
}

fn wrap_part(text: &str, width: usize, lines: &mut Vec<String>) {
    let mut rest = text.trim_matches(' ');
    while !rest.is_empty() {
        let end = line_end(rest, width);
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(escape_line(line.trim_end_matches(' ')));
        rest = after.trim_start_matches(' ');
    }
}

/// Returns the length of the text that fits on a line, at least one word.
fn line_end(text: &str, width: usize) -> usize {
    let (mut end, mut used) = (0, 0);
    for word in text.split_inclusive(' ') {
        let length = word.trim_end_matches(' ').chars().count();
        if end > 0 && used + length > width {
            break;
        }
        end += word.len();
        used += length + 1;
    }
    end
}

fn escape_line(line: &str) -> String {
    let mut line = line.replace(GLUE, " ");
    if let Some(at) = escape::line_start(&line) {
        line.insert(at, '\\');
    }
    line
}
