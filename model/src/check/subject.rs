//! The parts of a model that have traits, as the rules of traits distinguish them.

use crate::wording::with_article;
use crate::{Member, Model, ShapeId, ShapeKind};

/// A part of a model that has traits.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) model: &'a Model,
    pub(super) holder: Holder<'a>,
}

/// The kind of a part that has traits.
#[derive(Clone, Copy)]
pub(super) enum Holder<'a> {
    Service,
    Operation,
    Resource,
    Shape(&'a ShapeId, &'a ShapeKind),
    /// A member of a shape of this kind.
    Member(&'a ShapeKind, &'a Member),
    EnumValue,
}

impl<'a> Subject<'a> {
    /// Returns the shape of the values, which is the shape itself or the target of the member.
    pub(super) fn value_shape(&self) -> Option<&'a ShapeId> {
        match self.holder {
            Holder::Shape(id, _) => Some(id),
            Holder::Member(_, member) => Some(&member.target),
            _ => None,
        }
    }

    /// Returns the kind of the values, or `None` if it isn't known.
    pub(super) fn value_kind(&self) -> Option<&'a ShapeKind> {
        match self.holder {
            Holder::Shape(_, kind) => Some(kind),
            Holder::Member(_, member) => self.model.shape(&member.target).map(|shape| &shape.kind),
            _ => None,
        }
    }

    /// Returns a description such as `a member of a structure that targets an integer`.
    pub(super) fn describe(&self) -> String {
        match self.holder {
            Holder::Service => "a service".to_owned(),
            Holder::Operation => "an operation".to_owned(),
            Holder::Resource => "a resource".to_owned(),
            Holder::EnumValue => "a value of an enum".to_owned(),
            Holder::Shape(_, kind) => with_article(kind.name()),
            Holder::Member(parent, _) => {
                let kind = self.value_kind();
                let target =
                    kind.map_or_else(|| "a shape".to_owned(), |it| with_article(it.name()));
                format!("a member of {} that targets {target}", with_article(parent.name()))
            }
        }
    }
}
