//! The result of a comparison: changes with their places, the operations they affect and their effect on old clients.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use super::{Kind, WireImpact};
use crate::{Pointer, ShapeId};

/// All changes between two versions of a service.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Difference {
    /// The changes that no other change implies, sorted by the kind of place (service, operations, shapes), the place and
    /// the kind of change.
    pub changes: Vec<Change>,
    /// The structures and unions, in byte order, whose added and removed members weren't compared for similar names,
    /// because there are too many of them. Names that differ only in case, hyphens and underscores are found nevertheless.
    pub without_rename_hints: Vec<ShapeId>,
}

/// A change of one fact.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The kind of change.
    pub kind: Kind,
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
    pub reason: Cow<'static, str>,
    /// The change that this one may form a rename with.
    pub hint: Option<RenameHint>,
    /// The changes that follow from this one, such as the shapes that a new member adds. These imply none themselves.
    pub implied: Vec<Change>,
}

/// A place in a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The service, operation, shape or member.
    pub id: ShapeId,
    /// A part of it that has no ID of its own: the value of an enum, the error of an operation, or the name of a waiter or
    /// client context parameter.
    pub part: Option<String>,
}

/// An operation that a change affects, and the messages of it that change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AffectedOperation {
    /// The operation.
    pub operation: ShapeId,
    /// Whether the input is affected.
    pub input: bool,
    /// Whether the output is affected.
    pub output: bool,
    /// Whether an error is affected.
    pub error: bool,
}

/// A hint that a removal and an addition may be a rename. Both remain changes of their own, because clients use the old
/// name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameHint {
    /// The kind of rename, such as [`Kind::MemberRenamed`].
    pub kind: Kind,
    /// The place of the other change.
    pub other: Place,
}

impl Difference {
    /// Returns `true` if there are no changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns an iterator over all changes, each followed by those that it implies.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().flat_map(|change| std::iter::once(change).chain(&change.implied))
    }

    /// Returns the worst effect on old clients.
    pub fn wire(&self) -> WireImpact {
        self.iter().map(|change| change.wire).max().unwrap_or(WireImpact::Safe)
    }
}

impl Place {
    /// Creates the place of a service, operation, shape or member.
    pub fn of(id: &ShapeId) -> Self {
        Self { id: id.clone(), part: None }
    }

    /// Creates the place of a part of a service, operation, shape or member.
    pub fn part(id: &ShapeId, part: impl Into<String>) -> Self {
        Self { id: id.clone(), part: Some(part.into()) }
    }
}

/// The parts that are the messages of an operation. Other parts are quoted: they are names and values of the model.
const MESSAGES: [&str; 2] = ["input", "output"];

/// Formats the name without the namespace, such as `CreateFunctionRequest$Runtime`, `Runtime "java21"` or
/// `DeleteFunction output`.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id.name())?;
        if let Some(member) = self.id.member() {
            write!(formatter, "${member}")?;
        }
        match &self.part {
            Some(part) if MESSAGES.contains(&part.as_str()) => write!(formatter, " {part}"),
            Some(part) => write!(formatter, " {part:?}"),
            None => Ok(()),
        }
    }
}
