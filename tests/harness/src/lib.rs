//! What must hold of the whole pipeline whatever the input is, and inputs to try it with: the bodies of the fuzz
//! targets, and of the bounded tests that keep them from rotting.
//!
//! An input is a string of bytes, as a fuzzer has it: either a file, or the choices by which a [`Seed`] is broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod case;
mod look;
mod mutate;
mod seeds;
mod texts;

pub use case::Case;
pub use look::{Outcome, botocore, fixture, pipeline, rust, smithy};
pub use mutate::Mutation;
pub use seeds::Seed;
pub use texts::{HOSTILE, is_hidden};
