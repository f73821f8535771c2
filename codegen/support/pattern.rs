//! Whether a text matches a pattern: walks the automaton that was made of it with the code.

use super::pattern_table::{matches_table, read_u16};

/// Whether a match of the pattern is found in the text. Each byte of the text is looked at once for each part of
/// the program (there is seldom more than one), in a number of steps that the generator limits, and no memory is taken.
///
/// `sets` are the sets of code points of all patterns of a module, `program` is this pattern's part.
pub fn matches(sets: &[u8], program: &[u8], text: &str) -> bool {
    // Data that no generator makes matches nothing.
    let found = match program {
        [TABLE, table @ ..] => matches_table(sets, table, text),
        _ => all_match(sets, program, text),
    };
    found == Some(true)
}

/// Of a part: two bytes say where a record is, not one.
pub(super) const WIDE: u8 = 1;
/// Of a part: another one has to hold as well.
pub(super) const MORE: u8 = 2;
/// Of a part: all edges that can be taken are.
pub(super) const SIMULTANEOUS: u8 = 4;
/// Of a part: it is a table.
pub(super) const TABLE: u8 = 8;

#[inline(never)]
fn all_match(sets: &[u8], program: &[u8], text: &str) -> Option<bool> {
    let shared = sets;
    let mut rest = Bytes(program);
    loop {
        let flags = rest.byte()?;
        let more = flags & MORE != 0;
        let mut part = if more { Bytes(rest.counted()?) } else { rest };
        let found = if flags & TABLE != 0 {
            matches_table(shared, part.0, text)?
        } else {
            Walk::matches(shared, flags, &mut part, text)?
        };
        if !found {
            return Some(false);
        }
        if !more {
            return Some(true);
        }
    }
}

/// Of a node: the text may end here.
pub(super) const ACCEPTS: u8 = 1;
/// Of a node: a run of a set comes first.
pub(super) const RUNS: u8 = 6;
/// Of a node: that run has a greatest length.
pub(super) const COUNTS: u8 = 4;
/// Of an edge: the tags from here on are texts, whose lengths they tell.
pub(super) const TEXT: u8 = 0x80;
/// Of an edge: it takes whatever no other does.
pub(super) const OTHER: u8 = 0xBF;
/// Of an edge: the tags from here on are sets.
pub(super) const SET: u8 = 0xC0;
/// Of a node: there are too many edges for the flags to say.
const MANY: u8 = 31;
/// So many words have a bit for each node that may be walked from at the same time.
const WORDS: usize = 128;
/// A target from which on anything matches.
pub(super) const ALWAYS: usize = 1;

/// The node that a target says: numbers of nodes are even, distances odd.
#[inline(always)]
pub(super) fn step(node: usize, target: usize) -> usize {
    if target & 1 == 0 { target >> 1 } else { node + (target >> 1) }
}

/// The bits of a word from the first on, as long as each one's record is that of the one before.
#[inline(always)]
fn run_from(first: u32, same_as_previous: u64) -> u64 {
    // Shifted in two steps, because one by 64 overflows.
    let others = (same_as_previous >> first >> 1).trailing_ones();
    let last = (first + others).min(63);
    u64::MAX >> (63 - last) & u64::MAX << first
}

/// Adds the nodes that an edge leads to from a group of nodes of the word at `index`. Even targets are the numbers of
/// nodes; odd ones are distances, a bit for their direction first, of which the first stands for [`ALWAYS`].
#[inline(always)]
fn advance(group: u64, index: usize, target: usize, next: &mut [u64; WORDS]) -> Option<()> {
    let number = target >> 1;
    if target & 1 == 0 {
        *next.get_mut(number / 64)? |= 1 << (number % 64);
        return Some(());
    }
    let number = number.checked_sub(1)?;
    let distance = isize::try_from(number >> 1).ok()?;
    let distance = if number & 1 == 0 { distance } else { -distance };
    let first = isize::try_from(64 * index).ok()?.checked_add(distance)?;
    let (word, bits) = (first.div_euclid(64), first.rem_euclid(64));
    // Shifted in two steps, because one by 64 overflows.
    for (word, nodes) in [(word, group << bits), (word + 1, group >> 1 >> (63 - bits))] {
        if nodes != 0 {
            *next.get_mut(usize::try_from(word).ok()?)? |= nodes;
        }
    }
    Some(())
}

