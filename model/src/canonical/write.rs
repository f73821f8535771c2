//! Writes a model as files in canonical form.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::order::{SortDocument, sort_keys, sort_model};
use crate::json::tree::Tree;
use crate::smithy::is_prelude_shape;
use crate::{
    EnumMember, Member, Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind, Traits,
};

const DOCUMENTATION: &str = "smithy.api#documentation";
const UNIT: &str = "smithy.api#Unit";

/// A model as files in canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CanonicalFiles {
    /// The model without its documentation, in Smithy's JSON AST.
    pub model: String,
    /// The documentation by shape id; `None` if the model has no documentation.
    pub docs: Option<String>,
}

/// Writes a model in canonical form. Reading the files returns an equal model, except for locations.
///
/// The trait `documentation` is written to the documentation file; text within other traits, such as the titles of
/// examples, to the model. Enums whose values have no names are written as strings with the trait `enum` of Smithy 1.0,
/// because values of enum shapes need names. Services list the operations that are bound through resources as well.
pub fn write_model(model: &Model) -> CanonicalFiles {
    let mut writer = Writer { shapes: Map::new(), docs: Map::new() };
    for service in model.services.values() {
        writer.write_service(service);
    }
    for operation in model.operations.values() {
        writer.write_operation(operation);
    }
    for resource in model.resources.values() {
        writer.write_resource(resource);
    }
    for shape in model.shapes.values().filter(|shape| !is_prelude_shape(&shape.id)) {
        writer.write_shape(shape);
    }
    writer.write_prelude_shapes(model);
    let Writer { shapes, docs } = writer;
    let document = json!({ "smithy": "2.0", "shapes": shapes });
    let docs = (!docs.is_empty()).then(|| to_canonical_text(&Value::Object(docs), sort_keys));
    CanonicalFiles { model: to_canonical_text(&document, sort_model), docs }
}

fn to_canonical_text(document: &Value, sort: SortDocument) -> String {
    let text = document.to_string();
    let mut tree = Tree::new(&text);
    sort(&mut tree);
    tree.to_pretty_string()
}

/// The shapes and documentation that have been written, by shape id.
struct Writer {
    shapes: Map<String, Value>,
    docs: Map<String, Value>,
}

impl Writer {
    fn write_service(&mut self, service: &Service) {
        let Service { id, version, operations, errors, rename, traits, at: _ } = service;
        let mut entries = of_type("service");
        entries.insert("version".to_owned(), json!(version));
        insert_references(&mut entries, "operations", operations);
        insert_references(&mut entries, "errors", errors);
        if !rename.is_empty() {
            let rename: BTreeMap<&str, &String> =
                rename.iter().map(|(id, name)| (id.as_str(), name)).collect();
            entries.insert("rename".to_owned(), json!(rename));
        }
        self.insert_shape(id, entries, traits);
    }

    fn write_operation(&mut self, operation: &Operation) {
        let Operation { id, input, output, errors, traits, at: _ } = operation;
        let mut entries = of_type("operation");
        for (key, shape) in [("input", input), ("output", output)] {
            let shape = shape.as_ref().map_or(UNIT, ShapeId::as_str);
            entries.insert(key.to_owned(), json!({ "target": shape }));
        }
        insert_references(&mut entries, "errors", errors);
        self.insert_shape(id, entries, traits);
    }

    fn write_resource(&mut self, resource: &Resource) {
        let Resource { id, identifiers, operations, traits, at: _ } = resource;
        let mut entries = of_type("resource");
        if !identifiers.is_empty() {
            let identifiers = identifiers.iter().map(|(name, id)| (name.clone(), reference(id)));
            entries.insert("identifiers".to_owned(), Value::Object(identifiers.collect()));
        }
        insert_references(&mut entries, "operations", operations);
        self.insert_shape(id, entries, traits);
    }

