//! Turns the documentation text of a service model into rustdoc Markdown that no lint objects to.

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

/// The lines of Markdown for one documentation text, vendor HTML or CommonMark alike.
///
/// The lines carry no comment marker; a caller writes each one as `/// line` (with the space)
/// or as a `#[doc]` attribute. Text without anything to show gives no lines at all.
pub fn to_rustdoc(text: &str) -> Vec<String> {
    let text = chars::clean(text);
    let mut page = page::Page::default();
    if html::is_html(&text) {
        html::read(&text, &mut page);
    } else {
        commonmark::read(&text, &mut page);
    }
    page.finish()
}

/// A value as a Markdown code span, with what can't be seen escaped.
pub fn code(value: &str) -> String {
    if value.is_empty() {
        return "The empty text.".to_owned();
    }
    let quoted = if value.trim() == value { value.to_owned() } else { format!("\"{value}\"") };
    let escaped: String = quoted.chars().map(visible).collect();
    let html = escaped.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    to_rustdoc(&format!("<code>{html}</code>")).join(" ")
}

fn visible(c: char) -> String {
    if matches!(c, '"' | '\'' | '\\') { c.to_string() } else { c.escape_debug().to_string() }
}

/// A text that has to fit one line.
pub fn one_line(text: &str) -> String {
    to_rustdoc(text).join(" ").trim().to_owned()
}