/// The way through a part of a program.
struct Walk<'p, 't> {
    sets: Sets<'p>,
    /// Where the record of each node begins.
    places: &'p [u8],
    wide: bool,
    records: &'p [u8],
    text: &'t str,
}

impl<'p> Walk<'p, '_> {
    /// Whether the text matches a part that isn't a table.
    #[inline(never)]
    fn matches(sets: &'p [u8], flags: u8, part: &mut Bytes<'p>, text: &str) -> Option<bool> {
        let sets = Sets::read(sets)?;
        let nodes = part.number()?;
        let wide = flags & WIDE != 0;
        let places = part.take(if wide { 2 * nodes } else { nodes })?;
        let walk = Walk { sets, places, wide, records: part.0, text };
        if flags & SIMULTANEOUS == 0 { walk.run() } else { walk.run_all(nodes) }
    }

    // What the way needs is in registers only where nothing but it is in the function.
    #[inline(never)]
    fn run(&self) -> Option<bool> {
        let text = self.text.as_bytes();
        let (mut node, mut at) = (0, 0);
        loop {
            let mut record = self.record(node)?;
            let flags = record.byte()?;
            let edges = record.edges(flags)?;
            let mut target = None;
            if flags & RUNS != 0 {
                let set = record.number()?;
                if flags & COUNTS == 0 {
                    at = self.run_of(set, usize::MAX, at)?.1;
                } else {
                    let (most, full) = (record.number()?, record.number()?);
                    let (is_full, after) = self.run_of(set, most, at)?;
                    at = after;
                    target = is_full.then_some(full);
                }
            }
            if target.is_none() {
                let Some(first) = text.get(at) else { return Some(flags & ACCEPTS != 0) };
                let taken = self.edge(*first, at, edges, &mut record)?;
                if taken == 0 {
                    return Some(false);
                }
                at += taken;
                target = Some(record.number()?);
            }
            match target? {
                ALWAYS => return Some(true),
                target => node = step(node, target),
            }
        }
    }

    /// Walks from all nodes at once that the text so far leads to. Those of a word with the same record, one behind
    /// the other, take one step together.
    #[inline(never)]
    fn run_all(&self, nodes: usize) -> Option<bool> {
        let mut same_as_previous = [None; WORDS];
        let mut rest = self.text.chars();
        let mut current = [0_u64; WORDS];
        *current.first_mut()? = 1;
        let words = nodes.div_ceil(64);
        loop {
            let mut next = [0_u64; WORDS];
            let mut accepts = false;
            let c = rest.next();
            for index in 0..words {
                let mut word = *current.get(index)?;
                if word == 0 {
                    continue;
                }
                let same = same_as_previous.get_mut(index)?;
                let same = *same.get_or_insert_with(|| self.same_as_previous(index));
                while word != 0 {
                    let first = word.trailing_zeros();
                    let group = word & run_from(first, same);
                    word &= !group;
                    let mut record = self.record(64 * index + usize::try_from(first).ok()?)?;
                    let flags = record.byte()?;
                    accepts |= flags & ACCEPTS != 0;
                    let edges = record.edges(flags)?;
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
                        advance(group, index, target, &mut next)?;
                    }
                }
            }
            let reached = next.iter().take(words).any(|word| *word != 0);
            if c.is_none() || !reached {
                return Some(accepts && c.is_none());
            }
            current = next;
        }
    }

    /// Returns a bit for each node of a word that has the record of the node before it.
    #[inline(never)]
    fn same_as_previous(&self, word: usize) -> u64 {
        let width = if self.wide { 2 } else { 1 };
        let places = self.places.get(64 * width * word..).unwrap_or_default();
        let places = places.get(..64 * width).unwrap_or(places);
        // Where a place has two bytes, both of them have to be the same.
        let bytes = places.iter().zip(places.get(width..).unwrap_or_default()).zip(width..);
        let mut same = u64::MAX;
        for ((previous, byte), at) in bytes {
            if previous != byte {
                same &= !(1 << (at / width));
            }
        }
        // Bits of nodes that there aren't mean nothing: no such node is walked from.
        same
    }

    #[inline(always)]
    fn record(&self, node: usize) -> Option<Bytes<'p>> {
        let place = if self.wide {
            u16::from_le_bytes(*self.places.get(2 * node..)?.first_chunk()?).into()
        } else {
            usize::from(*self.places.get(node)?)
        };
        self.records.get(place..).map(Bytes)
    }

    /// Whether so many code points of the set are next, and what is after those that are, as many at most.
    #[inline(never)]
    fn run_of(&self, set: usize, most: usize, mut at: usize) -> Option<(bool, usize)> {
        let ascii = self.sets.ascii_of(set)?;
        let mut left = most;
        loop {
            let rest = self.text.as_bytes().get(at..)?;
            let next = rest.get(..left).unwrap_or(rest);
            let count = next.iter().position(|byte| !ascii.has(*byte)).unwrap_or(next.len());
            at += count;
            left -= count;
            if left == 0 || rest.get(count).is_none_or(u8::is_ascii) {
                return Some((left == 0, at));
            }
            let length = self.beyond(set, at)?;
            if length == 0 {
                return Some((false, at));
            }
            at += length;
            left -= 1;
        }
    }

    /// How many bytes are on one of the edges, 0 if they are on none; the record is at that edge's target then.
    #[inline(always)]
    fn edge(&self, first: u8, at: usize, edges: u8, record: &mut Bytes<'p>) -> Option<usize> {
        for _ in 0..edges {
            let tag = record.byte()?;
            if tag < TEXT {
                if tag == first {
                    return Some(1);
                }
            } else if tag >= SET {
                let set = record.set(tag)?;
                let is_ascii = first < 0x80;
                let taken = if is_ascii {
                    self.sets.ascii_of(set)?.length(first)
                } else {
                    self.beyond(set, at)?
                };
                if taken > 0 {
                    return Some(taken);
                }
            } else if tag == OTHER {
                return Some(length(first));
            } else {
                let label = record.take(usize::from(tag - TEXT))?;
                if label.first() == Some(&first) {
                    if self.has_next(label, at) {
                        return Some(label.len());
                    }
                    // No other edge has the same code point.
                    if first < 0x80 || self.has_next(label.get(..length(first))?, at) {
                        return Some(0);
                    }
                }
            }
            record.skip_number()?;
        }
        Some(0)
    }

    #[inline(never)]
    fn has_next(&self, bytes: &[u8], at: usize) -> bool {
        self.text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(bytes))
    }

    /// How many bytes the code point there has, which is beyond ASCII; 0 if it isn't in the set.
    #[cold]
    fn beyond(&self, set: usize, at: usize) -> Option<usize> {
        let c = self.text.get(at..)?.chars().next()?;
        Some(if self.sets.has_beyond(set, c) { c.len_utf8() } else { 0 })
    }
}

