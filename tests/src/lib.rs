//! Generated modules that tests are about: Lambda's as it is checked in, and one made here of each
//! fixture and, where they are there, of each model of the protocol tests.

mod probe;

pub use aws_shapes::lambda;
pub use probe::{Judged, Outcome, Probe, Told};

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));

/// The types of the generated module of this name.
pub fn probes(module: &str) -> Option<&'static [Probe]> {
    MODULES.iter().find(|(name, _)| *name == module).map(|(_, probes)| *probes)
}

/// The code in the README runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
