//! A policy held against the service that it is for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{Model, Service, Shape, ShapeId, ShapeKind, Usage};

use super::attributes::is_attributes;
use super::lookup::{Lookup, is_item};
use super::pins::{self, Pins};
use crate::names::is_path;
use crate::policy::{
    ConstraintKind, ItemPolicy, Policy, PolicyEntry, PolicyProblem, Required, Strictness,
};
use crate::rust::{Item, ItemKind};

/// The policy with everything found that it names.
pub struct Decided<'a> {
    all: &'a ItemPolicy,
    shapes: BTreeMap<&'a ShapeId, (&'a String, &'a ItemPolicy)>,
    /// What has been decided of constraints of single shapes.
    used: RefCell<BTreeSet<(&'a ShapeId, ConstraintKind)>>,
    /// The names that are given.
    pub pins: Pins,
}

impl<'a> Decided<'a> {
    /// Looks up what the policy names, and adds to `problems` what isn't there or isn't Rust.
    pub fn new(
        policy: &'a Policy,
        model: &'a Model,
        service: &'a Service,
        usage: &'a BTreeMap<ShapeId, Usage>,
        problems: &mut Vec<PolicyProblem>,
    ) -> Self {
        let lookup = Lookup::new(model, service, usage);
        syntax(&policy.all, None, problems);
        let mut shapes = BTreeMap::new();
        for (key, decided) in &policy.shapes {
            syntax(decided, Some(key), problems);
            let found = match decided.constraints.is_empty() {
                true => lookup.shape(key),
                false => lookup.any_shape(key),
            };
            match found {
                Ok(shape) => {
                    if let Some((other, _)) = shapes.insert(&shape.id, (key, decided)) {
                        let twice = format!("`{key}` and `{other}` are the same shape");
                        problems.push(PolicyProblem::new(PolicyEntry::Shape(key.clone()), twice));
                    }
                    problems.extend(unfit(key, decided, shape));
                }
                Err((message, known)) => {
                    let entry = PolicyEntry::Shape(key.clone());
                    problems.push(PolicyProblem::new(entry, message).known(known));
                }
            }
        }
        let pins = pins::resolve(&policy.renames, &lookup, problems);
        Self { all: &policy.all, shapes, used: RefCell::default(), pins }
    }

    /// What required members of the structure are.
    pub fn required(&self, shape: &Shape) -> Required {
        let own = self.shapes.get(&shape.id).and_then(|(_, decided)| decided.required);
        own.or(self.all.required).unwrap_or_default()
    }

    /// How strict validation is about a constraint, and the shape that decided. Of the shapes that could, the first that does
    /// is asked.
    pub fn strictness(
        &self,
        kind: ConstraintKind,
        shapes: impl Iterator<Item = &'a ShapeId>,
    ) -> (Strictness, Option<&'a ShapeId>) {
        let mut decision = None;
        for id in shapes {
            let decided =
                self.shapes.get(id).and_then(|(_, decided)| decided.constraints.get(&kind));
            if let Some(strictness) = decided {
                self.used.borrow_mut().insert((id, kind));
                decision = decision.or(Some((*strictness, Some(id))));
            }
        }
        let all = || (self.all.constraints.get(&kind).copied().unwrap_or_default(), None);
        decision.unwrap_or_else(all)
    }

    /// Adds to `problems` the decisions about constraints that no shape has.
    pub fn idle(&self, problems: &mut Vec<PolicyProblem>) {
        let used = self.used.borrow();
        for (id, (key, decided)) in &self.shapes {
            let idle = decided.constraints.keys().filter(|kind| !used.contains(&(*id, **kind)));
            problems.extend(idle.map(|kind| {
                let entry = PolicyEntry::Constraint { shape: Some((*key).clone()), kind: *kind };
                let name = kind.name();
                let none = format!("`{key}` has no `{name}` for validation to check");
                PolicyProblem::new(entry, none)
            }));
        }
    }

