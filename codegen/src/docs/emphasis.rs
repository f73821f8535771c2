//! Finds the start and end of emphasis in a paragraph, by CommonMark's rules for `*` and `_`.

use super::chars::is_punctuation;

/// A run of `*` or `_`, with the number of emphases that start and end there.
pub struct Delimiter {
    pub symbol: char,
    /// The number of its characters that are text, not delimiters.
    pub unused: usize,
    pub started: Change,
    pub ended: Change,
    opens: bool,
    closes: bool,
}

/// The number of emphases of each kind.
#[derive(Default)]
pub struct Change {
    pub strong: usize,
    pub emphasis: usize,
}

/// Pairs the delimiters of a paragraph. A search back drops the delimiters that it passes, so the time is linear.
pub fn pair_delimiters<'a>(delimiters: impl Iterator<Item = &'a mut Delimiter>) {
    let mut open = Open::default();
    for current in delimiters {
        while current.closes && current.unused > 0 {
            let Some(opener) = open.pop(current.symbol) else {
                break;
            };
            opener.pair(current);
            if opener.unused > 0 {
                open.push(opener);
            }
        }
        if current.opens && current.unused > 0 {
            open.push(current);
        }
    }
}

/// The delimiters without an end so far, and the number of `*` among them.
#[derive(Default)]
struct Open<'a> {
    stack: Vec<&'a mut Delimiter>,
    stars: usize,
}

impl<'a> Open<'a> {
    fn push(&mut self, delimiter: &'a mut Delimiter) {
        self.stars += usize::from(delimiter.symbol == '*');
        self.stack.push(delimiter);
    }

    /// Removes and returns the last delimiter with this symbol, and drops those after it.
    fn pop(&mut self, symbol: char) -> Option<&'a mut Delimiter> {
        let waiting = if symbol == '*' { self.stars } else { self.stack.len() - self.stars };
        if waiting == 0 {
            return None;
        }
        loop {
            let delimiter = self.stack.pop()?;
            self.stars -= usize::from(delimiter.symbol == '*');
            if delimiter.symbol == symbol {
                return Some(delimiter);
            }
        }
    }
}

impl Delimiter {
    /// Creates a run of `length` characters, with the characters before and after it.
    pub fn new(symbol: char, length: usize, before: Option<char>, after: Option<char>) -> Self {
        let left = flanks(after, before);
        let right = flanks(before, after);
        let outside = |c: Option<char>| c.is_some_and(is_punctuation);
        let word = symbol == '_';
        Delimiter {
            symbol,
            unused: length,
            started: Change::default(),
            ended: Change::default(),
            opens: left && (!word || !right || outside(before)),
            closes: right && (!word || !left || outside(after)),
        }
    }

    /// Adds an emphasis from this run to `closer`.
    fn pair(&mut self, closer: &mut Delimiter) {
        let strong = self.unused >= 2 && closer.unused >= 2;
        let used = if strong { 2 } else { 1 };
        self.unused -= used;
        closer.unused -= used;
        if strong {
            self.started.strong += 1;
            closer.ended.strong += 1;
        } else {
            self.started.emphasis += 1;
            closer.ended.emphasis += 1;
        }
    }
}

/// Returns whether a run is flanking, in CommonMark's terms, on the side of `inner`.
fn flanks(inner: Option<char>, outer: Option<char>) -> bool {
    let Some(inner) = inner.filter(|c| !c.is_whitespace()) else {
        return false;
    };
    !is_punctuation(inner) || outer.is_none_or(|c| c.is_whitespace() || is_punctuation(c))
}
