//! Checks of the whole pipeline for any input, and generators of broken models.
//!
//! The fuzz targets and the bounded tests share this crate. An input is a byte string from a fuzzer: either a file, or the
//! choices that determine how a [`Seed`] is broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod case;
mod checks;
mod mutate;
mod seeds;
mod texts;

pub use case::Case;
pub use checks::{Outcome, fuzz_botocore, fuzz_fixture, fuzz_smithy, run_pipeline, rust};
pub use mutate::Mutation;
pub use seeds::Seed;
pub use texts::{HOSTILE, is_hidden};
