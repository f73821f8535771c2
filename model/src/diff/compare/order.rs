//! Changes of an order.

use serde_json::{Value, json};

use super::collector::Collector;
use super::subject::Subject;
use crate::diff::Kind;

/// Records a change if the order differs; its values are the sections that moved. Both lists have the same elements.
pub(super) fn compare_order<V: PartialEq + Into<Value>>(
    changes: &mut Collector<'_, '_>,
    kind: Kind,
    subject: Subject<'_>,
    mut old: Vec<V>,
    mut new: Vec<V>,
) {
    if old == new {
        return;
    }
    let is_same = |(old, new): &(&V, &V)| old == new;
    let last = old.iter().rev().zip(new.iter().rev()).take_while(is_same).count();
    old.truncate(old.len().saturating_sub(last));
    new.truncate(new.len().saturating_sub(last));
    let first = old.iter().zip(&new).take_while(is_same).count();
    let moved = |values: Vec<V>| {
        let values = values.into_iter().skip(first).map(Into::into);
        Some(json!(values.collect::<Vec<Value>>()))
    };
    changes.record(kind, subject, moved(old), moved(new));
}
