//! Splits JSON text into tokens with their offsets, so that values can be located and numbers kept as written.

/// A token of JSON text. Strings and keys have their quotes and escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `}` or `]`
    Close,
    /// The key of an entry of an object.
    Key(&'a str),
    /// A string value.
    String(&'a str),
    /// A number, `true`, `false` or `null`.
    Literal(&'a str),
}

/// An iterator over the tokens of a JSON text with their byte offsets.
///
/// The text is expected to be valid JSON. For other text the tokens are meaningless, but the iterator ends.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    offset: usize,
    /// Whether each open container is an object.
    open: Vec<bool>,
    key_is_next: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, offset: 0, open: Vec::new(), key_is_next: false }
    }

    /// Returns the text from `start` to the next byte for which `is_end` returns true.
    fn read_until(&self, start: usize, is_end: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.bytes().skip(1).position(is_end).map_or(rest.len(), |end| end + 1);
        rest.get(..length).unwrap_or(rest)
    }

    /// Returns the string with the opening quote at `start`, including its quotes.
    fn read_string(&self, start: usize) -> &'a str {
        let rest = self.text.get(start..).unwrap_or_default();
        let mut escaped = false;
        for (end, byte) in rest.bytes().enumerate().skip(1) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => return rest.get(..=end).unwrap_or(rest),
                _ => {}
            }
        }
        rest
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.offset;
            let byte = *bytes.get(start)?;
            self.offset += 1;
            let token = match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b':' => continue,
                b',' => {
                    self.key_is_next = self.open.last() == Some(&true);
                    continue;
                }
                b'{' | b'[' => {
                    self.key_is_next = byte == b'{';
                    self.open.push(self.key_is_next);
                    if self.key_is_next { Token::Object } else { Token::Array }
                }
                b'}' | b']' => {
                    self.key_is_next = false;
                    self.open.pop();
                    Token::Close
                }
                b'"' => {
                    let string = self.read_string(start);
                    self.offset = start + string.len();
                    if std::mem::take(&mut self.key_is_next) {
                        Token::Key(string)
                    } else {
                        Token::String(string)
                    }
                }
                _ => {
                    let is_end =
                        |byte| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n');
                    let literal = self.read_until(start, is_end);
                    self.offset = start + literal.len().max(1);
                    Token::Literal(literal)
                }
            };
            return Some((start, token));
        }
    }
}

/// Returns the value of a string token, without quotes and escapes.
pub(crate) fn unquote(raw: &str) -> String {
    if raw.contains('\\') {
        serde_json::from_str(raw).unwrap_or_default()
    } else {
        raw.trim_matches('"').to_owned()
    }
}
