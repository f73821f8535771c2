//! Reviews of an update of a model: its effects on the wire and on Rust code that uses the generated module.
//!
//! The models are compared by `shapesmith_model::diff`, the lowered services by [`compare`]. [`review`] puts each change of
//! an item below the changes of the model that cause it.

mod causes;
mod compare;
mod effects;
mod entry;
mod item_change;
mod join;
mod rust_only;
mod rust_only_kind;

pub use compare::compare;
pub use entry::{Review, ReviewEntry};
pub use item_change::{ItemChange, ItemChangeDetail, ItemChangeKind, SemverImpact};
pub use join::review;
pub use rust_only::module_renamed;
pub use rust_only_kind::RustOnlyKind;

use shapesmith_model::diff::PatternChange;

use crate::pattern::{self, Relation};

/// Compares the sets of texts that two patterns match, for [`Options`](shapesmith_model::diff::Options). Returns
/// [`PatternChange::Other`] for patterns that are too large to compare.
pub fn compare_patterns(old: &str, new: &str) -> PatternChange {
    match pattern::compare_languages(old, new) {
        Some(Relation::Same) => PatternChange::None,
        Some(Relation::Wider) => PatternChange::Wider,
        Some(Relation::Other) | None => PatternChange::Other,
    }
}
