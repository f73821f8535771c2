//! Parts of a model by their ids, for files beside it that say something about them.

use crate::suggest::{Suggestions, did_you_mean};
use crate::{Model, Pointer, ShapeId, ShapeKind, Traits};

/// The traits of the shape or member with this id.
pub(crate) fn traits<'a>(model: &'a mut Model, id: &ShapeId) -> Option<&'a mut Traits> {
    let Some(name) = id.member() else {
        let service = model.services.get_mut(id).map(|service| &mut service.traits);
        return service
            .or_else(|| model.operations.get_mut(id).map(|operation| &mut operation.traits))
            .or_else(|| model.resources.get_mut(id).map(|resource| &mut resource.traits))
            .or_else(|| model.shapes.get_mut(id).map(|shape| &mut shape.traits));
    };
    let members = match &mut model.shapes.get_mut(&id.shape())?.kind {
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

/// Where the shape or member with this id stands.
pub(crate) fn place(model: &Model, id: &ShapeId) -> Option<Pointer> {
    let shape = id.shape();
    let whole = model.services.get(&shape).map(|service| &service.at);
    let whole = whole
        .or_else(|| model.operations.get(&shape).map(|operation| &operation.at))
        .or_else(|| model.resources.get(&shape).map(|resource| &resource.at))
        .or_else(|| model.shape(&shape).map(|shape| &shape.at));
    let Some(name) = id.member() else { return whole.cloned() };
    let shape = model.shape(&shape)?;
    match &shape.kind {
        ShapeKind::Enum(values) => {
            let called =
                |own: &Option<String>, value: &str| own.as_deref().unwrap_or(value) == name;
            let value = values.iter().find(|value| called(&value.name, &value.value));
            value.map(|value| value.at.clone())
        }
        ShapeKind::IntEnum(values) => {
            let value = values.iter().find(|value| value.name.as_deref() == Some(name));
            value.map(|value| value.at.clone())
        }
        _ => {
            let members = shape.members();
            members.iter().find(|member| member.name == name).map(|member| member.at.clone())
        }
    }
}

/// Why there is nothing of an id.
pub(crate) struct Missing {
    /// The beginning of a sentence.
    pub(crate) message: String,
    /// The nearest that there is.
    pub(crate) hint: Option<String>,
}

/// Says what of the id doesn't exist.
pub(crate) fn missing(model: &Model, id: &ShapeId, suggestions: &mut Suggestions) -> Missing {
    let shape = id.shape();
    let ids = || {
        let of_services = model.services.keys().chain(model.operations.keys());
        of_services.chain(model.resources.keys()).chain(model.shapes.keys())
    };
    if let Some(member) = id.member().filter(|_| ids().any(|known| *known == shape)) {
        let message = format!("`{shape}` has no member `{member}`");
        let names = model.shape(&shape).map(|shape| member_names(&shape.kind)).unwrap_or_default();
        return Missing { message, hint: did_you_mean(member, names.into_iter()) };
    }
    let message = format!("the shape `{shape}` doesn't exist");
    Missing { message, hint: suggestions.hint(&shape, ids()) }
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
