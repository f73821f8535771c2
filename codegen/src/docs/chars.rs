//! Drops or replaces the characters that have no place in a doc comment.

use std::borrow::Cow;

/// The text with `\n` as its only line ending and control character.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            // Four columns, so that indentation in code and lists keeps its meaning.
            '\t' => out.push_str("    "),
            _ => out.extend(clean_char(c)),
        }
    }
    Cow::Owned(out)
}

/// One character made harmless: itself, a stand-in for it, or nothing.
pub fn clean_char(c: char) -> Option<char> {
    match c {
        '\n' | '\r' => Some('\n'),
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() || is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Whether Markdown takes the character for punctuation when it looks at emphasis.
pub fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// Characters that reorder or hide text. rustc denies most of the bidirectional controls, clippy the
/// zero-width ones, and tag characters can carry text that no reader sees. The joiners stay: emoji
/// and some scripts need them.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{202a}'..='\u{202e}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}
