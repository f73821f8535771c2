//! Members that target another shape than before: what that means for their values.

use serde_json::json;

use super::comparison::Comparison;
use super::content::{self, Content};
use super::spot::Spot;
use super::{Kind, WireImpact, values};
use crate::{Member, Shape, ShapeKind, Traits};

/// How deep lists of lists are looked into. Such types are finite in a checked model; this keeps a mistake elsewhere from
/// becoming an endless loop.
const DEPTH: usize = 32;

/// A member with the shape that it targets.
type Targeting<'a> = (&'a Member, &'a Shape);

/// A kind of change, with its verdict where that isn't the usual one.
pub(super) type Replacement = (Kind, Option<(WireImpact, &'static str)>);

const COLLECTION: [&str; 2] = ["smithy.api#sparse", "smithy.api#uniqueItems"];

impl<'a> Comparison<'a> {
    /// Compares the types that a member had and has.
    pub(super) fn retarget(&mut self, spot: Spot<'_>, old: Targeting<'a>, new: Targeting<'a>) {
        let known = self.found_so_far();
        self.types(spot, old, new, "", DEPTH);
        let is_silent = self.found_so_far() == known;
        if is_silent && old.1.id.name() != new.1.id.name() {
            let names = (values::id(&old.1.id), values::id(&new.1.id));
            self.note(Kind::TargetRenamedAnonymous, spot, names.0, names.1);
        }
    }

    /// Compares two types; `path` is the way from the member's own to these.
    fn types(
        &mut self,
        spot: Spot<'_>,
        old: Targeting<'a>,
        new: Targeting<'a>,
        path: &str,
        depth: usize,
    ) {
        let (before, after) = (old.1, new.1);
        let here = Spot { part: Some(path).filter(|path| !path.is_empty()), ..spot };
        let is_same = self.pairs.are_one(&before.id, &after.id);
        if is_same {
            return self.facets_of_member(here, old, new, true);
        }
        if let Some((kind, verdict)) = self.flip(before, after) {
            let values = (values::target(before), values::target(after));
            return match verdict {
                Some(verdict) => self.note_with(kind, here, values, verdict),
                None => self.note(kind, here, values.0, values.1),
            };
        }
        if before.kind.is_named() {
            return;
        }
        self.facets_of_member(here, old, new, false);
        self.collection(here, &before.traits, &after.traits);
        if depth > 0 {
            for (name, old, new) in elements(before, after) {
                let targets = self.old.shape(&old.target).zip(self.new.shape(&new.target));
                let Some((before, after)) = targets else { continue };
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                self.bindings(
                    Spot { part: Some(&path), ..spot },
                    (&old.name, &old.traits),
                    (&new.name, &new.traits),
                );
                self.types(spot, (old, before), (new, after), &path, depth - 1);
            }
        }
    }

    /// What makes the two types others in more than a limit, if anything does.
    fn flip(&mut self, old: &'a Shape, new: &'a Shape) -> Option<Replacement> {
        if !old.kind.is_like(&new.kind) {
            let is_flip = old.kind.is_text_or_number_flip(&new.kind);
            let kind = if is_flip { Kind::StringEnumFlip } else { Kind::TargetTypeChanged };
            return Some((kind, None));
        }
        old.kind.is_named().then(|| self.replacement(Kind::TargetRenamedNamed, old, new))
    }

    /// What it is that one shape stands in place of another of its kind; `renamed` if the content is the same.
    pub(super) fn replacement(
        &mut self,
        renamed: Kind,
        old: &'a Shape,
        new: &'a Shape,
    ) -> Replacement {
        match content::compare(self, old, new) {
            Content::Same => (renamed, None),
            Content::Compatible => (Kind::TargetReplaced, Some(content::COMPATIBLE)),
            Content::Other => (Kind::TargetReplaced, None),
        }
    }

    /// Compares whether entries may be null or must differ.
    pub(super) fn collection(&mut self, spot: Spot<'_>, old: &Traits, new: &Traits) {
        // One format doesn't know that entries must differ.
        let ids = if self.options.across_formats { &COLLECTION[..1] } else { &COLLECTION[..] };
        let all = |traits: &Traits| ids.iter().map(|id| traits.has(id)).collect::<Vec<bool>>();
        let value = |present: &Vec<bool>| {
            let names = ["sparse", "uniqueItems"].into_iter().zip(present);
            let names: Vec<&str> = names.filter(|(_, is)| **is).map(|(name, _)| name).collect();
            (!names.is_empty()).then(|| json!(names))
        };
        self.differs(Kind::SparseOrUniqueChanged, spot, (all(old), all(new)), value);
    }
}

/// The members of two lists or maps.
fn elements<'a>(
    old: &'a Shape,
    new: &'a Shape,
) -> impl Iterator<Item = (&'static str, &'a Member, &'a Member)> {
    let pairs = match (&old.kind, &new.kind) {
        (ShapeKind::List(old), ShapeKind::List(new)) => [Some(("member", old, new)), None],
        (
            ShapeKind::Map { key: old_key, value: old_value },
            ShapeKind::Map { key: new_key, value: new_value },
        ) => [Some(("key", old_key, new_key)), Some(("value", old_value, new_value))],
        _ => [None, None],
    };
    pairs.into_iter().flatten()
}
