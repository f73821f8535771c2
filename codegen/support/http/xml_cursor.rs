//! Parsing XML: a cursor that moves from element to element.
//!
//! It reads what services and clients send: elements, attributes, text, character data sections, comments, processing instructions,
//! the five entities and references to characters. Document types are refused, so that no entity can be defined. Characters that
//! XML can't hold are read nevertheless, because services send them. Each part of a document is read a bounded number of times.
//! ([XML 1.0](https://www.w3.org/TR/xml/))

use std::borrow::Cow;
use std::fmt;

use super::super::read_structure::are_keys_equal;

/// A place in a document.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'x> {
    text: &'x str,
    at: usize,
}

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag<'x> {
    /// The name, with its prefix.
    name: &'x str,
    attributes: &'x str,
    /// Whether the tag is an end tag, too.
    is_empty: bool,
}

/// The error of a document that can't be parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct XmlError {
    problem: &'static str,
    /// The offset in bytes.
    at: usize,
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {} of the XML document", self.problem, self.at)
    }
}

/// The greatest number of attributes of an element. No model has more than two.
const MAX_ATTRIBUTES: usize = 128;

impl<'x> Tag<'x> {
    /// Returns the name without its prefix.
    pub(super) fn name(&self) -> &'x str {
        strip_prefix(self.name)
    }

    /// Returns the names and values of the attributes, the names with their prefixes.
    pub(super) fn attributes(
        &self,
    ) -> impl Iterator<Item = Result<(&'x str, Cow<'x, str>), XmlError>> + use<'x> {
        let mut rest = self.attributes;
        let mut count = 0;
        std::iter::from_fn(move || {
            rest = rest.trim_ascii_start();
            count += 1;
            if rest.is_empty() {
                return None;
            }
            let attribute = if count > MAX_ATTRIBUTES { None } else { split_attribute(rest) };
            let (name, value, behind) = attribute.unwrap_or(("", "", ""));
            rest = behind;
            let malformed = XmlError { problem: "malformed attribute", at: 0 };
            let value = unescape(value, 0, true);
            Some(attribute.ok_or(malformed).and(value).map(|value| (name, value)))
        })
    }
}

/// Returns a name without its prefix.
pub(super) fn strip_prefix(name: &str) -> &str {
    // Names are so short that a search in larger steps would take longer.
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// Returns whether a name, which may have a prefix, is this one without a prefix.
pub(super) fn has_local_name(name: &str, local: &str) -> bool {
    // Few names have a prefix.
    are_keys_equal(name, local) || name.strip_suffix(local).is_some_and(|prefix| prefix.ends_with(':'))
}

/// Splits the first attribute into its name and its raw value, and returns the text behind it.
fn split_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let rest = rest.trim_ascii_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, behind) = rest.get(1..)?.split_once(quote)?;
    let name = name.trim_ascii_end();
    let is_name = !name.is_empty() && !name.contains(|c: char| c.is_ascii_whitespace() || c == '<');
    is_name.then_some((name, value, behind))
}

impl<'x> Cursor<'x> {
    /// Parses the beginning of a document, and returns the tag of its root with a cursor behind it.
    pub(super) fn parse(body: &'x [u8]) -> Result<(Tag<'x>, Self), XmlError> {
        let text = std::str::from_utf8(body)
            .map_err(|error| XmlError { problem: "invalid UTF-8", at: error.valid_up_to() })?;
        let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let mut cursor = Self { text, at };
        loop {
            cursor.skip_white_space();
            if cursor.rest().is_empty() {
                return Err(cursor.error("missing root element"));
            }
            match cursor.next_markup()? {
                Markup::Start(tag) => return Ok((tag, cursor)),
                Markup::Comment => {}
                Markup::End(_) | Markup::Text(..) | Markup::Data(_) => {
                    return Err(cursor.error("text outside of the root element"));
                }
            }
        }
    }

