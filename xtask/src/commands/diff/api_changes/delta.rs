//! Additions to a structure, compared with the structure of the same name in another model.

use std::collections::{BTreeMap, HashMap};

use super::MAX_DEPTH;
use super::python_value::Value;
use super::rendering::{render_shape, render_target};
use super::view::{View, botocore_name};
use shapesmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

/// Two models that are compared.
pub(super) struct ModelComparison<'a> {
    new: &'a Model,
    old: &'a Model,
    /// The structures of the old model by their names in botocore's format.
    old_structures: HashMap<&'a str, &'a Shape>,
}

impl<'a> ModelComparison<'a> {
    pub(super) fn new(new: &'a Model, old: &'a Model) -> Self {
        let structures =
            old.shapes.values().filter(|shape| matches!(shape.kind, ShapeKind::Structure(_)));
        let old_structures =
            structures.map(|shape| (botocore_name(old, &shape.id), shape)).collect();
        Self { new, old, old_structures }
    }

    /// Returns the additions to an input or output; empty if the old model has none of this name.
    pub(super) fn additions(&self, id: &ShapeId) -> Value {
        let old = self.old_structures.get(botocore_name(self.new, id)).copied();
        let Some((new, old)) = self.new.shape(id).zip(old) else { return Value::Empty };
        let mut walk = Walk { new: self.new, old: self.old, path: Vec::new() };
        if walk.are_equal(new, old) { Value::Empty } else { walk.additions(new, old) }
    }
}

/// A simultaneous walk through both models.
struct Walk<'a> {
    new: &'a Model,
    old: &'a Model,
    /// The shapes of the new model that contain the current one. A shape within itself isn't compared.
    path: Vec<&'a ShapeId>,
}

impl<'a> Walk<'a> {
    /// Returns `true` if the page treats the two shapes as equal: a shape that became a structure is equal, while an enum with
    /// another order of values isn't.
    fn are_equal(&mut self, new: &'a Shape, old: &'a Shape) -> bool {
        let compare = |walk: &mut Self| match (View::of(new), View::of(old)) {
            (View::Structure(new), View::Structure(old)) => {
                let old = by_name(old);
                new.iter().all(|member| {
                    let old = old.get(member.name.as_str());
                    old.is_some_and(|old| walk.targets(member, old, true, Self::are_equal))
                })
            }
            (View::Structure(_), _) => true,
            (View::List(new), View::List(old)) => walk.targets(new, old, true, Self::are_equal),
            (View::Map(key, value), View::Map(old_key, old_value)) => {
                walk.targets(key, old_key, true, Self::are_equal)
                    && walk.targets(value, old_value, true, Self::are_equal)
            }
            (View::Text(new), View::Text(old)) => {
                new.iter().map(|value| &value.value).eq(old.iter().map(|value| &value.value))
            }
            (View::Other(_), View::Other(_)) => new.id.name() == old.id.name(),
            _ => false,
        };
        self.inside(&new.id, true, compare)
    }

    /// Returns the additions to a shape.
    fn additions(&mut self, new: &'a Shape, old: &'a Shape) -> Value {
        let compare = |walk: &mut Self| match (View::of(new), View::of(old)) {
            (View::Structure(new), View::Structure(old)) => walk.added_members(new, old),
            (View::Structure(_), _) => render_shape(walk.new, new),
            (View::List(new), View::List(old)) | (View::Map(_, new), View::Map(_, old)) => {
                walk.targets(new, old, Value::Empty, Self::additions)
            }
            (View::Text(new), View::Text(old)) => {
                let is_new = |value: &&String| !old.iter().any(|known| known.value == **value);
                let values = new.iter().map(|value| &value.value).filter(is_new);
                Value::Set(values.cloned().collect())
            }
            _ => Value::Empty,
        };
        self.inside(&new.id, Value::Empty, compare)
    }

    fn added_members(&mut self, new: &'a [Member], old: &'a [Member]) -> Value {
        let old = by_name(old);
        let mut entries = BTreeMap::new();
        for member in new {
            let Some(old) = old.get(member.name.as_str()) else {
                entries.insert(member.name.clone(), render_target(self.new, member));
                continue;
            };
            let additions = self.targets(member, old, Value::Empty, Self::additions);
            if !additions.is_empty() {
                entries.insert(member.name.clone(), additions);
            }
        }
        Value::Dict(entries)
    }

    /// Calls `compare` with the targets of two members, or returns `otherwise` if one doesn't exist.
    fn targets<T>(
        &mut self,
        new: &Member,
        old: &Member,
        otherwise: T,
        compare: fn(&mut Self, &'a Shape, &'a Shape) -> T,
    ) -> T {
        match self.new.shape(&new.target).zip(self.old.shape(&old.target)) {
            Some((new, old)) => compare(self, new, old),
            None => otherwise,
        }
    }

    /// Calls `compare` within a shape, or returns `recursive` if the walk is within it already or too deep.
    fn inside<T>(
        &mut self,
        id: &'a ShapeId,
        recursive: T,
        compare: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if self.path.contains(&id) || self.path.len() == MAX_DEPTH {
            return recursive;
        }
        self.path.push(id);
        let result = compare(self);
        self.path.pop();
        result
    }
}

fn by_name(members: &[Member]) -> HashMap<&str, &Member> {
    members.iter().map(|member| (member.name.as_str(), member)).collect()
}
