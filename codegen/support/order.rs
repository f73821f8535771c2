//! A total order of values, for finding equal ones.

use std::cmp::Ordering;

use super::content::Content;
use super::decimal;
use super::value::{FieldVisitor, List, Map, Value, Variant, View, sorted_entries};

/// Compares two values by structure, and numbers by their mathematical value. Values of different kinds have an order, too,
/// which means nothing. ([Smithy: value equality](https://smithy.io/2.0/spec/constraint-traits.html#value-equality))
pub(super) fn compare(left: View<'_>, right: View<'_>) -> Ordering {
    match (left, right) {
        (
            View::String(left) | View::Unrecognized(left),
            View::String(right) | View::Unrecognized(right),
        ) => left.cmp(right),
        (View::Digits(left), View::Digits(right)) => decimal::compare(left, right),
        (View::Number(left), View::Number(right)) => {
            decimal::compare(&left.to_string(), &right.to_string())
        }
        (View::Bool(left), View::Bool(right)) => left.cmp(&right),
        (View::Float(left), View::Float(right)) => left.total_cmp(&right),
        (View::Double(left), View::Double(right)) => left.total_cmp(&right),
        (View::Blob(left), View::Blob(right)) => left.cmp(right),
        (View::Timestamp(left), View::Timestamp(right)) => left.cmp(right),
        (View::Structure(left), View::Structure(right)) => compare_structures(left, right),
        (View::Union(left), View::Union(right)) => match (left.variant(), right.variant()) {
            (Variant::Known(i, left), Variant::Known(j, right)) => {
                i.cmp(&j).then_with(|| compare(left, right))
            }
            (Variant::Unknown(left), Variant::Unknown(right)) => {
                let tags = left.tag().cmp(right.tag());
                tags.then_with(|| compare_contents(left.content(), right.content()))
            }
            (Variant::Known(..), Variant::Unknown(_)) => Ordering::Less,
            (Variant::Unknown(_), Variant::Known(..)) => Ordering::Greater,
        },
        (View::List(left), View::List(right)) => compare_lists(left, right),
        (View::Map(left), View::Map(right)) => compare_maps(left, right),
        _ => to_integer(left).cmp(&to_integer(right)).then_with(|| kind(left).cmp(&kind(right))),
    }
}

fn compare_structures(left: &dyn Value, right: &dyn Value) -> Ordering {
    let mut order = Ordering::Equal;
    left.fields(FieldVisitor(&mut |_, left| {
        right.fields(FieldVisitor(&mut |_, right| {
            let mut members = left.iter().zip(right).map(|(left, right)| compare(*left, *right));
            order = members.find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
        }));
    }));
    order
}

fn compare_lists(left: &dyn List, right: &dyn List) -> Ordering {
    let items = (0..left.count().min(right.count()))
        .map(|index| compare(left.item(index), right.item(index)))
        .find(|order| order.is_ne());
    items.unwrap_or_else(|| left.count().cmp(&right.count()))
}

fn compare_maps(left: &dyn Map, right: &dyn Map) -> Ordering {
    let (left, right) = (sorted_entries(left), sorted_entries(right));
    let pairs = left.iter().zip(&right);
    let mut orders =
        pairs.map(|(left, right)| left.0.cmp(right.0).then_with(|| compare(left.1, right.1)));
    orders.find(|order| order.is_ne()).unwrap_or_else(|| left.len().cmp(&right.len()))
}

/// Compares the contents of unknown union members.
fn compare_contents(left: &Content, right: &Content) -> Ordering {
    match (left, right) {
        (Content::Bool(left), Content::Bool(right)) => left.cmp(right),
        (Content::Integer(left), Content::Integer(right)) => left.cmp(right),
        (Content::Double(left), Content::Double(right)) => left.total_cmp(right),
        (Content::Digits(left), Content::Digits(right))
        | (Content::String(left), Content::String(right)) => left.cmp(right),
        (Content::List(left), Content::List(right)) => {
            let mut items =
                left.iter().zip(right).map(|(left, right)| compare_contents(left, right));
            items.find(|order| order.is_ne()).unwrap_or_else(|| left.len().cmp(&right.len()))
        }
        (Content::Map(left), Content::Map(right)) => {
            let mut entries = left.iter().zip(right).map(|((key, left), (other, right))| {
                key.cmp(other).then_with(|| compare_contents(left, right))
            });
            entries.find(|order| order.is_ne()).unwrap_or_else(|| left.len().cmp(&right.len()))
        }
        _ => rank(left).cmp(&rank(right)),
    }
}

fn rank(content: &Content) -> u8 {
    match content {
        Content::Null => 0,
        Content::Bool(_) => 1,
        Content::Integer(_) => 2,
        Content::Double(_) => 3,
        Content::Digits(_) => 4,
        Content::String(_) => 5,
        Content::List(_) => 6,
        Content::Map(_) => 7,
    }
}

/// Returns the value of an integer, and 0 for anything else.
pub(super) fn to_integer(view: View<'_>) -> i128 {
    match view {
        View::Integer(value) => value.into(),
        View::UnrecognizedInteger(value) => value.into(),
        View::Unsigned(value) => value.into(),
        _ => 0,
    }
}

/// Returns a number for each kind of values among which values can be equal.
pub(super) fn kind(view: View<'_>) -> u8 {
    match view {
        View::Absent => 0,
        View::Integer(_) | View::Unsigned(_) | View::UnrecognizedInteger(_) => 1,
        View::String(_) | View::Unrecognized(_) => 2,
        View::Bool(_) => 3,
        View::Float(_) => 4,
        View::Double(_) => 5,
        View::Digits(_) => 6,
        View::Blob(_) => 7,
        View::Timestamp(_) => 8,
        View::Structure(_) => 9,
        View::Union(_) => 10,
        View::List(_) => 11,
        View::Map(_) => 12,
        View::Null => 13,
        View::Number(_) => 14,
    }
}