/// The number of bytes of a code point with this first one.
#[inline(never)]
fn length(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// The sets of code points that programs refer to.
#[derive(Clone, Copy)]
pub(super) struct Sets<'p> {
    /// A byte for each ASCII character, 128 for eight sets, which have a bit each.
    ascii: &'p [u8],
    /// Where the bounds of each set begin, and how many they are.
    places: &'p [u8],
    bounds: &'p [u8],
}

/// The ASCII characters of a set: those whose byte has the bit.
pub(super) struct Ascii<'p> {
    table: &'p [u8; 128],
    bit: u8,
}

impl Ascii<'_> {
    /// Bytes that aren't ASCII are in no set.
    #[inline(always)]
    pub(super) fn has(&self, byte: u8) -> bool {
        self.table.get(usize::from(byte)).is_some_and(|sets| sets & self.bit != 0)
    }

    /// How many bytes it has if it is one of the set, 0 if it isn't.
    #[inline(always)]
    fn length(&self, byte: u8) -> usize {
        usize::from(self.has(byte))
    }
}

/// A place is a number of a bound in three bytes and a count in two.
const PLACE: usize = 5;
/// A bound is a code point in three bytes.
const BOUND: usize = 3;

impl<'p> Sets<'p> {
    pub(super) fn read(sets: &'p [u8]) -> Option<Self> {
        let mut rest = Bytes(sets);
        let (maps, after) = read_u16(rest.0)?;
        let (count, after) = read_u16(after)?;
        rest.0 = after.get(128 * maps..)?;
        let ascii = rest.take(128 * count.div_ceil(8))?;
        let places = rest.take(PLACE * count)?;
        Some(Self { ascii, places, bounds: rest.0 })
    }

