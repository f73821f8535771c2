//! The vocabulary of a comparison: a change, where it is, whom it touches and what it does on the wire.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use super::Kind;
use crate::{Pointer, ShapeId};

/// All changes between two versions of a service.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Difference {
    /// The changes that aren't implied by another, by kind of place (service, operations, shapes), then place, then
    /// kind.
    pub changes: Vec<Change>,
    /// The structures and unions, in byte order, of which so many members came and went that they weren't searched for
    /// similar names. That a name differs in case, hyphens and underscores alone is found nevertheless.
    pub without_rename_hints: Vec<ShapeId>,
}

/// One fact that differs.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// Where it happens.
    pub place: Place,
    /// What was there before, as data; `None` where there was nothing.
    pub before: Option<Value>,
    /// What is there now, as data; `None` where there is nothing.
    pub after: Option<Value>,
    /// Where it stands in the old model's file, as far as it stands there.
    pub old_pointer: Option<Pointer>,
    /// Where it stands in the new model's file, as far as it stands there.
    pub new_pointer: Option<Pointer>,
    /// The operations that it touches, in byte order; empty where that is the service as a whole.
    pub operations: Vec<AffectedOperation>,
    /// What it does to an old client that talks to the new service.
    pub wire: WireImpact,
    /// Why, in a sentence without a full stop.
    pub reason: Cow<'static, str>,
    /// What this looks like, seen together with another change.
    pub hint: Option<RenameHint>,
    /// Changes that follow from this one, such as the shapes that a new member brings along. They imply none themselves.
    pub implied: Vec<Change>,
}

/// Where a change happens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The service, operation, shape or member.
    pub id: ShapeId,
    /// A part of it that has no id of its own: the value of an enum, the error of an operation, the name of a
    /// waiter or client context parameter.
    pub part: Option<String>,
}

/// An operation that a change touches, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AffectedOperation {
    /// The operation.
    pub operation: ShapeId,
    /// Whether the change is in what is sent.
    pub input: bool,
    /// Whether the change is in what is received, errors aside.
    pub output: bool,
    /// Whether the change is in an error.
    pub error: bool,
}

/// What a change does to an old client that talks to the new service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WireImpact {
    /// Nothing.
    Safe,
    /// It may fail, depending on what is sent or received.
    Risk,
    /// It fails.
    Break,
}

/// What a change looks like, seen together with another. The two changes stand nevertheless: a rename is a removal and
/// an addition to whoever used the old name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameHint {
    /// What both look like, such as [`Kind::MemberRenamed`].
    pub kind: Kind,
    /// The place of the other change.
    pub other: Place,
}

impl Difference {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// All changes: each followed by those that it implies.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().flat_map(|change| std::iter::once(change).chain(&change.implied))
    }

    /// The worst that any change does on the wire.
    pub fn wire(&self) -> WireImpact {
        self.iter().map(|change| change.wire).max().unwrap_or(WireImpact::Safe)
    }
}

impl Place {
    /// The place of a service, operation, shape or member.
    pub fn of(id: &ShapeId) -> Self {
        Self { id: id.clone(), part: None }
    }

    /// A part of a service, operation, shape or member.
    pub fn part(id: &ShapeId, part: impl Into<String>) -> Self {
        Self { id: id.clone(), part: Some(part.into()) }
    }
}

/// The name without the namespace, such as `CreateFunctionRequest$Runtime` or `Runtime "java21"`.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id.name())?;
        if let Some(member) = self.id.member() {
            write!(formatter, "${member}")?;
        }
        match &self.part {
            Some(part) => write!(formatter, " {part:?}"),
            None => Ok(()),
        }
    }
}

impl WireImpact {
    /// `safe`, `risk` or `break`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Risk => "risk",
            Self::Break => "break",
        }
    }
}
