//! Conservation: every shape that was read was emitted or is listed as skipped, and so is every member.
//!
//! Emitted is what has a trace in the module: the service, its operations, the shapes that have items, and
//! simple shapes, lists and maps that some field's type is made of. This is found from the fields that
//! the module has, not from how lowering came to them. What is skipped has to be listed, with the reason, or is
//! nothing that the chosen operations reach.

use std::collections::BTreeSet;

use shapesmith::rust::{Api, Field, ItemKind};
use shapesmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

/// What became of shapes and members.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Conserved {
    /// The shapes of the model's file: services, operations, resources, data shapes.
    pub read: usize,
    /// Those of them that the module has.
    pub emitted: usize,
    /// Those that it hasn't, with a reason.
    pub skipped: usize,
    /// Those that it hasn't, without one.
    lost: Vec<ShapeId>,
    /// Those that it has, although they were to be left out.
    extra: Vec<ShapeId>,
}

/// Follows all shapes of the model; `left_out` are those that the chosen operations don't reach.
pub fn conserved(model: &Model, api: &Api, left_out: &BTreeSet<&ShapeId>) -> Conserved {
    let emitted = emitted(model, api);
    let listed: BTreeSet<&ShapeId> = api.skipped.iter().map(|skipped| &skipped.origin).collect();
    let mut conserved = Conserved::default();
    for id in read(model) {
        conserved.read += 1;
        if emitted.contains(id) {
            conserved.emitted += 1;
            conserved.extra.extend(left_out.contains(id).then(|| id.clone()));
        } else if listed.contains(id) || left_out.contains(id) {
            conserved.skipped += 1;
        } else {
            conserved.lost.push(id.clone());
        }
    }
    conserved.lost.extend(members(model, api).filter(|id| !listed.contains(id)));
    conserved
}

impl Conserved {
    /// What doesn't hold, in words. `in_file` are the shapes that a look at the file alone has counted.
    pub fn failures(&self, in_file: usize) -> Vec<String> {
        let mut failures = named(&self.lost, "is neither emitted nor listed as skipped");
        failures.extend(named(&self.extra, "is emitted, and no chosen operation reaches it"));
        if self.read != in_file {
            failures.push(format!("the file has {in_file} shapes, the model {}", self.read));
        }
        failures
    }
}

/// A few of the shapes by name, the others by number.
fn named(ids: &[ShapeId], what: &str) -> Vec<String> {
    const NAMED: usize = 5;
    let mut words: Vec<String> = ids.iter().take(NAMED).map(|id| format!("{id} {what}")).collect();
    if ids.len() > NAMED {
        words.push(format!("so are {} more", ids.len() - NAMED));
    }
    words
}

/// The shapes that stand in the file; those of the format's prelude don't.
pub fn read(model: &Model) -> impl Iterator<Item = &ShapeId> {
    let own = |shape: &&Shape| !shape.at.0.is_empty();
    let data = model.shapes.values().filter(own).map(|shape| &shape.id);
    let bindings = model.services.keys().chain(model.operations.keys());
    bindings.chain(model.resources.keys()).chain(data)
}

fn emitted<'a>(model: &'a Model, api: &'a Api) -> BTreeSet<&'a ShapeId> {
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
            // Shapes with items count by their items.
            let own = matches!(
                shape.kind,
                ShapeKind::Structure(_)
                    | ShapeKind::Union(_)
                    | ShapeKind::Enum(_)
                    | ShapeKind::IntEnum(_)
            );
            if !own && emitted.insert(&shape.id) {
                open.extend(shape.members());
            }
        }
    }
    emitted
}

/// The members of shapes with items that the items haven't.
fn members<'a>(model: &'a Model, api: &'a Api) -> impl Iterator<Item = ShapeId> {
    let missing = |fields: &[Field], name: &str| !fields.iter().any(|field| field.member == name);
    api.items.iter().flat_map(move |item| -> Vec<ShapeId> {
        let Some(shape) = model.shape(&item.origin) else { return vec![item.origin.clone()] };
        match (&shape.kind, &item.kind) {
            (ShapeKind::Enum(values), ItemKind::Enum(body)) => {
                let lost = values.iter().filter(|value| {
                    !body.variants.iter().any(|variant| variant.value == value.value)
                });
                lost.map(|value| shape.id.with_member(&value.value)).collect()
            }
            (ShapeKind::IntEnum(values), ItemKind::IntEnum(body)) => {
                let lost = values.iter().filter(|value| {
                    !body.variants.iter().any(|variant| variant.value == value.value)
                });
                lost.map(|value| shape.id.with_member(&value.value.to_string())).collect()
            }
            _ => {
                let members = shape.members().into_iter();
                let lost = members.filter(|member| missing(item.fields(), &member.name));
                lost.map(|member| member.id(&shape.id)).collect()
            }
        }
    })
}
