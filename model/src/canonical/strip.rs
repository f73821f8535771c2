//! Removes from a model what code generation doesn't need: prose, and traits for other tools.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::{Model, ShapeId, ShapeKind, Traits};

const EXAMPLES: &str = "smithy.api#examples";
const TAGS: &str = "smithy.api#tags";

/// Traits that consist of prose or links to prose.
const PROSE_TRAITS: [&str; 2] = ["smithy.api#documentation", "smithy.api#externalDocumentation"];

/// Prefixes of traits that don't affect the types of an API or their serialization: endpoints, permissions and traits
/// for other tools.
const UNRELATED_TRAITS: [&str; 6] = [
    "aws.cloudformation#",
    "aws.endpoints#",
    "aws.iam#",
    "smithy.api#suppress",
    "smithy.rules#",
    "smithy.test#",
];

/// Traits whose values are data and contain no prose, even below a key `documentation`.
const DATA_TRAITS: [&str; 3] =
    ["smithy.api#default", "smithy.api#enumValue", "smithy.api#addedDefault"];

/// Removes the traits that don't affect the types of an API or their serialization: endpoint rules, permissions, traits
/// for other tools, and all tags except `internal`.
pub fn keep_api_traits(model: &mut Model) {
    for_each_traits(model, |_, traits| {
        let ids: Vec<String> = traits.iter().map(|(id, _)| id.to_owned()).collect();
        let is_unrelated =
            |id: &&String| UNRELATED_TRAITS.iter().any(|prefix| id.starts_with(prefix));
        for id in ids.iter().filter(is_unrelated) {
            traits.remove(id);
        }
        let tags = traits.remove(TAGS);
        let is_internal = |tags: &Value| {
            tags.as_array().is_some_and(|tags| tags.iter().any(|tag| tag == "internal"))
        };
        if tags.is_some_and(|tags| is_internal(&tags)) {
            traits.insert(TAGS, json!(["internal"]));
        }
    });
}

/// Removes the prose: documentation, links to documentation, the messages of deprecations, and the descriptions of
/// examples and waiters.
///
/// Examples keep their inputs and outputs. The title of an example, which is required, becomes the name of its
/// operation.
pub fn drop_prose(model: &mut Model) {
    for_each_traits(model, |id, traits| {
        PROSE_TRAITS.iter().for_each(|prose| drop(traits.remove(prose)));
        let values: Vec<(String, Value)> =
            traits.iter().map(|(trait_id, value)| (trait_id.to_owned(), value.clone())).collect();
        for (trait_id, value) in values {
            let stripped = strip_trait(&trait_id, value.clone(), id);
            if stripped != value {
                traits.insert(trait_id, stripped);
            }
        }
    });
}

/// Copies the prose within traits from another version of the model, for all traits that are equal apart from prose.
pub fn adopt_prose(model: &mut Model, from: &Model) {
    let mut from = from.clone();
    let mut other_traits: HashMap<ShapeId, Traits> = HashMap::new();
    for_each_traits(&mut from, |id, traits| drop(other_traits.insert(id.clone(), traits.clone())));
    for_each_traits(model, |id, traits| {
        let Some(others) = other_traits.get(id) else { return };
        for (trait_id, other) in others.iter().filter(|(id, _)| !PROSE_TRAITS.contains(id)) {
            let adopted = match traits.get(trait_id) {
                Some(own) if trait_id == EXAMPLES => adopt_examples(own, other, id),
                Some(own) if is_equal_without_prose(trait_id, own, other, id) => other.clone(),
                _ => continue,
            };
            traits.insert(trait_id, adopted);
        }
    });
}

fn is_equal_without_prose(trait_id: &str, a: &Value, b: &Value, id: &ShapeId) -> bool {
    strip_trait(trait_id, a.clone(), id) == strip_trait(trait_id, b.clone(), id)
}

/// Returns the examples, each replaced by the other example that is equal apart from prose, if there is one.
fn adopt_examples(own: &Value, others: &Value, id: &ShapeId) -> Value {
    let others: Vec<&Value> = others.as_array().into_iter().flatten().collect();
    let examples = own.as_array().into_iter().flatten().map(|own| {
        let stripped = strip_example(own.clone(), id);
        let equal = others.iter().find(|other| strip_example((**other).clone(), id) == stripped);
        equal.map_or_else(|| own.clone(), |other| (*other).clone())
    });
    examples.collect()
}

/// Returns the value of a trait without prose.
fn strip_trait(trait_id: &str, value: Value, id: &ShapeId) -> Value {
    match (trait_id, value) {
        (trait_id, value) if DATA_TRAITS.contains(&trait_id) => value,
        (EXAMPLES, Value::Array(examples)) => {
            examples.into_iter().map(|value| strip_example(value, id)).collect()
        }
        ("smithy.api#deprecated", Value::Object(entries)) => remove_keys(entries, &["message"]),
        ("smithy.api#recommended", Value::Object(entries)) => remove_keys(entries, &["reason"]),
        (_, value) => strip_documentation(value),
    }
}

fn strip_example(example: Value, id: &ShapeId) -> Value {
    match example {
        Value::Object(mut entries) => {
            if entries.contains_key("title") {
                entries.insert("title".to_owned(), json!(id.name()));
            }
            remove_keys(entries, &["documentation"])
        }
        other => other,
    }
}

/// Returns the value without documentation at any depth.
fn strip_documentation(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let is_prose = |key: &str, value: &Value| key == "documentation" && value.is_string();
            let entries = entries.into_iter().filter(|(key, value)| !is_prose(key, value));
            Value::Object(entries.map(|(key, value)| (key, strip_documentation(value))).collect())
        }
        Value::Array(items) => items.into_iter().map(strip_documentation).collect(),
        other => other,
    }
}

fn remove_keys(entries: Map<String, Value>, keys: &[&str]) -> Value {
    Value::Object(entries.into_iter().filter(|(key, _)| !keys.contains(&key.as_str())).collect())
}

/// Calls a function for the traits of all shapes and members, with their ids.
fn for_each_traits(model: &mut Model, mut visit: impl FnMut(&ShapeId, &mut Traits)) {
    model.services.values_mut().for_each(|service| visit(&service.id, &mut service.traits));
    model.operations.values_mut().for_each(|it| visit(&it.id, &mut it.traits));
    model.resources.values_mut().for_each(|resource| visit(&resource.id, &mut resource.traits));
    for shape in model.shapes.values_mut() {
        let id = &shape.id;
        visit(id, &mut shape.traits);
        match &mut shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                members.iter_mut().for_each(|it| visit(&id.with_member(&it.name), &mut it.traits));
            }
            ShapeKind::List(member) => visit(&id.with_member("member"), &mut member.traits),
            ShapeKind::Map { key, value } => {
                visit(&id.with_member("key"), &mut key.traits);
                visit(&id.with_member("value"), &mut value.traits);
            }
            ShapeKind::Enum(values) => {
                values.iter_mut().for_each(|it| visit(&id.with_member(&it.value), &mut it.traits));
            }
            ShapeKind::IntEnum(values) => values
                .iter_mut()
                .for_each(|it| visit(&id.with_member(&it.value.to_string()), &mut it.traits)),
            _ => {}
        }
    }
}
