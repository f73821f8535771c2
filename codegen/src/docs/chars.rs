//! Removes or replaces characters that don't belong in a doc comment.

use std::borrow::Cow;

/// Returns the text with `\n` as its only line ending and control character.
pub fn clean_text(text: &str) -> Cow<'_, str> {
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

/// Returns the replacement of a character: the character itself, `\n`, a space, or `None` if it is removed.
pub fn clean_char(c: char) -> Option<char> {
    match c {
        '\n' | '\r' => Some('\n'),
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() || is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Returns whether the character counts as punctuation in Markdown's rules of emphasis.
pub fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// Returns whether a character reorders or hides text. rustc denies most of the bidirectional controls, clippy the
/// zero-width characters, and tag characters can carry invisible text. Joiners aren't included, because emoji and some
/// scripts need them.
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
