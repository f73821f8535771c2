//! Walks JSON text token by token without building anything: for places, and for numbers as written.

/// A token of JSON text; strings and keys with their quotes and escapes as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `}` or `]`
    Close,
    /// The key of an object's entry.
    Key(&'a str),
    /// A string that is a value.
    Text(&'a str),
    /// A number, `true`, `false` or `null`.
    Literal(&'a str),
}

/// The tokens of a text with their byte offsets. The text has been parsed before; of text that is
/// no JSON the tokens are nonsense, but they end.
pub(crate) struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// Whether each open container is an object.
    open: Vec<bool>,
    key_is_next: bool,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new(), key_is_next: false }
    }

    /// The text from `start` to before the first byte, after `start`, at which `ends` holds.
    fn until(&self, start: usize, ends: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.bytes().skip(1).position(ends).map_or(rest.len(), |end| end + 1);
        rest.get(..length).unwrap_or(rest)
    }

    /// The string that starts with the quote at `start`, quotes included.
    fn string(&self, start: usize) -> &'a str {
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

impl<'a> Iterator for Scan<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at;
            let byte = *bytes.get(start)?;
            self.at += 1;
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
                    let string = self.string(start);
                    self.at = start + string.len();
                    if std::mem::take(&mut self.key_is_next) {
                        Token::Key(string)
                    } else {
                        Token::Text(string)
                    }
                }
                _ => {
                    let ends =
                        |byte| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n');
                    let literal = self.until(start, ends);
                    self.at = start + literal.len().max(1);
                    Token::Literal(literal)
                }
            };
            return Some((start, token));
        }
    }
}

/// What a string token spells.
pub(crate) fn unquote(raw: &str) -> String {
    if raw.contains('\\') {
        serde_json::from_str(raw).unwrap_or_default()
    } else {
        raw.trim_matches('"').to_owned()
    }
}