    /// Moves behind the start tag of the next child of an element and returns the tag; `None` behind the end of the element.
    pub(super) fn next_child(&mut self, parent: Tag<'x>) -> Result<Option<Tag<'x>>, XmlError> {
        if parent.is_empty {
            return Ok(None);
        }
        loop {
            match self.next_markup()? {
                Markup::Start(tag) => return Ok(Some(tag)),
                Markup::End(name) if are_keys_equal(name, parent.name) => return Ok(None),
                Markup::End(_) => return Err(self.error("end tag of another element")),
                Markup::Comment | Markup::Text(..) | Markup::Data(_) => {}
            }
        }
    }

    /// Moves behind the end of an element.
    pub(super) fn skip(&mut self, tag: Tag<'x>) -> Result<(), XmlError> {
        let mut depth = usize::from(!tag.is_empty);
        while depth > 0 {
            match self.next_markup()? {
                Markup::Start(tag) => depth += usize::from(!tag.is_empty),
                Markup::End(name) => {
                    depth -= 1;
                    if depth == 0 && name != tag.name {
                        return Err(self.error("end tag of another element"));
                    }
                }
                Markup::Comment | Markup::Text(..) | Markup::Data(_) => {}
            }
        }
        Ok(())
    }

    /// Returns the text in an element without the elements in it, and moves behind its end.
    pub(super) fn read_text(&mut self, tag: Tag<'x>) -> Result<Cow<'x, str>, XmlError> {
        let mut text = Cow::Borrowed("");
        if tag.is_empty {
            return Ok(text);
        }
        loop {
            let at = self.at;
            match self.next_markup()? {
                Markup::Text(raw, true) => append(&mut text, Cow::Borrowed(raw)),
                Markup::Text(raw, false) => append(&mut text, unescape(raw, at, false)?),
                Markup::Data(data) => append(&mut text, normalize_line_ends(data)),
                Markup::Start(child) => self.skip(child)?,
                Markup::Comment => {}
                Markup::End(name) if are_keys_equal(name, tag.name) => return Ok(text),
                Markup::End(_) => return Err(self.error("end tag of another element")),
            }
        }
    }

    fn rest(&self) -> &'x str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_white_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    fn error(&self, problem: &'static str) -> XmlError {
        XmlError { problem, at: self.at }
    }

    /// Returns the next part of the document and moves behind it.
    fn next_markup(&mut self) -> Result<Markup<'x>, XmlError> {
        let rest = self.rest();
        let Some(markup) = rest.strip_prefix('<') else {
            if rest.is_empty() {
                return Err(self.error("unexpected end"));
            }
            let (length, is_plain) = measure_text(rest.as_bytes());
            self.at += length;
            return Ok(Markup::Text(rest.get(..length).unwrap_or_default(), is_plain));
        };
        match markup.as_bytes().first() {
            Some(b'/') => self.take_end_tag(markup).map(Markup::End),
            Some(b'?') => self.take_until("<?", "?>").map(|_| Markup::Comment),
            Some(b'!') if markup.starts_with("!--") => {
                self.take_until("<!--", "-->").map(|_| Markup::Comment)
            }
            Some(b'!') if markup.starts_with("![CDATA[") => {
                self.take_until("<![CDATA[", "]]>").map(Markup::Data)
            }
            Some(b'!') => Err(self.error("document types aren't supported")),
            _ => self.take_start_tag(markup).map(Markup::Start),
        }
    }

