//! Finds parts of a model by their ids, for documentation and corrections.

use crate::suggest::{Suggestions, did_you_mean};
use crate::{EnumMember, Model, Pointer, ShapeId, ShapeKind, Traits};

/// Returns the traits of the shape or member with this id.
pub(crate) fn find_traits_mut<'a>(model: &'a mut Model, id: &ShapeId) -> Option<&'a mut Traits> {
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
            let value = find_value(values, name).and_then(|index| values.get_mut(index));
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

/// Returns the index of the enum value that a side file names, either by its name or, if it has none, by the value.
///
/// The file may be for a model of another format, in which values have names that they don't have here or the other
/// way round. Then the name stands for the only value with the same letters and digits.
fn find_value(values: &[EnumMember<String>], name: &str) -> Option<usize> {
    let has_name =
        |value: &EnumMember<String>| value.name.as_deref().unwrap_or(&value.value) == name;
    let by_value = || values.iter().position(|value| value.value == name);
    let exact = values.iter().position(has_name).or_else(by_value);
    exact
        .or_else(|| find_only_similar(values, name, to_snake_case))
        .or_else(|| find_only_similar(values, name, |text| to_snake_case(text).replace('_', "")))
}

/// Returns the index of the unnamed value whose normalized spelling is that of the name, if there is exactly one.
fn find_only_similar(
    values: &[EnumMember<String>],
    name: &str,
    normalize: impl Fn(&str) -> String,
) -> Option<usize> {
    let normalized = normalize(name);
    let is_similar =
        |value: &EnumMember<String>| value.name.is_none() && normalize(&value.value) == normalized;
    let mut similar = values.iter().enumerate().filter(|(_, value)| is_similar(value));
    let (index, _) = similar.next()?;
    similar.next().is_none().then_some(index)
}

/// Returns the text in lower case, with underscores in place of characters that aren't letters or digits.
fn to_snake_case(text: &str) -> String {
    let letters = text.chars();
    letters.map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

/// Returns the location of the shape or member with this id.
pub(crate) fn find_pointer(model: &Model, id: &ShapeId) -> Option<Pointer> {
    let shape = id.shape();
    let pointer = model.services.get(&shape).map(|service| &service.at);
    let pointer = pointer
        .or_else(|| model.operations.get(&shape).map(|operation| &operation.at))
        .or_else(|| model.resources.get(&shape).map(|resource| &resource.at))
        .or_else(|| model.shape(&shape).map(|shape| &shape.at));
    let Some(name) = id.member() else { return pointer.cloned() };
    let shape = model.shape(&shape)?;
    match &shape.kind {
        ShapeKind::Enum(values) => {
            let value = find_value(values, name).and_then(|index| values.get(index));
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

/// The description of an id that doesn't exist in a model.
pub(crate) struct MissingShape {
    /// A clause that says whether the shape or the member is missing.
    pub(crate) message: String,
    /// The nearest id or name.
    pub(crate) hint: Option<String>,
}

/// Describes which part of an id doesn't exist: the shape or the member.
pub(crate) fn describe_missing(
    model: &Model,
    id: &ShapeId,
    suggestions: &mut Suggestions,
) -> MissingShape {
    let shape = id.shape();
    let ids = || {
        let of_services = model.services.keys().chain(model.operations.keys());
        of_services.chain(model.resources.keys()).chain(model.shapes.keys())
    };
    if let Some(member) = id.member().filter(|_| ids().any(|known| *known == shape)) {
        let message = format!("`{shape}` has no member `{member}`");
        let names = model.shape(&shape).map(|shape| member_names(&shape.kind)).unwrap_or_default();
        return MissingShape { message, hint: did_you_mean(member, names.into_iter()) };
    }
    let message = format!("the shape `{shape}` doesn't exist");
    MissingShape { message, hint: suggestions.hint(&shape, ids()) }
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
