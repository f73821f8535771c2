//! Walking tables: automata whose nodes tell for each class of code points where they lead.

use super::pattern::Sets;

/// The number of bytes of a table's header.
const HEADER: usize = 13;
/// A target of code points that match nothing.
pub(super) const NEVER: usize = 0xFFFF;
/// A target from which on anything matches.
pub(super) const ALWAYS: usize = 0xFFFE;
/// Of a table: texts can have code points beyond ASCII.
const BEYOND_ASCII: u8 = 1;

/// Of a node: the text may end here.
pub(super) const ACCEPTS: u8 = 1;
/// Of a node: code points of a set come first, in any number.
pub(super) const RUN: u8 = 2;
/// Of a node: there is a greatest number of these.
pub(super) const COUNTED: u8 = 4;
/// Of a node: a text follows.
pub(super) const TEXT: u8 = 8;
/// Of a node: a target for each class follows.
pub(super) const ROW: u8 = 16;
/// Of a node: targets for a few classes follow, and one for all others.
pub(super) const FEW: u8 = 32;

/// A table, and what it refers to.
#[derive(Clone, Copy)]
pub(super) struct Table<'p> {
    /// What the tables of a module share.
    shared: &'p [u8],
    /// The class of each ASCII character, as the index of its target in a row.
    pub(super) classes: &'p [u8; 128],
    bytes: &'p [u8],
    header: &'p [u8; HEADER],
}

/// Whether the text matches.
#[inline(never)]
pub(super) fn matches_table(shared: &[u8], table: &[u8], text: &str) -> Option<bool> {
    Table::read(shared, table)?.matches(text)
}

impl<'p> Table<'p> {
    #[inline(always)]
    pub(super) fn read(shared: &'p [u8], bytes: &'p [u8]) -> Option<Self> {
        let header: &[u8; HEADER] = bytes.first_chunk()?;
        let [low, high, ..] = *header;
        let map = usize::from(u16::from_le_bytes([low, high]));
        Some(Self { shared, classes: block(shared, map)?, bytes, header })
    }

    /// Where the first node is walked from.
    #[inline(always)]
    pub(super) fn start(&self) -> usize {
        let [.., low, high, _, _] = *self.header;
        usize::from(u16::from_le_bytes([low, high]))
    }

    /// Where the nodes end that have no more than a target for each class.
    #[inline(always)]
    pub(super) fn end_of_rows(&self) -> usize {
        let [.., low, high, _, _, _, _] = *self.header;
        usize::from(u16::from_le_bytes([low, high]))
    }

    /// Returns the least and the greatest number of code points of texts that match; `usize::MAX` if there is no greatest one.
    #[inline(always)]
    pub(super) fn window(&self) -> (usize, usize) {
        let [_, _, a, b, c, d, ..] = *self.header;
        let most = match u16::from_le_bytes([c, d]) {
            u16::MAX => usize::MAX,
            most => usize::from(most),
        };
        (usize::from(u16::from_le_bytes([a, b])), most)
    }

    /// Returns the flags of the table.
    #[inline(always)]
    pub(super) fn flags(&self) -> u8 {
        let [_, _, _, _, _, _, flags, ..] = *self.header;
        flags
    }

    /// Whether the text has as many code points as texts that match.
    #[inline(always)]
    fn fits(&self, text: &str) -> bool {
        let (least, most) = self.window();
        let bytes = text.len();
        if self.flags() & BEYOND_ASCII == 0 {
            return least <= bytes && bytes <= most;
        }
        // A code point has up to four bytes.
        4 * least <= bytes && bytes <= most
            || least <= bytes && bytes / 4 <= most && (least..=most).contains(&count(text))
    }

