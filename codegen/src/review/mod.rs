//! What an update of a model means: for the wire, and for the Rust users of what is generated.
//!
//! The two models are compared (`shapesmith_model::diff`), and so are the two lowered services ([`compare`]). Each change
//! of an item is joined to the change of the model that it comes from.

mod alone;
mod change;
mod compare;
mod explains;
mod finding;
mod join;

pub use alone::Kind as RustKind;
pub use change::{ItemChange, Rust, What};
pub use compare::compare;
pub use finding::{Finding, Review};
pub use join::review;
