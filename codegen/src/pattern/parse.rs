//! Reads a pattern: ECMA 262 with Unicode, and what Java's dialect adds where it is no other meaning.
//!
//! Where the two read the same text differently, ECMA 262 leads, as the Smithy specification says. What is
//! an error in ECMA's Unicode mode is read as its web dialect (Annex B) or, failing that, Java does.

use super::assertion::{
    back_reference, count_groups, last_end, line_end, line_start, word_boundary,
};
use super::property::{fold, line_terminator};
use super::set::Set;
use super::syntax::Syntax;
use super::{Kind, Unsupported, malformed};

/// What a pattern says, and in which points that is only nearly known.
pub(super) struct Parsed {
    pub syntax: Syntax,
    pub approximations: Vec<&'static str>,
}

pub(super) fn parse(pattern: &str) -> Result<Parsed, Unsupported> {
    if pattern.len() > LONGEST {
        return Err(Unsupported::new(Kind::TooBig, "its text is too long"));
    }
    let mut parser = Parser {
        rest: pattern.chars().collect(),
        at: 0,
        depth: 0,
        groups: count_groups(pattern),
        flags: Flags::default(),
        approximations: Vec::new(),
    };
    let syntax = parser.either()?;
    if parser.peek().is_some() {
        return Err(malformed("a `)` closes a group that isn't open"));
    }
    Ok(Parsed { syntax, approximations: parser.approximations })
}

pub(super) struct Parser {
    rest: Vec<char>,
    at: usize,
    depth: usize,
    groups: usize,
    flags: Flags,
    approximations: Vec<&'static str>,
}

#[derive(Clone, Copy, Default)]
struct Flags {
    insensitive: bool,
    dot_all: bool,
    multiline: bool,
}

/// No longer text is read, in bytes: no program has room for so much, and a tree of it would take long to find that out.
const LONGEST: usize = 1 << 18;

/// Groups and classes nest this deep at most.
const MAX_DEPTH: usize = 200;

impl Parser {
    fn either(&mut self) -> Result<Syntax, Unsupported> {
        self.enter()?;
        let flags = self.flags;
        let mut branches = vec![self.sequence()?];
        while self.skip("|") {
            branches.push(self.sequence()?);
        }
        self.flags = flags;
        self.leave();
        Ok(Syntax::either(branches))
    }

