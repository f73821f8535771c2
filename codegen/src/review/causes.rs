//! The search for the changes of the model that cause a change of an item.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use shapesmith_model::diff::Kind;
use shapesmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

use super::effects::{can_cause, has_effects};
use super::{ItemChange, ItemChangeKind, ReviewEntry};

/// The maximum number of nested lists and maps that are searched below a member.
const MAX_NESTED_SHAPES: usize = 32;

/// Positions of entries.
type Positions = Vec<usize>;

/// The entries of a review by the places where the causes of an item change are searched.
pub(super) struct CauseIndex<'a> {
    entries: &'a [&'a ReviewEntry],
    models: [&'a Model; 2],
    members: [MemberIndex<'a>; 2],
    by_id: HashMap<&'a ShapeId, Positions>,
    by_place: HashMap<(&'a ShapeId, Option<&'a str>), Positions>,
    /// All entries of a shape and its members, by the shape.
    by_shape: HashMap<ShapeId, Positions>,
    /// Entries that add an error to an operation or remove it, by the error.
    by_error: HashMap<&'a str, Positions>,
    /// Entries that change the input or output of an operation, by the old and new structure.
    by_message: HashMap<&'a str, Positions>,
    /// Entries of the service itself that add or remove errors of all operations.
    service_errors: HashSet<usize>,
    /// Other entries of the service itself.
    of_service: Positions,
    /// Entries that add or remove operations.
    of_operations: Positions,
}

impl<'a> CauseIndex<'a> {
    /// Creates an index for these item changes.
    pub(super) fn new(
        entries: &'a [&'a ReviewEntry],
        items: &[ItemChange],
        models: [&'a Model; 2],
    ) -> Self {
        let mut index = Self {
            entries,
            models,
            members: models.map(|model| MemberIndex::new(model, items)),
            by_id: HashMap::new(),
            by_place: HashMap::new(),
            by_shape: HashMap::new(),
            by_error: HashMap::new(),
            by_message: HashMap::new(),
            service_errors: HashSet::new(),
            of_service: Vec::new(),
            of_operations: Vec::new(),
        };
        for (position, entry) in entries.iter().enumerate() {
            index.add(position, entry);
        }
        index
    }

    fn add(&mut self, position: usize, entry: &'a ReviewEntry) {
        let (id, part) = (&entry.place.id, entry.place.part.as_deref());
        self.by_id.entry(id).or_default().push(position);
        self.by_place.entry((id, part)).or_default().push(position);
        self.by_shape.entry(id.shape()).or_default().push(position);
        let is_of = |kinds: [Kind; 2]| kinds.iter().any(|kind| kind.id() == entry.kind);
        let is_error = is_of([Kind::OperationErrorAdded, Kind::OperationErrorRemoved]);
        if self.models.iter().any(|model| model.services.contains_key(id)) {
            if is_error {
                self.service_errors.insert(position);
            } else if has_effects(entry) {
                self.of_service.push(position);
            }
        }
        let values = [&entry.before, &entry.after].into_iter().flatten();
        if self.models.iter().any(|model| model.operations.contains_key(id)) {
            let names = values.clone().filter_map(|value| value.as_str());
            names.for_each(|name| self.by_message.entry(name).or_default().push(position));
        }
        if is_of([Kind::OperationAdded, Kind::OperationRemoved]) {
            self.of_operations.push(position);
            let errors = values.filter_map(|value| value.get("errors")?.as_array()).flatten();
            let errors = errors.filter_map(|error| error.as_str());
            errors.for_each(|error| self.by_error.entry(error).or_default().push(position));
        } else if let (true, Some(error)) = (is_error, part) {
            self.by_error.entry(error).or_default().push(position);
        }
    }

    /// Returns the positions of the entries that cause an item change: all possible causes in its place and in the shapes
    /// below it, or else the worst possible cause in a related place.
    pub(super) fn causes_of(&self, item: &ItemChange) -> Positions {
        let is_possible =
            |position: &usize| self.entry(*position).is_some_and(|entry| can_cause(entry, item));
        let near = self.at_place(item).into_iter().chain(self.below_member(item));
        let mut near: Positions = near.filter(is_possible).collect();
        near.sort_unstable();
        near.dedup();
        if !near.is_empty() {
            return near;
        }
        // The first of several that are equally bad.
        let wire = |position: &usize| self.entry(*position).map(|entry| entry.wire);
        let related = self.related(item).into_iter().rev();
        related.filter(is_possible).max_by_key(wire).into_iter().collect()
    }

    fn entry(&self, position: usize) -> Option<&'a ReviewEntry> {
        self.entries.get(position).copied()
    }

    fn at(&self, id: &ShapeId) -> &[usize] {
        lookup(&self.by_id, id)
    }

    /// Returns the entries at the origin of an item; where both are about a part of it, those about the same part.
    fn at_place(&self, item: &ItemChange) -> Positions {
        match item.part.as_deref() {
            None => self.at(&item.origin).to_vec(),
            part => {
                let of_part = |part| {
                    self.by_place.get(&(&item.origin, part)).map(Vec::as_slice).unwrap_or_default()
                };
                [of_part(None), of_part(part)].concat()
            }
        }
    }

    /// Returns the entries in the shapes below a member, without those that traits of the member override.
    fn below_member(&self, item: &ItemChange) -> Positions {
        let nested = self.members.iter().flat_map(|members| members.nested_shapes(&item.origin));
        let mut found = Vec::new();
        for NestedShape { id, member, is_key } in nested {
            let applies = |position: &usize| {
                let kind = self.entry(*position).map_or("", |entry| entry.kind);
                // Enum values change the type of a member. Only the keys of a map have the type `String` and a rule that
                // lists the values.
                let is_of_type = !is_key && kind.starts_with("enum-");
                !is_of_type && !overriding_traits(kind).iter().any(|id| member.traits.has(id))
            };
            let entries = match is_key {
                true => self.at(id),
                false => self.by_place.get(&(id, None)).map(Vec::as_slice).unwrap_or_default(),
            };
            found.extend(entries.iter().copied().filter(applies));
            for model in self.models {
                for element in model.shape(id).into_iter().flat_map(elements) {
                    found.extend(self.at(&id.with_member(&element.name)));
                }
            }
        }
        found
    }

    /// Returns the entries that can cause an item change although they are in other places.
    fn related(&self, item: &ItemChange) -> Positions {
        use ItemChangeKind::*;
        let origin = &item.origin;
        let is_service = self.models.iter().any(|model| model.services.contains_key(origin));
        let found: &[usize] = match item.kind {
            VariantAdded | VariantRemoved | VariantTypeChanged if origin.member().is_none() => {
                return self.of_error_variant(item, is_service);
            }
            ItemAdded | ItemRemoved if is_service => &self.of_operations,
            ItemAdded | ItemRemoved => lookup(&self.by_message, origin.name()),
            // The parameters of `new` and their order follow from all members.
            ParametersMoved | ConstructorAdded | ConstructorRemoved | TraitAdded | TraitRemoved
                if origin.member().is_none() =>
            {
                lookup(&self.by_shape, origin)
            }
            ConstructorAdded | ConstructorRemoved | ParameterAdded | ParameterRemoved
            | TraitAdded | TraitRemoved | FieldTypeChanged | RequiredChanged => {
                self.at(&origin.shape())
            }
            KeyChanged | LocationChanged | TimestampFormatChanged | ConstantChanged => {
                &self.of_service
            }
            _ => &[],
        };
        found.to_vec()
    }

    /// Returns the entries for a variant of an error enum. The enum of the service has the errors of all operations, and
    /// that of an operation has the errors of the service.
    fn of_error_variant(&self, item: &ItemChange, is_service: bool) -> Positions {
        let positions = item.part.as_deref().map(|error| lookup(&self.by_error, error));
        let positions = positions.unwrap_or_default().iter().copied();
        positions.filter(|it| is_service || self.service_errors.contains(it)).collect()
    }
}

