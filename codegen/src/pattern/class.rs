//! Parses character classes and escapes.

use super::parse::Parser;
use super::property::{digit, find_property, space, word};
use super::set::Set;
use super::{Unsupported, UnsupportedKind, malformed};

/// An item of a class.
pub(super) enum Item {
    /// A single code point, which can be the start of a range.
    One(u32),
    /// A set of code points.
    Many(Set),
}

impl Item {
    pub(super) fn set(self) -> Set {
        match self {
            Self::One(c) => Set::of(c),
            Self::Many(set) => set,
        }
    }
}

impl Parser {
    /// Parses a class, after its `[`.
    pub(super) fn parse_class(&mut self) -> Result<Set, Unsupported> {
        let negated = self.skip("^");
        let mut parts = Vec::new();
        while !self.skip("]") {
            if self.skip("&&[") {
                let whole = self.parse_intersection(parts)?;
                return Ok(if negated { whole.complement() } else { whole });
            }
            let item = self.parse_item()?;
            parts.push(self.parse_range(item)?);
        }
        let set = self.fold_case(Set::union(parts))?;
        Ok(if negated { set.complement() } else { set })
    }

    /// Parses the rest of Java's `[a&&[b]]`, after the second bracket.
    fn parse_intersection(&mut self, parts: Vec<Set>) -> Result<Set, Unsupported> {
        let mut common = self.fold_case(Set::union(parts))?;
        loop {
            common = common.intersection(&self.parse_nested()?);
            if self.skip("]") {
                return Ok(common);
            }
            if !self.skip("&&[") {
                return Err(Unsupported::new(
                    UnsupportedKind::Dialect,
                    "an intersection within a class",
                ));
            }
        }
    }

    fn parse_nested(&mut self) -> Result<Set, Unsupported> {
        self.enter()?;
        let set = self.parse_class();
        self.leave();
        set
    }

    /// Parses the range that starts with the item, or returns the item. A hyphen beside a class is literal.
    fn parse_range(&mut self, item: Item) -> Result<Set, Unsupported> {
        let before = self.place();
        if !self.skip("-") || self.peek() == Some(']') {
            self.go_back(before);
            return Ok(item.set());
        }
        match (item, self.parse_item()?) {
            (Item::One(from), Item::One(to)) if to < from => {
                Err(malformed("a range is the wrong way round"))
            }
            (Item::One(from), Item::One(to)) => Ok(Set::range(from, to)),
            (from, to) => Ok(Set::union([from.set(), Set::of('-'.into()), to.set()])),
        }
    }

    fn parse_item(&mut self) -> Result<Item, Unsupported> {
        match self.next() {
            None => Err(malformed("a class is not closed")),
            Some('\\') if self.skip("b") => Ok(Item::One(0x08)),
            Some('\\') => self.parse_escaped(),
            Some(c) => Ok(Item::One(c.into())),
        }
    }

    /// Parses an escape for code points, after its backslash.
    pub(super) fn parse_escaped(&mut self) -> Result<Item, Unsupported> {
        let Some(c) = self.next() else {
            return Err(malformed("the pattern ends within an escape"));
        };
        Ok(match c {
            'd' => Item::Many(digit()),
            'D' => Item::Many(digit().complement()),
            'w' => Item::Many(word()),
            'W' => Item::Many(word().complement()),
            's' => Item::Many(space()),
            'S' => Item::Many(space().complement()),
            'p' => Item::Many(self.parse_property()?),
            'P' => Item::Many(self.parse_property()?.complement()),
            't' => Item::One(0x09),
            'n' => Item::One(0x0A),
            'v' => Item::One(0x0B),
            'f' => Item::One(0x0C),
            'r' => Item::One(0x0D),
            'c' => self.parse_control()?,
            'x' => Item::One(self.parse_hexadecimal(2)?),
            'u' => self.parse_unicode()?,
            '0'..='7' => Item::One(self.parse_octal(c)),
            c if c.is_ascii_alphabetic() => {
                return Err(Unsupported::new(
                    UnsupportedKind::Dialect,
                    format!("the escape `\\{c}`"),
                ));
            }
            c => Item::One(c.into()),
        })
    }

    /// Parses the name of a property, after `\p`, and returns its code points.
    fn parse_property(&mut self) -> Result<Set, Unsupported> {
        let mut name = String::new();
        if self.skip("{") {
            while !self.skip("}") {
                name.push(self.next().ok_or_else(|| malformed("a property is not closed"))?);
            }
        } else {
            name.extend(self.next());
        }
        find_property(&name).ok_or_else(|| {
            Unsupported::new(UnsupportedKind::Property, format!("the property `{name}`"))
        })
    }

    fn parse_control(&mut self) -> Result<Item, Unsupported> {
        let letter = self.next().filter(char::is_ascii_alphabetic);
        let letter = letter.ok_or_else(|| malformed("`\\c` names no control character"))?;
        Ok(Item::One(u32::from(letter) % 32))
    }

    /// Parses a code unit with this number of digits, or a code point in braces.
    fn parse_hexadecimal(&mut self, digits: usize) -> Result<u32, Unsupported> {
        let braces = self.skip("{");
        let mut value = 0_u32;
        let mut count = 0;
        while braces || count < digits {
            if braces && self.skip("}") {
                break;
            }
            let digit = self.next().and_then(|c| c.to_digit(16));
            let digit = digit.ok_or_else(|| malformed("an escape lacks hexadecimal digits"))?;
            value = value.saturating_mul(16).saturating_add(digit);
            count += 1;
        }
        if count == 0 || value > 0x10_FFFF {
            return Err(malformed("an escape is no code point"));
        }
        Ok(value)
    }

    /// Parses a code unit, and the next one if they are a surrogate pair.
    fn parse_unicode(&mut self) -> Result<Item, Unsupported> {
        let high = self.parse_hexadecimal(4)?;
        let before = self.place();
        if (0xD800..0xDC00).contains(&high) && self.skip("\\u") {
            let low = self.parse_hexadecimal(4)?;
            if (0xDC00..0xE000).contains(&low) {
                return Ok(Item::One(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)));
            }
            self.go_back(before);
        }
        Ok(Item::One(high))
    }

    /// Parses up to three octal digits, as long as the value fits into a byte.
    fn parse_octal(&mut self, first: char) -> u32 {
        let mut value = first.to_digit(8).unwrap_or_default();
        for _ in 0..2 {
            let digit = self.peek().and_then(|c| c.to_digit(8));
            let Some(more) = digit.map(|digit| value * 8 + digit).filter(|value| *value < 256)
            else {
                break;
            };
            value = more;
            self.next();
        }
        value
    }
}
