//! Sets of code points, as sorted ranges.

use super::choices::Choices;

/// A set of code points, without surrogates: sorted, disjoint ranges with their last ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CodePoints(Vec<(u32, u32)>);

/// The greatest code point.
const LAST: u32 = 0x10_FFFF;

/// The code points that texts have usually, the preferred ones first: letters and digits, some punctuation, all of ASCII that
/// is printed, and letters, ideographs and symbols of one to four bytes.
const USUAL: [&[(u32, u32)]; 4] = [
    &[(0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A)],
    &[(0x2D, 0x2F), (0x30, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)],
    &[(0x20, 0x7E)],
    &[(0xC0, 0xD6), (0x3B1, 0x3C9), (0x4E00, 0x4E20), (0x1F600, 0x1F640)],
];

impl CodePoints {
    /// Creates the set of these ranges, which may be in any order and overlap.
    pub(super) fn new(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (from, to) in ranges {
            match merged.last_mut() {
                Some((_, last)) if from <= last.saturating_add(1) => *last = to.max(*last),
                _ => merged.push((from, to)),
            }
        }
        Self(merged).intersection(&Self(vec![(0, 0xD7FF), (0xE000, LAST)]))
    }

    /// Returns the set of all code points.
    pub(super) fn all() -> Self {
        Self::new(vec![(0, LAST)])
    }

    /// Returns the code points that neither set lacks.
    pub(super) fn intersection(&self, other: &Self) -> Self {
        let mut common = Vec::new();
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some((from, to)), Some((start, end))) = (left.peek(), right.peek()) {
            let (first, last) = (*from.max(start), *to.min(end));
            if first <= last {
                common.push((first, last));
            }
            if to < end {
                left.next();
            } else {
                right.next();
            }
        }
        Self(common)
    }

    /// Returns whether the set has this code point.
    pub(super) fn has(&self, c: char) -> bool {
        let c = u32::from(c);
        let after = self.0.partition_point(|(from, _)| *from <= c);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, to)| c <= *to)
    }

    /// Returns one of the code points, usually a letter or digit; `None` if there are none. Only ASCII is preferred in a `plain`
    /// text.
    pub(super) fn pick(&self, choices: &mut Choices<'_>, plain: bool) -> Option<char> {
        let first = match choices.below(16) {
            0..=10 => 0,
            11 | 12 => 1,
            15 if !plain => 3,
            _ if plain => 1,
            _ => 2,
        };
        let preferred = USUAL.iter().skip(first).chain(USUAL.iter().take(first));
        for usual in preferred {
            let usual = self.intersection(&Self(usual.to_vec()));
            if !usual.0.is_empty() {
                return usual.pick_any(choices);
            }
        }
        self.pick_any(choices)
    }

    fn pick_any(&self, choices: &mut Choices<'_>) -> Option<char> {
        let sizes = self.0.iter().map(|(from, to)| u64::from(to - from) + 1);
        let mut index = choices.below(sizes.sum());
        for (from, to) in &self.0 {
            let size = u64::from(to - from) + 1;
            match index.checked_sub(size) {
                Some(rest) => index = rest,
                None => return char::from_u32(from + u32::try_from(index).ok()?),
            }
        }
        None
    }
}
