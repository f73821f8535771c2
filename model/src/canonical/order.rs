//! The canonical order of the keys and items of model files.

use crate::json::tree::{Entries, Tree};

const DOCUMENT_KEYS: [&str; 3] = ["smithy", "metadata", "shapes"];

const SHAPE_KEYS: [&str; 24] = [
    "type",
    "version",
    "mixins",
    "identifiers",
    "properties",
    "put",
    "create",
    "read",
    "update",
    "delete",
    "list",
    "input",
    "output",
    "errors",
    "operations",
    "collectionOperations",
    "resources",
    "rename",
    "target",
    "member",
    "key",
    "value",
    "members",
    "traits",
];

/// Sorts a document.
pub(super) type SortDocument = fn(&mut Tree<'_>);

/// Sorts a model in Smithy's JSON AST.
pub(super) fn sort_model(tree: &mut Tree<'_>) {
    let Tree::Object(entries) = tree else { return };
    sort_known_keys(entries, &DOCUMENT_KEYS);
    let shapes = entries.iter_mut().find(|(key, _)| key == "shapes");
    if let Some((_, Tree::Object(shapes))) = shapes {
        shapes.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (_, shape) in shapes {
            sort_shape(shape);
        }
    }
}

/// Sorts a shape or member.
fn sort_shape(tree: &mut Tree<'_>) {
    let Tree::Object(entries) = tree else { return };
    sort_known_keys(entries, &SHAPE_KEYS);
    let shape_type = entries.iter().find(|(key, _)| key == "type").map(|(_, value)| value.clone());
    // The errors of an operation keep their order, because its documentation lists them in that order.
    let unordered: &[&str] = match shape_type {
        Some(Tree::String(name)) if name == "service" || name == "resource" => {
            &["operations", "collectionOperations", "resources", "errors"]
        }
        _ => &[],
    };
    for (key, value) in entries {
        match (key.as_str(), &mut *value) {
            ("traits" | "identifiers" | "properties" | "rename", object) => sort_keys(object),
            ("member" | "key" | "value", member) => sort_shape(member),
            ("members", Tree::Object(members)) => {
                members.iter_mut().for_each(|(_, member)| sort_shape(member))
            }
            (key, Tree::Array(items)) if unordered.contains(&key) => sort_references(items),
            _ => {}
        }
    }
}

/// Sorts the keys of an object in byte order.
pub(super) fn sort_keys(tree: &mut Tree<'_>) {
    if let Tree::Object(entries) = tree {
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    }
}

/// Sorts entries in the order of the known keys. Unknown keys follow in byte order.
fn sort_known_keys(entries: &mut Entries<'_>, known: &[&str]) {
    let rank = |key: &str| known.iter().position(|known| *known == key).unwrap_or(known.len());
    entries.sort_by(|(a, _), (b, _)| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
}

/// Sorts references by their targets, and removes duplicates.
fn sort_references(items: &mut Vec<Tree<'_>>) {
    items.sort_by(|a, b| target_of(a).cmp(&target_of(b)));
    items.dedup();
}

fn target_of<'a>(reference: &'a Tree<'_>) -> Option<&'a str> {
    let Tree::Object(entries) = reference else {
        return None;
    };
    entries.iter().find_map(|(key, value)| match value {
        Tree::String(target) if key == "target" => Some(target.as_str()),
        _ => None,
    })
}
