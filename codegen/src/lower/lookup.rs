//! Looks up what policies call shapes and members: their ids, or their names if only one shape has it.

use std::collections::BTreeMap;

use shapesmith_model::{Model, Operation, Service, Shape, ShapeId, ShapeKind, Usage};

use super::types::is_unit;
use crate::policy::PolicyProblemKind;

/// The shapes and operations of a service that a policy can name.
pub struct Lookup<'a> {
    service: &'a Service,
    /// All shapes that the service uses, in byte order of their ids.
    used: Vec<&'a Shape>,
    /// Those that become items.
    shapes: Vec<&'a Shape>,
    operations: Vec<&'a Operation>,
}

/// The error of a name that no shape or operation has, or several have.
pub struct LookupError {
    pub kind: PolicyProblemKind,
    /// The names that exist.
    pub known: Vec<String>,
}

/// A part of a service that a policy can rename.
pub enum RenameTarget<'a> {
    /// A shape.
    Shape(&'a Shape),
    /// A member or value of a shape, with its spelling.
    Part(&'a Shape, String),
    /// An operation.
    Operation(&'a Operation),
}

impl RenameTarget<'_> {
    /// Returns the id; of a value of an enum, `Shape$value`.
    pub fn id(&self) -> ShapeId {
        match self {
            Self::Shape(shape) => shape.id.clone(),
            Self::Part(shape, spelling) => shape.id.with_member(spelling),
            Self::Operation(operation) => operation.id.clone(),
        }
    }
}

impl<'a> Lookup<'a> {
    /// Collects what the service uses.
    pub fn new(model: &'a Model, service: &'a Service, usage: &BTreeMap<ShapeId, Usage>) -> Self {
        let used: Vec<&Shape> = usage.keys().filter_map(|id| model.shape(id)).collect();
        let shapes = used.iter().copied().filter(|shape| is_item(shape)).collect();
        Self { service, used, shapes, operations: model.operations_of(service).collect() }
    }

    /// Returns the spelling for the name of a shape's type: the name of the shape, or the one that the service gives it in `rename`.
    pub fn spelling(&self, id: &'a ShapeId) -> &'a str {
        self.service.rename.get(id).map_or(id.name(), String::as_str)
    }

    /// Returns the shapes that become items, in byte order of their ids.
    pub fn shapes(&self) -> &[&'a Shape] {
        &self.shapes
    }

    /// Returns the operations, in byte order of their ids.
    pub fn operations(&self) -> &[&'a Operation] {
        &self.operations
    }

    /// Returns the shape with this id or name that becomes an item.
    pub fn shape(&self, key: &str) -> Result<&'a Shape, LookupError> {
        find(key, &self.shapes, PolicyProblemKind::UnknownType)
    }

    /// Returns the shape with this id or name, whether it becomes an item or not.
    pub fn any_shape(&self, key: &str) -> Result<&'a Shape, LookupError> {
        find(key, &self.used, PolicyProblemKind::UnknownShape)
    }

    /// Returns the shape, part of a shape, or operation with this id or name.
    pub fn rename_target(&self, key: &str) -> Result<RenameTarget<'a>, LookupError> {
        if let Some((shape, part)) = key.split_once('$') {
            let shape = self.shape(shape)?;
            let parts = spellings(shape);
            if parts.iter().any(|known| known == part) {
                return Ok(RenameTarget::Part(shape, part.to_owned()));
            }
            let prefix = key.strip_suffix(part).unwrap_or_default();
            let known = parts.iter().map(|part| format!("{prefix}{part}")).collect();
            let (shape, member) = (shape.id.name().to_owned(), part.to_owned());
            return Err(LookupError {
                kind: PolicyProblemKind::UnknownMember { shape, member },
                known,
            });
        }
        let operations = self.operations.iter().filter(|it| is_called(&it.id, key));
        let operations: Vec<&Operation> = operations.copied().collect();
        if self.shapes.iter().any(|shape| is_called(&shape.id, key)) {
            return self.shape(key).map(RenameTarget::Shape);
        }
        let found = only(key, &operations, |operation| &operation.id);
        let found = found.map(|found| found.map(RenameTarget::Operation));
        found.unwrap_or_else(|| {
            let shapes = self.shapes.iter().map(|shape| &shape.id);
            let operations = self.operations.iter().map(|operation| &operation.id);
            Err(unknown(key, PolicyProblemKind::UnknownType, shapes.chain(operations)))
        })
    }
}

/// Returns the spellings for the names of a shape's members or values, in model order.
pub fn spellings(shape: &Shape) -> Vec<String> {
    match &shape.kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            members.iter().map(|member| member.name.clone()).collect()
        }
        ShapeKind::Enum(values) => values.iter().map(|value| value.value.clone()).collect(),
        ShapeKind::IntEnum(values) => {
            let name =
                |name: &Option<String>, value: i32| name.clone().unwrap_or(value.to_string());
            values.iter().map(|value| name(&value.name, value.value)).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns whether the shape becomes an item.
pub fn is_item(shape: &Shape) -> bool {
    match shape.kind {
        ShapeKind::Structure(_) => !is_unit(&shape.id),
        ShapeKind::Union(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => true,
        _ => false,
    }
}

fn is_called(id: &ShapeId, key: &str) -> bool {
    if key.contains('#') { id.as_str() == key } else { id.name() == key }
}

/// Returns the only one of those found, or an error if there are several; `None` if there is none.
fn only<'a, T>(
    key: &str,
    found: &[&'a T],
    id: fn(&T) -> &ShapeId,
) -> Option<Result<&'a T, LookupError>> {
    match found {
        [] => None,
        [found] => Some(Ok(found)),
        several => {
            let known = several.iter().map(|shape| id(shape).to_string()).collect();
            Some(Err(LookupError { kind: PolicyProblemKind::AmbiguousName(key.to_owned()), known }))
        }
    }
}

fn find<'a>(
    key: &str,
    shapes: &[&'a Shape],
    unknown_kind: fn(String) -> PolicyProblemKind,
) -> Result<&'a Shape, LookupError> {
    let found = shapes.iter().filter(|shape| is_called(&shape.id, key));
    let found: Vec<&Shape> = found.copied().collect();
    only(key, &found, |shape| &shape.id)
        .unwrap_or_else(|| Err(unknown(key, unknown_kind, shapes.iter().map(|shape| &shape.id))))
}

fn unknown<'a>(
    key: &str,
    kind: fn(String) -> PolicyProblemKind,
    ids: impl Iterator<Item = &'a ShapeId>,
) -> LookupError {
    let is_id = key.contains('#');
    let known = ids.map(|id| if is_id { id.as_str() } else { id.name() }.to_owned()).collect();
    LookupError { kind: kind(key.to_owned()), known }
}
