//! The patterns of a service, each compiled once, when it is first needed.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Item, Rule};
use crate::pattern::{Budget, Compiled, Language, Pool, Unsupported, compile_within};

/// The number of steps for compiling all patterns of a service, which take some seconds. It is five times as much as the patterns
/// of all services of AWS take.
const MAX_STEPS: usize = 40_000_000;

/// The patterns of a service, by their texts.
#[derive(Debug)]
pub struct Patterns {
    compiled: BTreeMap<String, OnceLock<Result<Compiled, Unsupported>>>,
    /// The number of steps that are left for the patterns that aren't compiled yet.
    steps: AtomicUsize,
}

impl Default for Patterns {
    fn default() -> Self {
        Self { compiled: BTreeMap::new(), steps: AtomicUsize::new(MAX_STEPS) }
    }
}

impl Clone for Patterns {
    fn clone(&self) -> Self {
        let steps = AtomicUsize::new(self.steps.load(Ordering::Relaxed));
        Self { compiled: self.compiled.clone(), steps }
    }
}

/// How a pattern is enforced.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Enforcement {
    /// It is enforced exactly.
    Exact,
    /// It is enforced, but accepts more than it says, for these reasons.
    Approximated(String),
    /// It matches everything, so that nothing is checked.
    Everything,
    /// It matches nothing. The model is wrong; no value would be valid, so that it isn't enforced.
    Nothing,
    /// It isn't enforced, for this reason.
    Unsupported(String),
}

/// The number of patterns, by how they are enforced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatternCounts {
    /// The patterns that are enforced exactly, or that match everything.
    pub exact: usize,
    /// The patterns that are enforced but accept more than they say.
    pub approximated: usize,
    /// The patterns that can't be enforced.
    pub unsupported: usize,
    /// The patterns that match nothing and aren't enforced.
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
    /// Compares the texts, from which everything else follows.
    fn eq(&self, other: &Self) -> bool {
        self.compiled.keys().eq(other.compiled.keys())
    }
}

impl Enforcement {
    /// Returns whether validation checks the pattern.
    pub fn is_enforced(&self) -> bool {
        matches!(self, Self::Exact | Self::Approximated(_))
    }
}

impl Patterns {
    /// Creates the patterns with these texts. None is compiled yet.
    pub(crate) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: BTreeSet<&str> = texts.into_iter().collect();
        let compiled = texts.into_iter().map(|text| (text.to_owned(), OnceLock::new()));
        Self { compiled: compiled.collect(), ..Self::default() }
    }

    /// Returns how a pattern is enforced; `None` if the service doesn't have it.
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

    /// Returns whether validation checks the pattern.
    pub(crate) fn is_enforced(&self, text: &str) -> bool {
        self.enforcement(text).is_some_and(|enforcement| enforcement.is_enforced())
    }

    /// Returns the number of patterns, by how they are enforced.
    pub fn counts(&self) -> PatternCounts {
        let mut counts = PatternCounts::default();
        for text in self.compiled.keys() {
            match self.enforcement(text) {
                None | Some(Enforcement::Exact | Enforcement::Everything) => counts.exact += 1,
                Some(Enforcement::Approximated(_)) => counts.approximated += 1,
                Some(Enforcement::Unsupported(_)) => counts.unsupported += 1,
                Some(Enforcement::Nothing) => counts.impossible += 1,
            }
        }
        counts
    }

    /// Returns the patterns of some items.
    pub(crate) fn of(&self, items: &[Item]) -> Self {
        let texts = pattern_texts(items);
        let mut kept = self.clone();
        kept.compiled.retain(|text, _| texts.contains(text.as_str()));
        kept
    }

    /// Returns the size in bytes of the enforced patterns' automata in the output, including their shared sets of code points.
    /// Equal automata count once.
    pub fn bytes(&self) -> usize {
        let mut pool = Pool::default();
        let compiled = self.compiled.keys().filter_map(|text| self.compiled(text));
        let enforced = compiled.filter(|compiled| compiled.language() == Language::Some);
        enforced.for_each(|compiled| _ = pool.add(compiled));
        let data = pool.data();
        if data.programs.is_empty() {
            return 0;
        }
        data.sets.len() + data.programs.iter().map(Vec::len).sum::<usize>()
    }

    /// Returns the compiled pattern, if it can be compiled.
    pub(crate) fn compiled(&self, text: &str) -> Option<&Compiled> {
        self.outcome(text)?.as_ref().ok()
    }

    fn outcome(&self, text: &str) -> Option<&Result<Compiled, Unsupported>> {
        let compile = || {
            let mut budget = Budget { steps: self.steps.load(Ordering::Relaxed) };
            let compiled = compile_within(text, &mut budget);
            self.steps.store(budget.steps, Ordering::Relaxed);
            compiled
        };
        Some(self.compiled.get(text)?.get_or_init(compile))
    }
}

/// Returns the texts of the patterns that the items have, in byte order.
pub(crate) fn pattern_texts(items: &[Item]) -> BTreeSet<&str> {
    collect_from_rules(
        items,
        |rule| if let Rule::Pattern { text, .. } = rule { Some(text) } else { None },
    )
}

fn collect_from_rules(items: &[Item], select: fn(&Rule) -> Option<&String>) -> BTreeSet<&str> {
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
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Enforcement, Patterns};

    /// Twenty thousand patterns that each need as many steps as one may take are too many for one service.
    #[test]
    fn patterns_of_a_service_are_compiled_within_a_budget() {
        let texts: Vec<String> =
            (0..20_000).map(|number| format!("^(a|b)*a(a|b){{9}}{number}$")).collect();
        let patterns = Patterns::new(texts.iter().map(String::as_str));
        let patterns = Patterns { steps: AtomicUsize::new(1_000_000), ..patterns };
        let is_refused = |text: &&String| {
            let reason = "the patterns of the service together are too big";
            patterns.enforcement(text) == Some(Enforcement::Unsupported(reason.to_owned()))
        };
        let refused = texts.iter().filter(is_refused).count();
        assert!((15_000..20_000).contains(&refused), "{refused}");
        assert_eq!(patterns.steps.load(Ordering::Relaxed), 0);
        // What was compiled before stays so.
        assert_eq!(patterns.enforcement(&texts[0]), Some(Enforcement::Exact));
    }

    #[test]
    fn equal_automata_of_enforced_patterns_count_once() {
        let bytes = |texts: &[&str]| Patterns::new(texts.iter().copied()).bytes();
        let one = bytes(&["^[a-z]+$"]);
        assert!(one > 0 && one == bytes(&["^[a-z]+$", "^[a-z][a-z]*$", ".*", r"(.)\1"]));
        assert!(bytes(&["^[a-z]+$", "^[a-z]b$"]) > one);
        assert_eq!(bytes(&[".*", "^/a^"]), 0);
    }
}