    /// Returns the text between two delimiters, of which the first is here, and moves behind the second.
    fn take_until(&mut self, open: &str, close: &str) -> Result<&'x str, XmlError> {
        let inside = self.rest().get(open.len()..).unwrap_or_default();
        let length = inside.find(close).ok_or(self.error("unexpected end"))?;
        self.at += open.len() + length + close.len();
        Ok(inside.get(..length).unwrap_or_default())
    }

    /// Returns the name of the end tag whose text is behind the bracket here, and moves behind it.
    fn take_end_tag(&mut self, markup: &'x str) -> Result<&'x str, XmlError> {
        let end = find_byte(markup, b'>').ok_or(self.error("unexpected end"))?;
        self.at += end + 2;
        Ok(markup.get(1..end).unwrap_or_default().trim_ascii_end())
    }

    /// Returns the start tag whose text is behind the bracket here, and moves behind it.
    fn take_start_tag(&mut self, markup: &'x str) -> Result<Tag<'x>, XmlError> {
        let is_end_of_name = |byte: u8| {
            matches!(byte, b'>' | b'/' | b'<' | b'=' | b'"' | b'\'' | b'&') || byte.is_ascii_whitespace()
        };
        // Most tags have only a name.
        match markup.bytes().enumerate().find(|(_, byte)| is_end_of_name(*byte)) {
            Some((end, b'>')) if end > 0 => {
                self.at += end + 2;
                let name = markup.get(..end).unwrap_or_default();
                Ok(Tag { name, attributes: "", is_empty: false })
            }
            _ => self.take_tag_with_attributes(markup),
        }
    }

    /// Returns a start tag that may have attributes. A bracket in the value of an attribute doesn't end it.
    fn take_tag_with_attributes(&mut self, markup: &'x str) -> Result<Tag<'x>, XmlError> {
        let mut quote = None;
        let end = markup.bytes().position(|byte| match (quote, byte) {
            (None, b'>') => true,
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                false
            }
            (Some(open), byte) if open == byte => {
                quote = None;
                false
            }
            _ => false,
        });
        let end = end.ok_or(self.error("unexpected end"))?;
        let inside = markup.get(..end).unwrap_or_default();
        let (inside, is_empty) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let length = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at_checked(length).unwrap_or((inside, ""));
        if name.is_empty() || name.contains(['<', '=', '"', '\'', '&']) {
            return Err(self.error("malformed start tag"));
        }
        self.at += end + 2;
        Ok(Tag { name, attributes, is_empty })
    }
}

/// A part of a document.
enum Markup<'x> {
    /// A start tag.
    Start(Tag<'x>),
    /// The name of an end tag.
    End(&'x str),
    /// Text, and whether it has neither references nor line ends to normalize.
    Text(&'x str, bool),
    /// A character data section.
    Data(&'x str),
    /// A comment or processing instruction.
    Comment,
}

fn append<'x>(text: &mut Cow<'x, str>, more: Cow<'x, str>) {
    if text.is_empty() {
        *text = more;
    } else {
        text.to_mut().push_str(&more);
    }
}

/// Returns text with line feeds as line ends.
/// ([XML 1.0: line ends](https://www.w3.org/TR/xml/#sec-line-ends))
fn normalize_line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Returns text without references, of an attribute or an element. `at` is its place in the document.
fn unescape(raw: &str, at: usize, is_attribute: bool) -> Result<Cow<'_, str>, XmlError> {
    let mut text = normalize_line_ends(raw);
    if is_attribute && text.contains(['\n', '\t']) {
        text = Cow::Owned(text.replace(['\n', '\t'], " "));
    }
    if !text.contains('&') {
        return Ok(text);
    }
    let malformed = XmlError { problem: "unknown entity or malformed reference near", at };
    let mut unescaped = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(length) = find_byte(rest, b'&') {
        let (plain, reference) = rest.split_at_checked(length).ok_or(malformed)?;
        let end = find_byte(reference, b';').ok_or(malformed)?;
        unescaped.push_str(plain);
        unescaped.push(reference.get(1..end).and_then(resolve_reference).ok_or(malformed)?);
        rest = reference.get(end + 1..).ok_or(malformed)?;
    }
    unescaped.push_str(rest);
    Ok(Cow::Owned(unescaped))
}

/// Returns the place of an ASCII character. What is searched for is mostly so near that a search in larger steps would take longer.
fn find_byte(text: &str, wanted: u8) -> Option<usize> {
    text.bytes().position(|byte| byte == wanted)
}

/// Returns the length of the text before the next markup, and whether it has neither references nor line ends to normalize.
fn measure_text(text: &[u8]) -> (usize, bool) {
    let mut is_plain = true;
    let mut rest = text;
    // Eight bytes take one branch.
    while let Some((eight, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*eight);
        let (ends, others) = (find_in_word(word, b'<'), find_in_word(word, b'&') | find_in_word(word, b'\r'));
        // The bits below the first end; all if there is none.
        let before = ends.wrapping_sub(1) & !ends;
        is_plain &= others & before == 0;
        if ends != 0 {
            return (text.len() - rest.len() + (ends.trailing_zeros() / 8) as usize, is_plain);
        }
        rest = after;
    }
    let length = rest.iter().position(|byte| *byte == b'<').unwrap_or(rest.len());
    is_plain &= !rest.iter().take(length).any(|byte| matches!(byte, b'&' | b'\r'));
    (text.len() - rest.len() + length, is_plain)
}

/// Returns a word with the highest bit of the first byte that is this one, and perhaps of later bytes; 0 if none is.
fn find_in_word(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    let other = word ^ (LOW * u64::from(byte));
    other.wrapping_sub(LOW) & !other & (LOW << 7)
}

fn resolve_reference(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = reference.strip_prefix('#')?;
            let (digits, radix) = match digits.strip_prefix('x') {
                Some(digits) => (digits, 16),
                None => (digits, 10),
            };
            // The parser of integers takes a sign, which a reference can't have.
            let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            char::from_u32(u32::from_str_radix(digits, radix).ok().filter(|_| is_number)?)
        }
    }
}
