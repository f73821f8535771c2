//! The text of a paragraph, written as Markdown.

use super::assemble::{Gap, Unit, assemble};
use super::{escape, link};
use std::mem;

/// Stands for a space at which a line isn't broken. Cleaned text has no control characters, so this one is unambiguous.
pub const GLUE: char = '\u{1}';

/// The format of a piece of text.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Face {
    pub strong: bool,
    pub emphasis: bool,
    pub code: bool,
    pub link: Option<usize>,
}

/// The text of a paragraph so far.
#[derive(Default)]
pub struct Inline {
    pieces: Vec<Piece>,
    links: Vec<Link>,
    visible: bool,
}

enum Piece {
    Text(Face, String),
    Break,
}

struct Link {
    target: Target,
    used: bool,
}

enum Target {
    Url(String),
    /// A link without a usable address.
    None,
    /// An anchor without an address, as vendors write around the names of other shapes.
    Name,
}

impl Inline {
    /// Appends text, with any white space as a single space.
    pub fn text(&mut self, text: &str, face: Face) {
        let visible = text.bytes().any(|byte| !byte.is_ascii_whitespace());
        self.visible |= visible;
        if let Some(link) = face.link.and_then(|link| self.links.get_mut(link)) {
            link.used |= visible;
        }
        match self.pieces.last_mut() {
            Some(Piece::Text(last, existing)) if *last == face => existing.push_str(text),
            _ => self.pieces.push(Piece::Text(face, text.to_owned())),
        }
    }

    /// Adds a hard line break.
    pub fn line_break(&mut self) {
        self.pieces.push(Piece::Break);
    }

    /// Adds a link, and returns its index for the format of its text.
    pub fn open_link(&mut self, href: Option<&str>) -> usize {
        let target = match href {
            Some(href) => link::encode_target(href).map_or(Target::None, Target::Url),
            None => Target::Name,
        };
        self.links.push(Link { target, used: false });
        self.links.len() - 1
    }

    /// Ends a link. Without any text, its address is the text.
    pub fn close_link(&mut self, index: usize) {
        let Some(link) = self.links.get_mut(index) else {
            return;
        };
        if let (Target::Url(_), false) = (&link.target, link.used) {
            link.used = true;
            self.visible = true;
            let face = Face { link: Some(index), ..Face::default() };
            self.pieces.push(Piece::Text(face, String::new()));
        }
    }

    /// Returns whether there is no visible text.
    pub fn is_blank(&self) -> bool {
        !self.visible
    }

    /// Returns whether the last visible character is this one.
    pub fn ends_with(&self, c: char) -> bool {
        match self.pieces.last() {
            Some(Piece::Text(_, text)) => text.trim_end().ends_with(c),
            _ => false,
        }
    }

    /// Removes the text, and returns it as Markdown with `\n` as hard line break, or `None` if it is blank.
    pub fn take(&mut self) -> Option<String> {
        let pieces = mem::take(&mut self.pieces);
        if !mem::take(&mut self.visible) {
            return None;
        }
        let text = assemble(&units(&pieces, &self.links));
        (!text.is_empty()).then_some(text)
    }
}

/// Writes each piece as Markdown. The pieces of a link become one.
fn units(pieces: &[Piece], links: &[Link]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(pieces.len());
    let mut gap = Gap::None;
    let mut groups =
        pieces.chunk_by(|a, b| link_of(a).is_some() && link_of(a) == link_of(b)).peekable();
    while let Some(group) = groups.next() {
        let [first, ..] = group else { continue };
        let Piece::Text(face, text) = first else {
            gap = Gap::Break;
            continue;
        };
        gap = gap.or_space(text.starts_with([' ', '\n']));
        let attached = groups.peek().is_some_and(|next| is_attached(group, next));
        let mut out = String::with_capacity(text.len() + 8);
        match face.link.and_then(|link| links.get(link)) {
            Some(link) => write_link(&mut out, group, &link.target),
            None => write_piece(&mut out, text, face.code, attached),
        }
        if !out.is_empty() {
            let (strong, emphasis) = (face.strong, face.emphasis);
            units.push(Unit { text: out, strong, emphasis, before: gap });
            gap = Gap::None;
        }
        gap = gap.or_space(ends_in_space(group));
    }
    units
}

fn link_of(piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Text(face, _) => face.link,
        Piece::Break => None,
    }
}

fn ends_in_space(group: &[Piece]) -> bool {
    matches!(group.last(), Some(Piece::Text(_, text)) if text.ends_with([' ', '\n']))
}

fn is_attached(group: &[Piece], next: &[Piece]) -> bool {
    let starts =
        matches!(next.first(), Some(Piece::Text(_, text)) if !text.starts_with([' ', '\n']));
    starts && !ends_in_space(group)
}

fn write_piece(out: &mut String, text: &str, code: bool, attached: bool) {
    if code {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        if !words.is_empty() {
            escape::code_span(out, &words.join(" "), GLUE);
        }
        return;
    }
    let mut words = text.split_ascii_whitespace().peekable();
    let attached = attached && !text.ends_with([' ', '\n']);
    while let Some(word) = words.next() {
        let last = words.peek().is_none();
        escape::word(out, word, attached && last, true);
        out.extend((!last).then_some(' '));
    }
}

/// Writes a link with its text, which isn't broken into lines.
fn write_link(out: &mut String, group: &[Piece], target: &Target) {
    let raw: String = group.iter().map(raw_text).collect();
    let raw = raw.trim();
    match target {
        // A mail address on its own isn't taken for an item's path, so that it can have its `@`.
        Target::Url(url) if url.replacen("%40", "@", 1) == raw => out.extend(["<", raw, ">"]),
        Target::Url(url) if raw.is_empty() => out.extend(["<", url, ">"]),
        Target::Url(url) => {
            out.push('[');
            write_label(out, group);
            out.extend(["](", url, ")"]);
        }
        Target::Name if is_name(raw) => escape::code_span(out, raw, GLUE),
        Target::Name | Target::None => write_label(out, group),
    }
}

fn write_label(out: &mut String, group: &[Piece]) {
    let start = out.len();
    for piece in group {
        let Piece::Text(face, text) = piece else {
            continue;
        };
        let mut gap = text.starts_with([' ', '\n']);
        // With `]:` in code at the start of a line, the link would define a reference instead.
        if face.code && !text.contains(']') {
            let words: Vec<&str> = text.split_ascii_whitespace().collect();
            separate(out, start, gap || out.ends_with('`'));
            if !words.is_empty() {
                escape::code_span(out, &words.join(" "), GLUE);
            }
        } else {
            for word in text.split_ascii_whitespace() {
                separate(out, start, gap);
                escape::word(out, word, false, false);
                gap = true;
            }
        }
        separate(out, start, text.ends_with([' ', '\n']));
    }
    out.truncate(out.trim_end_matches(GLUE).len());
}

fn separate(out: &mut String, start: usize, gap: bool) {
    if gap && out.len() > start && !out.ends_with(GLUE) {
        out.push(GLUE);
    }
}

fn raw_text(piece: &Piece) -> &str {
    match piece {
        Piece::Text(_, text) => text,
        Piece::Break => " ",
    }
}

fn is_name(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '$');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(allowed)
}
