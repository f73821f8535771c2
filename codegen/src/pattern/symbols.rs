//! The alphabet of a pattern: code points that none of its sets distinguishes are one symbol.

use super::hash::Map;
use super::set::Set;
use super::{Unsupported, UnsupportedKind};

/// The symbols, each with its code points.
#[derive(Clone, Debug, Default)]
pub(super) struct Alphabet {
    pub symbols: Vec<Set>,
}

/// A set of symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Symbols([u64; 4]);

/// The largest number of symbols of an alphabet.
pub(super) const MAX_SYMBOLS: usize = 256;

impl Alphabet {
    /// Returns the alphabet for some sets, and the symbols of each set.
    ///
    /// # Errors
    /// More than [`MAX_SYMBOLS`] symbols are needed.
    pub(super) fn of(sets: &[Set]) -> Result<(Self, Vec<Symbols>), Unsupported> {
        let mut edges: Vec<(u32, usize)> = Vec::new();
        for (index, set) in sets.iter().enumerate() {
            edges.extend(
                set.spans().iter().flat_map(|(from, to)| [(*from, index), (to + 1, index)]),
            );
        }
        edges.sort_unstable();
        let mut within = vec![0_u64; sets.len().div_ceil(64)];
        let mut known: Map<Vec<u64>, usize> = Map::default();
        let mut spans: Vec<Vec<(u32, u32)>> = Vec::new();
        let mut start = 0;
        let all = Set::all();
        let end = all.spans().first().map_or(0, |(_, to)| to + 1);
        for (at, index) in edges.into_iter().chain([(end, usize::MAX)]) {
            if at > start {
                let symbol = *known.entry(within.clone()).or_insert_with(|| {
                    spans.push(Vec::new());
                    spans.len() - 1
                });
                if let Some(spans) = spans.get_mut(symbol) {
                    spans.push((start, at - 1));
                }
                start = at;
            }
            if let Some(word) = within.get_mut(index / 64) {
                *word ^= 1 << (index % 64);
            }
        }
        if spans.len() > MAX_SYMBOLS {
            return Err(Unsupported::new(
                UnsupportedKind::TooBig,
                "it tells too many characters apart",
            ));
        }
        let mut members = vec![Symbols::default(); sets.len()];
        for (signature, symbol) in &known {
            for (index, members) in members.iter_mut().enumerate() {
                if signature.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1) {
                    members.insert(*symbol);
                }
            }
        }
        Ok((Self { symbols: spans.into_iter().map(Set::from_spans).collect() }, members))
    }

    pub(super) fn all(&self) -> Symbols {
        (0..self.symbols.len()).fold(Symbols::default(), |mut all, symbol| {
            all.insert(symbol);
            all
        })
    }

    /// Returns the code points of symbols.
    pub(super) fn set(&self, symbols: Symbols) -> Set {
        let indexed = self.symbols.iter().enumerate();
        let chosen = indexed.filter(|(symbol, _)| symbols.contains(*symbol));
        Set::union(chosen.map(|(_, set)| set.clone()))
    }
}

impl Symbols {
    pub(super) fn insert(&mut self, symbol: usize) {
        if let Some(word) = self.0.get_mut(symbol / 64) {
            *word |= 1 << (symbol % 64);
        }
    }

    pub(super) fn contains(&self, symbol: usize) -> bool {
        self.0.get(symbol / 64).is_some_and(|word| word >> (symbol % 64) & 1 == 1)
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0 == [0; 4]
    }

    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    #[must_use]
    pub(super) fn minus(self, other: Self) -> Self {
        self.zip(other, |a, b| a & !b)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(index, mut word)| {
            std::iter::from_fn(move || {
                let bit = usize::try_from(word.trailing_zeros()).ok().filter(|_| word != 0)?;
                word &= word - 1;
                Some(index * 64 + bit)
            })
        })
    }

    pub(super) fn first(self) -> Option<usize> {
        self.iter().next()
    }

    fn zip(self, other: Self, with: fn(u64, u64) -> u64) -> Self {
        let Self([a, b, c, d]) = self;
        let Self([e, f, g, h]) = other;
        Self([with(a, e), with(b, f), with(c, g), with(d, h)])
    }
}
