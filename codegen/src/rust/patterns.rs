//! The patterns of a service, each compiled once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Item, Rule};
use crate::pattern::{Compiled, Language, Pool, Unsupported, compile};

/// The patterns of a service by their texts, and what became of each.
#[derive(Clone, Debug, Default)]
pub struct Patterns(BTreeMap<String, Result<Compiled, Unsupported>>);

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
    /// Compiles a pattern, and says what became of it.
    pub(crate) fn add(&mut self, text: &str) -> Enforcement {
        if !self.0.contains_key(text) {
            self.0.insert(text.to_owned(), compile(text));
        }
        self.enforcement(text).unwrap_or(Enforcement::Everything)
    }

    /// What became of the pattern; nothing where the service hasn't it.
    pub fn enforcement(&self, text: &str) -> Option<Enforcement> {
        Some(match self.0.get(text)? {
            Err(why) => Enforcement::Unsupported(why.reason.to_string()),
            Ok(compiled) => match compiled.language() {
                Language::Everything => Enforcement::Everything,
                Language::Nothing => Enforcement::Nothing,
                Language::Some if compiled.is_exact() => Enforcement::Exact,
                Language::Some => Enforcement::Approximated(compiled.approximations().join(", ")),
            },
        })
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
        let compiled = self.0.values().flatten();
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
        self.0.get(text)?.as_ref().ok()
    }
}

/// The texts of the patterns that the items have, in byte order.
pub(crate) fn used(items: &[Item]) -> BTreeSet<&str> {
    let mut texts = BTreeSet::new();
    let fields = items.iter().flat_map(Item::fields);
    fields.for_each(|field| collect(&field.rules, &mut texts));
    texts
}

fn collect<'a>(rules: &'a [Rule], texts: &mut BTreeSet<&'a str>) {
    for rule in rules {
        match rule {
            Rule::Pattern { text, .. } => _ = texts.insert(text),
            Rule::Each(inner) | Rule::Keys(inner) => collect(inner, texts),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn bytes_are_of_what_is_enforced_once() {
        let bytes = |texts: &[&str]| {
            let mut patterns = Patterns::default();
            texts.iter().for_each(|text| _ = patterns.add(text));
            patterns.bytes()
        };
        let one = bytes(&["^[a-z]+$"]);
        assert!(one > 0 && one == bytes(&["^[a-z]+$", "^[a-z][a-z]*$", ".*", r"(.)\1"]));
        assert!(bytes(&["^[a-z]+$", "^[a-z]b$"]) > one);
        assert_eq!(bytes(&[".*", "^/a^"]), 0);
    }
}
