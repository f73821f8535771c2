//! Lowering: a service of the model becomes the public items of a module.

mod fields;
mod operations;
mod protocol;
mod recursion;
mod rules;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{
    EnumMember, Model, Operation, Service, Shape, ShapeId, ShapeKind, Traits, Usage,
};

use crate::docs;
use crate::names::{Scope, UNKNOWN};
use crate::rust::{Api, Enum, Item, ItemKind, Skipped, Struct, Union, Variant};
use protocol::Protocol;
use recursion::Recursion;

/// Makes the items of a whole service; nothing is left out for not being wanted.
pub fn lower(model: &Model, service: &Service) -> Api {
    let usage = shapesmith_model::usage(model, service);
    let mut lowering = Lowering::new(model, service, &usage);
    let mut items: Vec<Item> = lowering.shapes().filter_map(|shape| lowering.item(shape)).collect();
    items.sort_by(|a, b| a.name.cmp(&b.name));
    rules::mark_constrained(&mut items);
    let (operations, errors) = lowering.operations(service);
    lowering.skip_unused();
    lowering.skip_unbound(service);
    lowering.skip_patterns();
    let title = docs::one_line(service.traits.title().unwrap_or(service.id.name()));
    Api {
        origin: service.id.clone(),
        docs: documentation(&service.traits, title.clone()),
        title,
        version: service.version.clone(),
        items,
        operations,
        errors,
        skipped: lowering.skipped.into_inner(),
    }
}

/// What all parts of lowering look things up in.
struct Lowering<'a> {
    model: &'a Model,
    usage: &'a BTreeMap<ShapeId, Usage>,
    names: BTreeMap<&'a ShapeId, String>,
    recursion: Recursion<'a>,
    /// Structures whose members' HTTP bindings are in force.
    bound: BTreeSet<&'a ShapeId>,
    protocol: Protocol,
    skipped: std::cell::RefCell<Vec<Skipped>>,
}

impl<'a> Lowering<'a> {
    fn new(model: &'a Model, service: &'a Service, usage: &'a BTreeMap<ShapeId, Usage>) -> Self {
        let protocol = Protocol::of(service);
        let bound =
            if protocol.binds_http() { bound_structures(model, service) } else { BTreeSet::new() };
        Self {
            model,
            usage,
            names: names(model, service, usage),
            recursion: Recursion::new(model, usage),
            bound,
            protocol,
            skipped: Default::default(),
        }
    }

    /// The shapes that the service uses, in byte order.
    fn shapes(&self) -> impl Iterator<Item = &'a Shape> + use<'a> {
        let model = self.model;
        self.usage.keys().filter_map(|id| model.shape(id))
    }

    fn item(&self, shape: &'a Shape) -> Option<Item> {
        let name = self.names.get(&shape.id)?.clone();
        let kind = match &shape.kind {
            ShapeKind::Structure(members) => ItemKind::Struct(Struct {
                fields: self.fields(shape, members),
                exception: self.exception(shape),
            }),
            ShapeKind::Union(members) => {
                ItemKind::Union(Union { variants: self.union_variants(shape, members) })
            }
            ShapeKind::Enum(values) => ItemKind::Enum(open_enum(values)),
            ShapeKind::IntEnum(values) => ItemKind::IntEnum(int_enum(values)),
            _ => return None,
        };
        Some(Item {
            docs: documentation(&shape.traits, docs::code(shape.id.name())),
            name,
            origin: shape.id.clone(),
            deprecated: deprecation(&shape.traits),
            sensitive: shape.traits.sensitive(),
            constrained: false,
            kind,
        })
    }

    fn skip(&self, origin: ShapeId, reason: &'static str) {
        self.skipped.borrow_mut().push(Skipped { origin, reason });
    }

    fn skip_unused(&mut self) {
        let unused = self
            .model
            .shapes
            .values()
            .filter(|shape| !self.usage.contains_key(&shape.id) && !shape.at.0.is_empty());
        for shape in unused {
            self.skip(shape.id.clone(), "no operation reaches it");
        }
    }

    /// What has no part in the service, and what the service has in another form.
    fn skip_unbound(&self, service: &Service) {
        for id in self.model.services.keys().filter(|id| **id != service.id) {
            self.skip(id.clone(), "it is another service");
        }
        for id in self.model.operations.keys().filter(|id| !service.operations.contains(id)) {
            self.skip(id.clone(), "the service doesn't have this operation");
        }
        for id in self.model.resources.keys() {
            self.skip(id.clone(), "resources have no type; their operations are the service's");
        }
    }

