//! The generated modules that the tests are about, and what their tests share.
//!
//! The modules are Lambda's as it is checked in, and one for each fixture and, where they are present, for each model of
//! the protocol tests, which `build.rs` generates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod command;
pub mod document_limits;
mod exchange;
pub mod lambda_operations;
pub mod models;
pub mod oracle;
mod probe;
pub mod random_values;
pub mod reading;
pub mod review_cases;
pub mod test_workspace;
pub mod violations;

pub use aws_shapes::lambda;
pub use exchange::{Exchange, Exchanged};
pub use probe::{Probe, RoundTrip, ValidationResults, ViolationList};

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));

/// Returns the types of the generated module of this name.
pub fn probes(module: &str) -> Option<&'static [Probe]> {
    MODULES.iter().find(|(name, _)| *name == module).map(|(_, probes)| *probes)
}

/// Returns the operations of the generated module of this name.
pub fn exchanges(module: &str) -> &'static [&'static dyn Exchange] {
    EXCHANGES.iter().find(|(name, _)| *name == module).map(|(_, exchanges)| *exchanges).unwrap()
}

/// The code in the README runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
