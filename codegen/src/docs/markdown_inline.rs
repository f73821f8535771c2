//! Reads the inline content of a Markdown paragraph: emphasis, code, links and escapes.

use super::emphasis::{self, Change, Delimiter};
use super::entity;
use super::inline::Face;
use super::page::Page;
use std::collections::HashMap;

/// The maximum length of a paragraph with markup. In a longer one, markers are text.
const LONGEST: usize = 1 << 18;

/// Adds the paragraph to the page.
pub fn read(text: &str, face: Face, page: &mut Page) {
    let text = text.trim();
    if text.len() > LONGEST {
        page.text(text, face);
        return;
    }
    let mut parser = Parser {
        text,
        at: 0,
        nodes: Vec::new(),
        brackets: Vec::new(),
        ticks: find_backticks(text),
    };
    parser.parse();
    let mut nodes = parser.nodes;
    emphasis::pair_delimiters(nodes.iter_mut().filter_map(|node| match node {
        Node::Delimiter(delimiter) => Some(delimiter),
        _ => None,
    }));
    let (around, depth, link) = (face, Change::default(), None);
    let mut writer = Writer { page, around, depth, link };
    nodes.iter().for_each(|node| writer.node(node));
}

enum Node<'a> {
    Text(&'a str),
    Char(char),
    Code(&'a str),
    Break,
    Delimiter(Delimiter),
    /// An address that is also the text of its link.
    Address(&'a str),
    OpenLink(&'a str),
    CloseLink,
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    nodes: Vec<Node<'a>>,
    /// The nodes that may be the start of a link.
    brackets: Vec<usize>,
    ticks: HashMap<usize, (usize, Option<usize>)>,
}

impl<'a> Parser<'a> {
    fn parse(&mut self) {
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let used = match rest.bytes().next() {
                Some(b'\\') => self.escape(rest),
                Some(b'`') => self.code(rest),
                Some(b'&') => self.reference(rest),
                Some(b'<') => self.address(rest),
                Some(b'[') => self.open_bracket(rest),
                Some(b'!') if rest.starts_with("![") => self.open_bracket(rest),
                Some(b']') => self.close_bracket(rest),
                Some(b'*') => self.delimiter(rest, '*'),
                Some(b'_') => self.delimiter(rest, '_'),
                Some(b'\n') => self.line_end(rest),
                _ => self.plain(rest),
            };
            self.at += used.max(1);
        }
    }

    fn plain(&mut self, rest: &'a str) -> usize {
        let special = |c: char| "\\`&<[]*_\n!".contains(c);
        let skip = rest.chars().next().map_or(1, char::len_utf8);
        let after = rest.get(skip..).unwrap_or_default();
        let length = skip + after.find(special).unwrap_or(after.len());
        self.push_text(rest, length)
    }

    fn push_text(&mut self, rest: &'a str, length: usize) -> usize {
        self.nodes.push(Node::Text(rest.get(..length).unwrap_or_default()));
        length
    }

    fn escape(&mut self, rest: &'a str) -> usize {
        match rest.chars().nth(1) {
            Some('\n') => self.nodes.push(Node::Break),
            Some(c) if c.is_ascii_punctuation() => self.nodes.push(Node::Char(c)),
            _ => return self.push_text(rest, 1),
        }
        2
    }

    fn code(&mut self, rest: &'a str) -> usize {
        let length = rest.len() - rest.trim_start_matches('`').len();
        let Some((_, Some(end))) = self.ticks.get(&self.at) else {
            return self.push_text(rest, length);
        };
        let content = self.text.get(self.at + length..*end).unwrap_or_default();
        self.nodes.push(Node::Code(content));
        end + length - self.at
    }

    fn reference(&mut self, rest: &'a str) -> usize {
        let Some((c, after)) = entity::reference(rest) else {
            return self.push_text(rest, 1);
        };
        self.nodes.extend(c.map(Node::Char));
        rest.len() - after.len()
    }

    fn address(&mut self, rest: &'a str) -> usize {
        let end = rest.bytes().skip(1).position(|byte| matches!(byte, b'<' | b'>' | b' ' | b'\n'));
        let body = end.and_then(|end| rest.get(1..end + 1)).unwrap_or_default();
        let closed = rest.get(body.len() + 1..).is_some_and(|rest| rest.starts_with('>'));
        let scheme =
            ["http://", "https://", "mailto:"].iter().any(|scheme| body.starts_with(scheme));
        if !closed || !scheme {
            return self.push_text(rest, 1);
        }
        self.nodes.push(Node::Address(body));
        body.len() + 2
    }

    /// An image becomes a link, so that the page loads nothing from elsewhere.
    fn open_bracket(&mut self, rest: &'a str) -> usize {
        self.brackets.push(self.nodes.len());
        self.push_text(rest, if rest.starts_with('!') { 2 } else { 1 })
    }

    fn close_bracket(&mut self, rest: &'a str) -> usize {
        let opener = self.brackets.pop();
        let (Some(opener), Some((href, length))) = (opener, parse_destination(rest)) else {
            return self.push_text(rest, 1);
        };
        if let Some(node) = self.nodes.get_mut(opener) {
            *node = Node::OpenLink(href);
        }
        self.nodes.push(Node::CloseLink);
        // A link contains no others.
        self.brackets.clear();
        length
    }

    fn delimiter(&mut self, rest: &'a str, symbol: char) -> usize {
        let after = rest.trim_start_matches(symbol);
        let length = rest.len() - after.len();
        let before = self.text.get(..self.at).and_then(|text| text.chars().next_back());
        let delimiter = Delimiter::new(symbol, length, before, after.chars().next());
        self.nodes.push(Node::Delimiter(delimiter));
        length
    }

    fn line_end(&mut self, rest: &'a str) -> usize {
        let hard = self.text.get(..self.at).is_some_and(|text| text.ends_with("  "));
        if hard {
            self.nodes.push(Node::Break);
            return 1;
        }
        self.push_text(rest, 1)
    }
}

/// Returns the runs of backticks by their offset: the length of each, and the offset of the next run of the same length.
fn find_backticks(text: &str) -> HashMap<usize, (usize, Option<usize>)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    let mut latest = HashMap::new();
    let next = runs.iter().rev().map(|(at, length)| (*at, (*length, latest.insert(*length, *at))));
    next.collect()
}

/// Parses `](address "title")` at the start of `text`. Returns the address and the length.
fn parse_destination(text: &str) -> Option<(&str, usize)> {
    let body = text.strip_prefix("](")?.trim_start();
    let (href, rest) = match body.strip_prefix('<') {
        Some(body) => {
            let end = body.find(['>', '<', '\n'])?;
            (body.get(..end)?, body.get(end..)?.strip_prefix('>')?)
        }
        None => body.split_at_checked(plain_length(body)?)?,
    };
    let rest = strip_title(rest.trim_start())?.trim_start().strip_prefix(')')?;
    Some((href, text.len() - rest.len()))
}

/// Returns the length of an address with balanced parentheses. Their depth is limited, because each `](` in hostile text
/// starts such a search.
fn plain_length(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            ' ' | '\n' => return Some(at),
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '(' if depth == 8 => return None,
            '(' => depth += 1,
            _ => {}
        }
    }
    None
}

