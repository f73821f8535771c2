//! The patterns of a service, each compiled once, when somebody asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;
use std::sync::OnceLock;

use super::{Item, Rule};
use crate::pattern::{Compiled, Language, Pool, Unsupported, compile};

/// The patterns of a service by their texts, and what became of each.
#[derive(Clone, Debug, Default)]
pub struct Patterns(BTreeMap<String, OnceLock<Result<Compiled, Unsupported>>>);

/// What becomes of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Enforcement {
    /// It is enforced, exactly.
    Exact,
    /// It is enforced, but more than it says may match, for these reasons.
    Approximated(String),
    /// Everything matches, so there is nothing to check.
    Everything,
    /// Nothing matches. The model is wrong, and enforcing it would make the type useless.
    Nothing,
    /// It isn't enforced, for this reason.
    Unsupported(String),
}

/// How many patterns there are, by what becomes of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatternCounts {
    /// Those that are enforced as they stand, or that everything matches.
    pub exact: usize,
    /// Those that are enforced, but more than they say may match.
    pub approximated: usize,
    /// Those that aren't enforced because they can't be.
    pub unsupported: usize,
    /// Those that aren't enforced because nothing would be valid.
    pub impossible: usize,
}

impl Sum for PatternCounts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, more| Self {
            exact: sum.exact + more.exact,
            approximated: sum.approximated + more.approximated,
            unsupported: sum.unsupported + more.unsupported,
            impossible: sum.impossible + more.impossible,
        })
    }
}

impl PartialEq for Patterns {
    /// What becomes of a pattern follows from its text.
    fn eq(&self, other: &Self) -> bool {
        self.0.keys().eq(other.0.keys())
    }
}

impl Enforcement {
    /// Whether anything is checked.
    pub fn is_enforced(&self) -> bool {
        matches!(self, Self::Exact | Self::Approximated(_))
    }
}

impl Patterns {
    /// Takes a pattern in.
    pub(crate) fn add(&mut self, text: &str) {
        if !self.0.contains_key(text) {
            self.0.insert(text.to_owned(), OnceLock::new());
        }
    }

    /// What becomes of the pattern; nothing where the service hasn't it.
    pub fn enforcement(&self, text: &str) -> Option<Enforcement> {
        Some(match self.outcome(text)? {
            Err(why) => Enforcement::Unsupported(why.reason.to_string()),
            Ok(compiled) => match compiled.language() {
                Language::Everything => Enforcement::Everything,
                Language::Nothing => Enforcement::Nothing,
                Language::Some if compiled.is_exact() => Enforcement::Exact,
                Language::Some => Enforcement::Approximated(compiled.approximations().join(", ")),
            },
        })
    }

    /// Whether anything is checked for the pattern.
    pub(crate) fn is_enforced(&self, text: &str) -> bool {
        self.enforcement(text).is_some_and(|enforcement| enforcement.is_enforced())
    }

    /// How many there are.
    pub fn counts(&self) -> PatternCounts {
        let mut counts = PatternCounts::default();
        for text in self.0.keys() {
            match self.enforcement(text) {
                None | Some(Enforcement::Exact | Enforcement::Everything) => counts.exact += 1,
                Some(Enforcement::Approximated(_)) => counts.approximated += 1,
                Some(Enforcement::Unsupported(_)) => counts.unsupported += 1,
                Some(Enforcement::Nothing) => counts.impossible += 1,
            }
        }
        counts
    }

    /// Those of some items.
    pub(crate) fn of(&self, items: &[Item]) -> Self {
        let texts = used(items);
        let kept = self.0.iter().filter(|(text, _)| texts.contains(text.as_str()));
        Self(kept.map(|(text, compiled)| (text.clone(), compiled.clone())).collect())
    }

    /// How many bytes the automata of all that is enforced have in the output, the sets of code points that they
    /// share included; equal automata count once.
    pub fn bytes(&self) -> usize {
        let mut pool = Pool::default();
        let compiled = self.0.keys().filter_map(|text| self.compiled(text));
        let enforced = compiled.filter(|compiled| compiled.language() == Language::Some);
        enforced.for_each(|compiled| _ = pool.add(compiled));
        let data = pool.data();
        if data.programs.is_empty() {
            return 0;
        }
        data.sets.len() + data.programs.iter().map(Vec::len).sum::<usize>()
    }

    /// What is to be emitted of the pattern.
    pub(crate) fn compiled(&self, text: &str) -> Option<&Compiled> {
        self.outcome(text)?.as_ref().ok()
    }

    fn outcome(&self, text: &str) -> Option<&Result<Compiled, Unsupported>> {
        Some(self.0.get(text)?.get_or_init(|| compile(text)))
    }
}

/// The texts of the patterns that the items have, in byte order.
pub(crate) fn used(items: &[Item]) -> BTreeSet<&str> {
    collected(items, |rule| if let Rule::Pattern { text, .. } = rule { Some(text) } else { None })
}

/// The enums whose values are checked, in byte order.
pub(crate) fn checked_enums(items: &[Item]) -> BTreeSet<&str> {
    collected(items, |rule| if let Rule::Values(name) = rule { Some(name) } else { None })
}

fn collected(items: &[Item], select: fn(&Rule) -> Option<&String>) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&Rule> =
        items.iter().flat_map(Item::fields).flat_map(|field| &field.rules).collect();
    while let Some(rule) = next.pop() {
        found.extend(select(rule).map(String::as_str));
        if let Rule::Each(inner) | Rule::Keys(inner) | Rule::Warn(inner) = rule {
            next.extend(inner);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn bytes_are_of_what_is_enforced_once() {
        let bytes = |texts: &[&str]| {
            let mut patterns = Patterns::default();
            texts.iter().for_each(|text| patterns.add(text));
            patterns.bytes()
        };
        let one = bytes(&["^[a-z]+$"]);
        assert!(one > 0 && one == bytes(&["^[a-z]+$", "^[a-z][a-z]*$", ".*", r"(.)\1"]));
        assert!(bytes(&["^[a-z]+$", "^[a-z]b$"]) > one);
        assert_eq!(bytes(&[".*", "^/a^"]), 0);
    }
}
