//! Parts of a model by their ids, for files beside it that say something about them.

use crate::suggest::{Suggestions, did_you_mean};
use crate::{EnumMember, Model, Pointer, ShapeId, ShapeKind, Traits};

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
            let value = position_of_value(values, name).and_then(|place| values.get_mut(place));
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

/// Returns the position of an enum's value in what files beside the model call it: by its name, or by itself where it
/// has none. A model of another format may have names where this one has none, or the other way round: then it is the
/// one value whose letters and digits are the same.
fn position_of_value(values: &[EnumMember<String>], name: &str) -> Option<usize> {
    let called = |value: &EnumMember<String>| value.name.as_deref().unwrap_or(&value.value) == name;
    let by_value = || values.iter().position(|value| value.value == name);
    let exact = values.iter().position(called).or_else(by_value);
    exact
        .or_else(|| only_similar(values, name, underscored))
        .or_else(|| only_similar(values, name, |text| underscored(text).replace('_', "")))
}

/// Returns the position of the only value without a name that is spelled like this.
fn only_similar(
    values: &[EnumMember<String>],
    name: &str,
    spelling: impl Fn(&str) -> String,
) -> Option<usize> {
    let wanted = spelling(name);
    let is_similar =
        |value: &EnumMember<String>| value.name.is_none() && spelling(&value.value) == wanted;
    let mut similar = values.iter().enumerate().filter(|(_, value)| is_similar(value));
    let (position, _) = similar.next()?;
    similar.next().is_none().then_some(position)
}

/// Returns the text in lower case, with an underscore for what isn't a letter or digit.
fn underscored(text: &str) -> String {
    let letters = text.chars();
    letters.map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
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
            let value = position_of_value(values, name).and_then(|place| values.get(place));
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
