//! Parses patterns of ECMA 262 with the flag `u`, and additions of Java's dialect.
//!
//! If the two dialects differ, ECMA 262 takes precedence, as the Smithy specification requires. An error in ECMA's Unicode
//! mode is parsed as in its web dialect (Annex B), otherwise as in Java.

use super::assertion::{
    back_reference, count_groups, last_end, line_end, line_start, word_boundary,
};
use super::property::{fold_case, line_terminator};
use super::set::Set;
use super::syntax::Syntax;
use super::{Unsupported, UnsupportedKind, malformed};

/// A parsed pattern, and the reasons why it may match more texts than the pattern defines.
pub(super) struct Parsed {
    pub syntax: Syntax,
    pub approximations: Vec<&'static str>,
}

pub(super) fn parse(pattern: &str) -> Result<Parsed, Unsupported> {
    if pattern.len() > MAX_LENGTH {
        return Err(Unsupported::new(UnsupportedKind::TooBig, "its text is too long"));
    }
    let mut parser = Parser {
        rest: pattern.chars().collect(),
        at: 0,
        depth: 0,
        groups: count_groups(pattern),
        flags: Flags::default(),
        approximations: Vec::new(),
    };
    let syntax = parser.parse_alternatives()?;
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

/// The length in bytes of the longest pattern that is parsed: a longer one exceeds the size of a program, and finding that
/// out from its tree would take long.
const MAX_LENGTH: usize = 1 << 18;

/// The largest depth of nested groups and classes.
const MAX_DEPTH: usize = 200;

impl Parser {
    fn parse_alternatives(&mut self) -> Result<Syntax, Unsupported> {
        self.enter()?;
        let flags = self.flags;
        let mut branches = vec![self.parse_sequence()?];
        while self.skip("|") {
            branches.push(self.parse_sequence()?);
        }
        self.flags = flags;
        self.leave();
        Ok(Syntax::either(branches))
    }

    fn parse_sequence(&mut self) -> Result<Syntax, Unsupported> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek().filter(|c| !matches!(c, '|' | ')')) {
            self.at += 1;
            if c == '\\' && self.skip("Q") {
                parts.extend(self.parse_quoted()?);
                continue;
            }
            let atom = match c {
                '(' => self.parse_group()?,
                '[' => self.parse_class().and_then(|set| self.set_syntax(set))?,
                '.' if self.flags.dot_all => Syntax::Set(Set::all()),
                '.' => Syntax::Set(line_terminator().complement()),
                '^' if self.flags.multiline => line_start(),
                '^' => Syntax::Start,
                '$' if self.flags.multiline => line_end(),
                '$' => Syntax::end(),
                '\\' => self.parse_escape()?,
                '*' | '+' | '?' => {
                    return Err(malformed("there is nothing before a quantifier to repeat"));
                }
                c => self.set_syntax(Set::of(c.into()))?,
            };
            parts.push(self.parse_quantifier(atom)?);
        }
        Ok(Syntax::sequence(parts))
    }

    fn set_syntax(&mut self, set: Set) -> Result<Syntax, Unsupported> {
        self.fold_case(set).map(Syntax::Set)
    }

    /// Returns the set, with both cases of its letters if the flag `i` is set.
    pub(super) fn fold_case(&mut self, set: Set) -> Result<Set, Unsupported> {
        if !self.flags.insensitive {
            return Ok(set);
        }
        Ok(fold_case(&set).unwrap_or_else(|| {
            self.approximations.push("upper and lower case count as different outside ASCII");
            set
        }))
    }

    /// Parses the literal text up to `\E`, after `\Q`.
    fn parse_quoted(&mut self) -> Result<Vec<Syntax>, Unsupported> {
        let mut parts = Vec::new();
        while !self.skip("\\E") {
            let Some(c) = self.next() else { break };
            parts.push(self.set_syntax(Set::of(c.into()))?);
        }
        if let Some(last) = parts.pop() {
            let last = self.parse_quantifier(last)?;
            parts.push(last);
        }
        Ok(parts)
    }

    /// Parses the quantifier after an atom, if any. Laziness is ignored: it chooses between matches, but doesn't change
    /// whether there is one.
    fn parse_quantifier(&mut self, atom: Syntax) -> Result<Syntax, Unsupported> {
        let (min, max, length) = match self.peek() {
            Some('*') => (0, None, 1),
            Some('+') => (1, None, 1),
            Some('?') => (0, Some(1), 1),
            Some('{') => match self.parse_counts()? {
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
        if again || self.peek() == Some('{') && self.parse_counts()?.is_some() {
            return Err(malformed("there is nothing between two quantifiers"));
        }
        if possessive {
            return Ok(self.repeat_possessively(atom, min, max));
        }
        Ok(Syntax::repeat(atom, min, max))
    }

    /// Returns a repetition without backtracking: unless it has the largest number of repetitions, it isn't followed by
    /// another one.
    fn repeat_possessively(&mut self, atom: Syntax, min: u32, max: Option<u32>) -> Syntax {
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

    /// Parses `{2}`, `{2,}` or `{2,5}`, and returns it with its length; `None` for a literal brace.
    fn parse_counts(&self) -> Result<Option<(u32, Option<u32>, usize)>, Unsupported> {
        let inside = self.rest.get(self.at + 1..).unwrap_or_default();
        let Some(end) = inside.iter().position(|c| *c == '}') else { return Ok(None) };
        let text: String = inside.iter().take(end).collect();
        let (min, max) = text.split_once(',').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(min) || !max.is_none_or(|max| max.is_empty() || is_number(max)) {
            return Ok(None);
        }
        // A number that overflows is larger than the length of any text.
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

    /// Parses a group, after its `(`.
    fn parse_group(&mut self) -> Result<Syntax, Unsupported> {
        let look =
            [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)];
        if let Some((_, behind, negated)) = look.into_iter().find(|(opens, ..)| self.skip(opens)) {
            let body = self.parse_group_body()?;
            return Ok(Syntax::look(behind, negated, body));
        }
        if self.skip("?:") {
            return self.parse_group_body();
        }
        if self.skip("?>") {
            self.approximations.push("an atomic group may give back what it took");
            return self.parse_group_body();
        }
        if self.skip("?#") {
            while !matches!(self.next(), None | Some(')')) {}
            return Ok(Syntax::Empty);
        }
        if self.skip("?<") || self.skip("?P<") || self.skip("?'") {
            while !matches!(self.next(), None | Some('>' | '\'')) {}
            return self.parse_group_body();
        }
        if self.skip("?") {
            return self.parse_flags();
        }
        self.parse_group_body()
    }

    fn parse_group_body(&mut self) -> Result<Syntax, Unsupported> {
        let body = self.parse_alternatives()?;
        if self.skip(")") { Ok(body) } else { Err(malformed("a group is not closed")) }
    }

    /// Parses flags for the rest of the enclosing group, `(?i)`, or a group with flags, `(?i:…)`, after the `?`.
    fn parse_flags(&mut self) -> Result<Syntax, Unsupported> {
        let before = self.flags;
        let mut flags = self.flags;
        let mut on = true;
        loop {
            match self.next() {
                Some('-') => on = false,
                Some('i') => flags.insensitive = on,
                Some('s') => flags.dot_all = on,
                Some('m') => flags.multiline = on,
                // Unicode mode is always on.
                Some('u') => {}
                Some(')') => {
                    self.flags = flags;
                    return Ok(Syntax::Empty);
                }
                Some(':') => {
                    self.flags = flags;
                    let body = self.parse_group_body();
                    self.flags = before;
                    return body;
                }
                Some(c) if c.is_ascii_alphabetic() => {
                    return Err(Unsupported::new(
                        UnsupportedKind::Dialect,
                        format!("the flag `{c}`"),
                    ));
                }
                _ => return Err(malformed("`(?` doesn't open any kind of group")),
            }
        }
    }

    /// Parses an escape outside of classes, after its backslash.
    fn parse_escape(&mut self) -> Result<Syntax, Unsupported> {
        let assertion = match self.peek() {
            Some('b') => word_boundary(false),
            Some('B') => word_boundary(true),
            Some('A') => Syntax::Start,
            Some('z') => Syntax::end(),
            Some('Z') => last_end(),
            Some('k') => return Err(back_reference()),
            Some('1'..='9') if self.parse_reference() <= self.groups => {
                return Err(back_reference());
            }
            _ => {
                let item = self.parse_escaped()?;
                return self.set_syntax(item.set());
            }
        };
        self.at += 1;
        Ok(assertion)
    }

    fn parse_reference(&self) -> usize {
        let digits = self.rest.iter().skip(self.at).take_while(|c| c.is_ascii_digit());
        digits.collect::<String>().parse().unwrap_or(usize::MAX)
    }

    pub(super) fn enter(&mut self) -> Result<(), Unsupported> {
        self.depth += 1;
        let fits = self.depth <= MAX_DEPTH;
        fits.then_some(())
            .ok_or_else(|| Unsupported::new(UnsupportedKind::TooBig, "it nests too deep"))
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