fn lookup<'c, K: Borrow<Q> + Eq + Hash, Q: Eq + Hash + ?Sized>(
    index: &'c HashMap<K, Positions>,
    key: &Q,
) -> &'c [usize] {
    index.get(key).map(Vec::as_slice).unwrap_or_default()
}

/// The members of the shapes whose items changed, by name.
struct MemberIndex<'a> {
    model: &'a Model,
    by_shape: HashMap<ShapeId, HashMap<&'a str, &'a Member>>,
}

/// A shape in the value of a member: the target, or the target of a list or map below it.
struct NestedShape<'a> {
    id: &'a ShapeId,
    /// The member that targets the shape.
    member: &'a Member,
    /// Whether the member is the key of a map.
    is_key: bool,
}

impl<'a> MemberIndex<'a> {
    fn new(model: &'a Model, items: &[ItemChange]) -> Self {
        let mut by_shape = HashMap::new();
        for item in items.iter().filter(|item| item.origin.member().is_some()) {
            by_shape.entry(item.origin.shape()).or_insert_with_key(|id| {
                let members = model.shape(id).map(Shape::members).into_iter().flatten();
                members.map(|member| (member.name.as_str(), member)).collect()
            });
        }
        Self { model, by_shape }
    }

    /// Returns the target of a member and the targets of the lists and maps below it.
    fn nested_shapes(&self, id: &ShapeId) -> Vec<NestedShape<'a>> {
        let member = id.member().and_then(|name| self.by_shape.get(&id.shape())?.get(name));
        let mut open: Vec<(&'a Member, bool)> = member.map(|it| (*it, false)).into_iter().collect();
        let mut nested = Vec::new();
        while let Some((member, is_key)) = open.pop().filter(|_| nested.len() < MAX_NESTED_SHAPES) {
            nested.push(NestedShape { id: &member.target, member, is_key });
            if let Some(shape) = self.model.shape(&member.target) {
                let is_map = matches!(shape.kind, ShapeKind::Map { .. });
                let elements = elements(shape).into_iter();
                open.extend(elements.map(|element| (element, is_map && element.name == "key")));
            }
        }
        nested
    }
}

/// Returns the members of a list or map.
fn elements(shape: &Shape) -> Vec<&Member> {
    match &shape.kind {
        ShapeKind::List(_) | ShapeKind::Map { .. } => shape.members(),
        _ => Vec::new(),
    }
}

/// Returns the traits of a member that override what a change of this kind at its target is about.
fn overriding_traits(kind: &str) -> &'static [&'static str] {
    match kind {
        "limit-tightened" | "limit-loosened" => &["smithy.api#length", "smithy.api#range"],
        "pattern-added" | "pattern-changed" | "pattern-respelled" | "pattern-removed" => {
            &["smithy.api#pattern"]
        }
        "default-changed" => &["smithy.api#default"],
        "media-type-changed" => &["smithy.api#mediaType"],
        "sensitive-changed" => &["smithy.api#sensitive"],
        "streaming-changed" => &["smithy.api#streaming"],
        "timestamp-format-changed" => &["smithy.api#timestampFormat"],
        _ => &[],
    }
}
