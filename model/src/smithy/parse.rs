//! From a JSON document to the typed AST, reporting whatever has the wrong form.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::ast::{Apply, Ast, AstShape, Reference, Role, Type};
use super::ids::{bad_name, is_absolute, is_identifier, not_absolute, shape_id};
use super::prelude;
use crate::json::{Fields, Owner, wrong_type};
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::{Member, Pointer, ShapeId, Traits};

/// Reads the shapes of a document. Metadata and keys unknown at the top mean nothing here.
pub(super) fn document(mut entries: Map<String, Value>, report: &mut Report) -> Ast {
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
    let namespace = only_namespace(&shapes).unwrap_or("some.namespace").to_owned();
    for (id, value) in shapes {
        let at = at.join(&id);
        if is_absolute(&id) {
            let id = ShapeId::new(id);
            if shape(&mut ast, id.clone(), value, at, report).is_none() {
                ast.unreadable.insert(id);
            }
        } else {
            let likely = format!("{namespace}#{id}");
            ast.unreadable.insert(ShapeId::new(likely.as_str()));
            report.push(not_absolute(&id, &at, likely));
        }
    }
    ast
}

/// Returns the namespace that the shapes of a file are in, where it is one; what is said of the prelude doesn't count.
fn only_namespace(shapes: &Map<String, Value>) -> Option<&str> {
    let ids = shapes.keys().filter(|id| is_absolute(id));
    let namespaces = ids.filter_map(|id| Some(id.split_once('#')?.0));
    let mut namespaces = namespaces.filter(|namespace| *namespace != prelude::NAMESPACE);
    let first = namespaces.next()?;
    namespaces.all(|other| other == first).then_some(first)
}

/// Adds a shape, or what is applied to one; nothing where it can't be read.
fn shape(ast: &mut Ast, id: ShapeId, value: Value, at: Pointer, report: &mut Report) -> Option<()> {
    let mut fields = Fields::new(value, at, &id, report)?;
    let shape_type = shape_type(&mut fields, &id, report)?;
    let traits = traits(&mut fields, (&id).into(), report);
    if shape_type == Type::Apply {
        let shape = ShapeId::new(id.as_str().split('$').next().unwrap_or_default());
        ast.applies.entry(shape).or_default().push(Apply {
            target: id.clone(),
            traits,
            at: fields.at,
        });
        return Some(());
    }
    let mut references = list(&mut fields, "mixins", Role::Mixin, &id, report);
    references.extend(references_of(shape_type, &mut fields, &id, report));
    let version = fields.text("version", report).map(|(version, _)| version);
    let rename = rename(&mut fields, &id, &mut references, report);
    let members = members(shape_type, &mut fields, &id, report);
    let at = fields.at.clone();
    fields.finish(&[&["type", "traits", "mixins"], shape_type.keys()].concat(), report);
    let key = id.clone();
    ast.shapes
        .insert(key, AstShape { id, shape_type, version, rename, references, members, traits, at });
    Some(())
}

fn shape_type(fields: &mut Fields, id: &ShapeId, report: &mut Report) -> Option<Type> {
    let Some((name, at)) = fields.take("type") else {
        let problem = error("missing-key", &fields.at, "the shape has no `type`").about(id);
        report.push(problem.hint("such as \"type\": \"structure\""));
        return None;
    };
    let Some(text) = name.as_str() else {
        report.push(wrong_type(&at, "a string", &name).about(id));
        return None;
    };
    let known = Type::parse(text);
    if known.is_none() {
        let problem =
            error("unknown-type", &at, format!("there is no shape type `{text}`")).about(id);
        report.push(problem.maybe_hint(did_you_mean(text, Type::names())));
    }
    known
}

