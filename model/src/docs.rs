//! Joins the prose of a service, kept in a file of its own, with the shapes that it is about.

use serde_json::Value;

use crate::json::wrong_type;
use crate::report::{Draft, Report, warning};
use crate::suggest::{Suggestions, did_you_mean};
use crate::{Model, Pointer, ShapeId, ShapeKind, Traits};

const DOCUMENTATION: &str = "smithy.api#documentation";

/// Puts each entry of the document into the trait `documentation` of its shape or member.
///
/// Entries that belong nowhere are reported. Without a model, only the document's form is checked.
pub(crate) fn join(document: Value, mut model: Option<&mut Model>, report: &mut Report) {
    let root = Pointer::default();
    let entries = match document {
        Value::Object(entries) => entries,
        other => {
            let problem = wrong_type(&root, "an object from shape ids to CommonMark", &other);
            return report.push(problem);
        }
    };
    let mut suggestions = Suggestions::default();
    for (key, value) in entries {
        let at = root.join(&key);
        let Value::String(text) = value else {
            let problem =
                wrong_type(&at, "a string of CommonMark", &value).about(&ShapeId::new(key));
            report.push(problem);
            continue;
        };
        let Some(model) = model.as_deref_mut() else {
            continue;
        };
        let id = ShapeId::new(key);
        match traits(model, &id) {
            Some(traits) => {
                traits.insert(DOCUMENTATION, Value::String(text));
            }
            None => report.push(unknown(model, &id, &at, &mut suggestions)),
        }
    }
}

/// The traits of the shape or member with this id.
fn traits<'a>(model: &'a mut Model, id: &ShapeId) -> Option<&'a mut Traits> {
    let Some(name) = id.member() else {
        let service = model.services.get_mut(id).map(|service| &mut service.traits);
        return service
            .or_else(|| model.operations.get_mut(id).map(|operation| &mut operation.traits))
            .or_else(|| model.resources.get_mut(id).map(|resource| &mut resource.traits))
            .or_else(|| model.shapes.get_mut(id).map(|shape| &mut shape.traits));
    };
    let members = match &mut model.shapes.get_mut(&whole(id))?.kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => members.iter_mut(),
        ShapeKind::List(member) => std::slice::from_mut(member).iter_mut(),
        ShapeKind::Map { key, value } => {
            return [key, value]
                .into_iter()
                .find(|member| member.name == name)
                .map(|member| &mut member.traits);
        }
        ShapeKind::Enum(values) => {
            // A value without a name goes by itself.
            let called =
                |own: &Option<String>, value: &str| own.as_deref().unwrap_or(value) == name;
            let value = values.iter_mut().find(|value| called(&value.name, &value.value));
            return value.map(|value| &mut value.traits);
        }
        ShapeKind::IntEnum(values) => {
            let value = values.iter_mut().find(|value| value.name.as_deref() == Some(name));
            return value.map(|value| &mut value.traits);
        }
        _ => return None,
    };
    members.into_iter().find(|member| member.name == name).map(|member| &mut member.traits)
}

/// The id without its member.
fn whole(id: &ShapeId) -> ShapeId {
    ShapeId::new(id.as_str().split('$').next().unwrap_or_default())
}

fn unknown(model: &Model, id: &ShapeId, at: &Pointer, suggestions: &mut Suggestions) -> Draft {
    let shape = whole(id);
    let ids = || {
        let of_services = model.services.keys().chain(model.operations.keys());
        of_services.chain(model.resources.keys()).chain(model.shapes.keys())
    };
    if let Some(member) = id.member().filter(|_| ids().any(|known| *known == shape)) {
        let message = format!("`{shape}` has no member `{member}`, this prose belongs nowhere");
        let names = model.shape(&shape).map(|shape| member_names(&shape.kind)).unwrap_or_default();
        let hint = did_you_mean(member, names.into_iter());
        return warning("unknown-docs", at, message).about(id).maybe_hint(hint);
    }
    let message = format!("the shape `{shape}` doesn't exist, this prose belongs nowhere");
    let hint = suggestions.hint(&shape, ids());
    warning("unknown-docs", at, message).about(id).maybe_hint(hint)
}

fn member_names(kind: &ShapeKind) -> Vec<&str> {
    match kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            members.iter().map(|member| member.name.as_str()).collect()
        }
        ShapeKind::List(_) => vec!["member"],
        ShapeKind::Map { .. } => vec!["key", "value"],
        ShapeKind::Enum(values) => {
            values.iter().filter_map(|value| value.name.as_deref()).collect()
        }
        ShapeKind::IntEnum(values) => {
            values.iter().filter_map(|value| value.name.as_deref()).collect()
        }
        _ => Vec::new(),
    }
}