    fn skip_patterns(&self) {
        let reason = "its pattern is not enforced yet";
        for shape in self.shapes() {
            if shape.traits.pattern().is_some() {
                self.skip(shape.id.clone(), reason);
            }
            let members = shape.members().into_iter();
            for member in members.filter(|member| member.traits.pattern().is_some()) {
                self.skip(member.id(&shape.id), reason);
            }
        }
    }
}

/// The Rust names of all shapes that become items, given in byte order of their ids.
fn names<'a>(
    model: &'a Model,
    service: &Service,
    usage: &'a BTreeMap<ShapeId, Usage>,
) -> BTreeMap<&'a ShapeId, String> {
    let mut scope = Scope::default();
    let shapes = usage.keys().filter_map(|id| model.shape(id));
    let items = shapes.filter(|shape| match shape.kind {
        ShapeKind::Structure(_) => !types::is_unit(&shape.id),
        ShapeKind::Union(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => true,
        _ => false,
    });
    items
        .map(|shape| {
            let name = service.rename.get(&shape.id).map_or(shape.id.name(), String::as_str);
            (&shape.id, scope.type_name(name))
        })
        .collect()
}

/// The inputs, outputs and errors of the operations: elsewhere HTTP bindings mean nothing.
fn bound_structures<'a>(model: &'a Model, service: &'a Service) -> BTreeSet<&'a ShapeId> {
    let operations = service.operations.iter().filter_map(|id| model.operations.get(id));
    let of = |operation: &'a Operation| {
        operation.input.iter().chain(&operation.output).chain(&operation.errors)
    };
    operations.flat_map(of).chain(&service.errors).collect()
}

/// Names that no variant may have: the variant for other values, and the constants of enums.
const TAKEN: &[&str] = &[UNKNOWN, "ORDER", "VALUES"];

fn open_enum(values: &[EnumMember<String>]) -> Enum<String> {
    let mut scope = Scope::with(TAKEN);
    let variants = values.iter().map(|member| Variant {
        name: scope.variant(&member.value),
        value: member.value.clone(),
        internal: is_internal(&member.traits),
        docs: value_documentation(&member.traits, &member.value),
        deprecated: deprecation(&member.traits),
    });
    Enum { variants: variants.collect() }
}

/// Integers have no spelling that makes a name, so their member names do.
fn int_enum(values: &[EnumMember<i32>]) -> Enum<i32> {
    let mut scope = Scope::with(TAKEN);
    let variants = values.iter().map(|member| {
        let number = member.value.to_string();
        Variant {
            name: scope.variant(member.name.as_deref().unwrap_or(&number)),
            value: member.value,
            internal: is_internal(&member.traits),
            docs: value_documentation(&member.traits, &number),
            deprecated: deprecation(&member.traits),
        }
    });
    Enum { variants: variants.collect() }
}

/// The documentation, or where the model has none, the `fallback`.
fn documentation(traits: &Traits, fallback: String) -> Vec<String> {
    let text = traits.documentation().map(docs::to_rustdoc).unwrap_or_default();
    if text.is_empty() { vec![fallback] } else { text }
}

/// The value on the wire, then its documentation.
fn value_documentation(traits: &Traits, value: &str) -> Vec<String> {
    let value = docs::code(value);
    let mut lines = traits.documentation().map(docs::to_rustdoc).unwrap_or_default();
    match lines.as_mut_slice() {
        [] => lines.push(value),
        [line] => *line = format!("{value}: {line}"),
        _ => lines.splice(0..0, [value, String::new()]).for_each(drop),
    }
    lines
}

/// Whether the service doesn't tell of the value: the trait `internal`, or the tag of the old `enum` trait.
fn is_internal(traits: &Traits) -> bool {
    let tags = traits.get("smithy.api#tags").and_then(serde_json::Value::as_array);
    let tagged = tags.is_some_and(|tags| tags.iter().any(|tag| tag == "internal"));
    tagged || traits.has("smithy.api#internal")
}

/// The note of a `deprecated` trait: its message, or since when.
fn deprecation(traits: &Traits) -> Option<String> {
    let deprecated = traits.deprecated()?;
    Some(match (deprecated.message, deprecated.since) {
        (Some(message), _) => docs::one_line(message),
        (None, Some(since)) => docs::one_line(&format!("since {since}")),
        (None, None) => String::new(),
    })
}