    /// Whether the text matches.
    #[inline(always)]
    fn matches(&self, text: &str) -> Option<bool> {
        if !self.fits(text) {
            return Some(false);
        }
        let end_of_rows = self.end_of_rows();
        let mut place = self.start();
        let mut rest = text.as_bytes();
        loop {
            while place < end_of_rows {
                let Some((first, after)) = rest.split_first() else {
                    return Some(self.bytes.get(place.wrapping_sub(1))? & ACCEPTS != 0);
                };
                let class = match self.classes.get(usize::from(*first)) {
                    Some(class) => {
                        rest = after;
                        *class
                    }
                    None => {
                        let class;
                        (class, rest) = self.class_beyond(text, rest)?;
                        class
                    }
                };
                let at = place + usize::from(class);
                let &[low, high] = self.bytes.get(at..at + 2)? else { return None };
                place = usize::from(u16::from_le_bytes([low, high]));
            }
            match place {
                NEVER => return Some(false),
                ALWAYS => return Some(true),
                _ => {}
            }
            let (flags, mut record) = self.node(place)?;
            if flags & RUN != 0 {
                let (set, after) = read_u16(record)?;
                record = after;
                let (mut most, mut full) = (usize::MAX, NEVER);
                if flags & COUNTED != 0 {
                    (most, record) = read_u16(record)?;
                    (full, record) = read_u16(record)?;
                }
                let is_full;
                (is_full, rest) = self.run_of(set, most, rest, text)?;
                if is_full {
                    place = full;
                    continue;
                }
            }
            let Some(first) = rest.first() else { return Some(flags & ACCEPTS != 0) };
            if flags & (ROW | FEW) != 0 {
                let class = match self.classes.get(usize::from(*first)) {
                    Some(class) => {
                        rest = rest.get(1..)?;
                        *class
                    }
                    None => {
                        let class;
                        (class, rest) = self.class_beyond(text, rest)?;
                        class
                    }
                };
                place = if flags & ROW != 0 {
                    read_u16(record.get(usize::from(class)..)?)?.0
                } else {
                    target_of_few(record, class)?
                };
            } else if flags & TEXT != 0 {
                let (target, after) = read_u16(record)?;
                let (length, after) = after.split_first()?;
                let expected = after.get(..usize::from(*length))?;
                match rest.split_at_checked(expected.len()) {
                    Some((found, after)) if is_equal(found, expected) => rest = after,
                    _ => return Some(false),
                }
                place = target;
            } else {
                return Some(false);
            }
        }
    }

    /// Whether so many code points of the set are next, and what is after those that are, as many at most.
    #[inline(always)]
    fn run_of<'t>(
        &self,
        set: usize,
        most: usize,
        mut rest: &'t [u8],
        text: &str,
    ) -> Option<(bool, &'t [u8])> {
        let (maps, _) = read_u16(self.shared)?;
        let table = block(self.shared, maps + (set >> 3))?;
        let bit = 1 << (set & 7);
        let mut left = most;
        loop {
            let count = count_ascii(table, bit, rest.get(..left).unwrap_or(rest));
            left -= count;
            rest = rest.get(count..)?;
            if left == 0 || rest.first().is_none_or(u8::is_ascii) {
                return Some((left == 0, rest));
            }
            let length = self.length_beyond(set, text, rest)?;
            if length == 0 {
                return Some((false, rest));
            }
            rest = rest.get(length..)?;
            left -= 1;
        }
    }

    /// How many bytes the next code point has, which is beyond ASCII; 0 if it isn't in the set.
    #[cold]
    #[inline(never)]
    fn length_beyond(&self, set: usize, text: &str, rest: &[u8]) -> Option<usize> {
        let c = next_char(text, rest)?;
        Some(if Sets::read(self.shared)?.has_beyond(set, c) { c.len_utf8() } else { 0 })
    }

    /// The class of the next code point, which is beyond ASCII, and what is after it.
    #[cold]
    #[inline(never)]
    fn class_beyond<'t>(&self, text: &str, rest: &'t [u8]) -> Option<(u8, &'t [u8])> {
        let c = next_char(text, rest)?;
        let sets = Sets::read(self.shared)?;
        let class = self.beyond().find(|(set, _)| sets.has_beyond(*set, c));
        Some((class.map_or(self.other_class(), |(_, class)| class), rest.get(c.len_utf8()..)?))
    }

    /// The flags of the node at a place, and what comes after them.
    #[inline(always)]
    pub(super) fn node(&self, place: usize) -> Option<(u8, &'p [u8])> {
        let (flags, rest) = self.bytes.get(place..)?.split_first()?;
        Some((*flags, rest))
    }

    /// The sets of code points beyond ASCII that have a class of their own.
    pub(super) fn beyond(&self) -> impl Iterator<Item = (usize, u8)> + 'p {
        let [.., sets] = *self.header;
        let sets = self.bytes.get(HEADER..HEADER + 3 * usize::from(sets)).unwrap_or_default();
        sets.chunks_exact(3).filter_map(|set| match set {
            [low, high, class] => Some((usize::from(u16::from_le_bytes([*low, *high])), *class)),
            _ => None,
        })
    }

    /// The class of the other code points beyond ASCII.
    pub(super) fn other_class(&self) -> u8 {
        let [.., class, _] = *self.header;
        class
    }
}

