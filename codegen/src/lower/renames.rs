//! The Rust names that a policy gives.

use std::collections::BTreeMap;

use shapesmith_model::{Shape, ShapeId, ShapeKind};

use super::items::RESERVED_VARIANTS;
use super::lookup::{Lookup, LookupError, RenameTarget, spellings};
use crate::names::{Scope, UNKNOWN, is_field_name, is_type_name};
use crate::policy::{PolicyEntry, PolicyProblem, PolicyProblemKind};

/// Names by the ids of what they are for; for values of enums `Shape$value`.
#[derive(Default)]
pub struct Renames(BTreeMap<ShapeId, String>);

impl Renames {
    /// Looks up what is renamed, and returns the problems of entries that don't fit the service and of names that can't be
    /// given.
    pub fn resolve(
        renames: &BTreeMap<String, String>,
        lookup: &Lookup<'_>,
    ) -> (Self, Vec<PolicyProblem>) {
        let mut problems = Vec::new();
        let mut resolved: BTreeMap<ShapeId, (&String, &String)> = BTreeMap::new();
        let mut users = NameUsers::default();
        for (key, name) in renames {
            let target = match lookup.rename_target(key) {
                Ok(target) => target,
                Err(LookupError { kind, known }) => {
                    let entry = PolicyEntry::Renamed(key.clone());
                    problems.push(PolicyProblem { entry, kind, known });
                    continue;
                }
            };
            let entry = || PolicyEntry::Rename(key.clone());
            if let Some(kind) = name_problem(&target, name) {
                problems.push(PolicyProblem::new(entry(), kind));
                continue;
            }
            if let Some(user) = users.claim(&target, name, lookup) {
                let kind = PolicyProblemKind::NameInUse { name: name.clone(), user };
                problems.push(PolicyProblem::new(entry(), kind));
                continue;
            }
            if let Some((other, _)) = resolved.insert(target.id(), (key, name)) {
                let kind = PolicyProblemKind::DuplicateRename(String::clone(other));
                problems.push(PolicyProblem::new(PolicyEntry::Renamed(key.clone()), kind));
            }
        }
        let names = resolved.into_iter().map(|(id, (_, name))| (id, name.clone()));
        (Self(names.collect()), problems)
    }

    /// Returns the name that is given to a shape or an operation.
    pub fn of(&self, id: &ShapeId) -> Option<&String> {
        self.0.get(id)
    }

    /// Returns the name that is given to a member or value of a shape.
    pub fn of_part(&self, shape: &ShapeId, spelling: &str) -> Option<&String> {
        if self.0.is_empty() { None } else { self.0.get(&shape.with_member(spelling)) }
    }

    /// Returns the scope with the names reserved that are given to parts of the shape.
    pub fn reserve_in(&self, mut scope: Scope, shape: &Shape) -> Scope {
        if !self.0.is_empty() {
            let spellings = spellings(shape);
            let names = spellings.iter().filter_map(|spelling| self.of_part(&shape.id, spelling));
            names.for_each(|name| scope.reserve(name));
        }
        scope
    }
}

/// Returns why a name can't be given, if it can't: it isn't Rust, or isn't written as such names are.
fn name_problem(target: &RenameTarget<'_>, name: &str) -> Option<PolicyProblemKind> {
    let (is_field, reserved) = match target {
        RenameTarget::Part(shape, _) => {
            (matches!(shape.kind, ShapeKind::Structure(_)), reserved_names(&shape.kind))
        }
        RenameTarget::Shape(_) | RenameTarget::Operation(_) => (false, &[][..]),
    };
    let kind = match is_field {
        _ if reserved.contains(&name) => PolicyProblemKind::ReservedName,
        true if !is_field_name(name) => PolicyProblemKind::InvalidFieldName,
        false if !is_type_name(name) => PolicyProblemKind::InvalidTypeName,
        _ => return None,
    };
    Some(kind(name.to_owned()))
}

/// Returns the names that no part of a shape of this kind may have.
fn reserved_names(kind: &ShapeKind) -> &'static [&'static str] {
    match kind {
        ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => RESERVED_VARIANTS,
        ShapeKind::Union(_) => &[UNKNOWN],
        _ => &[],
    }
}

/// The users of names, by scope.
#[derive(Default)]
struct NameUsers {
    /// The names without the policy, by scope; filled as needed.
    default: BTreeMap<String, BTreeMap<String, String>>,
    /// The names that the policy gives, by scope and name.
    given: BTreeMap<(String, String), String>,
}

impl NameUsers {
    /// Returns what else has the name, if anything, and records that it is given to the target. The name that the target's own
    /// spelling makes can always be given: that is how it is kept.
    fn claim(
        &mut self,
        target: &RenameTarget<'_>,
        name: &str,
        lookup: &Lookup<'_>,
    ) -> Option<String> {
        let (scope, own) = match target {
            RenameTarget::Shape(shape) => ("types".to_owned(), shape.id.as_str()),
            RenameTarget::Operation(operation) => ("operations".to_owned(), operation.id.as_str()),
            RenameTarget::Part(shape, spelling) => (shape.id.to_string(), spelling.as_str()),
        };
        let given = self.given.insert((scope.clone(), name.to_owned()), own.to_owned());
        let default = self.default.entry(scope).or_insert_with(|| default_names(target, lookup));
        let default = default.get(name).filter(|_| own_name(target, lookup) != name).cloned();
        given.or(default).filter(|user| user != own)
    }
}

/// Returns the name that the target's spelling makes if nothing else has it.
fn own_name(target: &RenameTarget<'_>, lookup: &Lookup<'_>) -> String {
    let mut scope = Scope::default();
    match target {
        RenameTarget::Shape(shape) => scope.type_name(lookup.spelling(&shape.id)),
        RenameTarget::Operation(operation) => scope.type_name(operation.id.name()),
        RenameTarget::Part(shape, spelling) if matches!(shape.kind, ShapeKind::Structure(_)) => {
            scope.field(spelling)
        }
        RenameTarget::Part(_, spelling) => scope.variant(spelling),
    }
}

/// Returns the names in the target's scope without the policy, each with what has it.
fn default_names(target: &RenameTarget<'_>, lookup: &Lookup<'_>) -> BTreeMap<String, String> {
    let mut scope = Scope::default();
    match target {
        RenameTarget::Shape(_) => {
            let ids = lookup.shapes().iter().map(|shape| &shape.id);
            ids.map(|id| (scope.type_name(lookup.spelling(id)), id.to_string())).collect()
        }
        RenameTarget::Operation(_) => {
            let ids = lookup.operations().iter().map(|operation| &operation.id);
            ids.map(|id| (scope.type_name(id.name()), id.to_string())).collect()
        }
        RenameTarget::Part(shape, _) => {
            let mut scope = Scope::with(reserved_names(&shape.kind));
            let is_structure = matches!(shape.kind, ShapeKind::Structure(_));
            let name = |spelling: &str| match is_structure {
                true => scope.field(spelling),
                false => scope.variant(spelling),
            };
            let spellings = spellings(shape);
            let names: Vec<String> = spellings.iter().map(String::as_str).map(name).collect();
            names.into_iter().zip(spellings).collect()
        }
    }
}
