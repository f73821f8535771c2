//! Parses a JSON document into the typed AST, and reports malformed parts.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::ast::{Apply, Ast, AstShape, Reference, Role, ShapeType};
use super::ids::{not_absolute, read_shape_id};
use super::prelude;
use crate::id::{is_absolute_id, is_identifier};
use crate::json::{ObjectReader, Owner, malformed_name, wrong_type};
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::{Member, Pointer, ShapeId, Traits};

/// Parses the shapes of a document. Metadata and unknown keys of the document are ignored.
pub(super) fn parse_document(mut entries: Map<String, Value>, report: &mut Report) -> Ast {
    let mut ast = Ast::default();
    let at = Pointer::default().join("shapes");
    let shapes = match entries.swap_remove("shapes") {
        None => Map::new(),
        Some(Value::Object(shapes)) => shapes,
        Some(other) => {
            report.push(wrong_type(&at, "an object", &other));
            Map::new()
        }
    };
    let namespace = find_only_namespace(&shapes).unwrap_or("some.namespace").to_owned();
    for (id, value) in shapes {
        let at = at.join(&id);
        if is_absolute_id(&id) {
            let id = ShapeId::new(id);
            if parse_shape(&mut ast, id.clone(), value, at, report).is_none() {
                ast.malformed.insert(id);
            }
        } else {
            let likely = format!("{namespace}#{id}");
            ast.malformed.insert(ShapeId::new(likely.as_str()));
            report.push(not_absolute(&id, &at, likely));
        }
    }
    ast
}

/// Returns the namespace of the shapes, if there is only one besides that of the prelude.
fn find_only_namespace(shapes: &Map<String, Value>) -> Option<&str> {
    let ids = shapes.keys().filter(|id| is_absolute_id(id));
    let namespaces = ids.filter_map(|id| Some(id.split_once('#')?.0));
    let mut namespaces = namespaces.filter(|namespace| *namespace != prelude::NAMESPACE);
    let first = namespaces.next()?;
    namespaces.all(|other| other == first).then_some(first)
}

/// Parses a shape or an `apply` statement, and adds it to the document. Returns `None` if it is malformed.
fn parse_shape(
    ast: &mut Ast,
    id: ShapeId,
    value: Value,
    at: Pointer,
    report: &mut Report,
) -> Option<()> {
    let mut object = ObjectReader::new(value, at, &id, report)?;
    let shape_type = parse_shape_type(&mut object, &id, report)?;
    let traits = parse_traits(&mut object, (&id).into(), report);
    if shape_type == ShapeType::Apply {
        let shape = ShapeId::new(id.as_str().split('$').next().unwrap_or_default());
        ast.applies.entry(shape).or_default().push(Apply {
            target: id.clone(),
            traits,
            at: object.at,
        });
        return Some(());
    }
    let mut references = parse_reference_list(&mut object, "mixins", Role::Mixin, &id, report);
    references.extend(parse_references(shape_type, &mut object, &id, report));
    let version = object.take_string("version", report).map(|(version, _)| version);
    let rename = parse_rename(&mut object, &id, &mut references, report);
    let members = parse_members(shape_type, &mut object, &id, report);
    let at = object.at.clone();
    object.warn_unknown_keys(&[&["type", "traits", "mixins"], shape_type.keys()].concat(), report);
    let key = id.clone();
    ast.shapes
        .insert(key, AstShape { id, shape_type, version, rename, references, members, traits, at });
    Some(())
}

fn parse_shape_type(
    object: &mut ObjectReader,
    id: &ShapeId,
    report: &mut Report,
) -> Option<ShapeType> {
    let Some((name, at)) = object.take("type") else {
        let problem = error("missing-key", &object.at, "the shape has no `type`").about(id);
        report.push(problem.hint("add it, for example \"type\": \"structure\""));
        return None;
    };
    let Some(text) = name.as_str() else {
        report.push(wrong_type(&at, "a string", &name).about(id));
        return None;
    };
    let known = ShapeType::parse(text);
    if known.is_none() {
        let problem = error("unknown-type", &at, format!("unknown shape type `{text}`")).about(id);
        report.push(problem.maybe_hint(did_you_mean(text, ShapeType::names())));
    }
    known
}

