//! The shapes of both versions: those that came, those that went, and those that stayed.

use super::comparison::Comparison;
use super::members::{DEPRECATED, Holder};
use super::spot::{Area, Spot};
use super::{Kind, enums, values};
use crate::{Shape, ShapeKind};

const INPUT: [&str; 2] = ["smithy.api#input", "smithy.api#output"];

/// Compares all shapes that either version uses.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let pairs = std::mem::take(&mut comparison.pairs.shapes);
    let is_open = |(old, new): &&(&Shape, &Shape)| {
        !old.kind.is_named() && !new.kind.is_named() && old.traits != new.traits
    };
    comparison.inherited =
        pairs.iter().filter(is_open).map(|(old, _)| (&old.id, Default::default())).collect();
    // Members first, so that it is known what they have of their targets.
    for (old, new) in &pairs {
        comparison.kind_and_members(old, new);
    }
    for (old, new) in &pairs {
        if old.traits != new.traits {
            comparison.traits_of_shape(old, new);
        }
    }
    comparison.renamed(&pairs);
    comparison.pairs.shapes = pairs;
    comparison.named();
    comparison.unreferenced();
}

impl<'a> Comparison<'a> {
    fn kind_and_members(&mut self, old: &'a Shape, new: &'a Shape) {
        let spot = both(old, new);
        match (&old.kind, &new.kind) {
            (ShapeKind::Structure(old), ShapeKind::Structure(new)) => {
                self.members(spot, Holder::Structure, old, new);
            }
            (ShapeKind::Union(olds), ShapeKind::Union(news)) => {
                self.members(spot, Self::holder(old, new), olds, news);
            }
            (ShapeKind::List(old), ShapeKind::List(new)) => self.member(spot, old, new),
            (
                ShapeKind::Map { key: old_key, value: old_value },
                ShapeKind::Map { key: new_key, value: new_value },
            ) => {
                self.member(spot, old_key, new_key);
                self.member(spot, old_value, new_value);
            }
            (ShapeKind::Enum(old), ShapeKind::Enum(new)) => enums::texts(self, spot, old, new),
            (ShapeKind::IntEnum(old), ShapeKind::IntEnum(new)) => {
                enums::integers(self, spot, old, new);
            }
            (before, after) if before.is_like(after) => {}
            (before, after) => {
                let kind = match (before, after) {
                    (ShapeKind::Structure(_), ShapeKind::Union(_))
                    | (ShapeKind::Union(_), ShapeKind::Structure(_)) => Kind::StructUnionFlip,
                    _ if before.is_text_or_number_flip(after) => Kind::StringEnumFlip,
                    _ => Kind::ShapeTypeChanged,
                };
                self.note(kind, spot, values::shape(old), values::shape(new));
            }
        }
    }

    fn traits_of_shape(&mut self, old: &'a Shape, new: &'a Shape) {
        let spot = both(old, new);
        let traits = (&old.traits, &new.traits);
        self.annotations(spot, traits, DEPRECATED);
        if old.kind.is_like(&new.kind) {
            self.facets_of_shape(spot, old, new);
        }
        self.error(spot, old, new);
        if matches!(new.kind, ShapeKind::List(_) | ShapeKind::Map { .. }) {
            self.collection(spot, &old.traits, &new.traits);
        }
        if self.wire.xml && matches!(new.kind, ShapeKind::Structure(_) | ShapeKind::Union(_)) {
            let (old, new) = traits;
            self.marks(Kind::XmlWrapperChanged, spot, &["smithy.api#xmlName"], old, new);
            self.marks(Kind::XmlBindingChanged, spot, &["smithy.api#xmlNamespace"], old, new);
        }
        if !self.options.across_formats {
            let (old, new) = traits;
            self.marks(Kind::NullabilityChanged, spot, &INPUT, old, new);
        }
    }

    /// Shapes that the service gives another name than their own.
    fn renamed(&mut self, pairs: &[(&'a Shape, &'a Shape)]) {
        let (before, after) = (&self.old.service.rename, &self.new.service.rename);
        if before.is_empty() && after.is_empty() {
            return;
        }
        for (old, new) in pairs {
            let names = (before.get(&old.id), after.get(&new.id));
            if names.0 != names.1 {
                let name = |given: Option<&String>, shape: &Shape| {
                    values::text(given.map_or(shape.id.name(), String::as_str))
                };
                let names = (name(names.0, old), name(names.1, new));
                self.note(Kind::ShapeRenamed, both(old, new), names.0, names.1);
            }
        }
    }

    /// Shapes with a Rust name that came or went.
    fn named(&mut self) {
        for shape in self.pairs.removed.clone() {
            if shape.kind.is_named() {
                self.note(Kind::NamedShapeRemoved, gone(shape), values::shape(shape), None);
            }
        }
        for shape in self.pairs.added.clone() {
            if shape.kind.is_named() {
                self.note(Kind::NamedShapeAdded, come(shape), None, values::shape(shape));
            }
        }
    }

    /// Shapes that no operation uses, before or after. Where a model has several services they may be another's.
    fn unreferenced(&mut self) {
        let (old, new) = (self.old.model, self.new.model);
        if old.services.len() > 1 || new.services.len() > 1 {
            return;
        }
        let is_own = |shape: &&Shape| !shape.at.0.is_empty();
        for shape in old.shapes.values().filter(is_own) {
            if self.old.used(&shape.id).is_none()
                && self.pairs.in_new(&self.new, &shape.id).is_none()
            {
                self.note(Kind::UnreferencedShape, gone(shape), values::shape(shape), None);
            }
        }
        for shape in new.shapes.values().filter(is_own) {
            if self.new.used(&shape.id).is_none()
                && self.pairs.in_old(&self.old, &shape.id).is_none()
            {
                self.note(Kind::UnreferencedShape, come(shape), None, values::shape(shape));
            }
        }
    }
}

fn both<'s>(old: &'s Shape, new: &'s Shape) -> Spot<'s> {
    let area = Area::Shape { old: Some(&old.id), new: Some(&new.id) };
    Spot { id: &new.id, member: None, part: None, old: Some(&old.at), new: Some(&new.at), area }
}

fn gone(shape: &Shape) -> Spot<'_> {
    let area = Area::Shape { old: Some(&shape.id), new: None };
    Spot { id: &shape.id, member: None, part: None, old: Some(&shape.at), new: None, area }
}

fn come(shape: &Shape) -> Spot<'_> {
    let area = Area::Shape { old: None, new: Some(&shape.id) };
    Spot { id: &shape.id, member: None, part: None, old: None, new: Some(&shape.at), area }
}

impl ShapeKind {
    /// Whether shapes of this kind have names of their own wherever they are used: structures, unions and enums.
    pub(super) fn is_named(&self) -> bool {
        matches!(self, Self::Structure(_) | Self::Union(_) | Self::Enum(_) | Self::IntEnum(_))
    }

    /// Whether both are of one kind.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Whether one has free values and the other known ones of the same type.
    pub(super) fn is_text_or_number_flip(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::String, Self::Enum(_))
                | (Self::Enum(_), Self::String)
                | (Self::Integer, Self::IntEnum(_))
                | (Self::IntEnum(_), Self::Integer)
        )
    }
}
