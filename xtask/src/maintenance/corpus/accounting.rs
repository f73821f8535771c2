//! Accounts for every shape of a model: each is emitted or listed as skipped, and so is each member.
//!
//! A shape is emitted if the module has a trace of it: the service, its operations, the shapes with items, and the simple
//! shapes, lists and maps that the type of a field consists of. This is derived from the fields of the module, not from the
//! way lowering created them. Every other shape must be listed as skipped with a reason, or be one that the selected
//! operations don't reach.

use std::collections::BTreeSet;

use shapesmith::rust::{Api, Field, ItemKind};
use shapesmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

/// The number of shapes that a failure lists.
const MAX_LISTED: usize = 5;

/// The shapes and members of a model by what happened to them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Accounting {
    /// The number of shapes in the model's file: services, operations, resources and data shapes.
    pub read: usize,
    /// The number of shapes that are emitted.
    pub emitted: usize,
    /// The number of shapes that are skipped with a reason.
    pub skipped: usize,
    /// Shapes and members that are neither emitted nor skipped.
    lost: Vec<ShapeId>,
    /// Shapes that are emitted although no selected operation reaches them.
    unreached: Vec<ShapeId>,
}

/// Accounts for all shapes of a model; `unreached` are those that the selected operations don't reach.
pub fn account_for_shapes(model: &Model, api: &Api, unreached: &BTreeSet<&ShapeId>) -> Accounting {
    let emitted = find_emitted_shapes(model, api);
    let listed: BTreeSet<&ShapeId> = api.skipped.iter().map(|skipped| &skipped.origin).collect();
    let mut accounting = Accounting::default();
    for id in file_shapes(model) {
        accounting.read += 1;
        if emitted.contains(id) {
            accounting.emitted += 1;
            accounting.unreached.extend(unreached.contains(id).then(|| id.clone()));
        } else if listed.contains(id) || unreached.contains(id) {
            accounting.skipped += 1;
        } else {
            accounting.lost.push(id.clone());
        }
    }
    let streams = api.operations.iter().flat_map(|it| [&it.input_events, &it.output_events]);
    let streams: BTreeSet<&ShapeId> = streams.flatten().map(|events| &events.origin).collect();
    let is_lost = |id: &ShapeId| !listed.contains(id) && !streams.contains(id);
    accounting.lost.extend(missing_members(model, api).filter(is_lost));
    accounting
}

impl Accounting {
    /// Describes each failure; `in_file` is the number of shapes in the file, counted without reading it as a model.
    pub fn describe_failures(&self, in_file: usize) -> Vec<String> {
        let mut failures = list_some(&self.lost, "is neither emitted nor listed as skipped");
        failures
            .extend(list_some(&self.unreached, "is emitted, and no selected operation reaches it"));
        if self.read != in_file {
            failures.push(format!("the file has {in_file} shapes, the model {}", self.read));
        }
        failures
    }
}

/// Returns a line for each of the first shapes, and one with the number of the others.
fn list_some(ids: &[ShapeId], failure: &str) -> Vec<String> {
    let listed = ids.iter().take(MAX_LISTED).map(|id| format!("{id} {failure}"));
    let mut lines: Vec<String> = listed.collect();
    if ids.len() > MAX_LISTED {
        lines.push(format!("{} more shapes have this failure", ids.len() - MAX_LISTED));
    }
    lines
}

/// Returns the shapes in the model's file, without those of Smithy's prelude.
pub fn file_shapes(model: &Model) -> impl Iterator<Item = &ShapeId> {
    let is_in_file = |shape: &&Shape| !shape.at.0.is_empty();
    let data = model.shapes.values().filter(is_in_file).map(|shape| &shape.id);
    let bindings = model.services.keys().chain(model.operations.keys());
    bindings.chain(model.resources.keys()).chain(data)
}

fn find_emitted_shapes<'a>(model: &'a Model, api: &'a Api) -> BTreeSet<&'a ShapeId> {
    let operations = api.operations.iter().map(|operation| &operation.origin);
    let items = api.items.iter().map(|item| &item.origin);
    let mut emitted: BTreeSet<&ShapeId> =
        [&api.origin].into_iter().chain(operations).chain(items).collect();
    for item in &api.items {
        let members = model.shape(&item.origin).map(Shape::members).unwrap_or_default();
        let mut open: Vec<&Member> = item
            .fields()
            .iter()
            .filter_map(|field| members.iter().find(|member| member.name == field.member))
            .copied()
            .collect();
        while let Some(member) = open.pop() {
            let Some(shape) = model.shape(&member.target) else { continue };
            // Shapes with items are emitted by their items.
            let has_item = matches!(
                shape.kind,
                ShapeKind::Structure(_)
                    | ShapeKind::Union(_)
                    | ShapeKind::Enum(_)
                    | ShapeKind::IntEnum(_)
            );
            if !has_item && emitted.insert(&shape.id) {
                open.extend(shape.members());
            }
        }
    }
    emitted
}

/// Returns the members of shapes with items that the items lack.
fn missing_members<'a>(model: &'a Model, api: &'a Api) -> impl Iterator<Item = ShapeId> {
    let is_missing =
        |fields: &[Field], name: &str| !fields.iter().any(|field| field.member == name);
    api.items.iter().flat_map(move |item| -> Vec<ShapeId> {
        let Some(shape) = model.shape(&item.origin) else { return vec![item.origin.clone()] };
        match (&shape.kind, &item.kind) {
            (ShapeKind::Enum(values), ItemKind::Enum(body)) => {
                let missing = values.iter().filter(|value| {
                    !body.variants.iter().any(|variant| variant.value == value.value)
                });
                missing.map(|value| shape.id.with_member(&value.value)).collect()
            }
            (ShapeKind::IntEnum(values), ItemKind::IntEnum(body)) => {
                let missing = values.iter().filter(|value| {
                    !body.variants.iter().any(|variant| variant.value == value.value)
                });
                missing.map(|value| shape.id.with_member(&value.value.to_string())).collect()
            }
            _ => {
                let members = shape.members().into_iter();
                let missing = members.filter(|member| is_missing(item.fields(), &member.name));
                missing.map(|member| member.id(&shape.id)).collect()
            }
        }
    })
}