/// Everything that a service, operation or resource names.
fn references_of(
    of: Type,
    fields: &mut Fields,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<Reference> {
    let mut found = Vec::new();
    if of == Type::Operation {
        found.extend(one(fields, "input", Role::Input, id, report));
        found.extend(one(fields, "output", Role::Output, id, report));
    }
    if of == Type::Resource {
        for slot in ["put", "create", "read", "update", "delete", "list"] {
            found.extend(one(fields, slot, Role::Lifecycle(slot), id, report));
        }
        found.extend(list(fields, "collectionOperations", Role::Operation, id, report));
        found.extend(named(fields, "identifiers", Role::Identifier, id, report));
        found.extend(named(fields, "properties", Role::Property, id, report));
    }
    if matches!(of, Type::Service | Type::Resource) {
        found.extend(list(fields, "operations", Role::Operation, id, report));
        found.extend(list(fields, "resources", Role::Resource, id, report));
    }
    if matches!(of, Type::Service | Type::Operation) {
        found.extend(list(fields, "errors", Role::Error, id, report));
    }
    found
}

fn one(
    fields: &mut Fields,
    key: &str,
    role: Role,
    id: &ShapeId,
    report: &mut Report,
) -> Option<Reference> {
    let (value, at) = fields.take(key)?;
    reference(value, at, role, id, report)
}

fn list(
    fields: &mut Fields,
    key: &str,
    role: Role,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<Reference> {
    let (items, at) = fields.array(key, report);
    let items = items.into_iter().enumerate();
    items
        .filter_map(|(i, item)| reference(item, at.join(&i.to_string()), role.clone(), id, report))
        .collect()
}

fn named(
    fields: &mut Fields,
    key: &str,
    role: impl Fn(String) -> Role,
    id: &ShapeId,
    report: &mut Report,
) -> Vec<Reference> {
    let (entries, at) = fields.object(key, report);
    let entries = entries.into_iter();
    entries
        .filter_map(|(name, value)| reference(value, at.join(&name), role(name), id, report))
        .collect()
}

/// An object whose `target` is a shape id.
fn reference(
    value: Value,
    at: Pointer,
    role: Role,
    id: &ShapeId,
    report: &mut Report,
) -> Option<Reference> {
    let mut fields = Fields::new(value, at, id, report)?;
    let (target, at) = target(&mut fields, id.into(), report)?;
    fields.finish(&["target"], report);
    Some(Reference { role, target, at })
}

fn target(
    fields: &mut Fields,
    owner: Owner<'_>,
    report: &mut Report,
) -> Option<(ShapeId, Pointer)> {
    let Some((value, at)) = fields.take("target") else {
        let problem = error("missing-key", &fields.at, "this has no `target`").about(&owner.id());
        let namespace = owner.shape.namespace();
        report.push(problem.hint(format!("such as \"target\": \"{namespace}#SomeShape\"")));
        return None;
    };
    match value.as_str() {
        Some(text) => Some((shape_id(text, owner, &at, report)?, at)),
        None => {
            report.push(wrong_type(&at, "a string", &value).about(&owner.id()));
            None
        }
    }
}

fn rename(
    fields: &mut Fields,
    id: &ShapeId,
    references: &mut Vec<Reference>,
    report: &mut Report,
) -> BTreeMap<ShapeId, String> {
    let (entries, at) = fields.object("rename", report);
    let mut renames = BTreeMap::new();
    for (shape, name) in entries {
        let at = at.join(&shape);
        let Some(shape) = shape_id(&shape, id.into(), &at, report) else {
            continue;
        };
        references.push(Reference { role: Role::Rename, target: shape.clone(), at: at.clone() });
        match name {
            Value::String(name) if is_identifier(&name) => {
                renames.insert(shape, name);
            }
            Value::String(name) => report.push(bad_name(&name, &at).about(id)),
            other => report.push(wrong_type(&at, "a string", &other).about(id)),
        }
    }
    renames
}

fn members(of: Type, fields: &mut Fields, id: &ShapeId, report: &mut Report) -> Vec<Member> {
    let mut found = Vec::new();
    for &key in of.keys() {
        match key {
            "members" => {
                let (entries, at) = fields.object("members", report);
                for (name, value) in entries {
                    let at = at.join(&name);
                    if is_identifier(&name) {
                        found.extend(member(of, name, value, at, id, report));
                    } else {
                        report.push(bad_name(&name, &at).about(id));
                    }
                }
            }
            "member" | "key" | "value" => {
                if let Some((value, at)) = fields.take(key) {
                    found.extend(member(of, key.to_owned(), value, at, id, report));
                }
            }
            _ => {}
        }
    }
    found
}

/// A member; one whose target is missing or malformed keeps an empty one, so that it still has a name.
fn member(
    of: Type,
    name: String,
    value: Value,
    at: Pointer,
    id: &ShapeId,
    report: &mut Report,
) -> Option<Member> {
    let owner = Owner { shape: id, member: Some(&name) };
    let mut fields = Fields::new(value, at, owner, report)?;
    let traits = traits(&mut fields, owner, report);
    let target = match of {
        // Members of enums are values, what they target says nothing.
        Type::Enum | Type::IntEnum => {
            fields.take("target");
            None
        }
        _ => target(&mut fields, owner, report),
    };
    let target = target.map_or_else(|| ShapeId::new(""), |(target, _)| target);
    let at = fields.at.clone();
    fields.finish(&["target", "traits"], report);
    Some(Member { name, target, traits, at })
}

fn traits(fields: &mut Fields, owner: Owner<'_>, report: &mut Report) -> Traits {
    let (entries, at) = fields.object("traits", report);
    let absolute = entries.into_iter().filter(|(name, _)| {
        let absolute = is_absolute(name);
        if !absolute {
            let likely = format!("smithy.api#{name}");
            report.push(not_absolute(name, &at.join(name), likely).about(&owner.id()));
        }
        absolute
    });
    absolute.collect()
}
