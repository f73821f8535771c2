//! The comparison of the bounds of lengths and ranges.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::collector::Collector;
use super::equivalence::Equivalence;
use super::subject::Subject;
use crate::diff::Kind;

const BOUNDS: [&str; 2] = ["min", "max"];

/// A trait with bounds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    Length,
    Range,
}

/// Compares the values of a trait with bounds. The bounds that became stricter are one change, those that became less strict
/// another.
pub(super) fn compare(
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    limit: Limit,
    (old, new): (Option<&Value>, Option<&Value>),
) {
    let [mut stricter, mut looser] = [(); 2].map(|()| [Map::new(), Map::new()]);
    for name in BOUNDS {
        let (before, after) = (limit.bound(old, name), limit.bound(new, name));
        let [before_bounds, after_bounds] = match compare_bounds(name, before, after) {
            Ordering::Equal => continue,
            Ordering::Less => &mut looser,
            Ordering::Greater => &mut stricter,
        };
        insert_bound(before_bounds, name, before);
        insert_bound(after_bounds, name, after);
    }
    let kinds = [(Kind::LimitTightened, stricter), (Kind::LimitLoosened, looser)];
    for (kind, [before, after]) in kinds {
        if !before.is_empty() || !after.is_empty() {
            changes.record(kind, subject, non_empty(before), non_empty(after));
        }
    }
}

/// Returns how far values within the new bounds can replace values within the old ones.
pub(super) fn equivalence(limit: Limit, old: Option<&Value>, new: Option<&Value>) -> Equivalence {
    let bounds = BOUNDS.iter().map(|name| {
        match compare_bounds(name, limit.bound(old, name), limit.bound(new, name)) {
            Ordering::Equal => Equivalence::Same,
            Ordering::Less => Equivalence::Compatible,
            Ordering::Greater => Equivalence::Different,
        }
    });
    bounds.max().unwrap_or(Equivalence::Same)
}

impl Limit {
    /// Returns a bound of the trait's value; `None` for a minimum length of zero, which every value satisfies.
    fn bound<'v>(self, value: Option<&'v Value>, name: &str) -> Option<&'v Number> {
        let bound = value?.get(name)?.as_number()?;
        let is_trivial = self == Self::Length && name == "min" && bound.as_u64() == Some(0);
        (!is_trivial).then_some(bound)
    }
}

/// Returns `Greater` if the new bound is stricter than the old one, `Less` if it is less strict.
fn compare_bounds(name: &str, old: Option<&Number>, new: Option<&Number>) -> Ordering {
    match (old, new) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(old), Some(new)) if name == "min" => compare_numbers(new, old),
        (Some(old), Some(new)) => compare_numbers(old, new),
    }
}

/// Compares numbers by value, and integers exactly: from 2^53 on not every integer is an `f64`.
fn compare_numbers(a: &Number, b: &Number) -> Ordering {
    let integer = |number: &Number| {
        number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
    };
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => {
            let (a, b) = (a.as_f64().unwrap_or(0.0), b.as_f64().unwrap_or(0.0));
            a.partial_cmp(&b).unwrap_or(Ordering::Equal)
        }
    }
}

fn insert_bound(bounds: &mut Map<String, Value>, name: &str, bound: Option<&Number>) {
    if let Some(bound) = bound {
        bounds.insert(name.to_owned(), Value::Number(bound.clone()));
    }
}

fn non_empty(bounds: Map<String, Value>) -> Option<Value> {
    (!bounds.is_empty()).then_some(Value::Object(bounds))
}
