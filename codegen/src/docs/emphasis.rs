//! Finds where emphasis starts and ends among the `*` and `_` of a paragraph.

use super::chars::is_punctuation;

/// A run of `*` or `_`, with the emphasis that starts and ends at it.
pub struct Delimiter {
    pub symbol: char,
    /// How many of the characters are no delimiters after all.
    pub unused: usize,
    pub started: Change,
    pub ended: Change,
    opens: bool,
    closes: bool,
}

/// Numbers of nested emphases.
#[derive(Default)]
pub struct Change {
    pub strong: usize,
    pub emphasis: usize,
}

/// Pairs the delimiters of a paragraph. Each step back drops what it passes, so that all of
/// them together take one pass.
pub fn pair<'a>(delimiters: impl Iterator<Item = &'a mut Delimiter>) {
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

/// The delimiters that wait for an end, and how many of them are stars.
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

    /// Takes the last one of a kind and drops those after it.
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
    /// A run of `length` characters between two others.
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

    /// Starts emphasis here that ends at `closer`.
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

/// Whether a run of delimiters with `inner` on one side touches a word on that side.
fn flanks(inner: Option<char>, outer: Option<char>) -> bool {
    let Some(inner) = inner.filter(|c| !c.is_whitespace()) else {
        return false;
    };
    !is_punctuation(inner) || outer.is_none_or(|c| c.is_whitespace() || is_punctuation(c))
}
