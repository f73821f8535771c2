//! Sets of code points.

use std::iter::Peekable;

/// A set of Unicode scalar values, as sorted ranges. The numbering skips surrogates, because no text contains them: higher
/// code points are shifted down, and a range can span the gap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Set(Vec<(u32, u32)>);

const SURROGATES: u32 = 0xD800;
const AFTER: u32 = 0xE000;
const GAP: u32 = AFTER - SURROGATES;
const LAST: u32 = 0x10_FFFF - GAP;

impl Set {
    pub(super) fn all() -> Self {
        Self(vec![(0, LAST)])
    }

    pub(super) fn of(c: u32) -> Self {
        Self::range(c, c)
    }

    /// Returns the code points from one to another, without surrogates.
    pub(super) fn range(from: u32, to: u32) -> Self {
        let first = if from < SURROGATES { from } else { from.max(AFTER) - GAP };
        let last = match to {
            ..SURROGATES => Some(to),
            SURROGATES..AFTER => Some(SURROGATES - 1),
            _ => Some(to.min(0x10_FFFF) - GAP),
        };
        Self(last.filter(|last| first <= *last).map(|last| (first, last)).into_iter().collect())
    }

    pub(super) fn ranges(ranges: &[(u32, u32)]) -> Self {
        Self::union(ranges.iter().map(|(from, to)| Self::range(*from, *to)))
    }

    /// Creates a set of ranges in the numbering without surrogates.
    pub(super) fn from_spans(spans: Vec<(u32, u32)>) -> Self {
        Self::union([Self(spans)])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether it has a code point, which isn't a surrogate.
    pub(super) fn contains(&self, c: u32) -> bool {
        let index = if c < SURROGATES { c } else { c - GAP };
        let next = self.0.partition_point(|(_, to)| *to < index);
        self.0.get(next).is_some_and(|(from, _)| *from <= index)
    }

    /// Returns the ranges in the numbering without surrogates.
    pub(super) fn spans(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// Returns the ranges as code points; a range that spans the gap includes the surrogates.
    pub(super) fn code_points(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.iter().map(|(from, to)| (code_point(*from), code_point(*to)))
    }

    /// Returns the only code point, if there is exactly one.
    pub(super) fn single(&self) -> Option<char> {
        match self.0.as_slice() {
            [(from, to)] if from == to => char::from_u32(code_point(*from)),
            _ => None,
        }
    }

    pub(super) fn union(sets: impl IntoIterator<Item = Self>) -> Self {
        let mut spans: Vec<(u32, u32)> = sets.into_iter().flat_map(|set| set.0).collect();
        spans.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(spans.len());
        for (from, to) in spans {
            match merged.last_mut() {
                Some(last) if from <= last.1 + 1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        Self(merged)
    }

    #[must_use]
    pub(super) fn complement(&self) -> Self {
        let mut rest = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for (from, to) in &self.0 {
            if next < *from {
                rest.push((next, from - 1));
            }
            next = to + 1;
        }
        if next <= LAST {
            rest.push((next, LAST));
        }
        Self(rest)
    }

    #[must_use]
    pub(super) fn intersection(&self, other: &Self) -> Self {
        let mut common = Vec::new();
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some((from, to)), Some((other_from, other_to))) =
            (peek(&mut left), peek(&mut right))
        {
            let (first, last) = (from.max(other_from), to.min(other_to));
            if first <= last {
                common.push((first, last));
            }
            if to < other_to {
                left.next();
            } else {
                right.next();
            }
        }
        Self(common)
    }

    #[must_use]
    pub(super) fn minus(&self, other: &Self) -> Self {
        self.intersection(&other.complement())
    }
}

fn peek<'a>(spans: &mut Peekable<impl Iterator<Item = &'a (u32, u32)>>) -> Option<(u32, u32)> {
    spans.peek().copied().copied()
}

fn code_point(index: u32) -> u32 {
    if index < SURROGATES { index } else { index + GAP }
}
