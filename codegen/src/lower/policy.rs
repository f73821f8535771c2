//! A policy with the shapes of the service that its entries are about.

use std::collections::BTreeMap;

use shapesmith_model::{Shape, ShapeId, ShapeKind};

use super::ConstraintUses;
use super::attributes::is_attributes;
use super::lookup::{Lookup, LookupError, is_item};
use super::renames::Renames;
use crate::names::is_path;
use crate::policy::{
    ConstraintKind, ItemPolicy, Policy, PolicyEntry, PolicyProblem, PolicyProblemKind, Required,
    Strictness,
};
use crate::rust::{Item, ItemKind};

/// A policy whose entries are looked up in a service.
pub struct ResolvedPolicy<'a> {
    all: &'a ItemPolicy,
    /// The policies of single shapes, with their keys in the policy.
    shapes: BTreeMap<&'a ShapeId, (&'a String, &'a ItemPolicy)>,
    /// The names that the policy gives.
    pub renames: Renames,
}

impl<'a> ResolvedPolicy<'a> {
    /// Looks up what the entries of a policy are about, and returns the problems of those that don't fit the service or aren't
    /// Rust.
    pub fn new(policy: &'a Policy, lookup: &Lookup<'a>) -> (Self, Vec<PolicyProblem>) {
        let mut problems = syntax_problems(&policy.all, None);
        let mut shapes = BTreeMap::new();
        for (key, decided) in &policy.shapes {
            problems.extend(syntax_problems(decided, Some(key)));
            let found = match decided.constraints.is_empty() {
                true => lookup.shape(key),
                false => lookup.any_shape(key),
            };
            match found {
                Ok(shape) => {
                    if let Some((other, _)) = shapes.insert(&shape.id, (key, decided)) {
                        let kind = PolicyProblemKind::DuplicateShape(String::clone(other));
                        problems.push(PolicyProblem::new(PolicyEntry::Shape(key.clone()), kind));
                    }
                    problems.extend(kind_problems(key, decided, shape));
                }
                Err(LookupError { kind, known }) => {
                    let entry = PolicyEntry::Shape(key.clone());
                    problems.push(PolicyProblem { entry, kind, known });
                }
            }
        }
        let (renames, problems_of_renames) = Renames::resolve(&policy.renames, lookup);
        problems.extend(problems_of_renames);
        (Self { all: &policy.all, shapes, renames }, problems)
    }

    /// Returns what required members of the structure are.
    pub fn required(&self, shape: &Shape) -> Required {
        let own = self.shapes.get(&shape.id).and_then(|(_, decided)| decided.required);
        own.or(self.all.required).unwrap_or_default()
    }

    /// Returns those of the shapes that decide how strictly a constraint is checked, with their decisions. The first decision
    /// counts.
    pub fn deciders(
        &self,
        kind: ConstraintKind,
        shapes: impl Iterator<Item = &'a ShapeId>,
    ) -> impl Iterator<Item = (&'a ShapeId, Strictness)> {
        shapes.filter_map(move |id| {
            let (_, decided) = self.shapes.get(id)?;
            Some((id, *decided.constraints.get(&kind)?))
        })
    }

    /// Returns how strictly a constraint is checked that no single shape decides about.
    pub fn default_strictness(&self, kind: ConstraintKind) -> Strictness {
        self.all.constraints.get(&kind).copied().unwrap_or_default()
    }

    /// Returns a problem for each decision about a constraint that the shape doesn't have.
    pub fn report_unused(&self, uses: &ConstraintUses<'_>) -> Vec<PolicyProblem> {
        let mut problems = Vec::new();
        for (id, (key, decided)) in &self.shapes {
            let kinds = decided.constraints.keys();
            let unused = kinds.filter(|kind| !uses.decided.contains(&(*id, **kind)));
            problems.extend(unused.map(|kind| {
                let entry = PolicyEntry::Constraint { shape: Some((*key).clone()), kind: *kind };
                PolicyProblem::new(entry, PolicyProblemKind::UnusedConstraint)
            }));
        }
        problems
    }

