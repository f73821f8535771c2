//! Writes text so that Markdown shows it as it is.

use super::{entity, link};

/// Appends one word of plain text. `attached` tells that something other than text follows it
/// without a space; `linkable` that a web address in it may become a link.
pub fn word(out: &mut String, word: &str, attached: bool, linkable: bool) {
    let bytes = word.as_bytes();
    let mut done = 0;
    let mut at = 0;
    let mut no_address = 0;
    while let Some(found) = bytes.iter().skip(at).position(|byte| is_special(*byte)) {
        at += found;
        let (rest, byte) = (word.get(at..).unwrap_or_default(), bytes.get(at).copied());
        out.push_str(word.get(done..at).unwrap_or_default());
        let used = match byte {
            Some(b':') => match address(out, rest, attached, linkable && at >= no_address) {
                Ok(used) => used,
                Err(scanned) => {
                    no_address = no_address.max(at + scanned);
                    1
                }
            },
            Some(b'_') => underscores(out, word.get(..at), rest),
            _ => {
                out.push_str(marked(word, at, rest));
                1
            }
        };
        at += used;
        done = at;
    }
    out.push_str(word.get(done..).unwrap_or_default());
}

/// A code span, whose spaces `glue` stands for; the text has single spaces only and no space
/// at its ends.
pub fn code_span(out: &mut String, text: &str, glue: char) {
    let longest = longest_run(text);
    let padded = text.starts_with('`') || text.ends_with('`');
    let fence = "`".repeat(if longest == 0 { 1 } else { longest + 1 });
    out.push_str(&fence);
    out.extend(padded.then_some(glue));
    out.extend(text.chars().map(|c| if c == ' ' { glue } else { c }));
    out.extend(padded.then_some(glue));
    out.push_str(&fence);
}

/// The length of the longest run of backticks.
pub fn longest_run(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Where the start of a line would be read as the start of a block, the offset to put a
/// backslash at.
pub fn line_start(line: &str) -> Option<usize> {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let first = line.chars().next()?;
    let dangerous = match first {
        '#' | '>' => true,
        '-' | '+' if ends(line.get(1..)?) => true,
        // Underlines of headings, rules, and the second line of a table.
        '-' | ':' | '|' => line.bytes().all(|byte| b"-:| ".contains(&byte)),
        '=' => line.bytes().all(|byte| b"= ".contains(&byte)),
        _ => false,
    };
    if dangerous {
        return Some(0);
    }
    let digits = line.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let numbered =
        (1..10).contains(&digits) && rest.starts_with(['.', ')']) && ends(rest.get(1..)?);
    numbered.then_some(digits)
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'&' | b'~' | b'-' | b':')
}

/// What to write for the special character that `rest`, the tail of `word` from `at`, starts with.
fn marked(word: &str, at: usize, rest: &str) -> &'static str {
    let next = rest.chars().nth(1);
    let previous = word.get(..at).and_then(|before| before.chars().next_back());
    match rest.bytes().next() {
        // An address would get a `<`, which the backslash would escape.
        Some(b'\\') if next.is_some_and(|c| !c.is_ascii_punctuation() && c != 'h') => "\\",
        Some(b'\\') => "\\\\",
        Some(b'`') => "\\`",
        Some(b'*') => "\\*",
        Some(b'[') => "\\[",
        Some(b']') => "\\]",
        Some(b'<') if next.is_some_and(|c| c.is_ascii_digit() || c == '=') => "<",
        Some(b'<') => "\\<",
        Some(b'&') if entity::split(rest).is_some() => "\\&",
        Some(b'&') => "&",
        Some(b'~') => "\\~",
        // Two hyphens would be shown as a dash, which spoils the name of an option.
        Some(b'-') if rest.starts_with("--") && !previous.is_some_and(is_part) => "\\-",
        _ => "-",
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// Writes the underscores that `rest` starts with, which mean nothing between letters. Gives
/// the number of them.
fn underscores(out: &mut String, before: Option<&str>, rest: &str) -> usize {
    let after = rest.trim_start_matches('_');
    let length = rest.len() - after.len();
    let previous = before.and_then(|before| before.chars().next_back());
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let literal = inside(previous) && inside(after.chars().next());
    out.push_str(&if literal { "_" } else { "\\_" }.repeat(length));
    length
}

/// Writes the `:` that `rest` starts with, and with it the web address around it if there is
/// one. Gives the number of bytes of `rest` that this took, or after a `:` alone the number of
/// bytes in which no address starts.
fn address(out: &mut String, rest: &str, attached: bool, linkable: bool) -> Result<usize, usize> {
    let scheme = ["https", "http"].into_iter().find(|scheme| out.ends_with(scheme));
    let (Some(scheme), Some(host)) = (scheme, rest.strip_prefix("://")) else {
        out.push(':');
        return Err(0);
    };
    let length = if linkable { link::bare_length(host, attached) } else { Err(0) };
    match length {
        Ok(length) => {
            out.truncate(out.len() - scheme.len());
            let url = host.get(..length).unwrap_or_default();
            out.extend(["<", scheme, "://", url, ">"]);
            Ok(length + 3)
        }
        Err(scanned) => {
            // Without the escape, rustdoc would warn of a bare address.
            out.push_str("\\:");
            Err(scanned)
        }
    }
}