/// Returns the references of a service, operation or resource.
fn parse_references(
    shape_type: ShapeType,
    object: &mut ObjectReader,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<Reference> {
    let mut references = Vec::new();
    if shape_type == ShapeType::Operation {
        references.extend(parse_reference(object, "input", Role::Input, id, report));
        references.extend(parse_reference(object, "output", Role::Output, id, report));
    }
    if shape_type == ShapeType::Resource {
        for slot in ["put", "create", "read", "update", "delete", "list"] {
            references.extend(parse_reference(object, slot, Role::Lifecycle(slot), id, report));
        }
        let (key, role) = ("collectionOperations", Role::Operation);
        references.extend(parse_reference_list(object, key, role, id, report));
        references.extend(parse_reference_map(object, "identifiers", Role::Identifier, id, report));
        references.extend(parse_reference_map(object, "properties", Role::Property, id, report));
    }
    if matches!(shape_type, ShapeType::Service | ShapeType::Resource) {
        references.extend(parse_reference_list(object, "operations", Role::Operation, id, report));
        references.extend(parse_reference_list(object, "resources", Role::Resource, id, report));
    }
    if matches!(shape_type, ShapeType::Service | ShapeType::Operation) {
        references.extend(parse_reference_list(object, "errors", Role::Error, id, report));
    }
    references
}

fn parse_reference(
    object: &mut ObjectReader,
    key: &str,
    role: Role,
    id: &ShapeId,
    report: &mut Report,
) -> Option<Reference> {
    let (value, at) = object.take(key)?;
    parse_target_object(value, at, role, id, report)
}

fn parse_reference_list(
    object: &mut ObjectReader,
    key: &str,
    role: Role,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<Reference> {
    let (items, at) = object.take_array(key, report);
    let items = items.into_iter().enumerate();
    items
        .filter_map(|(index, item)| {
            parse_target_object(item, at.join(&index.to_string()), role.clone(), id, report)
        })
        .collect()
}

fn parse_reference_map(
    object: &mut ObjectReader,
    key: &str,
    role: impl Fn(String) -> Role,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<Reference> {
    let (entries, at) = object.take_object(key, report);
    let entries = entries.into_iter();
    entries
        .filter_map(|(name, value)| {
            parse_target_object(value, at.join(&name), role(name), id, report)
        })
        .collect()
}

/// Parses an object with a `target`.
fn parse_target_object(
    value: Value,
    at: Pointer,
    role: Role,
    id: &ShapeId,
    report: &mut Report,
) -> Option<Reference> {
    let mut object = ObjectReader::new(value, at, id, report)?;
    let (target, at) = parse_target(&mut object, id.into(), report)?;
    object.warn_unknown_keys(&["target"], report);
    Some(Reference { role, target, at })
}

fn parse_target(
    object: &mut ObjectReader,
    owner: Owner<'_>,
    report: &mut Report,
) -> Option<(ShapeId, Pointer)> {
    let Some((value, at)) = object.take("target") else {
        let problem = error("missing-key", &object.at, "the key `target` is missing");
        let namespace = owner.shape.namespace();
        let hint = format!("add it, for example \"target\": \"{namespace}#SomeShape\"");
        report.push(problem.about(&owner.id()).hint(hint));
        return None;
    };
    match value.as_str() {
        Some(text) => Some((read_shape_id(text, owner, &at, report)?, at)),
        None => {
            report.push(wrong_type(&at, "a string", &value).about(&owner.id()));
            None
        }
    }
}

/// Parses the names of renamed shapes, and adds the shapes to the references.
fn parse_rename(
    object: &mut ObjectReader,
    id: &ShapeId,
    references: &mut Vec<Reference>,
    report: &mut Report,
) -> BTreeMap<ShapeId, String> {
    let (entries, at) = object.take_object("rename", report);
    let mut renames = BTreeMap::new();
    for (shape, name) in entries {
        let at = at.join(&shape);
        let Some(shape) = read_shape_id(&shape, id.into(), &at, report) else {
            continue;
        };
        references.push(Reference { role: Role::Rename, target: shape.clone(), at: at.clone() });
        match name {
            Value::String(name) if is_identifier(&name) => {
                renames.insert(shape, name);
            }
            Value::String(name) => report.push(malformed_name(&name, &at).about(id)),
            other => report.push(wrong_type(&at, "a string", &other).about(id)),
        }
    }
    renames
}

fn parse_members(
    shape_type: ShapeType,
    object: &mut ObjectReader,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<Member> {
    let mut members = Vec::new();
    for &key in shape_type.keys() {
        match key {
            "members" => {
                let (entries, at) = object.take_object("members", report);
                for (name, value) in entries {
                    let at = at.join(&name);
                    if is_identifier(&name) {
                        members.extend(parse_member(shape_type, name, value, at, id, report));
                    } else {
                        report.push(malformed_name(&name, &at).about(id));
                    }
                }
            }
            "member" | "key" | "value" => {
                if let Some((value, at)) = object.take(key) {
                    let name = key.to_owned();
                    members.extend(parse_member(shape_type, name, value, at, id, report));
                }
            }
            _ => {}
        }
    }
    members
}

/// Parses a member. If its target is missing or malformed, which is reported, the target of the member is empty.
fn parse_member(
    shape_type: ShapeType,
    name: String,
    value: Value,
    at: Pointer,
    id: &ShapeId,
    report: &mut Report,
) -> Option<Member> {
    let owner = Owner { shape: id, member: Some(&name) };
    let mut object = ObjectReader::new(value, at, owner, report)?;
    let traits = parse_traits(&mut object, owner, report);
    let target = match shape_type {
        // The targets of enum members are always `Unit`.
        ShapeType::Enum | ShapeType::IntEnum => {
            object.take("target");
            None
        }
        _ => parse_target(&mut object, owner, report),
    };
    let target = target.map_or_else(|| ShapeId::new(""), |(target, _)| target);
    let at = object.at.clone();
    object.warn_unknown_keys(&["target", "traits"], report);
    Some(Member { name, target, traits, at })
}

fn parse_traits(object: &mut ObjectReader, owner: Owner<'_>, report: &mut Report) -> Traits {
    let (entries, at) = object.take_object("traits", report);
    let traits = entries.into_iter().filter(|(id, _)| {
        let is_absolute = is_absolute_id(id);
        if !is_absolute {
            let likely = format!("smithy.api#{id}");
            report.push(not_absolute(id, &at.join(id), likely).about(&owner.id()));
        }
        is_absolute
    });
    traits.collect()
}