    fn sequence(&mut self) -> Result<Syntax, Unsupported> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek().filter(|c| !matches!(c, '|' | ')')) {
            self.at += 1;
            if c == '\\' && self.skip("Q") {
                parts.extend(self.quoted()?);
                continue;
            }
            let atom = match c {
                '(' => self.group()?,
                '[' => self.class().and_then(|set| self.set(set))?,
                '.' if self.flags.dot_all => Syntax::Set(Set::all()),
                '.' => Syntax::Set(line_terminator().complement()),
                '^' if self.flags.multiline => line_start(),
                '^' => Syntax::Start,
                '$' if self.flags.multiline => line_end(),
                '$' => Syntax::end(),
                '\\' => self.escape()?,
                '*' | '+' | '?' => {
                    return Err(malformed("there is nothing before a quantifier to repeat"));
                }
                c => self.set(Set::of(c.into()))?,
            };
            parts.push(self.quantified(atom)?);
        }
        Ok(Syntax::sequence(parts))
    }

    fn set(&mut self, set: Set) -> Result<Syntax, Unsupported> {
        self.folded(set).map(Syntax::Set)
    }

    /// The set, with all cases where those don't matter.
    pub(super) fn folded(&mut self, set: Set) -> Result<Set, Unsupported> {
        if !self.flags.insensitive {
            return Ok(set);
        }
        Ok(fold(&set).unwrap_or_else(|| {
            self.approximations.push("upper and lower case count as different outside ASCII");
            set
        }))
    }

    /// The code points up to `\E`, after `\Q`.
    fn quoted(&mut self) -> Result<Vec<Syntax>, Unsupported> {
        let mut parts = Vec::new();
        while !self.skip("\\E") {
            let Some(c) = self.next() else { break };
            parts.push(self.set(Set::of(c.into()))?);
        }
        if let Some(last) = parts.pop() {
            let last = self.quantified(last)?;
            parts.push(last);
        }
        Ok(parts)
    }

    /// The atom with the quantifier after it, if any. Whether it is lazy doesn't matter: that chooses
    /// between matches.
    fn quantified(&mut self, atom: Syntax) -> Result<Syntax, Unsupported> {
        let (min, max, length) = match self.peek() {
            Some('*') => (0, None, 1),
            Some('+') => (1, None, 1),
            Some('?') => (0, Some(1), 1),
            Some('{') => match self.counts()? {
                Some(counts) => counts,
                None => return Ok(atom),
            },
            _ => return Ok(atom),
        };
        self.at += length;
        let possessive = self.skip("+");
        if !possessive {
            self.skip("?");
        }
        let again = matches!(self.peek(), Some('*' | '+' | '?'));
        if again || self.peek() == Some('{') && self.counts()?.is_some() {
            return Err(malformed("there is nothing between two quantifiers"));
        }
        if possessive {
            return Ok(self.possessive(atom, min, max));
        }
        Ok(Syntax::repeat(atom, min, max))
    }

    /// A repetition that gives nothing back: what ends before its most isn't followed by one more.
    fn possessive(&mut self, atom: Syntax, min: u32, max: Option<u32>) -> Syntax {
        let greedy = Syntax::repeat(atom.clone(), min, max);
        if max == Some(min) && matches!(atom, Syntax::Set(_)) {
            return greedy;
        }
        if !matches!(atom, Syntax::Set(_)) {
            self.approximations.push("a possessive group may give back what it took");
            return greedy;
        }
        let done = Syntax::look(false, true, atom.clone());
        let Some(most) = max else { return Syntax::sequence(vec![greedy, done]) };
        let fewer = Syntax::repeat(atom.clone(), min, Some(most.saturating_sub(1)));
        let full = Syntax::repeat(atom, most, max);
        Syntax::either(vec![full, Syntax::sequence(vec![fewer, done])])
    }

    /// `{2}`, `{2,}` or `{2,5}` with its length; any other brace is itself.
    fn counts(&self) -> Result<Option<(u32, Option<u32>, usize)>, Unsupported> {
        let inside = self.rest.get(self.at + 1..).unwrap_or_default();
        let Some(end) = inside.iter().position(|c| *c == '}') else { return Ok(None) };
        let text: String = inside.iter().take(end).collect();
        let (min, max) = text.split_once(',').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(min) || !max.is_none_or(|max| max.is_empty() || is_number(max)) {
            return Ok(None);
        }
        // What is more than the number has room for is more than any text has.
        let number = |text: &str| text.parse().unwrap_or(u32::MAX);
        let max = match max {
            None => Some(number(min)),
            Some("") => None,
            Some(max) => Some(number(max)),
        };
        if max.is_some_and(|max| max < number(min)) {
            return Err(malformed("a repetition is the wrong way round"));
        }
        Ok(Some((number(min), max, end + 2)))
    }

    /// A group, after its `(`.
    fn group(&mut self) -> Result<Syntax, Unsupported> {
        let look =
            [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)];
        if let Some((_, behind, negated)) = look.into_iter().find(|(opens, ..)| self.skip(opens)) {
            let body = self.closed()?;
            return Ok(Syntax::look(behind, negated, body));
        }
        if self.skip("?:") {
            return self.closed();
        }
        if self.skip("?>") {
            self.approximations.push("an atomic group may give back what it took");
            return self.closed();
        }
        if self.skip("?#") {
            while !matches!(self.next(), None | Some(')')) {}
            return Ok(Syntax::Empty);
        }
        if self.skip("?<") || self.skip("?P<") || self.skip("?'") {
            while !matches!(self.next(), None | Some('>' | '\'')) {}
            return self.closed();
        }
        if self.skip("?") {
            return self.flags();
        }
        self.closed()
    }

    fn closed(&mut self) -> Result<Syntax, Unsupported> {
        let body = self.either()?;
        if self.skip(")") { Ok(body) } else { Err(malformed("a group is not closed")) }
    }

    /// Flags for the rest of the group, `(?i)`, or for a group of their own, `(?i:…)`, after the `?`.
    fn flags(&mut self) -> Result<Syntax, Unsupported> {
        let before = self.flags;
        let mut flags = self.flags;
        let mut on = true;
        loop {
            match self.next() {
                Some('-') => on = false,
                Some('i') => flags.insensitive = on,
                Some('s') => flags.dot_all = on,
                Some('m') => flags.multiline = on,
                // Unicode is on anyway.
                Some('u') => {}
                Some(')') => {
                    self.flags = flags;
                    return Ok(Syntax::Empty);
                }
                Some(':') => {
                    self.flags = flags;
                    let body = self.closed();
                    self.flags = before;
                    return body;
                }
                Some(c) if c.is_ascii_alphabetic() => {
                    return Err(Unsupported::new(Kind::Dialect, format!("the flag `{c}`")));
                }
                _ => return Err(malformed("`(?` doesn't open any kind of group")),
            }
        }
    }

    /// An escape outside of classes, after its backslash.
    fn escape(&mut self) -> Result<Syntax, Unsupported> {
        let assertion = match self.peek() {
            Some('b') => word_boundary(false),
            Some('B') => word_boundary(true),
            Some('A') => Syntax::Start,
            Some('z') => Syntax::end(),
            Some('Z') => last_end(),
            Some('k') => return Err(back_reference()),
            Some('1'..='9') if self.reference() <= self.groups => return Err(back_reference()),
            _ => {
                let item = self.escaped()?;
                return self.set(item.set());
            }
        };
        self.at += 1;
        Ok(assertion)
    }

    fn reference(&self) -> usize {
        let digits = self.rest.iter().skip(self.at).take_while(|c| c.is_ascii_digit());
        digits.collect::<String>().parse().unwrap_or(usize::MAX)
    }

    pub(super) fn enter(&mut self) -> Result<(), Unsupported> {
        self.depth += 1;
        let fits = self.depth <= MAX_DEPTH;
        fits.then_some(()).ok_or_else(|| Unsupported::new(Kind::TooBig, "it nests too deep"))
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn place(&self) -> usize {
        self.at
    }

    pub(super) fn go_back(&mut self, place: usize) {
        self.at = place;
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }

    pub(super) fn skip(&mut self, text: &str) -> bool {
        let ahead = self.rest.get(self.at..).unwrap_or_default();
        let found = text.chars().enumerate().all(|(i, c)| ahead.get(i) == Some(&c));
        if found {
            self.at += text.chars().count();
        }
        found
    }
}
