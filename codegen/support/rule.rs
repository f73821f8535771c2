//! The rules that values of a member have to keep.

use std::cmp::Ordering;

use super::decimal;
use super::pattern::matches;
use super::unique::repeated;
use super::value::View;
use super::violation::{Bounds, Constraint};

/// Shows each known value of an enum.
pub type Spell = fn(Speller<'_>);

/// Whom an enum shows its values to; a type for the same reason as `Viewer`.
pub struct Speller<'s>(&'s mut dyn FnMut(&str, bool));

impl Speller<'_> {
    /// Takes all values, but the service doesn't tell of those that are `internal`.
    pub fn all<T: PartialEq>(self, values: &[T], spelling: fn(&T) -> &str, internal: &[T]) {
        for value in values {
            (self.0)(spelling(value), !internal.contains(value));
        }
    }

    /// Takes all values of an enum over integers likewise.
    pub fn numbers<T: PartialEq + Copy>(self, values: &[T], number: fn(T) -> i32, internal: &[T]) {
        for value in values {
            (self.0)(&number(*value).to_string(), !internal.contains(value));
        }
    }
}

/// Something that the values of a member have to satisfy: a constraint trait of the model.
/// ([Smithy: constraint traits](https://smithy.io/2.0/spec/constraint-traits.html))
pub enum Rule {
    /// The length of text in code points, of a blob in bytes, of a list or map in entries.
    Length(u64, u64),
    /// The least length.
    MinLength(u64),
    /// The greatest length.
    MaxLength(u64),
    /// A whole number's bounds, inclusive.
    Range(i64, i64),
    /// The least whole number.
    Min(i64),
    /// The greatest whole number.
    Max(i64),
    /// Bounds that aren't whole numbers, inclusive.
    Fractions(Option<f64>, Option<f64>),
    /// Bounds of numbers that are given by their digits, inclusive.
    Digits(Option<&'static str>, Option<&'static str>),
    /// A match of the pattern is found.
    Matches(&'static Pattern),
    /// The known values of an enum.
    Values(Spell),
    /// No two entries of a list are equal.
    Unique,
    /// What each entry of a list or map has to keep.
    Each(&'static [Rule]),
    /// What each key of a map has to keep.
    Keys(&'static [Rule]),
    /// What values had better keep, though they are valid without.
    Warn(&'static [Rule]),
}

/// A regular expression: its text, the sets of code points that the patterns of a module share, and the automaton.
pub struct Pattern(pub &'static str, pub &'static [u8], pub &'static [u8]);

impl Pattern {
    fn violated_by(&self, view: View<'_>) -> Option<Constraint> {
        let (View::String(text) | View::Unrecognized(text)) = view else { return None };
        let found = matches(self.1, self.2, text);
        (!found).then_some(Constraint::Pattern { pattern: self.0 })
    }
}

impl Rule {
    /// The constraint, if the value doesn't satisfy it.
    #[inline]
    pub(super) fn violated_by(&self, view: View<'_>) -> Option<Constraint> {
        match *self {
            Self::Length(min, max) => length(view, Some(min), Some(max)),
            Self::MinLength(min) => length(view, Some(min), None),
            Self::MaxLength(max) => length(view, None, Some(max)),
            Self::Range(min, max) => range(view, Some(min), Some(max)),
            Self::Min(min) => range(view, Some(min), None),
            Self::Max(max) => range(view, None, Some(max)),
            Self::Fractions(min, max) => fractions(view, min, max),
            Self::Digits(min, max) => digits(view, min, max),
            Self::Matches(pattern) => pattern.violated_by(view),
            Self::Values(spell) => values(view, spell),
            Self::Unique => unique(view),
            Self::Each(_) | Self::Keys(_) | Self::Warn(_) => None,
        }
    }
}

fn length(view: View<'_>, min: Option<u64>, max: Option<u64>) -> Option<Constraint> {
    let length = match view {
        View::String(text) | View::Unrecognized(text) => code_points(text, min, max),
        View::Blob(bytes) => bytes.as_ref().len(),
        View::List(items) => items.count(),
        View::Map(entries) => entries.count(),
        _ => return None,
    };
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    let fits = min.is_none_or(|min| length >= min) && max.is_none_or(|max| length <= max);
    if fits { None } else { Some(Constraint::Length { min, max, length }) }
}

/// The number of code points. A text has no more of them than bytes, and at least a quarter as many, so
/// that many need not be counted.
fn code_points(text: &str, min: Option<u64>, max: Option<u64>) -> usize {
    let fewest = u64::try_from(text.len().div_ceil(4)).unwrap_or(u64::MAX);
    let most = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let surely = min.is_none_or(|min| fewest >= min) && max.is_none_or(|max| most <= max);
    if surely { text.len() } else { text.chars().count() }
}

fn range(view: View<'_>, min: Option<i64>, max: Option<i64>) -> Option<Constraint> {
    let number = number(view)?;
    within(min, max, |bound| match view {
        View::Integer(value) => Some(value.cmp(&bound)),
        _ => number.partial_cmp(&(bound as f64)),
    })
}

fn digits(view: View<'_>, min: Option<&str>, max: Option<&str>) -> Option<Constraint> {
    let View::Digits(value) = view else { return None };
    within(min, max, |bound| Some(decimal::compare(value, bound)))
}

fn fractions(view: View<'_>, min: Option<f64>, max: Option<f64>) -> Option<Constraint> {
    let number = number(view)?;
    within(min, max, |bound| match view {
        // A single has no closer value to 8.8 than the one that is a little more.
        View::Float(value) => value.partial_cmp(&(bound as f32)),
        _ => number.partial_cmp(&bound),
    })
}

/// What has no order, NaN, is within no bounds: it is neither at least one number nor at most another. Smithy leaves
/// it open. Infinities are beyond every bound on their side.
fn within<B: Copy + ToString>(
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

fn number(view: View<'_>) -> Option<f64> {
    match view {
        View::Integer(value) => Some(value as f64),
        View::Float(value) => Some(value.into()),
        View::Double(value) => Some(value),
        View::Unsigned(value) => Some(value as f64),
        _ => None,
    }
}

fn values(view: View<'_>, spell: Spell) -> Option<Constraint> {
    let known = match view {
        View::UnrecognizedInteger(_) => false,
        // It may be the key of a map, whose type doesn't tell what is known.
        View::Unrecognized(text) => {
            let mut known = false;
            spell(Speller(&mut |value, _| known |= value == text));
            known
        }
        _ => true,
    };
    if known {
        return None;
    }
    let mut values = Vec::new();
    spell(Speller(&mut |value, told| {
        if told {
            values.push(value.to_owned());
        }
    }));
    Some(Constraint::Enum { values })
}

fn unique(view: View<'_>) -> Option<Constraint> {
    let View::List(items) = view else { return None };
    repeated(items).map(|index| Constraint::Unique { index })
}
