//! Writes a model, whatever it was read from, as canonical model and prose files.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Order, model as in_order, sort_by_key};
use crate::json::tree::Tree;
use crate::smithy::is_prelude_shape;
use crate::{
    EnumMember, Member, Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind, Traits,
};

const DOCUMENTATION: &str = "smithy.api#documentation";
const UNIT: &str = "smithy.api#Unit";

/// The files that a model can be kept in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Files {
    /// The model without its documentation, in Smithy's JSON AST.
    pub model: String,
    /// The documentation by shape id; `None` where there is none.
    pub docs: Option<String>,
}

/// Writes a model in canonical form. Reading what this gives yields an equal model, places aside.
///
/// Only the trait `documentation` goes to the prose; text within other traits, such as the titles of
/// examples, stays with them. Enums whose values have no names are strings with the old trait `enum`,
/// which is the only form for them. Operations that are bound through resources are listed by the
/// service as well.
pub fn from_model(model: &Model) -> Files {
    let mut writer = Writer { shapes: Map::new(), docs: Map::new() };
    for service in model.services.values() {
        writer.service(service);
    }
    for operation in model.operations.values() {
        writer.operation(operation);
    }
    for resource in model.resources.values() {
        writer.resource(resource);
    }
    for shape in model.shapes.values().filter(|shape| !is_prelude_shape(&shape.id)) {
        writer.shape(shape);
    }
    writer.prelude(model);
    let Writer { shapes, docs } = writer;
    let document = json!({ "smithy": "2.0", "shapes": shapes });
    let docs = (!docs.is_empty()).then(|| pretty(&Value::Object(docs), sort_by_key));
    Files { model: pretty(&document, in_order), docs }
}

fn pretty(document: &Value, order: Order) -> String {
    let text = document.to_string();
    let mut tree = Tree::new(&text);
    order(&mut tree);
    tree.pretty()
}

struct Writer {
    shapes: Map<String, Value>,
    docs: Map<String, Value>,
}

impl Writer {
    fn service(&mut self, service: &Service) {
        let Service { id, version, operations, errors, rename, traits, at: _ } = service;
        let mut entries = of_type("service");
        entries.insert("version".to_owned(), json!(version));
        put_list(&mut entries, "operations", operations);
        put_list(&mut entries, "errors", errors);
        if !rename.is_empty() {
            let rename: BTreeMap<&str, &String> =
                rename.iter().map(|(id, name)| (id.as_str(), name)).collect();
            entries.insert("rename".to_owned(), json!(rename));
        }
        self.finish(id, entries, traits);
    }

    fn operation(&mut self, operation: &Operation) {
        let Operation { id, input, output, errors, traits, at: _ } = operation;
        let mut entries = of_type("operation");
        for (key, shape) in [("input", input), ("output", output)] {
            let shape = shape.as_ref().map_or(UNIT, ShapeId::as_str);
            entries.insert(key.to_owned(), json!({ "target": shape }));
        }
        put_list(&mut entries, "errors", errors);
        self.finish(id, entries, traits);
    }

    fn resource(&mut self, resource: &Resource) {
        let Resource { id, identifiers, operations, traits, at: _ } = resource;
        let mut entries = of_type("resource");
        if !identifiers.is_empty() {
            let identifiers = identifiers.iter().map(|(name, id)| (name.clone(), target(id)));
            entries.insert("identifiers".to_owned(), Value::Object(identifiers.collect()));
        }
        put_list(&mut entries, "operations", operations);
        self.finish(id, entries, traits);
    }

