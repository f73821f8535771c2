//! Changes of items without a change of the model that causes them.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use shapesmith_model::ShapeId;
use shapesmith_model::diff::{Place, WireImpact};

use super::item_change::{ItemChange, ItemChangeDetail, ItemChangeKind, SemverImpact};
use super::{ReviewEntry, RustOnlyKind};
use crate::rust::Type;

/// Returns entries for item changes without a cause in the model, one for each kind and place.
pub(super) fn entries(items: Vec<ItemChange>) -> Vec<ReviewEntry> {
    let classifier = Classifier::new(&items);
    let kinds: Vec<RustOnlyKind> = items.iter().map(|item| classifier.kind(item)).collect();
    let mut entries: Vec<ReviewEntry> = Vec::new();
    let mut positions: HashMap<(&'static str, Place), usize> = HashMap::new();
    for (item, kind) in items.into_iter().zip(kinds) {
        // Rules with equal descriptions differ only in the spelling of the two formats.
        if item.kind == ItemChangeKind::RulesChanged
            && item.before.is_some()
            && item.before == item.after
        {
            continue;
        }
        let place = Place { id: item.origin.clone(), part: item.part.clone() };
        let position = *positions.entry((kind.id(), place.clone())).or_insert_with(|| {
            entries.push(empty_entry(kind, place));
            entries.len() - 1
        });
        entries.get_mut(position).into_iter().for_each(|entry| entry.items.push(item.clone()));
    }
    for entry in &mut entries {
        entry.update_semver();
        entry.before = declarations(entry.items.iter().map(|item| &item.before));
        entry.after = declarations(entry.items.iter().map(|item| &item.after));
        // The model is the same, so that a patch differs at most in the spelling of the two formats.
        entry.is_noise = entry.semver == SemverImpact::Patch;
    }
    entries
}

/// Returns the entry for a module whose name changed, which changes all paths into it.
pub fn module_renamed(old: &str, new: &str, service: &ShapeId) -> ReviewEntry {
    ReviewEntry {
        before: Some(old.into()),
        after: Some(new.into()),
        semver: SemverImpact::Major,
        semver_reason: "every path into the module changes".into(),
        ..empty_entry(RustOnlyKind::ModuleRenamed, Place::of(service))
    }
}

/// Returns the declarations as data, which tell entries of one kind and place apart.
fn declarations<'a>(items: impl Iterator<Item = &'a Option<String>>) -> Option<Value> {
    let mut texts: Vec<Value> = items.flatten().map(|text| Value::from(text.as_str())).collect();
    match texts.len() {
        0 | 1 => texts.pop(),
        _ => Some(Value::Array(texts)),
    }
}

fn empty_entry(kind: RustOnlyKind, place: Place) -> ReviewEntry {
    ReviewEntry {
        kind: kind.id(),
        description: kind.description(),
        is_noise: false,
        place,
        before: None,
        after: None,
        old_pointer: None,
        new_pointer: None,
        operations: Vec::new(),
        wire: WireImpact::Safe,
        wire_reason: "no change of requests or responses was found in this place".into(),
        semver: SemverImpact::Patch,
        semver_reason: String::new().into(),
        changes_behaviour: false,
        items: Vec::new(),
        hint: None,
        implied: Vec::new(),
    }
}

/// Finds the kinds of item changes without a cause in the model.
struct Classifier {
    /// The origins and kinds of all of these changes.
    known: HashSet<(ShapeId, ItemChangeKind)>,
    /// The new names of renamed types by their old ones.
    renamed_types: HashMap<String, String>,
}

impl Classifier {
    fn new(items: &[ItemChange]) -> Self {
        let known = items.iter().map(|item| (item.origin.clone(), item.kind)).collect();
        Self { known, renamed_types: renamed_types(items) }
    }

    fn kind(&self, item: &ItemChange) -> RustOnlyKind {
        use ItemChangeKind::*;
        if let ItemChangeDetail::Type { before, after } = &item.detail {
            if matches!(item.kind, FieldTypeChanged | VariantTypeChanged)
                && has_box(before) != has_box(after)
            {
                return RustOnlyKind::RecursionIntroduced;
            }
            if before != after && self.renamed(before) == *after {
                return RustOnlyKind::NameCollision;
            }
        }
        match item.kind {
            FieldTypeChanged | ParameterTypeChanged | ParameterAdded | ParameterRemoved
            | ConstructorAdded | ConstructorRemoved => RustOnlyKind::DirectionChanged,
            // Structs without required fields implement `Default`.
            TraitAdded | TraitRemoved if item.is_of_trait("Default") => {
                RustOnlyKind::DirectionChanged
            }
            TraitRemoved => RustOnlyKind::EqDeriveLost,
            TraitAdded => RustOnlyKind::DeriveGained,
            _ if self.is_renamed(item) => RustOnlyKind::NameCollision,
            ItemAdded | ItemRemoved => RustOnlyKind::SelectionChanged,
            _ => RustOnlyKind::RustOnly,
        }
    }

    /// Returns `true` if something of the same origin was removed where this was added, or the other way round.
    fn is_renamed(&self, item: &ItemChange) -> bool {
        use ItemChangeKind::*;
        matches!(
            item.kind,
            ItemAdded | ItemRemoved | FieldAdded | FieldRemoved | VariantAdded | VariantRemoved
        ) && self.known.contains(&(item.origin.clone(), item.kind.mirrored()))
    }

    /// Returns the type with the new names of renamed types.
    fn renamed(&self, ty: &Type) -> Type {
        match ty {
            Type::Item(name) => Type::Item(self.renamed_types.get(name).unwrap_or(name).clone()),
            Type::Vec(inner) => Type::Vec(Box::new(self.renamed(inner))),
            Type::Map(inner) => Type::Map(Box::new(self.renamed(inner))),
            Type::Option(inner) => Type::Option(Box::new(self.renamed(inner))),
            Type::Boxed(inner) => Type::Boxed(Box::new(self.renamed(inner))),
            other => other.clone(),
        }
    }
}

/// Returns `true` if a value of the type is in a `Box`.
fn has_box(ty: &Type) -> bool {
    ty.parts().any(|part| matches!(part, Type::Boxed(_)))
}

/// Returns the new names by the old names of types that were generated from the same shape.
fn renamed_types(items: &[ItemChange]) -> HashMap<String, String> {
    let of_kind = |kind: ItemChangeKind| items.iter().filter(move |item| item.kind == kind);
    let removed: HashMap<&ShapeId, &str> = of_kind(ItemChangeKind::ItemRemoved)
        .map(|item| (&item.origin, item.path.as_str()))
        .collect();
    of_kind(ItemChangeKind::ItemAdded)
        .filter_map(|item| Some(((*removed.get(&item.origin)?).to_owned(), item.path.clone())))
        .collect()
}
