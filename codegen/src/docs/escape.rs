//! Escapes text, so that Markdown shows it unchanged.

use super::{entity, link};

/// Appends a word of plain text. If `attached`, formatted text follows without a space. If `linkable`, a web address in it
/// may become a link.
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

/// Writes a code span, with `glue` in place of its spaces. The text must have only single spaces, and none at its ends.
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

/// Returns the length of the longest run of backticks.
pub fn longest_run(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Returns the offset for a backslash if the start of the line would be read as the start of a block.
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

/// Returns the escaped form of the special character at the start of `rest`, which is `word` from `at` on.
fn marked(word: &str, at: usize, rest: &str) -> &'static str {
    let next = rest.chars().nth(1);
    let previous = word.get(..at).and_then(|before| before.chars().next_back());
    match rest.bytes().next() {
        // Before `h`, an address could follow, whose `<` the backslash would escape.
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
        // Two hyphens, as in the name of an option, would be shown as a dash.
        Some(b'-') if rest.starts_with("--") && !previous.is_some_and(is_part) => "\\-",
        _ => "-",
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// Writes the underscores at the start of `rest`, which need no escape between letters. Returns their number.
fn underscores(out: &mut String, before: Option<&str>, rest: &str) -> usize {
    let after = rest.trim_start_matches('_');
    let length = rest.len() - after.len();
    let previous = before.and_then(|before| before.chars().next_back());
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let literal = inside(previous) && inside(after.chars().next());
    out.push_str(&if literal { "_" } else { "\\_" }.repeat(length));
    length
}

/// Writes the `:` at the start of `rest`, with the web address around it if there is one. Returns the number of bytes of
/// `rest` that were written. The error, after a single `:`, is the number of bytes that are known to contain no address.
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
            // rustdoc warns about a bare address.
            out.push_str("\\:");
            Err(scanned)
        }
    }
}
