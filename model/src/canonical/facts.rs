//! The facts of a model without the prose: what others wrote about them is theirs.

use serde_json::{Map, Value, json};

use crate::{Model, ShapeId, ShapeKind, Traits};

const EXAMPLES: &str = "smithy.api#examples";
const TAGS: &str = "smithy.api#tags";

/// Traits that are prose, or links to it, and nothing else.
const PROSE: [&str; 2] = ["smithy.api#documentation", "smithy.api#externalDocumentation"];

/// Traits that say nothing of an API's types or of how they travel: endpoints, permissions, other tools.
const ELSEWHERE: [&str; 6] = [
    "aws.cloudformation#",
    "aws.endpoints#",
    "aws.iam#",
    "smithy.api#suppress",
    "smithy.rules#",
    "smithy.test#",
];

/// Traits whose values are data, in which nothing is prose whatever it is called.
const DATA: [&str; 3] = ["smithy.api#default", "smithy.api#enumValue", "smithy.api#addedDefault"];

/// Takes away the traits that say nothing of the API's types or of how they travel: endpoint rules,
/// permissions, what is for other tools; of tags all but `internal`.
pub fn keep_facts(model: &mut Model) {
    each(model, |_, traits| {
        let ids: Vec<String> = traits.iter().map(|(id, _)| id.to_owned()).collect();
        for id in ids.iter().filter(|id| ELSEWHERE.iter().any(|group| id.starts_with(group))) {
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

/// Takes away the prose: documentation, links to more of it, why something is deprecated, what examples and
/// waiters are about. An example keeps its input and output; its title, which it must have, becomes
/// the name of its operation.
pub fn drop_prose(model: &mut Model) {
    each(model, |id, traits| {
        PROSE.iter().for_each(|prose| drop(traits.remove(prose)));
        let values: Vec<(String, Value)> =
            traits.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        for (name, value) in values {
            let facts = facts(&name, value.clone(), id);
            if facts != value {
                traits.insert(name, facts);
            }
        }
    });
}

/// Gives the model the prose within traits that another version of it has, wherever the facts that it
/// is about are the same.
pub fn adopt_prose(model: &mut Model, from: &Model) {
    let mut from = from.clone();
    let mut known: std::collections::HashMap<ShapeId, Traits> = Default::default();
    each(&mut from, |id, traits| drop(known.insert(id.clone(), traits.clone())));
    each(model, |id, traits| {
        let Some(known) = known.get(id) else { return };
        for (name, value) in known.iter().filter(|(name, _)| !PROSE.contains(name)) {
            let adopted = match traits.get(name) {
                Some(own) if name == EXAMPLES => examples(own, value, id),
                Some(own) if facts(name, own.clone(), id) == facts(name, value.clone(), id) => {
                    value.clone()
                }
                _ => continue,
            };
            traits.insert(name, adopted);
        }
    });
}

/// The examples, those that are known as they are known.
fn examples(own: &Value, known: &Value, id: &ShapeId) -> Value {
    let known: Vec<&Value> = known.as_array().into_iter().flatten().collect();
    let examples = own.as_array().into_iter().flatten().map(|own| {
        let facts = example(own.clone(), id);
        let same = known.iter().find(|known| example((**known).clone(), id) == facts);
        same.map_or_else(|| own.clone(), |known| (*known).clone())
    });
    examples.collect()
}

/// The value of a trait without prose.
fn facts(name: &str, value: Value, id: &ShapeId) -> Value {
    match (name, value) {
        (name, value) if DATA.contains(&name) => value,
        (EXAMPLES, Value::Array(examples)) => {
            examples.into_iter().map(|value| example(value, id)).collect()
        }
        ("smithy.api#deprecated", Value::Object(entries)) => without(entries, &["message"]),
        ("smithy.api#recommended", Value::Object(entries)) => without(entries, &["reason"]),
        (_, value) => silent(value),
    }
}

fn example(example: Value, id: &ShapeId) -> Value {
    match example {
        Value::Object(mut entries) => {
            if entries.contains_key("title") {
                entries.insert("title".to_owned(), json!(id.name()));
            }
            without(entries, &["documentation"])
        }
        other => other,
    }
}

/// The value without documentation at any depth.
fn silent(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let is_prose = |key: &str, value: &Value| key == "documentation" && value.is_string();
            let entries = entries.into_iter().filter(|(key, value)| !is_prose(key, value));
            Value::Object(entries.map(|(key, value)| (key, silent(value))).collect())
        }
        Value::Array(items) => items.into_iter().map(silent).collect(),
        other => other,
    }
}

fn without(entries: Map<String, Value>, keys: &[&str]) -> Value {
    Value::Object(entries.into_iter().filter(|(key, _)| !keys.contains(&key.as_str())).collect())
}

/// All traits with the ids of what they are of.
fn each(model: &mut Model, mut visit: impl FnMut(&ShapeId, &mut Traits)) {
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
