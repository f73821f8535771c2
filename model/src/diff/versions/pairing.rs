//! The pairs of shapes and operations that are compared with each other.

use std::collections::{HashMap, HashSet};

use super::side::Side;
use crate::{Operation, Shape, ShapeId};

/// The shapes and operations of both versions: those that are compared, those that were removed, those that were added.
pub(in crate::diff) struct Pairing<'a> {
    namespaces: Namespaces<'a>,
    /// The new IDs of renamed inputs and outputs by the old ones.
    renamed_messages: HashMap<&'a ShapeId, &'a ShapeId>,
    /// The old IDs of renamed inputs and outputs by the new ones.
    old_messages: HashMap<&'a ShapeId, &'a ShapeId>,
    /// The shapes that the service uses in both versions, in byte order of their old IDs.
    pub(in crate::diff) shapes: Vec<(&'a Shape, &'a Shape)>,
    pub(in crate::diff) removed_shapes: Vec<&'a Shape>,
    pub(in crate::diff) added_shapes: Vec<&'a Shape>,
    pub(in crate::diff) operations: Vec<(&'a Operation, &'a Operation)>,
    pub(in crate::diff) removed_operations: Vec<&'a Operation>,
    pub(in crate::diff) added_operations: Vec<&'a Operation>,
    /// The new IDs of operations by their old IDs, where the namespace changed.
    moved_operations: HashMap<&'a ShapeId, &'a ShapeId>,
}

/// The namespaces of the two services.
struct Namespaces<'a> {
    old: &'a str,
    new: &'a str,
}

impl<'a> Pairing<'a> {
    pub(super) fn new(old: &Side<'a>, new: &Side<'a>) -> Self {
        let namespaces =
            Namespaces { old: old.service.id.namespace(), new: new.service.id.namespace() };
        let mut pairing = Self {
            namespaces,
            renamed_messages: HashMap::new(),
            old_messages: HashMap::new(),
            shapes: Vec::new(),
            removed_shapes: Vec::new(),
            added_shapes: Vec::new(),
            operations: Vec::new(),
            removed_operations: Vec::new(),
            added_operations: Vec::new(),
            moved_operations: HashMap::new(),
        };
        pairing.pair_operations(old, new);
        pairing.pair_messages(old, new);
        pairing.pair_shapes(old, new);
        pairing
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

    /// Pairs the inputs and the outputs of an operation if neither has a counterpart of the same name.
    fn pair_messages(&mut self, old: &Side<'a>, new: &Side<'a>) {
        for (before, after) in &self.operations {
            let inputs = before.input.as_ref().zip(after.input.as_ref());
            let outputs = before.output.as_ref().zip(after.output.as_ref());
            for (before, after) in inputs.into_iter().chain(outputs) {
                let has_no_counterpart = new.used_shape(&self.namespaces.to_new(before)).is_none()
                    && old.used_shape(&self.namespaces.to_old(after)).is_none();
                let is_unpaired = !self.renamed_messages.contains_key(before)
                    && !self.old_messages.contains_key(after);
                if has_no_counterpart && is_unpaired {
                    self.renamed_messages.insert(before, after);
                    self.old_messages.insert(after, before);
                }
            }
        }
    }

    fn pair_shapes(&mut self, old: &Side<'a>, new: &Side<'a>) {
        let mut paired: HashSet<&'a ShapeId> = HashSet::new();
        for before in old.used_shapes() {
            match self.counterpart(new, &before.id) {
                Some(after) => {
                    paired.insert(&after.id);
                    self.shapes.push((before, after));
                }
                None => self.removed_shapes.push(before),
            }
        }
        self.added_shapes = new.used_shapes().filter(|shape| !paired.contains(&shape.id)).collect();
    }

    /// Returns the new shape that an old one is compared with.
    fn counterpart(&self, new: &Side<'a>, id: &ShapeId) -> Option<&'a Shape> {
        match self.renamed_messages.get(id) {
            Some(renamed) => new.used_shape(renamed),
            None => match self.namespaces.moved(id) {
                None => new.used_shape(id),
                Some(id) => new.used_shape(&id),
            },
        }
    }

    /// Returns the new shape with the name of an old one, whether the service uses it or not.
    pub(in crate::diff) fn shape_in_new(&self, new: &Side<'a>, id: &ShapeId) -> Option<&'a Shape> {
        new.shape(&self.namespaces.to_new(id))
    }

    /// Returns the old shape that corresponds to a new one, whether the service uses it or not.
    pub(in crate::diff) fn shape_in_old(&self, old: &Side<'a>, id: &ShapeId) -> Option<&'a Shape> {
        match self.old_messages.get(id) {
            Some(renamed) => old.shape(renamed),
            None => old.shape(&self.namespaces.to_old(id)),
        }
    }

    /// Returns the old operation with the name of a new one.
    pub(in crate::diff) fn operation_in_old(
        &self,
        old: &Side<'a>,
        id: &ShapeId,
    ) -> Option<&'a Operation> {
        old.model.operations.get(&self.namespaces.to_old(id))
    }

    /// Returns `true` if the new ID stands for the same shape as the old one: it has the same name, or it is a renamed input
    /// or output.
    pub(in crate::diff) fn correspond(&self, old: &ShapeId, new: &ShapeId) -> bool {
        self.have_same_name(old, new)
            || self.renamed_messages.get(old).is_some_and(|renamed| *renamed == new)
    }

    /// Returns the new IDs that [`correspond`](Self::correspond) to an old one.
    pub(in crate::diff) fn counterparts(&self, old: &ShapeId) -> impl Iterator<Item = ShapeId> {
        let renamed = self.renamed_messages.get(old).map(|renamed| (*renamed).clone());
        let moved = self.namespaces.to_new(old);
        let renamed = renamed.filter(|renamed| *renamed != moved);
        std::iter::once(moved).chain(renamed)
    }

    /// Returns `true` if both IDs are equal, or if they have the same name in the namespaces of the two services.
    pub(in crate::diff) fn have_same_name(&self, old: &ShapeId, new: &ShapeId) -> bool {
        if self.namespaces.old == self.namespaces.new {
            return old == new;
        }
        match self.namespaces.moved(old) {
            None => old == new,
            Some(moved) => moved == *new,
        }
    }

    /// Returns the new ID of an old operation.
    pub(in crate::diff) fn new_operation_id<'b>(&self, old: &'b ShapeId) -> &'b ShapeId
    where
        'a: 'b,
    {
        self.moved_operations.get(old).copied().unwrap_or(old)
    }
}

impl Namespaces<'_> {
    /// Returns the new ID of an old one if it differs.
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
