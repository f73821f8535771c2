//! Which shape and operation of the old version is compared with which of the new one.

use std::collections::{HashMap, HashSet};

use super::side::Side;
use crate::{Operation, Shape, ShapeId};

/// Who is compared with whom.
pub(super) struct Pairs<'a> {
    namespaces: Namespaces<'a>,
    /// By their old ids: inputs and outputs whose names differ, which are one by what they are for.
    roles: HashMap<&'a ShapeId, &'a ShapeId>,
    /// The same by their new ids.
    old_roles: HashMap<&'a ShapeId, &'a ShapeId>,
    /// Shapes that the service reaches on both sides, by their old ids in byte order.
    pub(super) shapes: Vec<(&'a Shape, &'a Shape)>,
    pub(super) removed: Vec<&'a Shape>,
    pub(super) added: Vec<&'a Shape>,
    pub(super) operations: Vec<(&'a Operation, &'a Operation)>,
    pub(super) removed_operations: Vec<&'a Operation>,
    pub(super) added_operations: Vec<&'a Operation>,
    /// The new ids of operations by their old ones, where these differ.
    moved_operations: HashMap<&'a ShapeId, &'a ShapeId>,
}

/// The namespaces of the two services.
struct Namespaces<'a> {
    old: &'a str,
    new: &'a str,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(old: &Side<'a>, new: &Side<'a>) -> Self {
        let namespaces =
            Namespaces { old: old.service.id.namespace(), new: new.service.id.namespace() };
        let mut pairs = Self {
            namespaces,
            roles: HashMap::new(),
            old_roles: HashMap::new(),
            shapes: Vec::new(),
            removed: Vec::new(),
            added: Vec::new(),
            operations: Vec::new(),
            removed_operations: Vec::new(),
            added_operations: Vec::new(),
            moved_operations: HashMap::new(),
        };
        pairs.pair_operations(old, new);
        pairs.pair_roles(old, new);
        pairs.pair_shapes(old, new);
        pairs
    }

    fn pair_operations(&mut self, old: &Side<'a>, new: &Side<'a>) {
        let mut by_id: HashMap<&ShapeId, &'a Operation> =
            new.operations().map(|operation| (&operation.id, operation)).collect();
        for before in old.operations() {
            let after = match self.namespaces.moved(&before.id) {
                None => by_id.remove(&before.id),
                Some(id) => by_id.remove(&id),
            };
            match after {
                Some(after) => {
                    if before.id != after.id {
                        self.moved_operations.insert(&before.id, &after.id);
                    }
                    self.operations.push((before, after));
                }
                None => self.removed_operations.push(before),
            }
        }
        self.added_operations =
            new.operations().filter(|operation| by_id.contains_key(&operation.id)).collect();
    }

    /// Pairs the input with the input and the output with the output, where neither has a counterpart by name.
    fn pair_roles(&mut self, old: &Side<'a>, new: &Side<'a>) {
        for (before, after) in &self.operations {
            let inputs = before.input.as_ref().zip(after.input.as_ref());
            let outputs = before.output.as_ref().zip(after.output.as_ref());
            for (before, after) in inputs.into_iter().chain(outputs) {
                let alone = new.used(&self.namespaces.to_new(before)).is_none()
                    && old.used(&self.namespaces.to_old(after)).is_none();
                let is_free =
                    !self.roles.contains_key(before) && !self.old_roles.contains_key(after);
                if alone && is_free {
                    self.roles.insert(before, after);
                    self.old_roles.insert(after, before);
                }
            }
        }
    }

    fn pair_shapes(&mut self, old: &Side<'a>, new: &Side<'a>) {
        let mut paired: HashSet<&'a ShapeId> = HashSet::new();
        for before in old.shapes() {
            match self.counterpart(new, &before.id) {
                Some(after) => {
                    paired.insert(&after.id);
                    self.shapes.push((before, after));
                }
                None => self.removed.push(before),
            }
        }
        self.added = new.shapes().filter(|shape| !paired.contains(&shape.id)).collect();
    }

    /// What an old shape is compared with.
    fn counterpart(&self, new: &Side<'a>, id: &ShapeId) -> Option<&'a Shape> {
        match self.roles.get(id) {
            Some(renamed) => new.used(renamed),
            None => match self.namespaces.moved(id) {
                None => new.used(id),
                Some(id) => new.used(&id),
            },
        }
    }

    /// The shape of the new model that an old one would be by its name, whether the service uses it or not.
    pub(super) fn in_new(&self, new: &Side<'a>, id: &ShapeId) -> Option<&'a Shape> {
        new.shape(&self.namespaces.to_new(id))
    }

    /// The shape of the old model that a new one would be by its name, whether the service uses it or not.
    pub(super) fn in_old(&self, old: &Side<'a>, id: &ShapeId) -> Option<&'a Shape> {
        match self.old_roles.get(id) {
            Some(renamed) => old.shape(renamed),
            None => old.shape(&self.namespaces.to_old(id)),
        }
    }

    /// What a new operation was.
    pub(super) fn old_operation(&self, old: &Side<'a>, id: &ShapeId) -> Option<&'a Operation> {
        old.model.operations.get(&self.namespaces.to_old(id))
    }

    /// Whether the one is what the other was.
    pub(super) fn are_one(&self, old: &ShapeId, new: &ShapeId) -> bool {
        self.named_alike(old, new) || self.roles.get(old).is_some_and(|renamed| *renamed == new)
    }

    /// Returns the new ids that an old one may have become: those for which [`Self::are_one`] holds.
    pub(super) fn counterparts(&self, old: &ShapeId) -> impl Iterator<Item = ShapeId> {
        let renamed = self.roles.get(old).map(|renamed| (*renamed).clone());
        let moved = self.namespaces.to_new(old);
        let renamed = renamed.filter(|renamed| *renamed != moved);
        std::iter::once(moved).chain(renamed)
    }

    /// Whether both have the same name, in the namespaces of their services or in one that isn't.
    pub(super) fn named_alike(&self, old: &ShapeId, new: &ShapeId) -> bool {
        if self.namespaces.old == self.namespaces.new {
            return old == new;
        }
        match self.namespaces.moved(old) {
            None => old == new,
            Some(moved) => moved == *new,
        }
    }

    /// What an old operation is called now.
    pub(super) fn operation<'b>(&self, old: &'b ShapeId) -> &'b ShapeId
    where
        'a: 'b,
    {
        self.moved_operations.get(old).copied().unwrap_or(old)
    }
}

impl Namespaces<'_> {
    /// What an old id is among the new ones, where that is something else.
    fn moved(&self, old: &ShapeId) -> Option<ShapeId> {
        let moves = self.old != self.new && old.namespace() == self.old;
        moves.then(|| ShapeId::new(format!("{}#{}", self.new, old.name())))
    }

    fn to_new(&self, old: &ShapeId) -> ShapeId {
        self.moved(old).unwrap_or_else(|| old.clone())
    }

    fn to_old(&self, new: &ShapeId) -> ShapeId {
        Namespaces { old: self.new, new: self.old }.to_new(new)
    }
}
