//! Names that are given, not made.

use std::collections::BTreeMap;

use shapesmith_model::{Shape, ShapeId, ShapeKind};

use super::TAKEN;
use super::lookup::{Lookup, Named, spellings};
use crate::names::{Scope, UNKNOWN, is_field_name, is_type_name};
use crate::policy::{PolicyEntry, PolicyProblem};

/// Names by the ids of what they are for; for values of enums `Shape$value`.
#[derive(Default)]
pub struct Pins(BTreeMap<ShapeId, String>);

impl Pins {
    /// The name that is given to a shape or an operation.
    pub fn of(&self, id: &ShapeId) -> Option<&String> {
        self.0.get(id)
    }

    /// The name that is given to a member or a value.
    pub fn of_part(&self, shape: &ShapeId, spelling: &str) -> Option<&String> {
        if self.0.is_empty() { None } else { self.0.get(&shape.with_member(spelling)) }
    }

    /// The scope, with the names taken that are given to parts of the shape.
    pub fn reserve(&self, mut scope: Scope, shape: &Shape) -> Scope {
        if !self.0.is_empty() {
            let pins = spellings(shape);
            let pins = pins.iter().filter_map(|spelling| self.of_part(&shape.id, spelling));
            pins.for_each(|name| scope.pin(name));
        }
        scope
    }
}

/// Finds what is renamed, and adds to `problems` what isn't there, and names that can't be.
pub fn resolve(
    renames: &BTreeMap<String, String>,
    lookup: &Lookup<'_>,
    problems: &mut Vec<PolicyProblem>,
) -> Pins {
    let mut pins: BTreeMap<ShapeId, (&String, String)> = BTreeMap::new();
    let mut uses = Uses::default();
    for (key, name) in renames {
        let named = match lookup.named(key) {
            Ok(named) => named,
            Err((message, known)) => {
                let entry = PolicyEntry::Renamed(key.clone());
                problems.push(PolicyProblem::new(entry, message).known(known));
                continue;
            }
        };
        let at = || PolicyEntry::Rename(key.clone());
        if let Some(message) = unusable(&named, name) {
            problems.push(PolicyProblem::new(at(), message));
            continue;
        }
        if let Some(user) = uses.of(&named, name, lookup) {
            problems.push(PolicyProblem::new(at(), format!("`{name}` is the name of `{user}`")));
            continue;
        }
        if let Some((other, _)) = pins.insert(id(&named), (key, name.clone())) {
            let twice = format!("`{key}` and `{other}` are the same");
            problems.push(PolicyProblem::new(PolicyEntry::Renamed(key.clone()), twice));
        }
    }
    Pins(pins.into_iter().map(|(id, (_, name))| (id, name)).collect())
}

fn id(named: &Named<'_>) -> ShapeId {
    match named {
        Named::Shape(shape) => shape.id.clone(),
        Named::Part(shape, spelling) => shape.id.with_member(spelling),
        Named::Operation(operation) => operation.id.clone(),
    }
}

/// Why the name can't be one, or wouldn't look like one.
fn unusable(named: &Named<'_>, name: &str) -> Option<String> {
    let taken: &[&str] = match named {
        Named::Part(shape, _) => taken(&shape.kind),
        _ => &[],
    };
    if taken.contains(&name) {
        return Some(format!("`{name}` is something else in every such type"));
    }
    let is_field =
        matches!(named, Named::Part(shape, _) if matches!(shape.kind, ShapeKind::Structure(_)));
    if is_field {
        let wrong = || format!("`{name}` can't be the name of a field; `function_name` could");
        (!is_field_name(name)).then(wrong)
    } else {
        let wrong = || format!("`{name}` can't be the name of a type or variant; `CodeSize` could");
        (!is_type_name(name)).then(wrong)
    }
}

fn taken(kind: &ShapeKind) -> &'static [&'static str] {
    match kind {
        ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => TAKEN,
        ShapeKind::Union(_) => &[UNKNOWN],
        _ => &[],
    }
}

/// Who has which name, by scope.
#[derive(Default)]
struct Uses {
    /// Without the policy.
    made: BTreeMap<String, BTreeMap<String, String>>,
    /// With it.
    given: BTreeMap<(String, String), String>,
}

impl Uses {
    /// Who else has the name; from now on, the one that it is given to has it. A name that is as the own
    /// spelling makes it can be given whoever has it: that is how it is kept.
    fn of(&mut self, named: &Named<'_>, name: &str, lookup: &Lookup<'_>) -> Option<String> {
        let (scope, own) = match named {
            Named::Shape(shape) => ("types".to_owned(), shape.id.as_str()),
            Named::Operation(operation) => ("operations".to_owned(), operation.id.as_str()),
            Named::Part(shape, spelling) => (shape.id.to_string(), spelling.as_str()),
        };
        let given = self.given.insert((scope.clone(), name.to_owned()), own.to_owned());
        let made = self.made.entry(scope).or_insert_with(|| made(named, lookup));
        let made = made.get(name).filter(|_| plain(named, lookup) != name).cloned();
        given.or(made).filter(|user| user != own)
    }
}

/// The name that is made of the spelling where nobody else has it.
fn plain(named: &Named<'_>, lookup: &Lookup<'_>) -> String {
    let mut scope = Scope::default();
    match named {
        Named::Shape(shape) => scope.type_name(lookup.spelling(&shape.id)),
        Named::Operation(operation) => scope.type_name(operation.id.name()),
        Named::Part(shape, spelling) if matches!(shape.kind, ShapeKind::Structure(_)) => {
            scope.field(spelling)
        }
        Named::Part(_, spelling) => scope.variant(spelling),
    }
}

/// The names in the scope without the policy, with whose they are.
fn made(named: &Named<'_>, lookup: &Lookup<'_>) -> BTreeMap<String, String> {
    let mut scope = Scope::default();
    match named {
        Named::Shape(_) => {
            let shapes = lookup.shapes().iter().map(|shape| &shape.id);
            shapes.map(|id| (scope.type_name(lookup.spelling(id)), id.to_string())).collect()
        }
        Named::Operation(_) => {
            let operations = lookup.operations().iter().map(|operation| &operation.id);
            operations.map(|id| (scope.type_name(id.name()), id.to_string())).collect()
        }
        Named::Part(shape, _) => {
            let mut scope = Scope::with(taken(&shape.kind));
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
