//! Checks and encodes the targets of links.

use std::borrow::Cow;

/// The maximum length of a target in bytes.
const LONGEST: usize = 2000;

/// Encodes a target for use between `(` and `)` or `<` and `>`. Returns `None` unless it is an absolute web or mail address.
pub fn encode_target(href: &str) -> Option<String> {
    let href = href.trim();
    if href.len() > LONGEST {
        return None;
    }
    let (scheme, rest) = href.split_once(':')?;
    let mail = scheme.eq_ignore_ascii_case("mailto");
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.strip_prefix("//").unwrap_or_default();
    let usable = (mail && rest.contains('@')) || (web && host.starts_with(char::is_alphanumeric));
    usable.then(|| format!("{}:{}", scheme.to_ascii_lowercase(), encode(rest, mail)))
}

/// Returns the length of a bare web address in `text`, which starts after its `://`. The error, for a template such as
/// `{bucket}.s3.example.com` or for other text, is the length that is known to contain no address.
pub fn bare_length(text: &str, attached: bool) -> Result<usize, usize> {
    let end = text.bytes().take(LONGEST).position(|byte| !is_url_byte(byte));
    let scanned = end.unwrap_or(text.len().min(LONGEST));
    let template = match text.as_bytes().get(scanned) {
        Some(byte) if end.is_some() => b"<{[|\\`^".contains(byte),
        Some(_) => true,
        // The address continues with formatted text, usually a placeholder in italics.
        None => attached,
    };
    let url = trim_url(text.get(..scanned).unwrap_or_default());
    if template || !url.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Err(scanned);
    }
    Ok(url.len())
}

/// Removes the punctuation of the surrounding sentence.
fn trim_url(url: &str) -> &str {
    let mut open = url.bytes().filter(|byte| *byte == b'(').count();
    let closed = url.bytes().filter(|byte| *byte == b')').count();
    let mut surplus = closed.saturating_sub(open);
    let mut url = url;
    while let Some(last) = url.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '&' => {}
            ')' if surplus > 0 => surplus -= 1,
            '(' if open > 0 => open -= 1,
            _ => break,
        }
        url = url.strip_suffix(last).unwrap_or_default();
    }
    url
}

fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte)
}

/// Percent-encodes characters that would end the link or be read as Markdown, and in a mail address `@` and `#`, which
/// rustdoc would read as parts of an item's path.
fn encode(rest: &str, mail: bool) -> String {
    let mut out = String::with_capacity(rest.len());
    for c in rest.chars() {
        let plain = c.is_ascii() && is_url_byte(c as u8) && !matches!(c, '(' | ')');
        if c == '\n' || (plain && !(mail && matches!(c, '@' | '#'))) {
            // Browsers ignore line breaks in a target.
            out.extend((c != '\n').then_some(c));
            continue;
        }
        let mut buffer = [0; 4];
        for byte in c.encode_utf8(&mut buffer).bytes() {
            out.push('%');
            out.extend(char::from_digit(u32::from(byte >> 4), 16).map(|c| c.to_ascii_uppercase()));
            out.extend(char::from_digit(u32::from(byte & 15), 16).map(|c| c.to_ascii_uppercase()));
        }
    }
    escape_references(&out).into_owned()
}

/// Escapes `&` where a query such as `a&lt;b` would be read as a character reference.
fn escape_references(url: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = url;
    let mut done = 0;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        out.push_str(if super::entity::split(after).is_some() { "&amp;" } else { "&" });
        rest = after.get(1..).unwrap_or_default();
        done += 1;
    }
    if done == 0 {
        return Cow::Borrowed(url);
    }
    out.push_str(rest);
    Cow::Owned(out)
}
