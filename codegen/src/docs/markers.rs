//! Recognises the marks that blocks of CommonMark start with.

/// Markdown has a limit on the numbers of items.
const HIGHEST_NUMBER: u32 = 1_000_000;

/// The start of a fenced code block.
#[derive(Clone, Copy)]
pub struct Fence {
    pub symbol: char,
    pub length: usize,
    pub indent: usize,
}

/// The start of a list's item.
pub struct Marker {
    pub symbol: char,
    /// The number, if the list is numbered.
    pub number: Option<u32>,
    /// The column that the text of the item starts at.
    pub content: usize,
    pub empty: bool,
}

/// The number of spaces that the line starts with.
pub fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The line without the mark of a quote.
pub fn strip_quote(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ').strip_prefix('>').filter(|_| indent(line) < 4)?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// The marker of an item that the line starts with.
pub fn marker(line: &str) -> Option<Marker> {
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
    // More than four spaces are one, and the start of code.
    let spaces = if empty || spaces > 4 { 1 } else { spaces };
    let content = indent(line) + digits + 1 + spaces;
    let number = number.map(|number| number.min(HIGHEST_NUMBER));
    Some(Marker { symbol, number, content, empty })
}

/// The fence that the line is.
pub fn fence(line: &str) -> Option<Fence> {
    let body = line.trim_start_matches(' ');
    let symbol = body.chars().next().filter(|symbol| matches!(symbol, '`' | '~'))?;
    let info = body.trim_start_matches(symbol);
    let length = body.len() - info.len();
    let valid = length >= 3 && indent(line) < 4 && !(symbol == '`' && info.contains('`'));
    valid.then_some(Fence { symbol, length, indent: indent(line) })
}

/// The text of a heading that starts with `#`.
pub fn heading(line: &str) -> Option<&str> {
    let body = line.trim();
    let text = body.trim_start_matches('#');
    let level = body.len() - text.len();
    let valid = (1..7).contains(&level) && (text.is_empty() || text.starts_with(' '));
    let without = text.trim_end_matches('#');
    let text = if without.is_empty() || without.ends_with(' ') { without } else { text };
    valid.then_some(text.trim())
}

/// Whether the line makes a heading of the paragraph above.
pub fn is_underline(line: &str) -> bool {
    let body = line.trim();
    ['=', '-']
        .iter()
        .any(|symbol| body.starts_with(*symbol) && body.trim_matches(*symbol).is_empty())
}

/// Whether the line is a thematic break.
pub fn is_rule(line: &str) -> bool {
    let Some(symbol) = line.trim().chars().next() else {
        return false;
    };
    let count = line.chars().filter(|c| *c == symbol).count();
    matches!(symbol, '-' | '*' | '_') && count >= 3 && line.chars().all(|c| c == symbol || c == ' ')
}
