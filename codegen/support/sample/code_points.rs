//! Sets of code points, as sorted ranges.

use super::super::pattern_states::LAST;
use super::choices::Choices;

/// A set of code points, without surrogates: sorted, disjoint ranges with their last ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CodePoints(Vec<(u32, u32)>);

/// The code points that texts have usually, the preferred ones first: letters and digits, some punctuation, all of ASCII that
/// is printed, and letters, ideographs and symbols of one to four bytes.
const USUAL: [&[(u32, u32)]; 4] = [
    &[(0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A)],
    &[(0x2D, 0x2F), (0x30, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)],
    &[(0x20, 0x7E)],
    &[(0xC0, 0xD6), (0x3B1, 0x3C9), (0x4E00, 0x4E20), (0x1F600, 0x1F640)],
];

impl CodePoints {
    /// Creates the set of these ranges, which are sorted and disjoint and may have surrogates in them.
    pub(super) fn new(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let scalars = |(from, to): (u32, u32)| [(from, to.min(0xD7FF)), (from.max(0xE000), to)];
        let parts = ranges.into_iter().flat_map(scalars);
        Self(parts.filter(|(from, to)| from <= to).collect())
    }

    /// Returns the set of all code points.
    pub(super) fn all() -> Self {
        Self::new([(0, LAST)])
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
        let mut found = preferred.map(|usual| (*usual, self.count_within(usual)));
        let all: &[(u32, u32)] = &[(0, LAST)];
        let (within, count) =
            found.find(|(_, count)| *count > 0).unwrap_or((all, self.count_within(all)));
        self.nth_within(within, choices.below(count))
    }

    /// Returns the parts of this set that are in some ranges, as ranges.
    fn parts_within<'a>(
        &'a self,
        others: &'a [(u32, u32)],
    ) -> impl Iterator<Item = (u32, u32)> + 'a {
        let pairs = self.0.iter().flat_map(move |own| others.iter().map(move |other| (own, other)));
        let parts = pairs.map(|(own, other)| (own.0.max(other.0), own.1.min(other.1)));
        parts.filter(|(from, to)| from <= to)
    }

    /// Returns the number of code points that are in some ranges.
    fn count_within(&self, others: &[(u32, u32)]) -> u64 {
        self.parts_within(others).map(|(from, to)| u64::from(to - from) + 1).sum()
    }

    /// Returns the code point with this number of those that are in some ranges.
    fn nth_within(&self, others: &[(u32, u32)], mut index: u64) -> Option<char> {
        for (from, to) in self.parts_within(others) {
            let size = u64::from(to - from) + 1;
            match index.checked_sub(size) {
                Some(rest) => index = rest,
                None => return char::from_u32(from + u32::try_from(index).ok()?),
            }
        }
        None
    }
}
