//! The patterns of a service, each compiled once, when somebody asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Item, Rule};
use crate::pattern::{Budget, Compiled, Language, Pool, Unsupported, compile_within};

/// The steps that the patterns of a service may take together when they are compiled, some seconds: five times what the
/// patterns of all of AWS's services take together.
const STEPS: usize = 40_000_000;

/// The patterns of a service by their texts, and what became of each.
#[derive(Debug)]
pub struct Patterns {
    compiled: BTreeMap<String, OnceLock<Result<Compiled, Unsupported>>>,
    /// The steps that are left for those that aren't compiled yet.
    steps: AtomicUsize,
}

impl Default for Patterns {
    fn default() -> Self {
        Self { compiled: BTreeMap::new(), steps: AtomicUsize::new(STEPS) }
    }
}

impl Clone for Patterns {
    fn clone(&self) -> Self {
        let steps = AtomicUsize::new(self.steps.load(Ordering::Relaxed));
        Self { compiled: self.compiled.clone(), steps }
    }
}

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
        self.compiled.keys().eq(other.compiled.keys())
    }
}

impl Enforcement {
    /// Whether anything is checked.
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

    /// Those of some items.
    pub(crate) fn of(&self, items: &[Item]) -> Self {
        let texts = pattern_texts(items);
        let mut kept = self.clone();
        kept.compiled.retain(|text, _| texts.contains(text.as_str()));
        kept
    }

    /// How many bytes the automata of all that is enforced have in the output, the sets of code points that they
    /// share included; equal automata count once.
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

    /// What is to be emitted of the pattern.
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
    fn bytes_are_of_what_is_enforced_once() {
        let bytes = |texts: &[&str]| Patterns::new(texts.iter().copied()).bytes();
        let one = bytes(&["^[a-z]+$"]);
        assert!(one > 0 && one == bytes(&["^[a-z]+$", "^[a-z][a-z]*$", ".*", r"(.)\1"]));
        assert!(bytes(&["^[a-z]+$", "^[a-z]b$"]) > one);
        assert_eq!(bytes(&[".*", "^/a^"]), 0);
    }
}
