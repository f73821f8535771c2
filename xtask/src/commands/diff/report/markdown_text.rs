//! Text of models in Markdown.

use shapesmith_model::escape;

/// Returns text in which Markdown finds no markup, and which mentions nobody.
pub fn escape_markdown(text: &str) -> String {
    let text = escape::line(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => {
                escaped.extend(['\\', c]);
            }
            // GitHub notifies the account whose name follows an `@`.
            '@' => escaped.push_str("@\u{200B}"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Returns a code span of the text, with a fence that is longer than any run of backticks in it.
pub fn code_span(text: &str) -> String {
    let text = escape::line(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
