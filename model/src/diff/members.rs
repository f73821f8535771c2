//! The members of structures, unions and event streams, and those of lists and maps.

use std::collections::HashMap;

use serde_json::json;

use super::comparison::Comparison;
use super::enums::order;
use super::spot::Spot;
use super::{Kind, values};
use crate::{Member, Shape};

/// What the members are members of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Structure,
    Union,
    EventStream,
}

/// The kinds of a deprecation that is new, or gone.
pub(super) const DEPRECATED: [Kind; 2] = [Kind::MemberDeprecated, Kind::MemberUndeprecated];

impl<'a> Comparison<'a> {
    /// Compares the members of a structure or union by their names.
    pub(super) fn members(
        &mut self,
        spot: Spot<'_>,
        holder: Holder,
        old: &'a [Member],
        new: &'a [Member],
    ) {
        if old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.name == new.name) {
            for (before, after) in old.iter().zip(new) {
                self.member(spot, before, after);
            }
            return;
        }
        let index = |members: &'a [Member]| -> HashMap<&'a str, &'a Member> {
            members.iter().map(|member| (member.name.as_str(), member)).collect()
        };
        let (in_old, in_new) = (index(old), index(new));
        for before in old {
            match in_new.get(before.name.as_str()) {
                Some(after) => self.member(spot, before, after),
                None => {
                    let kind = match holder {
                        Holder::Structure => Kind::MemberRemoved,
                        Holder::Union => Kind::UnionVariantRemoved,
                        Holder::EventStream => Kind::EventstreamChanged,
                    };
                    let value = values::member(&self.old, before);
                    let spot = spot.member(&before.name, Some(&before.at), None);
                    self.note(kind, spot, value, None);
                }
            }
        }
        for after in new.iter().filter(|after| !in_old.contains_key(after.name.as_str())) {
            let must = after.traits.required() && after.traits.default_value().is_none();
            let kind = match holder {
                Holder::Structure if must => Kind::MemberAddedRequired,
                Holder::Structure => Kind::MemberAddedOptional,
                Holder::Union => Kind::UnionVariantAdded,
                Holder::EventStream => Kind::EventAdded,
            };
            let value = values::member(&self.new, after);
            self.note(kind, spot.member(&after.name, None, Some(&after.at)), None, value);
        }
        let kept = |members: &'a [Member], others: &HashMap<&str, &Member>| -> Vec<&'a str> {
            let names = members.iter().map(|member| member.name.as_str());
            names.filter(|name| others.contains_key(name)).collect()
        };
        order(self, Kind::MemberOrderChanged, spot, kept(old, &in_new), kept(new, &in_old));
    }

    /// Compares two members, which have the same name.
    pub(super) fn member(&mut self, spot: Spot<'_>, old: &'a Member, new: &'a Member) {
        let same_target = self.pairs.are_one(&old.target, &new.target);
        if same_target && old.traits == new.traits {
            return self.inherit_all(old);
        }
        let spot = spot.member(&new.name, Some(&old.at), Some(&new.at));
        if old.traits != new.traits {
            self.annotations(spot, (&old.traits, &new.traits), DEPRECATED);
            self.presence(spot, old, new);
            self.bindings(spot, (&old.name, &old.traits), (&new.name, &new.traits));
        }
        let targets = self.old.shape(&old.target).zip(self.new.shape(&new.target));
        let Some((before, after)) = targets else { return };
        if same_target {
            self.facets_of_member(spot, (old, before), (new, after), true);
        } else {
            self.retarget(spot, (old, before), (new, after));
        }
    }

    /// Compares whether the member must be there.
    fn presence(&mut self, spot: Spot<'_>, old: &Member, new: &Member) {
        let required = (old.traits.required(), new.traits.required());
        let kind = if required.1 { Kind::RequiredAdded } else { Kind::RequiredRemoved };
        self.differs(kind, spot, required, |required| Some(json!(required)));
        if !self.options.across_formats {
            let optional = (old.traits.client_optional(), new.traits.client_optional());
            let value = |optional: &bool| optional.then(|| json!("clientOptional"));
            self.differs(Kind::NullabilityChanged, spot, optional, value);
        }
    }

    /// Whether the shape is an event stream.
    pub(super) fn holder(old: &Shape, new: &Shape) -> Holder {
        if old.traits.streaming() || new.traits.streaming() {
            Holder::EventStream
        } else {
            Holder::Union
        }
    }
}
