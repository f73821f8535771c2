//! Reviews: the changes of a service, each with its effect on old clients and on Rust code.

use std::borrow::Cow;

use serde_json::Value;
use shapesmith_model::diff::{AffectedOperation, Change, Kind, Place, RenameHint, WireImpact};
use shapesmith_model::{Pointer, ShapeId};

use super::{ItemChange, SemverImpact};

/// The changes between two versions of a service, with their effects.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Review {
    /// The changes, each once, in the order of [`Difference`](shapesmith_model::diff::Difference).
    pub entries: Vec<ReviewEntry>,
    /// The structures and unions whose added and removed members weren't compared for similar names, because there are
    /// too many of them.
    pub without_rename_hints: Vec<ShapeId>,
}

/// A change of the model together with the item changes that it causes, or a change of items without a change of the model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReviewEntry {
    /// The id of the kind of change, such as `member-removed`, which never changes.
    pub kind: &'static str,
    /// A description of the kind in one sentence.
    pub description: &'static str,
    /// Whether changes of this kind are so frequent and so unimportant that reports only count them.
    pub is_noise: bool,
    /// The place in the model.
    pub place: Place,
    /// The data before the change; `None` if there was none.
    pub before: Option<Value>,
    /// The data after the change; `None` if there is none.
    pub after: Option<Value>,
    /// The place in the old model's file, if it is there.
    pub old_pointer: Option<Pointer>,
    /// The place in the new model's file, if it is there.
    pub new_pointer: Option<Pointer>,
    /// The affected operations in byte order; empty if the change affects the service as a whole.
    pub operations: Vec<AffectedOperation>,
    /// The effect on an old client that talks to the new service.
    pub wire: WireImpact,
    /// The reason for [`wire`](Self::wire), in a sentence without a full stop.
    pub wire_reason: Cow<'static, str>,
    /// The version increment of the generated crate that the change requires.
    pub semver: SemverImpact,
    /// The reason for [`semver`](Self::semver), in a sentence without a full stop.
    pub semver_reason: Cow<'static, str>,
    /// Whether a program behaves differently after it is compiled again.
    pub changes_behaviour: bool,
    /// The changes of public items that it causes.
    pub items: Vec<ItemChange>,
    /// The change that this one may form a rename with.
    pub hint: Option<RenameHint>,
    /// The changes that follow from this one, such as the shapes that a new member adds.
    pub implied: Vec<ReviewEntry>,
}

impl Review {
    /// Returns `true` if there are no changes.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns an iterator over all entries, each followed by those that it implies.
    pub fn all(&self) -> impl Iterator<Item = &ReviewEntry> {
        self.entries.iter().flat_map(ReviewEntry::all)
    }

    /// Returns the worst effect on old clients.
    pub fn wire(&self) -> WireImpact {
        self.all().map(|entry| entry.wire).max().unwrap_or(WireImpact::Safe)
    }

    /// Returns the version increment that the update requires.
    pub fn semver(&self) -> SemverImpact {
        self.all().map(|entry| entry.semver).max().unwrap_or(SemverImpact::Patch)
    }
}

impl ReviewEntry {
    /// Returns an iterator over the entry and all entries that it implies, at any depth.
    pub fn all(&self) -> impl Iterator<Item = &ReviewEntry> {
        let implied = self.implied.iter().flat_map(ReviewEntry::all);
        std::iter::once(self).chain(Box::new(implied) as Box<dyn Iterator<Item = &ReviewEntry>>)
    }

    /// Returns the worst effect on old clients of the entry and those that it implies.
    pub fn worst_wire(&self) -> WireImpact {
        self.all().map(|entry| entry.wire).max().unwrap_or(self.wire)
    }

    /// Returns the version increment that the entry and those that it implies require.
    pub fn worst_semver(&self) -> SemverImpact {
        self.all().map(|entry| entry.semver).max().unwrap_or(self.semver)
    }

    /// Creates an entry for a change of the model, without item changes.
    pub(super) fn from_change(change: Change) -> Self {
        let (semver, semver_reason) = match change.kind {
            Kind::ServiceAdded => (SemverImpact::Minor, "the module is new"),
            Kind::ServiceRemoved => (SemverImpact::Major, "the module is gone"),
            _ => (SemverImpact::Patch, "no public item changes"),
        };
        Self {
            kind: change.kind.id(),
            description: change.kind.description(),
            is_noise: change.kind.is_noise(),
            place: change.place,
            before: change.before,
            after: change.after,
            old_pointer: change.old_pointer,
            new_pointer: change.new_pointer,
            operations: change.operations,
            wire: change.wire,
            wire_reason: change.reason,
            semver,
            semver_reason: semver_reason.into(),
            changes_behaviour: false,
            items: Vec::new(),
            hint: change.hint,
            implied: change.implied.into_iter().map(Self::from_change).collect(),
        }
    }

    /// Sets the effect on Rust code to that of the item changes.
    pub(super) fn update_semver(&mut self) {
        self.changes_behaviour = self.items.iter().any(|item| item.changes_behaviour);
        // Of several equal ones the first is nearest to the place of the entry.
        if let Some(worst) = self.items.iter().rev().max_by_key(|item| item.semver) {
            self.semver = worst.semver;
            let description = worst.kind.description().trim_end_matches('.');
            self.semver_reason = format!("{}: {description}", worst.path).into();
        }
    }
}
