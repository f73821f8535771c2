//! Shapes and members by what people call them: ids, or names where these are clear.

use std::collections::BTreeMap;

use shapesmith_model::{Model, Operation, Service, Shape, ShapeId, ShapeKind, Usage};

use super::types::is_unit;

/// What a service has that can be named.
pub struct Lookup<'a> {
    service: &'a Service,
    used: Vec<&'a Shape>,
    shapes: Vec<&'a Shape>,
    operations: Vec<&'a Operation>,
}

/// What is wrong with a name, and those that would be right.
pub type Unknown = (String, Vec<String>);

/// What can have a name of its own.
pub enum Named<'a> {
    /// A shape.
    Shape(&'a Shape),
    /// A member or value of a shape, with its spelling.
    Part(&'a Shape, String),
    /// An operation.
    Operation(&'a Operation),
}

impl<'a> Lookup<'a> {
    /// The operations, the shapes, and those that become items.
    pub fn new(
        model: &'a Model,
        service: &'a Service,
        usage: &'a BTreeMap<ShapeId, Usage>,
    ) -> Self {
        let used: Vec<&Shape> = usage.keys().filter_map(|id| model.shape(id)).collect();
        let shapes = used.iter().copied().filter(|shape| is_item(shape)).collect();
        Self { service, used, shapes, operations: model.operations_of(service).collect() }
    }

    /// What the name of a type is made from: what the service calls the shape.
    pub fn spelling(&self, id: &'a ShapeId) -> &'a str {
        self.service.rename.get(id).map_or(id.name(), String::as_str)
    }

    /// The shapes that become items, in byte order.
    pub fn shapes(&self) -> &[&'a Shape] {
        &self.shapes
    }

    /// The operations, in byte order.
    pub fn operations(&self) -> &[&'a Operation] {
        &self.operations
    }

    /// The shape of this id or name that becomes an item.
    pub fn shape(&self, key: &str) -> Result<&'a Shape, Unknown> {
        find(key, &self.shapes, "that becomes a type")
    }

    /// The shape of this id or name, whatever it becomes.
    pub fn any_shape(&self, key: &str) -> Result<&'a Shape, Unknown> {
        find(key, &self.used, "among its shapes")
    }

    /// The shape, part of a shape, or operation of this id or name.
    pub fn named(&self, key: &str) -> Result<Named<'a>, Unknown> {
        if let Some((shape, part)) = key.split_once('$') {
            let shape = self.shape(shape)?;
            let parts = spellings(shape);
            if parts.iter().any(|known| known == part) {
                return Ok(Named::Part(shape, part.to_owned()));
            }
            let message = format!("`{}` has no `{part}`", shape.id.name());
            let before = key.strip_suffix(part).unwrap_or_default();
            return Err((message, parts.iter().map(|part| format!("{before}{part}")).collect()));
        }
        let operations = self.operations.iter().filter(|it| is_called(&it.id, key));
        let operations: Vec<&Operation> = operations.copied().collect();
        if self.shapes.iter().any(|shape| is_called(&shape.id, key)) {
            return self.shape(key).map(Named::Shape);
        }
        let found = one(key, &operations, |operation| &operation.id);
        let found = found.map(|found| found.map(Named::Operation));
        found.unwrap_or_else(|| {
            let shapes = self.shapes.iter().map(|shape| &shape.id);
            let operations = self.operations.iter().map(|operation| &operation.id);
            Err(unknown(key, "that becomes a type", shapes.chain(operations)))
        })
    }
}

/// The spellings that names of a shape's members or values are made from, in model order.
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

/// Whether the shape becomes an item.
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

/// The only one; `None` where there is none.
fn one<'a, T>(
    key: &str,
    found: &[&'a T],
    id: fn(&T) -> &ShapeId,
) -> Option<Result<&'a T, Unknown>> {
    match found {
        [] => None,
        [only] => Some(Ok(only)),
        several => {
            let ids = several.iter().map(|shape| id(shape).to_string()).collect();
            Some(Err((format!("several shapes are called `{key}`: name the id"), ids)))
        }
    }
}

fn find<'a>(key: &str, shapes: &[&'a Shape], what: &str) -> Result<&'a Shape, Unknown> {
    let found = shapes.iter().filter(|shape| is_called(&shape.id, key));
    let found: Vec<&Shape> = found.copied().collect();
    one(key, &found, |shape| &shape.id)
        .unwrap_or_else(|| Err(unknown(key, what, shapes.iter().map(|shape| &shape.id))))
}

fn unknown<'a>(key: &str, what: &str, ids: impl Iterator<Item = &'a ShapeId>) -> Unknown {
    let full = key.contains('#');
    let known = ids.map(|id| if full { id.as_str() } else { id.name() }.to_owned()).collect();
    (format!("the service has no `{key}` {what}"), known)
}
