//! What an update of a model means: for the wire, and for the Rust users of what is generated.
//!
//! The two models are compared (`shapesmith_model::diff`), and so are the two lowered services ([`compare`]). Each change
//! of an item is joined to the change of the model that it comes from.

mod alone;
mod change;
mod compare;
mod effects;
mod finding;
mod join;

pub use alone::{Kind as RustKind, module_renamed};
pub use change::{ItemChange, Rust, What};
pub use compare::compare;
pub use finding::{Finding, Review};
pub use join::review;

use shapesmith_model::diff::PatternChange;

use crate::pattern::{self, Relation};

/// What becomes of the texts that a pattern matches, for the comparison of models: it has no automata. What is too much to
/// compare counts as otherwise.
pub fn pattern_change(old: &str, new: &str) -> PatternChange {
    match pattern::relation(old, new) {
        Some(Relation::Same) => PatternChange::None,
        Some(Relation::Wider) => PatternChange::Wider,
        Some(Relation::Other) | None => PatternChange::Other,
    }
}
