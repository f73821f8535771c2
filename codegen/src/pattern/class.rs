//! Reads classes and escapes.

use super::parse::Parser;
use super::property::{digit, property, space, word};
use super::set::Set;
use super::{Kind, Unsupported, malformed};

/// What stands for code points: one, which may open a range, or many.
pub(super) enum Item {
    One(u32),
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
    /// A class, after its `[`.
    pub(super) fn class(&mut self) -> Result<Set, Unsupported> {
        let negated = self.skip("^");
        let mut parts = Vec::new();
        while !self.skip("]") {
            if self.skip("&&[") {
                let whole = self.intersection(parts)?;
                return Ok(if negated { whole.complement() } else { whole });
            }
            let item = self.item()?;
            parts.push(self.range(item)?);
        }
        let set = self.folded(Set::union(parts))?;
        Ok(if negated { set.complement() } else { set })
    }

    /// Java's `[a&&[b]]`, after the second bracket.
    fn intersection(&mut self, parts: Vec<Set>) -> Result<Set, Unsupported> {
        let mut common = self.folded(Set::union(parts))?;
        loop {
            common = common.intersection(&self.nested()?);
            if self.skip("]") {
                return Ok(common);
            }
            if !self.skip("&&[") {
                return Err(Unsupported::new(Kind::Dialect, "an intersection within a class"));
            }
        }
    }

    fn nested(&mut self) -> Result<Set, Unsupported> {
        self.enter()?;
        let set = self.class();
        self.leave();
        set
    }

    /// The range that the item opens, or the item. A hyphen beside a class is itself.
    fn range(&mut self, item: Item) -> Result<Set, Unsupported> {
        let before = self.place();
        if !self.skip("-") || self.peek() == Some(']') {
            self.go_back(before);
            return Ok(item.set());
        }
        match (item, self.item()?) {
            (Item::One(from), Item::One(to)) if to < from => {
                Err(malformed("a range is the wrong way round"))
            }
            (Item::One(from), Item::One(to)) => Ok(Set::range(from, to)),
            (from, to) => Ok(Set::union([from.set(), Set::of('-'.into()), to.set()])),
        }
    }

    fn item(&mut self) -> Result<Item, Unsupported> {
        match self.next() {
            None => Err(malformed("a class is not closed")),
            Some('\\') if self.skip("b") => Ok(Item::One(0x08)),
            Some('\\') => self.escaped(),
            Some(c) => Ok(Item::One(c.into())),
        }
    }

    /// An escape that stands for code points, after its backslash.
    pub(super) fn escaped(&mut self) -> Result<Item, Unsupported> {
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
            'p' => Item::Many(self.property()?),
            'P' => Item::Many(self.property()?.complement()),
            't' => Item::One(0x09),
            'n' => Item::One(0x0A),
            'v' => Item::One(0x0B),
            'f' => Item::One(0x0C),
            'r' => Item::One(0x0D),
            'c' => self.control()?,
            'x' => Item::One(self.hexadecimal(2)?),
            'u' => self.unicode()?,
            '0'..='7' => Item::One(self.octal(c)),
            c if c.is_ascii_alphabetic() => {
                return Err(Unsupported::new(Kind::Dialect, format!("the escape `\\{c}`")));
            }
            c => Item::One(c.into()),
        })
    }

    /// The name of a property and what has it, after `\p`.
    fn property(&mut self) -> Result<Set, Unsupported> {
        let mut name = String::new();
        if self.skip("{") {
            while !self.skip("}") {
                name.push(self.next().ok_or_else(|| malformed("a property is not closed"))?);
            }
        } else {
            name.extend(self.next());
        }
        property(&name)
            .ok_or_else(|| Unsupported::new(Kind::Property, format!("the property `{name}`")))
    }

    fn control(&mut self) -> Result<Item, Unsupported> {
        let letter = self.next().filter(char::is_ascii_alphabetic);
        let letter = letter.ok_or_else(|| malformed("`\\c` names no control character"))?;
        Ok(Item::One(u32::from(letter) % 32))
    }

    /// A code unit of so many digits, or a code point in braces.
    fn hexadecimal(&mut self, digits: usize) -> Result<u32, Unsupported> {
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

    /// A code unit, together with the next where they are a surrogate pair.
    fn unicode(&mut self) -> Result<Item, Unsupported> {
        let high = self.hexadecimal(4)?;
        let before = self.place();
        if (0xD800..0xDC00).contains(&high) && self.skip("\\u") {
            let low = self.hexadecimal(4)?;
            if (0xDC00..0xE000).contains(&low) {
                return Ok(Item::One(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)));
            }
            self.go_back(before);
        }
        Ok(Item::One(high))
    }

    /// Up to three octal digits, as long as the value is a byte.
    fn octal(&mut self, first: char) -> u32 {
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
