//! The canonical form of model files: one way to write each model, so that changes are small diffs.
//!
//! Only the order of things without an order changes, and the layout. In the model file shapes are
//! sorted by id, the keys of a shape stand in a fixed order, traits are sorted by id, and what a
//! service or resource lists is sorted and there once. The order of members, of the errors of an
//! operation, and everything within the value of a trait stay. In the prose file keys are sorted.
//! The layout is that of Python's `json.dumps(indent=2, ensure_ascii=False)` with a newline at the end.

mod facts;
mod write;

use serde_json::Value;

use crate::bundle::open;
use crate::format::{self, Format};
use crate::json::tree::{Entries, Tree};
use crate::json::wrong_type;
use crate::report::{Report, error};
use crate::{ModelError, Pointer, Source};
pub use facts::{adopt_prose, drop_prose, keep_facts};
pub use write::{Files, from_model};

const TOP: [&str; 3] = ["smithy", "metadata", "shapes"];

const SHAPE: [&str; 24] = [
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

/// Rewrites a model in Smithy's JSON AST. The canonical form of a canonical form is itself.
///
/// # Errors
///
/// Everything that keeps the file from being a document in Smithy's JSON AST: no JSON, duplicate
/// keys, another format. Problems of the model itself don't matter here.
pub fn format(source: Source<'_>) -> Result<String, ModelError> {
    rewrite(source, |document, report| match format::detect(document, report)? {
        Format::Smithy(_) => Some(model as Order),
        Format::Botocore(_) => {
            let message = "only models in Smithy's JSON AST have a canonical form";
            let problem = error("unknown-format", &Pointer::default(), message);
            report.push(problem.hint("read the model, and write what that gives"));
            None
        }
    })
}

/// Rewrites a prose file: a flat object from shape ids to CommonMark.
///
/// # Errors
///
/// Everything that keeps the file from being a JSON object.
pub fn format_docs(source: Source<'_>) -> Result<String, ModelError> {
    rewrite(source, |document, report| {
        if !document.is_object() {
            report.push(wrong_type(
                &Pointer::default(),
                "an object from shape ids to CommonMark",
                &document,
            ));
        }
        Some(sort_by_key as Order)
    })
}

/// Rewrites a file of corrections: their order stays, so does that of what they say.
///
/// # Errors
///
/// Everything that keeps the file from being JSON.
pub fn format_overlay(source: Source<'_>) -> Result<String, ModelError> {
    rewrite(source, |_, _| Some((|_| ()) as Order))
}

/// What puts a document in order.
type Order = fn(&mut Tree<'_>);

fn rewrite(
    source: Source<'_>,
    choose: impl FnOnce(Value, &mut Report) -> Option<Order>,
) -> Result<String, ModelError> {
    let mut report = Report::default();
    let (text, document) = open(source, &mut report);
    let order = document.and_then(|document| choose(document, &mut report));
    let problems = report.finish(source.name, &text);
    match order {
        Some(order) if problems.is_empty() => {
            let mut tree = Tree::new(&text);
            order(&mut tree);
            Ok(tree.pretty())
        }
        _ => Err(ModelError::new(problems)),
    }
}

fn model(tree: &mut Tree<'_>) {
    let Tree::Object(entries) = tree else { return };
    sort_keys(entries, &TOP);
    let shapes = entries.iter_mut().find(|(key, _)| key == "shapes");
    if let Some((_, Tree::Object(shapes))) = shapes {
        shapes.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (_, value) in shapes {
            shape(value);
        }
    }
}

fn shape(tree: &mut Tree<'_>) {
    let Tree::Object(entries) = tree else { return };
    sort_keys(entries, &SHAPE);
    let of = entries.iter().find(|(key, _)| key == "type").map(|(_, value)| value.clone());
    // The errors of an operation keep their order, which its documentation follows.
    let unordered: &[&str] = match of {
        Some(Tree::Text(of)) if of == "service" || of == "resource" => {
            &["operations", "collectionOperations", "resources", "errors"]
        }
        _ => &[],
    };
    for (key, value) in entries {
        match (key.as_str(), &mut *value) {
            ("traits", traits) => sort_by_key(traits),
            ("member" | "key" | "value", member) => shape(member),
            ("members", Tree::Object(members)) => {
                members.iter_mut().for_each(|(_, member)| shape(member))
            }
            ("identifiers" | "properties" | "rename", named) => sort_by_key(named),
            (key, Tree::Array(items)) if unordered.contains(&key) => sort_targets(items),
            _ => {}
        }
    }
}

fn sort_by_key(tree: &mut Tree<'_>) {
    if let Tree::Object(entries) = tree {
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    }
}

/// Sorts entries in the order of the known keys; others follow by name.
fn sort_keys(entries: &mut Entries<'_>, known: &[&str]) {
    let rank = |key: &str| known.iter().position(|known| *known == key).unwrap_or(known.len());
    entries.sort_by(|(a, _), (b, _)| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
}

/// Sorts references by what they refer to, and keeps each once.
fn sort_targets(items: &mut Vec<Tree<'_>>) {
    items.sort_by(|a, b| target(a).cmp(&target(b)));
    items.dedup();
}

fn target<'a>(reference: &'a Tree<'_>) -> Option<&'a str> {
    let Tree::Object(entries) = reference else {
        return None;
    };
    entries.iter().find_map(|(key, value)| match value {
        Tree::Text(target) if key == "target" => Some(target.as_str()),
        _ => None,
    })
}
