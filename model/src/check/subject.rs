//! What a trait is attached to, as the rules of traits ask for it.

use crate::{Member, Model, ShapeId, ShapeKind};

/// Something that has traits.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) model: &'a Model,
    pub(super) holder: Holder<'a>,
}

/// What kind of thing has traits.
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
    /// The shape that values have: the shape itself or the member's target.
    pub(super) fn value_shape(&self) -> Option<&'a ShapeId> {
        match self.holder {
            Holder::Shape(id, _) => Some(id),
            Holder::Member(_, member) => Some(&member.target),
            _ => None,
        }
    }

    /// The kind of the values, where it is known.
    pub(super) fn value_kind(&self) -> Option<&'a ShapeKind> {
        match self.holder {
            Holder::Shape(_, kind) => Some(kind),
            Holder::Member(_, member) => self.model.shape(&member.target).map(|shape| &shape.kind),
            _ => None,
        }
    }

    /// In words, such as "a member that targets an integer".
    pub(super) fn words(&self) -> String {
        match self.holder {
            Holder::Service => "a service".to_owned(),
            Holder::Operation => "an operation".to_owned(),
            Holder::Resource => "a resource".to_owned(),
            Holder::EnumValue => "a value of an enum".to_owned(),
            Holder::Shape(_, kind) => with_article(kind),
            Holder::Member(parent, _) => {
                let target = self.value_kind().map_or_else(|| "a shape".to_owned(), with_article);
                format!("a member of {} that targets {target}", with_article(parent))
            }
        }
    }
}

/// "a string", "an integer".
pub(super) fn with_article(kind: &ShapeKind) -> String {
    let name = kind.name();
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}
