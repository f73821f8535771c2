//! Converts the documentation of a service model to Markdown for rustdoc, free of warnings of rustdoc and clippy.

mod assemble;
mod chars;
mod commonmark;
mod container;
mod emphasis;
mod entity;
mod escape;
mod html;
mod inline;
mod link;
mod markdown_inline;
mod markers;
mod page;
mod tags;
mod wrap;

#[cfg(test)]
mod tests;

/// Converts documentation, which is HTML or CommonMark, to lines of Markdown.
///
/// The lines have no comment marker: the caller writes each as `/// line` (with the space) or as a `#[doc]` attribute. Text
/// without visible content gives no lines.
pub fn to_rustdoc(text: &str) -> Vec<String> {
    let text = chars::clean_text(text);
    let mut page = page::Page::default();
    if html::is_html(&text) {
        html::read(&text, &mut page);
    } else {
        commonmark::read(&text, &mut page);
    }
    page.finish()
}

/// Formats a value as a Markdown code span, with invisible characters escaped.
pub fn code(value: &str) -> String {
    if value.is_empty() {
        return "The empty text.".to_owned();
    }
    let quoted = if value.trim() == value { value.to_owned() } else { format!("\"{value}\"") };
    let escaped: String = quoted.chars().map(escape_invisible).collect();
    let html = escaped.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    to_rustdoc(&format!("<code>{html}</code>")).join(" ")
}

fn escape_invisible(c: char) -> String {
    if matches!(c, '"' | '\'' | '\\') { c.to_string() } else { c.escape_debug().to_string() }
}

/// Converts documentation to a single line of Markdown.
pub fn one_line(text: &str) -> String {
    to_rustdoc(text).join(" ").trim().to_owned()
}