/// The target of a class, where a few have one of their own and all others the last one.
#[inline(always)]
pub(super) fn target_of_few(record: &[u8], class: u8) -> Option<usize> {
    let (count, few) = record.split_first()?;
    let (few, other) = few.split_at_checked(3 * usize::from(*count))?;
    let found = few.chunks_exact(3).find(|few| few.first() == Some(&class));
    Some(read_u16(found.and_then(|few| few.get(1..)).unwrap_or(other))?.0)
}

/// The number of bytes at the beginning that are ASCII characters of a set, those whose byte in the table has the bit.
#[inline(always)]
fn count_ascii(table: &[u8; 128], bit: u8, bytes: &[u8]) -> usize {
    const BEYOND: u64 = 0x8080_8080_8080_8080;
    let sets = |byte: u8| table.get(usize::from(byte & 0x7F)).copied().unwrap_or_default();
    let mut rest = bytes;
    // Eight at once take one branch.
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        let in_all = eight.iter().fold(bit, |in_all, byte| in_all & sets(*byte));
        if in_all == 0 || u64::from_le_bytes(*eight) & BEYOND != 0 {
            break;
        }
        rest = after;
    }
    let is_out = |byte: &u8| *byte >= 0x80 || sets(*byte) & bit == 0;
    bytes.len() - rest.len() + rest.iter().position(is_out).unwrap_or(rest.len())
}

/// Whether two texts of the same length are equal. Most are so short that calling a function would take longer.
#[inline(always)]
fn is_equal(left: &[u8], right: &[u8]) -> bool {
    if left.len() < 4 {
        return left.iter().zip(right).all(|(left, right)| left == right);
    }
    if left.len() < 8 {
        // The two halves may overlap.
        return left.first_chunk::<4>() == right.first_chunk()
            && left.last_chunk::<4>() == right.last_chunk();
    }
    let mut eights = left.chunks_exact(8).zip(right.chunks_exact(8));
    left.last_chunk::<8>() == right.last_chunk()
        && eights.all(|(left, right)| left.first_chunk::<8>() == right.first_chunk())
}

/// The code point at the beginning of the rest of a text.
fn next_char(text: &str, rest: &[u8]) -> Option<char> {
    text.get(text.len() - rest.len()..)?.chars().next()
}

/// The number of code points of a text.
#[cold]
#[inline(never)]
fn count(text: &str) -> usize {
    text.chars().count()
}

/// A block of the data that tables share, after the numbers of what there is.
#[inline(always)]
fn block(shared: &[u8], index: usize) -> Option<&[u8; 128]> {
    shared.get(4 + 128 * index..)?.first_chunk()
}

#[inline(always)]
pub(super) fn read_u16(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((usize::from(u16::from_le_bytes(*number)), rest))
}
