//! The comparison of the values of enums.

use std::collections::HashMap;
use std::hash::Hash;

use serde_json::{Value, json};

use super::annotations::{self, DeprecationKinds};
use super::collector::Collector;
use super::order::compare_order;
use super::subject::Subject;
use super::values;
use crate::diff::versions::Versions;
use crate::diff::{Kind, WireImpact};
use crate::{EnumMember, Traits};

/// Compares the values of two enums of strings.
pub(super) fn compare_strings(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &[EnumMember<String>],
    new: &[EnumMember<String>],
) {
    compare_values(versions, changes, subject, (old, new), String::clone);
}

/// Compares the values and the member names of two enums of integers. Generated code uses the names.
pub(super) fn compare_integers(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &[EnumMember<i32>],
    new: &[EnumMember<i32>],
) {
    compare_values(versions, changes, subject, (old, new), i32::to_string);
    let by_value: HashMap<i32, &EnumMember<i32>> = new.iter().map(|it| (it.value, it)).collect();
    for before in old {
        let Some(after) = by_value.get(&before.value) else { continue };
        let (old_name, new_name) = (before.name.as_deref(), after.name.as_deref());
        if old_name != new_name {
            let part = before.value.to_string();
            let subject = subject.part(&part).pointers(Some(&before.at), Some(&after.at));
            let names = (old_name.and_then(values::text), new_name.and_then(values::text));
            let impact = (WireImpact::Safe, "the value is the same number");
            changes.record_with_impact(Kind::EnumValueRespelled, subject, names, impact);
        }
    }
}

/// Compares the values of two enums; `part` returns the name of a value in places.
fn compare_values<V: Eq + Hash + Clone + Into<Value>>(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    (old, new): (&[EnumMember<V>], &[EnumMember<V>]),
    part: impl Fn(&V) -> String,
) {
    let are_equal = |(old, new): (&EnumMember<V>, &EnumMember<V>)| {
        old.value == new.value && old.traits == new.traits
    };
    if old.len() == new.len() && old.iter().zip(new).all(are_equal) {
        return;
    }
    let index = |values: &'_ [EnumMember<V>]| -> HashMap<V, usize> {
        values.iter().enumerate().map(|(position, it)| (it.value.clone(), position)).collect()
    };
    let (old_index, new_index) = (index(old), index(new));
    for before in old {
        let part = part(&before.value);
        let subject = subject.part(&part).pointers(Some(&before.at), None);
        match new_index.get(&before.value).and_then(|position| new.get(*position)) {
            None => {
                let value = Some(before.value.clone().into());
                changes.record(Kind::EnumValueRemoved, subject, value, None);
            }
            Some(after) => {
                let subject = subject.pointers(Some(&before.at), Some(&after.at));
                compare_traits_of_value(versions, changes, subject, &before.traits, &after.traits);
            }
        }
    }
    for after in new.iter().filter(|after| !old_index.contains_key(&after.value)) {
        let part = part(&after.value);
        let subject = subject.part(&part).pointers(None, Some(&after.at));
        let value = Some(after.value.clone().into());
        changes.record(Kind::EnumValueAdded, subject, None, value);
    }
    let kept = |values: &[EnumMember<V>], others: &HashMap<V, usize>| -> Vec<V> {
        let values = values.iter().map(|it| it.value.clone());
        values.filter(|value| others.contains_key(value)).collect()
    };
    let (before, after) = (kept(old, &new_index), kept(new, &old_index));
    compare_order(changes, Kind::EnumReordered, subject, before, after);
}

fn compare_traits_of_value(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Traits,
    new: &Traits,
) {
    annotations::compare(versions, changes, subject, DeprecationKinds::MEMBER, (old, new));
    let to_json = |is_internal: &bool| is_internal.then(|| json!("internal"));
    let is_internal = |traits: &Traits| traits.has("smithy.api#internal");
    let internal = (is_internal(old), is_internal(new));
    changes.record_difference(Kind::EnumValueInternalChanged, subject, internal, to_json);
}
