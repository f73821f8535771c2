//! What changed between two versions of a service, as data: each fact once, at the shape where it happens.

mod change;
mod kind;

pub use change::{Change, Difference, Hint, Place, Touch, Wire};
pub use kind::Kind;