    fn write_shape(&mut self, shape: &Shape) {
        let Shape { id, kind, traits, at: _ } = shape;
        let mut entries = of_type(kind.name());
        match kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                let members = members.iter();
                let members = members
                    .map(|member| (member.name.clone(), self.member_value(id, member)))
                    .collect();
                entries.insert("members".to_owned(), Value::Object(members));
            }
            ShapeKind::List(member) => {
                entries.insert("member".to_owned(), self.member_value(id, member));
            }
            ShapeKind::Map { key, value } => {
                entries.insert("key".to_owned(), self.member_value(id, key));
                entries.insert("value".to_owned(), self.member_value(id, value));
            }
            ShapeKind::Enum(values) if values.iter().any(|value| value.name.is_none()) => {
                let values = values.iter().map(|value| self.enum_trait_entry(id, value)).collect();
                let mut traits = traits.clone();
                traits.insert("smithy.api#enum", Value::Array(values));
                return self.insert_shape(id, of_type("string"), &traits);
            }
            ShapeKind::Enum(values) => {
                let values = values.iter();
                let values = values.filter_map(|value| self.enum_member(id, value)).collect();
                entries.insert("members".to_owned(), Value::Object(values));
            }
            ShapeKind::IntEnum(values) => {
                let values = values.iter();
                let values = values.filter_map(|value| self.enum_member(id, value)).collect();
                entries.insert("members".to_owned(), Value::Object(values));
            }
            _ => {}
        }
        self.insert_shape(id, entries, traits);
    }

    /// Returns a member as JSON.
    fn member_value(&mut self, shape: &ShapeId, member: &Member) -> Value {
        let mut entries = Map::new();
        entries.insert("target".to_owned(), json!(member.target.as_str()));
        self.insert_traits(member.id(shape), &mut entries, &member.traits);
        Value::Object(entries)
    }

    /// Returns a value as a member of an enum shape, or `None` if it has no name.
    fn enum_member<V: Clone + Into<Value>>(
        &mut self,
        shape: &ShapeId,
        value: &EnumMember<V>,
    ) -> Option<(String, Value)> {
        let name = value.name.clone()?;
        let mut traits = value.traits.clone();
        traits.insert("smithy.api#enumValue", value.value.clone().into());
        let mut entries = Map::new();
        entries.insert("target".to_owned(), json!(UNIT));
        self.insert_traits(shape.with_member(&name), &mut entries, &traits);
        Some((name, Value::Object(entries)))
    }

    /// Returns a value as an entry of the trait `enum`.
    fn enum_trait_entry(&mut self, shape: &ShapeId, value: &EnumMember<String>) -> Value {
        let EnumMember { name, value, traits, at: _ } = value;
        let mut entry = Map::new();
        entry.insert("value".to_owned(), json!(value));
        if let Some(name) = name {
            entry.insert("name".to_owned(), json!(name));
        }
        if let Some(text) = traits.get(DOCUMENTATION) {
            let member = name.as_ref().unwrap_or(value);
            self.docs.insert(shape.with_member(member).as_str().to_owned(), text.clone());
        }
        if let Some(tags) = traits.get("smithy.api#tags") {
            entry.insert("tags".to_owned(), tags.clone());
        }
        if traits.has("smithy.api#deprecated") {
            entry.insert("deprecated".to_owned(), json!(true));
        }
        Value::Object(entry)
    }

    /// Writes an `apply` statement for each shape of the prelude that has traits of its own or isn't referenced, because
    /// shapes of the prelude can't be written as shapes.
    fn write_prelude_shapes(&mut self, model: &Model) {
        let mut referenced: BTreeSet<&ShapeId> = BTreeSet::new();
        for shape in model.shapes.values().filter(|shape| !is_prelude_shape(&shape.id)) {
            referenced.extend(shape.members().into_iter().map(|member| &member.target));
        }
        for resource in model.resources.values() {
            referenced.extend(resource.identifiers.values());
        }
        for shape in model.shapes.values().filter(|shape| is_prelude_shape(&shape.id)) {
            let own = shape.traits.iter().filter(|(id, _)| !is_prelude_trait(&shape.id, id));
            let own: Traits = own.map(|(id, value)| (id.to_owned(), value.clone())).collect();
            if own.iter().next().is_some() || !referenced.contains(&shape.id) {
                self.insert_shape(&shape.id, of_type("apply"), &own);
            }
        }
    }

    fn insert_shape(&mut self, id: &ShapeId, mut entries: Map<String, Value>, traits: &Traits) {
        self.insert_traits(id.clone(), &mut entries, traits);
        self.shapes.insert(id.as_str().to_owned(), Value::Object(entries));
    }

    /// Adds the traits of a shape or member to its entries, and the documentation to the documentation file.
    fn insert_traits(&mut self, id: ShapeId, entries: &mut Map<String, Value>, traits: &Traits) {
        let mut values = Map::new();
        for (trait_id, value) in traits.iter() {
            if trait_id == DOCUMENTATION {
                self.docs.insert(id.as_str().to_owned(), value.clone());
            } else {
                values.insert(trait_id.to_owned(), value.clone());
            }
        }
        if !values.is_empty() {
            entries.insert("traits".to_owned(), Value::Object(values));
        }
    }
}

/// Returns whether a shape of the prelude has this trait in the prelude itself.
fn is_prelude_trait(shape: &ShapeId, trait_id: &str) -> bool {
    let is_primitive = shape.name().starts_with("Primitive");
    trait_id == "smithy.api#unitType" || (is_primitive && trait_id == "smithy.api#default")
}

/// Returns the entries of a shape of a type, without members and traits.
fn of_type(name: &str) -> Map<String, Value> {
    std::iter::once(("type".to_owned(), json!(name))).collect()
}

fn reference(id: &ShapeId) -> Value {
    json!({ "target": id.as_str() })
}

fn insert_references(entries: &mut Map<String, Value>, key: &str, ids: &[ShapeId]) {
    if !ids.is_empty() {
        entries.insert(key.to_owned(), ids.iter().map(reference).collect());
    }
}