fn strip_title(text: &str) -> Option<&str> {
    for quote in ['"', '\''] {
        if let Some(body) = text.strip_prefix(quote) {
            return body.split_once(quote).map(|(_, rest)| rest);
        }
    }
    Some(text)
}

/// Writes the nodes of a paragraph, with the format that the nodes before them have set.
struct Writer<'p> {
    page: &'p mut Page,
    around: Face,
    depth: Change,
    link: Option<usize>,
}

impl Writer<'_> {
    fn face(&self) -> Face {
        Face {
            strong: self.around.strong || self.depth.strong > 0,
            emphasis: self.depth.emphasis > 0,
            code: false,
            link: self.link,
        }
    }

    fn text(&mut self, text: &str) {
        self.page.text(text, self.face());
    }

    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Char(c) => self.text(c.encode_utf8(&mut [0; 4])),
            Node::Code(text) => {
                let code = true;
                self.page.text(text, Face { code, ..self.face() });
            }
            Node::Break => self.page.line_break(),
            Node::Delimiter(delimiter) => self.delimiter(delimiter),
            Node::Address(url) => {
                let link = Some(self.page.inline.open_link(Some(url)));
                self.page.text(url, Face { link, ..self.face() });
            }
            Node::OpenLink(href) => self.link = Some(self.page.inline.open_link(Some(href))),
            Node::CloseLink => {
                if let Some(index) = self.link.take() {
                    self.page.inline.close_link(index);
                }
            }
        }
    }

    /// Writes a delimiter: emphasis ends, its unused characters are text, and emphasis starts.
    fn delimiter(&mut self, delimiter: &Delimiter) {
        let Delimiter { started, ended, .. } = delimiter;
        self.depth.strong = self.depth.strong.saturating_sub(ended.strong);
        self.depth.emphasis = self.depth.emphasis.saturating_sub(ended.emphasis);
        if delimiter.unused > 0 {
            self.text(&delimiter.symbol.to_string().repeat(delimiter.unused));
        }
        self.depth.strong += started.strong;
        self.depth.emphasis += started.emphasis;
    }
}