    fn has(&self, set: usize, c: char) -> bool {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => self.ascii_of(set).is_some_and(|set| set.has(byte)),
            _ => self.has_beyond(set, c),
        }
    }

    #[inline(always)]
    pub(super) fn ascii_of(&self, set: usize) -> Option<Ascii<'p>> {
        let table = self.ascii.get(128 * (set >> 3)..)?.first_chunk()?;
        Some(Ascii { table, bit: 1 << (set & 7) })
    }

    /// Whether a code point beyond ASCII is in the set: each bound up to it turns that over.
    #[inline(never)]
    pub(super) fn has_beyond(&self, set: usize, c: char) -> bool {
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
    pub(super) fn range(&self, set: usize) -> [usize; 2] {
        let place = self.places.get(PLACE * set..).and_then(|places| places.first_chunk());
        let [a, b, c, d, e] = place.copied().unwrap_or_default();
        let from = usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16;
        [from, from + usize::from(u16::from_le_bytes([d, e]))]
    }

    pub(super) fn bound(&self, index: usize) -> u32 {
        let bound = self.bounds.get(BOUND * index..).and_then(|bounds| bounds.first_chunk());
        let [a, b, c] = bound.copied().unwrap_or_default();
        u32::from_le_bytes([a, b, c, 0])
    }
}

/// Bytes that are read from the front.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'p>(pub(super) &'p [u8]);

impl<'p> Bytes<'p> {
    #[inline(always)]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    #[inline(always)]
    pub(super) fn take(&mut self, count: usize) -> Option<&'p [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Seven bits a byte, lowest first, as long as the highest bit is set.
    #[inline(always)]
    pub(super) fn number(&mut self) -> Option<usize> {
        let first = self.byte()?;
        if first < 0x80 {
            return Some(first.into());
        }
        let (value, rest) = self.long_number(first)?;
        *self = rest;
        Some(value)
    }

    /// A number of several bytes, and what comes after it. Taken by value, so that the usual case has its bytes in
    /// registers.
    #[cold]
    fn long_number(mut self, first: u8) -> Option<(usize, Self)> {
        let mut value = usize::from(first & 0x7F);
        let mut shift = 7;
        loop {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some((value, self));
            }
            shift += 7;
        }
    }

    #[inline(always)]
    fn skip_number(&mut self) -> Option<()> {
        while self.byte()? >= 0x80 {}
        Some(())
    }

    /// How many edges a node has.
    #[inline(always)]
    pub(super) fn edges(&mut self, flags: u8) -> Option<u8> {
        if flags >> 3 == MANY { self.byte() } else { Some(flags >> 3) }
    }

    /// The number of the set that an edge is on, after its tag.
    #[inline(always)]
    pub(super) fn set(&mut self, tag: u8) -> Option<usize> {
        let set = usize::from(tag.checked_sub(SET)?);
        if tag == u8::MAX { Some(set + self.number()?) } else { Some(set) }
    }

    /// As many bytes as the number before them says.
    pub(super) fn counted(&mut self) -> Option<&'p [u8]> {
        let count = self.number()?;
        self.take(count)
    }
}
