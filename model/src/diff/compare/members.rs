//! The comparison of the members of structures, unions, event streams, lists and maps.

use std::collections::HashMap;

use serde_json::json;

use super::annotations::{self, DeprecationKinds};
use super::collector::Collector;
use super::order::compare_order;
use super::subject::Subject;
use super::{bindings, effective_traits, targets, values};
use crate::Member;
use crate::diff::Kind;
use crate::diff::versions::Versions;

/// The container of members.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Structure,
    Union,
    EventStream,
}

impl Container {
    fn kind_of_removal(self) -> Kind {
        match self {
            Self::Structure => Kind::MemberRemoved,
            Self::Union => Kind::UnionVariantRemoved,
            Self::EventStream => Kind::EventstreamChanged,
        }
    }

    fn kind_of_addition(self, member: &Member) -> Kind {
        let is_required = member.traits.is_required() && member.traits.default_value().is_none();
        match self {
            Self::Structure if is_required => Kind::MemberAddedRequired,
            Self::Structure => Kind::MemberAddedOptional,
            Self::Union => Kind::UnionVariantAdded,
            Self::EventStream => Kind::EventAdded,
        }
    }
}

/// Compares the members of two structures or unions by name.
pub(super) fn compare<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    container: Container,
    (old, new): (&'a [Member], &'a [Member]),
) {
    if old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.name == new.name) {
        for (before, after) in old.iter().zip(new) {
            compare_member(versions, changes, subject, before, after);
        }
        return;
    }
    let index = |members: &'a [Member]| -> HashMap<&'a str, &'a Member> {
        members.iter().map(|member| (member.name.as_str(), member)).collect()
    };
    let (old_index, new_index) = (index(old), index(new));
    for before in old {
        match new_index.get(before.name.as_str()) {
            Some(after) => compare_member(versions, changes, subject, before, after),
            None => {
                let value = values::member(&versions.old, before);
                let subject = subject.member(&before.name, Some(&before.at), None);
                changes.record(container.kind_of_removal(), subject, value, None);
            }
        }
    }
    for after in new.iter().filter(|after| !old_index.contains_key(after.name.as_str())) {
        let value = values::member(&versions.new, after);
        let subject = subject.member(&after.name, None, Some(&after.at));
        changes.record(container.kind_of_addition(after), subject, None, value);
    }
    let kept = |members: &'a [Member], others: &HashMap<&str, &Member>| -> Vec<&'a str> {
        let names = members.iter().map(|member| member.name.as_str());
        names.filter(|name| others.contains_key(name)).collect()
    };
    let (before, after) = (kept(old, &new_index), kept(new, &old_index));
    compare_order(changes, Kind::MemberOrderChanged, subject, before, after);
}

/// Compares two members with the same name.
pub(super) fn compare_member<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    old: &'a Member,
    new: &'a Member,
) {
    let has_same_target = versions.pairing.correspond(&old.target, &new.target);
    if has_same_target && old.traits == new.traits {
        return changes.inherited.insert_all(old);
    }
    let subject = subject.member(&new.name, Some(&old.at), Some(&new.at));
    if old.traits != new.traits {
        let traits = (&old.traits, &new.traits);
        annotations::compare(versions, changes, subject, DeprecationKinds::MEMBER, traits);
        compare_presence(versions, changes, subject, old, new);
        bindings::compare(versions, changes, subject, old, new);
    }
    let targets = versions.old.shape(&old.target).zip(versions.new.shape(&new.target));
    let Some((old_target, new_target)) = targets else { return };
    let (old, new) = ((old, old_target), (new, new_target));
    if has_same_target {
        effective_traits::compare_of_member(versions, changes, subject, old, new, true);
    } else {
        targets::compare(versions, changes, subject, old, new);
    }
}

/// Compares whether a member is required, and whether clients treat it as optional.
fn compare_presence(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Member,
    new: &Member,
) {
    let required = (old.traits.is_required(), new.traits.is_required());
    let kind = if required.1 { Kind::RequiredAdded } else { Kind::RequiredRemoved };
    changes.record_difference(kind, subject, required, |required| Some(json!(required)));
    if !versions.options.across_formats {
        let optional = (old.traits.is_client_optional(), new.traits.is_client_optional());
        let to_json = |is_optional: &bool| is_optional.then(|| json!("clientOptional"));
        changes.record_difference(Kind::NullabilityChanged, subject, optional, to_json);
    }
}
