//! Generated modules that tests are about: of each fixture, of Lambda, and of the protocol tests
//! where they are there.

mod probe;

pub use probe::{Outcome, Probe};

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));

/// The types of the generated module of this name.
pub fn probes(module: &str) -> Option<&'static [Probe]> {
    MODULES.iter().find(|(name, _)| *name == module).map(|(_, probes)| *probes)
}