    /// Gives the item the derives and attributes that it should have.
    pub fn decorate(&self, item: &mut Item, problems: &mut Vec<PolicyProblem>) {
        let has = traits(&item.kind);
        let missing = self.all.derives.iter().filter(|path| !is_one_of(path, &has));
        item.derives = missing.cloned().collect();
        item.attributes.clone_from(&self.all.attributes);
        let Some((key, decided)) = self.shapes.get(&item.origin) else { return };
        for (place, path) in decided.derives.iter().enumerate() {
            if is_one_of(path, &has) || item.derives.contains(path) {
                let entry = PolicyEntry::Derive { shape: Some((*key).clone()), place };
                let message = format!("`{}` has `{path}` already", item.origin.name());
                problems.push(PolicyProblem::new(entry, message));
            } else {
                item.derives.push(path.clone());
            }
        }
        item.attributes.extend(decided.attributes.iter().cloned());
    }
}

/// What is decided of a shape that can't have it.
fn unfit(key: &str, decided: &ItemPolicy, shape: &Shape) -> Vec<PolicyProblem> {
    let (kind, shape_key) = (shape.kind.name(), || Some(key.to_owned()));
    let mut unfit = Vec::new();
    if decided.required.is_some() && !matches!(shape.kind, ShapeKind::Structure(_)) {
        let none = format!("`{key}` is of type {kind}, which requires no members");
        unfit.push((PolicyEntry::Required { shape: shape_key() }, none));
    }
    let no_type = || format!("`{key}` is of type {kind}, which becomes no type of its own");
    if !is_item(shape) && !decided.derives.is_empty() {
        unfit.push((PolicyEntry::Derive { shape: shape_key(), place: 0 }, no_type()));
    }
    if !is_item(shape) && !decided.attributes.is_empty() {
        unfit.push((PolicyEntry::Attribute { shape: shape_key(), place: 0 }, no_type()));
    }
    unfit.into_iter().map(|(entry, message)| PolicyProblem::new(entry, message)).collect()
}

/// Holds what is text in the policy against Rust's grammar; what all items have needs no derive.
fn syntax(decided: &ItemPolicy, shape: Option<&String>, problems: &mut Vec<PolicyProblem>) {
    for (place, path) in decided.derives.iter().enumerate() {
        let entry = PolicyEntry::Derive { shape: shape.cloned(), place };
        if !is_path(path) {
            let message = format!("`{}` is no path of a trait", shortened(path));
            problems.push(PolicyProblem::new(entry, message));
        } else if shape.is_none() && is_one_of(path, &ALWAYS) {
            problems.push(PolicyProblem::new(entry, format!("every type has `{path}` already")));
        } else if decided.derives.iter().take(place).any(|before| before == path) {
            problems.push(PolicyProblem::new(entry, format!("`{path}` is there twice")));
        }
    }
    for (place, attribute) in decided.attributes.iter().enumerate() {
        if !is_attributes(attribute) {
            let entry = PolicyEntry::Attribute { shape: shape.cloned(), place };
            let text = shortened(attribute);
            let message = format!("`{text}` is no attribute, such as `#[must_use]`");
            problems.push(PolicyProblem::new(entry, message));
        }
    }
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> String {
    const LETTERS: usize = 60;
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// The derivable traits that every type has, derived or not.
const ALWAYS: [&str; 5] = ["Clone", "Debug", "PartialEq", "Serialize", "Deserialize"];

/// The derivable traits that every item of the kind has, derived or not.
pub fn traits(kind: &ItemKind) -> Vec<&'static str> {
    let more: &[&str] = match kind {
        ItemKind::Struct(body) if body.has_default() => &["Default"],
        ItemKind::Struct(_) | ItemKind::Union(_) => &[],
        ItemKind::Enum(_) => &["Eq", "Hash", "PartialOrd", "Ord"],
        ItemKind::IntEnum(_) => &["Copy", "Eq", "Hash", "PartialOrd", "Ord"],
    };
    ALWAYS.iter().chain(more).copied().collect()
}

fn is_one_of(path: &str, traits: &[&str]) -> bool {
    traits.contains(&trait_name(path))
}

/// The path of a trait, of std's and serde's the name alone; a trait of somebody else's may have the same name.
pub fn trait_name(path: &str) -> &str {
    let mut parts = path.split("::").map(str::trim).filter(|part| !part.is_empty());
    let (first, last) = (parts.next(), parts.last());
    match (first, last) {
        (Some(name), None) => name,
        (Some(first), Some(name)) if OURS.contains(&first) => name,
        _ => path.trim(),
    }
}

const OURS: [&str; 5] = ["alloc", "core", "serde", "serde_core", "std"];
