//! Checking a value against one rule.

use std::cmp::Ordering;

use super::condition::named_values;
use super::decimal;
use super::pattern::matches;
use super::rule::{EnumValueVisitor, Pattern, Rule, VisitValues};
use super::unique::find_repeated;
use super::value::View;
use super::violation::{Bounds, Constraint};

/// Returns the constraint that the value violates, if it doesn't satisfy the rule. Rules of entries, keys and warnings are
/// checked by who walks over them.
#[inline(never)]
pub(super) fn check_rule(rule: &Rule, view: View<'_>) -> Option<Constraint> {
    match *rule {
        Rule::Length(min, max) => check_length(view, Some(min), Some(max)),
        Rule::MinLength(min) => check_length(view, Some(min), None),
        Rule::MaxLength(max) => check_length(view, None, Some(max)),
        Rule::Range(min, max) => check_range(view, Some(min), Some(max)),
        Rule::Min(min) => check_range(view, Some(min), None),
        Rule::Max(max) => check_range(view, None, Some(max)),
        Rule::Fractions(min, max) => check_fractions(view, min, max),
        Rule::Digits(min, max) => check_digits(view, min, max),
        Rule::Matches(pattern) => check_pattern(view, pattern),
        Rule::Values(visit_values) => check_known(view, visit_values),
        Rule::Unique => check_unique(view),
        Rule::Each(_) | Rule::Keys(_) | Rule::Warn(_) | Rule::Fact(_) => None,
    }
}

fn check_pattern(view: View<'_>, pattern: &Pattern) -> Option<Constraint> {
    let (View::String(text) | View::Unrecognized(text)) = view else { return None };
    let is_found = matches(pattern.1, pattern.2, text);
    (!is_found).then_some(Constraint::Pattern { pattern: pattern.0 })
}

fn check_length(view: View<'_>, min: Option<u64>, max: Option<u64>) -> Option<Constraint> {
    let length = length(view, min, max)?;
    if fits(length, min, max) { None } else { Some(Constraint::Length { min, max, length }) }
}

/// Returns the length of a value that has one; of a text as [`code_points`] does.
#[inline]
pub(super) fn length(view: View<'_>, min: Option<u64>, max: Option<u64>) -> Option<u64> {
    let length = match view {
        View::String(text) | View::Unrecognized(text) => code_points(text, min, max),
        View::Blob(bytes) => bytes.as_ref().len(),
        View::List(items) => items.count(),
        View::Map(entries) => entries.count(),
        _ => return None,
    };
    Some(u64::try_from(length).unwrap_or(u64::MAX))
}

/// Returns whether a value is within the bounds.
#[inline]
pub(super) fn fits<T: PartialOrd>(value: T, min: Option<T>, max: Option<T>) -> bool {
    min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max)
}

/// Returns the number of code points, or a number that satisfies the bounds as it does. A text has no more code points than
/// bytes and at least a quarter as many, so that most need not be counted.
fn code_points(text: &str, min: Option<u64>, max: Option<u64>) -> usize {
    let fewest = u64::try_from(text.len().div_ceil(4)).unwrap_or(u64::MAX);
    let most = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let is_within = min.is_none_or(|min| fewest >= min) && max.is_none_or(|max| most <= max);
    if is_within { text.len() } else { text.chars().count() }
}

fn check_range(view: View<'_>, min: Option<i64>, max: Option<i64>) -> Option<Constraint> {
    let number = to_double(view)?;
    check_bounds(min, max, |bound| match view {
        View::Integer(value) => Some(value.cmp(&bound)),
        _ => number.partial_cmp(&(bound as f64)),
    })
}

fn check_digits(view: View<'_>, min: Option<&str>, max: Option<&str>) -> Option<Constraint> {
    let View::Digits(value) = view else { return None };
    check_bounds(min, max, |bound| Some(decimal::compare(value, bound)))
}

/// The greatest double up to which each integer is a double.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn check_fractions(view: View<'_>, min: Option<f64>, max: Option<f64>) -> Option<Constraint> {
    let number = to_double(view)?;
    check_bounds(min, max, |bound| match view {
        // The single nearest to 8.8 is a little more than 8.8, and satisfies a bound of 8.8 all the same.
        View::Float(value) => value.partial_cmp(&(bound as f32)),
        // Doubles up to 2^53 are exact, those of other integers aren't.
        View::Integer(value) if bound.fract() == 0.0 && bound.abs() <= EXACT => {
            Some(value.cmp(&(bound as i64)))
        }
        _ => number.partial_cmp(&bound),
    })
}

/// Returns the range if a number isn't within it. NaN has no order and is within no bounds, which Smithy leaves open.
/// Infinities are beyond every bound on their side.
fn check_bounds<B: Copy + ToString>(
    min: Option<B>,
    max: Option<B>,
    order: impl Fn(B) -> Option<Ordering>,
) -> Option<Constraint> {
    let fits = min.is_none_or(|min| order(min).is_some_and(Ordering::is_ge))
        && max.is_none_or(|max| order(max).is_some_and(Ordering::is_le));
    if fits {
        return None;
    }
    let text = |bound: Option<B>| bound.map(|bound| bound.to_string());
    Some(Constraint::Range(Bounds { min: text(min), max: text(max) }))
}

fn to_double(view: View<'_>) -> Option<f64> {
    match view {
        View::Integer(value) => Some(value as f64),
        View::Float(value) => Some(value.into()),
        View::Double(value) => Some(value),
        View::Unsigned(value) => Some(value as f64),
        _ => None,
    }
}

fn check_known(view: View<'_>, visit_values: VisitValues) -> Option<Constraint> {
    let is_known = match view {
        View::UnrecognizedInteger(_) => false,
        // The key of a map is text, of which only the rule knows that it is an enum's.
        View::Unrecognized(text) => {
            let mut is_known = false;
            visit_values(EnumValueVisitor(&mut |value, _| is_known |= value == text));
            is_known
        }
        _ => true,
    };
    (!is_known).then(|| Constraint::Enum { values: named_values(visit_values) })
}

fn check_unique(view: View<'_>) -> Option<Constraint> {
    let View::List(items) = view else { return None };
    find_repeated(items).map(|index| Constraint::Unique { index })
}
