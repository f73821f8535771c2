//! The changed operations of a service as trees: their inputs, outputs and errors with the changed members. Each shape is
//! in the trees once, even if several operations use it.

mod builder;
mod lookup;

use std::collections::BTreeSet;

use shapesmith::review::Review;
use shapesmith_model::ShapeId;

use self::builder::TreeBuilder;
pub use self::lookup::ModelSide;

/// The operations that a review affects, and their shapes. The size is at most that of the models and the review
/// together, because nothing is repeated.
#[derive(Default)]
pub struct OperationTrees {
    /// The operations, sorted by ID.
    pub operations: Vec<OperationTree>,
    /// The changed shapes.
    pub shapes: Vec<ShapeTree>,
}

/// An affected operation.
pub struct OperationTree {
    /// The name of the operation.
    pub name: String,
    /// The changes of the operation itself, as indices of the review's entries.
    pub entries: Vec<usize>,
    /// The changed input, output and errors: their titles, and their indices in [`OperationTrees::shapes`].
    pub parts: Vec<(String, usize)>,
}

/// A changed shape.
pub struct ShapeTree {
    /// The name of the shape.
    pub name: String,
    /// The type of the shape, such as `structure`.
    pub kind: &'static str,
    /// The changes of the shape itself, as indices of the review's entries.
    pub entries: Vec<usize>,
    /// The changed members; all members if the shape itself was added or removed.
    pub members: Vec<MemberNode>,
    /// Whether the shape is shown separately and linked, because several places use it, it is nested too deeply or it
    /// has no members.
    pub is_separate: bool,
}

/// A changed member, or a member that leads to a changed shape.
pub struct MemberNode {
    /// The name, followed by `[]` for each list and `{}` for each map around the value.
    pub name: String,
    /// The type of the value, such as `string`.
    pub kind: &'static str,
    /// Whether the member was added or removed.
    pub status: MemberStatus,
    /// The changes of the member, and those of its targets that have no tree, as indices of the review's entries.
    pub entries: Vec<usize>,
    /// The trees of its targets, as indices of [`OperationTrees::shapes`].
    pub shapes: Vec<usize>,
}

/// Whether a member was added or removed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MemberStatus {
    /// The new version alone has the member.
    Added,
    /// The old version alone has the member.
    Removed,
    /// Both versions have the member.
    Kept,
}

/// Builds the trees of all operations that a review affects.
pub fn build_trees<'a>(
    review: &'a Review,
    old: ModelSide<'a>,
    new: ModelSide<'a>,
) -> OperationTrees {
    let affected = review.entries.iter().flat_map(|entry| &entry.operations);
    let affected: BTreeSet<&ShapeId> = affected.map(|affected| &affected.operation).collect();
    let mut builder = TreeBuilder::new(review, old, new);
    let operations = affected.into_iter().map(|id| builder.add_operation(id)).collect();
    builder.add_pending_members();
    OperationTrees { operations, shapes: builder.into_shapes() }
}
