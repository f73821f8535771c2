//! Whether a text matches a pattern: walks the automaton that was made of it with the code.

/// Whether a match of the pattern is found in the text. Each byte of the text is looked at once for each part of
/// the program (there is seldom more than one), and no memory is taken.
///
/// `sets` are the sets of code points of all patterns of a module, `program` is this pattern's part.
pub fn matches(sets: &[u8], program: &[u8], text: &str) -> bool {
    // Data that no generator makes matches nothing.
    all_match(sets, program, text) == Some(true)
}

/// Of a part: two bytes say where a record is, not one.
const WIDE: u8 = 1;
/// Of a part: another one has to hold as well.
const MORE: u8 = 2;
/// Of a part: all edges that can be taken are.
const SIMULTANEOUS: u8 = 4;

fn all_match(sets: &[u8], program: &[u8], text: &str) -> Option<bool> {
    let sets = Sets::read(sets)?;
    let mut rest = Bytes(program);
    loop {
        let flags = rest.byte()?;
        let more = flags & MORE != 0;
        let mut part = if more { Bytes(rest.counted()?) } else { rest };
        let nodes = part.number()?;
        let wide = flags & WIDE != 0;
        let places = part.take(if wide { 2 * nodes } else { nodes })?;
        let mut walk = Walk { sets, places, wide, records: part.0, text, at: 0 };
        let found = if flags & SIMULTANEOUS == 0 { walk.run()? } else { walk.run_all(nodes)? };
        if !found {
            return Some(false);
        }
        if !more {
            return Some(true);
        }
    }
}

/// Of a node: the text may end here.
const ACCEPTS: u8 = 1;
/// Of an edge: the tags from here on are sets.
const SET: u8 = 0xC0;
/// Of a node: there are too many edges for the flags to say.
const MANY: u8 = 31;
/// So many words have a bit for each node that may be walked from at the same time.
const WORDS: usize = 128;
/// A target from which on anything matches.
const ALWAYS: usize = 1;

/// The way through a part of a program.
struct Walk<'p, 't> {
    sets: Sets<'p>,
    /// Where the record of each node begins.
    places: &'p [u8],
    wide: bool,
    records: &'p [u8],
    text: &'t str,
    /// The next byte of the text.
    at: usize,
}

impl<'p> Walk<'p, '_> {
    fn run(&mut self) -> Option<bool> {
        let mut node = 0;
        loop {
            let mut record = Bytes(self.records.get(self.place(node)?..)?);
            let flags = record.byte()?;
            let edges = if flags >> 3 == MANY { record.byte()? } else { flags >> 3 };
            let target = match flags >> 1 & 3 {
                0 => None,
                1 => {
                    let set = record.number()?;
                    self.run_of(set, usize::MAX)?;
                    None
                }
                _ => {
                    let set = record.number()?;
                    let most = record.number()?;
                    let target = record.number()?;
                    (self.run_of(set, most)? == most).then_some(target)
                }
            };
            let target = match target {
                Some(target) => target,
                None if self.at == self.text.len() => return Some(flags & ACCEPTS != 0),
                None => match self.edge(edges, record)? {
                    Some(target) => target,
                    None => return Some(false),
                },
            };
            node = match target {
                ALWAYS => return Some(true),
                // Numbers of nodes are even, distances odd.
                target if target & 1 == 0 => target >> 1,
                target => node + (target >> 1),
            };
        }
    }

    /// Walks from all nodes at once that the text so far leads to.
    fn run_all(&mut self, nodes: usize) -> Option<bool> {
        let mut current = [0_u64; WORDS];
        *current.first_mut()? = 1;
        let words = nodes.div_ceil(64);
        loop {
            let mut next = [0_u64; WORDS];
            let (mut accepts, mut reached) = (false, false);
            let c = self.text.get(self.at..)?.chars().next();
            for index in 0..words {
                let mut word = *current.get(index)?;
                while word != 0 {
                    let node = 64 * index + usize::try_from(word.trailing_zeros()).ok()?;
                    word &= word - 1;
                    let mut record = Bytes(self.records.get(self.place(node)?..)?);
                    let flags = record.byte()?;
                    accepts |= flags & ACCEPTS != 0;
                    let edges = if flags >> 3 == MANY { record.byte()? } else { flags >> 3 };
                    for _ in 0..if c.is_some() { edges } else { 0 } {
                        let tag = record.byte()?;
                        let set = record.set(tag)?;
                        let target = record.number()?;
                        if !self.sets.has(set, c?) {
                            continue;
                        }
                        if target == ALWAYS {
                            return Some(true);
                        }
                        let to = if target & 1 == 0 { target >> 1 } else { node + (target >> 1) };
                        *next.get_mut(to / 64)? |= 1 << (to % 64);
                        reached = true;
                    }
                }
            }
            let Some(c) = c.filter(|_| reached) else { return Some(accepts && c.is_none()) };
            self.at += c.len_utf8();
            current = next;
        }
    }

    fn place(&self, node: usize) -> Option<usize> {
        if self.wide {
            let place = self.places.get(2 * node..)?.first_chunk()?;
            Some(u16::from_le_bytes(*place).into())
        } else {
            self.places.get(node).copied().map(usize::from)
        }
    }

    /// Takes up to so many code points out of the set; how many there were.
    fn run_of(&mut self, set: usize, most: usize) -> Option<usize> {
        let bits: &[u8; 16] = self.sets.ascii.get(16 * set..)?.first_chunk()?;
        // Bytes that aren't ASCII are past the end of the bits.
        let has = |byte: u8| match bits.get(usize::from(byte >> 3)) {
            Some(bits) => bits >> (byte & 7) & 1 != 0,
            None => false,
        };
        let mut taken = 0;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let rest = rest.get(..most - taken).unwrap_or(rest);
            let ascii = rest.iter().position(|byte| !has(*byte)).unwrap_or(rest.len());
            taken += ascii;
            self.at += ascii;
            if rest.get(ascii).is_none_or(u8::is_ascii) {
                return Some(taken);
            }
            let c = self.text.get(self.at..)?.chars().next()?;
            if !self.sets.has_beyond(set, c) {
                return Some(taken);
            }
            taken += 1;
            self.at += c.len_utf8();
        }
    }

    /// Takes the edge that the next code point is on, if there is one; its target.
    fn edge(&mut self, edges: u8, mut record: Bytes<'p>) -> Option<Option<usize>> {
        const TEXT: u8 = 0x80;
        const OTHER: u8 = 0xBF;
        let rest = self.text.as_bytes().get(self.at..)?;
        let first = *rest.first()?;
        let length = match first {
            0..0x80 => 1,
            0x80..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        for _ in 0..edges {
            let tag = record.byte()?;
            let mut taken = length;
            let on_edge = match tag {
                0..TEXT => tag == first,
                TEXT..OTHER => {
                    let label = record.take(usize::from(tag - TEXT))?;
                    let begins = label.get(..length) == rest.get(..length);
                    // No other edge has the same code point.
                    if begins && !rest.starts_with(label) {
                        return Some(None);
                    }
                    taken = label.len();
                    begins
                }
                OTHER => true,
                SET.. => {
                    let set = record.set(tag)?;
                    match first {
                        0..0x80 => self.sets.has_ascii(set, first),
                        _ => self.sets.has_beyond(set, self.text.get(self.at..)?.chars().next()?),
                    }
                }
            };
            let target = record.number()?;
            if on_edge {
                self.at += taken;
                return Some(Some(target));
            }
        }
        Some(None)
    }
}

