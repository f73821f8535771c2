//! The comparison of shapes.

use super::annotations::{self, DeprecationKinds};
use super::collector::Collector;
use super::members::{self, Container, compare_member};
use super::subject::Subject;
use super::targets::compare_collection;
use super::trait_values::compare_traits;
use super::{effective_traits, enums, errors, values};
use crate::diff::Kind;
use crate::diff::versions::Versions;
use crate::{Shape, ShapeKind};

/// Traits that mark the structures of an operation.
const MESSAGE_TRAITS: [&str; 2] = ["smithy.api#input", "smithy.api#output"];

/// Compares all shapes that the service uses in either version.
pub(super) fn compare<'a>(versions: &Versions<'a>, changes: &mut Collector<'_, 'a>) {
    let pairs = &versions.pairing.shapes;
    // The comparison of members finds the traits that they inherit, whose changes are changes of the shapes.
    for (old, new) in pairs {
        compare_type_and_members(versions, changes, old, new);
    }
    for (old, new) in pairs {
        if old.traits != new.traits {
            compare_traits_of_shape(versions, changes, old, new);
        }
    }
    compare_service_names(versions, changes);
    record_added_and_removed(versions, changes);
    record_unreferenced(versions, changes);
}

fn compare_type_and_members<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    old: &'a Shape,
    new: &'a Shape,
) {
    let subject = Subject::shape(old, new);
    match (&old.kind, &new.kind) {
        (ShapeKind::Structure(old), ShapeKind::Structure(new)) => {
            members::compare(versions, changes, subject, Container::Structure, (old, new));
        }
        (ShapeKind::Union(old_members), ShapeKind::Union(new_members)) => {
            let is_stream = old.traits.is_streaming() || new.traits.is_streaming();
            let container = if is_stream { Container::EventStream } else { Container::Union };
            members::compare(versions, changes, subject, container, (old_members, new_members));
        }
        (ShapeKind::List(old), ShapeKind::List(new)) => {
            compare_member(versions, changes, subject, old, new);
        }
        (
            ShapeKind::Map { key: old_key, value: old_value },
            ShapeKind::Map { key: new_key, value: new_value },
        ) => {
            compare_member(versions, changes, subject, old_key, new_key);
            compare_member(versions, changes, subject, old_value, new_value);
        }
        (ShapeKind::Enum(old), ShapeKind::Enum(new)) => {
            enums::compare_strings(versions, changes, subject, old, new);
        }
        (ShapeKind::IntEnum(old), ShapeKind::IntEnum(new)) => {
            enums::compare_integers(versions, changes, subject, old, new);
        }
        (before, after) if before.is_same_type(after) => {}
        (before, after) => {
            let kind = match (before, after) {
                (ShapeKind::Structure(_), ShapeKind::Union(_))
                | (ShapeKind::Union(_), ShapeKind::Structure(_)) => Kind::StructUnionFlip,
                _ if before.differs_in_enum_values_only(after) => Kind::StringEnumFlip,
                _ => Kind::ShapeTypeChanged,
            };
            changes.record(kind, subject, values::shape(old), values::shape(new));
        }
    }
}

fn compare_traits_of_shape<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    old: &'a Shape,
    new: &'a Shape,
) {
    let subject = Subject::shape(old, new);
    let (before, after) = (&old.traits, &new.traits);
    annotations::compare(versions, changes, subject, DeprecationKinds::MEMBER, (before, after));
    if old.kind.is_same_type(&new.kind) {
        effective_traits::compare_of_shape(versions, changes, subject, old, new);
    }
    errors::compare(changes, subject, old, new);
    if matches!(new.kind, ShapeKind::List(_) | ShapeKind::Map { .. }) {
        compare_collection(versions, changes, subject, before, after);
    }
    let is_aggregate = matches!(new.kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
    if versions.formats.xml && is_aggregate {
        let (name, namespace) = (["smithy.api#xmlName"], ["smithy.api#xmlNamespace"]);
        compare_traits(changes, Kind::XmlWrapperChanged, subject, &name, before, after);
        compare_traits(changes, Kind::XmlBindingChanged, subject, &namespace, before, after);
    }
    if !versions.options.across_formats {
        let kind = Kind::NullabilityChanged;
        compare_traits(changes, kind, subject, &MESSAGE_TRAITS, before, after);
    }
}

/// Compares the names that the service gives to shapes with its property `rename`.
fn compare_service_names(versions: &Versions<'_>, changes: &mut Collector<'_, '_>) {
    let (before, after) = (&versions.old.service.rename, &versions.new.service.rename);
    if before.is_empty() && after.is_empty() {
        return;
    }
    for (old, new) in &versions.pairing.shapes {
        let (old_name, new_name) = (before.get(&old.id), after.get(&new.id));
        if old_name != new_name {
            let name = |given: Option<&String>, shape: &Shape| {
                values::text(given.map_or(shape.id.name(), String::as_str))
            };
            let (before, after) = (name(old_name, old), name(new_name, new));
            changes.record(Kind::ShapeRenamed, Subject::shape(old, new), before, after);
        }
    }
}

fn record_added_and_removed(versions: &Versions<'_>, changes: &mut Collector<'_, '_>) {
    for shape in versions.pairing.removed_shapes.iter().filter(|shape| shape.kind.is_named()) {
        let subject = Subject::removed_shape(shape);
        changes.record(Kind::NamedShapeRemoved, subject, values::shape(shape), None);
    }
    for shape in versions.pairing.added_shapes.iter().filter(|shape| shape.kind.is_named()) {
        let subject = Subject::added_shape(shape);
        changes.record(Kind::NamedShapeAdded, subject, None, values::shape(shape));
    }
}

/// Records the shapes that no operation uses. In a model with several services another one may use them.
fn record_unreferenced(versions: &Versions<'_>, changes: &mut Collector<'_, '_>) {
    let Versions { old, new, pairing, .. } = versions;
    if old.model.services.len() > 1 || new.model.services.len() > 1 {
        return;
    }
    let kind = Kind::UnreferencedShape;
    let is_in_file = |shape: &&Shape| !shape.at.0.is_empty();
    for shape in old.model.shapes.values().filter(is_in_file) {
        if old.used_shape(&shape.id).is_none() && pairing.shape_in_new(new, &shape.id).is_none() {
            changes.record(kind, Subject::removed_shape(shape), values::shape(shape), None);
        }
    }
    for shape in new.model.shapes.values().filter(is_in_file) {
        if new.used_shape(&shape.id).is_none() && pairing.shape_in_old(old, &shape.id).is_none() {
            changes.record(kind, Subject::added_shape(shape), None, values::shape(shape));
        }
    }
}
