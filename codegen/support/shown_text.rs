//! Text of the input in messages: cut to a bounded length, and escaped to stay in one line.

use std::fmt::{self, Write};

/// The greatest number of characters of a key that are shown.
const LONGEST_KEY: usize = 100;

/// A key of a map in a message: the first 100 characters of a longer one, then `…` and its length.
pub(super) struct ShownKey<'a> {
    /// The part that is shown.
    pub(super) text: &'a str,
    /// The length in bytes, if the key is cut.
    length: Option<usize>,
}

impl<'a> ShownKey<'a> {
    pub(super) fn new(key: &'a str) -> Self {
        let end = key.char_indices().nth(LONGEST_KEY).map(|(end, _)| end);
        let text = end.and_then(|end| key.get(..end)).unwrap_or(key);
        Self { text, length: end.map(|_| key.len()) }
    }

    /// Returns the part that is shown and the mark, without escapes.
    pub(super) fn to_text(&self) -> String {
        let mut text = self.text.to_owned();
        // Writing to a `String` can't fail.
        _ = self.write_mark(&mut text);
        text
    }

    /// Writes the key as a step of a JSON pointer (RFC 6901), and the mark.
    pub(super) fn write_step(&self, to: &mut impl Write) -> fmt::Result {
        write!(to, "/{}", self.text.replace('~', "~0").replace('/', "~1"))?;
        self.write_mark(to)
    }

    /// Writes the mark of a key that is cut.
    pub(super) fn write_mark(&self, to: &mut impl Write) -> fmt::Result {
        match self.length {
            Some(length) => write!(to, "…({length} bytes)"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for ShownKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Escaped(self.text))?;
        self.write_mark(f)
    }
}

/// Text with escapes for characters that break lines, control a terminal or change the direction of writing.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if c.is_control() || is_invisible(c) {
                write!(f, "{}", c.escape_default())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// Returns whether a character breaks lines or changes the direction of writing without being a control character.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
