//! Lookups in the two versions of a model.

use std::collections::{HashMap, HashSet};

use shapesmith_model::{Member, Model, Service, Shape, ShapeId, ShapeKind};

/// A version of a service with its model; `None` if the version doesn't exist.
pub type ModelSide<'a> = Option<(&'a Model, &'a Service)>;

/// Returns the shape with this ID.
pub fn find_shape<'a>(side: ModelSide<'a>, id: &ShapeId) -> Option<&'a Shape> {
    side.and_then(|(model, _)| model.shape(id))
}

/// Returns the model's own copy of an ID, if it has a shape with this ID.
pub fn find_id<'a>(side: ModelSide<'a>, id: &ShapeId) -> Option<&'a ShapeId> {
    find_shape(side, id).map(|shape| &shape.id)
}

/// Returns whether the shape is a structure or union.
pub fn has_members(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_))
}

/// Translates an ID of one version to the other, whose service may have another namespace.
pub fn translate_id(id: &ShapeId, from: ModelSide<'_>, to: ModelSide<'_>) -> ShapeId {
    let namespace =
        |side: ModelSide<'_>| side.map(|(_, service)| service.id.namespace().to_owned());
    match (namespace(from), namespace(to)) {
        (Some(from), Some(to)) if from != to && id.namespace() == from => {
            ShapeId::new(format!("{to}#{}", id.name()))
        }
        _ => id.clone(),
    }
}

/// Returns the members of a structure or union, each with the ID of its shape. Other shapes have none that are shown.
pub fn members_of<'a>(
    side: ModelSide<'a>,
    id: Option<&'a ShapeId>,
) -> Vec<(&'a ShapeId, &'a Member)> {
    let shape = id.and_then(|id| find_shape(side, id));
    shape.map_or_else(Vec::new, |shape| match &shape.kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            members.iter().map(|member| (&shape.id, member)).collect()
        }
        _ => Vec::new(),
    })
}

/// Returns the target of a member and, through lists and maps, the targets of their values; and a suffix with `[]` for
/// each list and `{}` for each map.
pub fn follow_targets<'a>(
    side: ModelSide<'a>,
    member: Option<&'a Member>,
) -> (Vec<&'a ShapeId>, String) {
    let (mut targets, mut suffix) = (Vec::new(), String::new());
    let Some(member) = member else { return (targets, suffix) };
    let mut target = &member.target;
    // A list may contain itself.
    while side.is_some() && !targets.contains(&target) {
        targets.push(target);
        match find_shape(side, target).map(|shape| &shape.kind) {
            Some(ShapeKind::List(entry)) => {
                suffix.push_str("[]");
                target = &entry.target;
            }
            Some(ShapeKind::Map { value, .. }) => {
                suffix.push_str("{}");
                target = &value.target;
            }
            _ => break,
        }
    }
    (targets, suffix)
}

/// Returns the given shapes and all shapes of the model from which one of them is reached.
pub fn find_users<'a>(model: &'a Model, shapes: &HashSet<ShapeId>) -> HashSet<&'a ShapeId> {
    let mut users: HashMap<&ShapeId, Vec<&'a ShapeId>> = HashMap::new();
    for shape in model.shapes.values() {
        for member in shape.members() {
            users.entry(&member.target).or_default().push(&shape.id);
        }
    }
    let mut pending: Vec<&'a ShapeId> =
        model.shapes.keys().filter(|id| shapes.contains(*id)).collect();
    let mut found: HashSet<&'a ShapeId> = pending.iter().copied().collect();
    while let Some(id) = pending.pop() {
        for user in users.get(id).into_iter().flatten() {
            if found.insert(user) {
                pending.push(user);
            }
        }
    }
    found
}
