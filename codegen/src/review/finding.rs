//! The vocabulary of a review: what changed, with what it means on the wire and for Rust users.

use std::borrow::Cow;

use serde_json::Value;
use shapesmith_model::diff::{Hint, Place, Touch, Wire};
use shapesmith_model::{Pointer, ShapeId};

use super::{ItemChange, Rust};

/// What an update of a service means.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Review {
    /// What changed, each fact once, in the order of [`Difference`](shapesmith_model::diff::Difference).
    pub findings: Vec<Finding>,
    /// The structures and unions of which so many members came and went that they weren't searched for similar names.
    pub without_rename_hints: Vec<ShapeId>,
}

/// A change of the model with the changes of items that come from it, or a change of items alone.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The kind of change, such as `member-removed`: it never changes.
    pub kind: &'static str,
    /// What that is, in a sentence.
    pub about: &'static str,
    /// Whether changes of this kind are so common, and say so little, that people want to know their number only.
    pub noise: bool,
    /// Where in the model it happens.
    pub place: Place,
    /// What was there before, as data; `None` where there was nothing.
    pub before: Option<Value>,
    /// What is there now, as data; `None` where there is nothing.
    pub after: Option<Value>,
    /// Where it stands in the old model's file, as far as it stands there.
    pub old_at: Option<Pointer>,
    /// Where it stands in the new model's file, as far as it stands there.
    pub new_at: Option<Pointer>,
    /// The operations that it touches, in byte order; empty where that is the service as a whole.
    pub touches: Vec<Touch>,
    /// What it does to an old client that talks to the new service.
    pub wire: Wire,
    /// Why, in a sentence without a full stop.
    pub wire_reason: Cow<'static, str>,
    /// What it asks of the version of the generated crate.
    pub rust: Rust,
    /// Why, in a sentence without a full stop.
    pub rust_reason: Cow<'static, str>,
    /// Whether a program that is compiled again does something else.
    pub behaviour: bool,
    /// The changes of public items that come from it.
    pub items: Vec<ItemChange>,
    /// What this looks like, seen together with another change.
    pub hint: Option<Hint>,
    /// What follows from it, such as the shapes that a new member brings along.
    pub implied: Vec<Finding>,
}

impl Review {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// All findings, those that are implied by others behind them.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().flat_map(Finding::all)
    }

    /// The worst that the update does on the wire.
    pub fn wire(&self) -> Wire {
        self.all().map(|finding| finding.wire).max().unwrap_or(Wire::Safe)
    }

    /// The most that the update asks of the version of the generated crate.
    pub fn rust(&self) -> Rust {
        self.all().map(|finding| finding.rust).max().unwrap_or(Rust::Patch)
    }
}

impl Finding {
    /// The finding, and all that it implies at whatever depth.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        let implied = self.implied.iter().flat_map(Finding::all);
        std::iter::once(self).chain(Box::new(implied) as Box<dyn Iterator<Item = &Finding>>)
    }

    /// The worst on the wire of the finding and what it implies.
    pub fn worst_wire(&self) -> Wire {
        self.all().map(|finding| finding.wire).max().unwrap_or(self.wire)
    }

    /// The most for Rust of the finding and what it implies.
    pub fn worst_rust(&self) -> Rust {
        self.all().map(|finding| finding.rust).max().unwrap_or(self.rust)
    }
}
