//! Reads the blocks of CommonMark, and writes them to a page.

use super::container::ListKind;
use super::inline::Face;
use super::markdown_inline;
use super::markers::{self, Fence, Marker, indent, is_rule, is_underline, strip_quote};
use super::page::{DEEPEST, Page};

/// Writes the text to the page.
pub fn read(text: &str, page: &mut Page) {
    let mut reader = Reader { page, levels: Vec::new(), leaf: Leaf::None };
    for line in text.split('\n') {
        reader.line(line);
    }
    reader.close_levels(0);
}

/// A list or quote around the current line.
#[derive(Clone, Copy)]
enum Level {
    /// `marker` is the bullet or the character after a number, `content` the column at which the text of the current item
    /// starts.
    List {
        marker: char,
        content: usize,
    },
    Quote,
}

/// The innermost block, which the current line may continue.
enum Leaf {
    None,
    Paragraph(String),
    Indented(String),
    Fenced { text: String, fence: Fence },
}

struct Reader<'p> {
    page: &'p mut Page,
    levels: Vec<Level>,
    leaf: Leaf,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) {
        let (matched, rest) = self.match_levels(line);
        if matched == self.levels.len() && self.continue_fence(rest) {
            return;
        }
        if rest.trim().is_empty() {
            self.read_blank_line(matched, rest);
            return;
        }
        let (opened, rest) = self.open_levels(matched, rest);
        self.open_leaf(matched, opened, rest);
    }

    /// Strips the markers and indentation of the open levels. Returns the number of levels that the line belongs to.
    fn match_levels<'t>(&self, line: &'t str) -> (usize, &'t str) {
        let mut rest = line;
        for (index, level) in self.levels.iter().enumerate() {
            let inner = match level {
                Level::Quote => strip_quote(rest),
                Level::List { .. } if rest.trim().is_empty() => Some(rest),
                Level::List { content, .. } if indent(rest) >= *content => rest.get(*content..),
                Level::List { .. } => None,
            };
            match inner {
                Some(inner) => rest = inner,
                None => return (index, rest),
            }
        }
        (self.levels.len(), rest)
    }

    /// Adds the line to an open fenced code block. Returns whether there is one.
    fn continue_fence(&mut self, line: &str) -> bool {
        let Leaf::Fenced { text, fence } = &mut self.leaf else {
            return false;
        };
        let (symbol, body) = (fence.symbol, line.trim());
        let length = body.len() - body.trim_start_matches(symbol).len();
        if length >= fence.length && length == body.len() && indent(line) < 4 {
            self.close_leaf();
        } else {
            text.push_str(line.get(indent(line).min(fence.indent)..).unwrap_or_default());
            text.push('\n');
        }
        true
    }

    fn read_blank_line(&mut self, matched: usize, rest: &str) {
        if let (Leaf::Indented(text), true) = (&mut self.leaf, matched == self.levels.len()) {
            text.push_str(rest.get(4..).unwrap_or_default());
            text.push('\n');
            return;
        }
        self.close_leaf();
        self.close_levels(matched);
    }

    /// Opens the lists and quotes that start in the line. Returns whether there are any, and the rest of the line.
    fn open_levels<'t>(&mut self, matched: usize, line: &'t str) -> (bool, &'t str) {
        let mut rest = line;
        let mut matched = matched;
        let mut opened = false;
        // Lines with more indentation belong to indented code or to a paragraph, whatever they start with.
        while matched < DEEPEST && indent(rest) < 4 {
            if let Some(inner) = strip_quote(rest) {
                self.close_levels(matched);
                self.page.open_quote("");
                self.levels.push(Level::Quote);
                rest = inner;
            } else if let Some(marker) = self.list_marker(matched, rest) {
                self.open_item(matched, &marker);
                rest = rest.get(marker.content..).unwrap_or_default();
            } else {
                break;
            }
            matched = self.levels.len();
            opened = true;
        }
        (opened, rest)
    }

    fn list_marker(&self, matched: usize, line: &str) -> Option<Marker> {
        if is_rule(line) {
            return None;
        }
        let marker = markers::parse_marker(line)?;
        // Within a paragraph, a number at the start of a line is usually text.
        let within = matched == self.levels.len();
        let paragraph = matches!(self.leaf, Leaf::Paragraph(_)) && within;
        let interrupts = !marker.empty && marker.number.is_none_or(|number| number == 1);
        (!paragraph || interrupts).then_some(marker)
    }

    fn is_sibling(&self, matched: usize, next: &Marker) -> bool {
        matches!(self.levels.get(matched), Some(Level::List { marker, .. }) if *marker == next.symbol)
    }

    fn open_item(&mut self, matched: usize, marker: &Marker) {
        let level = Level::List { marker: marker.symbol, content: marker.content };
        if self.is_sibling(matched, marker) {
            self.close_levels(matched + 1);
            self.levels.truncate(matched);
        } else {
            self.close_levels(matched);
            self.page.open_list(kind(marker.symbol), marker.number.unwrap_or(1));
        }
        self.page.open_item();
        self.levels.push(level);
    }

    fn open_leaf(&mut self, matched: usize, opened: bool, line: &str) {
        let all = opened || matched == self.levels.len();
        let paragraph = matches!(self.leaf, Leaf::Paragraph(_));
        if line.trim().is_empty() {
            return;
        }
        if indent(line) >= 4 {
            self.indented(matched, opened, line);
        } else if let Some(fence) = markers::parse_fence(line) {
            self.close_unmatched(matched, opened);
            self.leaf = Leaf::Fenced { text: String::new(), fence };
        } else if paragraph && all && is_underline(line) {
            self.heading();
        } else if is_rule(line) {
            self.close_unmatched(matched, opened);
        } else if let Some(heading) = markers::parse_heading(line) {
            self.close_unmatched(matched, opened);
            self.leaf = Leaf::Paragraph(heading.to_owned());
            self.heading();
        } else {
            // A paragraph continues even without the markers of its levels.
            if !paragraph {
                self.close_unmatched(matched, opened);
            }
            self.paragraph(line);
        }
    }

    /// Adds an indented line, which is code unless it continues a paragraph.
    fn indented(&mut self, matched: usize, opened: bool, line: &str) {
        if matches!(self.leaf, Leaf::Paragraph(_)) {
            return self.paragraph(line);
        }
        let within = opened || matched == self.levels.len();
        if !within || !matches!(self.leaf, Leaf::Indented(_)) {
            self.close_unmatched(matched, opened);
            self.leaf = Leaf::Indented(String::new());
        }
        if let Leaf::Indented(text) = &mut self.leaf {
            text.push_str(line.get(4..).unwrap_or_default());
            text.push('\n');
        }
    }

    fn paragraph(&mut self, line: &str) {
        match &mut self.leaf {
            Leaf::Paragraph(text) => {
                text.push('\n');
                text.push_str(line.trim_start());
            }
            _ => self.leaf = Leaf::Paragraph(line.trim_start().to_owned()),
        }
    }

    /// Writes the heading as a bold paragraph, so that it doesn't appear among rustdoc's own headings.
    fn heading(&mut self) {
        if let Leaf::Paragraph(text) = std::mem::replace(&mut self.leaf, Leaf::None) {
            let face = Face { strong: true, ..Face::default() };
            markdown_inline::read(&text, face, self.page);
            self.page.end_paragraph();
        }
    }

    fn close_leaf(&mut self) {
        match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => {}
            Leaf::Paragraph(text) => {
                markdown_inline::read(&text, Face::default(), self.page);
                self.page.end_paragraph();
            }
            Leaf::Indented(text) | Leaf::Fenced { text, .. } => self.page.code_block(&text),
        }
    }

    fn close_unmatched(&mut self, matched: usize, opened: bool) {
        let keep = if opened { self.levels.len() } else { matched };
        self.close_levels(keep);
    }

    fn close_levels(&mut self, keep: usize) {
        self.close_leaf();
        while self.levels.len() > keep {
            match self.levels.pop() {
                Some(Level::List { marker, .. }) => self.page.close_list(kind(marker)),
                _ => self.page.close_quote(),
            }
        }
    }
}

fn kind(marker: char) -> ListKind {
    if matches!(marker, '.' | ')') { ListKind::Numbers } else { ListKind::Bullets }
}