    fn shape(&mut self, shape: &Shape) {
        let Shape { id, kind, traits, at: _ } = shape;
        let mut entries = of_type(kind.name());
        match kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                let members = members.iter();
                let members =
                    members.map(|member| (member.name.clone(), self.member(id, member))).collect();
                entries.insert("members".to_owned(), Value::Object(members));
            }
            ShapeKind::List(member) => {
                entries.insert("member".to_owned(), self.member(id, member));
            }
            ShapeKind::Map { key, value } => {
                entries.insert("key".to_owned(), self.member(id, key));
                entries.insert("value".to_owned(), self.member(id, value));
            }
            ShapeKind::Enum(values) if values.iter().any(|value| value.name.is_none()) => {
                let values = values.iter().map(|value| self.unnamed_value(id, value)).collect();
                let mut traits = traits.clone();
                traits.insert("smithy.api#enum", Value::Array(values));
                return self.finish(id, of_type("string"), &traits);
            }
            ShapeKind::Enum(values) => {
                let values = values.iter();
                let values = values.filter_map(|value| self.enum_value(id, value)).collect();
                entries.insert("members".to_owned(), Value::Object(values));
            }
            ShapeKind::IntEnum(values) => {
                let values = values.iter();
                let values = values.filter_map(|value| self.enum_value(id, value)).collect();
                entries.insert("members".to_owned(), Value::Object(values));
            }
            _ => {}
        }
        self.finish(id, entries, traits);
    }

    fn member(&mut self, shape: &ShapeId, member: &Member) -> Value {
        let mut entries = Map::new();
        entries.insert("target".to_owned(), json!(member.target.as_str()));
        self.traits(member.id(shape), &mut entries, &member.traits);
        Value::Object(entries)
    }

    /// A value as a member of an enum shape.
    fn enum_value<V: Clone + Into<Value>>(
        &mut self,
        shape: &ShapeId,
        value: &EnumMember<V>,
    ) -> Option<(String, Value)> {
        let name = value.name.clone()?;
        let mut traits = value.traits.clone();
        traits.insert("smithy.api#enumValue", value.value.clone().into());
        let mut entries = Map::new();
        entries.insert("target".to_owned(), json!(UNIT));
        self.traits(shape.with_member(&name), &mut entries, &traits);
        Some((name, Value::Object(entries)))
    }

    /// A value as an entry of the trait `enum`.
    fn unnamed_value(&mut self, shape: &ShapeId, value: &EnumMember<String>) -> Value {
        let EnumMember { name, value, traits, at: _ } = value;
        let mut entry = Map::new();
        entry.insert("value".to_owned(), json!(value));
        if let Some(name) = name {
            entry.insert("name".to_owned(), json!(name));
        }
        if let Some(text) = traits.get(DOCUMENTATION) {
            let called = name.as_ref().unwrap_or(value);
            self.docs.insert(shape.with_member(called).as_str().to_owned(), text.clone());
        }
        if let Some(tags) = traits.get("smithy.api#tags") {
            entry.insert("tags".to_owned(), tags.clone());
        }
        if traits.has("smithy.api#deprecated") {
            entry.insert("deprecated".to_owned(), json!(true));
        }
        Value::Object(entry)
    }

    /// Shapes of the prelude aren't written. Where something is said of one of them, or where nothing
    /// that is written refers to it, an `apply` brings it in.
    fn prelude(&mut self, model: &Model) {
        let mut referred: BTreeSet<&ShapeId> = BTreeSet::new();
        for shape in model.shapes.values().filter(|shape| !is_prelude_shape(&shape.id)) {
            referred.extend(shape.members().into_iter().map(|member| &member.target));
        }
        for resource in model.resources.values() {
            referred.extend(resource.identifiers.values());
        }
        for shape in model.shapes.values().filter(|shape| is_prelude_shape(&shape.id)) {
            let own = shape.traits.iter().filter(|(id, _)| !is_of_prelude(&shape.id, id));
            let own: Traits = own.map(|(id, value)| (id.to_owned(), value.clone())).collect();
            if own.iter().next().is_some() || !referred.contains(&shape.id) {
                self.finish(&shape.id, of_type("apply"), &own);
            }
        }
    }

    fn finish(&mut self, id: &ShapeId, mut entries: Map<String, Value>, traits: &Traits) {
        self.traits(id.clone(), &mut entries, traits);
        self.shapes.insert(id.as_str().to_owned(), Value::Object(entries));
    }

    fn traits(&mut self, id: ShapeId, entries: &mut Map<String, Value>, traits: &Traits) {
        let mut facts = Map::new();
        for (name, value) in traits.iter() {
            if name == DOCUMENTATION {
                self.docs.insert(id.as_str().to_owned(), value.clone());
            } else {
                facts.insert(name.to_owned(), value.clone());
            }
        }
        if !facts.is_empty() {
            entries.insert("traits".to_owned(), Value::Object(facts));
        }
    }
}

/// Whether the prelude itself has this trait on its shape.
fn is_of_prelude(shape: &ShapeId, id: &str) -> bool {
    let is_primitive = shape.name().starts_with("Primitive");
    id == "smithy.api#unitType" || (is_primitive && id == "smithy.api#default")
}

fn of_type(name: &str) -> Map<String, Value> {
    std::iter::once(("type".to_owned(), json!(name))).collect()
}

fn target(id: &ShapeId) -> Value {
    json!({ "target": id.as_str() })
}

fn put_list(entries: &mut Map<String, Value>, key: &str, ids: &[ShapeId]) {
    if !ids.is_empty() {
        entries.insert(key.to_owned(), ids.iter().map(target).collect());
    }
}