    /// Adds the derives and attributes of the policy to an item, and returns the problems of derives that it has already.
    pub fn decorate(&self, item: &mut Item) -> Vec<PolicyProblem> {
        let has = traits_of(&item.kind);
        let missing = self.all.derives.iter().filter(|path| !is_one_of(path, &has));
        item.derives = missing.cloned().collect();
        item.attributes.clone_from(&self.all.attributes);
        let Some((key, decided)) = self.shapes.get(&item.origin) else { return Vec::new() };
        let mut problems = Vec::new();
        for (place, path) in decided.derives.iter().enumerate() {
            if is_one_of(path, &has) || item.derives.contains(path) {
                let entry = PolicyEntry::Derive { shape: Some((*key).clone()), place };
                let shape = Some(item.origin.name().to_owned());
                let kind = PolicyProblemKind::RedundantDerive { path: path.clone(), shape };
                problems.push(PolicyProblem::new(entry, kind));
            } else {
                item.derives.push(path.clone());
            }
        }
        item.attributes.extend(decided.attributes.iter().cloned());
        problems
    }
}

/// Returns the problems of decisions that a shape of this kind can't have.
fn kind_problems(key: &str, decided: &ItemPolicy, shape: &Shape) -> Vec<PolicyProblem> {
    let (shape_type, shape_key) = (shape.kind.name(), || Some(key.to_owned()));
    let mut problems = Vec::new();
    if decided.required.is_some() && !matches!(shape.kind, ShapeKind::Structure(_)) {
        let entry = PolicyEntry::Required { shape: shape_key() };
        let kind = PolicyProblemKind::NoRequiredMembers(shape_type);
        problems.push(PolicyProblem::new(entry, kind));
    }
    if !is_item(shape) && !decided.derives.is_empty() {
        let entry = PolicyEntry::Derive { shape: shape_key(), place: 0 };
        problems.push(PolicyProblem::new(entry, PolicyProblemKind::NoRustType(shape_type)));
    }
    if !is_item(shape) && !decided.attributes.is_empty() {
        let entry = PolicyEntry::Attribute { shape: shape_key(), place: 0 };
        problems.push(PolicyProblem::new(entry, PolicyProblemKind::NoRustType(shape_type)));
    }
    problems
}

/// Returns the problems of derives and attributes that aren't Rust, or that have no effect.
fn syntax_problems(decided: &ItemPolicy, shape: Option<&String>) -> Vec<PolicyProblem> {
    let mut problems = Vec::new();
    for (place, path) in decided.derives.iter().enumerate() {
        let kind = if !is_path(path) {
            PolicyProblemKind::InvalidTrait(path.clone())
        } else if shape.is_none() && is_one_of(path, &COMMON_TRAITS) {
            PolicyProblemKind::RedundantDerive { path: path.clone(), shape: None }
        } else if decided.derives.iter().take(place).any(|before| before == path) {
            PolicyProblemKind::RepeatedDerive(path.clone())
        } else {
            continue;
        };
        let entry = PolicyEntry::Derive { shape: shape.cloned(), place };
        problems.push(PolicyProblem::new(entry, kind));
    }
    for (place, attribute) in decided.attributes.iter().enumerate() {
        if !is_attributes(attribute) {
            let entry = PolicyEntry::Attribute { shape: shape.cloned(), place };
            let kind = PolicyProblemKind::InvalidAttribute(attribute.clone());
            problems.push(PolicyProblem::new(entry, kind));
        }
    }
    problems
}

/// The derivable traits that every item has, derived or not.
const COMMON_TRAITS: [&str; 5] = ["Clone", "Debug", "PartialEq", "Serialize", "Deserialize"];

/// Returns the derivable traits that every item of this kind has, derived or not.
pub fn traits_of(kind: &ItemKind) -> Vec<&'static str> {
    let more: &[&str] = match kind {
        ItemKind::Struct(body) if body.has_default() => &["Default"],
        ItemKind::Struct(_) | ItemKind::Union(_) => &[],
        ItemKind::Enum(_) => &["Eq", "Hash", "PartialOrd", "Ord"],
        ItemKind::IntEnum(_) => &["Copy", "Eq", "Hash", "PartialOrd", "Ord"],
    };
    COMMON_TRAITS.iter().chain(more).copied().collect()
}

fn is_one_of(path: &str, traits: &[&str]) -> bool {
    traits.contains(&trait_name(path))
}

/// Returns the name alone of a trait of the standard library or serde, and the path of any other: a trait of another crate may
/// have the same name.
pub fn trait_name(path: &str) -> &str {
    let mut parts = path.split("::").map(str::trim).filter(|part| !part.is_empty());
    let (first, last) = (parts.next(), parts.last());
    match (first, last) {
        (Some(name), None) => name,
        (Some(first), Some(name)) if KNOWN_CRATES.contains(&first) => name,
        _ => path.trim(),
    }
}

const KNOWN_CRATES: [&str; 5] = ["alloc", "core", "serde", "serde_core", "std"];
