//! The values of an enum.

use std::collections::HashMap;
use std::hash::Hash;

use serde_json::{Value, json};

use super::comparison::Comparison;
use super::spot::Spot;
use super::{Kind, values};
use crate::{EnumMember, Traits};

/// Compares the values of an enum of text.
pub(super) fn texts(
    comparison: &mut Comparison<'_>,
    spot: Spot<'_>,
    old: &[EnumMember<String>],
    new: &[EnumMember<String>],
) {
    compare(comparison, spot, (old, new), |value| value.clone());
}

/// Compares the values of an enum of integers. These alone are known by the names of their members.
pub(super) fn integers(
    comparison: &mut Comparison<'_>,
    spot: Spot<'_>,
    old: &[EnumMember<i32>],
    new: &[EnumMember<i32>],
) {
    compare(comparison, spot, (old, new), i32::to_string);
    let names: HashMap<i32, &EnumMember<i32>> = new.iter().map(|it| (it.value, it)).collect();
    for before in old {
        let Some(after) = names.get(&before.value) else { continue };
        let part = before.value.to_string();
        let spot = Spot { old: Some(&before.at), new: Some(&after.at), ..spot.part(&part) };
        let named = (before.name.as_deref(), after.name.as_deref());
        if named.0 != named.1 {
            let values = (named.0.and_then(values::text), named.1.and_then(values::text));
            let verdict = (super::WireImpact::Safe, "the value is the same number");
            comparison.note_with(Kind::EnumValueRespelled, spot, values, verdict);
        }
    }
}

fn compare<V: Eq + Hash + Clone + Into<Value>>(
    comparison: &mut Comparison<'_>,
    spot: Spot<'_>,
    (old, new): (&[EnumMember<V>], &[EnumMember<V>]),
    name: impl Fn(&V) -> String,
) {
    let are_alike = |(old, new): (&EnumMember<V>, &EnumMember<V>)| {
        old.value == new.value && old.traits == new.traits
    };
    if old.len() == new.len() && old.iter().zip(new).all(are_alike) {
        return;
    }
    let index = |values: &'_ [EnumMember<V>]| -> HashMap<V, usize> {
        values.iter().enumerate().map(|(place, it)| (it.value.clone(), place)).collect()
    };
    let (in_old, in_new) = (index(old), index(new));
    for before in old {
        let part = name(&before.value);
        let spot = Spot { old: Some(&before.at), new: None, ..spot.part(&part) };
        match in_new.get(&before.value).and_then(|place| new.get(*place)) {
            None => comparison.note(
                Kind::EnumValueRemoved,
                spot,
                Some(before.value.clone().into()),
                None,
            ),
            Some(after) => {
                let spot = Spot { new: Some(&after.at), ..spot };
                let traits = (&before.traits, &after.traits);
                let kinds = [Kind::MemberDeprecated, Kind::MemberUndeprecated];
                comparison.annotations(spot, traits, kinds);
                let internal = (is_internal(traits.0), is_internal(traits.1));
                comparison.differs(Kind::EnumValueInternalChanged, spot, internal, |internal| {
                    internal.then(|| json!("internal"))
                });
            }
        }
    }
    for after in new.iter().filter(|after| !in_old.contains_key(&after.value)) {
        let part = name(&after.value);
        let spot = Spot { old: None, new: Some(&after.at), ..spot.part(&part) };
        comparison.note(Kind::EnumValueAdded, spot, None, Some(after.value.clone().into()));
    }
    let kept = |values: &[EnumMember<V>], others: &HashMap<V, usize>| -> Vec<V> {
        let values = values.iter().map(|it| it.value.clone());
        values.filter(|value| others.contains_key(value)).collect()
    };
    order(comparison, Kind::EnumReordered, spot, kept(old, &in_new), kept(new, &in_old));
}

/// Notes what stands in another order: the part of it that moved.
pub(super) fn order<V: PartialEq + Into<Value>>(
    comparison: &mut Comparison<'_>,
    kind: Kind,
    spot: Spot<'_>,
    mut old: Vec<V>,
    mut new: Vec<V>,
) {
    if old == new {
        return;
    }
    let same = |(old, new): &(&V, &V)| old == new;
    let last = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    old.truncate(old.len().saturating_sub(last));
    new.truncate(new.len().saturating_sub(last));
    let first = old.iter().zip(&new).take_while(same).count();
    let moved = |values: Vec<V>| {
        let values = values.into_iter().skip(first).map(Into::into);
        Some(json!(values.collect::<Vec<Value>>()))
    };
    comparison.note(kind, spot, moved(old), moved(new));
}

/// Whether the service keeps the value to itself: the trait `internal`, or the tag of the old `enum` trait.
fn is_internal(traits: &Traits) -> bool {
    let tags = traits.get("smithy.api#tags").and_then(Value::as_array);
    let is_tagged = tags.is_some_and(|tags| tags.iter().any(|tag| tag == "internal"));
    is_tagged || traits.has("smithy.api#internal")
}
