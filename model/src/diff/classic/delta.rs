//! What a structure has more than the one of the same name in another model.

use std::collections::{BTreeMap, HashMap};

use super::value::Value;
use super::view::{View, name};
use super::{DEEPEST, rendering};
use crate::{Member, Model, Shape, ShapeId, ShapeKind};

/// Two models to compare.
pub(super) struct Comparison<'a> {
    new: &'a Model,
    old: &'a Model,
    /// The structures of the old model by their names in botocore's format.
    named: HashMap<&'a str, &'a Shape>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(new: &'a Model, old: &'a Model) -> Self {
        let structures =
            old.shapes.values().filter(|shape| matches!(shape.kind, ShapeKind::Structure(_)));
        let named = structures.map(|shape| (name(old, &shape.id), shape)).collect();
        Self { new, old, named }
    }

    /// What is new in an input or output; nothing where the old model has none of this name.
    pub(super) fn structure(&self, id: &ShapeId) -> Value {
        let found = self.new.shape(id).zip(self.named.get(name(self.new, id)).copied());
        let Some((new, old)) = found else { return Value::Nothing };
        let mut walk = Walk { new: self.new, old: self.old, path: Vec::new() };
        if walk.equal(new, old) { Value::Nothing } else { walk.delta(new, old) }
    }
}

/// A walk down both models at a time.
struct Walk<'a> {
    new: &'a Model,
    old: &'a Model,
    /// The shapes of the new model that the one at hand is in. Nothing is told of a shape within itself.
    path: Vec<&'a ShapeId>,
}

impl<'a> Walk<'a> {
    /// Whether the page takes the two for equal, and shows nothing of what differs: a member that became a structure
    /// counts as equal, while values of an enum in another order don't.
    fn equal(&mut self, new: &'a Shape, old: &'a Shape) -> bool {
        let equal = |walk: &mut Self| match (View::of(new), View::of(old)) {
            (View::Structure(new), View::Structure(old)) => {
                let old = by_name(old);
                new.iter().all(|member| {
                    let old = old.get(member.name.as_str());
                    old.is_some_and(|old| walk.targets(member, old, true, Self::equal))
                })
            }
            (View::Structure(_), _) => true,
            (View::List(new), View::List(old)) => walk.targets(new, old, true, Self::equal),
            (View::Map(key, value), View::Map(old_key, old_value)) => {
                walk.targets(key, old_key, true, Self::equal)
                    && walk.targets(value, old_value, true, Self::equal)
            }
            (View::Text(new), View::Text(old)) => {
                new.iter().map(|value| &value.value).eq(old.iter().map(|value| &value.value))
            }
            (View::Other(_), View::Other(_)) => new.id.name() == old.id.name(),
            _ => false,
        };
        self.inside(&new.id, true, equal)
    }

    fn delta(&mut self, new: &'a Shape, old: &'a Shape) -> Value {
        let delta = |walk: &mut Self| match (View::of(new), View::of(old)) {
            (View::Structure(new), View::Structure(old)) => walk.members(new, old),
            (View::Structure(_), _) => rendering::rendering(walk.new, new),
            (View::List(new), View::List(old)) | (View::Map(_, new), View::Map(_, old)) => {
                walk.targets(new, old, Value::Nothing, Self::delta)
            }
            (View::Text(new), View::Text(old)) => {
                let is_new = |value: &&String| !old.iter().any(|known| known.value == **value);
                let values = new.iter().map(|value| &value.value).filter(is_new);
                Value::Set(values.cloned().collect())
            }
            _ => Value::Nothing,
        };
        self.inside(&new.id, Value::Nothing, delta)
    }

    fn members(&mut self, new: &'a [Member], old: &'a [Member]) -> Value {
        let old = by_name(old);
        let mut entries = BTreeMap::new();
        for member in new {
            let Some(old) = old.get(member.name.as_str()) else {
                entries.insert(member.name.clone(), rendering::of_member(self.new, member));
                continue;
            };
            let delta = self.targets(member, old, Value::Nothing, Self::delta);
            if !delta.is_empty() {
                entries.insert(member.name.clone(), delta);
            }
        }
        Value::Dict(entries)
    }

    fn targets<T>(
        &mut self,
        new: &Member,
        old: &Member,
        otherwise: T,
        then: fn(&mut Self, &'a Shape, &'a Shape) -> T,
    ) -> T {
        match self.new.shape(&new.target).zip(self.old.shape(&old.target)) {
            Some((new, old)) => then(self, new, old),
            None => otherwise,
        }
    }

    fn inside<T>(&mut self, id: &'a ShapeId, again: T, then: impl FnOnce(&mut Self) -> T) -> T {
        if self.path.contains(&id) || self.path.len() == DEEPEST {
            return again;
        }
        self.path.push(id);
        let result = then(self);
        self.path.pop();
        result
    }
}

fn by_name(members: &[Member]) -> HashMap<&str, &Member> {
    members.iter().map(|member| (member.name.as_str(), member)).collect()
}
