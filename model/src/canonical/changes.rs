//! Applies the changes between two versions of a model to a third one, which may be from another format.

use std::collections::BTreeMap;

use crate::{EnumMember, Member, Model, Operation, Service, Shape, ShapeId, ShapeKind, Traits};

/// Applies the changes from `old` to `new` to a model.
///
/// A model from a format with fewer facts then updates one with more: what both versions lack, such as unions or the names
/// of enum values in botocore's format, stays as it is. Shapes, members, values and traits that were added or changed are
/// those of `new`, and what was removed is removed. What the model has already, or no longer has, isn't changed.
///
/// The models must have the same namespaces. If each has one service, these are the same service, whatever its id.
pub fn apply_changes(model: &mut Model, old: &Model, new: &Model) {
    let before = model.clone();
    for (old, new, present) in services(model, old, new) {
        update_service(present, old, new);
    }
    update_map(&mut model.operations, &old.operations, &new.operations, update_operation);
    update_map(&mut model.shapes, &old.shapes, &new.shapes, update_shape);
    for target in missing_targets(model) {
        add_with_targets(model, &target, &[new, &before]);
    }
    name_added_values(model);
}

/// Returns the services that all three models have, each in the old and the new version and in the model itself.
fn services<'a>(
    model: &'a mut Model,
    old: &'a Model,
    new: &'a Model,
) -> Vec<(&'a Service, &'a Service, &'a mut Service)> {
    let is_only = [&*model, old, new].iter().all(|model| model.services.len() == 1);
    let find = |model: &'a Model, id: &ShapeId| {
        if is_only { model.services.values().next() } else { model.services.get(id) }
    };
    let present = model.services.values_mut();
    present.filter_map(|it| Some((find(old, &it.id)?, find(new, &it.id)?, it))).collect()
}

fn update_map<T: Clone>(
    present: &mut BTreeMap<ShapeId, T>,
    old: &BTreeMap<ShapeId, T>,
    new: &BTreeMap<ShapeId, T>,
    update: impl Fn(&mut T, &T, &T),
) {
    present.retain(|id, _| new.contains_key(id) || !old.contains_key(id));
    for (id, new) in new {
        match (present.get_mut(id), old.get(id)) {
            (Some(present), Some(old)) => update(present, old, new),
            (None, None) => drop(present.insert(id.clone(), new.clone())),
            _ => {}
        }
    }
}

fn update_service(present: &mut Service, old: &Service, new: &Service) {
    if old.version != new.version {
        present.version.clone_from(&new.version);
    }
    update_ids(&mut present.operations, &old.operations, &new.operations);
    present.operations.sort();
    update_ids(&mut present.errors, &old.errors, &new.errors);
    update_traits(&mut present.traits, &old.traits, &new.traits);
}

fn update_operation(present: &mut Operation, old: &Operation, new: &Operation) {
    if old.input != new.input {
        present.input.clone_from(&new.input);
    }
    if old.output != new.output {
        present.output.clone_from(&new.output);
    }
    update_ids(&mut present.errors, &old.errors, &new.errors);
    update_traits(&mut present.traits, &old.traits, &new.traits);
}

fn update_shape(present: &mut Shape, old: &Shape, new: &Shape) {
    use ShapeKind::{Enum, IntEnum, List, Map, Structure, Union};
    if old.kind.name() == new.kind.name() {
        match (&mut present.kind, &old.kind, &new.kind) {
            (
                Structure(present) | Union(present),
                Structure(old) | Union(old),
                Structure(new) | Union(new),
            ) => update_members(present, old, new),
            (List(present), List(old), List(new)) => update_member(present, old, new),
            (
                Map { key, value },
                Map { key: old_key, value: old_value },
                Map { key: new_key, value: new_value },
            ) => {
                update_member(key, old_key, new_key);
                update_member(value, old_value, new_value);
            }
            (Enum(present), Enum(old), Enum(new)) => update_values(present, old, new),
            (IntEnum(present), IntEnum(old), IntEnum(new)) => update_values(present, old, new),
            _ => {}
        }
    } else {
        present.kind.clone_from(&new.kind);
    }
    update_traits(&mut present.traits, &old.traits, &new.traits);
}

