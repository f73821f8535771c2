//! Bounds of lengths and numbers: what a change of them forbids and allows.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::Kind;
use super::comparison::Comparison;
use super::content::Content;
use super::spot::Spot;

const BOUNDS: [&str; 2] = ["min", "max"];

/// Whose bounds they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    Length,
    Range,
}

/// Compares the values of the trait `length` or `range`: what is tighter is one change, what is looser is another.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    spot: Spot<'_>,
    limit: Limit,
    (old, new): (Option<&Value>, Option<&Value>),
) {
    let [mut tighter, mut looser] = [(); 2].map(|()| [Map::new(), Map::new()]);
    for name in BOUNDS {
        let (before, after) = (limit.bound(old, name), limit.bound(new, name));
        let [befores, afters] = match tightness(name, before, after) {
            Ordering::Equal => continue,
            Ordering::Less => &mut looser,
            Ordering::Greater => &mut tighter,
        };
        put(befores, name, before);
        put(afters, name, after);
    }
    for (kind, [before, after]) in [(Kind::LimitTightened, tighter), (Kind::LimitLoosened, looser)]
    {
        if !before.is_empty() || !after.is_empty() {
            comparison.note(kind, spot, value(before), value(after));
        }
    }
}

/// What the values that the new bounds allow are to those that the old ones allowed.
pub(super) fn content(limit: Limit, old: Option<&Value>, new: Option<&Value>) -> Content {
    let bounds = BOUNDS.iter().map(|name| {
        match tightness(name, limit.bound(old, name), limit.bound(new, name)) {
            Ordering::Equal => Content::Same,
            Ordering::Less => Content::Compatible,
            Ordering::Greater => Content::Other,
        }
    });
    bounds.max().unwrap_or(Content::Same)
}

impl Limit {
    /// The bound, if it says something: no length is less than zero.
    fn bound<'v>(self, value: Option<&'v Value>, name: &str) -> Option<&'v Number> {
        let bound = value?.get(name)?.as_number()?;
        let says_nothing = self == Self::Length && name == "min" && bound.as_u64() == Some(0);
        (!says_nothing).then_some(bound)
    }
}

/// Whether the new bound allows less (greater) or more (less).
fn tightness(name: &str, old: Option<&Number>, new: Option<&Number>) -> Ordering {
    match (old, new) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(old), Some(new)) if name == "min" => order(new, old),
        (Some(old), Some(new)) => order(old, new),
    }
}

/// Numbers by value. Whole ones are compared as such: beyond 2^53 other numbers are too coarse.
fn order(a: &Number, b: &Number) -> Ordering {
    let whole = |number: &Number| {
        number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
    };
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => {
            let (a, b) = (a.as_f64().unwrap_or(0.0), b.as_f64().unwrap_or(0.0));
            a.partial_cmp(&b).unwrap_or(Ordering::Equal)
        }
    }
}

fn put(bounds: &mut Map<String, Value>, name: &str, bound: Option<&Number>) {
    if let Some(bound) = bound {
        bounds.insert(name.to_owned(), Value::Number(bound.clone()));
    }
}

fn value(bounds: Map<String, Value>) -> Option<Value> {
    (!bounds.is_empty()).then_some(Value::Object(bounds))
}
