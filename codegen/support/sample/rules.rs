//! What the rules of a value say about its choice.

use super::super::condition::named_values;
use super::super::rule::{EnumValueVisitor, Pattern, Rule, VisitValues};
use super::super::violation::{Bounds, Constraint};

/// Returns the rules, those whose violations are warnings among them.
pub(super) fn all_rules(rules: &'static [Rule]) -> impl Iterator<Item = &'static Rule> {
    rules.iter().flat_map(|rule| match rule {
        Rule::Warn(rules) => rules.iter(),
        _ => std::slice::from_ref(rule).iter(),
    })
}

/// Returns the least and the greatest length.
pub(super) fn length_bounds(rules: &'static [Rule]) -> (u64, u64) {
    let mut bounds = (0, u64::MAX);
    for rule in all_rules(rules) {
        let (min, max) = match *rule {
            Rule::Length(min, max) => (min, max),
            Rule::MinLength(min) => (min, u64::MAX),
            Rule::MaxLength(max) => (0, max),
            _ => continue,
        };
        bounds = (bounds.0.max(min), bounds.1.min(max));
    }
    bounds
}

/// Returns the rules of the entries of a list or map.
pub(super) fn entry_rules(rules: &'static [Rule]) -> &'static [Rule] {
    all_rules(rules).find_map(Rule::of_entries).unwrap_or_default()
}

/// Returns the rules of the keys of a map.
pub(super) fn key_rules(rules: &'static [Rule]) -> &'static [Rule] {
    all_rules(rules).find_map(Rule::of_keys).unwrap_or_default()
}

/// Returns whether the entries of a list must be unique.
pub(super) fn has_unique_entries(rules: &'static [Rule]) -> bool {
    all_rules(rules).any(|rule| matches!(rule, Rule::Unique))
}

/// Returns the pattern. A value has one at most.
pub(super) fn pattern_of(rules: &'static [Rule]) -> Option<&'static Pattern> {
    let pattern = |rule: &Rule| if let Rule::Matches(it) = *rule { Some(it) } else { None };
    all_rules(rules).find_map(pattern)
}

/// The known values of an enum.
#[derive(Clone, Copy)]
pub(super) struct KnownValues(VisitValues);

impl KnownValues {
    /// Returns the values of which a value must be one.
    pub(super) fn of(rules: &'static [Rule]) -> Option<Self> {
        let visit = |rule: &Rule| if let Rule::Values(visit) = *rule { Some(visit) } else { None };
        all_rules(rules).find_map(visit).map(Self)
    }

    /// Returns the values that satisfy a condition.
    pub(super) fn select(self, mut is_selected: impl FnMut(&str) -> bool) -> Vec<String> {
        let mut selected = Vec::new();
        (self.0)(EnumValueVisitor(&mut |value, _| {
            if is_selected(value) {
                selected.push(value.to_owned());
            }
        }));
        selected
    }

    /// Returns whether this is one of the values.
    pub(super) fn has(self, text: &str) -> bool {
        let mut is_known = false;
        (self.0)(EnumValueVisitor(&mut |value, _| is_known |= value == text));
        is_known
    }

    /// Returns the number of values.
    pub(super) fn count(self) -> usize {
        let mut count = 0;
        (self.0)(EnumValueVisitor(&mut |_, _| count += 1));
        count
    }
}

/// A way to violate a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Breach {
    TooShort,
    TooLong,
    TooSmall,
    TooLarge,
    OtherText,
    UnknownValue,
    Repetition,
}

/// Returns the ways to violate one of the rules, those whose violations are warnings not among them.
pub(super) fn all_breaches(
    rules: &'static [Rule],
) -> impl Iterator<Item = (&'static Rule, Breach)> {
    rules.iter().flat_map(|rule| breaches(rule).iter().map(move |breach| (rule, *breach)))
}

/// Returns the ways to violate the rule.
fn breaches(rule: &Rule) -> &'static [Breach] {
    use Breach::{OtherText, Repetition, TooLarge, TooLong, TooShort, TooSmall, UnknownValue};
    match rule {
        Rule::Length(..) => &[TooShort, TooLong],
        Rule::MinLength(_) => &[TooShort],
        Rule::MaxLength(_) => &[TooLong],
        Rule::Range(..) | Rule::Fractions(..) | Rule::Digits(..) => &[TooSmall, TooLarge],
        Rule::Min(_) => &[TooSmall],
        Rule::Max(_) => &[TooLarge],
        Rule::Matches(_) => &[OtherText],
        Rule::Values(_) => &[UnknownValue],
        Rule::Unique => &[Repetition],
        Rule::Each(_) | Rule::Keys(_) | Rule::Warn(_) | Rule::Fact(_) => &[],
    }
}

/// Returns the constraint of a rule that is violated, by a value of this length, or by an entry of this index.
pub(super) fn constraint_of(rule: &Rule, length: usize) -> Option<Constraint> {
    let number = length as u64;
    let length = |min, max| Constraint::Length { min, max, length: number };
    let range = |min, max| Constraint::Range(Bounds { min, max });
    let text = |bound: &dyn ToString| Some(bound.to_string());
    Some(match *rule {
        Rule::Length(min, max) => length(Some(min), Some(max)),
        Rule::MinLength(min) => length(Some(min), None),
        Rule::MaxLength(max) => length(None, Some(max)),
        Rule::Range(min, max) => range(text(&min), text(&max)),
        Rule::Min(min) => range(text(&min), None),
        Rule::Max(max) => range(None, text(&max)),
        Rule::Fractions(min, max) => {
            range(min.map(|it| it.to_string()), max.map(|it| it.to_string()))
        }
        Rule::Digits(min, max) => range(min.map(str::to_owned), max.map(str::to_owned)),
        Rule::Matches(pattern) => Constraint::Pattern { pattern: pattern.0 },
        Rule::Values(visit) => Constraint::Enum { values: named_values(visit) },
        Rule::Unique => Constraint::Unique { index: usize::try_from(number).ok()? },
        Rule::Each(_) | Rule::Keys(_) | Rule::Warn(_) | Rule::Fact(_) => return None,
    })
}