/// Adds each new member behind the member that it follows.
fn update_members(present: &mut Vec<Member>, old: &[Member], new: &[Member]) {
    fn position(members: &[Member], name: &str) -> Option<usize> {
        members.iter().position(|member| member.name == name)
    }
    present.retain(|member| {
        position(new, &member.name).is_some() || position(old, &member.name).is_none()
    });
    let mut next = 0;
    for member in new {
        let old = position(old, &member.name).and_then(|index| old.get(index));
        match (position(present, &member.name), old) {
            (Some(index), old) => {
                if let (Some(old), Some(present)) = (old, present.get_mut(index)) {
                    update_member(present, old, member);
                }
                next = index + 1;
            }
            (None, None) => {
                present.insert(next, member.clone());
                next += 1;
            }
            (None, Some(_)) => {}
        }
    }
}

fn update_member(present: &mut Member, old: &Member, new: &Member) {
    if old.target != new.target {
        present.target.clone_from(&new.target);
    }
    update_traits(&mut present.traits, &old.traits, &new.traits);
}

fn update_values<V: Clone + PartialEq>(
    present: &mut Vec<EnumMember<V>>,
    old: &[EnumMember<V>],
    new: &[EnumMember<V>],
) {
    let has = |members: &[EnumMember<V>], value: &V| members.iter().any(|it| it.value == *value);
    present.retain(|member| has(new, &member.value) || !has(old, &member.value));
    for member in new.iter().filter(|member| !has(old, &member.value)) {
        if !has(present, &member.value) {
            present.push(member.clone());
        }
    }
}

/// Names the added values of enums after their text if the model has such names.
fn name_added_values(model: &mut Model) {
    let enums = model.shapes.values_mut().filter_map(|shape| match &mut shape.kind {
        ShapeKind::Enum(values) => Some(values),
        _ => None,
    });
    let enums: Vec<_> = enums.collect();
    if enums.iter().any(|values| values.iter().any(|value| value.name.is_some())) {
        enums.into_iter().for_each(|values| name_values(values));
    }
}

/// Names values after their text. If that isn't possible for one of them, no value keeps its name.
fn name_values(values: &mut [EnumMember<String>]) {
    for index in 0..values.len() {
        let Some(value) = values.get(index).filter(|it| it.name.is_none()) else { continue };
        let name = derive_value_name(&value.value);
        let is_free = values.iter().all(|other| other.name != name);
        match values.get_mut(index) {
            Some(value) if is_free && name.is_some() => value.name = name,
            _ => return values.iter_mut().for_each(|value| value.name = None),
        }
    }
}

/// Returns the text of a value as a name: `nodejs24.x` becomes `nodejs24_x`; `None` for text without letters.
fn derive_value_name(value: &str) -> Option<String> {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let name: String =
        value.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    name.chars().any(is_letter).then(|| {
        if name.starts_with(is_letter) { name } else { format!("_{}", name.trim_matches('_')) }
    })
}

fn update_ids(present: &mut Vec<ShapeId>, old: &[ShapeId], new: &[ShapeId]) {
    present.retain(|id| new.contains(id) || !old.contains(id));
    for id in new.iter().filter(|id| !old.contains(id)) {
        if !present.contains(id) {
            present.push(id.clone());
        }
    }
}

fn update_traits(present: &mut Traits, old: &Traits, new: &Traits) {
    for (id, value) in new.iter().filter(|(id, value)| old.get(id) != Some(value)) {
        present.insert(id, value.clone());
    }
    for (id, _) in old.iter().filter(|(id, _)| !new.has(id)) {
        present.remove(id);
    }
}

/// Returns the targets that the model doesn't have: shapes that only the other format has, and removed shapes that only the
/// present format still refers to.
fn missing_targets(model: &Model) -> Vec<ShapeId> {
    let operations = model.operations.values();
    let of_operations =
        operations.flat_map(|it| it.input.iter().chain(&it.output).chain(&it.errors));
    let of_shapes = model.shapes.values().flat_map(targets);
    let of_services = model.services.values().flat_map(|service| &service.errors);
    let all = of_operations.chain(of_shapes).chain(of_services);
    all.filter(|id| !model.shapes.contains_key(id)).cloned().collect()
}

fn targets(shape: &Shape) -> impl Iterator<Item = &ShapeId> {
    shape.members().into_iter().map(|member| &member.target)
}

/// Adds a shape and the targets that are missing, too, from the first of the models that has it.
fn add_with_targets(model: &mut Model, id: &ShapeId, from: &[&Model]) {
    let mut missing = vec![id.clone()];
    while let Some(id) = missing.pop() {
        let shape = from.iter().find_map(|model| model.shape(&id));
        if let Some(shape) = shape.filter(|_| !model.shapes.contains_key(&id)) {
            missing.extend(targets(shape).cloned());
            model.shapes.insert(id, shape.clone());
        }
    }
}