/// The sets of code points that programs refer to.
#[derive(Clone, Copy)]
struct Sets<'p> {
    /// A bit for each ASCII character, 16 bytes a set.
    ascii: &'p [u8],
    /// Where the bounds of each set begin, and how many they are.
    places: &'p [u8],
    bounds: &'p [u8],
}

/// A place is a number of a bound in three bytes and a count in two.
const PLACE: usize = 5;
/// A bound is a code point in three bytes.
const BOUND: usize = 3;

impl<'p> Sets<'p> {
    fn read(sets: &'p [u8]) -> Option<Self> {
        let mut rest = Bytes(sets);
        let count = usize::from(rest.byte()?) + (usize::from(rest.byte()?) << 8);
        let ascii = rest.take(16 * count)?;
        let places = rest.take(PLACE * count)?;
        Some(Self { ascii, places, bounds: rest.0 })
    }

    fn has(&self, set: usize, c: char) -> bool {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => self.has_ascii(set, byte),
            _ => self.has_beyond(set, c),
        }
    }

    fn has_ascii(&self, set: usize, byte: u8) -> bool {
        let bits = self.ascii.get(16 * set + usize::from(byte >> 3));
        bits.is_some_and(|bits| bits >> (byte & 7) & 1 != 0)
    }

    /// Whether a code point beyond ASCII is in the set: each bound up to it turns that over.
    fn has_beyond(&self, set: usize, c: char) -> bool {
        let c = u32::from(c);
        let [from, to] = self.range(set);
        let (mut low, mut high) = (from, to);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.bound(middle) <= c { low = middle + 1 } else { high = middle }
        }
        (low - from) % 2 == 1
    }

    /// Which bounds are of the set.
    fn range(&self, set: usize) -> [usize; 2] {
        let place = self.places.get(PLACE * set..).and_then(|places| places.first_chunk());
        let [a, b, c, d, e] = place.copied().unwrap_or_default();
        let from = usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16;
        [from, from + usize::from(u16::from_le_bytes([d, e]))]
    }

    fn bound(&self, index: usize) -> u32 {
        let bound = self.bounds.get(BOUND * index..).and_then(|bounds| bounds.first_chunk());
        let [a, b, c] = bound.copied().unwrap_or_default();
        u32::from_le_bytes([a, b, c, 0])
    }
}

/// Bytes that are read from the front.
#[derive(Clone, Copy)]
struct Bytes<'p>(&'p [u8]);

impl<'p> Bytes<'p> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, count: usize) -> Option<&'p [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Seven bits a byte, lowest first, as long as the highest bit is set.
    fn number(&mut self) -> Option<usize> {
        let first = self.byte()?;
        let mut value = usize::from(first & 0x7F);
        if first < 0x80 {
            return Some(value);
        }
        let mut shift = 7;
        loop {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
            shift += 7;
        }
    }

    /// The number of the set that an edge is on, after its tag.
    fn set(&mut self, tag: u8) -> Option<usize> {
        let set = usize::from(tag.checked_sub(SET)?);
        if tag == u8::MAX { Some(set + self.number()?) } else { Some(set) }
    }

    /// As many bytes as the number before them says.
    fn counted(&mut self) -> Option<&'p [u8]> {
        let count = self.number()?;
        self.take(count)
    }
}
