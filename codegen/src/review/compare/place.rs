//! The places of item changes.

use shapesmith_model::ShapeId;

use crate::review::{ItemChange, ItemChangeDetail, ItemChangeKind};
use crate::rust::{Item, Type};

/// A path in the module and the part of the model that it was generated from.
#[derive(Clone)]
pub struct Place<'a> {
    path: String,
    origin: &'a ShapeId,
    part: Option<String>,
}

impl<'a> Place<'a> {
    /// Creates the place of something that was generated from a shape, member, operation or service.
    pub fn new(path: impl Into<String>, origin: &'a ShapeId) -> Self {
        Self { path: path.into(), origin, part: None }
    }

    /// Creates the place of an item.
    pub fn of_item(item: &'a Item) -> Self {
        Self::new(item.name.as_str(), &item.origin)
    }

    /// Creates the place of something that was generated from a part of `origin`.
    pub fn with_part(
        path: impl Into<String>,
        origin: &'a ShapeId,
        part: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), origin, part: Some(part.into()) }
    }

    /// Returns the place of `name` below this one, with the same origin.
    pub fn child(&self, name: &str) -> Self {
        Self { path: format!("{}::{name}", self.path), ..self.clone() }
    }

    /// Creates a change in this place with the usual impact of its kind.
    pub fn change(
        &self,
        kind: ItemChangeKind,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> ItemChange {
        let impact = kind.usual_impact();
        ItemChange {
            kind,
            path: self.path.clone(),
            origin: self.origin.clone(),
            part: self.part.clone(),
            before: before.into(),
            after: after.into(),
            detail: ItemChangeDetail::None,
            semver: impact.semver,
            breaks_compilation: impact.breaks_compilation,
            changes_behaviour: impact.changes_behaviour,
        }
    }

    /// Creates a change of a declaration, or returns `None` if both declarations are equal.
    pub fn compare(
        &self,
        kind: ItemChangeKind,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> Option<ItemChange> {
        let (before, after) = (before.into(), after.into());
        (before != after).then(|| self.change(kind, before, after))
    }

    /// Creates a change of this associated constant.
    pub fn constant_change(
        &self,
        name: &'static str,
        before: Option<String>,
        after: Option<String>,
    ) -> ItemChange {
        let change = self.change(ItemChangeKind::ConstantChanged, before, after);
        ItemChange { detail: ItemChangeDetail::Constant(name), ..change }
    }

    /// Creates a change of an associated constant below this place, or returns `None` if both declarations are equal.
    pub fn compare_constant(
        &self,
        name: &'static str,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> Option<ItemChange> {
        let (before, after) = (before.into(), after.into());
        (before != after).then(|| self.child(name).constant_change(name, before, after))
    }

    /// Creates a change of a type, given the declarations with the types.
    pub fn type_change(
        &self,
        kind: ItemChangeKind,
        (before, old): (String, &Type),
        (after, new): (String, &Type),
    ) -> ItemChange {
        let detail = ItemChangeDetail::Type { before: old.clone(), after: new.clone() };
        ItemChange { detail, ..self.change(kind, before, after) }
    }
}
