//! Recognizes the markers at the start of CommonMark's blocks.

/// The maximum number of a list item.
const HIGHEST_NUMBER: u32 = 1_000_000;

/// The start of a fenced code block.
#[derive(Clone, Copy)]
pub struct Fence {
    pub symbol: char,
    pub length: usize,
    pub indent: usize,
}

/// The marker of a list item.
pub struct Marker {
    pub symbol: char,
    /// The number, if the list is numbered.
    pub number: Option<u32>,
    /// The column at which the text of the item starts.
    pub content: usize,
    pub empty: bool,
}

/// Returns the number of spaces at the start of the line.
pub fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns the line without its quote marker, or `None` if it has none.
pub fn strip_quote(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ').strip_prefix('>').filter(|_| indent(line) < 4)?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// Parses the marker of a list item at the start of the line.
pub fn parse_marker(line: &str) -> Option<Marker> {
    let body = line.trim_start_matches(' ');
    let digits = body.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let number = match digits {
        0 => None,
        1..10 => body.get(..digits)?.parse::<u32>().ok(),
        _ => return None,
    };
    let rest = body.get(digits..)?;
    let symbol = rest.chars().next()?;
    let known = if number.is_some() { ".)" } else { "-+*" };
    if !known.contains(symbol) {
        return None;
    }
    let after = rest.get(1..)?;
    let empty = after.trim().is_empty();
    let spaces = indent(after);
    if spaces == 0 && !after.is_empty() {
        return None;
    }
    // More than four spaces are one space and indented code.
    let spaces = if empty || spaces > 4 { 1 } else { spaces };
    let content = indent(line) + digits + 1 + spaces;
    let number = number.map(|number| number.min(HIGHEST_NUMBER));
    Some(Marker { symbol, number, content, empty })
}

/// Parses a line that is the fence of a code block.
pub fn parse_fence(line: &str) -> Option<Fence> {
    let body = line.trim_start_matches(' ');
    let symbol = body.chars().next().filter(|symbol| matches!(symbol, '`' | '~'))?;
    let info = body.trim_start_matches(symbol);
    let length = body.len() - info.len();
    let valid = length >= 3 && indent(line) < 4 && !(symbol == '`' && info.contains('`'));
    valid.then_some(Fence { symbol, length, indent: indent(line) })
}

/// Returns the text of a heading with `#`.
pub fn parse_heading(line: &str) -> Option<&str> {
    let body = line.trim();
    let text = body.trim_start_matches('#');
    let level = body.len() - text.len();
    let valid = (1..7).contains(&level) && (text.is_empty() || text.starts_with(' '));
    let without = text.trim_end_matches('#');
    let text = if without.is_empty() || without.ends_with(' ') { without } else { text };
    valid.then_some(text.trim())
}

/// Returns whether the line makes the paragraph above it a heading.
pub fn is_underline(line: &str) -> bool {
    let body = line.trim();
    ['=', '-']
        .iter()
        .any(|symbol| body.starts_with(*symbol) && body.trim_matches(*symbol).is_empty())
}

/// Returns whether the line is a thematic break.
pub fn is_rule(line: &str) -> bool {
    let Some(symbol) = line.trim().chars().next() else {
        return false;
    };
    let count = line.chars().filter(|c| *c == symbol).count();
    matches!(symbol, '-' | '*' | '_') && count >= 3 && line.chars().all(|c| c == symbol || c == ' ')
}
